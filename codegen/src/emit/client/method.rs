//! Emits a method of the client: one operation with one of its bodies.

use super::super::scope::Scope;
use super::super::{docs, ident};
use super::documents::{self, Documents, Outcome};
use super::form;
use super::headers;
use super::limits::Limits;
use super::parameter;
use super::refusal;
use crate::ir::{self, Body, Kind, Operation, Part, PartContent, Sensitivity, Shape, Type, TypeId};
use crate::name::{Case, METHODS, Name};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use std::collections::BTreeSet;

pub(super) struct Method<'a> {
    scope: &'a Scope<'a>,
    operation: &'a Operation,
    body: Option<&'a Body>,
    name: Ident,
}

/// One for each body of each operation. The first body gives its method the operation's own name, and
/// each other one is called after its media type.
pub(super) fn all<'a>(scope: &'a Scope<'a>) -> Vec<Method<'a>> {
    let mut methods = Vec::new();
    let operations = &scope.context.api.operations;
    let names = operations
        .iter()
        .map(|operation| operation.name.to_string());
    let mut taken: BTreeSet<String> = names.collect();
    for operation in &scope.context.api.operations {
        let method = |body, name| Method {
            scope,
            operation,
            body,
            name,
        };
        let own = operation.name.trim_end_matches('_');
        let first = match operation.name.as_str() {
            name if METHODS.contains(&name) => format_ident!("{name}_"),
            name => ident::ident(name),
        };
        if operation.bodies.is_empty() {
            methods.push(method(None, first.clone()));
        }
        for (index, body) in operation.bodies.iter().enumerate() {
            let name = match (index, body.media_type.as_str()) {
                (0, _) => first.clone(),
                (_, "multipart/form-data") => format_ident!("{own}_multipart"),
                (_, other) => {
                    let label = Name::coined(&ir::label(other), Case::Item);
                    let mut name = format!("{own}_{}", label.trim_end_matches('_'));
                    while taken.contains(&name) {
                        name.push('_');
                    }
                    ident::ident(&name)
                }
            };
            taken.insert(name.to_string());
            methods.push(method(Some(body), name));
        }
    }
    methods
}

