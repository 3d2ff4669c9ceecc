//! One call: what is to be sent, and what it is answered with.

use crate::body::Payload;
use crate::http::Reply;
use crate::items::Items;
use percent_encoding::{CONTROLS, utf8_percent_encode};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// What the crate of a document says of an operation, as the generator told it to the caller.
#[derive(Debug, Clone, Copy)]
pub struct Described {
    /// In upper case.
    pub method: &'static str,
    /// As the document has it.
    pub path: &'static str,
    /// The media type of the body, and whether it is a type of its own rather than bytes.
    pub body: Option<(&'static str, bool)>,
    /// Place and name of each parameter.
    pub parameters: &'static [(&'static str, &'static str)],
    /// How the items are told from one another that the answer comes as, where it does.
    pub items: Option<Items>,
    /// Status and media type of each answer, as the document has them.
    pub answers: &'static [(&'static str, Option<&'static str>)],
    /// Name of each header that an answer is read with.
    pub headers: &'static [&'static str],
}

/// A call with what it is answered with.
#[derive(Debug, Clone)]
pub struct Case {
    pub(crate) called: Described,
    pub(crate) parameters: Vec<(&'static str, &'static str, Value)>,
    pub(crate) body: Option<(&'static str, Payload)>,
    pub(crate) reply: Reply,
    /// The described headers of the answer, with their values.
    pub(crate) headers: Vec<(&'static str, Value)>,
    /// The document that is answered, where it is one.
    pub(crate) answered: Option<Value>,
}

/// The secret for a scheme. Where a user is known by a name, it is in front of the secret.
pub(crate) fn secret(scheme: &str, named: bool) -> String {
    let name = if named { "someone:" } else { "" };
    format!(
        "{name}made-up-for-{}",
        utf8_percent_encode(scheme, CONTROLS)
    )
}

/// A value of a type of the crate, out of its JSON.
///
/// # Errors
/// When the type does not take it.
pub fn value<T: DeserializeOwned>(json: &Value) -> Result<T, String> {
    // As a text, as it travels: from a tree, names that are data and digits are not read.
    let text = json.to_string();
    serde_json::from_str(&text).map_err(|error| format!("{text} is not taken: {error}"))
}

impl Case {
    /// The value of a parameter, if it is to be set.
    pub fn parameter(&self, place: &str, name: &str) -> Option<&Value> {
        let mut all = self.parameters.iter();
        let found = all.find(|(known, called, _)| (*known, *called) == (place, name));
        found.map(|(_, _, value)| value)
    }

    /// The value of a parameter that the crate says must be set.
    ///
    /// # Errors
    /// When the document does not say so.
    pub fn needed(&self, place: &str, name: &str) -> Result<&Value, String> {
        let found = self.parameter(place, name);
        found.ok_or_else(|| format!("`{name}` in the {place} need not be set"))
    }

    /// The body: a document, or the object of a form.
    ///
    /// # Errors
    /// When the call has none.
    pub fn json(&self) -> Result<&Value, String> {
        match &self.body {
            Some((_, Payload::Json(value) | Payload::Form(value) | Payload::Pairs(value))) => {
                Ok(value)
            }
            _ => Err("the body is no document".into()),
        }
    }

    /// The body as bytes.
    pub fn raw(&self) -> Vec<u8> {
        match &self.body {
            Some((_, Payload::Raw(bytes))) => bytes.clone(),
            _ => Vec::new(),
        }
    }

    /// A part of a form, if it is to be set.
    pub fn part(&self, name: &str) -> Option<&Value> {
        self.json().ok()?.get(name)
    }

    /// A part of a form that the crate says must be set; of none of its items, no part.
    pub fn needed_part(&self, name: &str) -> &Value {
        self.part(name)
            .unwrap_or(const { &Value::Array(Vec::new()) })
    }
}
