//! Grows texts: what is wrong with them as texts, long words, and deep and wide documents.

use super::{judge, measured};
use std::fmt::Write as _;

/// How many copies the smallest document has.
const COPIES: usize = 16;

/// The same of what is small: more than fit into one excerpt.
const MANY: usize = 320;

const HEAD: &str = "openapi: 3.1.1\ninfo: {title: Pets, version: '1'}\npaths: {}\n";

type Make = fn(usize) -> String;

/// A document with these schemas, all of them in use.
fn document(schemas: &str, count: usize) -> String {
    let mut text = HEAD.replace(
        "paths: {}\n",
        "paths:\n  /pets:\n    post:\n      requestBody:\n        content:\n          application/json:\n            schema: {$ref: '#/components/schemas/All'}\n",
    );
    text += "components:\n  schemas:\n    All:\n      type: object\n      properties:\n";
    for step in 0..count {
        let _ = writeln!(
            text,
            "        pet{step}: {{$ref: '#/components/schemas/Pet{step}'}}"
        );
    }
    text + schemas
}

/// So many schemas, each with its number.
fn each(count: usize, schema: impl Fn(usize) -> String) -> String {
    let each = |step| format!("    Pet{step}: {}\n", schema(step));
    document(&(0..count).map(each).collect::<String>(), count)
}

/// One schema, in use.
fn one(schema: &str) -> String {
    document(&format!("    Pet0: {schema}\n"), 1)
}

fn many(count: usize, item: impl Fn(usize) -> String) -> String {
    (0..count).map(item).collect::<Vec<_>>().join(", ")
}

fn described(text: &str) -> String {
    let text = serde_json::to_string(text).unwrap_or_default();
    one(&format!("{{type: object, description: {text}}}"))
}

/// What is wrong with the text itself.
const FAULTY: [(&str, &str, Make); 12] = [
    ("a repeated key", "pets.yaml", |n| {
        HEAD.to_owned() + &"x-a: 1\n".repeat(n)
    }),
    ("a repeated key in one line", "pets.json", |n| {
        format!("{{{}\"b\": 1}}", "\"a\": 1, ".repeat(n))
    }),
    ("many repeated keys", "pets.yaml", |n| {
        let keys = (0..2 * n).map(|step| {
            format!(
                "x-a{}: 1
",
                step / 2
            )
        });
        HEAD.to_owned() + &keys.collect::<Vec<_>>().concat()
    }),
    ("anchors and aliases", "pets.yaml", |n| {
        HEAD.to_owned() + &"x-a: &a [*a, !!str b]\n".repeat(n)
    }),
    ("keys that are none", "pets.yaml", |n| {
        HEAD.to_owned() + &"? [a, b]\n: c\n".repeat(n)
    }),
    ("numbers beyond the range", "pets.json", |n| {
        format!("[{}0]", "1e999, ".repeat(n))
    }),
    ("lone surrogates", "pets.json", |n| {
        format!("[{}0]", "\"\\ud800\", ".repeat(n))
    }),
    ("lone surrogates in one string", "pets.json", |n| {
        format!("[\"{}\"]", "\\ud800".repeat(n))
    }),
    ("trailing commas", "pets.json", |n| {
        format!("[{}0]", "[1,], ".repeat(n))
    }),
    ("brackets that are left open", "pets.json", |n| {
        "[{\"a\": ".repeat(n)
    }),
    ("brackets that are left open in YAML", "pets.yaml", |n| {
        "[{a: ".repeat(n)
    }),
    ("words that are no values", "pets.json", |n| {
        format!("[{}0]", "nul, ".repeat(n))
    }),
];

/// Nothing is wrong but the length.
const LONG: [(&str, Make); 16] = [
    ("a long description", |n| described(&"A pet. ".repeat(n))),
    ("a description that is one word", |n| {
        described(&"x".repeat(n))
    }),
    ("a description of back quotes", |n| {
        described(&"` `` ".repeat(n))
    }),
    ("a description of stars", |n| described(&"*a **".repeat(n))),
    ("a description of brackets", |n| {
        described(&"[a](".repeat(n))
    }),
    ("a description of open brackets", |n| {
        described(&"[".repeat(n))
    }),
    ("a description of tags", |n| {
        described(&"<a <!-- ".repeat(n))
    }),
    ("a description of quotations", |n| {
        described(&"> ".repeat(n))
    }),
    ("a description of lists", |n| {
        described(&"- a\n\n  - b\n".repeat(n))
    }),
    ("a description of tables", |n| {
        described(&"|a|b|\n|-|-|\n|c|d|\n\n".repeat(n))
    }),
    ("a description of one table", |n| {
        described(&("|a|b|\n|-|-|\n".to_owned() + &"|c|d|\n".repeat(n)))
    }),
    ("a description of links", |n| {
        described(&"https://example.com/a [b] ".repeat(n))
    }),
    ("a description of references", |n| {
        described(
            &(0..n)
                .map(|step| {
                    format!(
                        "[a{step}]

[a{step}]: https://e.com

"
                    )
                })
                .collect::<Vec<_>>()
                .concat(),
        )
    }),
    ("a long name", |n| {
        one(&format!(
            "{{type: object, properties: {{{}: {{}}}}}}",
            "x".repeat(n)
        ))
    }),
    ("a long pattern", |n| {
        one(&format!(
            "{{type: string, pattern: '{}'}}",
            "(a|b)*[c-d]".repeat(n)
        ))
    }),
    ("a long constant", |n| {
        one(&format!(
            "{{type: string, const: {}}}",
            "x ".repeat(n) + "x"
        ))
    }),
];

