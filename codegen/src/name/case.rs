//! Makes names in Rust's cases out of any text.

use super::quoted;
use super::reserved::{CRATE, FIELDS, KEYWORDS, PRELUDE, VARIANTS};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{IdentFragment, ToTokens};
use std::fmt;
use std::ops::Deref;

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
pub(super) const LONGEST: usize = 100;

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
    pub(super) fn snake(self) -> bool {
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

/// A name in Rust: words in one of Rust's cases, and no keyword.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name(String);

impl Name {
    /// The name of something that the document calls `text`.
    pub(crate) fn new(text: &str, case: Case) -> Result<Self, Unusable> {
        if text.chars().any(|c| !c.is_ascii() && c.is_alphanumeric()) {
            return Err(Unusable::NotAscii);
        }
        let name = Self::of_words(&words(text), case);
        match name.chars().next() {
            None => Err(Unusable::Empty),
            Some('0'..='9') => Err(Unusable::Digit),
            Some(_) if name.trim_end_matches('_').len() > LONGEST => Err(Unusable::Long),
            Some(_) => Ok(name),
        }
    }

    /// A name that the document gives for Rust: it is taken as it is, or not at all.
    pub(crate) fn given(name: &str, case: Case) -> Result<Self, String> {
        match Self::new(name, case) {
            Ok(made) if *made == *name => Ok(made),
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

    /// The name as text; in emitted code, as a string.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The same words in another case.
    pub(crate) fn in_case(&self, case: Case) -> Self {
        Self::of_words(&words(self), case)
    }

    /// The name with an underscore behind it.
    pub(crate) fn underscored(&self) -> Self {
        Self(format!("{}_", self.0))
    }

    /// What is a name already.
    pub(super) fn raw(name: String) -> Self {
        Self(name)
    }

    pub(super) fn of_words(words: &[String], case: Case) -> Self {
        let mut name = String::new();
        for word in words {
            if case.snake() {
                if !name.is_empty() {
                    name.push('_');
                }
                name.push_str(word);
            } else {
                let mut letters = word.chars();
                name.extend(letters.next().into_iter().flat_map(char::to_uppercase));
                name.push_str(letters.as_str());
            }
        }
        if case.is_reserved(&name) {
            name.push('_');
        }
        Self(name)
    }
}

impl Deref for Name {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

/// In emitted code a name is an identifier.
impl ToTokens for Name {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        Ident::new(&self.0, Span::call_site()).to_tokens(tokens);
    }
}

impl IdentFragment for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether a letter outside of ASCII stands in a name as it is: those of Hangul, of Chinese and
/// Japanese, and the Latin ones of which Rust has no warning.
pub(super) fn is_letter(c: char) -> bool {
    matches!(c,
        '가'..='힣' | '一'..='鿿' | 'ぁ'..='ゖ' | 'ァ'..='ヺ'
        | 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='þ')
}

/// The words of a text in lower case: at every sign, and where small letters or digits give way to
/// a capital. Apostrophes are dropped, since they divide no word.
pub(super) fn words(text: &str) -> Vec<String> {
    let letters: Vec<char> = text.chars().filter(|c| !"'’ʼ".contains(*c)).collect();
    let mut words: Vec<String> = Vec::new();
    let mut inside = false;
    for (index, &letter) in letters.iter().enumerate() {
        if !letter.is_ascii_alphanumeric() && !is_letter(letter) {
            inside = false;
            continue;
        }
        let before = index.checked_sub(1).and_then(|index| letters.get(index));
        let behind = letters.get(index + 1);
        let begins = letter.is_uppercase()
            && (before.is_some_and(|c| !c.is_uppercase())
                || behind.is_some_and(|c| c.is_lowercase()));
        match words.last_mut() {
            Some(word) if inside && !begins => word.extend(letter.to_lowercase()),
            _ => words.push(letter.to_lowercase().collect()),
        }
        inside = true;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::super::reserved::{BESIDE_OPERATIONS, METHODS};
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
                Name::new(text, Case::Field).as_deref(),
                Ok(expected),
                "{text}"
            );
        }
    }

    #[test]
    fn types_and_variants() {
        assert_eq!(Name::new("pet-shop", Case::Type).as_deref(), Ok("PetShop"));
        assert_eq!(Name::new("option", Case::Type).as_deref(), Ok("Option_"));
        assert_eq!(Name::new("self", Case::Variant).as_deref(), Ok("Self_"));
        assert_eq!(
            Name::new("unknown", Case::Variant).as_deref(),
            Ok("Unknown_")
        );
        assert_eq!(
            Name::new("NO_REQUESTED", Case::Variant).as_deref(),
            Ok("NoRequested")
        );
        assert_eq!(Name::new("V2", Case::Variant).as_deref(), Ok("V2"));
    }

    #[test]
    fn some_texts_make_no_name() {
        assert_eq!(Name::new("", Case::Type), Err(Unusable::Empty));
        assert_eq!(Name::new("'", Case::Type), Err(Unusable::Empty));
        assert_eq!(Name::new("+1", Case::Field), Err(Unusable::Digit));
        assert_eq!(Name::new("größe", Case::Field), Err(Unusable::NotAscii));
        assert_eq!(
            Name::new(&"x".repeat(10_000), Case::Field),
            Err(Unusable::Long)
        );
    }

    #[test]
    fn a_given_name_is_taken_as_it_is_or_not_at_all() {
        assert!(Name::given("PetShop", Case::Type).is_ok());
        assert!(Name::given("type_", Case::Field).is_ok());
        assert!(Name::given("petShop", Case::Type).is_err());
        assert!(Name::given("Vec", Case::Type).is_err());
        assert!(Name::given("pet shop", Case::Field).is_err());
        assert!(Name::given("", Case::Field).is_err());
    }

    #[test]
    fn the_lists_are_sorted() {
        for list in [
            KEYWORDS,
            PRELUDE,
            CRATE,
            FIELDS,
            VARIANTS,
            METHODS,
            BESIDE_OPERATIONS,
        ] {
            assert!(list.is_sorted(), "{list:?}");
        }
    }

    #[test]
    fn a_name_may_be_longer_in_another_case() {
        let name = Name::new(&"A".repeat(100), Case::Type).expect("it is a name");
        assert_eq!(name.in_case(Case::Item).len(), 100);
        let name = Name::new(&"Ab1".repeat(33), Case::Type).expect("it is a name");
        assert_eq!(name.in_case(Case::Item).len(), 131);
    }
}
