//! Writes whole numbers out in digits: a JSON text with `3e2` becomes one with `300`.
//!
//! From 2 to the 53 on a double cannot tell an integer from its neighbour, so this is done on the
//! text.

/// More digits than an integer of 64 bits has.
const LONGEST: usize = 20;

/// Writes every whole number of up to 20 digits as digits alone. What is not JSON stays so.
pub(super) fn written_out(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.first() {
        let length = match first {
            b'"' => string_length(rest),
            b'-' | b'0'..=b'9' => number_length(rest),
            _ => 1,
        };
        let (token, behind) = rest.split_at(length);
        match integer(token) {
            Some(digits) => out.extend(digits.into_bytes()),
            None => out.extend(token),
        }
        rest = behind;
    }
    out
}

/// The length of a string with both quotes, or up to the end of a text that lacks the second.
fn string_length(rest: &[u8]) -> usize {
    let mut is_escaped = false;
    let inside = rest.iter().skip(1).take_while(|&&byte| {
        let goes_on = is_escaped || byte != b'"';
        is_escaped = !is_escaped && byte == b'\\';
        goes_on
    });
    (inside.count() + 2).min(rest.len())
}

fn number_length(rest: &[u8]) -> usize {
    let belongs = |byte: &&u8| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E');
    rest.iter().take_while(belongs).count()
}

/// The digits of a number that has a point or an exponent and yet no fraction. Nought keeps its
/// spelling, because that may have a sign.
fn integer(token: &[u8]) -> Option<String> {
    if !token.first()?.is_ascii_digit() && !token.starts_with(b"-") {
        return None;
    }
    let text = std::str::from_utf8(token).ok()?;
    // Plain digits are as they should be, and what is no number must not become one.
    if !text.contains(['.', 'e', 'E']) || serde_json::from_str::<f64>(text).is_err() {
        return None;
    }
    let (sign, text) = text
        .strip_prefix('-')
        .map_or(("", text), |text| ("-", text));
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let fraction = fraction.trim_end_matches('0');
    let exponent = i64::from(exponent.parse::<i32>().ok()?);
    let shift = exponent - i64::try_from(fraction.len()).ok()?;

    let digits = format!("{whole}{fraction}");
    let digits = digits.trim_start_matches('0');
    if digits.is_empty() {
        return None;
    }
    let behind = usize::try_from(shift.unsigned_abs()).ok()?;
    let digits = if shift < 0 {
        let (kept, dropped) = digits.split_at_checked(digits.len().checked_sub(behind)?)?;
        dropped
            .bytes()
            .all(|digit| digit == b'0')
            .then(|| kept.to_owned())?
    } else if behind <= LONGEST {
        format!("{digits}{}", "0".repeat(behind))
    } else {
        return None;
    };
    (1..=LONGEST)
        .contains(&digits.len())
        .then(|| format!("{sign}{digits}"))
}
