//! Defines what an export is to be: what the command line asks for, or the manifest.

use crate::shape::Shaping;
use std::fmt;
use wildmatch::WildMatch;

/// What an export is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Where it is written: the folder of JSON Schemas or vectors, or the file of OpenAPI or the
    /// page; empty for the folder of the run and `openapi.yaml` or `fields.md`. Relative, with `/` between its segments.
    pub to: String,
    /// The form.
    pub form: Form,
    /// The one media type of requests that stays, where an operation has several.
    pub body: Option<String>,
    /// How its schemas are shaped.
    pub shaping: Shaping,
    /// The one document, or the operations, that are taken; everything where it is empty.
    pub only: String,
}

/// The form of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A file for each document that travels.
    JsonSchema(Draft),
    /// OpenAPI 3.1.
    OpenApi,
    /// A page in Markdown, with a table of members for each type.
    Fields,
    /// Test vectors: a file for each document that travels, and an index.
    Vectors,
}

/// A draft of JSON Schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Draft {
    /// 2020-12
    Draft2020,
    /// Draft 7
    Draft07,
}

/// Settings that cannot be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unusable(pub String);

impl fmt::Display for Unusable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unusable {}

impl Settings {
    /// Settings of a form, by the names that the command line and the manifest have for it.
    pub fn new(form: &str, draft: Option<&str>) -> Result<Self, Unusable> {
        let form = match (form, draft) {
            ("json-schema", None | Some("2020-12")) => Form::JsonSchema(Draft::Draft2020),
            ("json-schema", Some("draft-07")) => Form::JsonSchema(Draft::Draft07),
            ("json-schema", Some(other)) => {
                let message =
                    format!("there is no draft {other:?}; 2020-12 and draft-07 can be had");
                return Err(Unusable(message));
            }
            ("openapi", None) => Form::OpenApi,
            ("openapi", Some(_)) => {
                let message = "a draft is one of JSON Schema; OpenAPI 3.1 has its own";
                return Err(Unusable(message.into()));
            }
            ("vectors", None) => Form::Vectors,
            ("fields", None) => Form::Fields,
            ("vectors" | "fields", Some(_)) => {
                let message = "a draft is one of JSON Schema; this is the same for each";
                return Err(Unusable(message.into()));
            }
            (other, _) => {
                let message = format!(
                    "there is no form {other:?}; json-schema, openapi, vectors and fields are known"
                );
                return Err(Unusable(message));
            }
        };
        Ok(Self {
            to: String::new(),
            form,
            body: None,
            shaping: Shaping::default(),
            only: String::new(),
        })
    }

    /// The media type that is called so: `json`, `multipart`, or as it is.
    pub fn media_type(name: &str) -> String {
        match name {
            "json" => crate::openapi::keywords::JSON.to_owned(),
            "multipart" => crate::openapi::keywords::FORM.to_owned(),
            other => other.to_owned(),
        }
    }

    /// The file of a form that is one.
    pub(crate) fn file(&self) -> &str {
        match self.form {
            _ if !self.to.is_empty() => &self.to,
            Form::Fields => "fields.md",
            _ => "openapi.yaml",
        }
    }

    /// The folder of a form that is several files, with a slash behind it.
    pub(crate) fn folder(&self) -> String {
        match self.to.trim_end_matches('/') {
            "" => String::new(),
            folder => format!("{folder}/"),
        }
    }

    /// Whether a document or an operation of that name is taken.
    pub(crate) fn takes(&self, name: &str) -> bool {
        self.only.is_empty() || WildMatch::new(&self.only).matches(name)
    }
}
