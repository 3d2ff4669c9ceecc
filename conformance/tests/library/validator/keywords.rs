//! The list of keywords held against what is emitted: what is said to be compiled proves a value
//! that satisfies it, what is said to be left to the judge proves none, and no value that breaks
//! a keyword is ever proven.

use super::against::Pair;
use clova_id_card::wire::validator::Answer;
use idcard_judge::Verdict;

/// Name and tier of each keyword that a document may use.
const LIST: &str = include_str!("keywords.txt");

/// For the member that is called as the keyword: a value that satisfies it, and one that breaks
/// nothing but it; nothing breaks what says nothing of a value.
const CASES: &[(&str, &str, &str)] = &[
    ("$ref", r#"{"a":true}"#, "{}"),
    ("type", "true", r#""true""#),
    ("properties", r#"{"a":true}"#, r#"{"a":1}"#),
    ("required", r#"{"a":true}"#, "{}"),
    ("items", "[true,false]", "[true,1]"),
    ("enum", r#""two""#, r#""three""#),
    ("const", r#""one""#, r#""two""#),
    ("oneOf", r#"{"b":true}"#, r#"{"a":true,"b":true}"#),
    ("anyOf", r#"{"b":true}"#, r#"{"c":true}"#),
    ("format", "2147483647", "2147483648"),
    ("title", r#""any""#, ""),
    ("description", r#""any""#, ""),
    ("examples", r#""any""#, ""),
    ("example", r#""any""#, ""),
    ("default", r#""any""#, ""),
    ("deprecated", r#""any""#, ""),
    ("readOnly", r#""any""#, ""),
    ("writeOnly", r#""any""#, ""),
    ("externalDocs", r#""any""#, ""),
    ("$comment", r#""any""#, ""),
    ("minimum", "-2", "-2.0000000000000004"),
    ("maximum", "7", "8"),
    ("exclusiveMinimum", "1", "0"),
    ("exclusiveMaximum", "1", "1.5"),
    ("multipleOf", "-9", "10"),
    ("minLength", r#""가나""#, r#""가""#),
    ("maxLength", r#""가나다라마바사아자차카타파하가나다라마바사아자차""#, r#""가나다라마바사아자차카타파하가나다라마바사아자차카""#),
    ("pattern", r#""a""#, r#""A""#),
    ("contentEncoding", r#""?""#, ""),
    ("contentMediaType", r#""?""#, ""),
    ("minItems", "[true,true]", "[true]"),
    ("maxItems", "[]", r#"[{"a":true},{"a":true},{"a":true}]"#),
    ("uniqueItems", r#"["a"]"#, r#"["a","a"]"#),
    ("minProperties", r#"{"a":true,"b":1}"#, r#"{"b":1}"#),
    ("maxProperties", r#"{"a":true,"b":1}"#, r#"{"a":true,"b":1,"c":1}"#),
    (
        "additionalProperties",
        r#"{"a":true,"b":1}"#,
        r#"{"a":true,"b":"1"}"#,
    ),
    ("discriminator", r#"{"a":"b"}"#, ""),
    ("xml", r#""any""#, ""),
    ("contentSchema", r#""any""#, ""),
    ("dependencies", r#"{"a":true}"#, ""),
    ("additionalItems", "[true]", ""),
    ("not", "1", r#""any""#),
    ("if", r#"{"a":1,"b":2}"#, r#"{"a":1}"#),
    ("then", r#"{"a":1,"b":2}"#, r#"{"a":1}"#),
    ("else", r#"{"a":2,"b":2}"#, r#"{"a":2}"#),
    ("patternProperties", r#"{"ab":1,"b":"c"}"#, r#"{"ab":"c"}"#),
    ("propertyNames", r#"{"ab":1}"#, r#"{"abc":1}"#),
    ("unevaluatedProperties", r#"{"a":true}"#, r#"{"b":1}"#),
    ("dependentRequired", r#"{"a":1,"b":2}"#, r#"{"a":1}"#),
    ("dependentSchemas", r#"{"a":1,"b":2}"#, r#"{"a":1}"#),
    ("prefixItems", r#"[true,{"a":true}]"#, r#"[true,{"a":1}]"#),
    ("unevaluatedItems", "[true]", "[true,1]"),
    ("contains", r#"["a",1]"#, r#"["a"]"#),
    ("minContains", "[1,1]", "[1,2]"),
    ("maxContains", "[1,2]", "[1,1]"),
    ("allOf", "true", r#""true""#),
    ("nullable", "null", r#""null""#),
    ("$schema", r#""any""#, ""),
    ("$id", r#""any""#, ""),
    ("$anchor", r#""any""#, ""),
    ("$defs", r#""any""#, ""),
    ("definitions", r#""any""#, ""),
];

#[test]
fn the_list_is_what_is_emitted() {
    let mut pair = Pair::new();
    let mut said = |keyword: &str, value: &str| {
        pair.check("response", format!("{{\"{keyword}\":{value}}}").as_bytes())
    };
    for line in LIST.lines() {
        let (name, tier) = line.split_once(' ').unwrap();
        let case = CASES.iter().find(|(keyword, ..)| *keyword == name);
        let (_, good, bad) = case.unwrap_or_else(|| panic!("no case for {name}"));
        let of_good = said(name, good);
        assert!(of_good.verdict <= Verdict::Findings, "{name}: {good}");
        assert_eq!(of_good.answer == Answer::Valid, tier != "Judge", "{name}");
        assert_eq!(bad.is_empty(), tier == "Nothing", "{name}");
        if !bad.is_empty() {
            let of_bad = said(name, bad);
            assert_eq!(of_bad.verdict, Verdict::Invalid, "{name}: {bad}");
            assert_eq!(of_bad.answer, Answer::Undecided, "{name}: {bad}");
        }
    }
    assert_eq!(LIST.lines().count(), CASES.len());
}

#[test]
fn an_object_without_other_members_is_decided_at_once() {
    let mut pair = Pair::new();
    let mut said = |text: &str| pair.check("response", text.as_bytes());
    for good in [
        r#"{"closed":{}}"#,
        r#"{"closed":{"a":true,"b":false}}"#,
        r#"{"closed": { "b": false, "a": true }}"#,
        r#"{"empty":{}}"#,
        r#"{"empty": { } }"#,
    ] {
        assert_eq!(said(good).answer, Answer::Valid, "{good}");
    }
    for bad in [
        r#"{"closed":{"c":true}}"#,
        r#"{"closed":{"a":true,"b":false,"c":1}}"#,
        r#"{"closed":{"b":true,"A":true}}"#,
        r#"{"empty":{"a":1}}"#,
    ] {
        let said = said(bad);
        assert_eq!(said.verdict, Verdict::Invalid, "{bad}");
        assert_eq!(said.answer, Answer::Undecided, "{bad}");
    }
    // What fits a pattern is no other member, whatever the schema is a branch of.
    let of_pattern = said(r#"{"behind":{"ab":true,"c":true}}"#);
    assert!(of_pattern.verdict <= Verdict::Findings);
    let other = said(r#"{"behind":{"b":true}}"#);
    assert_eq!(other.verdict, Verdict::Invalid);
}
