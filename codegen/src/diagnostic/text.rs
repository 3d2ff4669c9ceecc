//! Reports what is wrong with a text itself: a tree comes in, the faults of its text and the keys
//! it repeats go out.
//!
//! The tree only records a repeated key; that it is an error is a decision for documents, and
//! payloads are judged otherwise.

use super::{Code, Diagnostic, Severity};
use crate::source::{Fault, FaultKind, Node, Object, Span, Tree, Value};
use std::collections::BTreeMap;

/// Every fault of the text, and every key that an object repeats.
pub fn of_tree(tree: &Tree) -> Vec<Diagnostic> {
    let mut diagnostics: Vec<_> = tree.faults.iter().map(Diagnostic::from).collect();
    let remarks = tree.remarks.iter().map(Diagnostic::from);
    diagnostics.extend(remarks.map(|remark| remark.sloppily(Severity::Note)));
    if let Some(root) = &tree.root {
        repeated_keys(root, &mut diagnostics);
    }
    super::sort(&mut diagnostics);
    diagnostics
}

fn repeated_keys(node: &Node, diagnostics: &mut Vec<Diagnostic>) {
    match &node.value {
        Value::Array(elements) => {
            for element in elements {
                repeated_keys(element, diagnostics);
            }
        }
        Value::Object(object) => {
            repeated_in(object, diagnostics);
            for member in object.members.iter().chain(&object.shadowed) {
                repeated_keys(&member.value, diagnostics);
            }
        }
        _ => {}
    }
}

/// One diagnostic for each key, at the last place, as that is the one that counts.
fn repeated_in(object: &Object, diagnostics: &mut Vec<Diagnostic>) {
    let mut earlier: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
    for member in &object.shadowed {
        earlier
            .entry(&member.key)
            .or_default()
            .push(member.key_span.clone());
    }
    for member in &object.members {
        let Some(places) = earlier.remove(member.key.as_str()) else {
            continue;
        };
        let message = format!("the key `{}` is repeated", member.key);
        let repeated = Diagnostic::new(Code::RepeatedKey, member.key_span.clone(), message)
            .with_label("only this one counts")
            .with_help("keep one of them");
        let related = |diagnostic: Diagnostic, place| diagnostic.with_related(place, "also here");
        diagnostics.push(places.into_iter().fold(repeated, related));
    }
}

impl From<&Fault> for Diagnostic {
    fn from(fault: &Fault) -> Self {
        Self::new(
            Code::from(fault.kind),
            fault.span.clone(),
            fault.message.clone().into_owned(),
        )
    }
}

impl From<FaultKind> for Code {
    fn from(kind: FaultKind) -> Self {
        match kind {
            FaultKind::Truncated => Self::Truncated,
            FaultKind::TrailingComma => Self::TrailingComma,
            FaultKind::Syntax => Self::Syntax,
            FaultKind::Encoding => Self::Encoding,
            FaultKind::LoneSurrogate => Self::LoneSurrogate,
            FaultKind::NumberRange => Self::NumberRange,
            FaultKind::TooDeep => Self::TooDeep,
            FaultKind::NotJson => Self::NotJson,
        }
    }
}
