//! Reads an entry of an HTTP archive. Its members come in any order, so that it is sorted when all
//! have been read.

use super::beside::{self, Folder};
use super::read::{Text, address, content_type, number, parameters, short, string};
use crate::base64::decode_cut;
use crate::cutter::{Cutter, ReadError};
use crate::exchange::{self, Address, Content, LEFT_OUT};
use crate::form::Form;
use crate::http::mixed;
use crate::item::{Item, TOO_LONG};
use crate::limits::Limits;
use idcard_judge::{Exchange, Failure, Origin, SkipReason};
use std::io::BufRead;

/// What is known of an exchange.
#[derive(Default)]
pub(super) struct Entry {
    method: Option<String>,
    url: Option<String>,
    request: Half,
    status: Option<u16>,
    response: Half,
    /// The parts of a form, where they are listed.
    form: Option<Form>,
    has_response: bool,
    /// When it began.
    time: Option<String>,
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
    /// The file that the text is in.
    file: Option<String>,
}

impl Entry {
    /// Reads the next value as an entry.
    pub(super) fn read<R: BufRead>(
        cutter: &mut Cutter<R>,
        longest: usize,
    ) -> Result<Self, ReadError> {
        let mut entry = Self::default();
        cutter.object(|cutter, key| entry.member(cutter, key, longest))?;
        Ok(entry)
    }

    /// Reads the value of a member.
    pub(super) fn member<R: BufRead>(
        &mut self,
        cutter: &mut Cutter<R>,
        key: &[u8],
        longest: usize,
    ) -> Result<(), ReadError> {
        match key {
            b"request" => self.request(cutter, longest),
            b"response" => self.response(cutter, longest),
            b"startedDateTime" => {
                self.time = short(cutter)?;
                Ok(())
            }
            _ => cutter.skip(),
        }
    }

