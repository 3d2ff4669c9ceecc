//! Steps over numbers, by the grammar and within bounds, as far as counting digits proves it.
//!
//! Numbers are most of some documents. The end of a common one (a sign or none, a few digits, a
//! point or none, a few digits) is computed without a branch on any of that; the others take a
//! slower function.

use super::cursor::{Cursor, Span};
use super::window;

/// The bounds of a number.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bounds {
    pub(crate) least: i64,
    pub(crate) most: i64,
    /// Without a fraction.
    pub(crate) whole: bool,
    /// A multiple of this; 1 where anything goes.
    pub(crate) multiple: i64,
}

/// A number without an exponent.
struct Plain {
    /// The offset of its first digit.
    start: usize,
    /// The number of digits before the point.
    digits: usize,
    fraction: bool,
    end: usize,
}

/// So many digits fit into 64 bits, whatever they are.
const SAFE_DIGITS: usize = 18;

/// Up to so many, doubles still tell every whole number from the next.
const EXACT_DIGITS: usize = 15;

/// A number that is no longer than this, and has no exponent, is one that a double can hold.
const SAFE_LENGTH: usize = 300;

impl Cursor<'_> {
    /// Steps over a number as it is usually written; an exponent may follow.
    #[inline(always)]
    fn usual(&mut self, at: usize) -> Option<Plain> {
        let start = at + usize::from(self.byte(at) == b'-');
        let ends = self.window.digits(self.text, start);
        let digits = ends.trailing_zeros() as usize;
        let after = (ends & ends.wrapping_sub(1)).trailing_zeros() as usize;
        let fraction = self.byte(start + digits) == b'.';
        let length = if fraction { after } else { digits };
        let nought = self.byte(start) == b'0';
        // More may be there than was looked at.
        let usual = digits != 0
            && length < window::BITS
            && (!nought || digits == 1)
            && (!fraction || length != digits + 1);
        usual.then_some(Plain {
            start,
            digits,
            fraction,
            end: start + length,
        })
    }

    /// Steps over a number as it is usually written, which a comma or a bracket follows. `None`
    /// does not mean that there is none.
    ///
    /// Where it ends is computed from the bitmap alone, and what that takes for a sign and a point
    /// is looked at beside it: so whatever comes next need not wait for a byte to be loaded.
    #[inline(always)]
    pub(crate) fn decimal(&mut self, at: usize) -> Option<usize> {
        let ends = self.window.digits(self.text, at);
        let sign = ends & 1;
        let ends = ends >> sign;
        let digits = ends.trailing_zeros() as usize;
        let after = (ends & ends.wrapping_sub(1)).trailing_zeros() as usize;
        // A digit right behind the first that is none.
        let fraction = after != digits + 1;
        let length = if fraction { after } else { digits };
        let start = at + usize::from(sign == 1);
        let usual = (sign == 0 || self.byte(at) == b'-')
            && fraction == (self.byte(start + digits) == b'.')
            && digits != 0
            && (digits == 1 || self.byte(start) != b'0')
            && length < window::BITS - 1;
        usual.then_some(start + length)
    }

    #[inline(always)]
    fn ends_at(&self, at: usize) -> bool {
        !matches!(self.byte(at), b'e' | b'E')
    }

    /// Steps over any number.
    #[inline]
    pub(crate) fn number(&mut self, at: usize) -> Option<usize> {
        match self.usual(at) {
            Some(plain) if self.ends_at(plain.end) => Some(plain.end),
            _ => self.long_number(at),
        }
    }

    /// Steps over any number, by the grammar; `None` where it might be beyond what a double can
    /// hold.
    #[cold]
    #[inline(never)]
    fn long_number(&self, at: usize) -> Option<usize> {
        let start = at + usize::from(self.byte(at) == b'-');
        let mut end = self.run_of_digits(start)?;
        if self.byte(start) == b'0' && end > start + 1 {
            return None;
        }
        if self.byte(end) == b'.' {
            end = self.run_of_digits(end + 1)?;
        }
        if end - start > SAFE_LENGTH {
            return None;
        }
        if self.ends_at(end) {
            return Some(end);
        }
        // With at most half as many digits and an exponent of two the range is not left.
        let sign = usize::from(matches!(self.byte(end + 1), b'+' | b'-'));
        let exponent = end + 1 + sign;
        let behind = self.run_of_digits(exponent)?;
        (end - start <= SAFE_LENGTH / 2 && behind - exponent <= 2).then_some(behind)
    }

    /// Steps over digits, of which there must be one.
    fn run_of_digits(&self, at: usize) -> Option<usize> {
        let rest = self.text.get(at..)?;
        let count = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        (count > 0).then_some(at + count)
    }

    /// Steps over an integer of 64 bits.
    #[inline]
    pub(crate) fn integer(&mut self, at: usize) -> Option<usize> {
        let plain = self.usual(at)?;
        if plain.fraction || !self.ends_at(plain.end) {
            return None;
        }
        if plain.digits <= SAFE_DIGITS {
            return Some(plain.end);
        }
        let text = self.text.get(at..plain.end)?;
        let integer: Option<i64> = std::str::from_utf8(text).ok()?.parse().ok();
        integer.map(|_| plain.end)
    }

    /// Steps over one number out of several, which are as they are usually written.
    pub(crate) fn number_of(&mut self, at: usize, listed: &[&str]) -> Option<usize> {
        let end = self.number(at)?;
        let text = self.slice(Span { start: at, end });
        let known = listed.iter().any(|known| known.as_bytes() == text);
        known.then_some(end)
    }

    /// Steps over a number within bounds. One with a fraction lies between two whole numbers, and
    /// both must be: then no rounding leads out either.
    #[inline(never)]
    pub(crate) fn number_in(&mut self, at: usize, bounds: &Bounds) -> Option<usize> {
        let plain = self.usual(at)?;
        if !self.ends_at(plain.end) || plain.digits > SAFE_DIGITS {
            return None;
        }
        let digits = self.text.get(plain.start..plain.start + plain.digits)?;
        let magnitude = digits
            .iter()
            .fold(0, |sum: i64, digit| sum * 10 + i64::from(digit & 0xF));
        let fraction = plain.fraction
            && self
                .text
                .get(plain.start + plain.digits + 1..plain.end)?
                .iter()
                .any(|digit| *digit != b'0');
        if plain.fraction && (bounds.whole || plain.digits > EXACT_DIGITS) {
            return None;
        }
        let next = magnitude + i64::from(fraction);
        let (low, high) = if plain.start > at {
            (-next, -magnitude)
        } else {
            (magnitude, next)
        };
        let multiple = bounds.multiple == 1 || (!fraction && magnitude % bounds.multiple == 0);
        (low >= bounds.least && high <= bounds.most && multiple).then_some(plain.end)
    }
}
