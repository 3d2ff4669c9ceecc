//! The modules of `wire`, with the types of `parcel`.

#![cfg(feature = "wire")]

#[cfg(feature = "formats")]
mod formats;
mod parcel;
#[cfg(feature = "client")]
mod sending;

use crate::wire::{DecodeError, Naming, Nullable, Personal, Secret, Value, decode, encode};
use parcel::{Closed, Either, Parcel, Size};
use serde_json::{Value as Json, json};
use std::fmt::Debug;

fn read<T: Value>(text: &str) -> Result<T, DecodeError> {
    decode(text.as_bytes())
}

fn message<T: Value + Debug>(text: &str) -> String {
    read::<T>(text).unwrap_err().message().to_owned()
}

fn round_trip<T: Value>(text: &str) -> Json {
    serde_json::from_slice(&encode(&read::<T>(text).unwrap()).unwrap()).unwrap()
}

#[test]
fn whole_numbers_are_integers_however_they_are_written() {
    for (text, expected) in [
        ("3", 3),
        ("3.0", 3),
        ("3e2", 300),
        ("-0.0", 0),
        ("9223372036854775807", i64::MAX),
        // Doubles that stand for their neighbours too.
        ("9007199254740993.0", 9_007_199_254_740_993),
        ("9.007199254740993e15", 9_007_199_254_740_993),
        ("9223372036854775807.0", i64::MAX),
        ("9223372036854775807000e-3", i64::MAX),
        ("-9.223372036854775808E+18", i64::MIN),
        ("0.1e19", 1_000_000_000_000_000_000),
    ] {
        assert_eq!(read::<i64>(text), Ok(expected), "{text}");
    }
    for text in [
        "3.5",
        "9223372036854775808",
        "-9223372036854775809",
        "9223372036854775808.0",
        "9223372036854775806.5",
        "9007199254740993.5",
        "1e19",
        "1e300",
    ] {
        assert_eq!(
            message::<i64>(text),
            "expected an integer of 64 bits, found a number"
        );
    }
    assert_eq!(read::<i32>("2147483647.0"), Ok(i32::MAX));
    assert_eq!(
        message::<i32>("2147483648"),
        "expected an integer of 32 bits, found a number"
    );
    assert_eq!(read::<f64>("7"), Ok(7.0));
    assert_eq!(
        read::<f64>("18446744073709551615"),
        Ok(18_446_744_073_709_551_615.0)
    );
}

#[test]
fn a_number_that_json_has_no_room_for_is_refused() {
    for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let error = encode(&vec![number]).unwrap_err();
        assert_eq!(
            error.to_string(),
            "a number is not finite, and JSON cannot hold it"
        );
    }
    assert_eq!(encode(&vec![1.5, -0.25]).unwrap(), b"[1.5,-0.25]");
}

#[test]
fn no_message_repeats_a_value() {
    const CANARY: &str = "canary-1234567";
    let texts = [
        json!(CANARY),
        json!([CANARY]),
        json!({ CANARY: CANARY }),
        json!(1_234_567),
        json!(-1_234_567.5),
        json!(true),
        json!(null),
    ];
    for text in texts.iter().map(Json::to_string) {
        let errors = [
            read::<Parcel>(&text).err(),
            read::<Closed>(&text).err(),
            read::<bool>(&text).err(),
            read::<i32>(&text).err(),
            read::<String>(&text).err(),
            read::<Vec<bool>>(&text).err(),
            read::<Either>(&text).err(),
            read::<f64>(&text).err(),
        ];
        assert!(errors.iter().flatten().count() >= 5, "{text}");
        for error in errors.into_iter().flatten() {
            let shown = format!("{error} {error:?}");
            assert!(!shown.contains("1234567"), "{shown}");
        }
    }
}

