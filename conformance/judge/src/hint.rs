//! Finds a hint for a finding, by its rule and its place: most often, that the vendor's page
//! contradicts itself just there.
//!
//! The contradictions are the rows of the register in `schema/README.md`. The catalogue has the row
//! that decided each member; the table here has what a row means for a payload that disagrees. No
//! verdict depends on it.

use super::rule::Rule;
use super::trail::Step;
use super::{shape, suggestion};
use clova_id_card::catalog::{Member, Object, Root, Shape};
use spanned_tree::Value;

/// What may help with a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Hint {
    /// In a sentence, without anything of a payload.
    pub text: &'static str,
    /// The row of the register that says more: `idcard explain` knows it too.
    pub conflict: Option<&'static str>,
}

/// A row of the register, and the faults that come of it.
struct Row {
    conflict: &'static str,
    rules: &'static [Rule],
    /// What has to stand there for that. The same rule is broken at the same place for other reasons.
    when: When,
    text: &'static str,
}

/// What is at fault, as far as a row depends on it.
enum When {
    /// Anything.
    Any,
    /// A text.
    Text,
    /// A number.
    Number,
    /// A text that is near one of these.
    Near(&'static [&'static str]),
}

impl When {
    fn holds(&self, case: &Case<'_>) -> bool {
        match (self, case.found) {
            (Self::Any, _) => true,
            (Self::Text, found) => matches!(found, Some(Value::String(_))),
            (Self::Number, found) => matches!(found, Some(Value::Number(_))),
            (Self::Near(words), Some(Value::String(text))) => {
                suggestion::closest(text, words).is_some()
            }
            (Self::Near(_), _) => false,
        }
    }
}

const ROWS: &[Row] = &[
    Row {
        conflict: "version-required",
        rules: &[Rule::Required],
        when: When::Any,
        text: "one table of the page has `version` as optional, the other as required; always send it",
    },
    Row {
        conflict: "idtype-case",
        rules: &[Rule::UndocumentedMember],
        when: When::Any,
        text: "the page's table says `idType`, its example and the wire say `idtype`",
    },
    Row {
        conflict: "rois-shape",
        rules: &[Rule::Required, Rule::Type, Rule::UndocumentedMember],
        when: When::Any,
        text: "the page's table has `x` and `y` directly in `rois`, its example and the wire have `vertices` around them",
    },
    Row {
        conflict: "success-example-comma",
        rules: &[Rule::TrailingComma],
        when: When::Any,
        text: "the page's own success example has such a comma, and is not JSON; a payload that was copied from there has it too",
    },
    Row {
        conflict: "polygon-vertices-name",
        rules: &[Rule::UndocumentedMember],
        when: When::Any,
        text: "the page describes `vertices` under a heading `boundingPolyVertices`, which is no name on the wire",
    },
    Row {
        conflict: "tif-or-tiff",
        rules: &[Rule::Enum],
        when: When::Near(&["tif", "tiff"]),
        text: "`tif` and `tiff` are both taken, in small letters",
    },
    Row {
        conflict: "data-json-only",
        rules: &[Rule::Required, Rule::UndocumentedMember],
        when: When::Any,
        text: "the page requires `data` for both bodies, but it is only in a JSON request; in multipart the file part has the picture: judge such a text as `message`",
    },
    Row {
        conflict: "no-requested-meaning",
        rules: &[Rule::Enum],
        when: When::Near(&["NO_REQUESTED", "NOT_REQUESTED"]),
        text: "the page glosses NO_REQUESTED as a failed check; it means that no check was asked for, and every success has it",
    },
    Row {
        conflict: "failure-unshown",
        rules: &[Rule::Enum],
        when: When::Near(&["FAILURE", "FAIL", "FAILED"]),
        text: "the page shows no answer with FAILURE; with status 200 it is one of the three values all the same",
    },
    Row {
        conflict: "timestamp-unit",
        rules: &[Rule::Type],
        when: When::Any,
        text: "the page names no unit; on the wire it is a whole number of milliseconds since 1970",
    },
    Row {
        conflict: "request-id-format",
        rules: &[Rule::Type],
        when: When::Number,
        text: "the page calls it a UUID and shows `string` and `1234`; on the wire it is any string",
    },
    Row {
        conflict: "message-object-or-text",
        rules: &[Rule::Type],
        when: When::Text,
        text: "the page calls `message` an object and shows a string; it is an object that travels as the text of a form field, without quotes around it",
    },
    Row {
        conflict: "one-kind-of-card",
        rules: &[Rule::OneOfProperties, Rule::NamedBy],
        when: When::Any,
        text: "the page has only `ic`; the service answers for four kinds of card, and the caller does not choose which",
    },
    Row {
        conflict: "response-nothing-required",
        rules: &[Rule::Required],
        when: When::Any,
        text: "the page marks no member of an answer as required; this one was in every answer that was seen, and without it the rest means little",
    },
];

/// A name that the spec does not have at some place, and the row that tells where people have it from.
struct UnknownMember {
    name: &'static str,
    /// The row that decided the member that it is found in, if it may not be anywhere.
    within: Option<&'static str>,
    conflict: &'static str,
}

