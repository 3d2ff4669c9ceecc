//! Plants a canary in every place of a payload that holds a string or a number. Nothing of it may
//! be seen in what is printed.

use serde_json::{Value, json};

/// Neither a word of any spec, nor a name: it has a space, and too many digits.
pub(crate) const CANARY: &str = "canary 8417";

/// The canary for each string, and a number that begins like it for each number.
pub(crate) fn everywhere(value: Value) -> Value {
    match value {
        Value::String(_) => json!(CANARY),
        Value::Number(_) => json!(8_417_417_417_u64),
        Value::Array(items) => items.into_iter().map(everywhere).collect(),
        Value::Object(members) => Value::Object(
            members
                .into_iter()
                .map(|(key, member)| (key, everywhere(member)))
                .collect(),
        ),
        other => other,
    }
}
