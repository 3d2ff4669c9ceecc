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

/// The elements of an array go by their positions, those of a choice do not.
#[test]
fn positions_are_not_paired_by_content() {
    let with = |limits: &str| {
        assert!(BASE.contains(MEMBER));
        BASE.replace(MEMBER, &format!("        limits: {limits}\n"))
    };
    let lines = |old: &str, new: &str| report(&with(old), &with(new)).changes.len();
    let (one, other) = ("{ type: string }", "{ type: boolean }");
    for keyword in ["prefixItems", "items"] {
        let list = |a: &str, b: &str| format!("{{ type: array, {keyword}: [{a}, {b}] }}");
        assert!(lines(&list(one, other), &list(other, one)) > 0, "{keyword}");
        assert_eq!(lines(&list(one, other), &list(one, other)), 0, "{keyword}");
    }
    let either = |a: &str, b: &str| format!("{{ oneOf: [{a}, {b}] }}");
    assert_eq!(lines(&either(one, other), &either(other, one)), 0);
}

/// A response may be called `default`: what is in it is compared, and proven.
#[test]
fn the_default_response_is_compared() {
    let with = |most: &str| {
        let place = "        \"400\":\n";
        assert!(BASE.contains(place));
        let schema = format!(
            "{{ type: object, properties: {{ depth: {{ type: integer, maximum: {most} }} }} }}"
        );
        let body = format!("content: {{ application/json: {{ schema: {schema} }} }}");
        let response = format!("        default:\n          description: Any.\n          {body}\n");
        BASE.replace(place, &format!("{response}{place}"))
    };
    let report = report(&with("5"), &with("9"));
    let found: Vec<_> = report
        .changes
        .iter()
        .map(|it| (it.what.as_str(), it.schemas))
        .collect();
    assert_eq!(found, [("`maximum`: 5 → 9", Verdict::Breaks)]);
}

/// Two parameters of a path that are renamed at once go by their places in it.
#[test]
fn renamed_parameters_of_a_path_are_those_of_their_places() {
    let with = |path: &str, names: [&str; 2], types: [&str; 2]| {
        let parameter = |at: usize| {
            let (name, ty) = (names[at], types[at]);
            format!(
                "        - {{ name: {name}, in: path, required: true, description: A, schema: {ty} }}\n"
            )
        };
        let old = "        - { name: id, in: path, required: true, description: Which., schema: { type: string } }\n";
        assert!(BASE.contains(old) && BASE.contains("/parcels/{id}:"));
        BASE.replace("/parcels/{id}:", path)
            .replace(old, &format!("{}{}", parameter(1), parameter(0)))
    };
    let string = "{ type: string }";
    let old = with(
        "/parcels/{a}/{b}:",
        ["a", "b"],
        [string, "{ type: string, maxLength: 9 }"],
    );
    let new = with(
        "/parcels/{x}/{y}:",
        ["x", "y"],
        [string, "{ type: string, maxLength: 5 }"],
    );
    let report = report(&old, &new);
    let found: Vec<_> = report
        .changes
        .iter()
        .map(|it| (it.what.as_str(), it.send))
        .collect();
    assert_eq!(
        found,
        [
            ("path `/parcels/{x}/{y}` renamed", Verdict::None),
            ("`maxLength`: 9 → 5", Verdict::Breaks)
        ]
    );
}
