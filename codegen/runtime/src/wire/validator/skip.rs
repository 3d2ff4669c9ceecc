//! Steps over values that no schema describes, by the whole grammar.
//!
//! A repeated key is a finding wherever it is, so keys are kept while their object is open; an
//! object with more than a few of them is left undecided.

use super::cursor::{Cursor, Span};

/// The greatest depth of a value that is stepped over, counted from the root of the document.
const DEEPEST: usize = 120;

/// The greatest number of keys of one object that are compared with one another.
pub(super) const KEYS: usize = 32;

impl Cursor<'_> {
    /// Steps over any value, at this depth.
    pub(crate) fn any(&mut self, at: usize, depth: usize) -> Option<usize> {
        match self.byte(at) {
            b'"' => self.text(at + 1),
            b'{' => self.any_object(at, depth),
            b'[' if depth < DEEPEST => {
                let array = self.array(at, |cursor, at, _| cursor.any(at, depth + 1));
                array.map(|(end, _)| end)
            }
            b't' => self.word(at, b"true"),
            b'f' => self.word(at, b"false"),
            b'n' => self.null(at),
            _ => self.number(at),
        }
    }

    fn any_object(&mut self, at: usize, depth: usize) -> Option<usize> {
        let open = self.keys();
        let end = self.each_member(at, depth, |_| ());
        self.forget_keys(open);
        end
    }

    /// Steps over any object, and passes each key to `see`. A repeated key leaves it undecided.
    fn each_member(
        &mut self,
        start: usize,
        depth: usize,
        mut see: impl FnMut(&[u8]),
    ) -> Option<usize> {
        let mut at = self.open(start)?;
        if depth >= DEEPEST {
            return None;
        }
        if self.byte(at) == b'}' {
            return Some(at + 1);
        }
        let open = self.keys();
        loop {
            let (key, value) = self.key(at)?;
            self.keep_key(open, key)?;
            see(self.slice(key));
            at = self.any(value, depth + 1)?;
            if !self.comma(&mut at) {
                return self.word(at, b"}");
            }
        }
    }

    /// How many keys of open objects are kept.
    pub(crate) fn keys(&self) -> usize {
        self.found.keys.len()
    }

    /// Forgets the keys of an object that is closed.
    pub(crate) fn forget_keys(&mut self, open: usize) {
        self.found.keys.truncate(open);
    }

    /// Keeps a key of the object before which so many were kept; a repeated one leaves it
    /// undecided.
    pub(crate) fn keep_key(&mut self, open: usize, key: Span) -> Option<()> {
        let keys = self.found.keys.get(open..).unwrap_or_default();
        let name = self.slice(key);
        if keys.len() >= KEYS || keys.iter().any(|other| self.slice(*other) == name) {
            return None;
        }
        self.found.keys.push(key);
        Some(())
    }

    /// Finds which of several shapes an object has, by the members that each requires: bits into
    /// `names`. Where `exclusive`, exactly one has to fit; otherwise the first that does is taken.
    pub(crate) fn branch(
        &mut self,
        at: usize,
        depth: usize,
        names: &[&[u8]],
        required: &[u64],
        exclusive: bool,
    ) -> Option<usize> {
        let mut seen = 0_u64;
        let open = self.keys();
        let end = self.each_member(at, depth, |key| {
            if let Some(bit) = names.iter().position(|name| *name == key) {
                seen |= 1 << bit;
            }
        });
        self.forget_keys(open);
        end?;
        let mut fitting = (0..).zip(required).filter(|(_, all)| seen & **all == **all);
        let (first, _) = fitting.next()?;
        (!exclusive || fitting.next().is_none()).then_some(first)
    }
}
