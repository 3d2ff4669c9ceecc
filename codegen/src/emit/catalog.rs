//! Emits the module `catalog`: the API as data.
//!
//! With it a payload can be walked without being decoded, and a test can go through every type.

use super::context::Context;
use super::print::blank;
use super::scope::Scope;
use super::{docs, ident, json_schema, scalars, validator};
use crate::Part;
use crate::ir::{
    Field, Kind, OneOfProperties, Presence, Root, Sensitivity, Shape, Standing, Struct, Type,
    TypeDef, TypeId, TypeName, Union, Variant,
};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

/// `catalog.rs`: the documents and the types.
pub(super) fn module(context: &Context<'_>) -> String {
    let file = File {
        scope: &Scope::new(context),
        is_root: true,
    };
    let head = docs::head(
        "The API as data: what travels, what is in it, and which types it decodes into.",
    );
    let gap = blank();
    let roots = context.api.roots.iter();
    let roots = roots.map(|root| file.root(root));
    let types = context
        .api
        .types
        .iter()
        .filter_map(|(id, def)| file.ty(id, def));
    let named = (0..).zip(&context.api.roots).map(|(index, root)| {
        let (name, index) = (static_of(root), Literal::usize_unsuffixed(index));
        let about = docs::own(&format!("The document {}.", docs::code(&root.name)));
        quote!(#about pub static #name: &Root = &ROOTS[#index];)
    });
    let objects = has_objects(context).then(|| {
        quote!(
            pub(crate) mod object;
        )
    });
    let reexports = quote! {
        #objects
        #gap
        pub use crate::wire::catalog::{
            Alternatives, Choice, Member, Object, OneOf, Root, RoundTrip, Scalar, Sensitivity, Shape, Standing, Type,
        };
    };
    let lists = quote! {
        #[doc = "The documents that travel, by name."]
        pub static ROOTS: &[Root] = &[#(#roots),*];
        #gap
        #(#named #gap)*
        #[doc = "The types that travel as JSON, by their name in Rust."]
        pub static TYPES: &[Type] = &[#(#types),*];
    };
    file.scope.print(&head, &reexports, &lists)
}

/// `catalog/object.rs`: the objects and their members.
pub(super) fn objects(context: &Context<'_>) -> Option<String> {
    let file = File {
        scope: &Scope::new(context),
        is_root: false,
    };
    let head = docs::head("The objects, and what is in them.");
    let gap = blank();
    let objects = described(context).map(|(id, def)| match &def.shape {
        Shape::Struct(object) => file.object(id, def, object),
        Shape::Union(union) => file.alternatives(id, def, union),
        _ => TokenStream::new(),
    });
    let objects = quote!(#(#objects #gap)*);
    has_objects(context).then(|| file.scope.print(&head, &TokenStream::new(), &objects))
}

/// The static of a document. It keeps clear of the lists beside it.
fn static_of(root: &Root) -> Ident {
    let name = ident::constant(&root.name);
    if name == "ROOTS" || name == "TYPES" {
        format_ident!("{name}_")
    } else {
        name
    }
}

fn has_objects(context: &Context<'_>) -> bool {
    described(context).next().is_some()
}

/// The objects that are in a document, and the choices of other values. What travels elsewhere, as a
/// parameter does, is in none.
fn described<'a>(context: &'a Context<'_>) -> impl Iterator<Item = (TypeId, &'a TypeDef)> {
    let types = context.api.types.iter();
    types.filter(|(id, def)| {
        let described = match &def.shape {
            Shape::Struct(_) => true,
            Shape::Union(union) => objects_of(context, union).is_none(),
            _ => false,
        };
        described && context.home(*id).is_some()
    })
}

/// The objects that a choice is of, where it is of nothing else.
fn objects_of(context: &Context<'_>, union: &Union) -> Option<Vec<TypeId>> {
    let is_object = |id: &TypeId| matches!(context.def(*id).shape, Shape::Struct(_));
    let variants = union.variants.iter();
    variants
        .map(|variant| variant.id().filter(is_object))
        .collect()
}

/// One of the two files of the catalogue.
struct File<'a> {
    scope: &'a Scope<'a>,
    /// Whether it is `catalog.rs`, where all names of the runtime are re-exported.
    is_root: bool,
}

impl File<'_> {
    /// A name out of the catalogue of the runtime.
    fn name(&self, name: &str) -> TokenStream {
        if self.is_root {
            ident::path(name)
        } else {
            self.scope.import("crate::wire::catalog", name)
        }
    }

    /// The static of an object.
    fn constant(&self, id: TypeId) -> TokenStream {
        let name = ident::of_module(self.scope.context.module(id));
        if self.is_root {
            quote!(object::#name)
        } else {
            quote!(#name)
        }
    }

    fn root(&self, root: &Root) -> TokenStream {
        let name = &root.name;
        let schema = ident::constant(name);
        let json_schema = self.scope.import("crate", "json_schema");
        let shape = self.named(root.ty);
        let first = self.first_of(root.ty).unwrap_or(root);
        let ty = self.type_in(first, root.ty, self.scope.context.def(root.ty));
        let context = self.scope.context;
        let check = context.has(Part::Validator).then(|| {
            let check = validator::root(context, root);
            quote!(#[cfg(feature = "validator")] check: #check,)
        });
        quote! {
            Root {
                name: #name,
                schema: #json_schema::#schema,
                shape: #shape,
                ty: &#ty,
                #check
            }
        }
    }

    /// The first document that is of a type.
    fn first_of(&self, id: TypeId) -> Option<&Root> {
        let mut roots = self.scope.context.api.roots.iter();
        roots.find(|root| root.ty == id)
    }

    /// A type, at the first place where a schema defines it; none for a form.
    fn ty(&self, id: TypeId, def: &TypeDef) -> Option<TokenStream> {
        let home = || self.scope.context.home(id);
        Some(self.type_in(self.first_of(id).or_else(home)?, id, def))
    }

    /// A type in the schema of a document.
    fn type_in(&self, root: &Root, id: TypeId, def: &TypeDef) -> TokenStream {
        let (name, schema, root_name) = (def.name.as_str(), &def.schema, &root.name);
        let pointer = json_schema::pointer(self.scope.context, root.ty, id);
        let rust = self.scope.in_types(id);
        quote!(Type::of::<#rust>(#name, #schema, #root_name, #pointer))
    }

    fn object(&self, id: TypeId, def: &TypeDef, object: &Struct) -> TokenStream {
        let (name, object_type) = (self.constant(id), self.name("Object"));
        let (schema, rust) = (&def.schema, def.name.as_str());
        let members = object.fields.iter().map(|field| self.member(field));
        let others = object.others.as_ref().map(|others| self.shape(&others.ty));
        let others = others.map_or_else(|| quote!(None), |shape| quote!(Some(#shape)));
        let one_of = object.one_of.as_ref();
        let one_of = one_of.map_or_else(|| quote!(None), |it| self.one_of(it));
        quote! {
            pub(crate) static #name: #object_type = #object_type {
                schema: #schema,
                rust: #rust,
                members: &[#(#members),*],
                others: #others,
                one_of: #one_of,
            };
        }
    }

    fn alternatives(&self, id: TypeId, def: &TypeDef, union: &Union) -> TokenStream {
        let (name, ty) = (self.constant(id), self.name("Alternatives"));
        let (schema, rust) = (&def.schema, def.name.as_str());
        let shapes = union.variants.iter().map(|it| self.shape(&it.ty));
        quote! {
            pub(crate) static #name: #ty = #ty {
                schema: #schema,
                rust: #rust,
                shapes: &[#(#shapes),*],
            };
        }
    }

    fn member(&self, field: &Field) -> TokenStream {
        let name = &field.wire;
        let shape = self.shape(&field.ty);
        let presence = match field.presence {
            Presence::Required | Presence::RequiredNullable => quote!(required),
            Presence::Optional | Presence::OptionalNullable => quote!(optional),
        };
        let nullable = match field.presence {
            Presence::RequiredNullable | Presence::OptionalNullable => Some(quote!(.nullable())),
            Presence::Required | Presence::Optional => None,
        };
        let class = match sensitivity(&field.ty) {
            Sensitivity::Public => None,
            Sensitivity::Personal => Some(quote!(Personal)),
            Sensitivity::Secret => Some(quote!(Secret)),
        };
        let sensitivity = class.map(|class| {
            let sensitivity = self.name("Sensitivity");
            quote!(.sensitivity(#sensitivity::#class))
        });
        let standing = field.origin.standing.map(|standing| {
            let (name, standing) = (
                self.name("Standing"),
                match standing {
                    Standing::Documented => quote!(Documented),
                    Standing::Observed => quote!(Observed),
                    Standing::Inferred => quote!(Inferred),
                },
            );
            quote!(.standing(#name::#standing))
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
        let known = self
            .known(&field.ty)
            .map(|known| quote!(.known(&[#(#known),*])));
        let member = self.name("Member");
        quote! {
            #member::#presence(#name, #shape) #nullable #sensitivity #standing #source #conflict #known
        }
    }

    /// The strings that are described of a set that is open.
    fn known(&self, ty: &Type) -> Option<Vec<&str>> {
        let Kind::Named(id) = ty.kind else {
            return None;
        };
        let Shape::Enum(list) = &self.scope.context.def(id).shape else {
            return None;
        };
        let wire = list.variants.iter().filter_map(Variant::text);
        (!list.listed).then(|| wire.collect())
    }

    fn shape(&self, ty: &Type) -> TokenStream {
        let shape = self.name("Shape");
        match &ty.kind {
            Kind::Bool => self.scalar(&quote!(Boolean)),
            Kind::I32 | Kind::I64 | Kind::U64 | Kind::Integer => self.scalar(&quote!(Integer)),
            Kind::Double | Kind::Number => self.scalar(&quote!(Number)),
            Kind::String => self.scalar(&quote!(String)),
            Kind::Any => quote!(#shape::Any),
            Kind::Array(items) => {
                let items = self.shape(items);
                quote!(#shape::Array(&#items))
            }
            Kind::Named(id) => self.named(*id),
        }
    }

    fn scalar(&self, kind: &TokenStream) -> TokenStream {
        let (shape, scalar) = (self.name("Shape"), self.name("Scalar"));
        quote!(#shape::Scalar(#scalar::#kind))
    }

    /// The shape of a type of the document.
    fn named(&self, id: TypeId) -> TokenStream {
        let (context, shape) = (self.scope.context, self.name("Shape"));
        match &context.def(id).shape {
            Shape::Struct(_) => {
                let object = self.constant(id);
                quote!(#shape::Object(&#object))
            }
            Shape::Enum(list) if !list.is_text() => match scalars::sole_type(list) {
                Some(TypeName::Boolean) => self.scalar(&quote!(Boolean)),
                Some(TypeName::Integer) => self.scalar(&quote!(Integer)),
                Some(TypeName::Number) => self.scalar(&quote!(Number)),
                _ => quote!(#shape::Any),
            },
            Shape::Enum(list) if list.listed => {
                let strings = list.variants.iter().filter_map(Variant::text);
                quote!(#shape::Enum(&[#(#strings),*]))
            }
            Shape::Enum(_) => self.scalar(&quote!(String)),
            Shape::Union(union) => {
                if let Some(objects) = objects_of(context, union) {
                    let objects = objects.into_iter().map(|object| self.constant(object));
                    quote!(#shape::Union(&[#(&#objects),*]))
                } else {
                    let choice = self.constant(id);
                    quote!(#shape::Choice(&#choice))
                }
            }
            Shape::Multipart(_) => quote!(#shape::Any),
            Shape::Value(value) => self.shape(&value.ty),
        }
    }

    fn one_of(&self, one_of: &OneOfProperties) -> TokenStream {
        let (one, choice_type) = (self.name("OneOf"), self.name("Choice"));
        let named_by = option(one_of.named_by.as_ref());
        let choices = one_of.choices.iter().map(|choice| {
            let (member, value) = (&choice.member, option(choice.value.as_ref()));
            quote!(#choice_type { member: #member, value: #value })
        });
        quote!(Some(#one { named_by: #named_by, choices: &[#(#choices),*] }))
    }
}

/// The worst of a type and of what is in it.
fn sensitivity(ty: &Type) -> Sensitivity {
    match &ty.kind {
        Kind::Array(items) => ty.sensitivity.max(sensitivity(items)),
        _ => ty.sensitivity,
    }
}

fn option(text: Option<&String>) -> TokenStream {
    text.map_or_else(|| quote!(None), |text| quote!(Some(#text)))
}
