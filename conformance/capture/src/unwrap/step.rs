//! Says where in a document the payload is: the steps of a path, and pointers with wildcards.

use std::fmt;

/// One step into a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// To the value at a pointer, or the values at one with wildcards.
    Pointer(Pointer),
    /// From a string to the text in it. An object or a list is what it is already.
    JsonString,
    /// From base64 to the bytes that it means, decompressed.
    Base64,
}

/// An RFC 6901 pointer, in which `*` stands for the elements of a list and the members of an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pointer {
    pub(super) tokens: Vec<Token>,
}

/// One token of a pointer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// A key, or the index of an element.
    Named(String),
    /// Each element, or each member.
    Each,
}

/// Not a pointer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadPointer;

impl fmt::Display for BadPointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a pointer begins with / and has ~0 for ~ and ~1 for /, as in /_source/body")
    }
}

impl std::error::Error for BadPointer {}

impl Step {
    /// To the value at a pointer.
    pub fn pointer(text: &str) -> Result<Self, BadPointer> {
        let mut parts = text.split('/');
        if parts.next() != Some("") {
            return Err(BadPointer);
        }
        let tokens = parts.map(token).collect::<Option<_>>().ok_or(BadPointer)?;
        Ok(Self::Pointer(Pointer { tokens }))
    }
}

fn token(text: &str) -> Option<Token> {
    if text == "*" {
        return Some(Token::Each);
    }
    let mut parts = text.split('~');
    let mut token = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (escaped, rest) = match part.as_bytes().first()? {
            b'0' => ('~', &part[1..]),
            b'1' => ('/', &part[1..]),
            _ => return None,
        };
        token.push(escaped);
        token.push_str(rest);
    }
    Some(Token::Named(token))
}
