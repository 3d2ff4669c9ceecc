//! A `multipart/form-data` body: [`Form`].

use super::build::BuildError;
use super::content::Content;
#[cfg(feature = "styles-in-forms")]
use super::parameter::Style;
use super::random::random;
use super::segment::{OpenSegment, Segment};
use super::texts::Texts;
#[cfg(feature = "files")]
use crate::wire::FilePart;
#[cfg(feature = "members")]
use crate::wire::Members;
#[cfg(feature = "free-parts")]
use crate::wire::{FreePart, FreeParts};
use crate::wire::{Value, encode};
use bytes::Bytes;

/// A form: its parts, in the order in which they are sent.
pub(crate) struct Form {
    parts: Vec<Part>,
    boundary: String,
}

struct Part {
    /// The header lines of the part, each with its line break.
    head: String,
    content: Segment,
}

impl Form {
    /// Creates a form without parts.
    pub(crate) fn new() -> Self {
        Self {
            parts: Vec::new(),
            boundary: format!("{:016x}{:016x}", random(), random()),
        }
    }

    /// The same form with this boundary instead of a random one.
    pub(super) fn bounded(mut self, boundary: &str) -> Self {
        boundary.clone_into(&mut self.boundary);
        self
    }

    /// The value of `Content-Type`.
    pub(super) fn content_type(&self) -> String {
        format!("multipart/form-data; boundary={}", self.boundary)
    }

    /// Adds these lines, each with its break, to the head of each part that is added.
    #[allow(dead_code, reason = "a service need not have such a form")]
    pub(crate) fn headed(
        self,
        lines: &str,
        add: impl FnOnce(Self) -> Result<Self, BuildError>,
    ) -> Result<Self, BuildError> {
        let before = self.parts.len();
        let mut form = add(self)?;
        for part in form.parts.iter_mut().skip(before) {
            part.head.push_str(lines);
        }
        Ok(form)
    }

    /// Adds a part that holds a JSON text, if there is one.
    pub(crate) fn json<'a, T: Value + 'a>(
        self,
        name: &str,
        document: impl Into<Option<&'a T>>,
    ) -> Result<Self, BuildError> {
        self.json_as(name, "application/json", document)
    }

    /// The same, of this media type.
    pub(crate) fn json_as<'a, T: Value + 'a>(
        mut self,
        name: &str,
        media_type: &str,
        document: impl Into<Option<&'a T>>,
    ) -> Result<Self, BuildError> {
        if let Some(document) = document.into() {
            let text = encode(document).map_err(BuildError::Encode)?;
            let name = quoted(name);
            self.parts.push(Part {
                head: format!(
                    "Content-Disposition: form-data; name={name}\r\n\
                     Content-Type: {media_type}\r\n"
                ),
                content: Segment::Bytes(text.into()),
            });
        }
        Ok(self)
    }

    /// Adds a part for each document, if there are any.
    #[allow(dead_code, reason = "a service need not have such a form")]
    pub(crate) fn json_each<'a, T: Value + 'a>(
        self,
        name: &str,
        media_type: &str,
        documents: impl Into<Option<&'a Vec<T>>>,
    ) -> Result<Self, BuildError> {
        let mut documents = documents.into().into_iter().flatten();
        documents.try_fold(self, |form, document| {
            form.json_as(name, media_type, document)
        })
    }

    /// Adds a part that holds a scalar as text, or one for each item of an array, if there is one.
    #[allow(dead_code, reason = "a service need not have such a form")]
    pub(crate) fn text<'a, T: Value + 'a>(
        self,
        name: &'static str,
        media_type: Option<&str>,
        value: impl Into<Option<&'a T>>,
    ) -> Result<Self, BuildError> {
        let Some(value) = value.into() else {
            return Ok(self);
        };
        let texts = Texts::of(value).map_err(|why| BuildError::Parameter { name, why })?;
        let media_type = media_type.map(|it| format!("Content-Type: {it}\r\n"));
        let media_type = media_type.unwrap_or_default();
        let texts = texts.flat(false).into_iter();
        Ok(texts.fold(self, |form, text| form.plain(name, &media_type, text)))
    }

    /// Adds a part that holds this text, with these lines in its head.
    fn plain(mut self, name: &str, lines: &str, text: String) -> Self {
        let name = quoted(name);
        self.parts.push(Part {
            head: format!("Content-Disposition: form-data; name={name}\r\n{lines}"),
            content: Segment::Bytes(text.into()),
        });
        self
    }

    /// Adds a part for each member that the schema does not name, or one for each item of an
    /// array that it is: texts.
    #[cfg(feature = "members")]
    #[allow(dead_code, reason = "a service need not have such a form")]
    pub(crate) fn members<T: Value>(self, members: &Members<T>) -> Result<Self, BuildError> {
        let mut members = members.expose().iter();
        members.try_fold(self, |form, (name, value)| {
            // The name of the member may be anybody's.
            let fault = |why| BuildError::Parameter { name: "*", why };
            let texts = Texts::of(value).map_err(fault)?.flat(false);
            Ok(texts
                .into_iter()
                .fold(form, |form, text| form.plain(name, "", text)))
        })
    }

    /// Adds a part for each member that the schema does not name, which is a JSON text.
    #[cfg(feature = "members")]
    #[allow(dead_code, reason = "a service need not have such a form")]
    pub(crate) fn json_members<T: Value>(self, members: &Members<T>) -> Result<Self, BuildError> {
        let mut members = members.expose().iter();
        members.try_fold(self, |form, (name, value)| form.json(name, value))
    }

