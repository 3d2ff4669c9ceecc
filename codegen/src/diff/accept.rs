//! Reads the accept file: changes that somebody has looked at, each with a reason.
//!
//! ```toml
//! [[accept]]
//! change = "0123456789abcdef"
//! why = "no client sends it"
//! ```

use serde::Deserialize;

/// An accept file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accepted {
    /// Its entries.
    #[serde(default)]
    pub accept: Vec<Entry>,
}

/// A change that is accepted.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Its fingerprint.
    pub change: String,
    /// Why.
    pub why: String,
}

impl Accepted {
    /// Reads the text of one.
    ///
    /// # Errors
    ///
    /// In words, with the place, where it is no TOML of this shape, or an entry has no reason.
    pub fn parse(text: &str) -> Result<Self, String> {
        let read: Self = toml::from_str(text).map_err(|error| error.to_string())?;
        match read.accept.iter().find(|it| it.why.trim().is_empty()) {
            Some(entry) => Err(format!(
                "`{}` is accepted without a reason; write one as `why`",
                entry.change
            )),
            None => Ok(read),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_needed() {
        let text = |why: &str| format!("[[accept]]\nchange = \"00\"\nwhy = \"{why}\"\n");
        assert_eq!(Accepted::parse(&text("known")).unwrap().accept.len(), 1);
        assert!(
            Accepted::parse(&text(" "))
                .unwrap_err()
                .contains("without a reason")
        );
        assert!(Accepted::parse("[[accept]]\nchange = \"00\"").is_err());
        assert!(Accepted::parse("[[accepts]]\n").is_err());
    }
}
