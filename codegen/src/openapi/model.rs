//! Defines the document as it stands: what was read, with the place of everything that can be wrong
//! later.
//!
//! Maps whose order has no meaning are sorted here, so that nothing behind can depend on it.

mod operation;
mod schema;
mod walk;

pub use operation::*;
pub use schema::*;

use super::Uses;
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::vocabulary::{ParameterPlace, SecretForm, Sensitivity, Standing};
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
    /// supported.
    pub carrier: Option<(ParameterPlace, String)>,
    /// Why it is not supported, which matters where no operation can do without it.
    pub unsupported: Option<Diagnostic>,
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
