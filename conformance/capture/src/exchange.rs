//! Sorts the bodies of an HTTP exchange: which exchanges call the API, and which document is in
//! which body.
//!
//! The path, the bodies and the statuses are those of the generated operations. An address that
//! leads to the API through a proxy is named by the user.

use super::charset;
use super::form::{self, Form};
use super::item::{File, Item, Part, PartFault, Payload, TOO_LONG};
use super::limits::Limits;
use super::stream::plain_body;
use clova_id_card::MultipartRequest;
use clova_id_card::catalog::ROOTS;
use clova_id_card::operation::{Body, OPERATIONS, Operation};
use globset::{GlobBuilder, GlobMatcher};
use idcard_judge::{Failure, Origin, SkipReason};
use std::str::FromStr;

/// A body, and what is known of it.
pub(super) struct Content {
    pub(super) origin: Origin,
    /// As the message says.
    pub(super) media_type: Option<String>,
    pub(super) bytes: Vec<u8>,
    /// Whether the bytes are those that were sent, not a text that somebody made of them.
    pub(super) is_exact: bool,
}

/// The message of a body that the capture should hold and does not.
pub(super) const LEFT_OUT: &str = "the capture left out the body";

/// Addresses that lead to the API too: a pattern in which `*` stands for anything.
#[derive(Debug, Clone)]
pub struct Address(GlobMatcher);

impl FromStr for Address {
    type Err = globset::Error;

    fn from_str(pattern: &str) -> Result<Self, Self::Err> {
        // As the addresses that it is held against.
        let glob = GlobBuilder::new(pattern.trim_end_matches('/')).build()?;
        Ok(Self(glob.compile_matcher()))
    }
}

/// The operation that was called. `None` for what a browser did besides. A path or a method that
/// the capture does not name is no reason to doubt the rest.
pub(super) fn operation(
    method: Option<&str>,
    url: Option<&str>,
    addresses: &[Address],
) -> Option<&'static Operation> {
    let url = url.and_then(|url| url.split(['?', '#']).next());
    let url = url.map(|url| url.trim_end_matches('/'));
    let is_named = url.is_some_and(|url| addresses.iter().any(|address| address.0.is_match(url)));
    OPERATIONS.iter().find(|operation| {
        let is_method = method.is_none_or(|method| method.eq_ignore_ascii_case(operation.method));
        is_method && (is_named || url.is_none_or(|url| url.ends_with(operation.path)))
    })
}

/// The document of that name in Rust; it is the one of the catalogue.
fn document(body: Body) -> Option<&'static str> {
    let mut roots = ROOTS.iter();
    roots
        .find(|root| root.ty.rust == body.rust)
        .map(|root| root.name)
}

/// The document in a response of this status; `None` leaves it to the judge.
fn answer(operation: &Operation, status: Option<u16>) -> Option<&'static str> {
    operation.response(status?)?.body.and_then(document)
}

/// What is in an answer. One that is no JSON (the page of a gateway, or nothing) is judged as well:
/// whoever reads answers has to read that one too.
pub(super) fn response(
    operation: &Operation,
    status: Option<u16>,
    content: Content,
    limits: &Limits,
) -> Item {
    let document = answer(operation, status);
    let origin = content.origin;
    let is_redirect = status.is_some_and(|status| status / 100 == 3);
    // A redirect is followed, as a rule; only one that says something is an answer.
    if is_redirect && !content.bytes.trim_ascii_start().starts_with(b"{") {
        return Item::skipped(origin, SkipReason::Interim);
    }
    match plain_body(content.bytes, limits) {
        Ok(Some(bytes)) => Item::Payload(Payload {
            origin,
            document,
            bytes: charset::utf_8(bytes, content.media_type.as_deref()),
        }),
        Ok(None) => Item::Failed(Failure::at(&origin, TOO_LONG)),
        Err(error) => Item::Failed(Failure::at(&origin, error.to_string())),
    }
}

/// A media type without its parameters.
pub fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
}

/// Whether a media type is one of a form.
pub(super) fn is_form(media_type: Option<&str>) -> bool {
    media_type.is_some_and(|text| essence(text).eq_ignore_ascii_case("multipart/form-data"))
}

/// What is in the body of a call: the body itself, or the part of a form that describes the file.
pub(super) fn request(operation: &Operation, content: Content) -> Vec<Item> {
    let Content {
        origin,
        media_type,
        bytes,
        is_exact,
    } = content;
    if is_form(media_type.as_deref()) {
        let form = form::parse(&bytes, media_type.as_deref().unwrap_or_default());
        return match form {
            Some(form) => parts(&origin, form, is_exact),
            None => vec![Item::Failed(Failure::at(&origin, "the form has no parts"))],
        };
    }
    let mut bodies = operation.bodies.iter().copied();
    let document = bodies.find_map(document);
    vec![Item::Payload(Payload {
        origin,
        document,
        bytes: charset::utf_8(bytes, media_type.as_deref()),
    })]
}

