//! What goes by rule, and what no rule and no proof may pass over.

use super::{BASE, report};
use codegen::diff::Bump;
use codegen::diff::change::{Change, Verdict};

const SECURITY: &str = "security: [{ key: [] }]";

const HOOKS: &str = include_str!("../fixtures/foreign/hooks.yaml");

fn replaced(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "{from}");
    text.replacen(from, to, 1)
}

/// The base with requirements, and a scheme more.
fn with_security(requirements: &str) -> String {
    let text = replaced(BASE, SECURITY, &format!("security: {requirements}"));
    let other = "    other: { type: apiKey, in: header, name: X-Other }\n    key: {";
    replaced(&text, "    key: {", other)
}

fn verdicts(old: &str, new: &str, of: fn(&Change) -> Verdict) -> Vec<(String, Verdict)> {
    let report = report(old, new);
    let changes = report.changes.iter();
    changes.map(|it| (it.what.clone(), of(it))).collect()
}

/// Requirements are alternatives: who met one that goes is refused, unless less is asked of him now.
#[test]
fn credentials_that_were_enough() {
    let one = "[{ key: [] }]";
    let (either, both) = ("[{ key: [] }, { other: [] }]", "[{ key: [], other: [] }]");
    for (old, new, breaks) in [
        (either, one, true),
        (one, either, false),
        (one, both, true),
        (both, one, false),
        (one, "[]", false),
        ("[]", one, true),
        (one, "[{ key: [] }, {}]", false),
        ("[{ key: [] }, {}]", one, true),
    ] {
        let found = verdicts(&with_security(old), &with_security(new), |it| it.send);
        let is_broken = found.iter().any(|(_, it)| *it == Verdict::Breaks);
        assert_eq!(is_broken, breaks, "{old} → {new}: {found:?}");
        assert!(!found.is_empty(), "{old} → {new}");
    }
}

/// An operation without requirements has those of the document.
#[test]
fn credentials_of_an_operation() {
    let free = "operationId: send\n      security: []\n";
    let free = replaced(BASE, "operationId: send\n", free);
    let send = |old: &str, new: &str| verdicts(old, new, |it| it.send).remove(0).1;
    assert_eq!(send(BASE, &free), Verdict::Safe);
    assert_eq!(send(&free, BASE), Verdict::Breaks);
}

/// A default that is written out changes nothing on the wire.
#[test]
fn a_style_that_is_the_default() {
    let place = "name: id, in: path,";
    let with = |more: &str| replaced(BASE, place, &format!("{place}{more}"));
    let send = |more: &str| verdicts(BASE, &with(more), |it| it.send).remove(0).1;
    assert_eq!(send(" style: simple,"), Verdict::Safe);
    assert_eq!(send(" explode: false,"), Verdict::Safe);
    assert_eq!(send(" style: label,"), Verdict::Breaks);
    assert_eq!(send(" explode: true,"), Verdict::Breaks);
}

/// What the service calls is compared by no proof, which is a warning and not silence.
#[test]
fn what_is_called_back_is_unproven() {
    let taken = "responses: {2XX: {description: Taken.}}";
    let more = "responses: {2XX: {description: Taken.}, 4XX: {description: No.}}";
    for (from, to) in [
        ("orderId: {type: string}", "orderId: {type: integer}"),
        ("zen: {type: string}", "zen: {type: integer}"),
        (taken, more),
    ] {
        let found = verdicts(HOOKS, &replaced(HOOKS, from, to), |it| it.schemas);
        let found: Vec<_> = found.into_iter().map(|(_, it)| it).collect();
        assert_eq!(found, [Verdict::Unproven], "{to}");
    }
}

/// References that lead to one another say nothing: that is a line, and proves nothing.
#[test]
fn references_that_never_arrive() {
    let kind = "Kind: { type: string, enum: [box, bag] }";
    let loops = "Kind: { $ref: \"#/components/schemas/Loop\" }\n    \
                 Loop: { $ref: \"#/components/schemas/Kind\" }";
    let cyclic = replaced(BASE, kind, loops);
    for (old, new) in [(BASE, cyclic.as_str()), (&cyclic, BASE)] {
        let found = verdicts(old, new, |it| it.send);
        assert_eq!(found.len(), 2, "{found:?}");
        assert_eq!(found[0].1, Verdict::Unproven, "{found:?}");
        assert_eq!(report(old, new).bump, Bump::Unproven);
    }
    assert_eq!(verdicts(&cyclic, &cyclic, |it| it.send), []);
}

/// What differs in the crates for a parameter hangs on its line.
#[test]
fn a_renamed_parameter_of_a_query_has_no_line_of_the_crates() {
    let with = |name: &str| {
        let id = "description: Which., schema: { type: string } }\n";
        let more = format!(
            "        - {{ name: {name}, in: query, description: A., schema: {{ type: string }} }}\n"
        );
        replaced(BASE, id, &format!("{id}{more}"))
    };
    let found = verdicts(&with("size"), &with("sort"), |it| it.send);
    let added = ("parameter added".to_owned(), Verdict::Safe);
    let removed = ("parameter removed".to_owned(), Verdict::Lost);
    assert_eq!(found, [added, removed]);
}

/// A branch that has a list under one keyword is a schema like any other, and no scheme of credentials.
#[test]
fn a_branch_of_required_names_is_compared_inside() {
    let limits = "limits: { type: object, properties: { depth: { type: number } } }";
    let with = |second: &str| {
        let branches = format!("anyOf: [{{ required: [depth] }}, {{ required: [{second}] }}]");
        replaced(
            BASE,
            limits,
            &limits.replace("} } }", &format!("}} }}, {branches} }}")),
        )
    };
    let report = report(&with("width"), &with("width, depth"));
    let at = "/components/schemas/Order/properties/limits/anyOf/1/required/1";
    let pointers: Vec<_> = report.changes.iter().map(Change::pointer).collect();
    assert_eq!(pointers, [at]);
}

/// `nullable: false` says what its absence does.
#[test]
fn what_is_not_null_is_told_once() {
    let note = "note: { type: string,";
    let with = |flag: &str| {
        replaced(
            BASE,
            note,
            &note.replace("{ ", &format!("{{ nullable: {flag}, ")),
        )
    };
    for new in [with("false"), BASE.to_owned()] {
        let report = report(&with("true"), &new);
        let words: Vec<_> = report.changes.iter().map(|it| it.what.as_str()).collect();
        assert_eq!(words, ["`null` removed"]);
    }
    assert_eq!(report(&with("false"), BASE).changes, []);
}