/// Much of one kind.
const WIDE: [(&str, Make); 14] = [
    ("members", |n| {
        one(&format!(
            "{{type: object, properties: {{{}}}}}",
            many(n, |s| format!("m{s}: {{type: string}}"))
        ))
    }),
    ("members whose names collide", |n| {
        // Ten signs make a name of a number that differs by signs alone.
        let name = |step: usize| format!("{step:012b}").replace('0', "-").replace('1', "_");
        one(&format!(
            "{{type: object, properties: {{{}}}}}",
            many(n, |s| format!("'a{}b': {{type: string}}", name(s)))
        ))
    }),
    ("values whose names collide", |n| {
        let name = |step: usize| format!("{step:012b}").replace('0', "-").replace('1', "_");
        one(&format!(
            "{{type: string, enum: [{}]}}",
            many(n, |s| format!("'a{}b'", name(s)))
        ))
    }),
    ("required members", |n| {
        let names = many(n, |s| format!("m{s}"));
        one(&format!(
            "{{type: object, required: [{names}], properties: {{{}}}}}",
            many(n, |s| format!("m{s}: {{type: string}}"))
        ))
    }),
    ("required members that are not there", |n| {
        one(&format!(
            "{{type: object, properties: {{a: {{}}}}, required: [{}]}}",
            many(n, |s| format!("m{s}"))
        ))
    }),
    ("values of a set", |n| {
        one(&format!(
            "{{type: string, enum: [{}]}}",
            many(n, |s| format!("v{s}"))
        ))
    }),
    ("the same value", |n| {
        one(&format!(
            "{{type: string, enum: [{}]}}",
            many(n, |_| "v".to_owned())
        ))
    }),
    ("branches of a choice", |n| {
        let n = n / 2;
        let pets = each(n, |s| {
            format!("{{type: object, required: [a{s}], properties: {{a{s}: {{type: string}}}}}}")
        });
        let branches = many(n, |s| format!("{{$ref: '#/components/schemas/Pet{s}'}}"));
        format!("{pets}    Any: {{oneOf: [{branches}]}}\n").replace("schemas/All", "schemas/Any")
    }),
    ("components", |n| {
        each(n / 2, |_| {
            "{type: object, properties: {a: {type: integer}}}".to_owned()
        })
    }),
    ("components that refer to the next", |n| {
        each(n, |s| {
            format!(
                "{{type: object, properties: {{a: {{$ref: '#/components/schemas/Pet{}'}}}}}}",
                (s + 1) % n
            )
        })
    }),
    ("a circle of references", |n| {
        each(n, |s| {
            format!("{{$ref: '#/components/schemas/Pet{}'}}", (s + 1) % n)
        })
    }),
    ("a circle of required members", |n| {
        each(n, |s| {
            format!(
                "{{type: object, required: [a], properties: {{a: {{$ref: '#/components/schemas/Pet{}'}}}}}}",
                (s + 1) % n
            )
        })
    }),
    ("deep objects", |n| {
        let depth = 20;
        each(n / 16, |_| {
            "{type: object, properties: {a: ".repeat(depth) + "{}" + &"}}".repeat(depth)
        })
    }),
    ("deep arrays", |n| {
        let depth = 12;
        each(n / 16, |_| {
            "{type: array, items: ".repeat(depth) + "{}" + &"}".repeat(depth)
        })
    }),
];

#[test]
fn a_text_that_is_faulty() {
    let curve = |(what, name, make): (&str, _, Make)| {
        (what.to_owned(), measured(what.to_owned(), name, MANY, make))
    };
    judge(&FAULTY.map(curve));
}

#[test]
fn a_word_that_is_long() {
    let curve = |(what, make): (&str, Make)| {
        let name = "pets.yaml";
        (
            what.to_owned(),
            measured(what.to_owned(), name, 8 * COPIES, make),
        )
    };
    judge(&LONG.map(curve));
}

#[test]
fn a_document_that_is_wide() {
    let curve = |(what, make): (&str, Make)| {
        (
            what.to_owned(),
            measured(what.to_owned(), "pets.yaml", COPIES, make),
        )
    };
    judge(&WIDE.map(curve));
}
