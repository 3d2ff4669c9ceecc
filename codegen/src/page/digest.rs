//! Makes digests of wording, so that a change is seen without keeping a sentence of the vendor's.

use std::hash::Hasher as _;

/// The digest of a text as 16 hexadecimal digits: the 64-bit FNV-1a of its words.
///
/// Bullets, quotes and marks of Markdown differ between the forms of a page, so only what stands
/// between letters or digits counts.
pub fn digest(text: &str) -> String {
    let mut hasher = fnv::FnvHasher::default();
    for word in words(text) {
        hasher.write(word.as_bytes());
        hasher.write(b" ");
    }
    format!("{:016x}", hasher.finish())
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| c.is_whitespace() || "`*|•:()[]\"'".contains(c));
    words
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
}

/// A name or a value as it is kept and shown: without characters that act on a terminal. Of what is
/// too long for one, and so a sentence, or has a number that may be somebody's, the digest.
pub(super) fn short(text: &str) -> String {
    const LONGEST: usize = 60;
    const MOST_WORDS: usize = 5;
    const MOST_DIGITS: usize = 5;
    let is_sentence = text.split_whitespace().nth(MOST_WORDS).is_some();
    let digits = text.split(|c: char| !c.is_ascii_digit());
    let has_number = { digits }.any(|digits| digits.len() > MOST_DIGITS);
    if is_sentence || has_number || text.chars().nth(LONGEST).is_some() {
        format!("~{}", digest(text))
    } else {
        let acts = |c: char| c.is_control() || crate::source::acts_on_terminal(c);
        text.replace(acts, "\u{fffd}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_count_and_marks_do_not() {
        let plain = digest("Version information • Only use V2");
        for same in [
            "Version information - Only use `V2`",
            " Version  information: (Only use V2) ",
        ] {
            assert_eq!(digest(same), plain);
        }
        for other in ["Version information", "Version information Only use V3", ""] {
            assert_ne!(digest(other), plain);
        }
        assert_ne!(digest("from 0 - 1"), digest("from 0.1"));
        // The digest of nothing is that of the algorithm, for ever.
        assert_eq!(digest("…"), "cbf29ce484222325");
    }

    #[test]
    fn a_sentence_is_not_kept() {
        assert_eq!(short("Alien Registration Card"), "Alien Registration Card");
        for kept_out in [
            &"word ".repeat(30),
            "a short sentence of the vendor",
            "901301-1234567",
        ] {
            assert!(short(kept_out).starts_with('~'), "{kept_out}");
        }
    }
}
