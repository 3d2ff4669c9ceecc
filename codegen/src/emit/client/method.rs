//! Emits a method of the client: one operation with one of its bodies.

use super::super::scope::Scope;
use super::super::{docs, ident};
use super::documents::{self, Documents, Outcome};
use super::form;
use super::headers;
use super::items;
use super::limits::Limits;
use super::parameter;
use super::refusal;
use crate::ir::{
    Body, Certificate, Items, Kind, Operation, Part, PartContent, Sensitivity, Shape, Type, TypeId,
};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

pub(super) struct Method<'a> {
    pub(super) scope: &'a Scope<'a>,
    pub(super) operation: &'a Operation,
    pub(super) body: Option<&'a Body>,
    /// The items that it asks for, where it is not a whole answer.
    pub(super) items: Option<&'a Items>,
    pub(super) name: Ident,
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
        let made = if self.items.is_some() {
            quote!(streamed)
        } else {
            quote!(new)
        };
        let sent_as = self.sent_as();
        let moves = |part: &Part| match &part.content {
            PartContent::File { .. } | PartContent::Others { ty: None } => true,
            PartContent::Json { .. } | PartContent::Text { .. } | PartContent::Others { .. } => {
                false
            }
        };
        let whole = self.form().filter(|parts| !parts.iter().any(moves));
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
                #call::#made(&self.http, #operation::#constant, payload, #read) #sent_as #added
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
    pub(super) fn parameters(
        &self,
        waits: bool,
    ) -> (TokenStream, Option<TokenStream>, Option<TokenStream>) {
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
        } else if self.operation.bodiless {
            paragraphs.push("It is made without the body that it may have.".to_owned());
        }
        paragraphs.extend(self.operation.certificates.iter().map(certificate));
        paragraphs.extend(self.items.map(items::about));
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

    /// Whether the answer comes as it is: no success is described, or one of them is not JSON.
    fn is_raw(&self) -> bool {
        let raw = |body: Option<&Body>| body.is_some_and(|body| body.ty.is_none());
        self.successes().next().is_none() || self.successes().any(raw)
    }

    /// What an answer is decoded into, with success and with a failure.
    pub(super) fn outcome(&self, waits: bool) -> (TokenStream, TokenStream) {
        let error = refusal::of(self.scope, self.operation, waits);
        let answer = headers::around(self.scope, self.operation, self.answer(waits), waits);
        (answer, error)
    }

    fn answer(&self, waits: bool) -> TokenStream {
        if let Some(items) = self.items {
            return items::ty(self.scope, items);
        }
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
        if let Some(items) = self.items {
            let (media_type, read) = (
                &items.media_type,
                items::read(self.scope, self.operation, items),
            );
            return quote!(#media_type, #read);
        }
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

    /// The expression that makes a body of a document.
    fn document(&self, body: &Body) -> TokenStream {
        let payload = self.scope.import("super", "Payload");
        let Some(pairs) = &body.pairs else {
            return quote!(#payload::json(request));
        };
        let pairs = pairs.iter().map(|(name, style)| {
            let (styles, style) = (
                self.scope.import("super", "Style"),
                parameter::style(*style),
            );
            quote!((#name, #styles::#style))
        });
        quote!(#payload::urlencoded(request, &[#(#pairs),*]))
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
        } else {
            let made = self.document(body);
            let check = limits.walk(&named(request), &quote!(request), &|| limits.body());
            let Some(check) = check else {
                return quote!(let payload = #made;);
            };
            (check, made)
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

/// What a caller has to do that no argument is for.
fn certificate(asked: &Certificate) -> String {
    let scheme = docs::code(&asked.scheme);
    let asks = format!(
        "The service asks for a certificate of the caller, {scheme}: build the client from \
         connections with an identity, by `ClientBuilder::http`."
    );
    let said = asked.description.iter().map(|it| it.trim().to_owned());
    let all: Vec<String> = std::iter::once(asks).chain(said).collect();
    all.join(" ")
}

fn named(id: TypeId) -> Type {
    Type {
        kind: Kind::Named(id),
        format: None,
        sensitivity: Sensitivity::Public,
        rules: Vec::new(),
        about: None,
    }
}
