use super::*;
use crate::trail::Siblings;
use clova_id_card::catalog::ROOTS;
use std::collections::HashSet;

const REGISTER: &str = include_str!("../../../../schema/README.md");

fn hint(
    document: &str,
    rule: Rule,
    trail: &[Step<'_>],
    missing: Option<&str>,
) -> Option<&'static str> {
    let root = ROOTS.iter().find(|root| root.name == document);
    assert!(root.is_some(), "{document}");
    found(document, rule, trail, missing, None)
}

fn found(
    document: &str,
    rule: Rule,
    trail: &[Step<'_>],
    missing: Option<&str>,
    found: Option<&Value>,
) -> Option<&'static str> {
    let root = ROOTS.iter().find(|root| root.name == document);
    let case = Case {
        rule,
        trail,
        missing,
        found,
    };
    of(root, &case).map(|hint| hint.conflict.unwrap_or("no row"))
}

const fn key(key: &str) -> Step<'_> {
    Step::Key(key, Siblings::Described)
}

const RESULT: [Step<'_>; 4] = [key("images"), Step::Index(0), key("idCard"), key("result")];

fn in_result<'a>(steps: &[Step<'a>]) -> Vec<Step<'a>> {
    [&RESULT[..], steps].concat()
}

#[test]
fn a_known_contradiction_is_named() {
    let unknown = Rule::UndocumentedMember;
    let (required, kind) = (Rule::Required, Rule::Type);
    let roi = in_result(&[key("rois"), Step::Index(0)]);
    let in_roi = |name| [&roi[..], &[key(name)]].concat();
    let image = [key("images"), Step::Index(0)];
    let in_image = |name| [&image[..], &[key(name)]].concat();
    let outline = in_result(&[
        key("ic"),
        key("name"),
        Step::Index(0),
        key("boundingPolys"),
        Step::Index(0),
        key("boundingPolyVertices"),
    ]);
    for (document, rule, trail, missing, expected) in [
        (
            "response",
            unknown,
            in_result(&[key("idType")]),
            None,
            "idtype-case",
        ),
        ("response", unknown, in_roi("x"), None, "rois-shape"),
        (
            "response",
            required,
            roi.clone(),
            Some("vertices"),
            "rois-shape",
        ),
        ("response", unknown, outline, None, "polygon-vertices-name"),
        (
            "response",
            Rule::OneOfProperties,
            RESULT.to_vec(),
            None,
            "one-kind-of-card",
        ),
        (
            "response",
            required,
            Vec::new(),
            Some("timestamp"),
            "response-nothing-required",
        ),
        (
            "response",
            kind,
            vec![key("timestamp")],
            None,
            "timestamp-unit",
        ),
        (
            "response",
            Rule::TrailingComma,
            RESULT.to_vec(),
            None,
            "success-example-comma",
        ),
        (
            "request",
            required,
            image.to_vec(),
            Some("data"),
            "data-json-only",
        ),
        (
            "request",
            required,
            Vec::new(),
            Some("version"),
            "version-required",
        ),
        ("message", unknown, in_image("data"), None, "data-json-only"),
    ] {
        let found = hint(document, rule, &trail, missing);
        assert_eq!(
            found,
            Some(expected),
            "{document} {rule} {trail:?} {missing:?}"
        );
    }
}

