//! What a plain scalar means: the core schema of YAML 1.2, with numbers spelt as in JSON.

use crate::{Number, Value};

/// The value of a plain scalar, or why JSON has no room for it.
pub(super) fn resolve(text: &str) -> Result<Value, &'static str> {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Ok(Value::Null),
        "true" | "True" | "TRUE" => return Ok(Value::Bool(true)),
        "false" | "False" | "FALSE" => return Ok(Value::Bool(false)),
        ".nan" | ".NaN" | ".NAN" => return Err("JSON has no value for what is not a number"),
        _ => {}
    }
    if matches!(
        text.strip_prefix(['-', '+']).unwrap_or(text),
        ".inf" | ".Inf" | ".INF"
    ) {
        return Err("JSON has no infinite numbers");
    }
    if let Some(digits) = text.strip_prefix("0x") {
        return based(text, digits, 16);
    }
    if let Some(digits) = text.strip_prefix("0o") {
        return based(text, digits, 8);
    }
    let number = decimal(text).and_then(|spelt| Number::new(&spelt));
    Ok(number.map_or_else(|| Value::String(text.to_owned()), Value::Number))
}

/// An integer in base 8 or 16.
fn based(text: &str, digits: &str, radix: u32) -> Result<Value, &'static str> {
    if digits.is_empty() || !digits.chars().all(|digit| digit.is_digit(radix)) {
        return Ok(Value::String(text.to_owned()));
    }
    u128::from_str_radix(digits, radix)
        .ok()
        .and_then(|integer| Number::new(&integer.to_string()))
        .map(Value::Number)
        .ok_or("an integer of more than 128 bits")
}

/// A decimal number as JSON spells it: YAML also allows `+1`, `007`, `.5` and `1.`.
fn decimal(text: &str) -> Option<String> {
    let (sign, unsigned) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let (mantissa, exponent) = match unsigned.find(['e', 'E']) {
        Some(at) => unsigned.split_at(at),
        None => (unsigned, ""),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    // The rest is for the grammar of JSON to say, but that one would take a second sign for its own.
    if whole.is_empty() && fraction.is_empty() || whole.starts_with('-') {
        return None;
    }
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        digits => digits,
    };
    let point = if fraction.is_empty() { "" } else { "." };
    Some(format!("{sign}{whole}{point}{fraction}{exponent}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_spelt_as_in_json() {
        for (text, json) in [
            ("0", "0"),
            ("+12", "12"),
            ("-007", "-7"),
            ("000", "0"),
            (".5", "0.5"),
            ("-.5", "-0.5"),
            ("1.", "1"),
            ("1.50", "1.50"),
            ("+1.e+3", "1e+3"),
            ("12e03", "12e03"),
            ("12345678901234567890123", "12345678901234567890123"),
            ("0x1F", "31"),
            ("0o17", "15"),
        ] {
            let Ok(Value::Number(number)) = resolve(text) else {
                panic!("{text} is a number")
            };
            assert_eq!(number.as_str(), json, "{text}");
        }
    }

    #[test]
    fn what_looks_like_a_number_may_be_a_string() {
        for text in [
            ".",
            "-",
            "+",
            "e5",
            ".e5",
            "1e",
            "1_000",
            "3.1.0",
            "0x",
            "0xG",
            "0o8",
            "-0x1F",
            "+-1",
            "--1",
            "1-",
            "2024-01-01",
            "12:30",
            "yes",
            "no",
            "nUll",
            "Inf",
            "NaN",
            "1 2",
            "٣",
        ] {
            assert_eq!(resolve(text), Ok(Value::String(text.to_owned())), "{text}");
        }
    }

    #[test]
    fn the_words_of_the_core_schema() {
        assert_eq!(resolve(""), Ok(Value::Null));
        assert_eq!(resolve("~"), Ok(Value::Null));
        assert_eq!(resolve("TRUE"), Ok(Value::Bool(true)));
        assert_eq!(resolve("False"), Ok(Value::Bool(false)));
    }

    #[test]
    fn what_json_has_no_room_for() {
        for text in [
            ".inf",
            "-.Inf",
            "+.INF",
            ".nan",
            "0xfffffffffffffffffffffffffffffffff",
        ] {
            assert!(resolve(text).is_err(), "{text}");
        }
    }
}
