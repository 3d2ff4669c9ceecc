//! Looks into documents that are none of this API, for what they are, and for payloads in them.
//!
//! Nothing in them is judged unasked: what a log holds is for its owner to say. The arguments that lead
//! there are printed instead.

mod known;
mod search;
mod words;

use idcard_judge::{Judge, Judgement, Verdict};
use idcard_report::Foreign;
use spanned_tree::{Tree, Value};

/// Whether a judgement may be on a document that is none of this API. It satisfies no schema then, or one
/// that asks for little: that of errors, or that of answers without a card in them.
pub(crate) fn may_be(judgement: &Judgement, bytes: &[u8]) -> bool {
    match judgement.verdict {
        Verdict::Invalid => true,
        Verdict::Findings => match judgement.document {
            Some("error") => true,
            Some("response") => {
                let has = |key| memchr::memmem::find(bytes, key).is_some();
                !has(b"\"idCard\"") || !has(b"\"version\"")
            }
            _ => false,
        },
        Verdict::Valid | Verdict::Unreadable => false,
    }
}

/// What a document is that is none of this API, each with the payloads that are in it; nothing of one
/// that is.
pub(crate) fn look(judge: &Judge, bytes: &[u8]) -> Vec<(Foreign, u64)> {
    let Ok(text) = str::from_utf8(bytes) else {
        return Vec::new();
    };
    let tree = Tree::from_json(text);
    let Some(root) = tree.root.filter(|_| tree.faults.is_empty()) else {
        return Vec::new();
    };
    let object = root.as_object();
    if object.is_some_and(|object| object.members.is_empty()) {
        return Vec::new();
    }
    if let Some(object) = object {
        if let Some(service) = known::sister(object) {
            return vec![(Foreign::Sister(service), 0)];
        }
        if object.get("images").is_some() {
            return Vec::new();
        }
    }
    let paths = search::search(judge, &root);
    if !paths.is_empty() {
        let paths = paths.into_iter();
        return paths
            .map(|(path, count)| (Foreign::Around(path), count))
            .collect();
    }
    let is_foreign = match &root.value {
        Value::Object(object) => known::is_foreign(judge, object),
        _ => true,
    };
    if is_foreign {
        vec![(Foreign::Other, 0)]
    } else {
        Vec::new()
    }
}
