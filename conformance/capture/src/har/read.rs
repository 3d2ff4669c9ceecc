//! Reads values of an HTTP archive. What has another type than it should counts as missing, unless
//! it is a body.

use crate::cutter::{BRACKETS, Cutter, ENDS_EARLY, End, ReadError};
use crate::form::Form;
use crate::text;
use clova_id_card::MultipartRequest;
use std::io::BufRead;

/// What an archive says of a text.
#[derive(Default)]
pub(super) enum Text {
    #[default]
    Missing,
    TooLong,
    /// No string, or none that JSON has.
    Other,
    Here(Vec<u8>),
}

impl Text {
    /// The text, if there is one, with a replacement for what is not UTF-8.
    fn shown(self) -> Option<String> {
        match self {
            Self::Here(text) => Some(String::from_utf8_lossy(&text).into_owned()),
            Self::Missing | Self::TooLong | Self::Other => None,
        }
    }
}

/// The parameters of a form, as an archive lists them. An empty list is written for what is no form.
pub(super) fn parameters<R: BufRead>(
    cutter: &mut Cutter<R>,
    longest: usize,
) -> Result<Option<Form>, ReadError> {
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
            _ => {}
        }
        Ok(())
    })?;
    Ok((!is_empty).then_some(form))
}

/// What the headers say that the content is.
pub(super) fn content_type<R: BufRead>(
    cutter: &mut Cutter<R>,
) -> Result<Option<String>, ReadError> {
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

/// Reads a text that is looked at no further than that: of a longer one, none.
pub(super) fn short<R: BufRead>(cutter: &mut Cutter<R>) -> Result<Option<String>, ReadError> {
    Ok(string(cutter, SHORT)?.shown())
}

/// Reads an address. One that is too long is none of the API, whose address is short.
pub(super) fn address<R: BufRead>(cutter: &mut Cutter<R>) -> Result<Option<String>, ReadError> {
    Ok(match string(cutter, SHORT)? {
        Text::TooLong => Some(String::new()),
        text => text.shown(),
    })
}

pub(super) fn number<R: BufRead>(cutter: &mut Cutter<R>) -> Result<Option<i64>, ReadError> {
    let piece = cutter.piece(SHORT)?;
    complete(cutter, piece.end)?;
    let number = std::str::from_utf8(&piece.bytes).ok();
    Ok(number.and_then(|number| number.parse().ok()))
}

pub(super) fn string<R: BufRead>(
    cutter: &mut Cutter<R>,
    longest: usize,
) -> Result<Text, ReadError> {
    match cutter.peek()? {
        Some(b'"') => {}
        // Some write null for what is not there.
        Some(b'n') => return cutter.skip().map(|()| Text::Missing),
        _ => return cutter.skip().map(|()| Text::Other),
    }
    let piece = cutter.piece(longest)?;
    complete(cutter, piece.end)?;
    if piece.end == End::TooLong {
        return Ok(Text::TooLong);
    }
    Ok(text::decode(&piece.bytes).map_or(Text::Other, Text::Here))
}

fn complete<R: BufRead>(cutter: &mut Cutter<R>, end: End) -> Result<(), ReadError> {
    match end {
        End::Whole | End::TooLong => Ok(()),
        End::Cut => Err(cutter.error(ENDS_EARLY)),
        End::Broken => Err(cutter.error(BRACKETS)),
    }
}
