//! An HTTP archive (HAR 1.2) → the bodies of its exchanges, entry by entry, while it is read.
//!
//! It stands apart because of who writes archives: browsers and proxies, each leaving out other
//! members, cutting long texts, or encoding them. Only what is asked for is kept of an entry. The
//! members of an entry may come in any order, so it is judged when it is over.

use super::cutter::{Cutter, ENDS_EARLY, End, Trouble};
use super::exchange::{self, Content, LEFT_OUT, aside};
use super::form::Form;
use super::open::{TOO_LONG, told};
use super::{Failure, Item, Origin, What, text};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use clova_id_card::MultipartRequest;
use clova_id_card::operation::Operation;
use std::collections::VecDeque;
use std::io::BufRead;
use std::sync::Arc;

/// The entries of an archive.
pub(super) struct Entries<R> {
    cutter: Cutter<R>,
    input: Arc<str>,
    longest: usize,
    level: Level,
    has_entries: bool,
    ready: VecDeque<Item>,
}

/// How far into the archive the reading has come.
#[derive(Clone, Copy)]
enum Level {
    Before,
    Archive { is_first: bool },
    Log { is_first: bool },
    Entries { index: usize },
    Done,
}

impl<R: BufRead> Entries<R> {
    pub(super) fn new(reader: R, input: Arc<str>, longest: usize) -> Self {
        Self {
            cutter: Cutter::new(reader),
            input,
            longest,
            level: Level::Before,
            has_entries: false,
            ready: VecDeque::new(),
        }
    }

    fn step(&mut self) -> Result<(), Trouble> {
        let cutter = &mut self.cutter;
        self.level = match self.level {
            Level::Before if cutter.take(b'{')? => Level::Archive { is_first: true },
            Level::Before => return Err(cutter.trouble("no archive begins here")),
            Level::Archive { is_first } => match cutter.key(is_first)? {
                Some(key) if key == b"log" && cutter.take(b'{')? => Level::Log { is_first: true },
                Some(_) => {
                    cutter.skip()?;
                    Level::Archive { is_first: false }
                }
                None => {
                    cutter.end()?;
                    if !self.has_entries {
                        let origin = Origin::whole(Arc::clone(&self.input));
                        let failure = Failure::at(&origin, "the archive has no entries");
                        self.ready.push_back(Item::Failed(failure));
                    }
                    Level::Done
                }
            },
            Level::Log { is_first } => match cutter.key(is_first)? {
                Some(key) if key == b"entries" && cutter.take(b'[')? => {
                    self.has_entries = true;
                    Level::Entries { index: 0 }
                }
                Some(_) => {
                    cutter.skip()?;
                    Level::Log { is_first: false }
                }
                None => Level::Archive { is_first: false },
            },
            Level::Entries { index } if cutter.element(index == 0)? => {
                let entry = Entry::read(cutter, self.longest)?;
                self.ready
                    .extend(entry.items(&self.input, index, self.longest));
                Level::Entries { index: index + 1 }
            }
            Level::Entries { .. } => Level::Log { is_first: false },
            Level::Done => Level::Done,
        };
        Ok(())
    }
}

impl<R: BufRead> Iterator for Entries<R> {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        loop {
            if let Some(item) = self.ready.pop_front() {
                return Some(item);
            }
            if let Level::Done = self.level {
                return None;
            }
            if let Err(trouble) = self.step() {
                self.level = Level::Done;
                return Some(Item::Failed(told(&self.input, trouble)));
            }
        }
    }
}

/// What an archive says of a text.
#[derive(Default)]
enum Text {
    #[default]
    Missing,
    TooLong,
    /// No string, or none that JSON has.
    NoText,
    Here(Vec<u8>),
}

#[derive(Default)]
struct Entry {
    method: Option<String>,
    url: Option<String>,
    request: Half,
    status: Option<u16>,
    response: Half,
    /// The parts of a form, where they are listed.
    form: Option<Form>,
    has_response: bool,
}

/// One direction of an exchange.
#[derive(Default)]
struct Half {
    header_type: Option<String>,
    media_type: Option<String>,
    encoding: Option<String>,
    /// What its length was, by what the archive says.
    size: Option<i64>,
    text: Text,
}

impl Entry {
    fn read<R: BufRead>(cutter: &mut Cutter<R>, longest: usize) -> Result<Self, Trouble> {
        let mut entry = Self::default();
        cutter.object(|cutter, key| match key {
            b"request" => entry.request(cutter, longest),
            b"response" => entry.response(cutter, longest),
            _ => cutter.skip(),
        })?;
        Ok(entry)
    }

