//! Proves a JSON text valid, or leaves it undecided. One pass over the bytes, no tree, and no
//! allocation once the buffers are warm.
//!
//! ```text
//! crate::validator   emitted: a function for each type, which knows its members
//! window             bitmaps over a stretch of the text, made as the cursor moves on
//! cursor             the bytes of the text: words, spaces, keys, arrays
//! string, number     values by the grammar, and within bounds
//! skip               values that no schema describes
//! found              undocumented members with the path to each, and strings out of lists
//! ```
//!
//! It never takes for valid what the schema refuses: in doubt the answer is [`Answer::Undecided`],
//! and whoever has the whole schema has to look.

mod cursor;
mod found;
mod number;
mod skip;
mod string;
mod window;

pub use found::{Listed, Step, Undocumented};

pub(crate) use cursor::{Cursor, Seen, Span};
pub(crate) use found::Path;
pub(crate) use number::Bounds;

use super::catalog::Root;
use found::Found;
use window::Window;

/// The function that is emitted for a type: the offset of a value goes in, that of its end comes
/// out. `None` leaves it undecided.
pub(crate) type Check = fn(&mut Cursor<'_>, usize, &Path<'_>) -> Option<usize>;

/// The greatest depth that is followed; deeper texts are undecided.
const DEEPEST: usize = 100;

/// Proves documents of one kind valid.
pub struct Validator {
    check: Check,
    window: Box<Window>,
    found: Found,
}

/// The answer of a [`Validator`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Answer {
    /// The text satisfies the schema and every expectation beside it. It may have undocumented
    /// members: see [`Validator::undocumented`].
    Valid,
    /// The text may or may not satisfy it: the schema has to be evaluated.
    Undecided,
}

impl Validator {
    /// Creates a validator for one kind of document.
    #[must_use]
    pub fn new(root: &'static Root) -> Self {
        Self {
            check: root.check,
            window: Box::new(Window::new()),
            found: Found::default(),
        }
    }

    /// Validates one whole JSON document.
    pub fn check(&mut self, text: &str) -> Answer {
        self.found.clear();
        let text = text.as_bytes();
        self.window.open(text, 0);
        let mut cursor = Cursor {
            text,
            window: &mut self.window,
            found: &mut self.found,
        };
        let start = cursor.space(0);
        let end = (self.check)(&mut cursor, start, &Path::root());
        match end {
            Some(end) if end == text.len() || cursor.space(end) == text.len() => Answer::Valid,
            _ => Answer::Undecided,
        }
    }

    /// The members of the last text that its schema does not name, in the order of the text. The
    /// list is complete only after [`Answer::Valid`].
    pub fn undocumented(&self) -> impl Iterator<Item = Undocumented<'_>> {
        self.found.iter()
    }

    /// The public strings of the last text of which the values are listed, in the order of the
    /// text: those of enumerations, and error codes. The list is complete only after
    /// [`Answer::Valid`].
    pub fn listed(&self) -> impl Iterator<Item = Listed> {
        self.found.listed()
    }
}

impl std::fmt::Debug for Validator {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Validator").finish_non_exhaustive()
    }
}
