use super::*;

fn made(schema: &Json) -> (Vec<String>, Vec<String>, Vec<String>) {
    let mut losses = Losses::default();
    let vectors = vectors("it", schema, &mut losses);
    let (valid, invalid): (Vec<_>, Vec<_>) =
        vectors.iter().partition(|vector| vector.fault.is_none());
    let shown = |vector: &&Vector| match &vector.fault {
        None => vector.document.to_string(),
        Some(fault) => format!("{} {} {}", vector.document, fault.keyword, fault.pointer),
    };
    let losses = losses.list().iter().map(ToString::to_string).collect();
    (
        valid.iter().map(shown).collect(),
        invalid.iter().map(shown).collect(),
        losses,
    )
}

#[test]
fn the_edges_of_every_bound_are_met() {
    let schema = json!({
        "type": "object",
        "required": ["n"],
        "additionalProperties": false,
        "properties": {
            "n": {"type": "integer", "minimum": 3, "exclusiveMaximum": 5},
            "s": {"type": ["string", "null"], "minLength": 1, "maxLength": 2},
            "l": {"type": "array", "minItems": 1, "maxItems": 2, "items": {"enum": ["a", 1]}},
        },
    });
    let (valid, invalid, losses) = made(&schema);
    assert_eq!(losses, [""; 0]);
    for expected in [
        r#"{"n":3}"#,
        r#"{"n":4}"#,
        "{\"n\":3,\"s\":\"\u{1f600}\u{1f600}\"}",
        r#"{"n":3,"s":null}"#,
        r#"{"l":["a"],"n":3}"#,
        r#"{"l":[1],"n":3}"#,
        r#"{"l":["a","a"],"n":3}"#,
    ] {
        assert!(
            valid.contains(&expected.to_owned()),
            "{expected}: {valid:#?}"
        );
    }
    for expected in [
        r#"{"n":2} minimum /n"#,
        r#"{"n":5} exclusiveMaximum /n"#,
        r#"{"n":3,"s":""} minLength /s"#,
        r#"{"n":3,"s":"xxx"} maxLength /s"#,
        r#"{"l":[],"n":3} minItems /l"#,
        r#"{"l":["a","a","a"],"n":3} maxItems /l"#,
        r#"{"l":["A"],"n":3} enum /l/0"#,
        r#"{"n":3,"undocumented":[null]} additionalProperties "#,
        "{} required ",
        "null type ",
    ] {
        assert!(
            invalid.contains(&expected.to_owned()),
            "{expected}: {invalid:#?}"
        );
    }
}

#[test]
fn a_schema_that_comes_to_itself_ends() {
    let schema = json!({
        "$ref": "#/$defs/Tree",
        "$defs": {"Tree": {
            "type": "object",
            "properties": {"left": {"$ref": "#/$defs/Tree"}, "all": {"type": "array", "items": {"$ref": "#/$defs/Tree"}}},
        }},
    });
    let (valid, invalid, _) = made(&schema);
    assert!(valid.contains(&r#"{"all":[]}"#.to_owned()), "{valid:#?}");
    assert!(
        invalid.contains(&r#"{"left":null} type /left"#.to_owned()),
        "{invalid:#?}"
    );
}

#[test]
fn where_a_pattern_stands_nothing_is_made_and_that_is_said() {
    let schema = json!({"type": "string", "pattern": "^[0-9]{2}$", "examples": ["12"]});
    let (valid, invalid, losses) = made(&schema);
    assert_eq!(valid, [""; 0]);
    assert_eq!(invalid.len(), 2, "{invalid:#?}");
    assert_eq!(losses, ["no vectors are made where `pattern` stands"]);
}

#[test]
fn much_is_not_too_much() {
    // Each has the next twice: 2^40 values in the smallest.
    let defs = (0..40).map(|level| {
        let next = json!({"$ref": format!("#/$defs/D{}", level + 1)});
        let object = json!({
            "type": "object", "required": ["a", "b"], "properties": {"a": next, "b": next},
        });
        (format!("D{level}"), object)
    });
    let mut defs: serde_json::Map<String, Json> = defs.collect();
    defs.insert("D40".into(), json!({"type": "null"}));
    let schema = json!({"$ref": "#/$defs/D0", "$defs": defs});
    let (valid, _, _) = made(&schema);
    assert_eq!(valid, [""; 0]);
}
