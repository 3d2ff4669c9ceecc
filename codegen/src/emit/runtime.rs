//! The hand-written modules that every emitted crate carries.
//!
//! They stand apart as files of Rust, so that they are read, formatted and tested as such.

/// Name of the file under `src/wire/`, and its text.
pub(super) const MODULES: &[(&str, &str)] = &[
    ("catalog.rs", include_str!("../../runtime/catalog.rs")),
    ("document.rs", include_str!("../../runtime/document.rs")),
    ("file.rs", include_str!("../../runtime/file.rs")),
    ("listed.rs", include_str!("../../runtime/listed.rs")),
    ("mod.rs", include_str!("../../runtime/mod.rs")),
    ("nullable.rs", include_str!("../../runtime/nullable.rs")),
    ("object.rs", include_str!("../../runtime/object.rs")),
    ("operation.rs", include_str!("../../runtime/operation.rs")),
    ("redacted.rs", include_str!("../../runtime/redacted.rs")),
    ("schema.rs", include_str!("../../runtime/schema.rs")),
    ("text.rs", include_str!("../../runtime/text.rs")),
    ("union.rs", include_str!("../../runtime/union.rs")),
    ("unknown.rs", include_str!("../../runtime/unknown.rs")),
    ("unused.rs", include_str!("../../runtime/unused.rs")),
    (
        "validator/cursor.rs",
        include_str!("../../runtime/validator/cursor.rs"),
    ),
    (
        "validator/found.rs",
        include_str!("../../runtime/validator/found.rs"),
    ),
    (
        "validator/mod.rs",
        include_str!("../../runtime/validator/mod.rs"),
    ),
    (
        "validator/number.rs",
        include_str!("../../runtime/validator/number.rs"),
    ),
    (
        "validator/skip.rs",
        include_str!("../../runtime/validator/skip.rs"),
    ),
    (
        "validator/string.rs",
        include_str!("../../runtime/validator/string.rs"),
    ),
    (
        "validator/window.rs",
        include_str!("../../runtime/validator/window.rs"),
    ),
    ("value.rs", include_str!("../../runtime/value.rs")),
    ("visit.rs", include_str!("../../runtime/visit.rs")),
    ("whole.rs", include_str!("../../runtime/whole.rs")),
];
