//! Coins a name for what [`Name::new`] makes none of: signs, digits first, letters outside of ASCII,
//! nothing at all, and what is too long. A name depends on its text alone.

use super::Case;
use super::case::{LONGEST, Name, is_letter, words};
use std::fmt::Write as _;

/// What the signs of ASCII are called.
const SIGNS: [(char, &str); 30] = [
    ('!', "not"),
    ('"', "quote"),
    ('#', "hash"),
    ('$', "dollar"),
    ('%', "percent"),
    ('&', "and"),
    ('\'', "apostrophe"),
    ('(', "open"),
    (')', "close"),
    ('*', "star"),
    ('+', "plus"),
    (',', "comma"),
    ('-', "minus"),
    ('.', "dot"),
    ('/', "slash"),
    (':', "colon"),
    (';', "semicolon"),
    ('<', "less"),
    ('=', "equal"),
    ('>', "greater"),
    ('?', "question"),
    ('@', "at"),
    ('\\', "backslash"),
    ('^', "caret"),
    ('_', "underscore"),
    ('`', "backquote"),
    ('|', "or"),
    ('~', "tilde"),
    (' ', "space"),
    ('\t', "tab"),
];

/// What a long name keeps of its text, before a number that depends on all of it.
const KEPT: usize = LONGEST - 20;

impl Name {
    /// The name of something that the document calls `text`, whatever that is.
    pub(crate) fn coined(text: &str, case: Case) -> Self {
        let mut words = words(&spelt(text));
        match words.first_mut() {
            None => words.push("empty".to_owned()),
            Some(first) if first.starts_with(|c: char| c.is_numeric()) => first.insert(0, 'n'),
            Some(_) => {}
        }
        let words = digits_apart(words, case);
        let name = Self::of_words(&words, case);
        if name.trim_end_matches('_').len() <= LONGEST {
            return name;
        }
        let mut kept = name.floor_char_boundary(KEPT);
        while kept > 0 && name[..kept].ends_with('_') {
            kept -= 1;
        }
        let mut words = super::case::words(&name[..kept]);
        words.push(format!("h{:016x}", digest(text)));
        Self::of_words(&words, case)
    }

    /// The name with a number behind it, for what collides.
    pub(crate) fn numbered(&self, number: usize) -> Self {
        let apart = self.ends_with(|c: char| c.is_ascii_digit());
        let gap = if apart { "_" } else { "" };
        Self::raw(format!("{}{gap}{number}", self.trim_end_matches('_')))
    }

    /// The name as a module: a file, which Rust finds by ASCII alone.
    pub(crate) fn module(&self) -> Self {
        let name = self.in_case(Case::Item);
        if name.is_ascii() {
            return name;
        }
        let mut ascii = String::new();
        for letter in name.chars() {
            if letter.is_ascii() {
                ascii.push(letter);
            } else {
                // Writing to a string cannot fail.
                let _ = write!(ascii, "u{:x}", u32::from(letter));
            }
        }
        if ascii.len() > LONGEST {
            ascii.truncate(KEPT);
            let _ = write!(ascii, "h{:016x}", digest(&name));
        }
        Self::raw(ascii)
    }
}

/// The text with a word for each sign before its first letter or digit, and for each letter that
/// Rust would warn about.
fn spelt(text: &str) -> String {
    let mut spelt = String::new();
    let mut leading = true;
    for c in text.chars() {
        if c.is_ascii_alphanumeric() || is_letter(c) {
            leading = false;
            spelt.push(c);
        } else if let Some((_, word)) = SIGNS.iter().find(|(sign, _)| *sign == c) {
            spelt.push(' ');
            spelt.push_str(if leading { word } else { "" });
            spelt.push(' ');
        } else if leading || c.is_alphanumeric() {
            let _ = write!(spelt, " u{:x} ", u32::from(c));
        } else {
            spelt.push(' ');
        }
    }
    spelt
}

/// In a case without underscores, digits would run into digits.
fn digits_apart(words: Vec<String>, case: Case) -> Vec<String> {
    if case.snake() {
        return words;
    }
    let mut apart: Vec<String> = Vec::new();
    for word in words {
        let begins = word.starts_with(|c: char| c.is_ascii_digit());
        match apart.last_mut() {
            Some(last) if begins && last.ends_with(|c: char| c.is_ascii_digit()) => {
                last.push('_');
                last.push_str(&word);
            }
            _ => apart.push(word),
        }
    }
    apart
}

/// FNV-1a of 64 bits: the same everywhere and always.
fn digest(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |digest, byte| {
        (digest ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_has_a_name() {
        for (text, variant, field) in [
            ("1", "N1", "n1"),
            ("-1", "Minus1", "minus_1"),
            ("+1", "Plus1", "plus_1"),
            ("", "Empty", "empty"),
            (" ", "Space", "space"),
            ("*", "Star", "star"),
            ("<=", "LessEqual", "less_equal"),
            ("2024-01-02", "N2024_01_02", "n2024_01_02"),
            ("3d model", "N3dModel", "n3d_model"),
            ("가게 이름", "가게이름", "가게_이름"),
            ("größe", "Größe", "größe"),
            ("日本2", "日本2", "日本2"),
            ("д", "U434", "u434"),
            ("—", "U2014", "u2014"),
            ("😀", "U1f600", "u1f600"),
        ] {
            assert_eq!(&*Name::coined(text, Case::Variant), variant, "{text}");
            assert_eq!(&*Name::coined(text, Case::Field), field, "{text}");
        }
    }

    #[test]
    fn what_is_long_keeps_its_beginning() {
        let (one, other) = ("x".repeat(300), "x".repeat(301));
        let [one, other] = [one, other].map(|text| Name::coined(&text, Case::Type));
        assert!(one.len() <= LONGEST && one != other, "{one} {other}");
        assert!(one.starts_with("Xxxxxx"));
        let hangul = Name::coined(&"가".repeat(300), Case::Field);
        assert!(hangul.len() <= LONGEST && hangul.module().len() <= LONGEST);
    }

    #[test]
    fn modules_and_numbers() {
        let name = |text| Name::coined(text, Case::Type);
        assert_eq!(&*name("가게").module(), "uac00uac8c");
        assert_eq!(&*name("Pet Shop").module(), "pet_shop");
        assert_eq!(&*name("pet").numbered(2), "Pet2");
        assert_eq!(&*name("pet1").numbered(2), "Pet1_2");
    }
}
