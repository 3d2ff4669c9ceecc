//! Tells what a node of a document is by the way that leads to it: only where a schema, an answer or
//! a path stands can a `$ref` be a reference, and only to another of its kind.

use crate::openapi::keywords::{Subschemas, subschemas};
use crate::vocabulary::METHODS;

/// What can be referred to, and what such things stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Thing {
    Document,
    Components,
    PathItem,
    Operation,
    Parameter,
    RequestBody,
    Response,
    Header,
    MediaType,
    Encoding,
    Callback,
    Schema,
}

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// One thing.
    One(Thing),
    /// Things by name.
    Map(Thing),
    /// Things in a row.
    List(Thing),
    /// A part of a file that is no document: whatever refers to it knows what it is.
    Any,
    /// Nothing in which a reference is looked for.
    Other,
}

use Kind::{Any, List, Map, One, Other};

impl Kind {
    /// What stands under a key, or a number.
    pub(super) fn below(self, key: &str) -> Self {
        match self {
            Map(thing) | List(thing) => One(thing),
            One(thing) => thing.below(key),
            Any => Any,
            Other => Other,
        }
    }
}

impl Thing {
    fn below(self, key: &str) -> Kind {
        match (self, key) {
            (Self::Document, "paths" | "webhooks") | (Self::Components, "pathItems") => {
                Map(Self::PathItem)
            }
            (Self::Document, "components") => One(Self::Components),
            (Self::Components, "schemas") => Map(Self::Schema),
            (Self::Components | Self::Operation, "responses") => Map(Self::Response),
            (Self::Components, "parameters") => Map(Self::Parameter),
            (Self::Components, "requestBodies") => Map(Self::RequestBody),
            (Self::Components | Self::Response | Self::Encoding, "headers") => Map(Self::Header),
            (Self::Components | Self::Operation, "callbacks") => Map(Self::Callback),
            (Self::PathItem | Self::Operation, "parameters") => List(Self::Parameter),
            (Self::PathItem, key) if METHODS.iter().any(|(method, _)| *method == key) => {
                One(Self::Operation)
            }
            (Self::Operation, "requestBody") => One(Self::RequestBody),
            (Self::Callback, key) if !key.starts_with("x-") => One(Self::PathItem),
            (Self::Parameter | Self::Header | Self::MediaType, "schema") => One(Self::Schema),
            (Self::Parameter | Self::Header | Self::RequestBody | Self::Response, "content") => {
                Map(Self::MediaType)
            }
            (Self::MediaType, "encoding") => Map(Self::Encoding),
            (Self::Schema, key) => match subschemas(key) {
                Some(Subschemas::Named) => Map(Self::Schema),
                Some(Subschemas::List) => List(Self::Schema),
                Some(Subschemas::One) => One(Self::Schema),
                None => Other,
            },
            _ => Other,
        }
    }

    /// Whether a `$ref` may stand in its place.
    pub(super) fn refers(self) -> bool {
        self == Self::PathItem || self.section().is_some()
    }

    /// The section of `components` that it stands in.
    pub(super) fn section(self) -> Option<&'static str> {
        match self {
            Self::Schema => Some("schemas"),
            Self::Response => Some("responses"),
            Self::Parameter => Some("parameters"),
            Self::RequestBody => Some("requestBodies"),
            Self::Header => Some("headers"),
            Self::Callback => Some("callbacks"),
            _ => None,
        }
    }

    /// With an article, for messages.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Document => "a document",
            Self::Components => "`components`",
            Self::PathItem => "a path",
            Self::Operation => "an operation",
            Self::Parameter => "a parameter",
            Self::RequestBody => "a request body",
            Self::Response => "a response",
            Self::Header => "a header",
            Self::MediaType => "the content of a media type",
            Self::Encoding => "an encoding",
            Self::Callback => "a callback",
            Self::Schema => "a schema",
        }
    }
}
