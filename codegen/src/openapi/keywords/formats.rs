//! Lists what a `format` makes of a value.

use super::{Entry, Support, entry};

/// Values of `format`.
pub const FORMATS: &[Entry] = &[
    entry(
        "int32, int64, uint64",
        Support::Lowered,
        "of integers: i32, i64, u64 and their limits",
    ),
    entry("float, double", Support::Lowered, "of numbers: f64"),
    entry(
        "date, date-time, duration",
        Support::Lowered,
        "of strings, by the part formats: any text; under jiff a day, a moment, a length of time",
    ),
    entry(
        "uuid",
        Support::Lowered,
        "so too; under uuid its type of that name",
    ),
    entry("uri", Support::Lowered, "so too; under url its URL"),
    entry(
        "decimal",
        Support::Lowered,
        "so too; under rust_decimal a number with all digits; a number has them without it",
    ),
    entry(
        "byte",
        Support::Lowered,
        "so too, and with it the contentEncoding base64; under base64 the bytes",
    ),
    entry(
        "binary",
        Support::Lowered,
        "of a part of a form: a file; a body is bytes by its media type; else a remark",
    ),
    entry(
        "any other",
        Support::Lowered,
        "a remark in the documentation",
    ),
];
