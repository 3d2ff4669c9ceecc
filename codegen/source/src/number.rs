//! Holds numbers as they are written.
//!
//! A [`Number`] keeps every digit: a double cannot tell `9007199254740993` from its neighbour, and
//! whether `3.0` is an integer is a question about digits.

mod decimal;

use decimal::Decimal;
use smol_str::SmolStr;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

/// A number that keeps the digits of its text. Two are equal when they mean the same: `100`,
/// `1e2` and `100.0` do.
#[derive(Clone)]
pub struct Number {
    text: SmolStr,
}

impl Number {
    /// A number from a text in the grammar of JSON; `None` for any other.
    pub fn new(text: &str) -> Option<Self> {
        (scan(text.as_bytes()) == Ok(text.len())).then(|| Self::scanned(text))
    }

    /// From a text that [`scan`] has been over.
    pub(super) fn scanned(text: &str) -> Self {
        Self { text: text.into() }
    }

    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether it has no fraction: `3`, `3.0` and `3e2` have none.
    pub fn is_integer(&self) -> bool {
        self.decimal().is_integer()
    }

    /// An integer, however it is written, within 64 signed bits.
    pub fn as_i64(&self) -> Option<i64> {
        let decimal = self.decimal();
        let magnitude = i128::from(decimal.magnitude()?);
        i64::try_from(if decimal.negative {
            -magnitude
        } else {
            magnitude
        })
        .ok()
    }

    /// An integer, however it is written, within 64 unsigned bits.
    pub fn as_u64(&self) -> Option<u64> {
        let decimal = self.decimal();
        decimal
            .magnitude()
            .filter(|&magnitude| magnitude == 0 || !decimal.negative)
    }

    /// The nearest double; `None` beyond their range.
    pub fn as_f64(&self) -> Option<f64> {
        self.text
            .parse()
            .ok()
            .filter(|double: &f64| double.is_finite())
    }

    /// Whether a double can come near it. Most numbers are settled by their length alone.
    pub(super) fn is_in_range(&self) -> bool {
        let is_short = self.text.len() <= 300 && !self.text.contains(['e', 'E']);
        is_short || self.as_f64().is_some()
    }

    /// See [`Node::to_json`](super::Node::to_json).
    #[cfg(feature = "serde_json")]
    pub(super) fn to_json(&self) -> serde_json::Value {
        // `serde_json` has no integer that is minus nought.
        let text = if &*self.text == "-0" {
            "-0.0"
        } else {
            &self.text
        };
        if let Ok(integer) = text.parse::<i64>() {
            return integer.into();
        }
        if let Ok(integer) = text.parse::<u64>() {
            return integer.into();
        }
        self.as_f64().into()
    }

