//! The generator knows no API: nothing in `src` and `runtime` names the one described beside it.
//!
//! The words are taken from the document itself, so that a new schema or member is looked for from
//! the day it is added.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by a panic")]

use codegen::source::{Format, Node, Object, Source, Value};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Words around the API that the document need not hold. They are looked for inside words too.
const VENDOR: [&str; 6] = ["clova", "naver", "ncloud", "ntruss", "idcard", "id-card"];

/// Words of the document that are also ordinary words here, each with what it means here.
const ORDINARY: &[(&str, &str)] = &[
    ("address", "of a page, in a description"),
    ("details", "the table that says more about a row"),
    ("error_code", "an item of `x-error-codes`"),
    ("formatted", "what rustfmt leaves"),
    ("given_name", "what `x-rust-name` gives"),
    ("message", "what a diagnostic says"),
    ("version", "of OpenAPI, of a package, of a program"),
];

/// Members with names up to this long, such as `name` or `text`, are words of any language.
const SHORT: usize = 6;

fn spec() -> Node {
    let path = manifest_dir().join("../schema/id-card.openapi.yaml");
    let source = Source::new("spec.yaml", fs::read_to_string(path).unwrap());
    source.parse(Format::Yaml).root.unwrap()
}

fn manifest_dir() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn object<'a>(node: &'a Node, path: &[&str]) -> &'a Object {
    match &at(node, path).value {
        Value::Object(object) => object,
        other => panic!("{path:?} is {other:?}"),
    }
}

fn string<'a>(node: &'a Node, path: &[&str]) -> &'a str {
    match &at(node, path).value {
        Value::String(string) => string,
        other => panic!("{path:?} is {other:?}"),
    }
}

fn at<'a>(node: &'a Node, path: &[&str]) -> &'a Node {
    path.iter().fold(node, |node, key| match &node.value {
        Value::Object(object) => &object.get(key).unwrap_or_else(|| panic!("no {key}")).value,
        other => panic!("{key} of {other:?}"),
    })
}

/// Every key of every map called `properties`.
fn members<'a>(node: &'a Node, found: &mut Vec<&'a str>) {
    match &node.value {
        Value::Object(object) => {
            for member in &object.members {
                if let ("properties", Value::Object(properties)) =
                    (&*member.key, &member.value.value)
                {
                    found.extend(properties.members.iter().map(|member| &*member.key));
                }
                members(&member.value, found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| members(item, found)),
        _ => {}
    }
}

/// `boundingBox` and `BoundingBox` as `bounding_box`.
fn snake(name: &str) -> String {
    let mut snake = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !snake.is_empty() && !snake.ends_with('_') {
            snake.push('_');
        }
        snake.extend(c.to_lowercase());
    }
    snake
}

/// Each word to where in the document it comes from.
fn words(spec: &Node) -> BTreeMap<String, &'static str> {
    let mut words = BTreeMap::new();
    let mut add = |word: &str, from| {
        words.entry(word.to_owned()).or_insert(from);
    };
    for word in string(spec, &["info", "title"]).split(|c: char| !c.is_alphanumeric()) {
        if word.len() > 2 {
            add(word, "the title");
            add(&word.to_lowercase(), "the title");
        }
    }
    for schema in &object(spec, &["components", "schemas"]).members {
        add(&schema.key, "the schemas");
        // One word in lower case is an ordinary word.
        if snake(&schema.key).contains('_') {
            add(&snake(&schema.key), "the schemas");
        }
    }
    let mut names = Vec::new();
    members(spec, &mut names);
    for name in names.into_iter().filter(|name| name.len() > SHORT) {
        add(name, "the members");
        add(&snake(name), "the members");
    }
    for scheme in &object(spec, &["components", "securitySchemes"]).members {
        add(&scheme.key, "the security schemes");
        add(&snake(&scheme.key), "the security schemes");
        let header = string(&scheme.value, &["name"]);
        add(header, "the header");
        add(&header.to_lowercase(), "the header");
    }
    for path in &object(spec, &["paths"]).members {
        add(&path.key, "the paths");
        for method in &object(&path.value, &[]).members {
            if let Value::Object(operation) = &method.value.value
                && operation.get("operationId").is_some()
            {
                let name = string(&method.value, &["operationId"]);
                add(name, "the operations");
                add(&snake(name), "the operations");
            }
        }
    }
    let Value::Array(servers) = &at(spec, &["servers"]).value else {
        panic!("servers")
    };
    for server in servers {
        let mut urls = vec![string(server, &["url"])];
        for variable in &object(server, &["variables"]).members {
            add(&variable.key, "the server's variables");
            add(&snake(&variable.key), "the server's variables");
            urls.push(string(&variable.value, &["default"]));
        }
        for (_, rest) in urls.into_iter().filter_map(|url| url.split_once("://")) {
            add(rest.split('/').next().unwrap(), "the server's host");
        }
    }
    words
}

