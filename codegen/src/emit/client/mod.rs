//! The client of the API: a method for each operation and body, twice, and what the errors of the
//! service say about themselves.
//!
//! It stands apart because what a call is, on the wire and in its failures, is no business of
//! emission: that is hand-written, in `runtime/client`. Here it is told which operations there are.

mod limits;
mod method;
mod refusal;

use super::catalog::words;
use super::context::Context;
use super::print::blank;
use super::{docs, ident};
use crate::ir::{Credential, Sensitivity, Server, ServerVariable};
use limits::Limits;
use method::Method;
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
pub(super) use refusal::has_one_error;
use std::collections::BTreeSet;

/// `src/client/api.rs`.
pub(super) fn module(context: &Context<'_>) -> TokenStream {
    let head = docs::head(
        "The client of this service, and the error of its calls.\n\nIt stands apart from the rest \
         of `client` because only this names operations.",
    );
    let gap = blank();
    let aliases = refusal::aliases(context);
    let example = example(context, "client::Client");
    let about = docs::own(&format!(
        "Calls the service. A clone shares connections and limits with its original.\n\n{example}"
    ));
    let refusals = refusal::impls(context);
    let builder = builder(
        context,
        &quote!(Ok(Self {
            http: Arc::new(http)
        })),
    );
    let limits = Limits::new(context);
    let methods = method::all(context);
    let methods = methods.iter().map(|method| method.sent(&limits));
    let limits = limits.impls();
    let body = quote! {
        #(#aliases #gap)*
        #about
        #[derive(Debug, Clone)]
        pub struct Client {
            pub(crate) http: Arc<Http>,
        }
        #gap
        impl Client {
            #builder
            #(#gap #methods)*
        }
        #(#limits)*
        #(#gap #refusals)*
    };
    let own = [
        "BuildError",
        "Call",
        "CallError",
        "ClientBuilder",
        "Form",
        "Http",
        "Limited",
        "Payload",
        "Place",
        "Refusal",
        "Undescribed",
        "document",
        "nothing",
        "perhaps",
    ];
    let imports = imports(&own, &body);
    quote!(#head #gap #imports #gap #body)
}

/// The names out of `client`, and the modules of the crate, that are used by `body`.
fn imports(own: &[&str], body: &TokenStream) -> TokenStream {
    let words: BTreeSet<String> = words(body.clone()).collect();
    let own = own.iter().filter(|name| words.contains(**name));
    let own = own.map(|name| ident::ident(name));
    let text = body.to_string();
    // A parameter may be called as a module is.
    let modules = ["operation", "types", "wire"].into_iter();
    let modules = modules.filter(|name| text.contains(&format!("{name} ::")));
    let modules: Vec<_> = modules.map(ident::ident).collect();
    let modules = (!modules.is_empty()).then(|| quote!(use crate::{#(#modules),*};));
    quote! {
        use super::{#(#own),*};
        #modules
        use std::sync::Arc;
    }
}

/// `src/client/blocking.rs`.
pub(super) fn blocking(context: &Context<'_>) -> TokenStream {
    let head = docs::head(
        "The same client for code that waits.\n\nIts calls are those of the async client, run on a \
         thread of its own: what holds there\nholds here.",
    );
    let gap = blank();
    let example = example(context, "client::blocking::Client");
    let about = docs::own(&format!(
        "Calls the service and waits. A clone shares connections and limits with its \
         original.\n\n{example}"
    ));
    let made = quote! {{
        let client = super::Client { http: Arc::new(http) };
        let runtime = Arc::new(Runtime::new()?);
        Ok(Self { client, runtime })
    }};
    let builder = builder(context, &made);
    let methods = method::all(context);
    let methods = methods.iter().map(Method::waited);
    let body = quote! {
        #about
        #[derive(Debug, Clone)]
        pub struct Client {
            pub(crate) client: super::Client,
            pub(crate) runtime: Arc<Runtime>,
        }
        #gap
        impl Client {
            #builder
            #(#gap #methods)*
        }
    };
    let imports = imports(&["ClientBuilder", "Runtime", "Undescribed"], &body);
    quote! {
        #head
        #gap
        pub use super::waiting::Call;
        #gap
        #imports
        #gap
        #body
    }
}

/// `builder`, whose parameters are what the document leaves open: where the service is, and the
/// secrets that it asks for.
fn builder(context: &Context<'_>, made: &TokenStream) -> TokenStream {
    let api = context.api;
    let variables: &[ServerVariable] = match &api.server {
        Some(server) => &server.variables,
        None => &[],
    };
    let places: Vec<Ident> = variables.iter().map(|v| ident::ident(&v.name)).collect();
    let types = variables.iter().map(|variable| match variable.sensitivity {
        Sensitivity::Public => quote!(String),
        Sensitivity::Personal => quote!(wire::Personal<String>),
        Sensitivity::Secret => quote!(wire::Secret<String>),
    });
    let secrets: Vec<Ident> = api
        .credentials
        .iter()
        .map(|credential| parameter(credential, variables))
        .collect();
    let base = match &api.server {
        Some(Server { variables, .. }) if !variables.is_empty() => {
            quote!(operation::Server::new(#(#places),*).base())
        }
        Some(_) => quote!(operation::SERVER),
        None => quote!(url),
    };
    let url = api
        .server
        .is_none()
        .then(|| quote!(url: impl Into<wire::Secret<String>>,));
    let headers = if secrets.is_empty() {
        quote!(Vec::new())
    } else {
        quote! {
            operation::Credentials::new(#(#secrets),*)
                .headers()
                .map(|(header, secret)| (header, secret.clone()))
                .into()
        }
    };
    let about = docs::own(
        "A client that calls this address with these secrets. Plain `http` is for an address on \
         this\nmachine only.",
    );
    quote! {
        #about
        pub fn builder(
            #url
            #(#places: impl Into<#types>,)*
            #(#secrets: impl Into<wire::Secret<String>>,)*
        ) -> ClientBuilder<Self> {
            let base = #base;
            let credentials = #headers;
            ClientBuilder::new(base, credentials, |http| #made)
        }
    }
}

/// How a client is made, out of what the document says of the address.
fn example(context: &Context<'_>, client: &str) -> String {
    let api = context.api;
    let server = api.server.as_ref();
    let variables = server.map_or(&[][..], |server| &server.variables);
    let mut arguments: Vec<(String, &str)> = variables
        .iter()
        .map(|variable| (variable.name.clone(), &*variable.default))
        .collect();
    if server.is_none() {
        arguments.push(("url".to_owned(), "https://example.com"));
    }
    let secrets = api.credentials.iter();
    arguments.extend(secrets.map(|it| (parameter(it, variables).to_string(), "a secret")));
    let lets = arguments
        .iter()
        .map(|(name, value)| format!("let {name} = {value:?};\n"));
    let names: Vec<&str> = arguments.iter().map(|(name, _)| &**name).collect();
    let url = server.map_or("https:".to_owned(), |server| {
        let variables = server.variables.iter();
        variables.fold(server.template.clone(), |url, variable| {
            url.replace(&format!("{{{}}}", variable.wire), &variable.default)
        })
    });
    // Plain `http` is refused.
    let run = if url.starts_with("https:") {
        ""
    } else {
        "no_run"
    };
    let (name, names) = (context.crate_name(), names.join(", "));
    let lets: String = lets.collect();
    format!(
        "# Examples\n\n```{run}\nuse {name}::{client};\n\n\
         # fn main() -> Result<(), {name}::client::BuildError> {{\n{lets}\
         let client = Client::builder({names}).max_in_flight(2).build()?;\n\
         # drop(client);\n# Ok(())\n# }}\n```"
    )
}

/// A credential's name, told apart from a variable of the server that is called the same.
fn parameter(credential: &Credential, variables: &[ServerVariable]) -> Ident {
    if variables
        .iter()
        .any(|variable| variable.name == credential.name)
    {
        format_ident!("{}_header", credential.name.trim_end_matches('_'))
    } else {
        ident::ident(&credential.name)
    }
}