    /// Adds the parts that the schema says nothing of.
    #[cfg(feature = "free-parts")]
    #[allow(dead_code, reason = "a service need not have such a form")]
    pub(crate) fn free(self, parts: FreeParts) -> Result<Self, BuildError> {
        let mut parts = parts.into_parts().into_iter();
        parts.try_fold(self, |form, (name, part)| match part {
            FreePart::Text(text) => Ok(form.plain(&name, "", text.into_inner())),
            FreePart::File(file) => form.file_part(&name, file),
        })
    }

    /// Adds the parts that an array or an object is by its style, if there is one.
    #[cfg(feature = "styles-in-forms")]
    #[allow(dead_code, reason = "a service need not have such a form")]
    pub(crate) fn styled<'a, T: Value + 'a>(
        self,
        name: &'static str,
        style: Style,
        value: impl Into<Option<&'a T>>,
    ) -> Result<Self, BuildError> {
        let Some(value) = value.into() else {
            return Ok(self);
        };
        let texts = match style {
            Style::Deep => Texts::nested(value),
            _ => Texts::of(value),
        };
        let fields = texts.and_then(|texts| fields(name, style, texts));
        let fields = fields.map_err(|why| BuildError::Parameter { name, why })?;
        let fields = fields.into_iter();
        Ok(fields.fold(self, |form, (name, text)| form.plain(&name, "", text)))
    }

    /// Adds files whose content is in memory, if there are any.
    #[cfg(feature = "files")]
    #[allow(dead_code, reason = "a service need not have such a form")]
    pub(crate) fn file_parts(
        self,
        name: &str,
        files: impl Into<Option<Vec<FilePart>>>,
    ) -> Result<Self, BuildError> {
        let mut files = files.into().into_iter().flatten();
        files.try_fold(self, |form, file| form.file_part(name, file))
    }

    /// Adds a file whose content is in memory, if there is one.
    #[cfg(feature = "files")]
    pub(crate) fn file_part(
        self,
        name: &str,
        file: impl Into<Option<FilePart>>,
    ) -> Result<Self, BuildError> {
        let Some(file) = file.into() else {
            return Ok(self);
        };
        let content = Content::from(file.content.into_inner());
        self.file(name, file.file_name.expose(), &file.media_type, content)
    }

    /// Adds a file.
    pub(crate) fn file(
        mut self,
        name: &str,
        file_name: &str,
        media_type: &str,
        content: Content,
    ) -> Result<Self, BuildError> {
        if media_type.is_empty() || media_type.contains(|c: char| c.is_control()) {
            return Err(BuildError::Header("Content-Type"));
        }
        let (name, file_name) = (quoted(name), quoted(file_name));
        self.parts.push(Part {
            head: format!(
                "Content-Disposition: form-data; name={name}; filename={file_name}\r\n\
                 Content-Type: {media_type}\r\n"
            ),
            content: Segment::Raw(content),
        });
        Ok(self)
    }

    pub(super) fn is_repeatable(&self) -> bool {
        self.parts.iter().all(|part| part.content.is_repeatable())
    }

    /// Opens the sources of the parts, and puts the boundary between them.
    pub(super) async fn open(&self, open: &mut Vec<OpenSegment>) -> Result<(), BuildError> {
        let boundary = &self.boundary;
        let mut before = String::new();
        for Part { head, content } in &self.parts {
            let head = format!("{before}--{boundary}\r\n{head}\r\n");
            open.push(OpenSegment::Bytes(head.into()));
            open.push(content.open().await?);
            "\r\n".clone_into(&mut before);
        }
        let tail = format!("{before}--{boundary}--\r\n");
        open.push(OpenSegment::Bytes(Bytes::from(tail)));
        Ok(())
    }
}

/// The names and texts that a value is written as.
#[cfg(feature = "styles-in-forms")]
#[allow(
    clippy::match_wildcard_for_single_variants,
    reason = "which styles there are depends on the document"
)]
fn fields(name: &str, style: Style, texts: Texts) -> Result<Vec<(String, String)>, &'static str> {
    let separator = match style {
        Style::Deep => return Ok(texts.deep(name)),
        Style::Exploded => {
            let by_member = |(name, texts): (String, Texts)| {
                let texts = texts.flat(false).into_iter();
                texts.map(move |text| (name.clone(), text))
            };
            return Ok(match texts {
                Texts::Members(members) => members.into_iter().flat_map(by_member).collect(),
                texts => {
                    let items = texts.flat(false).into_iter();
                    items.map(|item| (name.to_owned(), item)).collect()
                }
            });
        }
        Style::Space => " ",
        Style::Pipe => "|",
        _ => ",",
    };
    let alone = matches!(texts, Texts::One(_));
    let items = texts.flat(false);
    if !alone && items.iter().any(|item| item.contains(separator)) {
        return Err("what stands between two items would be taken for the end of one");
    }
    let text = (!items.is_empty()).then(|| (name.to_owned(), items.join(separator)));
    Ok(text.into_iter().collect())
}

/// Quotes a name, escaped as browsers do it.
fn quoted(name: &str) -> String {
    let escaped = name
        .replace('"', "%22")
        .replace('\r', "%0D")
        .replace('\n', "%0A");
    format!("\"{escaped}\"")
}

/// A boundary that may stand in a header without quotes.
pub(super) fn checked_boundary(text: String) -> Result<String, BuildError> {
    let may = |byte: u8| byte.is_ascii_alphanumeric() || b"'+_-.".contains(&byte);
    if (1..=70).contains(&text.len()) && text.bytes().all(may) {
        Ok(text)
    } else {
        Err(BuildError::Boundary)
    }
}
