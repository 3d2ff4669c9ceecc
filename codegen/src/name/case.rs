//! From any text to a name in one of Rust's cases.

use super::quoted;
use super::reserved::{CRATE, FIELDS, KEYWORDS, PRELUDE, VARIANTS};
use std::fmt;

/// What a name is for; it decides the case, and what the name must keep clear of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Case {
    /// A type: `PetShop`.
    Type,
    /// A variant of an enum: `PetShop`.
    Variant,
    /// A field: `pet_shop`.
    Field,
    /// A module, a constant or a function: `pet_shop`.
    Item,
}

/// Names are kept shorter than this: they become names of files.
const LONGEST: usize = 100;

/// Why no name can be made of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unusable {
    /// A letter or digit outside ASCII, for which Rust has rules of its own.
    NotAscii,
    /// Neither letters nor digits.
    Empty,
    /// A digit comes first.
    Digit,
    /// Too long for the name of a file.
    Long,
}

impl fmt::Display for Unusable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotAscii => "it has letters outside ASCII",
            Self::Empty => "it has neither letters nor digits",
            Self::Digit => "it begins with a digit",
            Self::Long => "it would be longer than 100 letters",
        })
    }
}

impl Case {
    fn snake(self) -> bool {
        matches!(self, Self::Field | Self::Item)
    }

    fn is_reserved(self, name: &str) -> bool {
        let own: &[&[&str]] = match self {
            Self::Type => &[PRELUDE, CRATE],
            Self::Variant => &[VARIANTS],
            Self::Field => &[FIELDS],
            Self::Item => &[],
        };
        KEYWORDS.contains(&name) || own.iter().any(|list| list.contains(&name))
    }
}

/// The name in Rust of something that the document calls `text`.
pub(crate) fn rust_name(text: &str, case: Case) -> Result<String, Unusable> {
    let words = words(text)?;
    let mut name = String::new();
    for word in &words {
        if case.snake() {
            if !name.is_empty() {
                name.push('_');
            }
            name.push_str(word);
        } else {
            let mut letters = word.chars();
            name.extend(letters.next().map(|first| first.to_ascii_uppercase()));
            name.push_str(letters.as_str());
        }
    }
    match name.chars().next() {
        None => return Err(Unusable::Empty),
        Some('0'..='9') => return Err(Unusable::Digit),
        Some(_) if name.len() > LONGEST => return Err(Unusable::Long),
        Some(_) => {}
    }
    if case.is_reserved(&name) {
        name.push('_');
    }
    Ok(name)
}

/// Checks a name that the document gives for Rust: it is taken as it is, or not at all.
pub(crate) fn given(name: &str, case: Case) -> Result<(), String> {
    match rust_name(name, case) {
        Ok(made) if made == name => Ok(()),
        Ok(made) if made.strip_suffix('_') == Some(name) => Err(format!(
            "{} is taken in Rust or in the emitted crate",
            quoted(name)
        )),
        Ok(made) => Err(format!(
            "{} is not how Rust writes it: `{made}`",
            quoted(name)
        )),
        Err(why) => Err(format!("{} is no name in Rust: {why}", quoted(name))),
    }
}

/// The words of a text in lower case: at every sign, and where small letters or digits give way to
/// a capital. Apostrophes are dropped, since they divide no word.
fn words(text: &str) -> Result<Vec<String>, Unusable> {
    let letters: Vec<char> = text.chars().filter(|c| !"'’ʼ".contains(*c)).collect();
    let mut words: Vec<String> = Vec::new();
    let mut inside = false;
    for (index, &letter) in letters.iter().enumerate() {
        if !letter.is_ascii() && letter.is_alphanumeric() {
            return Err(Unusable::NotAscii);
        }
        if !letter.is_ascii_alphanumeric() {
            inside = false;
            continue;
        }
        let before = index.checked_sub(1).and_then(|index| letters.get(index));
        let behind = letters.get(index + 1);
        let begins = letter.is_ascii_uppercase()
            && (before.is_some_and(|c| !c.is_ascii_uppercase())
                || behind.is_some_and(char::is_ascii_lowercase));
        let letter = letter.to_ascii_lowercase();
        match words.last_mut() {
            Some(word) if inside && !begins => word.push(letter),
            _ => words.push(letter.to_string()),
        }
        inside = true;
    }
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found() {
        for (text, expected) in [
            ("coatColourTop", "coat_colour_top"),
            ("X-PET-SECRET", "x_pet_secret"),
            ("URLInfo", "url_info"),
            ("petID", "pet_id"),
            ("mrz1", "mrz1"),
            ("base64Data", "base64_data"),
            ("Dog's Licence", "dogs_licence"),
            ("the dog’s bowl", "the_dogs_bowl"),
            ("__init__", "init"),
            ("$ref", "ref_"),
            ("unknown", "unknown_"),
            ("type", "type_"),
            ("Self", "self_"),
        ] {
            assert_eq!(
                rust_name(text, Case::Field).as_deref(),
                Ok(expected),
                "{text}"
            );
        }
    }

    #[test]
    fn types_and_variants() {
        assert_eq!(rust_name("pet-shop", Case::Type).as_deref(), Ok("PetShop"));
        assert_eq!(rust_name("option", Case::Type).as_deref(), Ok("Option_"));
        assert_eq!(rust_name("self", Case::Variant).as_deref(), Ok("Self_"));
        assert_eq!(
            rust_name("unknown", Case::Variant).as_deref(),
            Ok("Unknown_")
        );
        assert_eq!(
            rust_name("NO_REQUESTED", Case::Variant).as_deref(),
            Ok("NoRequested")
        );
        assert_eq!(rust_name("V2", Case::Variant).as_deref(), Ok("V2"));
    }

    #[test]
    fn some_texts_make_no_name() {
        assert_eq!(rust_name("", Case::Type), Err(Unusable::Empty));
        assert_eq!(rust_name("'", Case::Type), Err(Unusable::Empty));
        assert_eq!(rust_name("+1", Case::Field), Err(Unusable::Digit));
        assert_eq!(rust_name("größe", Case::Field), Err(Unusable::NotAscii));
        assert_eq!(
            rust_name(&"x".repeat(10_000), Case::Field),
            Err(Unusable::Long)
        );
    }

    #[test]
    fn a_given_name_is_taken_as_it_is_or_not_at_all() {
        assert_eq!(given("PetShop", Case::Type), Ok(()));
        assert_eq!(given("type_", Case::Field), Ok(()));
        assert!(given("petShop", Case::Type).is_err());
        assert!(given("Vec", Case::Type).is_err());
        assert!(given("pet shop", Case::Field).is_err());
        assert!(given("", Case::Field).is_err());
    }

    #[test]
    fn the_lists_are_sorted() {
        for list in [KEYWORDS, PRELUDE, CRATE, FIELDS, VARIANTS] {
            assert!(list.is_sorted(), "{list:?}");
        }
    }
}
