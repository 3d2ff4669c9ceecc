//! Lowers a document to an [`Api`]: references are resolved, names given, and meaning is decided.
//!
//! Parts of the document meet here that are far from each other: what is wrong is reported with
//! every place that has a share in it. Faults do not stop it, so that one run reports them all;
//! only the result is held back.

mod body;
mod branch;
mod check;
mod choice;
mod direction;
mod docs;
mod extension;
mod form;
mod header;
mod implied;
mod items;
mod look;
mod naming;
mod object;
mod operation;
mod pairs;
mod parameter;
mod part;
mod raw;
mod reach;
mod received;
mod reference;
mod response;
mod security;
mod server;
mod set;
mod shapable;
mod style;
mod tag;
mod ty;
mod value;
mod whole;

use crate::diagnostic::{Code, Diagnostic, sort};
use crate::ir::{Api, Direction, Docs, Shape, Struct, TypeDef, TypeId, Types};
use crate::name::{Case, Name, Scope};
use crate::openapi::{Document, RustName, Schema};
use crate::source::Span;
use naming::Wanted;
pub(crate) use raw::component;
use reference::References;
use std::collections::{BTreeMap, BTreeSet};
pub(crate) use whole::settle;

/// `None` when `diagnostics` holds an error, whether found here or before. With `formats`, strings of
/// some formats have types of their own.
pub(crate) fn lower(
    document: &Document,
    formats: bool,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Api> {
    let mut faults = Vec::new();
    let references = References::check(document, &mut faults);
    check::document(document, &references, &mut faults);
    let mut lowering = Lowering::new(document, references, faults);
    lowering.formats = formats;
    let api = lowering.api();
    lowering.report_names_of_nothing();
    if lowering
        .faults
        .iter()
        .chain(&*diagnostics)
        .all(|fault| !fault.is_error())
    {
        lowering.report_idle_names();
    }
    let mut faults = lowering.faults;
    sort(&mut faults);
    faults.dedup();
    diagnostics.append(&mut faults);
    diagnostics
        .iter()
        .all(|fault| !fault.is_error())
        .then_some(api)
}

/// What is known on the way.
struct Lowering<'d> {
    document: &'d Document,
    references: References<'d>,
    faults: Vec<Diagnostic>,
    /// Whether strings of some formats have types of their own.
    formats: bool,
    types: Types,
    /// The types by the pointer of their schema. Known before the type is built, so that types can
    /// refer to each other.
    ids: BTreeMap<&'d str, TypeId>,
    /// Bodies that are no object, likewise: an object or a set that may be null is another type, of the
    /// same schema.
    values: BTreeMap<&'d str, TypeId>,
    /// Bodies of forms, by the pointer of their schema.
    forms: form::Forms<'d>,
    /// Rust names of types.
    type_scope: Scope,
    /// Names of types in the exported schemas.
    schema_scope: Scope,
    /// Schemas whose `x-rust-name` has been put to use.
    named: BTreeSet<&'d str>,
}

/// What a type is called.
#[derive(Debug, Clone)]
struct Base {
    /// In Rust.
    rust: Name,
    /// In the document: the name of the component, or the same as in Rust.
    schema: String,
}

impl Base {
    fn new(rust: Name) -> Self {
        Self {
            schema: rust.to_string(),
            rust,
        }
    }
}

impl<'d> Lowering<'d> {
    fn new(document: &'d Document, references: References<'d>, faults: Vec<Diagnostic>) -> Self {
        Self {
            document,
            references,
            faults,
            formats: false,
            types: Types::default(),
            ids: BTreeMap::new(),
            values: BTreeMap::new(),
            forms: form::Forms::new(),
            type_scope: Scope::new("the crate"),
            schema_scope: Scope::new("the exported schemas"),
            named: BTreeSet::new(),
        }
    }

    fn api(&mut self) -> Api {
        self.find_forms();
        self.components();
        let (mut operations, mut travels) = self.operations();
        self.report_endless();
        self.report_unused();
        self.report_unknown_schemes();
        self.give_directions(&mut operations, &mut travels);
        let credentials = self.credentials(&operations);
        let info = &self.document.info;
        Api {
            title: info.title.clone(),
            version: info.version.clone(),
            licence: info.licence.clone(),
            docs: Docs {
                title: info.summary.clone(),
                description: info.description.clone(),
                ..Docs::default()
            },
            more: [&info.more[..], &self.document.more[..]].concat(),
            types: std::mem::take(&mut self.types),
            whole: self.document.whole.clone(),
            operations,
            credentials,
            server: self.server(),
            roots: travels.roots,
        }
    }