#[test]
fn serde_is_told_no_more_than_we_are() {
    let error = serde_json::from_str::<Parcel>(r#"{"label":7654321}"#)
        .unwrap_err()
        .to_string();
    assert_eq!(
        error,
        "expected a string, found a number at line 1 column 16"
    );
    let error = serde_json::from_value::<Parcel>(json!({ "label": 7_654_321 })).unwrap_err();
    assert_eq!(error.to_string(), "expected a string, found a number");
}

#[test]
fn an_error_names_the_place() {
    let text = "{\"label\":\"x\",\"stamp\":1,\n \"inner\":[{\"label\":\"y\",\"stamp\":\"z\"}]}";
    let error = read::<Parcel>(text).unwrap_err();
    assert_eq!(
        (error.pointer(), error.line(), error.column()),
        ("/inner/0/stamp", 2, 34)
    );
    assert_eq!(
        error.to_string(),
        "expected an integer of 64 bits, found a string (at \"/inner/0/stamp\", line 2, column 34)"
    );
    let error = read::<Parcel>(r#"{"label":"x"}"#).unwrap_err();
    assert_eq!(
        (error.pointer(), error.message()),
        ("", "missing member `stamp`")
    );
}

/// Its names may be data, and a text may stop being JSON inside of it.
#[test]
fn an_error_names_no_unknown_member() {
    for (text, said) in [
        (r#"{"canary":[1,]}"#, "trailing comma"),
        (r#"{"canary":{"canary":1e400}}"#, "number out of range"),
        (r#"{"canary":"\ud800"}"#, "unexpected end of hex escape"),
        (r#"{"inner":[{"canary":tru"#, "EOF while parsing a value"),
    ] {
        let error = read::<Parcel>(text).unwrap_err();
        assert_eq!((error.pointer(), error.message()), ("", said), "{text}");
        assert!(!format!("{error} {error:?}").contains("canary"), "{text}");
    }
    let error = read::<Parcel>(r#"{"canary":{"canary":1},"stamp":1.5}"#).unwrap_err();
    assert_eq!(error.pointer(), "/stamp");
}

/// The second look rewrites numbers; it must not find any in a string, nor mend what is no number.
#[test]
fn only_numbers_are_written_out() {
    let text = r#"{"label":1,"label":"\"3.0, \\","stamp":1e18,"new":["2e1\\",1.50,-0.0,0e5,2e1]}"#;
    assert_eq!(
        round_trip::<Parcel>(text),
        json!({
            "label": "\"3.0, \\",
            "stamp": 1_000_000_000_000_000_000_i64,
            "new": ["2e1\\", 1.5, -0.0, 0.0, 20],
        })
    );
    for number in ["1.", "01.0", "1.e3", "1e", "-.0", "1.0.0", "1e1e1", "1-2.0"] {
        let text = format!(r#"{{"label":1,"label":"x","stamp":1,"new":{number}}}"#);
        assert!(read::<Parcel>(&text).is_err(), "{text}");
    }
}

#[test]
fn a_text_ends_where_its_value_does() {
    assert_eq!(message::<bool>("true false"), "trailing characters");
    assert_eq!(message::<bool>("tru"), "EOF while parsing a value");
    assert_eq!(read::<bool>("\u{feff}true"), Ok(true));
}

#[test]
fn depth_is_bounded() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(message::<Json>(&deep), "recursion limit exceeded");
    let inner = r#"{"label":"x","stamp":1,"inner":["#;
    let deep = format!("{}{}", inner.repeat(50_000), "]}".repeat(50_000));
    assert_eq!(message::<Parcel>(&deep), "recursion limit exceeded");
}

#[test]
fn null_is_absence_unless_the_schema_has_a_use_for_it() {
    let text = r#"{"label":"x","weight":null,"stamp":null,"note":null,"any":null,"size":null}"#;
    let parcel: Parcel = read(text).unwrap();
    assert_eq!(parcel.weight, None);
    assert_eq!(parcel.stamp, Nullable::Null);
    assert_eq!(parcel.note, Some(Nullable::Null));
    assert_eq!(parcel.any, Some(Json::Null));
    let expected = json!({ "label": "x", "stamp": null, "note": null, "any": null });
    assert_eq!(round_trip::<Parcel>(text), expected);
    assert_eq!(
        message::<Parcel>(r#"{"label":null}"#),
        "expected a string, found null"
    );
}

#[test]
fn of_a_repeated_member_the_last_counts() {
    let parcel: Parcel = read(r#"{"label":"a","stamp":1,"label":"b","new":1,"new":2}"#).unwrap();
    assert_eq!(parcel.label.expose(), "b");
    assert_eq!(parcel.unknown.expose()["new"], json!(2));
    let parcel: Parcel =
        read(r#"{"label":1,"stamp":1,"label":"b","weight":2,"weight":null}"#).unwrap();
    assert_eq!((parcel.label.expose().as_str(), parcel.weight), ("b", None));
    let error = read::<Parcel>(r#"{"label":"b","stamp":1,"label":1}"#).unwrap_err();
    assert_eq!(
        (error.pointer(), error.message()),
        ("/label", "expected a string, found a number")
    );
}

#[test]
fn what_the_schema_does_not_name_is_kept_and_hidden() {
    let text = r#"{"label":"x","stamp":1,"size":"huge","new":{"deep":[1,2.5,"canary"]},"more":9}"#;
    assert_eq!(
        round_trip::<Parcel>(text),
        serde_json::from_str::<Json>(text).unwrap()
    );
    let mut parcel: Parcel = read(text).unwrap();
    assert_eq!(
        format!("{:?} {:?} {:?}", parcel.unknown, parcel.size, parcel.label),
        "UnknownMembers(2) Some(Unknown(UnknownValue(…))) Personal(…)"
    );
    parcel
        .unknown
        .expose_mut()
        .insert("label".to_owned(), json!("another"));
    let written: Json = serde_json::from_slice(&encode(&parcel).unwrap()).unwrap();
    assert_eq!(written["label"], json!("x"));
}

#[test]
fn a_closed_list_refuses_what_it_does_not_have() {
    assert_eq!(read::<Closed>("\"closed\""), Ok(Closed));
    assert_eq!(
        message::<Closed>("\"open\""),
        "expected one of the strings that the schema lists, found another"
    );
    assert_eq!(read::<Size>("\"S\""), Ok(Size::Small));
    assert_eq!(round_trip::<Size>("\"\\u0053\\n\""), json!("S\n"));
}

#[test]
fn a_union_is_the_first_shape_that_fits() {
    assert!(matches!(
        read(r#"{"label":"x","stamp":1}"#),
        Ok(Either::Parcel(_))
    ));
    assert_eq!(read("7.0"), Ok(Either::Count(7)));
    assert_eq!(
        message::<Either>("{}"),
        "none of the shapes that the schema lists fits"
    );
    assert_eq!(
        round_trip::<Either>(r#"{"stamp":1,"label":"x","z":1}"#)["z"],
        json!(1)
    );
}

#[test]
fn what_is_wrapped_is_not_printed() {
    let wrapped = (
        Personal::new("canary".to_owned()),
        Secret::new("canary".to_owned()),
    );
    assert_eq!(format!("{wrapped:?}"), "(Personal(…), Secret(…))");
    assert_eq!(
        format!("{:#?}", Some(&wrapped.0)),
        "Some(\n    Personal(…),\n)"
    );
    assert_eq!(encode(&wrapped.0).unwrap(), b"\"canary\"");
    assert_eq!(serde_json::to_string(&wrapped.1).unwrap(), "\"canary\"");
    assert_eq!(wrapped.1.into_inner(), "canary");
}

#[test]
fn a_name_agrees_differs_or_is_missing() {
    assert_eq!(Naming::of(Some("a"), Some("a")), Naming::Agrees);
    assert_eq!(Naming::of(None, None), Naming::Agrees);
    assert_eq!(Naming::of(None, Some("a")), Naming::Missing);
    assert_eq!(Naming::of(Some("a"), Some("b")), Naming::Differs);
    assert_eq!(Naming::of(Some("a"), None), Naming::Differs);
}

#[test]
fn a_status_is_looked_up_in_the_order_of_the_answers() {
    use crate::wire::operation::Status;
    assert!(Status::Exact(404).covers(404));
    assert!(!Status::Exact(404).covers(400));
    assert!(Status::Range(4).covers(499));
    assert!(!Status::Range(4).covers(500));
    assert!(Status::Default.covers(599));
}
