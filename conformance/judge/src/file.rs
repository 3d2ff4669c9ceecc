//! Finds the files that a request brings in its member `data`, for a check that knows what a file is: no
//! schema describes what is in them, so a request that breaks this satisfies its schema.

use super::trail::{Step, Trail};
use spanned_tree::{Node, Object, Value};

/// Says what is wrong with the text of a file, given the format that is named beside it; without
/// anything that is in it.
pub type FileCheck = fn(text: &str, format: Option<&str>) -> Option<String>;

/// The document that has files in it, the list of them, and what is said of each.
const DOCUMENT: &str = "request";
const LIST: &str = "images";
const DATA: &str = "data";
const FORMAT: &str = "format";

/// Whether a document of this name may have files in it.
pub(super) fn is_in(document: &str) -> bool {
    document == DOCUMENT
}

/// Gives each file of a request that has a fault: the steps to its text, the text, and the fault.
pub(super) fn find<'a>(
    root: &'a Node,
    check: FileCheck,
    take: &mut dyn FnMut(Trail<'a>, &'a Node, String),
) {
    let Some(top) = object(root) else { return };
    let Some(Value::Array(images)) = top.get(LIST).map(|member| &member.value.value) else {
        return;
    };
    for (index, image) in images.iter().enumerate() {
        let Some(image) = object(image) else { continue };
        let Some(data) = image.get(DATA) else {
            continue;
        };
        let Some(text) = data.value.as_str() else {
            continue;
        };
        let format = image.get(FORMAT).and_then(|member| member.value.as_str());
        if let Some(fault) = check(text, format) {
            let trail = vec![
                Step::to(top, LIST),
                Step::Index(index),
                Step::to(image, DATA),
            ];
            take(trail, &data.value, fault);
        }
    }
}

fn object(node: &Node) -> Option<&Object> {
    match &node.value {
        Value::Object(object) => Some(object),
        _ => None,
    }
}
