//! Strings of a format: any text goes in and comes out, and a library reads what is of the format.

use crate::wire::{Base64, Date, DateTime, Decimal, Duration, Malformed, Uri, Uuid};
use crate::wire::{Nullable, Personal, Secret, Value, decode, encode};
use std::fmt::Debug;

const TEXTS: [&str; 6] = ["", "zq7canary", "\u{1f600}\n\"", "2024-02-30", " 1", "가나"];

/// Any text comes out as it went in, by all ways.
fn holds_any_text<T>()
where
    T: Value + Debug + PartialEq + Into<String> + AsRef<str> + From<String> + ToString,
    T: for<'a> From<&'a str>,
    Personal<T>: for<'a> From<&'a str> + From<String>,
    Secret<T>: for<'a> From<&'a str> + From<String>,
{
    for text in TEXTS {
        let json = encode(&text.to_owned()).unwrap();
        let read: T = decode(&json).unwrap();
        assert_eq!(encode(&read).unwrap(), json);
        assert_eq!(read.as_ref(), text);
        assert_eq!(read, T::from(text));
        assert_eq!(read, T::from(text.to_owned()));
        // As much as a string shows, and no more.
        assert_eq!(format!("{read:?}"), format!("{text:?}"));
        assert_eq!(read.to_string(), text);
        let personal = Personal::<T>::from(text);
        assert_eq!(format!("{personal:?}"), "Personal(…)");
        let wrapped = Nullable::Value(Secret::<T>::from(text.to_owned()));
        assert_eq!(format!("{wrapped:?}"), "Value(Secret(…))");
        assert_eq!(encode(&personal).unwrap(), json);
        let text: String = read.into();
        assert_eq!(personal.expose().as_ref(), text);
    }
    let refused = decode::<T>(b"12345").unwrap_err().to_string();
    assert!(refused.contains("expected a string"), "{refused}");
    assert!(!refused.contains("12345"), "{refused}");
}

#[test]
fn any_text_is_read_and_written_back() {
    holds_any_text::<Base64>();
    holds_any_text::<Date>();
    holds_any_text::<DateTime>();
    holds_any_text::<Decimal>();
    holds_any_text::<Duration>();
    holds_any_text::<Uri>();
    holds_any_text::<Uuid>();
}

/// What a library reads it writes back as the same text, and the rest is refused without a value.
fn is_read<T, L>(
    read: impl Fn(&T) -> Result<L, Malformed>,
    format: &str,
    good: &[&str],
    bad: &[&str],
) where
    T: for<'a> From<&'a str> + From<L> + AsRef<str>,
    L: Debug,
{
    for text in good {
        let given = read(&T::from(*text)).unwrap();
        assert_eq!(T::from(given).as_ref(), *text);
    }
    for text in bad.iter().chain(&["zq7canary", ""]) {
        let error = read(&T::from(*text)).unwrap_err();
        assert_eq!(error.format(), format, "{text}");
        let shown = format!("{error} {error:?}");
        assert!(!shown.contains("zq7") && shown.contains(format), "{shown}");
    }
}

#[cfg(feature = "jiff")]
#[test]
fn a_library_of_time_reads_days_moments_and_lengths() {
    is_read(
        Date::to_date,
        "date",
        &["2024-02-29", "0001-01-01", "9999-12-31"],
        &["2024-02-30", "20240229", "2024-02-29T10:00:00Z"],
    );
    is_read(
        DateTime::to_timestamp,
        "date-time",
        &["2024-02-29T10:00:00Z", "2024-02-29T10:00:00.000000001Z"],
        &["2024-02-29", "2024-02-29T10:00:00", "2024-02-29T25:00:00Z"],
    );
    is_read(
        Duration::to_span,
        "duration",
        &["P1Y2M3DT4H5M6.7S", "P2W", "PT0S"],
        &["1 day", "P", "T1H"],
    );
    let far = DateTime::from("2024-02-29T10:00:00.120+09:00");
    let moment = far.to_timestamp().unwrap();
    assert_eq!(DateTime::from(moment).as_str(), "2024-02-29T01:00:00.12Z");
}

#[cfg(feature = "uuid")]
#[test]
fn a_library_of_uuids_reads_them() {
    let text = "67e55044-10b1-426f-9247-bb680e5fe0c8";
    is_read(Uuid::to_uuid, "uuid", &[text], &[&text[1..], "g"]);
    let loud = Uuid::from(text.to_uppercase());
    assert_eq!(loud.to_uuid(), Uuid::from(text).to_uuid());
}

#[cfg(feature = "url")]
#[test]
fn a_library_of_urls_reads_them() {
    let good = ["https://example.com/a?b=c#d", "urn:isbn:0451450523"];
    is_read(Uri::to_url, "uri", &good, &["/relative", "http://["]);
}

#[cfg(feature = "rust_decimal")]
#[test]
fn a_library_of_decimals_reads_all_their_digits() {
    let good = [
        "1.10",
        "-0.0000000000000000000000000001",
        "79228162514264337593543950335",
    ];
    let bad = [
        "1,5",
        "1e3",
        "79228162514264337593543950336",
        "0.10000000000000000555111512312578",
    ];
    is_read(Decimal::to_decimal, "decimal", &good, &bad);
}

#[cfg(feature = "base64")]
#[test]
fn base64_is_bytes() {
    for bytes in [&b""[..], b"\x00\xff", b"canary"] {
        assert_eq!(Base64::from_bytes(bytes).to_bytes().unwrap(), bytes);
    }
    for text in ["zq7canary!", "YQ", "YR==", "data:;base64,YQ=="] {
        let error = Base64::from(text).to_bytes().unwrap_err();
        assert_eq!(error.to_string(), "the text is not of the format `byte`");
    }
}
