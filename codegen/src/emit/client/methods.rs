//! Which methods the client has: the bodies and the kinds of answer of each operation, with a name each.

use super::super::ident;
use super::super::scope::Scope;
use super::method::Method;
use super::parameter;
use crate::ir;
use crate::name::{Case, METHODS, Name};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use std::collections::BTreeSet;

/// One for each body of each operation. The first body gives its method the operation's own name, and
/// each other one is called after its media type; where a call may be made without a body, there is one
/// for that. Where an answer may be whole and may be items, each has a second one, for the items.
pub(super) fn all<'a>(scope: &'a Scope<'a>) -> Vec<Method<'a>> {
    let mut methods = Vec::new();
    let operations = &scope.context.api.operations;
    let names = operations
        .iter()
        .map(|operation| operation.name.to_string());
    let mut taken: BTreeSet<String> = names.collect();
    for operation in operations {
        let items = operation.items();
        let method = |body, items, name| Method {
            scope,
            operation,
            body,
            items,
            name,
        };
        let own = operation.name.trim_end_matches('_');
        let first = match operation.name.as_str() {
            name if METHODS.contains(&name) => format_ident!("{name}_"),
            name => ident::ident(name),
        };
        let mut free = |mut name: String| {
            while !taken.insert(name.clone()) {
                name.push('_');
            }
            ident::ident(&name)
        };
        let bodies = operation.bodies.iter().map(Some);
        let none = operation.bodies.is_empty() || operation.bodiless;
        for (index, body) in bodies.chain(none.then_some(None)).enumerate() {
            let name = match (index, body.map(|body| body.media_type.as_str())) {
                (0, _) => first.clone(),
                (_, None) => free(format!("{own}_without_body")),
                (_, Some("multipart/form-data")) => format_ident!("{own}_multipart"),
                (_, Some(other)) => {
                    let label = Name::coined(&ir::label(other), Case::Item);
                    free(format!("{own}_{}", label.trim_end_matches('_')))
                }
            };
            if !operation.is_whole() {
                methods.push(method(body, items, name));
                continue;
            }
            let streamed = items.map(|_| {
                let name = name.to_string();
                free(format!("{}_stream", name.trim_end_matches('_')))
            });
            methods.push(method(body, None, name));
            methods.extend(streamed.map(|name| method(body, items, name)));
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
        // The methods of an operation give the same call, but for what they are answered with.
        let several = method.operation.is_whole() && method.operation.items().is_some();
        let first = method
            .operation
            .bodies
            .first()
            .is_none_or(|first| method.body.is_some_and(|body| std::ptr::eq(body, first)));
        let (_, marker, _) = method.parameters(waits);
        let second = several && method.items.is_some();
        let Some(marker) = marker.filter(|_| first && !second) else {
            continue;
        };
        let (answer, error) = method.outcome(waits);
        let call = call();
        let call = if several {
            quote!(<T: Send + 'static> #call<T, #error #marker>)
        } else {
            quote!(#call<#answer, #error #marker>)
        };
        all.extend(parameter::setters(scope, method.operation, &call, waits));
    }
    all
}