    fn request<R: BufRead>(
        &mut self,
        cutter: &mut Cutter<R>,
        longest: usize,
    ) -> Result<(), ReadError> {
        cutter.object(|cutter, key| {
            match key {
                b"method" => self.method = short(cutter)?,
                b"url" => self.url = address(cutter)?,
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
    ) -> Result<(), ReadError> {
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

    /// Whether there is nothing in it that an exchange has.
    pub(super) fn is_empty(&self) -> bool {
        let is_call = self.method.is_some() || self.url.is_some() || self.request.has_text();
        !is_call && self.status.is_none() && !self.response.has_text()
    }

    /// What is in it.
    pub(super) fn items(
        mut self,
        origin: &Origin,
        addresses: &[Address],
        limits: &Limits,
        folder: Option<&dyn Folder>,
    ) -> Vec<Item> {
        let exchange = Exchange::new(self.time.take(), self.status.filter(|status| *status > 0));
        let exchange = (!exchange.is_unknown()).then(|| Box::new(exchange));
        let at = |inside: &str| {
            let inside = origin.inside.clone().unwrap_or_default() + inside;
            Origin {
                inside: Some(inside).filter(|inside| !inside.is_empty()),
                exchange: exchange.clone(),
                ..origin.clone()
            }
        };
        if self.is_empty() {
            let message = "the entry has neither a request nor a response";
            return vec![Item::Failed(Failure::at(origin, message))];
        }
        let is_unknown = self.url.is_none() && !self.response.is_json();
        let operation = exchange::operation(self.method.as_deref(), self.url.as_deref(), addresses);
        let Some(operation) = operation.filter(|_| !is_unknown) else {
            return vec![Item::skipped(at(""), SkipReason::OtherExchange)];
        };
        let mut items = match self.form {
            Some(form) if !self.request.has_text() => {
                exchange::parts(&at("/request/postData/params"), form, false)
            }
            _ => {
                let origin = at(&format!("/request/postData/{}", self.request.named()));
                match self.request.content(origin, limits.longest, folder) {
                    Ok(content) => mixed::request(operation, content, addresses, limits),
                    Err(failure) => vec![Item::Failed(failure)],
                }
            }
        };
        // Zero is what browsers write for a call that failed before there was an answer.
        if !self.has_response || self.status == Some(0) {
            items.push(Item::skipped(at("/response"), SkipReason::Unanswered));
            return items;
        }
        let origin = at(&format!("/response/content/{}", self.response.named()));
        match self.response.content(origin, limits.longest, folder) {
            Ok(content) => {
                let status = self.status;
                items.extend(mixed::response(
                    operation, status, content, addresses, limits,
                ));
            }
            Err(failure) => items.push(Item::Failed(failure)),
        }
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
    ) -> Result<(), ReadError> {
        match key {
            b"mimeType" => self.media_type = short(cutter)?,
            b"encoding" => self.encoding = short(cutter)?,
            b"text" => self.text = string(cutter, longest)?,
            b"_file" => self.file = short(cutter)?,
            _ => cutter.skip()?,
        }
        Ok(())
    }

    fn has_text(&self) -> bool {
        self.file.is_some()
            || !matches!(&self.text, Text::Missing)
                && !matches!(&self.text, Text::Here(text) if text.is_empty())
    }

    fn media_type(&self) -> Option<&str> {
        let types = [&self.media_type, &self.header_type];
        let mut types = types.into_iter().flatten().map(String::as_str);
        types.find(|text| !text.trim().is_empty())
    }

    /// Whether it says so, or looks so where it says nothing.
    fn is_json(&self) -> bool {
        let Some(media_type) = self.media_type() else {
            let Text::Here(text) = &self.text else {
                return false;
            };
            return text.trim_ascii_start().starts_with(b"{");
        };
        let essence = exchange::essence(media_type).to_ascii_lowercase();
        essence == "application/json" || essence.ends_with("+json")
    }

    /// The member that the body is in.
    fn named(&self) -> &'static str {
        match (&self.text, &self.file) {
            (Text::Missing, Some(_)) => "_file",
            _ => "text",
        }
    }

    /// The bytes of the body, or why they are not there.
    fn content(
        self,
        origin: Origin,
        longest: usize,
        folder: Option<&dyn Folder>,
    ) -> Result<Content, Failure> {
        let media_type = self.media_type().map(str::to_owned);
        if let (Text::Missing, Some(file)) = (&self.text, &self.file) {
            let read = beside::read(folder, file, longest);
            let bytes = read.map_err(|message| Failure::at(&origin, message))?;
            let is_exact = true;
            return Ok(Content {
                origin,
                media_type,
                bytes,
                is_exact,
            });
        }
        let text = match self.text {
            Text::Here(text) => text,
            Text::Missing if self.size == Some(0) => Vec::new(),
            Text::Missing => return Err(Failure::at(&origin, LEFT_OUT)),
            Text::TooLong => return Err(Failure::at(&origin, TOO_LONG)),
            Text::Other => return Err(Failure::at(&origin, "it is no JSON string")),
        };
        let says_base64 = self
            .encoding
            .is_some_and(|encoding| encoding.eq_ignore_ascii_case("base64"));
        let (bytes, is_encoded) = if says_base64 {
            decoded(text).map_err(|message| Failure::at(&origin, message))?
        } else {
            packed(&text).map_or((text, false), |bytes| (bytes, true))
        };
        if bytes.len() > longest {
            return Err(Failure::at(&origin, TOO_LONG));
        }
        Ok(Content {
            origin,
            media_type,
            bytes,
            is_exact: is_encoded,
        })
    }
}

/// The bytes of a text that is said to be base64, and whether it is. Firefox says so of what is not.
fn decoded(text: Vec<u8>) -> Result<(Vec<u8>, bool), &'static str> {
    if text.trim_ascii_start().starts_with(b"{") {
        return Ok((text, false));
    }
    let bytes = decode_cut(&text).ok_or("it is not base64")?;
    Ok((bytes, true))
}

/// The bytes of a text that is base64 of JSON, though nobody says so.
fn packed(text: &[u8]) -> Option<Vec<u8>> {
    let first = text.trim_ascii_start().first();
    if !first.is_some_and(u8::is_ascii_alphanumeric) {
        return None;
    }
    decode_cut(text).filter(|bytes| bytes.trim_ascii_start().starts_with(b"{"))
}