    fn request<R: BufRead>(
        &mut self,
        cutter: &mut Cutter<R>,
        longest: usize,
    ) -> Result<(), Trouble> {
        cutter.object(|cutter, key| {
            match key {
                b"method" => self.method = short(cutter)?,
                b"url" => self.url = short(cutter)?,
                b"headers" => self.request.header_type = content_type(cutter)?,
                b"bodySize" => self.request.size = number(cutter)?,
                b"postData" => cutter.object(|cutter, key| match key {
                    b"params" => {
                        self.form = parameters(cutter, longest)?;
                        Ok(())
                    }
                    _ => self.request.member(cutter, key, longest),
                })?,
                _ => cutter.skip()?,
            }
            Ok(())
        })
    }

    fn response<R: BufRead>(
        &mut self,
        cutter: &mut Cutter<R>,
        longest: usize,
    ) -> Result<(), Trouble> {
        self.has_response = cutter.peek()? == Some(b'{');
        cutter.object(|cutter, key| {
            match key {
                b"status" => {
                    self.status = number(cutter)?.and_then(|status| status.try_into().ok());
                }
                b"headers" => self.response.header_type = content_type(cutter)?,
                b"content" => cutter.object(|cutter, key| match key {
                    b"size" => {
                        self.response.size = number(cutter)?;
                        Ok(())
                    }
                    _ => self.response.member(cutter, key, longest),
                })?,
                _ => cutter.skip()?,
            }
            Ok(())
        })
    }

    fn items(self, input: &Arc<str>, index: usize, longest: usize) -> Vec<Item> {
        let at = |inside: &str| {
            let pointer = format!("/log/entries/{index}{inside}");
            Origin::inside(Arc::clone(input), None, pointer)
        };
        let is_unknown = self.url.is_none() && !self.response.is_json();
        let operation = exchange::operation(self.method.as_deref(), self.url.as_deref());
        let Some(operation) = operation.filter(|_| !is_unknown) else {
            return vec![aside(at(""), What::OtherExchange)];
        };
        let mut items = match self.form {
            Some(form) if !self.request.has_text() => {
                exchange::parts(&at("/request/postData/params"), form)
            }
            _ => self
                .request
                .request(operation, at("/request/postData/text"), longest),
        };
        // Zero is what browsers write for a call that failed before there was an answer.
        items.push(if self.has_response && self.status != Some(0) {
            let origin = at("/response/content/text");
            self.response
                .response(operation, self.status, origin, longest)
        } else {
            aside(at("/response"), What::Unanswered)
        });
        items
    }
}

impl Half {
    /// A member of what holds the text.
    fn member<R: BufRead>(
        &mut self,
        cutter: &mut Cutter<R>,
        key: &[u8],
        longest: usize,
    ) -> Result<(), Trouble> {
        match key {
            b"mimeType" => self.media_type = short(cutter)?,
            b"encoding" => self.encoding = short(cutter)?,
            b"text" => self.text = string(cutter, longest)?,
            _ => cutter.skip()?,
        }
        Ok(())
    }

    fn has_text(&self) -> bool {
        !matches!(&self.text, Text::Missing)
            && !matches!(&self.text, Text::Here(text) if text.is_empty())
    }

    fn media_type(&self) -> Option<&str> {
        let told = [&self.media_type, &self.header_type];
        let mut told = told.into_iter().flatten().map(String::as_str);
        told.find(|told| !told.trim().is_empty())
    }

    /// Whether it says so, or looks so where it says nothing.
    fn is_json(&self) -> bool {
        let Some(media_type) = self.media_type() else {
            let Text::Here(text) = &self.text else {
                return false;
            };
            return text.trim_ascii_start().starts_with(b"{");
        };
        let essence = media_type.split(';').next().unwrap_or_default().trim();
        let essence = essence.to_ascii_lowercase();
        essence == "application/json" || essence.ends_with("+json")
    }

    /// The bytes of the body, or why they are not there.
    fn content(self, origin: Origin, longest: usize) -> Result<Content, Failure> {
        let media_type = self.media_type().map(str::to_owned);
        let text = match self.text {
            Text::Here(text) => text,
            Text::Missing if self.size == Some(0) => Vec::new(),
            Text::Missing => return Err(Failure::at(&origin, LEFT_OUT)),
            Text::TooLong => return Err(Failure::at(&origin, TOO_LONG)),
            Text::NoText => return Err(Failure::at(&origin, "it is no JSON string")),
        };
        let is_encoded = self
            .encoding
            .is_some_and(|encoding| encoding.eq_ignore_ascii_case("base64"));
        let bytes = if is_encoded {
            base64(text).ok_or_else(|| Failure::at(&origin, "it is not base64"))?
        } else {
            text
        };
        if bytes.len() > longest {
            return Err(Failure::at(&origin, TOO_LONG));
        }
        Ok(Content {
            origin,
            media_type,
            bytes,
        })
    }

