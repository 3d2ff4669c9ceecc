//! Names that a document may have and that are hard to have in Rust: what the emitter calls its own
//! things, what Rust calls its, and what is no identifier.

use fastrand::Rng;

const OWN: [&str; 48] = [
    "Client",
    "client",
    "Call",
    "call",
    "Error",
    "error",
    "wire",
    "types",
    "operation",
    "validator",
    "catalog",
    "Slots",
    "slots",
    "Unknown",
    "unknown",
    "request",
    "payload",
    "read",
    "write",
    "build",
    "members",
    "found",
    "cursor",
    "seen",
    "value",
    "Value",
    "In",
    "Style",
    "Payload",
    "Content",
    "Form",
    "Secret",
    "Personal",
    "Nullable",
    "Integer",
    "Number",
    "Object",
    "Document",
    "Answer",
    "Refusal",
    "Server",
    "Credentials",
    "OPERATIONS",
    "Undescribed",
    "http",
    "base",
    "url",
    "limit",
];

const RUST: [&str; 48] = [
    "self",
    "Self",
    "crate",
    "super",
    "type",
    "match",
    "async",
    "await",
    "fn",
    "gen",
    "dyn",
    "union",
    "Option",
    "Some",
    "None",
    "Result",
    "Ok",
    "Err",
    "Vec",
    "String",
    "Box",
    "Default",
    "Debug",
    "Clone",
    "Iterator",
    "Into",
    "From",
    "Send",
    "Drop",
    "str",
    "u8",
    "i32",
    "bool",
    "f64",
    "core",
    "std",
    "alloc",
    "serde",
    "serde_json",
    "new",
    "into",
    "clone",
    "default",
    "drop",
    "fmt",
    "with_a",
    "main",
    "test",
];

const ODD: [&str; 32] = [
    "a",
    "A",
    "_",
    "__",
    "a-b",
    "a_b",
    "aB",
    "AB",
    "a.b",
    "a b",
    "1",
    "123",
    "+1",
    "-1",
    "1h",
    "@type",
    "$ref",
    "가나다",
    "주소",
    "é",
    "É",
    "ß",
    "\u{1f600}",
    "a'b",
    "r#type",
    "a[b]",
    "~",
    "#",
    "%41",
    "\"",
    "a_very_long_name_of_which_a_line_has_no_room_because_it_goes_on_and_on_until_nobody_reads_it_any_more",
    "X",
];

/// A name, which may be one that was given before.
pub(crate) fn any(random: &mut Rng) -> String {
    let list: &[&str] = match random.u8(..3) {
        0 => &OWN,
        1 => &RUST,
        _ => &ODD,
    };
    list[random.usize(..list.len())].to_owned()
}

/// A value of a set, which may be nothing at all.
pub(crate) fn value(random: &mut Rng) -> String {
    match random.u8(..12) {
        0 => String::new(),
        _ => any(random),
    }
}

/// A name that OpenAPI allows for a component.
pub(crate) fn component(random: &mut Rng) -> String {
    let allowed = |letter: &char| letter.is_ascii_alphanumeric() || ".-_".contains(*letter);
    loop {
        let name: String = any(random).chars().filter(allowed).collect();
        if !name.is_empty() {
            return name;
        }
    }
}

/// A name of a header.
pub(crate) fn header(random: &mut Rng) -> String {
    format!("X-{}", component(random))
}