    /// Every component that becomes a type: first their names, then the types.
    fn components(&mut self) {
        let schemas = &self.document.components.schemas;
        let mut bases = Vec::new();
        for (name, schema) in schemas {
            if schema.reference().is_none()
                && ty::is_named(schema)
                && let Some(base) = self.component_base(name, schema)
            {
                bases.push((schema, base));
            }
        }
        let wanted: Vec<_> = bases
            .iter()
            .map(|(schema, base)| Some(self.wanted_type(schema, base)))
            .collect();
        let names = self.take_types(&wanted);
        let mut ids = Vec::new();
        for ((schema, base), rust) in bases.into_iter().zip(names.into_iter().flatten()) {
            let id = self.add_type(schema, &base, rust);
            self.ids.insert(&schema.place.pointer, id);
            ids.push((schema, base, id));
        }
        for (schema, base, id) in ids {
            self.define(id, schema, &base);
        }
        // Components that are written out where they are used still have to be looked into.
        for (name, schema) in schemas {
            if schema.reference().is_none() && !ty::is_named(schema) {
                self.ty(schema, name, None);
            }
        }
    }

    /// The name of a component in Rust.
    pub(super) fn component_base(&mut self, name: &str, schema: &'d Schema) -> Option<Base> {
        let own = self.own_name(schema);
        let rust = self.name_of(name, own, Case::Type, &schema.place.span)?;
        Some(Base {
            rust,
            schema: name.to_owned(),
        })
    }

    /// Adds the type that a schema becomes, without its shape.
    fn claim_type(&mut self, schema: &'d Schema, base: &Base) -> TypeId {
        let wanted = self.wanted_type(schema, base);
        let rust = self
            .take_types(&[Some(wanted)])
            .into_iter()
            .flatten()
            .next();
        let rust = rust.unwrap_or_else(|| base.rust.clone());
        self.add_type(schema, base, rust)
    }

    fn add_type(&mut self, schema: &'d Schema, base: &Base, rust: Name) -> TypeId {
        let Wanted {
            given,
            original,
            span,
            ..
        } = self.wanted_type(schema, base);
        let name = if given {
            let exported = self.schema_scope.claim(&base.schema, original, span);
            self.faults.extend(exported.err());
            base.schema.clone()
        } else {
            self.free_schema(&base.schema, original, span)
        };
        let component = self.is_component(schema, base);
        self.types.add(TypeDef {
            name: rust,
            schema: name,
            docs: docs::of_type(schema, component),
            origin: docs::origin(&schema.place),
            // Known when every use is.
            direction: Direction::Both,
            shape: Shape::Struct(Struct::default()),
        })
    }

    /// What a type would be called if it were alone.
    fn wanted_type<'w>(&self, schema: &'w Schema, base: &'w Base) -> Wanted<'w> {
        let original = if self.is_component(schema, base) {
            &base.schema
        } else {
            &schema.place.pointer
        };
        Wanted {
            name: base.rust.clone(),
            given: matches!(schema.rust_name, Some(RustName::Own(_))),
            original,
            span: &schema.place.span,
        }
    }

    /// Takes names for types.
    fn take_types(&mut self, wanted: &[Option<Wanted<'_>>]) -> Vec<Option<Name>> {
        let mut scope = std::mem::take(&mut self.type_scope);
        let names = self.take(&mut scope, wanted);
        self.type_scope = scope;
        names
    }

    /// Whether the schema is the component that gave it its name.
    fn is_component(&self, schema: &Schema, base: &Base) -> bool {
        let component = self.document.components.schemas.get(&base.schema);
        component.is_some_and(|component| std::ptr::eq(component, schema))
    }

    /// Reports a legal construct that is not supported.
    fn refuse(&mut self, span: &Span, message: &str) {
        let fault = Diagnostic::new(Code::UnsupportedConstruct, span.clone(), message);
        self.faults.push(fault);
    }

    /// A name of what never has one, whatever else is wrong: of a component, of items or of members
    /// that are written out where they are used.
    fn report_names_of_nothing(&mut self) {
        let document = self.document;
        let components = document.components.schemas.values();
        let items = document
            .schemas()
            .flat_map(|(_, schema)| [schema.items.as_deref(), schema.additional.as_deref()]);
        for schema in components.chain(items.flatten()) {
            let unnamed = schema.reference().is_some() || !ty::is_named(schema);
            if !schema.opaque && unnamed {
                self.report_idle_name(schema);
            }
        }
    }

    fn report_idle_name(&mut self, schema: &'d Schema) {
        if let Some(RustName::Own(name)) = &schema.rust_name
            && !self.named.contains(schema.place.pointer.as_str())
        {
            let message = "this schema is written out where it is used, and needs no name";
            let fault = Diagnostic::new(Code::BadExtension, name.span.clone(), message);
            self.faults.push(fault);
        }
    }

    /// An `x-rust-name` that names nothing would be dropped in silence.
    fn report_idle_names(&mut self) {
        for (_, schema) in self.document.schemas() {
            self.report_idle_name(schema);
        }
    }
}
