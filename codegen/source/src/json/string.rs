//! The strings of JSON, decoded.

use super::{FaultKind, Reader, Step};
use smol_str::SmolStr;

impl Reader<'_> {
    /// A key whose opening quote is the next byte. Nearly all are short and have no escape, and are
    /// taken out of the text as they stand.
    pub(super) fn key(&mut self) -> Step<SmolStr> {
        let start = self.at + 1;
        let end = start + plain_length(self.text.as_bytes().get(start..).unwrap_or_default());
        if self.text.as_bytes().get(end) == Some(&b'"') {
            self.at = end + 1;
            return Ok(self.slice(start..end).into());
        }
        self.string().map(SmolStr::from)
    }

    /// A string whose opening quote is the next byte.
    pub(super) fn string(&mut self) -> Step<String> {
        self.at += 1;
        let mut decoded = String::new();
        loop {
            let start = self.at;
            self.at += plain_length(self.text.as_bytes().get(start..).unwrap_or_default());
            decoded.push_str(self.slice(start..self.at));
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(decoded);
                }
                Some(b'\\') => decoded.push(self.escape()?),
                Some(_) => return Err(self.unexpected("an escape, as control characters need one")),
                None => return Err(self.unexpected("a closing quote")),
            }
        }
    }

    /// An escape whose backslash is the next byte.
    fn escape(&mut self) -> Step<char> {
        let start = self.at;
        self.at += 1;
        let decoded = match self.peek() {
            Some(plain @ (b'"' | b'\\' | b'/')) => char::from(plain),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                self.at += 1;
                return self.code_point(start);
            }
            _ => return Err(self.unexpected("one of `\"\\/bfnrtu`")),
        };
        self.at += 1;
        Ok(decoded)
    }

    /// The character of a `\u` escape that began at `start`; the next byte is its first digit.
    fn code_point(&mut self, start: usize) -> Step<char> {
        let unit = self.four_digits()?;
        if let Some(decoded) = char::from_u32(unit) {
            return Ok(decoded);
        }
        let end = self.at;
        let rest = self.text.as_bytes().get(end..).unwrap_or_default();
        if rest.starts_with(br"\u") {
            self.at += 2;
            let low = self.four_digits()?;
            if let Some(decoded) = pair(unit, low) {
                return Ok(decoded);
            }
            // The second escape may begin a pair of its own, so it is read again.
            self.at = end;
        } else if br"\u".starts_with(rest) {
            self.at = self.text.len();
            return Err(self.unexpected("the other half of a surrogate pair"));
        }
        self.fault(
            FaultKind::LoneSurrogate,
            start..end,
            "half of a surrogate pair",
        );
        Ok(char::REPLACEMENT_CHARACTER)
    }

    fn four_digits(&mut self) -> Step<u32> {
        let mut unit = 0;
        for _ in 0..4 {
            let digit = self.peek().and_then(|byte| char::from(byte).to_digit(16));
            let Some(digit) = digit else {
                return Err(self.unexpected("a hexadecimal digit"));
            };
            unit = unit * 16 + digit;
            self.at += 1;
        }
        Ok(unit)
    }
}

/// The character that two halves make, if they are a first and a second.
fn pair(first: u32, second: u32) -> Option<char> {
    let high = first.checked_sub(0xD800).filter(|&high| high < 0x400)?;
    let low = second.checked_sub(0xDC00).filter(|&low| low < 0x400)?;
    char::from_u32(0x1_0000 + high * 0x400 + low)
}

/// How many bytes come before a quote, a backslash or a control character. A block at a time, in a
/// form that compilers turn into vector instructions: an image in a string is megabytes long.
fn plain_length(bytes: &[u8]) -> usize {
    let is_special = |byte: u8| byte < 0x20 || byte == b'"' || byte == b'\\';
    let (blocks, _) = bytes.as_chunks::<16>();
    let plain_blocks = blocks
        .iter()
        .take_while(|block| {
            !block
                .iter()
                .fold(false, |any, &byte| any | is_special(byte))
        })
        .count();
    let rest = bytes.get(plain_blocks * 16..).unwrap_or_default();
    plain_blocks * 16 + rest.iter().take_while(|&&byte| !is_special(byte)).count()
}
