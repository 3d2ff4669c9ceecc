//! Finds the values at a pointer in a JSON text, without reading what lies beside them.

use super::step::Token;
use crate::cutter::{BRACKETS, Cutter, ENDS_EARLY, End, ReadError};
use idcard_judge::Origin;
use serde::de::IgnoredAny;
use spanned_tree::{Position, escape_token};
use std::collections::HashMap;
use std::ops::Range;

/// How many values a pointer may lead to in a document.
const MOST_VALUES: usize = 1 << 18;

/// The message of more than that.
pub(super) const TOO_MANY: &str =
    "the pointer leads to more than 262144 values, so none was judged";

/// A value that a pointer leads to.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) start: Position,
    pub(super) range: Range<usize>,
    /// The pointer to it. A key that `*` led to is not in it, as it may be data: `*` stays.
    pub(super) pointer: String,
    /// Whether it is one of all elements or members, which need not be alike.
    pub(super) is_one_of_all: bool,
}

/// Where a pointer led.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// In the order of the text.
    pub(super) places: Vec<Place>,
    /// The pointers that led nowhere, as far as they are the user's.
    pub(super) absent: Vec<String>,
}

/// The values at a pointer. Of repeated keys the last counts, as for the judge.
pub(super) fn find(text: &[u8], tokens: &[Token]) -> Result<Found, ReadError> {
    let mut found = Found::default();
    let whole = Place {
        start: Origin::BEGINNING,
        range: 0..text.len(),
        pointer: String::new(),
        is_one_of_all: false,
    };
    // The last is looked at first; so what lies in it comes before what lies behind.
    let mut open = vec![(whole, tokens)];
    while let Some((place, tokens)) = open.pop() {
        let Some((token, rest)) = tokens.split_first() else {
            found.places.push(place);
            continue;
        };
        let children = children(text, &place, token)?;
        if children.is_empty() {
            let mut pointer = place.pointer.clone();
            for token in tokens {
                pointer.push('/');
                pointer += &shown(token);
            }
            found.absent.push(pointer);
        }
        open.extend(children.into_iter().rev().map(|child| (child, rest)));
        if open.len() + found.places.len() + found.absent.len() > MOST_VALUES {
            return Err(ReadError::Syntax(place.start, TOO_MANY));
        }
    }
    Ok(found)
}

fn shown(token: &Token) -> String {
    match token {
        Token::Named(name) => escape_token(name),
        Token::Each => "*".to_owned(),
    }
}

/// The elements of a list; `None` of anything else, and of a list that does not end.
pub(super) fn elements(text: &[u8]) -> Option<Vec<Place>> {
    let is_list = Cutter::new(text)
        .peek()
        .is_ok_and(|first| first == Some(b'['));
    let whole = Place {
        start: Origin::BEGINNING,
        range: 0..text.len(),
        pointer: String::new(),
        is_one_of_all: false,
    };
    let found = is_list.then(|| children(text, &whole, &Token::Each))?;
    found.ok()
}

/// What a token leads to in the value at a place.
fn children(text: &[u8], place: &Place, token: &Token) -> Result<Vec<Place>, ReadError> {
    let mut cutter = Cutter::new(&text[place.range.clone()]);
    let children = inside(&mut cutter, token).and_then(|children| {
        cutter.end()?;
        Ok(children)
    });
    // Places were counted from the value that was looked into.
    let around = Origin::at("".into(), place.start);
    let base = place.range.start;
    let children = children.map_err(|error| match error {
        ReadError::Syntax(position, message) => ReadError::Syntax(around.place(position), message),
        io @ ReadError::Io(_) => io,
    })?;
    let children = children.into_iter().map(|child| Place {
        start: around.place(child.start),
        range: base + child.range.start..base + child.range.end,
        pointer: format!("{}/{}", place.pointer, child.pointer),
        is_one_of_all: child.is_one_of_all,
    });
    Ok(children.collect())
}

fn inside(cutter: &mut Cutter<&[u8]>, token: &Token) -> Result<Vec<Place>, ReadError> {
    let mut children: Vec<Place> = Vec::new();
    let mut known: HashMap<Vec<u8>, usize> = HashMap::new();
    match cutter.peek()? {
        Some(b'{') => cutter.object(|cutter, key| {
            let is_wanted = match token {
                Token::Named(name) => key == name.as_bytes(),
                Token::Each => true,
            };
            let child = value(cutter, token)?;
            if !is_wanted {
                return Ok(());
            }
            if children.len() > MOST_VALUES {
                return Err(cutter.error(TOO_MANY));
            }
            if let Some(&at) = known.get(key) {
                children[at] = child;
            } else {
                known.insert(key.to_owned(), children.len());
                children.push(child);
            }
            Ok(())
        })?,
        Some(b'[') => cutter.array(|cutter, index| {
            let mut child = value(cutter, token)?;
            child.pointer = index.to_string();
            let is_wanted = match token {
                Token::Named(name) => child.pointer == *name,
                Token::Each => true,
            };
            if children.len() > MOST_VALUES {
                return Err(cutter.error(TOO_MANY));
            }
            if is_wanted {
                children.push(child);
            }
            Ok(())
        })?,
        Some(b'"') => cutter.skip()?,
        _ => scalar(cutter)?,
    }
    Ok(children)
}

/// Goes past a value, and says where it was.
fn value(cutter: &mut Cutter<&[u8]>, token: &Token) -> Result<Place, ReadError> {
    cutter.peek()?;
    let (start, from) = (cutter.position(), cutter.offset());
    cutter.skip()?;
    Ok(Place {
        start,
        range: from..cutter.offset(),
        pointer: shown(token),
        is_one_of_all: *token == Token::Each,
    })
}

/// Goes past what is neither a string nor has anything in it. Text that is no JSON looks like that.
fn scalar(cutter: &mut Cutter<&[u8]>) -> Result<(), ReadError> {
    let missing = cutter.error("no value begins here");
    let piece = cutter.piece(LONGEST_SCALAR)?;
    match piece.end {
        End::Cut => Err(cutter.error(ENDS_EARLY)),
        End::Broken => Err(cutter.error(BRACKETS)),
        End::Whole | End::TooLong => serde_json::from_slice::<IgnoredAny>(&piece.bytes)
            .map(drop)
            .map_err(|_| missing),
    }
}

/// No number is longer.
const LONGEST_SCALAR: usize = 4096;
