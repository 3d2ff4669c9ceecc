//! Reads an entry of an HTTP archive. Its members come in any order, so that it is sorted when all
//! have been read.

use super::read::{Text, address, base64, content_type, number, parameters, short, string};
use crate::cutter::{Cutter, ReadError};
use crate::exchange::{self, Address, Content, LEFT_OUT};
use crate::form::Form;
use crate::item::{Item, TOO_LONG};
use crate::limits::Limits;
use clova_id_card::operation::Operation;
use idcard_judge::{Failure, Origin, SkipReason};
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
    /// Reads the next value as an entry.
    pub(super) fn read<R: BufRead>(
        cutter: &mut Cutter<R>,
        longest: usize,
    ) -> Result<Self, ReadError> {
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
    fn is_empty(&self) -> bool {
        let is_call = self.method.is_some() || self.url.is_some() || self.request.has_text();
        !is_call && self.status.is_none() && !self.response.has_text()
    }

    /// What is in it.
    pub(super) fn items(
        self,
        origin: &Origin,
        addresses: &[Address],
        limits: &Limits,
    ) -> Vec<Item> {
        let at = |inside: &str| Origin {
            inside: origin
                .inside
                .as_ref()
                .map(|entry| format!("{entry}{inside}")),
            ..origin.clone()
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
            _ => self
                .request
                .request(operation, at("/request/postData/text"), limits.longest),
        };
        // Zero is what browsers write for a call that failed before there was an answer.
        items.push(if self.has_response && self.status != Some(0) {
            let origin = at("/response/content/text");
            self.response
                .response(operation, self.status, origin, limits)
        } else {
            Item::skipped(at("/response"), SkipReason::Unanswered)
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
    ) -> Result<(), ReadError> {
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

    /// The bytes of the body, or why they are not there.
    fn content(self, origin: Origin, longest: usize) -> Result<Content, Failure> {
        let media_type = self.media_type().map(str::to_owned);
        let text = match self.text {
            Text::Here(text) => text,
            Text::Missing if self.size == Some(0) => Vec::new(),
            Text::Missing => return Err(Failure::at(&origin, LEFT_OUT)),
            Text::TooLong => return Err(Failure::at(&origin, TOO_LONG)),
            Text::Other => return Err(Failure::at(&origin, "it is no JSON string")),
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
            is_exact: is_encoded,
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
        limits: &Limits,
    ) -> Item {
        match self.content(origin, limits.longest) {
            Ok(content) => exchange::response(operation, status, content, limits),
            Err(failure) => Item::Failed(failure),
        }
    }
}