/// The same rule at the same place is broken for other reasons too, and then another hint fits, or none.
#[test]
fn a_hint_hangs_on_what_stands_there() {
    let in_image = |name| vec![key("images"), Step::Index(0), key(name)];
    let check = [in_image("validationResult"), vec![key("result")]].concat();
    let text = |text: &str| value(&format!("\"{text}\""));
    for (document, rule, trail, value, expected) in [
        (
            "response",
            Rule::Enum,
            in_image("inferResult"),
            text("SUCESS"),
            None,
        ),
        (
            "response",
            Rule::Enum,
            in_image("inferResult"),
            text("PENDING"),
            None,
        ),
        (
            "response",
            Rule::Enum,
            in_image("inferResult"),
            text("FAIL"),
            Some("failure-unshown"),
        ),
        (
            "request",
            Rule::Enum,
            in_image("format"),
            text("TIF"),
            Some("tif-or-tiff"),
        ),
        ("request", Rule::Enum, in_image("format"), text("gif"), None),
        (
            "request",
            Rule::Enum,
            in_image("format"),
            text("webp"),
            None,
        ),
        (
            "request",
            Rule::Enum,
            vec![key("version")],
            text("V1"),
            None,
        ),
        (
            "response",
            Rule::Enum,
            check.clone(),
            text("NOT_REQUESTED"),
            Some("no-requested-meaning"),
        ),
        ("response", Rule::Enum, check, text("VERIFIED"), None),
        (
            "response",
            Rule::Enum,
            in_result(&[key("idtype")]),
            text("Pasport"),
            None,
        ),
        (
            "response",
            Rule::Enum,
            in_result(&[key("idtype")]),
            text("Residence Permit"),
            None,
        ),
        (
            "message",
            Rule::Type,
            Vec::new(),
            text("{}"),
            Some("message-object-or-text"),
        ),
        ("message", Rule::Type, Vec::new(), value("[]"), None),
        (
            "response",
            Rule::Type,
            vec![key("requestId")],
            value("7"),
            Some("request-id-format"),
        ),
        (
            "response",
            Rule::Type,
            vec![key("requestId")],
            value("[]"),
            None,
        ),
    ] {
        let found = found(document, rule, &trail, None, Some(&value));
        assert_eq!(found, expected, "{document} {rule} {trail:?} {value:?}");
    }
}

fn value(json: &str) -> Value {
    spanned_tree::Tree::from_json(json).root.unwrap().value
}

#[test]
fn elsewhere_there_is_no_hint() {
    let rotation = [key("images"), Step::Index(0), key("rotation")];
    assert_eq!(
        hint("response", Rule::UndocumentedMember, &rotation, None),
        None
    );
    // Inside of what is not known, nothing is known.
    let inside = [&rotation[..], &[key("data")]].concat();
    assert_eq!(
        hint("response", Rule::UndocumentedMember, &inside, None),
        None
    );
    assert_eq!(hint("response", Rule::RepeatedKey, &RESULT, None), None);
    // A corner is no region: neither the rows of its outline nor those of `rois` bear on it.
    let corner = in_result(&[key("rois"), Step::Index(0), key("vertices"), Step::Index(0)]);
    let strange = [&corner[..], &[key("z")]].concat();
    assert_eq!(
        hint("response", Rule::UndocumentedMember, &strange, None),
        None
    );
    let required = hint("response", Rule::Required, &corner, Some("y"));
    assert_eq!(required, Some("response-nothing-required"));
    let comma = Rule::TrailingComma;
    assert_eq!(hint("request", comma, &[], None), None);
}

#[test]
fn every_row_is_in_the_register_and_every_hint_is_a_phrase() {
    let mut seen = HashSet::new();
    for row in ROWS {
        assert!(
            REGISTER.contains(&format!("\n| `{}` |", row.conflict)),
            "{}",
            row.conflict
        );
        assert!(seen.insert(row.conflict), "{} is there twice", row.conflict);
        assert!(!row.text.ends_with('.'), "{}", row.text);
    }
    for member in UNKNOWN_MEMBERS {
        assert!(seen.contains(member.conflict), "{}", member.name);
    }
}

/// Rows of the register that decided a member, and that no payload can be at odds with.
const NEVER_BROKEN: [&str; 5] = [
    "answer-version-open",
    "code-1022-undocumented",
    "score-of-zero",
    "text-and-value-differ",
    "text-shown-masked",
];

/// A new row has to be given a hint, or a reason why it has none.
#[test]
fn every_row_that_decided_a_member_is_known_here() {
    let mut conflicts = HashSet::new();
    let mut seen = HashSet::new();
    for root in ROOTS {
        shape::visit(&root.shape, &mut seen, &mut |object| {
            conflicts.extend(object.members.iter().filter_map(|member| member.conflict));
        });
    }
    assert!(conflicts.len() > 8);
    for conflict in conflicts {
        let has_row = ROWS.iter().any(|row| row.conflict == conflict);
        assert_ne!(has_row, NEVER_BROKEN.contains(&conflict), "{conflict}");
    }
}
