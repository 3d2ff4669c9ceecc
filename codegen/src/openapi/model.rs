//! Defines the document as it stands: what was read, with the place of everything that can be wrong
//! later.
//!
//! Maps whose order has no meaning are sorted here, so that nothing behind can depend on it.

mod schema;

pub use schema::*;

use super::Uses;
use crate::source::Span;
use crate::vocabulary::{
    Framing, ParameterPlace, ParameterStyle, SecretForm, Sensitivity, Standing, Status,
};
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// A value and its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Its place.
    pub span: Span,
}

impl<T> Spanned<T> {
    pub(crate) fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

/// Where a part of the document stands and where it comes from.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Place {
    /// What to point at: the key it stands under, or where there is none its beginning.
    pub span: Span,
    /// JSON Pointer.
    pub pointer: String,
    /// `x-source`, `x-standing`, `x-conflict`.
    pub provenance: Provenance,
}

/// Where something comes from.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Provenance {
    /// `x-source`
    pub source: Option<String>,
    /// `x-standing`
    pub standing: Option<Standing>,
    /// `x-conflict`
    pub conflict: Option<String>,
}

/// An OpenAPI 3.1 document.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// `info`
    pub info: Info,
    /// Tags and links to elsewhere, a paragraph each.
    pub more: Vec<String>,
    /// `servers`
    pub servers: Vec<Server>,
    /// `security`: what holds for operations without their own.
    pub security: Vec<Requirement>,
    /// Every operation under `paths`, by path and method.
    pub operations: Vec<Operation>,
    /// What the service sends by itself.
    pub received: Vec<Received>,
    /// `components`
    pub components: Components,
    /// Which components are referred to.
    pub uses: Uses,
    /// Components as JSON Schema has them, where schemas are kept whole.
    pub whole: BTreeMap<String, Json>,
}

/// `info`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Info {
    /// Where it stands.
    pub place: Place,
    /// `title`
    pub title: String,
    /// `version`
    pub version: String,
    /// `summary`
    pub summary: Option<String>,
    /// `description`
    pub description: Option<String>,
    /// `license.identifier`, an SPDX expression.
    pub licence: Option<String>,
    /// The rest of it, a paragraph each: contact, terms of service, and where the license is.
    pub more: Vec<String>,
}

/// A server.
#[derive(Debug, Clone, PartialEq)]
pub struct Server {
    /// Where it stands.
    pub place: Place,
    /// `url`: a template.
    pub url: Spanned<String>,
    /// `description`
    pub description: Option<String>,
    /// `variables`
    pub variables: BTreeMap<String, ServerVariable>,
}

impl Server {
    /// Whether both are at one address, if nobody says otherwise.
    pub fn is_at(&self, other: &Self) -> bool {
        let address = |it: &Self| it.url.value.trim_end_matches('/').to_owned();
        let values = |it: &Self| {
            let variables = it.variables.iter();
            let values = variables.map(|(name, variable)| (name.clone(), variable.default.clone()));
            values.collect::<Vec<_>>()
        };
        address(self) == address(other) && values(self) == values(other)
    }
}

/// What goes into the braces of a server's URL.
#[derive(Debug, Clone, PartialEq)]
pub struct ServerVariable {
    /// Where it stands.
    pub place: Place,
    /// `default`
    pub default: String,
    /// `description`
    pub description: Option<String>,
    /// `x-sensitivity`
    pub sensitivity: Option<Spanned<Sensitivity>>,
    /// `x-rust-name`
    pub rust_name: Option<Spanned<String>>,
}

/// One requirement object of `security`: all of these schemes together.
#[derive(Debug, Clone, PartialEq)]
pub struct Requirement {
    /// Where it stands.
    pub place: Place,
    /// Names of schemes.
    pub schemes: Vec<Spanned<String>>,
}

/// `components`, as far as anything can refer to them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Components {
    /// Where each of the `examples` stands.
    pub examples: BTreeMap<String, Span>,
    /// `schemas`
    pub schemas: BTreeMap<String, Schema>,
    /// `requestBodies`
    pub request_bodies: BTreeMap<String, OrReference<RequestBody>>,
    /// `responses`
    pub responses: BTreeMap<String, OrReference<Response>>,
    /// `parameters`
    pub parameters: BTreeMap<String, OrReference<Parameter>>,
    /// `headers`, each as a parameter in a header.
    pub headers: BTreeMap<String, OrReference<Parameter>>,
    /// `securitySchemes`; `None` for one that is not supported, which was reported.
    pub security_schemes: BTreeMap<String, SecurityScheme>,
}

/// A security scheme.
#[derive(Debug, Clone, PartialEq)]
pub struct SecurityScheme {
    /// Where it stands.
    pub place: Place,
    /// Where the secret travels, and by what name; `None` where nothing travels, or the scheme is not
    /// supported, which was reported.
    pub carrier: Option<(ParameterPlace, String)>,
    /// Whether the connection says who calls: by a certificate of the caller.
    pub of_connection: bool,
    /// What it travels as.
    pub form: SecretForm,
    /// `description`
    pub description: Option<String>,
    /// `x-rust-name`
    pub rust_name: Option<Spanned<String>>,
}

/// A thing, or a reference to one.
#[derive(Debug, Clone, PartialEq)]
pub enum OrReference<T> {
    /// The thing itself.
    Here(T),
    /// The text of a `$ref`, its place, and the `description` beside it.
    Reference(Spanned<String>, Place, Option<String>),
}

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

