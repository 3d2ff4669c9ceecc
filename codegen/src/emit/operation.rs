//! Emits the module `operation`: the operations, their credentials, and the server.

use super::context::Context;
use super::print::blank;
use super::scope::Scope;
use super::{docs, ident};
use crate::ir::{
    Credential, Operation, ParameterPlace, Response, SecretForm, Sensitivity, Server, Status,
    TypeId,
};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

pub(super) fn module(context: &Context<'_>) -> String {
    let (api, scope) = (context.api, Scope::new(context));
    let head = docs::head("What is called, where, and with which secrets.");
    let gap = blank();
    let operations: Vec<TokenStream> = api
        .operations
        .iter()
        .map(|operation| self::operation(context, operation))
        .collect();
    let names = api
        .operations
        .iter()
        .map(|operation| ident::constant(&operation.name));
    let required: Vec<&Credential> = api.credentials.iter().filter(|it| it.required).collect();
    let credentials = (!required.is_empty()).then(|| credentials(&scope, &required));
    let server = api.server.as_ref().map(|server| {
        if server.variables.is_empty() {
            fixed(server)
        } else {
            server_type(&scope, server)
        }
    });
    let reexports = quote! {
        pub use crate::wire::operation::{Body, Operation, Response, Status};
    };
    let items = quote! {
        #(#operations #gap)*
        #[doc = "All operations."]
        pub static OPERATIONS: &[Operation] = &[#(#names),*];
        #gap
        #credentials
        #gap
        #server
    };
    scope.print(&head, &reexports, &items)
}

fn operation(context: &Context<'_>, operation: &Operation) -> TokenStream {
    let constant = ident::constant(&operation.name);
    let call = format!("`{} {}`.", operation.method, operation.path);
    let about = docs::item(&operation.docs, &operation.origin, &call, 0);
    let Operation { method, path, .. } = operation;
    let name = operation.name.as_str();
    let bodies = operation.bodies.iter();
    let bodies = bodies.map(|it| body(context, &it.media_type, it.ty));
    let responses = operation.responses.iter();
    let responses = responses.map(|it| response(context, it));
    let credentials = operation.credentials.iter().map(|alternative| {
        let keys = alternative.iter().filter_map(|wanted| {
            let mut known = context.api.credentials.iter();
            let found = known.find(|known| known.scheme == *wanted);
            found.map(Credential::key)
        });
        quote!(&[#(#keys),*])
    });
    let anonymous = operation.anonymous;
    quote! {
        #about
        pub const #constant: Operation = Operation {
            name: #name,
            method: #method,
            path: #path,
            bodies: &[#(#bodies),*],
            responses: &[#(#responses),*],
            credentials: &[#(#credentials),*],
            anonymous: #anonymous,
        };
    }
}

fn body(context: &Context<'_>, media_type: &str, ty: Option<TypeId>) -> TokenStream {
    let ty = ty.map_or("", |ty| context.def(ty).name.as_str());
    quote!(Body { media_type: #media_type, rust: #ty })
}

fn response(context: &Context<'_>, response: &Response) -> TokenStream {
    let status = match response.status {
        Status::Exact(status) => {
            let status = Literal::u16_unsuffixed(status);
            quote!(Status::Exact(#status))
        }
        Status::Range(digit) => {
            let digit = Literal::u8_unsuffixed(digit);
            quote!(Status::Range(#digit))
        }
        Status::Default => quote!(Status::Default),
    };
    let whole = response.body.as_ref().map(|it| (&it.media_type, it.ty));
    let items = response.items.as_ref().map(|it| (&it.media_type, it.ty));
    let body = if let Some((media_type, ty)) = whole.or(items) {
        let body = body(context, media_type, ty);
        quote!(Some(#body))
    } else {
        quote!(None)
    };
    quote!(Response { status: #status, body: #body })
}

fn credentials(scope: &Scope<'_>, credentials: &[&Credential]) -> TokenStream {
    let (gap, secret) = (blank(), scope.string(Sensitivity::Secret));
    let wrapper = scope.wire("Secret");
    let names: Vec<_> = credentials
        .iter()
        .map(|credential| &credential.name)
        .collect();
    let fields = credentials.iter().zip(&names).map(|(credential, name)| {
        let otherwise = carried(credential);
        let about = docs::item(&credential.docs, &credential.origin, &otherwise, 4);
        quote!(#about pub #name: #secret,)
    });
    let is_bearer = |credential: &&Credential| credential.form == SecretForm::Bearer;
    let any_bearer = credentials.iter().any(is_bearer);
    let headers = credentials.iter().zip(&names).map(|(credential, name)| {
        let header = credential.key();
        match (is_bearer(credential), any_bearer) {
            (true, _) => quote!((#header, #wrapper::new(match self.#name.expose().trim() {
                "" => String::new(),
                token => format!("Bearer {token}"),
            }))),
            (false, true) => quote!((#header, self.#name.clone())),
            (false, false) => quote!((#header, &self.#name)),
        }
    });
    let (constant, held) = if any_bearer {
        (None, quote!(#secret))
    } else {
        (Some(quote!(const)), quote!(&#secret))
    };
    let count = Literal::usize_unsuffixed(credentials.len());
    quote! {
        #[doc = "The secrets that the service asks for."]
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[non_exhaustive]
        pub struct Credentials {
            #(#fields #gap)*
        }
        #gap
        impl Credentials {
            #[doc = "All that there are."]
            #[must_use]
            pub fn new(#(#names: impl Into<#secret>),*) -> Self {
                Self { #(#names: #names.into()),* }
            }
            #gap
            #[doc = "The headers that they travel in, and themselves."]
            #[must_use]
            pub #constant fn headers(&self) -> [(&'static str, #held); #count] {
                [#(#headers),*]
            }
        }
    }
}

/// How a secret travels.
pub(super) fn carried(credential: &Credential) -> String {
    let carrier = docs::code(&credential.carrier);
    match (credential.form, credential.place) {
        (SecretForm::Bearer, _) => {
            format!("A token, sent in the header {carrier} behind the word `Bearer`.")
        }
        (SecretForm::Basic, _) => {
            format!("A name, a colon and a password, sent in the header {carrier} as base64.")
        }
        (_, ParameterPlace::Query) => format!("Sent in the query as {carrier}."),
        (_, ParameterPlace::Cookie) => format!("Sent in the cookie {carrier}."),
        _ => format!("Sent in the header {carrier}."),
    }
}

/// A service whose URL is in the document.
fn fixed(server: &Server) -> TokenStream {
    let about = docs::item(&server.docs, &server.origin, "The URL of the service.", 0);
    let url = &server.template;
    quote!(#about pub const SERVER: &str = #url;)
}

/// A service whose URL the caller knows.
fn server_type(scope: &Scope<'_>, server: &Server) -> TokenStream {
    let (gap, secret) = (blank(), scope.wire("Secret"));
    let about = docs::item(&server.docs, &server.origin, "Where the service is.", 0);
    let names: Vec<_> = server
        .variables
        .iter()
        .map(|variable| &variable.name)
        .collect();
    let types = server.variables.iter();
    let types: Vec<_> = types.map(|it| scope.string(it.sensitivity)).collect();
    let fields = server
        .variables
        .iter()
        .zip(&names)
        .zip(&types)
        .map(|((variable, name), ty)| {
            let otherwise = format!("What stands for `{{{}}}` in the URL.", variable.wire);
            let about = docs::item(&variable.docs, &crate::ir::Origin::default(), &otherwise, 4);
            quote!(#about pub #name: #ty,)
        });
    let parts = url_parts(server);
    // Where the end of the URL is the caller's, the path of an operation may stand there already.
    let base = match parts.as_slice() {
        parts if server.template.ends_with('}') => {
            let url = match parts {
                [only] => quote!(#only),
                parts => quote!(&[#(#parts),*].concat()),
            };
            let trimmed = scope.import("crate::wire::operation", "base");
            quote!(#trimmed(#url, OPERATIONS).to_owned())
        }
        [only] => quote!(#only.to_owned()),
        parts => quote!([#(#parts),*].concat()),
    };
    let about_base = docs::own(if server.template.ends_with('}') {
        "The URL of the service, without the path of an operation at its end. It may hold a \
         secret,\nso it is one."
    } else {
        "The URL of the service. It may hold a secret, so it is one."
    });
    quote! {
        #about
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[non_exhaustive]
        pub struct Server {
            #(#fields #gap)*
        }
        #gap
        impl Server {
            #[doc = "A service of which all is known that its URL is made of."]
            #[must_use]
            pub fn new(#(#names: impl Into<#types>),*) -> Self {
                Self { #(#names: #names.into()),* }
            }
            #gap
            #about_base
            #[must_use]
            pub fn base(&self) -> #secret<String> {
                #secret::new(#base)
            }
            #gap
            #[doc = "The URL at which an operation is called. It may hold a secret, so it is one."]
            #[must_use]
            pub fn url(&self, operation: &Operation) -> #secret<String> {
                let base = self.base();
                #secret::new([base.expose().trim_end_matches('/'), operation.path].concat())
            }
        }
    }
}

/// The template cut at its variables.
fn url_parts(server: &Server) -> Vec<TokenStream> {
    let mut parts = Vec::new();
    let mut rest = server.template.as_str();
    while let Some((before, after)) = rest.split_once('{') {
        let Some((wire, behind)) = after.split_once('}') else {
            break;
        };
        if !before.is_empty() {
            parts.push(quote!(#before));
        }
        if let Some(variable) = server
            .variables
            .iter()
            .find(|variable| variable.wire == wire)
        {
            let name = &variable.name;
            parts.push(match variable.sensitivity {
                Sensitivity::Public => quote!(self.#name.as_str()),
                Sensitivity::Personal | Sensitivity::Secret => quote!(self.#name.expose().as_str()),
            });
        }
        rest = behind;
    }
    if !rest.is_empty() {
        parts.push(quote!(#rest));
    }
    parts
}
