//! Gives names: those that somebody gave, and those that are made of what the document calls a thing.
//!
//! A name that was given is that one, or an error. Of others that would be the same the first one in the
//! document has it, and each that follows gets a number: so a document that grows at its end changes no
//! name that was there.

use super::Lowering;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::name::{Case, Name, Scope, quoted};
use crate::openapi::{RustName, Schema, Spanned};
use crate::source::Span;
use std::collections::BTreeSet;

/// What is to be called something.
pub(super) struct Wanted<'a> {
    /// What it would be called if it were alone.
    pub(super) name: Name,
    /// Whether somebody gave it that name.
    pub(super) given: bool,
    /// What the document calls it.
    pub(super) original: &'a str,
    /// Where.
    pub(super) span: &'a Span,
}

impl<'d> Lowering<'d> {
    /// Takes names in a scope, one for each of those that has one: those that were given, and then the
    /// others in the order of the document.
    pub(super) fn take(
        &mut self,
        scope: &mut Scope,
        wanted: &[Option<Wanted<'_>>],
    ) -> Vec<Option<Name>> {
        let mut names: Vec<Option<Name>> = wanted.iter().map(|_| None).collect();
        let kept: BTreeSet<Name> = wanted.iter().flatten().map(|it| it.name.clone()).collect();
        let each = names.iter_mut().zip(wanted);
        let mut each: Vec<_> = each
            .filter_map(|(name, it)| Some((name, it.as_ref()?)))
            .collect();
        each.sort_by_key(|(_, wanted)| (!wanted.given, wanted.span.start));
        for (name, wanted) in each {
            *name = Some(self.take_one(scope, wanted, &kept));
        }
        names
    }

    /// Takes one name; those that are `kept` are for others.
    pub(super) fn take_one(
        &mut self,
        scope: &mut Scope,
        wanted: &Wanted<'_>,
        kept: &BTreeSet<Name>,
    ) -> Name {
        let (name, original, span) = (wanted.name.clone(), wanted.original, wanted.span);
        let (name, told) = if wanted.given {
            let told = scope.claim(&name, original, span).err();
            (name, told)
        } else {
            scope.claim_free(name, original, span, kept)
        };
        self.faults.extend(told);
        name
    }

    /// A name for a type, with a number where it is taken already.
    pub(super) fn free_type(&mut self, name: Name, original: &str, span: &Span) -> Name {
        let wanted = Wanted {
            name,
            given: false,
            original,
            span,
        };
        let mut scope = std::mem::take(&mut self.type_scope);
        let name = self.take_one(&mut scope, &wanted, &BTreeSet::new());
        self.type_scope = scope;
        name
    }

    /// A name in the exported schemas, where any text is a name.
    pub(super) fn free_schema(&mut self, name: &str, original: &str, span: &Span) -> String {
        let mut free = name.to_owned();
        let mut number = 2;
        while self.schema_scope.claim(&free, original, span).is_err() {
            free = format!("{name}{number}");
            number += 1;
        }
        free
    }

    pub(super) fn claim_name(&mut self, rust: &str, original: &str, span: &Span) -> bool {
        let claim = self.type_scope.claim(rust, original, span);
        claim.map_err(|fault| self.faults.push(fault)).is_ok()
    }

    /// The `x-rust-name` of a schema, which from now on has been put to use.
    pub(super) fn own_name(&mut self, schema: &'d Schema) -> Option<&'d Spanned<String>> {
        let Some(RustName::Own(name)) = &schema.rust_name else {
            return None;
        };
        self.named.insert(&schema.place.pointer);
        Some(name)
    }

    /// The name that a thing is given, or one that is made of what the document calls it. `None`
    /// if it cannot be used, which is reported.
    pub(super) fn name_of(
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

    pub(super) fn given_name(&mut self, name: &Spanned<String>, case: Case) -> Option<Name> {
        match Name::given(&name.value, case) {
            Ok(name) => Some(name),
            Err(why) => {
                self.faults
                    .push(Diagnostic::new(Code::BadExtension, name.span.clone(), why));
                None
            }
        }
    }

    pub(super) fn made_name(&mut self, text: &str, case: Case, span: &Span) -> Name {
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
}
