//! What a decimal number means, whichever way it is written.

use std::cmp::Ordering;

/// Digits of a whole number at the most: a double has no larger one.
const LONGEST: usize = 310;

/// What a number means: digits without zeros around them, and the power of ten behind them.
#[derive(PartialEq, Eq)]
pub(super) struct Parts {
    negative: bool,
    digits: String,
    power: i64,
}

impl Parts {
    /// Those of a text in the grammar of JSON; `None` where there is no digit.
    pub(super) fn of(text: &str) -> Option<Self> {
        let (mantissa, power) = match text.split_once(['e', 'E']) {
            // Beyond that the other digits do not matter.
            Some((mantissa, power)) => {
                let beyond = if power.starts_with('-') { -1 } else { 1 } * (i64::MAX / 4);
                (mantissa, power.parse().unwrap_or(beyond))
            }
            None => (text, 0),
        };
        let (negative, mantissa) = match mantissa.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, mantissa),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = [whole, fraction].concat();
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let kept = digits.trim_end_matches('0');
        if kept.trim_start_matches('0').is_empty() {
            return Some(Self {
                negative: false,
                digits: String::new(),
                power: 0,
            });
        }
        let behind = i64::try_from(digits.len() - kept.len()).ok()?;
        let fraction = i64::try_from(fraction.len()).ok()?;
        Some(Self {
            negative,
            digits: kept.trim_start_matches('0').to_owned(),
            power: power + behind - fraction,
        })
    }

    /// The power of ten of the first digit, and nothing for zero.
    fn magnitude(&self) -> Option<i64> {
        let length = i64::try_from(self.digits.len()).ok()?;
        (length > 0).then_some(self.power.saturating_add(length))
    }

    pub(super) fn compare(&self, other: &Self) -> Ordering {
        let sign = |it: &Self| match it.magnitude() {
            None => 0,
            Some(_) if it.negative => -1,
            Some(_) => 1,
        };
        let (own, others) = (sign(self), sign(other));
        // No digits end with a zero, so of two that begin alike the shorter ones are less.
        let size = self.magnitude().cmp(&other.magnitude());
        let size = size.then_with(|| self.digits.cmp(&other.digits));
        own.cmp(&others)
            .then(if own < 0 { size.reverse() } else { size })
    }

    /// Whether it is a whole number of steps; nothing where these have too many digits.
    pub(super) fn is_multiple_of(&self, step: &Self) -> Option<bool> {
        let unit: u64 = step.digits.parse().ok().filter(|unit| *unit < 1 << 62)?;
        if self.digits.is_empty() {
            return Some(true);
        }
        let unit = u128::from(unit);
        let shift = self.power.saturating_sub(step.power);
        // The digits do not end with a zero, so none of the step may have to.
        let Ok(mut tens) = u64::try_from(shift) else {
            return Some(false);
        };
        let mut rest = self.digits.bytes().fold(0_u128, |rest, digit| {
            (rest * 10 + u128::from(digit - b'0')) % unit
        });
        let mut factor = 10 % unit;
        while tens > 0 {
            if tens & 1 == 1 {
                rest = rest * factor % unit;
            }
            factor = factor * factor % unit;
            tens >>= 1;
        }
        Some(rest == 0)
    }

    /// All digits of an integer, where it is one and not too long.
    pub(super) fn whole(&self) -> Option<Box<str>> {
        let zeros = usize::try_from(self.power).ok()?;
        if self.digits.is_empty() {
            return Some("0".into());
        }
        let length = self.digits.len().checked_add(zeros)?;
        let sign = if self.negative { "-" } else { "" };
        (length <= LONGEST).then(|| format!("{sign}{}{}", self.digits, "0".repeat(zeros)).into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Parts {
        Parts::of(text).unwrap()
    }

    #[test]
    fn numbers_are_in_order_however_they_are_written() {
        let sorted = [
            "-1e3", "-99.5", "-0.2", "0", "1e-9", "0.1", "2", "10", "10.5", "1e400",
        ];
        for (at, this) in sorted.iter().enumerate() {
            for (other_at, other) in sorted.iter().enumerate() {
                let order = parts(this).compare(&parts(other));
                assert_eq!(order, at.cmp(&other_at), "{this} {other}");
            }
        }
        assert_eq!(parts("1e2").compare(&parts("100.0")), Ordering::Equal);
    }

    #[test]
    fn steps_are_counted_by_digits() {
        for (number, step, is) in [
            ("0.3", "0.1", true),
            ("0.35", "0.1", false),
            ("-12", "4", true),
            ("0", "7", true),
            ("1e400", "8", true),
            ("1e400", "7", false),
            ("1e9223372036854775807", "3", false),
            ("15", "10", false),
            ("150", "1e1", true),
            ("1e-3", "1", false),
        ] {
            let found = parts(number).is_multiple_of(&parts(step));
            assert_eq!(found, Some(is), "{number} {step}");
        }
        assert_eq!(
            parts("1").is_multiple_of(&parts("12345678901234567891")),
            None
        );
    }
}