impl Document {
    /// Every schema, those inside others included. With it the name of the component it belongs
    /// to, if any.
    pub fn schemas(&self) -> impl Iterator<Item = (Option<&str>, &Schema)> {
        let components = self
            .components
            .schemas
            .iter()
            .map(|(name, s)| (Some(name.as_str()), s));
        let bodies = self.bodies().filter_map(OrReference::here);
        let bodies = bodies.flat_map(|body| &body.content);
        let responses = self.responses().filter_map(OrReference::here);
        let responses = responses.flat_map(|response| &response.content);
        let media = bodies.chain(responses).map(|media| (None, &media.schema));
        let parameters = self.parameters().chain(self.headers());
        let parameters = parameters.filter_map(OrReference::here);
        let parameters = parameters.map(|parameter| (None, &parameter.schema));
        let mut waiting: Vec<_> = components.chain(media).chain(parameters).collect();
        waiting.reverse();
        std::iter::from_fn(move || {
            let (owner, schema) = waiting.pop()?;
            waiting.extend(schema.children().map(|child| (owner, child)));
            Some((owner, schema))
        })
    }
}

impl Document {
    /// Changes every schema, and then those that are inside of it still.
    pub(crate) fn each_schema(&mut self, change: &mut dyn FnMut(&mut Schema)) {
        fn within(schema: &mut Schema, change: &mut dyn FnMut(&mut Schema)) {
            change(schema);
            for child in schema.children_mut() {
                within(child, change);
            }
        }
        let here = |content: &mut Vec<MediaType>, change: &mut dyn FnMut(&mut Schema)| {
            for media in content {
                within(&mut media.schema, change);
                let encodings = media.encoding.values_mut();
                for (_, header) in encodings.flat_map(|encoding| &mut encoding.headers) {
                    if let OrReference::Here(header) = header {
                        within(&mut header.schema, change);
                    }
                }
            }
        };
        let headers = |response: &mut Response, change: &mut dyn FnMut(&mut Schema)| {
            for (_, header) in &mut response.headers {
                if let OrReference::Here(header) = header {
                    within(&mut header.schema, change);
                }
            }
        };
        for schema in self.components.schemas.values_mut() {
            within(schema, change);
        }
        let operations = self.operations.iter_mut();
        for operation in operations {
            if let Some(OrReference::Here(body)) = &mut operation.body {
                here(&mut body.content, change);
            }
            for (_, response) in &mut operation.responses {
                if let OrReference::Here(response) = response {
                    headers(response, change);
                    here(&mut response.content, change);
                }
            }
            let parameters = operation
                .of_path
                .iter_mut()
                .chain(&mut operation.parameters);
            for parameter in parameters {
                if let OrReference::Here(parameter) = parameter {
                    within(&mut parameter.schema, change);
                }
            }
        }
        let received = self.received.iter_mut().filter_map(|it| it.body.as_mut());
        for body in self.components.request_bodies.values_mut().chain(received) {
            if let OrReference::Here(body) = body {
                here(&mut body.content, change);
            }
        }
        for response in self.components.responses.values_mut() {
            if let OrReference::Here(response) = response {
                headers(response, change);
                here(&mut response.content, change);
            }
        }
        let components = &mut self.components;
        let parameters = components.parameters.values_mut();
        for parameter in parameters.chain(components.headers.values_mut()) {
            if let OrReference::Here(parameter) = parameter {
                within(&mut parameter.schema, change);
            }
        }
    }

    /// Every request body, those of components first.
    pub fn bodies(&self) -> impl Iterator<Item = &OrReference<RequestBody>> {
        let operations = self.operations.iter();
        let own = operations.filter_map(|operation| operation.body.as_ref());
        let received = self.received.iter().filter_map(|it| it.body.as_ref());
        self.components
            .request_bodies
            .values()
            .chain(own)
            .chain(received)
    }

    /// Every response, those of components first.
    pub fn responses(&self) -> impl Iterator<Item = &OrReference<Response>> {
        let operations = self.operations.iter();
        let own = operations.flat_map(|operation| &operation.responses);
        let components = self.components.responses.values();
        components.chain(own.map(|(_, response)| response))
    }

    /// Every parameter, those of components first.
    pub fn parameters(&self) -> impl Iterator<Item = &OrReference<Parameter>> {
        let operations = self.operations.iter();
        let own =
            operations.flat_map(|operation| operation.of_path.iter().chain(&operation.parameters));
        self.components.parameters.values().chain(own)
    }

    /// Every header of a response or of a part, those of components first.
    pub fn headers(&self) -> impl Iterator<Item = &OrReference<Parameter>> {
        let own = self.responses().filter_map(OrReference::here);
        let own = own.flat_map(|response| &response.headers);
        let bodies = self.bodies().filter_map(OrReference::here);
        let media = bodies.flat_map(|body| &body.content);
        let encodings = media.flat_map(|media| media.encoding.values());
        let own = own.chain(encodings.flat_map(|encoding| &encoding.headers));
        let components = self.components.headers.values();
        components.chain(own.map(|(_, header)| header))
    }

    /// Every requirement of security, of operations first.
    pub fn requirements(&self) -> impl Iterator<Item = &Requirement> {
        let operations = self.operations.iter();
        let own = operations.filter_map(|operation| operation.security.as_ref());
        own.chain([&self.security]).flatten()
    }
}

impl<T> OrReference<T> {
    /// The thing, where it is not a reference.
    pub fn here(&self) -> Option<&T> {
        match self {
            Self::Here(thing) => Some(thing),
            Self::Reference(..) => None,
        }
    }

    /// The description beside the reference, where it is one.
    pub fn description(&self) -> Option<&String> {
        match self {
            Self::Here(_) => None,
            Self::Reference(_, _, description) => description.as_ref(),
        }
    }

    /// Where the reference stands, where it is one.
    pub fn place_of_reference(&self) -> Option<&Span> {
        match self {
            Self::Here(_) => None,
            Self::Reference(_, place, _) => Some(&place.span),
        }
    }
}
