//! Counts what a comparison takes: twice the documents take twice the steps, and a proof takes as many as
//! what differs.

use super::side;
use codegen::diff::{Steps, compare};

/// A document of schemas that one request has, a member each.
fn document(schemas: impl Iterator<Item = (String, String)>) -> String {
    let (mut members, mut components) = (Vec::new(), Vec::new());
    for (name, schema) in schemas {
        let member = name.to_lowercase();
        members.push(format!(
            r##""{member}": {{"$ref": "#/components/schemas/{name}"}}"##
        ));
        components.push(format!(r#""{name}": {schema}"#));
    }
    format!(
        r##"{{"openapi": "3.1.1", "info": {{"title": "Pets", "version": "1"}}, "paths": {{"/pets":
        {{"post": {{"operationId": "add", "requestBody": {{"required": true, "content":
        {{"application/json": {{"schema": {{"$ref": "#/components/schemas/All"}}}}}}}},
        "responses": {{"204": {{"description": "Done."}}}}}}}}}}, "components": {{"schemas":
        {{"All": {{"type": "object", "properties": {{{}}}}}, {}}}}}}}"##,
        members.join(", "),
        components.join(", ")
    )
}

fn list(count: usize, item: impl Fn(usize) -> String) -> String {
    (0..count).map(item).collect::<Vec<_>>().join(", ")
}

fn steps(old: &str, new: &str) -> (Steps, usize) {
    let report = compare(&side("old.json", old), &side("new.json", new));
    assert_eq!(report.no_crate, None);
    (report.steps, report.changes.len())
}

/// Members of one object, each with a limit.
fn wide(count: usize, most: usize) -> String {
    let members = list(count, |at| {
        format!(r#""m{at}": {{"type": "string", "maxLength": {most}}}"#)
    });
    let schema = format!(r#"{{"type": "object", "properties": {{{members}}}}}"#);
    document([("Wide".to_owned(), schema)].into_iter())
}

/// As many components, each with a name of its own.
fn named(count: usize, name: &str) -> String {
    let schema = |at| {
        let schema =
            format!(r#"{{"type": "object", "properties": {{"m{at}": {{"type": "string"}}}}}}"#);
        (format!("{name}{at}"), schema)
    };
    document((0..count).map(schema)).replace(&format!("\"{}", name.to_lowercase()), "\"member")
}

/// Values of one enumeration.
fn values(count: usize, from: usize) -> String {
    let values = list(count, |at| format!(r#""v{}""#, at + from));
    let schema = format!(r#"{{"type": "string", "enum": [{values}]}}"#);
    document([("Kind".to_owned(), schema)].into_iter())
}

/// Branches of one choice, each told by a member that it requires.
fn branches(count: usize, ty: &str) -> String {
    let branches = list(count, |at| {
        format!(
            r#"{{"type": "object", "required": ["b{at}"], "properties": {{"b{at}": {{"type": "{ty}"}}}}}}"#
        )
    });
    document([("Either".to_owned(), format!(r#"{{"oneOf": [{branches}]}}"#))].into_iter())
}

type Make = fn(usize) -> (String, String);

#[test]
fn twice_the_documents_take_twice_the_steps() {
    let shapes: [(&str, Make); 6] = [
        ("every member of an object changed", |n| {
            (wide(n, 9), wide(n, 5))
        }),
        ("every member of an object gone", |n| {
            (wide(n, 9), wide(1, 9))
        }),
        ("every component renamed", |n| {
            (named(n, "Old"), named(n, "New"))
        }),
        ("every value another", |n| (values(n, 0), values(n, n))),
        ("nothing changed", |n| (wide(n, 9), wide(n, 9))),
        ("every branch turned around", |n| {
            (
                branches(n.div_ceil(10), "string"),
                branches(n.div_ceil(10), "string"),
            )
        }),
    ];
    for (what, make) in shapes {
        let [small, large] = [100, 200].map(|count| {
            let (old, new) = make(count);
            let (steps, _) = steps(&old, &new);
            steps.places + steps.pairs + steps.causes
        });
        // What is the same for both sizes is in the smaller one too.
        assert!(large <= 2 * small + 50, "{what}: {small}, then {large}");
    }
}

#[test]
fn a_proof_takes_what_differs() {
    let one = |count: usize| {
        let old = named(count, "Pet");
        let from = r#""m7": {"type": "string"}"#;
        assert!(old.contains(from));
        let new = old.replace(from, r#""m7": {"type": "string", "maxLength": 5}"#);
        steps(&old, &new)
    };
    let (small, large) = (one(50), one(200));
    assert_eq!((small.1, large.1), (1, 1));
    assert_eq!(
        (small.0.pairs, small.0.causes),
        (large.0.pairs, large.0.causes)
    );
    assert!(small.0.pairs < 10, "{small:?}");
    assert_eq!(steps(&wide(100, 9), &wide(100, 9)).0.pairs, 0);
}
