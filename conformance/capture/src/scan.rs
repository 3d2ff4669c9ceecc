//! Scans a JSON text, in pieces, for the end of its first value.
//!
//! Only strings and brackets are looked at: whether the value is right is for the judge to say, and
//! the judge is to get it whole.

use memchr::memchr2;

/// Deeper than this, the kinds of brackets are no longer distinguished. The judge gives up long before, and says so.
const DEEPEST: usize = 1 << 14;

/// What a piece of the text brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// All of it belongs to the value, and more is to come.
    More,
    /// The value ended, before this byte of the piece.
    Done(usize),
    /// Before this byte of the piece the brackets stopped making sense.
    Broken(usize),
}

/// Looks for the end of a value, from its first byte.
#[derive(Debug, Default)]
pub(super) struct Scan {
    /// The brackets that are to come.
    open: Vec<u8>,
    state: State,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum State {
    #[default]
    Before,
    Between,
    String,
    Escape,
    Scalar,
}

impl Scan {
    /// Whether the value ends where the text does, after [`Step::More`].
    pub(super) fn may_end(&self) -> bool {
        self.state == State::Scalar && self.open.is_empty()
    }

    /// Takes the next piece of the text.
    pub(super) fn feed(&mut self, bytes: &[u8]) -> Step {
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            match self.state {
                State::String => {
                    let Some(found) = string_end(&bytes[at..]) else {
                        return Step::More;
                    };
                    at += found;
                    self.state = if bytes[at] == b'"' {
                        State::Between
                    } else {
                        State::Escape
                    };
                    at += 1;
                    if self.state == State::Between && self.open.is_empty() {
                        return Step::Done(at);
                    }
                }
                State::Escape => {
                    self.state = State::String;
                    at += 1;
                }
                State::Scalar if self.open.is_empty() && ends_scalar(byte) => {
                    return Step::Done(at);
                }
                State::Between if !self.open.is_empty() && !is_structural(byte) => {
                    let plain = bytes[at..].iter().position(|&byte| is_structural(byte));
                    let Some(plain) = plain else {
                        return Step::More;
                    };
                    at += plain;
                }
                State::Before | State::Between | State::Scalar => {
                    at += 1;
                    match self.structural(byte) {
                        Step::More => {}
                        Step::Done(_) => return Step::Done(at),
                        Step::Broken(_) => return Step::Broken(at),
                    }
                }
            }
        }
        Step::More
    }

    /// A byte outside of strings.
    fn structural(&mut self, byte: u8) -> Step {
        let closing = match byte {
            b'"' => {
                self.state = State::String;
                return Step::More;
            }
            b'{' => b'}',
            b'[' => b']',
            b'}' | b']' => {
                self.state = State::Between;
                return match self.open.pop() {
                    Some(expected) if expected != byte => Step::Broken(0),
                    None => Step::Broken(0),
                    Some(_) if self.open.is_empty() => Step::Done(0),
                    Some(_) => Step::More,
                };
            }
            _ => {
                if self.open.is_empty() {
                    self.state = State::Scalar;
                }
                return Step::More;
            }
        };
        if self.open.len() == DEEPEST {
            return Step::Broken(0);
        }
        self.state = State::Between;
        self.open.push(closing);
        Step::More
    }
}

/// Most strings are shorter than it takes to begin a search.
const SHORT: usize = 16;

/// The first quote or backslash.
fn string_end(text: &[u8]) -> Option<usize> {
    let (short, long) = text.split_at(text.len().min(SHORT));
    let is_end = |&byte: &u8| byte == b'"' || byte == b'\\';
    let near = short.iter().position(is_end);
    near.or_else(|| memchr2(b'"', b'\\', long).map(|at| at + SHORT))
}

/// Whether a byte outside of strings opens or closes something.
fn is_structural(byte: u8) -> bool {
    const TABLE: [bool; 256] = {
        let mut table = [false; 256];
        table[b'"' as usize] = true;
        table[b'{' as usize] = true;
        table[b'}' as usize] = true;
        table[b'[' as usize] = true;
        table[b']' as usize] = true;
        table
    };
    TABLE[usize::from(byte)]
}

fn ends_scalar(byte: u8) -> bool {
    is_space(byte) || matches!(byte, b',' | b':' | b'[' | b']' | b'{' | b'}' | b'"')
}

/// What JSON has between its tokens.
pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn whole(text: &str) -> Step {
        Scan::default().feed(text.as_bytes())
    }

    #[test]
    fn a_value_ends_where_its_last_bracket_or_quote_is() {
        for (text, length) in [
            ("{} x", 2),
            (r#"{"a":"}\"]"}]"#, 12),
            ("[[1],[2]],", 9),
            (r#""a\\" "#, 5),
            ("12,", 2),
            ("true\n", 4),
        ] {
            assert_eq!(whole(text), Step::Done(length), "{text}");
        }
        for text in ["{", "[\"]", "\"\\\"", "nul"] {
            assert_eq!(whole(text), Step::More, "{text}");
        }
        for (text, length) in [("{]", 2), ("[}", 2), ("}", 1), ("[[}]", 3)] {
            assert_eq!(whole(text), Step::Broken(length), "{text}");
        }
    }

    #[test]
    fn brackets_are_not_kept_without_end() {
        let text = "[".repeat(DEEPEST + 10);
        assert_eq!(whole(&text), Step::Broken(DEEPEST + 1));
    }

    proptest! {
        #[test]
        fn pieces_give_what_the_whole_gives(text in r#"[\[\]{}",:\\a1 ]{0,40}"#, cut in 0_usize..40) {
            let cut = cut.min(text.len());
            let (first, second) = text.as_bytes().split_at(cut);
            let mut scan = Scan::default();
            let pieces = match scan.feed(first) {
                Step::More => match scan.feed(second) {
                    Step::More => Step::More,
                    Step::Done(at) => Step::Done(cut + at),
                    Step::Broken(at) => Step::Broken(cut + at),
                },
                step => step,
            };
            prop_assert_eq!(pieces, whole(&text));
        }
    }
}
