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
mod object;
mod operation;
mod parameter;
mod part;
mod raw;
mod reach;
mod received;
mod reference;
mod response;
mod service;
mod set;
mod shapable;
mod tag;
mod ty;
mod value;
mod whole;

use crate::diagnostic::{Code, Diagnostic, Severity, sort};
use crate::ir::{Api, Direction, Docs, Shape, Struct, TypeDef, TypeId, Types};
use crate::name::{Case, Name, Scope, quoted};
use crate::openapi::{Document, RustName, Schema, Spanned};
use crate::source::Span;
pub(crate) use raw::component;
use reference::References;
use std::collections::{BTreeMap, BTreeSet};
pub(crate) use whole::settle;

/// `None` when `diagnostics` holds an error, whether found here or before.
pub(crate) fn lower(document: &Document, diagnostics: &mut Vec<Diagnostic>) -> Option<Api> {
    let mut faults = Vec::new();
    let references = References::check(document, &mut faults);
    check::document(document, &references, &mut faults);
    let mut lowering = Lowering::new(document, references, faults);
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
            if schema.reference().is_some() || !ty::is_named(schema) {
                continue;
            }
            let Some(base) = self.component_base(name, schema) else {
                continue;
            };
            let (id, free) = self.claim_type(schema, &base);
            self.ids.insert(&schema.place.pointer, id);
            if free {
                bases.push((schema, base, id));
            }
        }
        for (schema, base, id) in bases {
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

    /// Adds the type that a schema becomes, without its shape. Whether its name was free.
    fn claim_type(&mut self, schema: &'d Schema, base: &Base) -> (TypeId, bool) {
        let span = &schema.place.span;
        let component = self.is_component(schema, base);
        let original = if component {
            &base.schema
        } else {
            &schema.place.pointer
        };
        let own = matches!(schema.rust_name, Some(RustName::Own(_)));
        let (rust, schema_name, free) = if own {
            // A name that somebody gave is that one, or none.
            let mut free = self.claim_name(&base.rust, original, span);
            let exported = self.schema_scope.claim(&base.schema, original, span);
            if free && let Err(fault) = exported {
                self.faults.push(fault);
                free = false;
            }
            (base.rust.clone(), base.schema.clone(), free)
        } else {
            let rust = self.free_name(base.rust.clone(), original, span);
            (rust, self.free_schema(&base.schema, original, span), true)
        };
        let id = self.types.add(TypeDef {
            name: rust,
            schema: schema_name,
            docs: docs::of_type(schema, component),
            origin: docs::origin(&schema.place),
            // Known when every use is.
            direction: Direction::Both,
            shape: Shape::Struct(Struct::default()),
        });
        (id, free)
    }

    /// Whether the schema is the component that gave it its name.
    fn is_component(&self, schema: &'d Schema, base: &Base) -> bool {
        let component = self.document.components.schemas.get(&base.schema);
        component.is_some_and(|component| std::ptr::eq(component, schema))
    }

    /// The name, with a number where it is taken already.
    fn free_name(&mut self, name: Name, original: &str, span: &Span) -> Name {
        let kept = BTreeSet::new();
        let (name, told) = self.type_scope.claim_free(name, original, span, &kept);
        self.faults.extend(told);
        name
    }

    /// The same in the exported schemas, where any text is a name.
    fn free_schema(&mut self, name: &str, original: &str, span: &Span) -> String {
        let mut free = name.to_owned();
        let mut number = 2;
        while self.schema_scope.claim(&free, original, span).is_err() {
            free = format!("{name}{number}");
            number += 1;
        }
        free
    }

    fn claim_name(&mut self, rust: &str, original: &str, span: &Span) -> bool {
        let claim = self.type_scope.claim(rust, original, span);
        claim.map_err(|fault| self.faults.push(fault)).is_ok()
    }

    /// The `x-rust-name` of a schema, which from now on has been put to use.
    fn own_name(&mut self, schema: &'d Schema) -> Option<&'d Spanned<String>> {
        let Some(RustName::Own(name)) = &schema.rust_name else {
            return None;
        };
        self.named.insert(&schema.place.pointer);
        Some(name)
    }

    /// The name that a thing is given, or one that is made of what the document calls it. `None`
    /// if it cannot be used, which is reported.
    fn name_of(
        &mut self,
        text: &str,
        own: Option<&Spanned<String>>,
        case: Case,
        span: &Span,
    ) -> Option<Name> {
        match own {
            Some(own) => self.given_name(own, case),
            None => Some(self.made_name(text, case, span)),
        }
    }

    fn given_name(&mut self, name: &Spanned<String>, case: Case) -> Option<Name> {
        match Name::given(&name.value, case) {
            Ok(name) => Some(name),
            Err(why) => {
                self.faults
                    .push(Diagnostic::new(Code::BadExtension, name.span.clone(), why));
                None
            }
        }
    }

    fn made_name(&mut self, text: &str, case: Case, span: &Span) -> Name {
        match Name::new(text, case) {
            Ok(name) => name,
            Err(why) => {
                let name = Name::coined(text, case);
                // What was coined before is its own name.
                if *name != *text {
                    let message = format!("{} is no name in Rust: {why}", quoted(text));
                    let other = match case {
                        Case::Variant => "`x-rust-name: {value: Name}` beside the set",
                        _ => "`x-rust-name`",
                    };
                    let help = format!("it is {}; {other} gives it another", quoted(&name));
                    let fault = Diagnostic::new(Code::UnusableName, span.clone(), message);
                    self.faults
                        .push(fault.with_help(help).sloppily(Severity::Note));
                }
                name
            }
        }
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
