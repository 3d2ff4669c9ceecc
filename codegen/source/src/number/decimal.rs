//! Reads the value of a number: its digits without zeros at either end, and its exponent.

use std::cmp::Ordering;

/// The digits that matter and where the point stands: 0.`digits` × 10^`point`. There are no noughts
/// at either end of the digits, so that equal numbers have equal parts, and nought itself has no
/// digits.
pub(super) struct Decimal<'a> {
    pub(super) negative: bool,
    /// The digits, in two halves because the text may have a point between them.
    head: &'a str,
    tail: &'a str,
    pub(super) point: i64,
}

impl<'a> Decimal<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let (negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));

        let mut head = whole.trim_start_matches('0');
        let mut tail = fraction.trim_end_matches('0');
        let shift = if head.is_empty() {
            let trimmed = tail.trim_start_matches('0');
            let noughts = tail.len() - trimmed.len();
            tail = trimmed;
            -length(noughts)
        } else {
            length(head.len())
        };
        if tail.is_empty() {
            head = head.trim_end_matches('0');
        }
        if head.is_empty() && tail.is_empty() {
            return Self {
                negative: false,
                head,
                tail,
                point: 0,
            };
        }
        Self {
            negative,
            head,
            tail,
            point: shift.saturating_add(saturated(exponent)),
        }
    }

    fn count(&self) -> i64 {
        length(self.head.len() + self.tail.len())
    }

    pub(super) fn digits(&self) -> impl Iterator<Item = u8> {
        self.head.bytes().chain(self.tail.bytes())
    }

    pub(super) fn is_integer(&self) -> bool {
        self.point >= self.count()
    }

    /// Of an integer, without its sign, where 64 bits can hold it.
    pub(super) fn magnitude(&self) -> Option<u64> {
        // No more than twenty digits fit, so an exponent cannot make this long.
        if !self.is_integer() || self.point > 20 {
            return None;
        }
        let noughts = usize::try_from(self.point - self.count()).ok()?;
        self.digits()
            .chain(std::iter::repeat_n(b'0', noughts))
            .try_fold(0_u64, |sum, digit| {
                sum.checked_mul(10)?.checked_add(u64::from(digit - b'0'))
            })
    }

    pub(super) fn sign(&self) -> i8 {
        match (self.count(), self.negative) {
            (0, _) => 0,
            (_, true) => -1,
            (_, false) => 1,
        }
    }

    pub(super) fn cmp(&self, other: &Self) -> Ordering {
        self.sign().cmp(&other.sign()).then_with(|| {
            let magnitude = self
                .point
                .cmp(&other.point)
                .then_with(|| self.digits().cmp(other.digits()));
            if self.negative {
                magnitude.reverse()
            } else {
                magnitude
            }
        })
    }
}

fn length(bytes: usize) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}

/// An exponent too long for 64 bits is as good as the longest: no double is near either.
fn saturated(exponent: &str) -> i64 {
    let is_negative = exponent.starts_with('-');
    exponent
        .parse()
        .unwrap_or(if is_negative { i64::MIN } else { i64::MAX })
}