/// What is in the parts of a form. The file of one that is not exact, or is cut, is unknown.
pub(super) fn parts(origin: &Origin, form: Form, is_exact: bool) -> Vec<Item> {
    let mut items = Vec::new();
    let message = form.message.as_ref().map(|(_, bytes)| bytes);
    let format = message.and_then(|bytes| form::format(bytes));
    if let Some((start, bytes)) = form.message {
        let mut roots = ROOTS.iter();
        let root = roots.find(|root| root.name == MultipartRequest::MESSAGE);
        items.push(Item::Payload(Payload {
            origin: Origin {
                start: start.map_or(origin.start, |start| origin.place(start)),
                ..origin.clone()
            },
            document: root.map(|root| root.name),
            bytes,
        }));
    } else {
        let message = format!("the form has no part \"{}\"", MultipartRequest::MESSAGE);
        items.push(Item::Failed(Failure::at(origin, message)));
    }
    // A file that is not looked at is one too many all the same.
    let repeated = form.files.iter().filter(|file| file.is_repeated);
    let repeated: Vec<_> = repeated
        .map(|file| (file.start, PartFault::Repeated))
        .collect();
    let is_looked_at = is_exact && !form.is_cut;
    // A browser leaves out the file with all that is behind it, and then no boundary closes the form.
    let is_left_out = !is_exact && form.files.is_empty();
    if form.is_cut && !is_left_out {
        // What is there of the file is a file that was never meant.
        let (origin, fault) = (origin.clone(), PartFault::Cut);
        items.push(Item::Part(Part { origin, fault }));
    } else if !is_exact {
        items.push(Item::skipped(origin.clone(), SkipReason::FileLeftOut));
    } else if form.files.is_empty() {
        let message = format!("the form has no part \"{}\"", MultipartRequest::FILE);
        items.push(Item::Failed(Failure::at(origin, message)));
    } else {
        items.extend(form.files.into_iter().map(|file| {
            Item::File(File {
                origin: Origin {
                    start: origin.place(file.start),
                    ..origin.clone()
                },
                media_type: file.media_type,
                format: format.clone(),
                head: file.head,
                is_repeated: file.is_repeated,
            })
        }));
    }
    let repeated = repeated.into_iter().filter(|_| !is_looked_at);
    items.extend(repeated.chain(form.odd).map(|(start, fault)| {
        let start = origin.place(start);
        let origin = Origin {
            start,
            ..origin.clone()
        };
        Item::Part(Part { origin, fault })
    }));
    items
}

#[cfg(test)]
mod tests {
    use super::*;
    use clova_id_card::operation::POST_ID_CARD;

    #[test]
    fn ours_is_what_ends_in_the_path_of_an_operation() {
        fn ours(method: Option<&str>, url: Option<&str>) -> bool {
            operation(method, url, &[]).is_some()
        }
        let path = POST_ID_CARD.path;
        for url in [
            format!("https://host.invalid/custom/v1/1/key{path}"),
            format!("https://host.invalid/custom{path}/?a=b#c"),
            path.to_owned(),
        ] {
            assert!(ours(Some("POST"), Some(&url)), "{url}");
            assert!(ours(None, Some(&url)), "{url}");
            assert!(!ours(Some("OPTIONS"), Some(&url)), "{url}");
        }
        assert!(!ours(Some("POST"), Some("https://host.invalid/other")));
        assert!(!ours(Some("POST"), Some(&format!("/a?b={path}"))));
    }

    #[test]
    fn ours_is_what_the_user_says_too() {
        let ours = |method: &str, url: &str| {
            let addresses =
                ["https://proxy.invalid/*/ocr", "/[ab]/"].map(|text| text.parse().unwrap());
            operation(Some(method), Some(url), &addresses).is_some()
        };
        for url in [
            "https://proxy.invalid/a/b/ocr/?c=d",
            "/a",
            POST_ID_CARD.path,
        ] {
            assert!(ours("POST", url), "{url}");
            assert!(!ours("OPTIONS", url), "{url}");
        }
        for url in [
            "https://proxy.invalid/a/ocrs",
            "/c",
            "https://a.invalid/b?c=/a",
        ] {
            assert!(!ours("POST", url), "{url}");
        }
        assert!("[".parse::<Address>().is_err());
    }

    #[test]
    fn a_status_tells_the_document() {
        let document = |status| answer(&POST_ID_CARD, status);
        assert_eq!(document(Some(200)), Some("response"));
        for status in [400, 401, 500, 502, 520] {
            assert_eq!(document(Some(status)), Some("error"));
        }
        assert_eq!(document(None), None);
    }
}
