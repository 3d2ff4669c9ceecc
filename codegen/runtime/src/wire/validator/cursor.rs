//! Steps over the bytes of a text: words and spaces between values, the members of an object, the
//! items of an array.
//!
//! An offset goes in and the offset behind comes out, by value, so the compiler may keep it in a
//! register across a whole document, and no load is waited for to know where the next byte is.

use super::found::Found;
use super::window::{self, Window};

pub(crate) struct Cursor<'t> {
    pub(super) text: &'t [u8],
    pub(super) window: &'t mut Window,
    pub(super) found: &'t mut Found,
}

/// A stretch of the text.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Span {
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// What has been seen of an object: a bit for each member, and the text of the one that names which
/// of several is expected.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Seen<M> {
    pub(crate) members: M,
    pub(crate) name: Span,
}

impl<'t> Cursor<'t> {
    /// The byte at an offset; behind the end a nought, which is valid nowhere.
    #[inline(always)]
    pub(crate) fn byte(&self, at: usize) -> u8 {
        self.text.get(at).copied().unwrap_or_default()
    }

    /// Whether the text has these bytes at an offset.
    #[inline(always)]
    pub(crate) fn has<const N: usize>(&self, at: usize, word: &[u8; N]) -> bool {
        let rest = self.text.get(at..).unwrap_or_default();
        rest.first_chunk() == Some(word)
    }

    /// Steps over an expected word.
    #[inline(always)]
    pub(crate) fn word<const N: usize>(&self, at: usize, word: &[u8; N]) -> Option<usize> {
        self.has(at, word).then_some(at + N)
    }

    #[inline]
    pub(crate) fn boolean(&self, at: usize) -> Option<usize> {
        self.word(at, b"true").or_else(|| self.word(at, b"false"))
    }

    #[inline]
    pub(crate) fn null(&self, at: usize) -> Option<usize> {
        self.word(at, b"null")
    }

    /// Checks that a value is not `null`, and does not step over it.
    #[inline]
    pub(crate) fn some(&self, at: usize) -> Option<usize> {
        (self.byte(at) != b'n').then_some(at)
    }

    pub(crate) fn slice(&self, span: Span) -> &'t [u8] {
        self.text.get(span.start..span.end).unwrap_or_default()
    }

    /// Leaves a value undecided, because of a keyword that is not compiled.
    #[cold]
    pub(crate) fn undecided(_: usize) -> Option<usize> {
        None
    }

    /// Steps over spaces.
    #[inline(always)]
    pub(crate) fn space(&mut self, at: usize) -> usize {
        if self.byte(at) > b' ' {
            at
        } else {
            self.skip_space(at)
        }
    }

    #[inline(never)]
    fn skip_space(&mut self, mut at: usize) -> usize {
        // One space behind a comma or a colon is how many writers do it.
        if self.byte(at) == b' ' && self.byte(at + 1) > b' ' {
            return at + 1;
        }
        loop {
            let bits = self.window.spaces(self.text, at);
            if bits != 0 {
                return at + bits.trailing_zeros() as usize;
            }
            at += window::BITS;
        }
    }

    /// Steps over an array, and counts its items.
    #[inline(always)]
    pub(crate) fn array(
        &mut self,
        at: usize,
        mut item: impl FnMut(&mut Self, usize, usize) -> Option<usize>,
    ) -> Option<(usize, usize)> {
        if self.byte(at) != b'[' {
            return None;
        }
        let mut at = self.space(at + 1);
        if self.byte(at) == b']' {
            return Some((at + 1, 0));
        }
        let mut count = 0;
        loop {
            at = item(self, at, count)?;
            count += 1;
            if !self.comma(&mut at) {
                return Some((self.word(at, b"]")?, count));
            }
        }
    }

    /// Steps over the brace that opens an object, and spaces.
    #[inline(always)]
    pub(crate) fn open(&mut self, at: usize) -> Option<usize> {
        if self.byte(at) == b'{' {
            Some(self.space(at + 1))
        } else {
            None
        }
    }

    /// Whether another value follows. `at` is moved to it, or to whatever stands instead of a
    /// comma.
    #[inline(always)]
    pub(crate) fn comma(&mut self, at: &mut usize) -> bool {
        *at = self.space(*at);
        let more = self.byte(*at) == b',';
        if more {
            *at = self.space(*at + 1);
        }
        more
    }

    /// Steps over a key; returns it, and the offset of its value. A key with escapes is left
    /// undecided, since it may spell a known name.
    #[inline]
    pub(crate) fn key(&mut self, at: usize) -> Option<(Span, usize)> {
        if self.byte(at) != b'"' {
            return None;
        }
        let start = at + 1;
        let end = self.plain(start);
        if self.byte(end) != b'"' {
            return None;
        }
        let colon = self.space(end + 1);
        if self.byte(colon) != b':' {
            return None;
        }
        Some((Span { start, end }, self.space(colon + 1)))
    }
}
