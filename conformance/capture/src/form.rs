//! Parses the body of a `multipart/form-data` request: the part that describes the file, and how
//! the file begins.
//!
//! A captured form is rarely what was sent: browsers save text whose line breaks have changed and
//! whose file is missing. So less is asked for than a server would.

use super::item::PartFault;
use clova_id_card::{ImageFormat, MultipartRequest};
use memchr::memmem;
use spanned_tree::Position;
use std::ops::Range;

/// What a form holds of interest.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Form {
    /// The part with the document: where it begins in the body, if it stands there, and its text.
    pub(super) message: Option<(Option<Position>, Vec<u8>)>,
    /// The parts with a file, without its name, which is personal; there should be one.
    pub(super) files: Vec<FilePart>,
    /// Where the parts begin that should not be there.
    pub(super) odd: Vec<(Position, PartFault)>,
    /// Whether the form ends with the body, or its end is not marked.
    pub(super) is_cut: bool,
}

/// A part with a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct FilePart {
    /// Where the file begins in the body.
    pub(super) start: Position,
    pub(super) media_type: Option<String>,
    /// As much of it as its kind is recognised by.
    pub(super) head: Vec<u8>,
    /// Whether there was one before it.
    pub(super) is_repeated: bool,
}

/// The format that a document says its file has.
pub(super) fn format(message: &[u8]) -> Option<String> {
    let message: serde_json::Value = serde_json::from_slice(message).ok()?;
    let format = message.pointer("/images/0/format")?;
    format.as_str().map(str::to_owned)
}

/// The parts of a message that has some, and whether its end is marked. `None` if it has none.
pub(super) fn parts(body: &[u8], media_type: &str) -> Option<(Vec<Range<usize>>, bool)> {
    let delimiter = match parameter(media_type, "boundary") {
        Some(boundary) => format!("--{boundary}").into_bytes(),
        None => body
            .split(|&byte| byte == b'\n')
            .map(<[u8]>::trim_ascii)
            .find(|line| line.len() > 2 && line.starts_with(b"--"))?
            .to_owned(),
    };
    let mut delimiters = memmem::find_iter(body, &delimiter)
        .filter(|&at| at == 0 || body[at - 1] == b'\n')
        .peekable();
    delimiters.peek()?;
    let mut parts = Vec::new();
    while let Some(at) = delimiters.next() {
        let start = at + delimiter.len();
        if body[start..].starts_with(b"--") {
            return Some((parts, true));
        }
        parts.push(start..delimiters.peek().copied().unwrap_or(body.len()));
    }
    Some((parts, false))
}

/// A part: its head, and where in the body its content is.
pub(super) struct RawPart<'b> {
    head: std::borrow::Cow<'b, str>,
    pub(super) content: Range<usize>,
}

impl<'b> RawPart<'b> {
    /// The part at a place; `None` if it has no head.
    pub(super) fn of(body: &'b [u8], range: Range<usize>) -> Option<Self> {
        let part = &body[range.clone()];
        let ends = [b"\r\n\r\n".as_slice(), b"\n\n"];
        let ends = ends.map(|end| memmem::find(part, end).map(|at| (at, at + end.len())));
        let (head, content) = ends.into_iter().flatten().min()?;
        let inside = &part[content..];
        let inside = inside.strip_suffix(b"\n").unwrap_or(inside);
        let inside = inside.strip_suffix(b"\r").unwrap_or(inside);
        let start = range.start + content;
        Some(Self {
            head: String::from_utf8_lossy(&part[..head]),
            content: start..start + inside.len(),
        })
    }

    /// The value of a header.
    pub(super) fn header(&self, wanted: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            let is_it = name.trim().eq_ignore_ascii_case(wanted);
            is_it.then_some(value.trim())
        })
    }
}

/// Reads a form. `None` if it has no parts.
pub(super) fn parse(body: &[u8], media_type: &str) -> Option<Form> {
    let (parts, is_whole) = parts(body, media_type)?;
    let mut form = Form {
        is_cut: !is_whole,
        ..Form::default()
    };
    for range in parts {
        form.take(body, range);
    }
    Some(form)
}

impl Form {
    /// Of repeated documents the first counts; of files each is looked at.
    fn take(&mut self, body: &[u8], range: Range<usize>) {
        // A part without a head is without a name.
        let Some(part) = RawPart::of(body, range.clone()) else {
            // What breaks off in its head is no part yet.
            if range.end < body.len() {
                let fault = PartFault::Undocumented;
                self.odd.push((position(&body[..range.start]), fault));
            }
            return;
        };
        let name =
            { part.header("content-disposition") }.and_then(|value| parameter(value, "name"));
        let start = || position(&body[..part.content.start]);
        let inside = &body[part.content.clone()];
        let is_repeated = match name.as_deref() {
            Some(MultipartRequest::MESSAGE) => self.message.is_some(),
            Some(MultipartRequest::FILE) => !self.files.is_empty(),
            _ => {
                self.odd.push((start(), PartFault::Undocumented));
                return;
            }
        };
        match name.as_deref() {
            Some(MultipartRequest::MESSAGE) if is_repeated => {
                self.odd.push((start(), PartFault::Repeated));
            }
            Some(MultipartRequest::MESSAGE) => {
                self.message = Some((Some(start()), inside.to_owned()));
            }
            Some(MultipartRequest::FILE) => {
                self.files.push(FilePart {
                    is_repeated,
                    start: start(),
                    media_type: part.header("content-type").map(str::to_owned),
                    head: inside[..inside.len().min(ImageFormat::HEAD)].to_owned(),
                });
            }
            _ => {}
        }
    }
}

