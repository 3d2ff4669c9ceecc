//! Reads an OpenAPI document as its text has it, with no opinion on what a client makes of it.

use crate::{direction, schema};
use percent_encoding::{CONTROLS, utf8_percent_encode};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// An OpenAPI document.
#[derive(Debug)]
pub struct Document {
    root: Value,
    /// The same, but for what is asked for of answers alone.
    sent: Value,
    /// The same, but for what is asked for of requests alone.
    answered: Value,
}

/// An operation of a document.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Operation<'a> {
    pub(crate) document: &'a Document,
    pub(crate) method: &'a str,
    pub(crate) path: &'a str,
    item: &'a Value,
    json: &'a Value,
}

/// A parameter of an operation.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Parameter<'a> {
    pub(crate) name: &'a str,
    pub(crate) place: &'a str,
    pub(crate) required: bool,
    /// As written, or what its place means.
    pub(crate) style: &'a str,
    pub(crate) explode: bool,
    pub(crate) schema: &'a Value,
    /// Whether its value travels as a document of JSON.
    pub(crate) is_json: bool,
}

/// One way in which an operation may be answered.
#[derive(Debug, Clone)]
pub(crate) struct Answer<'a> {
    /// `200`, `4XX` or `default`; nothing where nothing is described.
    pub(crate) key: &'a str,
    pub(crate) status: u16,
    pub(crate) media_type: Option<&'a str>,
    pub(crate) schema: Option<&'a Value>,
    /// Those that are described: the name, and the header.
    pub(crate) headers: Vec<(&'a str, &'a Value)>,
}

impl Document {
    /// A document that was read from its text.
    pub fn new(root: Value) -> Self {
        let [sent, answered] = [true, false].map(|sent| {
            let mut document = direction::directed(&root, &root, sent);
            palatable(&mut document);
            document
        });
        Self {
            root,
            sent,
            answered,
        }
    }

    /// What a reference leads to, or the value itself.
    pub(crate) fn resolved<'a>(&'a self, value: &'a Value) -> &'a Value {
        schema::resolved(&self.root, value)
    }

    /// A schema with what it refers to and all branches of its `allOf` in one.
    pub(crate) fn merged(&self, schema: &Value) -> Value {
        schema::merged(&self.root, schema)
    }

    /// Adds to a schema what another one says.
    pub(crate) fn overlay(&self, whole: &mut Map<String, Value>, schema: &Value) {
        schema::overlay(&self.root, whole, schema, 0);
    }

    /// The names of the members of a schema that do not travel where it is sent, or else answered.
    pub(crate) fn elsewhere(&self, schema: &Value, sent: bool) -> BTreeSet<String> {
        direction::elsewhere(&self.root, schema, sent)
    }

    /// What is wrong with a value by a schema of this document, where it is sent, or else answered.
    pub(crate) fn complaint(&self, schema: &Value, value: &Value, sent: bool) -> Option<String> {
        let mut schema = direction::directed(&self.root, schema, sent);
        palatable(&mut schema);
        let mut whole = Map::new();
        let root = if sent { &self.sent } else { &self.answered };
        for place in ["components", "paths"] {
            let part = root.get(place).cloned().unwrap_or_default();
            whole.insert(place.into(), part);
        }
        whole.insert("allOf".into(), json!([schema]));
        let whole = Value::Object(whole);
        let validator = match jsonschema::options().build(&whole) {
            Ok(validator) => validator,
            Err(error) => return Some(format!("the schema is none: {error}")),
        };
        let error = validator.iter_errors(value).next();
        error.map(|error| format!("{error} (at {})", error.instance_path()))
    }

    /// The name and the object of each security scheme.
    pub(crate) fn schemes(&self) -> impl Iterator<Item = (&str, &Value)> {
        let schemes = self.root.pointer("/components/securitySchemes");
        let schemes = schemes.and_then(Value::as_object).into_iter().flatten();
        schemes.map(|(name, scheme)| (name.as_str(), self.resolved(scheme)))
    }

    pub(crate) fn operation<'a>(&'a self, method: &'a str, path: &'a str) -> Option<Operation<'a>> {
        let item = self.resolved(self.root.get("paths")?.get(path)?);
        let json = item.get(method.to_lowercase())?;
        Some(Operation {
            document: self,
            method,
            path,
            item,
            json,
        })
    }

    /// How many operations it has.
    pub(crate) fn count(&self) -> usize {
        let items = self.root.get("paths").and_then(Value::as_object);
        let items = items.into_iter().flat_map(Map::values);
        let items = items.map(|item| self.resolved(item));
        items
            .map(|item| METHODS.iter().filter(|it| item.get(it).is_some()).count())
            .sum()
    }
}

fn items(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    value.and_then(Value::as_array).into_iter().flatten()
}

/// Of a body that may be anything, JSON is what is sent.
fn told(media_type: &str) -> &str {
    match media_type {
        "*/*" => "application/json",
        told => told,
    }
}

/// Makes of a document what the judge takes: what a reference holds beside ASCII is percent-encoded,
/// a title or description of nothing is left out, and `type: [string, null]` has its quotes.
fn palatable(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.retain(|name, value| {
                !value.is_null() || !matches!(&**name, "title" | "description")
            });
            for (name, value) in members {
                match (name.as_str(), &mut *value) {
                    ("$ref", Value::String(text)) => {
                        *text = utf8_percent_encode(text, CONTROLS).to_string();
                    }
                    ("type", Value::Array(names)) => {
                        for name in names.iter_mut().filter(|name| name.is_null()) {
                            *name = "null".into();
                        }
                    }
                    ("type", one @ Value::Null) => *one = "null".into(),
                    _ => palatable(value),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(palatable),
        _ => {}
    }
}

fn text<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    value.get(key).and_then(Value::as_str)
}

