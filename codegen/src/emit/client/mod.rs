//! Emits the client: a method for each operation and body, async and blocking.
//!
//! How a call is made and how it fails is hand-written, in `runtime/client`; the emitted part only
//! knows which operations there are.

mod bounds;
mod documents;
mod form;
mod headers;
mod items;
mod limits;
mod method;
mod methods;
mod parameter;
mod refusal;

use super::context::Context;
use super::print::blank;
use super::scope::Scope;
use super::{docs, operation};
use crate::ir::{Credential, Name, SecretForm, Sensitivity, Server, ServerVariable};
use documents::{Documents, Outcome};
use limits::Limits;
use method::Method;
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
pub(super) use refusal::has_one_error;

/// `src/client/api.rs`.
pub(super) fn module(context: &Context<'_>) -> String {
    let scope = Scope::new(context);
    let head = docs::head(
        "The client of this service, and the error of its calls.\n\nNothing else in `client` names an \
         operation.",
    );
    let gap = blank();
    let example = example(context, "client::Client");
    let about = docs::own(&format!(
        "Calls the service. A clone shares connections and limits with its original.\n\n{example}"
    ));
    let aliases = refusal::aliases(&scope);
    let refusals = refusal::impls(&scope);
    let operations = context.api.operations.iter();
    let documents = operations.flat_map(|operation| {
        [Outcome::Success, Outcome::Failure].map(|outcome| Documents::of(operation, outcome))
    });
    let documents = documents.filter_map(|documents| documents.declared(&scope));
    let (arc, http) = (
        scope.import("std::sync", "Arc"),
        scope.import("super", "Http"),
    );
    let builder = builder(&scope, &quote!(Ok(Self { http: #arc::new(http) })));
    let limits = Limits::new(&scope);
    let methods = methods::all(&scope);
    let methods = methods.iter().map(|method| method.sent(&limits));
    let markers = context
        .api
        .operations
        .iter()
        .filter_map(parameter::declared);
    let operations = context.api.operations.iter();
    let headers = operations.filter_map(|operation| headers::declared(&scope, operation));
    let setters = methods::setters(&scope, &|| scope.import("super", "Call"), false);
    let limits = limits.impls();
    let idle = idle(context);
    let secrets = optional_secrets(&scope);
    let items = quote! {
        #(#aliases #gap)*
        #(#documents)*
        #(#markers)*
        #(#headers)*
        #about
        #[derive(Debug, Clone)]
        pub struct Client {
            #idle
            pub(crate) http: #arc<#http>,
        }
        #gap
        impl Client {
            #builder
            #(#gap #methods)*
        }
        #secrets
        #(#setters)*
        #(#limits)*
        #(#gap #refusals)*
    };
    scope.print(&head, &TokenStream::new(), &items)
}

/// `src/client/blocking.rs`.
pub(super) fn blocking(context: &Context<'_>) -> String {
    let scope = Scope::new(context);
    let (arc, runtime) = (
        scope.import("std::sync", "Arc"),
        scope.import("super", "Runtime"),
    );
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
        let client = super::Client { http: #arc::new(http) };
        let runtime = #arc::new(#runtime::new()?);
        Ok(Self { client, runtime })
    }};
    let builder = builder(&scope, &made);
    let methods = methods::all(&scope);
    let methods = methods.iter().map(Method::waited);
    let setters = methods::setters(&scope, &|| quote!(Call), true);
    let idle = idle(context);
    let items = quote! {
        #about
        #[derive(Debug, Clone)]
        pub struct Client {
            #idle
            pub(crate) client: super::Client,
            #idle
            pub(crate) runtime: #arc<#runtime>,
        }
        #gap
        impl Client {
            #builder
            #(#gap #methods)*
        }
        #(#setters)*
    };
    scope.print(
        &head,
        &quote!(
            pub use super::waiting::Call;
        ),
        &items,
    )
}

/// What a linter is told of the fields of a client that has nothing to call.
fn idle(context: &Context<'_>) -> Option<TokenStream> {
    let idle = context.api.operations.is_empty();
    idle.then(|| quote!(#[expect(dead_code, reason = "the document has no operation")]))
}

/// `builder`, whose parameters are what the document leaves open: where the service is, and the
/// secrets that it asks for.
fn builder(scope: &Scope<'_>, made: &TokenStream) -> TokenStream {
    let api = scope.context.api;
    let secret = || {
        let wire = scope.import("crate", "wire");
        quote!(#wire::Secret<String>)
    };
    let builder = scope.import("super", "ClientBuilder");
    let variables: &[ServerVariable] = match &api.server {
        Some(server) => &server.variables,
        None => &[],
    };
    let places: Vec<&Name> = variables.iter().map(|v| &v.name).collect();
    let types = variables.iter().map(|variable| match variable.sensitivity {
        Sensitivity::Public => quote!(String),
        Sensitivity::Personal => {
            let wire = scope.import("crate", "wire");
            quote!(#wire::Personal<String>)
        }
        Sensitivity::Secret => secret(),
    });
    let required = || api.credentials.iter().filter(|it| it.required);
    let secrets: Vec<Ident> = required()
        .map(|credential| parameter(credential, variables))
        .collect();
    let operation = || scope.import("crate", "operation");
    let base = match &api.server {
        Some(Server { variables, .. }) if !variables.is_empty() => {
            let operation = operation();
            quote!(#operation::Server::new(#(#places),*).base())
        }
        Some(_) => {
            let operation = operation();
            quote!(#operation::SERVER)
        }
        None => quote!(""),
    };
    let (url, address) = match &api.server {
        Some(server) if !server.relative => (None, None),
        server => {
            let secret = secret();
            let address = if server.is_some() {
                quote!(.relative_to(url))
            } else {
                quote!(.address(url))
            };
            (Some(quote!(url: impl Into<#secret>,)), Some(address))
        }
    };
    let owned = required().any(|credential| credential.form == SecretForm::Bearer);
    let cloned = (!owned).then(|| quote!(.map(|(header, secret)| (header, secret.clone()))));
    let headers = if secrets.is_empty() {
        quote!(Vec::new())
    } else {
        let operation = operation();
        quote! {
            #operation::Credentials::new(#(#secrets),*)
                .headers()
                #cloned
                .into()
        }
    };
    let optional = if api.credentials.iter().all(|it| it.required) {
        ""
    } else {
        "\n\nA secret that not every operation needs is set with a method of the builder. Of \
         alternatives\nthe first is sent of which all are set. A call that needs one which was not \
         set is an error,\nand is not sent."
    };
    let about = docs::own(&format!(
        "A client that calls this address with these secrets. Plain `http` is for an address on \
         this\nmachine only. White space around an address or a secret does not count.{optional}",
    ));
    let secrets: Vec<TokenStream> = secrets
        .iter()
        .map(|name| {
            let secret = secret();
            quote!(#name: impl Into<#secret>,)
        })
        .collect();
    quote! {
        #about
        pub fn builder(
            #url
            #(#places: impl Into<#types>,)*
            #(#secrets)*
        ) -> #builder<Self> {
            let base = #base;
            let credentials = #headers;
            #builder::new(base, credentials, |http| #made) #address
        }
    }
}

/// The methods of the builder for the secrets that a client can do without.
fn optional_secrets(scope: &Scope<'_>) -> Option<TokenStream> {
    let gap = blank();
    let optional = scope.context.api.credentials.iter();
    let optional: Vec<&Credential> = optional.filter(|it| !it.required).collect();
    if optional.is_empty() {
        return None;
    }
    let (builder, wire) = (
        scope.import("super", "ClientBuilder"),
        scope.import("crate", "wire"),
    );
    let setters = optional.iter().map(|credential| {
        let (setter, key) = (
            format_ident!("with_{}", credential.name.as_str()),
            credential.key(),
        );
        let otherwise = operation::carried(credential);
        let about = docs::item(&credential.docs, &credential.origin, &otherwise, 4);
        let set = match credential.form {
            SecretForm::Bearer => quote!(token),
            SecretForm::Plain | SecretForm::Basic => quote!(secret),
        };
        quote! {
            #gap
            #about
            pub fn #setter(self, secret: impl Into<#wire::Secret<String>>) -> Self {
                self.#set(#key, secret.into())
            }
        }
    });
    Some(quote! {
        #gap
        impl<C> #builder<C> {
            #(#setters)*
        }
    })
}

/// How a client is made, out of what the document says of the address.
fn example(context: &Context<'_>, client: &str) -> String {
    let api = context.api;
    let server = api.server.as_ref();
    let variables = server.map_or(&[][..], |server| &server.variables);
    let mut arguments: Vec<(String, &str)> = variables
        .iter()
        .map(|variable| (variable.name.to_string(), &*variable.default))
        .collect();
    let asked = server.is_none_or(|server| server.relative);
    if asked {
        // In the order of the parameters.
        arguments.insert(0, ("url".to_owned(), "https://example.com"));
    }
    let required = api.credentials.iter().filter(|it| it.required);
    let secrets = required.map(|credential| {
        let secret = match credential.form {
            SecretForm::Basic => "a name:a password",
            _ => "a secret",
        };
        (parameter(credential, variables).to_string(), secret)
    });
    arguments.extend(secrets);
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
    let run = if asked || url.starts_with("https:") {
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

/// A credential's name, distinguished from a variable of the server with the same name, and from the
/// address.
fn parameter(credential: &Credential, variables: &[ServerVariable]) -> Ident {
    let mut variables = variables.iter();
    if credential.name.as_str() == "url" || variables.any(|it| it.name == credential.name) {
        format_ident!("{}_header", credential.name.trim_end_matches('_'))
    } else {
        format_ident!("{}", credential.name)
    }
}
