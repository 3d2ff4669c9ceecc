//! Defines an operation as it stands: its parameters, and what travels in its bodies.

use super::{OrReference, Place, Requirement, Schema, Spanned};
use crate::vocabulary::{Framing, ParameterPlace, ParameterStyle, Sensitivity, Status};
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// A method of a path.
#[derive(Debug, Clone, PartialEq)]
pub struct Operation {
    /// Where it stands.
    pub place: Place,
    /// Upper case.
    pub method: &'static str,
    /// Key of the path.
    pub path: Spanned<String>,
    /// `operationId`
    pub id: Option<Spanned<String>>,
    /// `x-rust-name`
    pub rust_name: Option<Spanned<String>>,
    /// `summary`
    pub summary: Option<String>,
    /// `description`
    pub description: Option<String>,
    /// What the path says of all its operations, tags and links to elsewhere, a paragraph each.
    pub more: Vec<String>,
    /// `deprecated`
    pub deprecated: bool,
    /// `parameters`
    pub parameters: Vec<OrReference<Parameter>>,
    /// `parameters` of the path.
    pub of_path: Vec<OrReference<Parameter>>,
    /// `requestBody`
    pub body: Option<OrReference<RequestBody>>,
    /// `responses`
    pub responses: Vec<(Status, OrReference<Response>)>,
    /// `security`, where there is one of its own.
    pub security: Option<Vec<Requirement>>,
}

/// What the service sends by itself, with a method of HTTP: a webhook, or a callback of an operation.
#[derive(Debug, Clone, PartialEq)]
pub struct Received {
    /// `webhook` or `callback`.
    pub kind: &'static str,
    /// Where a callback is sent, as a runtime expression.
    pub address: Option<String>,
    /// What it is called: a callback after its operation. Its place is that of the method.
    pub name: Spanned<String>,
    /// In upper case, where there are several of the name.
    pub method: &'static str,
    /// `operationId`
    pub id: Option<Spanned<String>>,
    /// `x-rust-name`
    pub rust_name: Option<Spanned<String>>,
    /// `summary` and `description`
    pub description: Option<String>,
    /// `requestBody`
    pub body: Option<OrReference<RequestBody>>,
    /// The statuses of the `responses`, each with what it is described as.
    pub answers: Vec<(String, Option<String>)>,
}

/// A parameter.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    /// Where it stands.
    pub place: Place,
    /// `name`
    pub name: Spanned<String>,
    /// `in`
    pub location: ParameterPlace,
    /// `style` and `explode`
    pub style: ParameterStyle,
    /// `required`
    pub required: bool,
    /// Whether nothing is made of it, which was reported.
    pub left_out: bool,
    /// `description`
    pub description: Option<String>,
    /// `deprecated`
    pub deprecated: bool,
    /// `schema`
    pub schema: Schema,
    /// `example` and `examples`.
    pub examples: Vec<Spanned<Json>>,
    /// What is said of the examples, as a sentence.
    pub captions: Option<String>,
    /// `x-sensitivity`
    pub sensitivity: Option<Spanned<Sensitivity>>,
    /// `x-rust-name`
    pub rust_name: Option<Spanned<String>>,
}

/// A request body.
#[derive(Debug, Clone, PartialEq)]
pub struct RequestBody {
    /// Where it stands.
    pub place: Place,
    /// `description`
    pub description: Option<String>,
    /// `required`: where nothing is written, a call may be made without it.
    pub required: bool,
    /// `content`, sorted by media type.
    pub content: Vec<MediaType>,
}

/// A response.
#[derive(Debug, Clone, PartialEq)]
pub struct Response {
    /// Where it stands.
    pub place: Place,
    /// `description`
    pub description: Option<String>,
    /// `headers`, each as a parameter in a header.
    pub headers: Vec<(Spanned<String>, OrReference<Parameter>)>,
    /// `content`, sorted by media type.
    pub content: Vec<MediaType>,
}

/// How a body is written, by its media type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MediaKind {
    /// As JSON.
    Json,
    /// As a form.
    Form,
    /// As pairs of names and values.
    Pairs,
    /// As the caller gives it, or as it came.
    Raw,
    /// As items, one after the other.
    Items(Framing),
}

/// A body in one media type.
#[derive(Debug, Clone, PartialEq)]
pub struct MediaType {
    /// Where it stands.
    pub place: Place,
    /// Key of `content`; where that is a pattern, what it is sent as.
    pub name: String,
    /// How it is written.
    pub kind: MediaKind,
    /// `schema`
    pub schema: Schema,
    /// `example` and `examples`.
    pub examples: Vec<Spanned<Json>>,
    /// What is said of the named examples.
    pub captions: Vec<String>,
    /// `encoding`, by the name of the part.
    pub encoding: BTreeMap<String, Encoding>,
}

/// How a part of a form is written.
#[derive(Debug, Clone, PartialEq)]
pub struct Encoding {
    /// Where it stands.
    pub place: Place,
    /// `contentType`
    pub content_type: Option<Spanned<String>>,
    /// `style` and `explode`, where either is there.
    pub style: Option<ParameterStyle>,
    /// `headers`, by name.
    pub headers: Vec<(Spanned<String>, OrReference<Parameter>)>,
}
