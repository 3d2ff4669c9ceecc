//! Steps over strings, and counts their characters.
//!
//! Escapes are rare and slow, so they have functions of their own.

use super::cursor::{Cursor, Span};
use super::window;

impl Cursor<'_> {
    /// Steps over a string; `at` is its opening quote.
    #[inline(always)]
    pub(crate) fn string(&mut self, at: usize) -> Option<usize> {
        if self.byte(at) == b'"' {
            self.text(at + 1)
        } else {
            None
        }
    }

    /// Steps over one string out of several, which are sorted and need no escapes.
    pub(crate) fn listed(&mut self, at: usize, sorted: &[&str]) -> Option<usize> {
        let (end, start) = (self.string(at)?, at + 1);
        let text = self.slice(Span {
            start,
            end: end - 1,
        });
        let found = sorted.binary_search_by(|known| known.as_bytes().cmp(text));
        found.is_ok().then_some(end)
    }

    /// Steps over the rest of a string, behind its opening quote.
    #[inline(always)]
    pub(crate) fn text(&mut self, at: usize) -> Option<usize> {
        let bits = self.window.plain(self.text, at);
        let end = at + bits.trailing_zeros() as usize;
        if bits != 0 && self.byte(end) == b'"' {
            Some(end + 1)
        } else {
            self.long_text(at)
        }
    }

    /// Steps over plain text, up to what ends it: at a quote, a backslash, a control character or
    /// the end.
    #[inline]
    pub(super) fn plain(&mut self, mut at: usize) -> usize {
        loop {
            let bits = self.window.plain(self.text, at);
            if bits != 0 {
                return at + bits.trailing_zeros() as usize;
            }
            at += window::BITS;
        }
    }

    #[inline(never)]
    fn long_text(&mut self, mut at: usize) -> Option<usize> {
        loop {
            at = self.plain(at);
            match self.byte(at) {
                b'"' => return Some(at + 1),
                b'\\' => at = self.escape(at)?,
                _ => return None,
            }
        }
    }

    /// Steps over an escape; `at` is its backslash. Half of a surrogate pair is refused.
    fn escape(&self, at: usize) -> Option<usize> {
        match self.byte(at + 1) {
            b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => Some(at + 2),
            b'u' => match self.four_digits(at + 2)? {
                0xD800..=0xDBFF => {
                    let low = self.word(at + 6, br"\u")?;
                    matches!(self.four_digits(low)?, 0xDC00..=0xDFFF).then_some(low + 4)
                }
                0xDC00..=0xDFFF => None,
                _ => Some(at + 6),
            },
            _ => None,
        }
    }

    fn four_digits(&self, at: usize) -> Option<u32> {
        (at..at + 4).try_fold(0, |unit, at| {
            Some(unit << 4 | char::from(self.byte(at)).to_digit(16)?)
        })
    }

    /// Steps over a string whose number of characters is within limits.
    pub(crate) fn string_of(&mut self, at: usize, least: usize, most: usize) -> Option<usize> {
        let end = self.string(at)?;
        let text = self.slice(Span {
            start: at + 1,
            end: end - 1,
        });
        // An escape is longer than what it stands for.
        if text.contains(&b'\\') {
            return None;
        }
        let continues = |byte: &&u8| **byte & 0xC0 == 0x80;
        let count = text.len() - text.iter().filter(continues).count();
        (least..=most).contains(&count).then_some(end)
    }
}