impl<'a> Operation<'a> {
    /// Those of the operation, and those of its path that it does not have itself.
    pub(crate) fn parameters(self) -> Vec<Parameter<'a>> {
        let own = items(self.json.get("parameters"));
        let all = own.chain(items(self.item.get("parameters")));
        let mut found: Vec<Parameter<'a>> = Vec::new();
        for json in all.map(|json| self.document.resolved(json)) {
            let Some(parameter) = Self::parameter(json) else {
                continue;
            };
            let known =
                |it: &Parameter<'_>| (it.name, it.place) == (parameter.name, parameter.place);
            if !found.iter().any(known) && !parameter.is_ignored() {
                found.push(parameter);
            }
        }
        found
    }

    fn parameter(json: &'a Value) -> Option<Parameter<'a>> {
        let (name, place) = (text(json, "name")?, text(json, "in")?);
        let style = text(json, "style").unwrap_or(match place {
            "path" | "header" => "simple",
            _ => "form",
        });
        let content = json.get("content").and_then(Value::as_object);
        let content = content.and_then(|content| content.values().next());
        let flag = |key: &str| json.get(key).and_then(Value::as_bool);
        Some(Parameter {
            name,
            place,
            required: flag("required").unwrap_or(place == "path"),
            style,
            explode: flag("explode").unwrap_or(style == "form"),
            schema: content
                .unwrap_or(json)
                .get("schema")
                .unwrap_or(&Value::Null),
            is_json: content.is_some(),
        })
    }

    /// The media types of the body, each with what describes it.
    pub(crate) fn bodies(self) -> Vec<(&'a str, &'a Value)> {
        let body = self.json.get("requestBody");
        let body = body.map(|body| self.document.resolved(body));
        let content = body.and_then(|body| body.get("content")?.as_object());
        let content = content.into_iter().flatten();
        content.map(|(name, media)| (told(name), media)).collect()
    }

    /// Each status with each of its media types.
    pub(crate) fn answers(self) -> Vec<Answer<'a>> {
        let Some(responses) = self.json.get("responses").and_then(Value::as_object) else {
            return vec![Answer {
                key: "",
                status: 202,
                media_type: Some("text/plain"),
                schema: None,
                headers: Vec::new(),
            }];
        };
        let mut answers = Vec::new();
        for (key, response) in responses.iter().filter(|(key, _)| !key.starts_with("x-")) {
            let response = self.document.resolved(response);
            let content = response.get("content").and_then(Value::as_object);
            let content: Vec<_> = content.into_iter().flatten().collect();
            let headers = response.get("headers").and_then(Value::as_object);
            let headers = headers.into_iter().flatten();
            let headers = headers.map(|(name, it)| (name.as_str(), self.document.resolved(it)));
            let headers: Vec<_> = headers.collect();
            for status in statuses(responses, key) {
                let bare = self.method == "HEAD" || matches!(status, 204 | 205 | 304);
                let answer = |media_type, schema| Answer {
                    key,
                    status,
                    media_type,
                    schema,
                    headers: headers.clone(),
                };
                if bare || content.is_empty() {
                    answers.push(answer(None, None));
                    continue;
                }
                let described = content.iter();
                answers.extend(
                    described.map(|(name, media)| answer(Some(told(name)), media.get("schema"))),
                );
            }
        }
        answers
    }

    /// The alternatives, each the names of the schemes that it asks for.
    pub(crate) fn security(self) -> Vec<BTreeSet<&'a str>> {
        let root = &self.document.root;
        let all = self.json.get("security").or_else(|| root.get("security"));
        let names = |it: &'a Value| {
            let schemes = it.as_object().into_iter().flatten();
            schemes.map(|(name, _)| name.as_str()).collect()
        };
        items(all).map(names).collect()
    }
}

impl Parameter<'_> {
    /// The names that OpenAPI has be ignored as parameters.
    fn is_ignored(&self) -> bool {
        let names = ["accept", "authorization", "content-type"];
        self.place == "header"
            && names
                .iter()
                .any(|name| self.name.eq_ignore_ascii_case(name))
    }
}

/// Statuses that a key of the responses stands for: of a range one that has no key of its own, of the
/// rest one for a failure, and where no success is described, one for that as well.
fn statuses(responses: &Map<String, Value>, key: &str) -> Vec<u16> {
    let is_free = |status: u16| {
        let range = format!("{}XX", status / 100);
        let described = responses.contains_key(&status.to_string());
        !described && (key != "default" || !responses.contains_key(&range))
    };
    if let Ok(status) = key.parse() {
        return vec![status];
    }
    if key == "default" {
        let succeeds = responses.keys().any(|key| key.starts_with('2'));
        let success = [200, 201].into_iter().find(|_| !succeeds);
        let failure = [418, 500, 502, 503]
            .into_iter()
            .find(|status| is_free(*status));
        return success.into_iter().chain(failure).collect();
    }
    let digit = key
        .bytes()
        .next()
        .map_or(2, |digit| u16::from(digit.saturating_sub(b'0')));
    let first = digit * 100;
    // Not the last ones: some of these have a meaning to everybody who speaks HTTP.
    let free = (first + 20..first + 40).find(|status| is_free(*status));
    free.into_iter().collect()
}