    fn decimal(&self) -> Decimal<'_> {
        Decimal::new(&self.text)
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        self.decimal().cmp(&other.decimal())
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text || self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Number {}

impl Hash for Number {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let decimal = self.decimal();
        decimal.sign().hash(state);
        decimal.point.hash(state);
        decimal.digits().for_each(|digit| digit.hash(state));
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// The length of the number at the beginning of a text, or the place of the byte at which it stops
/// being one; that is the text's length when the text ends too early.
pub(super) fn scan(bytes: &[u8]) -> Result<usize, usize> {
    let mut at = usize::from(bytes.first() == Some(&b'-'));
    at = match bytes.get(at) {
        Some(b'0') => at + 1,
        _ => digits(bytes, at)?,
    };
    if bytes.get(at) == Some(&b'.') {
        at = digits(bytes, at + 1)?;
    }
    if matches!(bytes.get(at), Some(b'e' | b'E')) {
        at += 1;
        at += usize::from(matches!(bytes.get(at), Some(b'+' | b'-')));
        at = digits(bytes, at)?;
    }
    Ok(at)
}

fn digits(bytes: &[u8], from: usize) -> Result<usize, usize> {
    let rest = bytes.get(from..).unwrap_or_default();
    match rest.iter().take_while(|byte| byte.is_ascii_digit()).count() {
        0 => Err(from),
        count => Ok(from + count),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        Number::new(text).unwrap_or_else(|| panic!("{text} is a number"))
    }

    #[test]
    fn takes_the_grammar_of_json_and_nothing_else() {
        for text in ["0", "-0", "10", "1.50", "1e5", "1E+05", "-1.5e-3"] {
            assert_eq!(number(text).as_str(), text);
        }
        for text in [
            "", "-", "+1", "01", "1.", ".5", "1e", "1e+", "0x1", "1 ", "NaN", "Infinity",
        ] {
            assert!(Number::new(text).is_none(), "{text}");
        }
    }

    #[test]
    fn the_place_of_the_first_wrong_byte() {
        for (text, at) in [
            ("-x", 1),
            ("1.x", 2),
            ("1e-x", 3),
            ("-", 1),
            ("1.", 2),
            ("1e+", 3),
        ] {
            assert_eq!(scan(text.as_bytes()), Err(at), "{text}");
        }
    }

    #[test]
    fn is_an_integer_by_its_meaning() {
        for text in [
            "0", "-0", "0.0", "0e-9", "3.0", "3e2", "1.5e1", "100e-2", "1e400",
        ] {
            assert!(number(text).is_integer(), "{text}");
        }
        for text in [
            "0.5",
            "1e-1",
            "1.55e1",
            "101e-2",
            "1e-400",
            "1e-99999999999999999999",
        ] {
            assert!(!number(text).is_integer(), "{text}");
        }
    }

    #[test]
    fn integers_of_64_bits() {
        assert_eq!(number("3.0").as_i64(), Some(3));
        assert_eq!(number("-3e2").as_i64(), Some(-300));
        assert_eq!(number("0e99999999999999999999").as_i64(), Some(0));
        assert_eq!(number("-9223372036854775808").as_i64(), Some(i64::MIN));
        assert_eq!(number("9223372036854775808").as_i64(), None);
        assert_eq!(number("9223372036854775808").as_u64(), Some(1 << 63));
        assert_eq!(number("18446744073709551615").as_u64(), Some(u64::MAX));
        assert_eq!(number("18446744073709551616").as_u64(), None);
        assert_eq!(number("-1").as_u64(), None);
        assert_eq!(number("-0").as_u64(), Some(0));
        assert_eq!(number("1e99999999999999999999").as_u64(), None);
    }

    #[test]
    fn equal_when_they_mean_the_same() {
        let equal = [
            ["100", "1e2"],
            ["100", "100.0"],
            ["-0", "0"],
            ["0.5", "5e-1"],
        ];
        for [a, b] in equal
            .into_iter()
            .chain([["0.050", "5E-02"], ["12.5", "125e-1"]])
        {
            assert_eq!(number(a), number(b));
        }
        assert_ne!(number("9007199254740992"), number("9007199254740993"));
        assert_ne!(number("1"), number("-1"));
    }

    #[test]
    fn ordered_exactly() {
        let ascending = [
            "-1e400",
            "-10",
            "-2",
            "-1.5",
            "-0.01",
            "0",
            "1e-400",
            "0.01",
            "0.1",
            "1",
            "1.01",
            "9007199254740992",
            "9007199254740993",
            "1e400",
        ];
        for pair in ascending.windows(2) {
            assert!(number(pair[0]) < number(pair[1]), "{pair:?}");
        }
    }

    #[test]
    fn the_range_of_doubles() {
        let long = format!("1{}", "0".repeat(309));
        assert!(!number(&long).is_in_range());
        assert!(!number("-1e999").is_in_range());
        assert_eq!(number("1e999").as_f64(), None);
        assert_eq!(number("1e-400").as_f64(), Some(0.0));
        assert!(number("1e-400").is_in_range());
        assert!(number("1.7976931348623157e308").is_in_range());
    }
}
