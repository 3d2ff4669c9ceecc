//! Decides whether an object in a text looks like a document of this API, and finds its end.
//!
//! The rule is told by `idcard validate --help`. It asks for more than one member, so that a log of something
//! else is not judged, and for less than the schema does, so that what is wrong with a document is
//! found in it.

use crate::scan::{Scan, Step, is_space};
use std::ops::Range;

/// An object, as far as it goes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Object {
    /// Where it ends; `None` if it is cut, or its brackets make no sense.
    pub(super) end: Option<usize>,
    pub(super) is_document: bool,
}

/// The members that documents of this API have at their top: of pictures, then of errors.
const MEMBERS: [&[u8]; 7] = [
    b"version",
    b"requestId",
    b"timestamp",
    b"code",
    b"message",
    b"path",
    b"traceId",
];

/// The members of an object, as far as they tell it apart.
#[derive(Default)]
struct Seen {
    /// Of [`MEMBERS`].
    members: [bool; MEMBERS.len()],
    images: Option<Images>,
    is_service_code: bool,
    has_error_code: bool,
    /// Members that no document has.
    others: usize,
}

#[derive(PartialEq, Eq)]
enum Images {
    List,
    Other,
}

impl Seen {
    fn member(&mut self, key: &[u8], value: &[u8]) {
        match key {
            b"images" if value.starts_with(b"[") => self.images = Some(Images::List),
            b"images" => self.images = Some(Images::Other),
            b"error" if value.starts_with(b"{") => {
                self.has_error_code = memchr::memmem::find(value, b"\"errorCode\"").is_some();
            }
            _ => match MEMBERS.iter().position(|member| *member == key) {
                Some(at) => self.members[at] = true,
                None => self.others += 1,
            },
        }
        if key == b"code" {
            self.is_service_code = is_service_code(value);
        }
    }

    fn is_document(&self) -> bool {
        let [version, request_id, timestamp, code, message, path, trace] = self.members;
        let count = |members: &[bool]| members.iter().filter(|is_there| **is_there).count();
        let head = count(&[version, request_id, timestamp]);
        let is_about_images = match self.images {
            Some(Images::List) => head >= 2,
            Some(Images::Other) => head == 3,
            None => head == 3 && self.others == 0 && !code && !message,
        };
        let is_of_service = self.is_service_code && (path || trace || self.others == 0);
        is_about_images || message && is_of_service || self.has_error_code
    }
}

/// Four digits in quotes.
fn is_service_code(value: &[u8]) -> bool {
    match value {
        [b'"', digits @ .., b'"'] => digits.len() == 4 && digits.iter().all(u8::is_ascii_digit),
        _ => false,
    }
}

/// The object that begins a text.
pub(super) fn object(text: &[u8]) -> Object {
    let mut seen = Seen::default();
    let end = match walk(text, &mut seen) {
        Walk::Whole(end) => Some(end),
        Walk::Cut => None,
        // It is no JSON. Its brackets may match all the same.
        Walk::Odd => match Scan::default().feed(text) {
            Step::Done(end) => Some(end),
            Step::More | Step::Broken(_) => None,
        },
    };
    let is_document = seen.is_document();
    Object { end, is_document }
}

/// Whether a text begins with what looks like a document of this API.
pub(crate) fn is_document(text: &[u8]) -> bool {
    text.starts_with(b"{") && object(text).is_document
}

enum Walk {
    Whole(usize),
    Cut,
    Odd,
}

