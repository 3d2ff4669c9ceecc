//! Lists the hand-written modules that every emitted crate carries as they stand.

/// Files below a folder of the runtime, each with its text.
macro_rules! texts {
    ($folder:literal: $($name:literal)*) => {
        &[$(($name, include_str!(concat!("../../runtime/", $folder, $name)))),*]
    };
}

/// By the name of the file under `src/wire/`.
pub(super) const WIRE: &[(&str, &str)] = texts!("":
    "catalog.rs" "document.rs" "file.rs" "listed.rs" "mod.rs" "nullable.rs" "object.rs"
    "operation.rs" "redacted.rs" "schema.rs" "text.rs" "union.rs" "unknown.rs"
    "validator/cursor.rs" "validator/found.rs" "validator/mod.rs" "validator/number.rs"
    "validator/skip.rs" "validator/string.rs" "validator/window.rs" "value.rs" "visit.rs"
    "whole.rs"
);

/// By the name of the file under `src/client/`.
pub(super) const CLIENT: &[(&str, &str)] = texts!("client/":
    "address.rs" "answer.rs" "attempt.rs" "base64.rs" "build.rs" "builder.rs" "call.rs"
    "content.rs" "error.rs" "form.rs" "http.rs" "limit.rs" "mod.rs" "payload.rs" "progress.rs"
    "random.rs" "refusal.rs" "repeat.rs" "runtime.rs" "stream.rs" "trace.rs" "waiting.rs"
);
