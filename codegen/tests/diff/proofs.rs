//! Holds pairs of schemas for which a proof is easily wrong: what is refused is never called safe.

use super::{BASE, report};
use codegen::diff::change::Verdict;
use codegen::diff::report::Report;

const MEMBER: &str = "        limits: { type: object, properties: { depth: { type: number } } }\n";

/// The worst verdict of requests whose member `limits` has one schema, put to another.
fn sent(old: &str, new: &str) -> Verdict {
    let with = |schema: &str| {
        assert!(BASE.contains(MEMBER));
        BASE.replace(MEMBER, &format!("        limits: {schema}\n"))
    };
    worst(&report(&with(old), &with(new)))
}

fn worst(report: &Report) -> Verdict {
    let all = report.changes.iter().map(|it| it.send);
    all.max().unwrap_or(Verdict::None)
}

fn is_safe(verdict: Verdict) -> bool {
    ![Verdict::Breaks, Verdict::Unproven].contains(&verdict)
}

#[test]
fn what_is_refused_is_not_safe() {
    for (old, new) in [
        // A branch has the type, and a set besides.
        (
            "{ type: [boolean, \"null\"] }",
            "{ anyOf: [{ type: boolean, const: true }, { type: \"null\" }] }",
        ),
        (
            "{ type: [boolean, \"null\"] }",
            "{ oneOf: [{ type: [boolean, \"null\"] }, { type: \"null\" }] }",
        ),
        // `null` is sent too.
        (
            "{ type: [boolean, \"null\"] }",
            "{ type: [boolean, \"null\"], enum: [true, false] }",
        ),
        // A schema that closes an object means its own members.
        (
            "{ type: object, properties: { a: { type: string } } }",
            "{ allOf: [{ type: object, additionalProperties: false }, \
               { type: object, properties: { a: { type: string } } }] }",
        ),
        // What has to be there and has no schema is anything.
        (
            "{ type: object, required: [a] }",
            "{ type: object, required: [a], properties: { a: { type: string } } }",
        ),
        // The keyword beside it decides.
        (
            "{ type: array, items: { type: string }, contains: { const: a }, minContains: 0 }",
            "{ type: array, items: { type: string }, contains: { const: a } }",
        ),
        // One in doubles, and not the same.
        (
            "{ type: integer, maximum: 9007199254740993 }",
            "{ type: integer, maximum: 9007199254740992 }",
        ),
        // A member may be called as a keyword is.
        (
            "{ type: object, properties: { default: { type: string, nullable: true } } }",
            "{ type: object, properties: { default: { type: string } } }",
        ),
        // Both branches take it.
        (
            "{ type: number, enum: [1] }",
            "{ oneOf: [{ type: number, enum: [1] }, { type: number, enum: [1.0] }] }",
        ),
    ] {
        assert!(!is_safe(sent(old, new)), "{old} put to {new}");
    }
}

#[test]
fn what_is_proven_is_safe() {
    for (old, new) in [
        (
            "{ type: [boolean, \"null\"] }",
            "{ anyOf: [{ type: boolean, enum: [true, false] }, { type: \"null\" }] }",
        ),
        (
            "{ type: [boolean, \"null\"] }",
            "{ oneOf: [{ type: boolean }, { type: \"null\" }] }",
        ),
        (
            "{ type: [boolean, \"null\"] }",
            "{ enum: [true, null, false] }",
        ),
        (
            "{ type: object, required: [a] }",
            "{ type: object, required: [a], properties: { a: {} } }",
        ),
        (
            "{ type: integer, maximum: 9007199254740993 }",
            "{ type: integer, maximum: 9007199254740993, description: The same. }",
        ),
    ] {
        assert!(is_safe(sent(old, new)), "{old} put to {new}");
    }
}

#[test]
fn a_parameter_of_a_path_is_compared() {
    let shared = |schema: &str| {
        let item = "  /parcels/{id}:\n";
        assert!(BASE.contains(item));
        let parameters = format!(
            "{item}    parameters:\n      - {{ name: page, in: query, description: Which., \
             schema: {schema} }}\n"
        );
        BASE.replace(item, &parameters)
    };
    let many = "{ type: integer, format: int32, maximum: 9 }";
    let few = "{ type: integer, format: int32, maximum: 5 }";
    let tightened = report(&shared(many), &shared(few));
    assert_eq!(worst(&tightened), Verdict::Breaks);
    let witnesses = tightened.changes.iter().flat_map(|it| &it.witnesses);
    assert_eq!(witnesses.map(|it| &it.body).next(), Some(&6.into()));
    assert_eq!(worst(&report(&shared(few), &shared(many))), Verdict::Safe);
}

#[test]
fn what_is_in_a_header_is_not_proven() {
    let with = |ty: &str| {
        let place = "          description: It was sent.\n";
        assert!(BASE.contains(place));
        let header = format!("headers: {{ X-Rest: {{ schema: {{ type: {ty} }} }} }}");
        BASE.replace(place, &format!("{place}          {header}\n"))
    };
    let report = report(&with("string"), &with("integer"));
    let verdicts: Vec<Verdict> = report.changes.iter().map(|it| it.schemas).collect();
    assert_eq!(verdicts, [Verdict::Unproven]);
}
