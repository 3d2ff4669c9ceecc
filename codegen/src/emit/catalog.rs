//! The API as data: the module `catalog` of the emitted crate.
//!
//! It stands apart from the types because whoever judges a payload wants to walk it without
//! decoding it, and because a test that must not forget a type needs a list of them.

use super::context::Context;
use super::print::blank;
use super::{docs, ident, json_schema, validator};
use crate::ir::{
    Field, Kind, OneOfProperties, Presence, Root, Sensitivity, Shape, Standing, Struct, Type,
    TypeDef,
};
use proc_macro2::{TokenStream, TokenTree};
use quote::quote;
use std::collections::BTreeSet;

/// `catalog.rs`: the documents and the types.
pub(super) fn module(context: &Context<'_>) -> TokenStream {
    let head = docs::head(
        "The API as data: what travels, what is in it, and which types it decodes into.",
    );
    let gap = blank();
    let roots = context
        .api
        .roots
        .iter()
        .map(|root| self::root(context, root));
    let types = context.api.types.iter().filter_map(|def| ty(context, def));
    let uses = (!context.api.roots.is_empty()).then(|| {
        quote!(
            use crate::{json_schema, types};
        )
    });
    let objects = has_objects(context).then(|| {
        quote!(
            pub(crate) mod object;
        )
    });
    quote! {
        #head
        #gap
        #objects
        #gap
        pub use crate::wire::catalog::{
            Choice, Member, Object, OneOf, Root, RoundTrip, Scalar, Sensitivity, Shape, Standing, Type,
        };
        #gap
        #uses
        #gap
        #[doc = "The documents that travel, by name."]
        pub static ROOTS: &[Root] = &[#(#roots),*];
        #gap
        #[doc = "The types that travel as JSON, by their name in Rust."]
        pub static TYPES: &[Type] = &[#(#types),*];
    }
}

/// `catalog/object.rs`: the objects and their members.
pub(super) fn objects(context: &Context<'_>) -> Option<TokenStream> {
    let head = docs::head("The objects, and what is in them.");
    let gap = blank();
    let objects = context.api.types.iter().filter_map(|def| match &def.shape {
        Shape::Struct(object) => Some(self::object(context, def, object)),
        Shape::Enum(_) | Shape::Union(_) | Shape::Multipart(_) => None,
    });
    let objects = quote!(#(#gap #objects)*);
    let words: BTreeSet<String> = words(objects.clone()).collect();
    let known = [
        "Choice",
        "Member",
        "Object",
        "OneOf",
        "Scalar",
        "Sensitivity",
        "Shape",
        "Standing",
    ];
    let used = known
        .into_iter()
        .filter(|name| words.contains(*name))
        .map(ident::ident);
    has_objects(context)
        .then(|| quote!(#head #gap use crate::wire::catalog::{#(#used),*}; #objects))
}

/// Every identifier in a stream.
pub(super) fn words(tokens: TokenStream) -> Box<dyn Iterator<Item = String>> {
    Box::new(tokens.into_iter().flat_map(|token| match token {
        TokenTree::Group(group) => words(group.stream()),
        TokenTree::Ident(ident) => Box::new(std::iter::once(ident.to_string())),
        TokenTree::Punct(_) | TokenTree::Literal(_) => Box::new(std::iter::empty()),
    }))
}

fn has_objects(context: &Context<'_>) -> bool {
    context
        .api
        .types
        .iter()
        .any(|def| matches!(def.shape, Shape::Struct(_)))
}

fn root(context: &Context<'_>, root: &Root) -> TokenStream {
    let name = &root.name;
    let schema = ident::constant(name);
    let shape = named(context, &root.ty, &quote!(object::));
    let ty = context.find(&root.ty).and_then(|def| ty(context, def));
    let check = validator::root(context, root);
    quote! {
        Root {
            name: #name,
            schema: json_schema::#schema,
            shape: #shape,
            ty: &#ty,
            #[cfg(feature = "validator")]
            check: #check,
        }
    }
}

/// A type, at the first place where a schema defines it.
fn ty(context: &Context<'_>, def: &TypeDef) -> Option<TokenStream> {
    let mut roots = context.api.roots.iter();
    let root = roots
        .find(|root| root.ty == def.name)
        .or_else(|| context.home(&def.name))?;
    let (name, schema, root_name) = (&def.name, &def.schema, &root.name);
    let pointer = json_schema::pointer(context, &root.ty, &def.name)?;
    let rust = ident::ident(name);
    Some(quote!(Type::of::<types::#rust>(#name, #schema, #root_name, #pointer)))
}

fn object(context: &Context<'_>, def: &TypeDef, object: &Struct) -> TokenStream {
    let name = constant(context, &def.name);
    let (schema, rust) = (&def.schema, &def.name);
    let members = object.fields.iter().map(|field| member(context, field));
    let one_of = object.one_of.as_ref().map_or_else(|| quote!(None), one_of);
    quote! {
        pub(crate) static #name: Object = Object {
            schema: #schema,
            rust: #rust,
            members: &[#(#members),*],
            one_of: #one_of,
        };
    }
}

fn constant(context: &Context<'_>, name: &str) -> proc_macro2::Ident {
    ident::constant(context.module(name))
}

fn member(context: &Context<'_>, field: &Field) -> TokenStream {
    let name = &field.wire;
    let shape = shape(context, &field.ty);
    let presence = match field.presence {
        Presence::Required | Presence::RequiredNullable => quote!(required),
        Presence::Optional | Presence::OptionalNullable => quote!(optional),
    };
    let nullable = match field.presence {
        Presence::RequiredNullable | Presence::OptionalNullable => Some(quote!(.nullable())),
        Presence::Required | Presence::Optional => None,
    };
    let sensitivity = match sensitivity(&field.ty) {
        Sensitivity::Public => None,
        Sensitivity::Personal => Some(quote!(.sensitivity(Sensitivity::Personal))),
        Sensitivity::Secret => Some(quote!(.sensitivity(Sensitivity::Secret))),
    };
    let standing = field.origin.standing.map(|standing| match standing {
        Standing::Documented => quote!(.standing(Standing::Documented)),
        Standing::Observed => quote!(.standing(Standing::Observed)),
        Standing::Inferred => quote!(.standing(Standing::Inferred)),
    });
    let source = field.origin.source.as_ref().map(|source| {
        let source = source.trim();
        quote!(.source(#source))
    });
    let conflict = field
        .origin
        .conflict
        .as_ref()
        .map(|conflict| quote!(.conflict(#conflict)));
    quote!(Member::#presence(#name, #shape) #nullable #sensitivity #standing #source #conflict)
}

/// The worst of a type and of what is in it.
fn sensitivity(ty: &Type) -> Sensitivity {
    match &ty.kind {
        Kind::Array(items) => ty.sensitivity.max(sensitivity(items)),
        _ => ty.sensitivity,
    }
}

fn shape(context: &Context<'_>, ty: &Type) -> TokenStream {
    match &ty.kind {
        Kind::Bool => quote!(Shape::Scalar(Scalar::Boolean)),
        Kind::I32 | Kind::I64 => quote!(Shape::Scalar(Scalar::Integer)),
        Kind::Number => quote!(Shape::Scalar(Scalar::Number)),
        Kind::String => quote!(Shape::Scalar(Scalar::String)),
        Kind::Any => quote!(Shape::Any),
        Kind::Array(items) => {
            let items = shape(context, items);
            quote!(Shape::Array(&#items))
        }
        Kind::Named(name) => named(context, name, &TokenStream::new()),
    }
}

/// The shape of a type of the document; `prefix` leads to the objects.
fn named(context: &Context<'_>, name: &str, prefix: &TokenStream) -> TokenStream {
    match context.find(name).map(|def| &def.shape) {
        Some(Shape::Struct(_)) => {
            let object = constant(context, name);
            quote!(Shape::Object(&#prefix #object))
        }
        Some(Shape::Enum(list)) if list.listed => {
            let strings = list.variants.iter().map(|variant| &variant.wire);
            quote!(Shape::Enum(&[#(#strings),*]))
        }
        Some(Shape::Enum(_)) => quote!(Shape::Scalar(Scalar::String)),
        Some(Shape::Union(union)) => {
            let objects = union
                .variants
                .iter()
                .map(|variant| constant(context, &variant.ty));
            quote!(Shape::Union(&[#(&#prefix #objects),*]))
        }
        Some(Shape::Multipart(_)) | None => quote!(Shape::Any),
    }
}

fn one_of(one_of: &OneOfProperties) -> TokenStream {
    let named_by = option(one_of.named_by.as_ref());
    let choices = one_of.choices.iter().map(|choice| {
        let (member, value) = (&choice.member, option(choice.value.as_ref()));
        quote!(Choice { member: #member, value: #value })
    });
    quote!(Some(OneOf { named_by: #named_by, choices: &[#(#choices),*] }))
}

fn option(text: Option<&String>) -> TokenStream {
    text.map_or_else(|| quote!(None), |text| quote!(Some(#text)))
}