    fn request(self, operation: &Operation, origin: Origin, longest: usize) -> Vec<Item> {
        match self.content(origin, longest) {
            Ok(content) => exchange::request(operation, content),
            Err(failure) => vec![Item::Failed(failure)],
        }
    }

    fn response(
        self,
        operation: &Operation,
        status: Option<u16>,
        origin: Origin,
        longest: usize,
    ) -> Item {
        match self.content(origin, longest) {
            Ok(content) => exchange::response(operation, status, content, longest),
            Err(failure) => Item::Failed(failure),
        }
    }
}

/// Where a text was cut, what is whole of it counts: the judge sees that the rest is missing.
fn base64(mut text: Vec<u8>) -> Option<Vec<u8>> {
    text.retain(|byte| !byte.is_ascii_whitespace());
    let whole = text.len() / 4 * 4;
    let is_padded = text.ends_with(b"=");
    STANDARD
        .decode(&text[..whole])
        .ok()
        .filter(|_| !is_padded || whole == text.len())
}

/// The parameters of a form, as an archive lists them. An empty list is written for what is no form.
fn parameters<R: BufRead>(cutter: &mut Cutter<R>, longest: usize) -> Result<Option<Form>, Trouble> {
    let mut form = Form::default();
    let mut is_empty = true;
    cutter.array(|cutter, _| {
        is_empty = false;
        let (mut name, mut value) = (None, Text::Missing);
        cutter.object(|cutter, key| {
            match key {
                b"name" => name = short(cutter)?,
                b"value" => value = string(cutter, longest)?,
                _ => cutter.skip()?,
            }
            Ok(())
        })?;
        match (name.as_deref(), value) {
            (Some(MultipartRequest::MESSAGE), Text::Here(text)) if form.message.is_none() => {
                form.message = Some((None, text));
            }
            (Some(MultipartRequest::FILE), _) => form.has_file = true,
            _ => {}
        }
        Ok(())
    })?;
    Ok((!is_empty).then_some(form))
}

/// What the headers say that the content is.
fn content_type<R: BufRead>(cutter: &mut Cutter<R>) -> Result<Option<String>, Trouble> {
    let mut found = None;
    cutter.array(|cutter, _| {
        let (mut name, mut value) = (None, None);
        cutter.object(|cutter, key| {
            match key {
                b"name" => name = short(cutter)?,
                b"value" => value = short(cutter)?,
                _ => cutter.skip()?,
            }
            Ok(())
        })?;
        if name.is_some_and(|name: String| name.eq_ignore_ascii_case("content-type")) {
            found = value;
        }
        Ok(())
    })?;
    Ok(found)
}

/// Longer than what is looked at of a URL or a media type.
const SHORT: usize = 1 << 16;

fn short<R: BufRead>(cutter: &mut Cutter<R>) -> Result<Option<String>, Trouble> {
    Ok(match string(cutter, SHORT)? {
        Text::Here(text) => Some(String::from_utf8_lossy(&text).into_owned()),
        _ => None,
    })
}

fn number<R: BufRead>(cutter: &mut Cutter<R>) -> Result<Option<i64>, Trouble> {
    let piece = cutter.piece(SHORT)?;
    complete(cutter, piece.end)?;
    let number = std::str::from_utf8(&piece.bytes).ok();
    Ok(number.and_then(|number| number.parse().ok()))
}

fn string<R: BufRead>(cutter: &mut Cutter<R>, longest: usize) -> Result<Text, Trouble> {
    match cutter.peek()? {
        Some(b'"') => {}
        // Some write null for what is not there.
        Some(b'n') => return cutter.skip().map(|()| Text::Missing),
        _ => return cutter.skip().map(|()| Text::NoText),
    }
    let piece = cutter.piece(longest)?;
    complete(cutter, piece.end)?;
    if piece.end == End::TooLong {
        return Ok(Text::TooLong);
    }
    Ok(text::decode(&piece.bytes).map_or(Text::NoText, Text::Here))
}

fn complete<R: BufRead>(cutter: &mut Cutter<R>, end: End) -> Result<(), Trouble> {
    match end {
        End::Whole | End::TooLong => Ok(()),
        End::Cut => Err(cutter.trouble(ENDS_EARLY)),
        End::Broken => Err(cutter.trouble(super::cutter::BRACKETS)),
    }
}