/// Words of the reference pages, which are data beside the document: their names, titles and headings,
/// and the sections that they have.
fn page_words() -> BTreeMap<String, &'static str> {
    let folder = manifest_dir().join("../schema/pages");
    let layout = fs::read_to_string(folder.join("pages.toml")).unwrap();
    let layout: toml::Table = layout.parse().unwrap();
    let mut words = BTreeMap::new();
    for page in layout["pages"].as_array().unwrap() {
        words.insert(page["slug"].as_str().unwrap().to_owned(), "the slugs");
        words.insert(page["name"].as_str().unwrap().to_owned(), "the pages");
        for title in page
            .get("titles")
            .and_then(toml::Value::as_table)
            .into_iter()
            .flatten()
        {
            words.insert(title.1.as_str().unwrap().to_owned(), "the titles");
        }
    }
    for (name, section) in layout["sections"].as_table().unwrap() {
        words.insert(name.clone(), "the sections");
        if let Some(heading) = section.get("heading") {
            words.insert(heading.as_str().unwrap().to_owned(), "the headings");
        }
    }
    // One word in lower case is an ordinary word.
    words.retain(|word, _| {
        let is_short = word.is_ascii() && word.len() <= SHORT;
        !is_short && word.chars().any(|c| !c.is_ascii_lowercase())
    });
    let source = fs::read_to_string(folder.join("words.yaml")).unwrap();
    let tree = Source::new("words.yaml", source).parse(Format::Yaml);
    for language in &object(tree.root.as_ref().unwrap(), &["languages"]).members {
        for key in ["sections", "parts", "last", "chrome"] {
            let Some(Value::Array(headings)) = object(&language.value, &[])
                .get(key)
                .map(|list| &list.value.value)
            else {
                continue;
            };
            for heading in headings {
                let heading = string(heading, &[]);
                // `Request` and `Response` are words of OpenAPI.
                if heading.contains(' ') || !heading.is_ascii() {
                    words.insert(heading.to_owned(), "the headings");
                }
            }
        }
    }
    words
}

/// Every file of the generator, with its text.
fn files() -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    let mut folders = vec![manifest_dir().join("src"), manifest_dir().join("runtime")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let text = String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned();
                files.push((path.strip_prefix(manifest_dir()).unwrap().to_owned(), text));
            }
        }
    }
    assert!(files.len() > 30, "this looks in the wrong place");
    files.sort();
    files
}

/// Whether the word stands there by itself, not as a part of a longer one.
fn has_word(text: &str, word: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(word)
        .any(|(at, _)| !text[..at].ends_with(part) && !text[at + word.len()..].starts_with(part))
}

fn is_ordinary(word: &str) -> bool {
    ORDINARY.iter().any(|(ordinary, _)| *ordinary == word)
}

#[test]
fn nothing_in_the_generator_names_this_api() {
    let mut words = words(&spec());
    words.extend(page_words());
    let mut found = Vec::new();
    let mut look = |path: &Path, text: &str| {
        let place = path.display();
        let lower = text.to_lowercase();
        for name in VENDOR.iter().filter(|name| lower.contains(**name)) {
            found.push(format!("{place}: {name:?}, of the vendor"));
        }
        if has_word(&lower, "ocr") {
            found.push(format!("{place}: \"ocr\", of the vendor"));
        }
        for (word, from) in &words {
            if !is_ordinary(word) && has_word(text, word) {
                found.push(format!("{place}: {word:?}, of {from}"));
            }
        }
    };
    for (path, text) in files() {
        look(&path, &path.to_string_lossy());
        look(&path, &text);
    }
    assert!(
        found.is_empty(),
        "say it with pets or parcels instead:\n{}",
        found.join("\n")
    );
}

#[test]
fn every_exception_is_needed() {
    let words = words(&spec());
    let files = files();
    for (word, _) in ORDINARY {
        assert!(
            words.contains_key(*word),
            "{word:?} is no word of the document any more"
        );
        let used = files.iter().any(|(_, text)| has_word(text, word));
        assert!(used, "{word:?} is not used in the generator any more");
    }
}

#[test]
fn the_words_are_those_of_the_document() {
    let words = words(&spec());
    for (word, from) in [
        ("CLOVA", "the title"),
        ("ImageResult", "the schemas"),
        ("image_result", "the schemas"),
        ("validationResult", "the members"),
        ("validation_result", "the schemas"),
        ("bounding_polys", "the members"),
        ("X-OCR-SECRET", "the header"),
        ("/document/id-card", "the paths"),
    ] {
        assert_eq!(words.get(word), Some(&from), "{word}");
    }
    let page = page_words();
    for (word, from) in [
        ("request-body-json", "the sections"),
        ("boundingPolyVertices", "the headings"),
        ("Response example", "the headings"),
        ("resident-card", "the pages"),
        ("住民登録証", "the titles"),
    ] {
        assert_eq!(page.get(word), Some(&from), "{word}");
    }
    assert!(words.values().any(|from| *from == "the server's host"));
    assert!(has_word("an ocr.", "ocr") && !has_word("democracy, ocr_x", "ocr"));
}
