//! Gives things the names that a file beside the document has for them, where the document itself may not
//! be edited: a map of JSON Pointers into the document as it is written, each to what `x-rust-name` would
//! say there.
//!
//! ```yaml
//! /components/schemas/user-id: UserId
//! /components/schemas/Level: {1: Low, 2: High}
//! /paths/~1users/get: list_users
//! ```

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::name::quoted;
use crate::source::{Member, Node, Source, Value, unescape_token};

/// What the file is known by among those beside a document: no reference leads to a path with this sign.
const PATH: &str = "#names";

/// The key that a name stands behind.
const KEY: &str = "x-rust-name";

/// Puts a file of names beside a document.
pub fn put_names(source: &mut Source, file: Source) {
    source.put_beside(PATH, Ok(file));
}

/// Whether a file beside a document is that of its names.
pub(super) fn is_of_names(path: &str) -> bool {
    path == PATH
}

/// Gives the names to what they are for. One that is for nothing is a fault.
pub(super) fn give(root: &mut Node, names: Node, faults: &mut Vec<Diagnostic>) {
    let kind = names.kind();
    let Value::Object(object) = names.value else {
        let message = format!("expected pointers with names, found {kind}");
        faults.push(Diagnostic::new(Code::WrongKind, names.span, message));
        return;
    };
    for Member {
        key,
        key_span,
        value,
    } in object.members
    {
        let fault = |code, message| Diagnostic::new(code, key_span.clone(), message);
        let Some(target) = at(root, &key) else {
            let message = format!("{} leads to nothing in the document", quoted(&key));
            let help = "it is a JSON Pointer into the document: `/components/schemas/Pet`; \
                        a `/` in a key is `~1`, and `~` is `~0`";
            faults.push(fault(Code::DanglingReference, message).with_help(help));
            continue;
        };
        let kind = target.kind();
        let Value::Object(thing) = &mut target.value else {
            let message = format!("{} is {kind}, which has no name in Rust", quoted(&key));
            faults.push(fault(Code::BadExtension, message));
            continue;
        };
        match thing.members.iter_mut().find(|member| member.key == KEY) {
            Some(own) => {
                let message = format!("`{KEY}` of the document does not count here");
                let mut told = fault(Code::UnreadRemark, message);
                told.severity = Severity::Note;
                faults.push(told.with_related(own.key_span.clone(), "it is here"));
                own.key_span = key_span;
                own.value = value;
            }
            None => thing.members.push(Member {
                key: KEY.into(),
                key_span,
                value,
            }),
        }
    }
}

/// The node that a pointer leads to.
fn at<'n>(root: &'n mut Node, pointer: &str) -> Option<&'n mut Node> {
    let mut node = root;
    for token in pointer.strip_prefix('/')?.split('/') {
        node = match &mut node.value {
            Value::Array(elements) => elements.get_mut(token.parse::<usize>().ok()?)?,
            Value::Object(object) => {
                let name = unescape_token(token);
                let mut members = object.members.iter_mut();
                &mut members.find(|member| member.key == *name)?.value
            }
            _ => return None,
        };
    }
    Some(node)
}