const fn unknown(
    name: &'static str,
    within: Option<&'static str>,
    conflict: &'static str,
) -> UnknownMember {
    UnknownMember {
        name,
        within,
        conflict,
    }
}

const UNKNOWN_MEMBERS: &[UnknownMember] = &[
    unknown("boundingPolyVertices", None, "polygon-vertices-name"),
    unknown("data", None, "data-json-only"),
    unknown("x", Some("rois-shape"), "rois-shape"),
    unknown("y", Some("rois-shape"), "rois-shape"),
];

const NULL: Hint = Hint {
    text: "the service leaves a member out rather than send null; something on the way may have filled it in",
    conflict: None,
};

const CUT: Hint = Hint {
    text: "whatever kept this payload may keep only so much of it",
    conflict: None,
};

const AS_ERROR: Hint = Hint {
    text: "something on the way made an answer of it, or its status was lost; `--as error` judges it as what it is",
    conflict: None,
};

/// What a finding is about, as far as a hint depends on it.
pub(super) struct Case<'a> {
    pub(super) rule: Rule,
    pub(super) trail: &'a [Step<'a>],
    /// The member that is missing, if that is it.
    pub(super) missing: Option<&'a str>,
    /// The value that is at fault, if it is one.
    pub(super) found: Option<&'a Value>,
}

/// What may help with a finding in that document; without one, nothing is known of its members.
pub(super) fn of(root: Option<&'static Root>, case: &Case<'_>) -> Option<Hint> {
    let is_null = case.found == Some(&Value::Null);
    let conflicts = root.map(|root| conflicts(root, case)).unwrap_or_default();
    let row = conflicts.iter().find_map(|conflict| row(conflict, case));
    let row = row.filter(|_| !is_null);
    let is_response = root.is_some_and(|root| root.name == "response");
    row.or_else(|| match case.rule {
        Rule::TrailingComma => row_of(is_response, "success-example-comma", case),
        Rule::Truncated => Some(CUT),
        Rule::Type if is_null && is_response => Some(NULL),
        Rule::Required => row_of(is_response, "response-nothing-required", case),
        Rule::OneOfProperties => row_of(is_response, "one-kind-of-card", case),
        Rule::ErrorAsResponse => Some(AS_ERROR),
        _ => None,
    })
}

fn row_of(applies: bool, conflict: &str, case: &Case<'_>) -> Option<Hint> {
    applies.then(|| row(conflict, case)).flatten()
}

fn row(conflict: &str, case: &Case<'_>) -> Option<Hint> {
    let mut rows = ROWS.iter();
    let row = rows.find(|row| {
        row.conflict == conflict && row.rules.contains(&case.rule) && row.when.holds(case)
    })?;
    Some(Hint {
        text: row.text,
        conflict: Some(row.conflict),
    })
}

/// The rows that decided what is at the place: of the member that it is in, and of the one that is
/// missing, or unknown.
fn conflicts(root: &'static Root, case: &Case<'_>) -> Vec<&'static str> {
    let mut path = CataloguePath {
        shape: Some(&root.shape),
        conflicts: Vec::new(),
    };
    for step in case.trail {
        path.step(step);
    }
    if case.trail.is_empty() && case.missing.is_none() && root.name == "message" {
        path.conflicts.push("message-object-or-text");
    }
    if let Some(missing) = case.missing {
        // The row of `rois` is about a missing `vertices` too, so it goes first.
        let own = path.member(missing).and_then(|member| member.conflict);
        path.conflicts.insert(0, own.unwrap_or_default());
    }
    path.conflicts.reverse();
    path.conflicts
}

/// A path along the catalogue, as far as it has the members.
struct CataloguePath {
    shape: Option<&'static Shape>,
    conflicts: Vec<&'static str>,
}

impl CataloguePath {
    fn step(&mut self, step: &Step<'_>) {
        match step {
            Step::Index(_) => {
                self.shape = match self.shape {
                    Some(Shape::Array(items)) => Some(items),
                    _ => None,
                };
            }
            Step::Key(key, _) => match self.member(key) {
                Some(member) => {
                    // What decided the members around it does not bear on it.
                    self.conflicts = member.conflict.into_iter().collect();
                    self.shape = Some(&member.shape);
                }
                None => self.unknown_member(key),
            },
        }
    }

    /// A key that the spec does not have here: what it may have been meant for.
    fn unknown_member(&mut self, key: &str) {
        let meant = self.objects().iter().flat_map(|object| object.members);
        let meant = meant
            .filter(|member| member.name.eq_ignore_ascii_case(key))
            .find_map(|member| member.conflict);
        let around = self.conflicts.last().copied();
        let mut unknown = UNKNOWN_MEMBERS.iter();
        let known = unknown.find(|member| {
            member.name == key && (member.within.is_none() || member.within == around)
        });
        let known = known.map(|member| member.conflict);
        // What decided the member around it does not bear on it, and inside of it nothing is known.
        self.conflicts.clear();
        if self.shape.is_some() {
            self.conflicts.extend(known.or(meant));
        }
        self.shape = None;
    }

    fn member(&self, name: &str) -> Option<&'static Member> {
        self.objects()
            .iter()
            .flat_map(|object| object.members)
            .find(|member| member.name == name)
    }

    fn objects(&self) -> &'static [&'static Object] {
        self.shape.map(shape::objects).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;