/// Where a text ends.
pub(super) fn position(text: &[u8]) -> Position {
    let line = memchr::memchr_iter(b'\n', text).count() + 1;
    let last = memchr::memrchr(b'\n', text).map_or(text, |at| &text[at + 1..]);
    let characters = last.iter().filter(|&&byte| byte & 0xC0 != 0x80).count();
    Position {
        line,
        column: characters + 1,
    }
}

/// A parameter of a header's value, quoted or not.
pub(super) fn parameter(value: &str, wanted: &str) -> Option<String> {
    let mut rest = value.split_once(';')?.1;
    loop {
        let (name, behind) = rest.split_once('=')?;
        let behind = behind.trim_start();
        let (value, behind) = match behind.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
            None => behind
                .split_once(';')
                .map_or((behind, ""), |(value, _)| (value, &behind[value.len()..])),
        };
        if name.trim().eq_ignore_ascii_case(wanted) {
            return Some(value.trim_end().to_owned());
        }
        rest = behind.trim_start().strip_prefix(';')?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const BODY: &str = "--b\r\nContent-Disposition: form-data; name=\"message\"\r\n\
        Content-Type: application/json\r\n\r\n{\"a\":\r\n1}\r\n--b\r\n\
        content-disposition: form-data; filename=\"name=message\"; name=file\r\n\
        content-type: image/png\r\n\r\n\0\n--c\r\n--b--\r\n";

    #[test]
    fn the_part_and_the_file_are_found() {
        for body in [BODY.to_owned(), BODY.replace("\r\n", "\n")] {
            for media_type in ["multipart/form-data; boundary=b", "multipart/form-data"] {
                let form = parse(body.as_bytes(), media_type).unwrap();
                let (start, text) = form.message.unwrap();
                assert_eq!(start, Some(Position { line: 5, column: 1 }));
                assert_eq!(
                    String::from_utf8(text).unwrap().replace('\r', ""),
                    "{\"a\":\n1}"
                );
                assert!(!form.is_cut);
                let file = &form.files[0];
                assert_eq!(
                    file.start,
                    Position {
                        line: 11,
                        column: 1
                    }
                );
                assert_eq!(file.media_type.as_deref(), Some("image/png"));
                assert_eq!(file.head, b"\0\n--c");
            }
        }
    }

    #[test]
    fn what_is_missing_is_said_to_be() {
        let (message, _) = BODY.split_once("--b\r\ncontent").unwrap();
        let form = parse(message.as_bytes(), "multipart/form-data; boundary=\"b\"").unwrap();
        assert!(form.message.is_some() && form.files.is_empty() && form.is_cut);
        assert_eq!(parse(b"{}", "multipart/form-data; boundary=b"), None);
        assert_eq!(parse(b"", "multipart/form-data"), None);
        assert_eq!(
            parse(b"--b--", "multipart/form-data; boundary=b"),
            Some(Form::default())
        );
    }

    #[test]
    fn a_part_that_should_not_be_there_is_named_by_its_place() {
        let part = |name: &str, text: &str| {
            format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n")
        };
        let body = [
            part("file", "a"),
            part("message", "{}"),
            part("zq7canary", "c"),
            part("file", "b"),
            part("message", "{\"a\": 1}"),
            "--b\r\n\r\nwithout a name\r\n--b--\r\n".to_owned(),
        ];
        let form = parse(body.concat().as_bytes(), "multipart/form-data; boundary=b").unwrap();
        let heads: Vec<_> = form.files.iter().map(|file| &*file.head).collect();
        assert_eq!(heads, [b"a", b"b"]);
        assert!(!form.files[0].is_repeated && form.files[1].is_repeated);
        assert_eq!(form.message.unwrap().1, b"{}");
        let odd: Vec<_> = form
            .odd
            .iter()
            .map(|(at, fault)| (at.line, *fault))
            .collect();
        let repeated = PartFault::Repeated;
        let undocumented = PartFault::Undocumented;
        let expected = [(12, undocumented), (20, repeated), (23, undocumented)];
        assert_eq!(odd, expected);
    }

    #[test]
    fn parameters_are_told_apart() {
        let value = "form-data; filename=\"a; name=b\"; name=\"c\"";
        assert_eq!(parameter(value, "name").as_deref(), Some("c"));
        assert_eq!(
            parameter("a/b; charset=x ; Boundary=y z", "boundary").as_deref(),
            Some("y z")
        );
        assert_eq!(parameter("a/b; boundary", "boundary"), None);
        assert_eq!(parameter("a/b", "boundary"), None);
    }

    proptest! {
        #[test]
        fn nothing_panics(
            body in "(--b|--|\r\n|\n|:|;|=|\"|name|content-disposition| ){0,30}",
            media_type in "(multipart/form-data|;|=|\"|boundary|b| ){0,12}",
        ) {
            parse(body.as_bytes(), &media_type);
        }
    }
}
