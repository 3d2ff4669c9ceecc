//! Tells documents of this API from those of any other by their members.

use clova_id_card::catalog::{self, Shape};
use idcard_judge::{Judge, has_required};
use spanned_tree::{Object, Value};

/// Whether an object inside of another is a document of this API: it has `images`, a list of objects,
/// and something of what stands beside it; or a code and a message, and nothing that errors have not.
pub(super) fn is_document(judge: &Judge, object: &Object) -> bool {
    let has = |name| object.get(name).is_some();
    let images = object
        .get("images")
        .and_then(|member| member.value.as_array());
    let is_list =
        images.is_some_and(|images| images.iter().any(|image| image.as_object().is_some()));
    if is_list {
        return has("requestId") || has("timestamp") || has("version");
    }
    let is_text = |name| {
        { object.get(name) }.is_some_and(|member| matches!(member.value.value, Value::String(_)))
    };
    is_text("code") && is_text("message") && known(judge, "error", object) == object.members.len()
}

/// Whether the outermost object is none of this API: it has not what any of its documents must have,
/// nor what only they have, and something that none of them has.
pub(super) fn is_foreign(judge: &Judge, object: &Object) -> bool {
    if object.get("images").is_some() || object.get("requestId").is_some() {
        return false;
    }
    let documents = judge.documents();
    let is_complete = documents.iter().any(|document| {
        branches(document.shape())
            .iter()
            .any(|branch| has_required(object, branch))
    });
    let has_others = documents
        .iter()
        .all(|document| known(judge, document.name(), object) < object.members.len());
    !is_complete && has_others
}

/// How many members of the object a document has.
fn known(judge: &Judge, document: &str, object: &Object) -> usize {
    let Some(document) = judge.document(document) else {
        return 0;
    };
    let branches = branches(document.shape());
    let is_known = |key: &str| {
        let mut members = branches.iter().flat_map(|branch| branch.members);
        members.any(|member| member.name == key)
    };
    object
        .members
        .iter()
        .filter(|member| is_known(&member.key))
        .count()
}

fn branches(shape: &'static Shape) -> Vec<&'static catalog::Object> {
    match shape {
        Shape::Object(object) => vec![object],
        Shape::Union(branches) => branches.to_vec(),
        _ => Vec::new(),
    }
}

/// What the answers of other services of CLOVA OCR have in an image, where those of this API have `idCard`. Of each
/// the vendor's guide has a page (`ai-application-service-ocr-ocr` for the fields and tables of General and Template
/// OCR, `ai-application-service-ocr-ocrdocumentocr-receipt` and its like for documents); what public programs read
/// out of the answers agrees.
const SISTERS: [(&str, &str); 6] = [
    ("fields", "General OCR or Template OCR"),
    ("receipt", "Receipt OCR"),
    ("creditCard", "Credit Card OCR"),
    ("bizLicense", "Business License OCR"),
    ("nameCard", "Name Card OCR"),
    ("tables", "General OCR or Template OCR"),
];

/// What an answer of eKYC says of a card besides, since 2024-04-25 by its page
/// (`ai-application-service-ekyc-document-api`), which has no `version` either.
const OF_EKYC: &str = "isGrayScale";

/// The other service whose answer it is.
pub(super) fn sister(object: &Object) -> Option<&'static str> {
    let images = object.get("images")?.value.as_array()?;
    let images: Vec<_> = images
        .iter()
        .filter_map(|image| image.as_object())
        .collect();
    let cards = || images.iter().filter_map(|image| image.get("idCard"));
    if cards().next().is_some() {
        let mut inner = cards().filter_map(|card| card.value.as_object());
        let is_ekyc = object.get("version").is_none() && inner.any(says_more);
        return is_ekyc.then_some("eKYC");
    }
    let is_answer = images
        .iter()
        .any(|image| image.get("inferResult").is_some());
    let has = |name: &str| images.iter().any(|image| image.get(name).is_some());
    let found = SISTERS.iter().find(|(member, _)| has(member));
    found.filter(|_| is_answer).map(|(_, service)| *service)
}

/// Whether a card has what only eKYC says, at its top or a level below.
fn says_more(card: &Object) -> bool {
    let mut inner = card
        .members
        .iter()
        .filter_map(|member| member.value.as_object());
    card.get(OF_EKYC).is_some() || inner.any(|object| object.get(OF_EKYC).is_some())
}