/// Goes over the members, each value in one go.
fn walk(text: &[u8], seen: &mut Seen) -> Walk {
    let mut at = 1;
    loop {
        at += spaces(&text[at..]);
        match text.get(at) {
            None => return Walk::Cut,
            Some(b'}') => return Walk::Whole(at + 1),
            Some(b',') => {
                at += 1;
                continue;
            }
            Some(b'"') => {}
            Some(_) => return Walk::Odd,
        }
        let Step::Done(length) = Scan::default().feed(&text[at..]) else {
            return Walk::Cut;
        };
        let key = &text[at + 1..at + length - 1];
        at += length;
        at += spaces(&text[at..]);
        match text.get(at) {
            None => return Walk::Cut,
            Some(b':') => at += 1,
            Some(_) => return Walk::Odd,
        }
        at += spaces(&text[at..]);
        if matches!(text.get(at), Some(b',' | b':' | b'}' | b']')) {
            return Walk::Odd;
        }
        let value = &text[at..];
        match Scan::default().feed(value) {
            Step::Done(length) => {
                seen.member(key, &value[..length]);
                at += length;
            }
            Step::More => {
                seen.member(key, value);
                return Walk::Cut;
            }
            Step::Broken(_) => {
                seen.member(key, value);
                return Walk::Odd;
            }
        }
    }
}

fn spaces(text: &[u8]) -> usize {
    text.iter().take_while(|&&byte| is_space(byte)).count()
}

/// Which objects are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Taken {
    /// What looks like a document of this API.
    Documents,
    /// Each that is whole, or looks so: the user says where in it the payload is.
    Objects,
}

/// An object in the window.
pub(super) struct Found {
    pub(super) range: Range<usize>,
    pub(super) object: Object,
    /// What it means, where it does not stand in the text as it is.
    pub(super) decoded: Option<Vec<u8>>,
}

impl Found {
    pub(super) fn is_taken(&self, taken: Taken) -> bool {
        match taken {
            Taken::Documents => self.object.is_document,
            Taken::Objects => self.object.is_document || self.object.end.is_some(),
        }
    }

    /// Where what comes next may begin.
    pub(super) fn next(&self) -> usize {
        if self.object.end.is_some() {
            self.range.end
        } else {
            // It does not end, so that another may begin in it.
            self.range.start + 1
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(text: &str) -> Object {
        object(text.as_bytes())
    }

    #[test]
    fn a_document_is_known_by_its_members() {
        for text in [
            r#"{"version":"V2","requestId":"a","timestamp":1,"images":[]}"#,
            r#"{"images":[],"version":"V2","requestId":"a"}"#,
            r#"{"version":"V2","requestId":"a","timestamp":1,"images":null,"x":1}"#,
            r#"{"version":"V2","requestId":"a","timestamp":1}"#,
            r#"{"code":"0011","message":"a"}"#,
            r#"{"code":"0011","message":"a","traceId":"b","x":1}"#,
            r#"{"error":{"errorCode":"300","message":"a"}}"#,
        ] {
            let end = Some(text.len());
            assert_eq!(
                of(text),
                Object {
                    end,
                    is_document: true
                },
                "{text}"
            );
        }
        for text in [
            "{}",
            r#"{"version":"V2","requestId":"a","timestamp":1,"level":"INFO"}"#,
            r#"{"images":[],"version":"1"}"#,
            r#"{"code":200,"message":"a","path":"/a"}"#,
            r#"{"code":"0011","message":"a","level":"INFO"}"#,
            r#"{"timestamp":1,"status":500,"error":"a","message":"b","path":"/a"}"#,
            r#"{"error":{"code":1}}"#,
            r#"{"body":{"version":"V2","requestId":"a","timestamp":1,"images":[]}}"#,
        ] {
            let end = Some(text.len());
            assert_eq!(
                of(text),
                Object {
                    end,
                    is_document: false
                },
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_cut_is_known_by_what_is_there() {
        let text = r#"{"version":"V2","requestId":"a","images":[{"name":"b"#;
        assert_eq!(
            of(text),
            Object {
                end: None,
                is_document: true
            }
        );
        assert_eq!(
            of(&text[..30]),
            Object {
                end: None,
                is_document: false
            }
        );
    }

    proptest! {
        /// Both look for the end of the same value.
        #[test]
        fn the_end_is_that_of_the_brackets(text in r#"\{[\[\]{}",:\\a1 ]{0,40}"#) {
            let end = match Scan::default().feed(text.as_bytes()) {
                Step::Done(end) => Some(end),
                Step::More | Step::Broken(_) => None,
            };
            if let Some(found) = of(&text).end {
                prop_assert_eq!(Some(found), end);
            }
        }
    }
}
