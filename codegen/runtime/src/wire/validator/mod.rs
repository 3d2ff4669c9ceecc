//! The fast half of a verdict: a text comes in, and either it is proven to be valid or somebody
//! else has to look. One pass over the bytes, no tree, nothing allocated once the buffers are warm.
//!
//! ```text
//! crate::validator   what is emitted: a function for each type, which member where
//! window             bitmaps over a stretch of the text, made as the cursor moves on
//! cursor             the text by its bytes: words, spaces, keys, arrays
//! string, number     values by the grammar, and within bounds
//! skip               values that no schema speaks of
//! found              undocumented members, and the way to them
//! ```
//!
//! It stands apart from the types because it builds nothing, and because it has one promise to
//! keep: it never takes for valid what the schema refuses. So whatever is in doubt it leaves to who
//! has the whole schema, and every shortcut here may only ever say *undecided*.

mod cursor;
mod found;
mod number;
mod skip;
mod string;
mod window;

pub use found::{Step, Undocumented};

pub(crate) use cursor::{Cursor, Seen, Span};
pub(crate) use found::Way;
pub(crate) use number::Bounds;

use super::catalog::Root;
use found::Found;
use window::Window;

/// What is emitted for a type: where a value begins comes in, where it ends goes out. `None` leaves
/// it to somebody else.
pub(crate) type Check = fn(&mut Cursor<'_>, usize, &Way<'_>) -> Option<usize>;

/// As deep as the first tier follows; who reads the text to explain it goes a little further.
const DEEPEST: usize = 100;

/// Proves documents valid.
pub struct Validator {
    check: Check,
    window: Box<Window>,
    found: Found,
}

/// What a [`Validator`] can say of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Answer {
    /// It satisfies the schema and every expectation beside it; all there is to say of it is which
    /// members are undocumented.
    Valid,
    /// It may or may not: the schema has to be asked.
    Undecided,
}

impl Validator {
    /// For documents of that kind.
    #[must_use]
    pub fn new(root: &'static Root) -> Self {
        Self {
            check: root.check,
            window: Box::new(Window::new()),
            found: Found::default(),
        }
    }

    /// One whole JSON document.
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
        let end = (self.check)(&mut cursor, start, &Way::root());
        match end {
            Some(end) if end == text.len() || cursor.space(end) == text.len() => Answer::Valid,
            _ => Answer::Undecided,
        }
    }

    /// The members of the last text that its schema does not name, in the order of the text. Only
    /// after [`Answer::Valid`] is it all of them.
    pub fn undocumented(&self) -> impl Iterator<Item = Undocumented<'_>> {
        self.found.iter()
    }
}

impl std::fmt::Debug for Validator {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Validator").finish_non_exhaustive()
    }
}