/// The methods of the calls, for what need not be set. `waits`: of those that block.
pub(super) fn setters(
    scope: &Scope<'_>,
    call: &dyn Fn() -> TokenStream,
    waits: bool,
) -> Vec<TokenStream> {
    let mut all = Vec::new();
    for method in self::all(scope) {
        // The methods of an operation give the same call.
        let first = method
            .operation
            .bodies
            .first()
            .is_none_or(|first| method.body.is_some_and(|body| std::ptr::eq(body, first)));
        let (_, marker, _) = method.parameters(waits);
        let Some(marker) = marker.filter(|_| first) else {
            continue;
        };
        let (answer, error) = method.outcome(waits);
        let call = call();
        let call = quote!(#call<#answer, #error #marker>);
        all.extend(parameter::setters(scope, method.operation, &call, waits));
    }
    all
}

impl Method<'_> {
    /// The method of the async client.
    pub(super) fn sent(&self, limits: &Limits<'_>) -> TokenStream {
        let (about, name, parameter) = (self.about(), &self.name, self.parameter());
        let (answer, error) = self.outcome(false);
        let constant = ident::constant(&self.operation.name);
        let (payload, read) = (self.payload(limits), self.read());
        let call = self.scope.import("super", "Call");
        let operation = self.scope.import("crate", "operation");
        let (parameters, marker, many) = self.parameters(false);
        let added = parameter::added(self.scope, self.operation);
        let sent_as = self.sent_as();
        let is_file = |part: &Part| matches!(part.content, PartContent::File { .. });
        let whole = self.form().filter(|parts| !parts.iter().any(is_file));
        let whole = whole.map(|_| {
            let reason = "a form is taken as a whole, whether or not files are in it";
            quote!(#[allow(clippy::needless_pass_by_value, reason = #reason)])
        });
        quote! {
            #about
            #many
            #whole
            pub fn #name(&self, #parameters #parameter) -> #call<#answer, #error #marker> {
                #payload
                #call::new(&self.http, #operation::#constant, payload, #read) #sent_as #added
            }
        }
    }

    /// The method of the blocking client.
    pub(super) fn waited(&self) -> TokenStream {
        let (about, name, parameter) = (self.about(), &self.name, self.parameter());
        let (answer, error) = self.outcome(true);
        let argument = self.body.map(|_| quote!(request));
        let names = parameter::names(self.operation);
        let (parameters, marker, many) = self.parameters(true);
        quote! {
            #about
            #many
            pub fn #name(&self, #parameters #parameter) -> Call<#answer, #error #marker> {
                Call::new(&self.runtime, self.client.#name(#names #argument))
            }
        }
    }

    /// The arguments beside the body, the type that marks the call, and what a linter is told.
    fn parameters(&self, waits: bool) -> (TokenStream, Option<TokenStream>, Option<TokenStream>) {
        /// Arguments, with `self`, up to which nothing is said of them.
        const FEW: usize = 7;

        let marker = parameter::marker(self.operation).map(|marker| {
            let marker = if waits {
                quote!(super::#marker)
            } else {
                quote!(#marker)
            };
            quote!(, #marker)
        });
        let count = parameter::count(self.operation) + usize::from(self.body.is_some()) + 1;
        let many = (count > FEW).then(|| {
            let reason = "the operation needs them";
            quote!(#[expect(clippy::too_many_arguments, reason = #reason)])
        });
        (
            parameter::arguments(self.scope, self.operation),
            marker,
            many,
        )
    }

    fn about(&self) -> TokenStream {
        let Operation {
            method,
            path,
            docs,
            origin,
            ..
        } = self.operation;
        let about = docs::item(docs, origin, &docs::named(&format!("{method} {path}")), 4);
        let mut paragraphs = parameter::about(self.operation);
        if let Some(body) = self.body {
            let travels = format!("The body travels as {}.", docs::code(&body.media_type));
            let about = self
                .operation
                .body
                .iter()
                .map(|about| about.trim().to_owned());
            let said: Vec<String> = std::iter::once(travels).chain(about).collect();
            paragraphs.push(said.join(" "));
        }
        let answers = self.operation.responses.iter();
        paragraphs.extend(answers.filter_map(|response| {
            let about = docs::description(&response.docs)?;
            Some(format!("{}: {about}", documents::status(response.status)))
        }));
        let paragraphs = paragraphs.iter().map(|text| {
            let text = docs::own(&format!("\n{}", docs::wrapped(text, 4)));
            quote!(#text)
        });
        quote!(#about #(#paragraphs)*)
    }

    /// Where the body is not the one that the operation sends by its own name.
    fn sent_as(&self) -> Option<TokenStream> {
        let types = &self.scope.context.api.types;
        let body = self.body.filter(|body| body.is_json(types))?;
        let first = self.operation.bodies.first()?;
        let media_type = &body.media_type;
        (!std::ptr::eq(body, first)).then(|| quote!(.sent_as(#media_type)))
    }

    fn form(&self) -> Option<&[Part]> {
        let def = self.scope.context.def(self.body?.ty?);
        match &def.shape {
            Shape::Multipart(parts) => Some(parts),
            _ => None,
        }
    }

    /// A form is taken as a whole, since the files in it are not copied.
    fn parameter(&self) -> Option<TokenStream> {
        let Some(ty) = self.body?.ty else {
            let content = self.scope.import("super", "Content");
            return Some(quote!(request: impl Into<#content>));
        };
        let ty = self.scope.in_types(ty);
        Some(if self.form().is_some() {
            quote!(request: #ty)
        } else {
            quote!(request: &#ty)
        })
    }

    fn successes(&self) -> impl Iterator<Item = Option<&Body>> {
        let good = self.operation.successes();
        good.map(|response| response.body.as_ref())
    }

    /// Whether the answer comes as it is: nothing is said of any, or one of them is not JSON.
    fn is_raw(&self) -> bool {
        let raw = |body: Option<&Body>| body.is_some_and(|body| body.ty.is_none());
        self.operation.responses.is_empty() || self.successes().any(raw)
    }

    /// What an answer is decoded into, with success and with a failure.
    fn outcome(&self, waits: bool) -> (TokenStream, TokenStream) {
        let error = refusal::of(self.scope, self.operation, waits);
        let answer = headers::around(self.scope, self.operation, self.answer(waits), waits);
        (answer, error)
    }

    fn answer(&self, waits: bool) -> TokenStream {
        if self.is_raw() {
            return self.scope.import("super", "RawAnswer");
        }
        let documents = Documents::of(self.operation, Outcome::Success);
        let Some(ty) = documents.ty(self.scope, waits) else {
            return quote!(());
        };
        if self.successes().any(|body| body.is_none()) {
            quote!(Option<#ty>)
        } else {
            ty
        }
    }

    fn read(&self) -> TokenStream {
        let with = self.successes().any(|body| body.is_some());
        let without = self.successes().any(|body| body.is_none());
        let name = match (with, without) {
            _ if self.is_raw() => "raw",
            (true, false) => "document",
            (true, true) => "perhaps",
            (false, _) => "nothing",
        };
        headers::read(self.operation, self.scope.import("super", name))
    }

    /// The expression that makes the body, or the error why there can be none.
    fn payload(&self, limits: &Limits<'_>) -> TokenStream {
        let payload = self.scope.import("super", "Payload");
        let Some(body) = self.body else {
            return quote!(let payload = Ok(#payload::Nothing););
        };
        let Some(request) = body.ty else {
            return quote!(let payload = Ok(#payload::Raw(request.into())););
        };
        let (checks, made) = if let Some(parts) = self.form() {
            let (form, ty) = (
                self.scope.import("super", "Form"),
                self.scope.in_types(request),
            );
            let checks = parts
                .iter()
                .filter_map(|part| form::check(self.scope, part, limits));
            let adds = parts.iter().map(|part| form::add(self.scope, &ty, part));
            let made = quote! {
                let form = #form::new() #(#adds)*;
                Ok(#payload::Form(form))
            };
            (quote!(#(#checks)*), made)
        } else if let Some(check) =
            limits.walk(&named(request), &quote!(request), &|| limits.body())
        {
            (check, quote!(#payload::json(request)))
        } else {
            return quote!(let payload = #payload::json(request););
        };
        quote! {
            let payload = || {
                #checks
                #made
            };
            let payload = payload();
        }
    }
}

fn named(id: TypeId) -> Type {
    Type {
        kind: Kind::Named(id),
        sensitivity: Sensitivity::Public,
        rules: Vec::new(),
        about: None,
    }
}
