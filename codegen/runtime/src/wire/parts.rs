//! Parts of a form whose names the schema does not say: [`FreeParts`].

use super::file::FilePart;
use super::redacted::Personal;
use std::fmt;

/// Parts of a form, each under the name that the caller gives it, in the order in which they are
/// sent. Several may have one name. `Debug` shows how many there are.
///
/// # Examples
///
/// ```
/// use codegen_runtime::wire::{FilePart, FreeParts};
///
/// let parts = FreeParts::new()
///     .with_text("title", "Two pages")
///     .with_file("pages", FilePart::new("1.png", "image/png", b"PNG".to_vec()));
/// assert_eq!(format!("{parts:?}"), "FreeParts(2)");
/// ```
#[derive(Clone, PartialEq, Eq, Default)]
pub struct FreeParts(Vec<(String, FreePart)>);

/// What travels in one of them.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum FreePart {
    Text(Personal<String>),
    File(FilePart),
}

impl FreeParts {
    /// Without any.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a part that holds a text, as it stands.
    #[must_use]
    pub fn with_text(self, name: impl Into<String>, text: impl Into<Personal<String>>) -> Self {
        self.with(name.into(), FreePart::Text(text.into()))
    }

    /// Adds a file.
    #[must_use]
    pub fn with_file(self, name: impl Into<String>, file: FilePart) -> Self {
        self.with(name.into(), FreePart::File(file))
    }

    fn with(mut self, name: String, part: FreePart) -> Self {
        self.0.push((name, part));
        self
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn into_parts(self) -> Vec<(String, FreePart)> {
        self.0
    }
}

impl fmt::Debug for FreeParts {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "FreeParts({})", self.len())
    }
}
