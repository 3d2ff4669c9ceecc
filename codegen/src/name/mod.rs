//! Makes names in Rust out of the names of a document: words are found, put in the case that Rust
//! asks for, and kept clear of what Rust and the emitted crate already call something.
//!
//! Names are decided once, before anything is emitted. Where a document does not help, one is coined
//! of the text alone, and of two things that would have the same name the second gets a number: both
//! is told, and `x-rust-name` settles it.

mod case;
mod coined;
mod reserved;
mod scope;

pub(crate) use case::Case;
pub use case::Name;
pub(crate) use reserved::{BESIDE_OPERATIONS, METHODS};
pub(crate) use scope::Scope;

/// A name as messages show it: in backticks, on one line, and never longer than a line.
pub(crate) fn quoted(name: &str) -> String {
    const LONGEST: usize = 60;
    if name.is_empty() {
        return "`\"\"`".to_owned();
    }
    let mut shown: String = name
        .chars()
        .take(LONGEST)
        .flat_map(char::escape_debug)
        .collect();
    if name.chars().nth(LONGEST).is_some() {
        shown.push('…');
    }
    format!("`{}`", shown.replace("\\'", "'").replace("\\\"", "\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_quoted_fits_on_a_line() {
        assert_eq!(quoted("Driver's \"Licence\""), "`Driver's \"Licence\"`");
        assert_eq!(quoted("two\nlines"), "`two\\nlines`");
        assert_eq!(quoted(""), "`\"\"`");
        assert_eq!(quoted(&"x".repeat(10_000)).chars().count(), 63);
    }
}
