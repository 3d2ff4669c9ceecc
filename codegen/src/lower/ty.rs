//! Lowers the type of a value where it is used: scalars and arrays are written out, objects and
//! sets of values get a name.

use super::reference::{ARRAYS, Resolved};
use super::{Base, Lowering, docs, raw};
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{Format, Keyword, Kind, Rule, Sensitivity, Shape, Type, TypeId};
use crate::name::Case;
use crate::openapi::{self, Schema, Spanned, TypeName};
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// A type, and whether `null` may stand in its place.
pub(super) struct Typed {
    pub(super) ty: Type,
    pub(super) nullable: bool,
}

/// Whether a schema without a reference becomes a type with a name.
pub(super) fn is_named(schema: &Schema) -> bool {
    is_structured(schema) || schema.values.is_some() || schema.error_codes.is_some()
}

/// Whether it becomes an object, or a choice of them.
pub(super) fn is_structured(schema: &Schema) -> bool {
    schema.union.is_some() || is_object(schema)
}

pub(super) fn is_object(schema: &Schema) -> bool {
    schema.union.is_none() && schema.is_object_by_itself()
}

/// Whether it is a plain `$ref`.
pub(super) fn is_reference(schema: &Schema) -> bool {
    schema.reference.is_some()
}

impl<'d> Lowering<'d> {
    /// The type of a value. `base` is the name of a type that has none of its own; `class` is the
    /// sensitivity that an array around it asks for. `None` where a fault was reported.
    pub(super) fn ty(
        &mut self,
        schema: &'d Schema,
        base: &str,
        class: Option<&'d Spanned<Sensitivity>>,
    ) -> Option<Typed> {
        let resolved = self.references.resolve(schema)?;
        let class = resolved.first(|layer| layer.sensitivity.as_ref()).or(class);
        let (target, nullable) = (resolved.target, resolved.nullable);
        if target.opaque {
            return None;
        }
        let rules = self.rules(&resolved);
        if is_named(target) {
            let id = self.type_id(&resolved, base)?;
            if is_structured(target) {
                self.refuse_class(class);
            }
            // Which value of a set it is says something of a person, a code of an error does not.
            let unsaid = if is_structured(target) || target.error_codes.is_some() {
                Sensitivity::Public
            } else {
                Sensitivity::Personal
            };
            let class = class.filter(|_| !is_structured(target));
            let sensitivity = class.map_or(unsaid, |class| class.value);
            return Some(Typed {
                ty: Type {
                    kind: Kind::Named(id),
                    format: None,
                    sensitivity,
                    rules,
                    about: None,
                },
                nullable,
            });
        }
        // Whatever is not classified may be about a person.
        let sensitivity = class.map_or(Sensitivity::Personal, |class| class.value);
        let Some(name) = target.type_name() else {
            return Some(Typed {
                ty: Type {
                    kind: Kind::Any,
                    format: None,
                    sensitivity,
                    rules,
                    about: None,
                },
                nullable: true,
            });
        };
        let kind = match name {
            TypeName::Array => self.array(&resolved, base, class)?,
            TypeName::String => Kind::String,
            TypeName::Boolean => Kind::Bool,
            TypeName::Number => number(target),
            // An object has a name, and does not come here.
            TypeName::Integer | TypeName::Object => integer(target),
        };
        let format = (kind == Kind::String)
            .then(|| self.format(&resolved, &rules))
            .flatten();
        let sensitivity = match kind {
            // Its items are classified.
            Kind::Array(_) => Sensitivity::Public,
            _ => sensitivity,
        };
        Some(Typed {
            ty: Type {
                kind,
                format,
                sensitivity,
                rules,
                about: None,
            },
            nullable,
        })
    }

    /// What is in a string, as far as the crate is to have types for that.
    fn format(&self, resolved: &Resolved<'d>, rules: &[Rule]) -> Option<Format> {
        let named = resolved.first(|layer| layer.format.as_ref());
        let named = named.and_then(|format| Format::named(&format.value));
        let base64 = || {
            let mut rules = rules.iter();
            let encoded = rules.find(|rule| rule.keyword == Keyword::ContentEncoding)?;
            (encoded.value == "base64").then_some(Format::Base64)
        };
        named.or_else(base64).filter(|_| self.formats)
    }

    fn array(
        &mut self,
        resolved: &Resolved<'d>,
        base: &str,
        class: Option<&'d Spanned<Sensitivity>>,
    ) -> Option<Kind> {
        let Some(items) = resolved.target.items.as_deref() else {
            let sensitivity = class.map_or(Sensitivity::Personal, |class| class.value);
            let any = Type {
                kind: Kind::Any,
                format: None,
                sensitivity,
                rules: Vec::new(),
                about: None,
            };
            return Some(Kind::Array(Box::new(any)));
        };
        // However often a component is written out, what it has inside is one type.
        let base = match resolved.component {
            Some(name) => {
                let rust = self.made_name(name, Case::Type, &resolved.target.place.span);
                format!("{rust}Item")
            }
            None => format!("{base}Item"),
        };
        let base = self.base_of(items, base)?;
        let mut typed = self.ty(items, &base, class)?;
        let named = matches!(typed.ty.kind, Kind::Named(_));
        let resolved = self.references.resolve(items)?;
        typed.ty.about = docs::of_items(&resolved, named);
        if typed.nullable && typed.ty.kind != Kind::Any {
            let message = "`null` among the items of an array is not supported";
            self.refuse(&items.place.span, message);
        }
        let kind = Kind::Array(Box::new(typed.ty));
        // Of all the arrays around it one reports.
        if depth(&kind) == ARRAYS + 1 {
            let message = format!("more than {ARRAYS} arrays in one another");
            let span = items.place.span.clone();
            self.faults
                .push(Diagnostic::new(Code::TooDeep, span, message));
        }
        Some(kind)
    }

    /// The base for a schema that may have a name of its own.
    pub(super) fn base_of(&mut self, schema: &'d Schema, base: String) -> Option<String> {
        if schema.reference().is_some() || !is_named(schema) {
            return Some(base);
        }
        match self.own_name(schema) {
            Some(own) => self
                .given_name(own, Case::Type)
                .map(|name| name.to_string()),
            None => Some(base),
        }
    }

    /// The type of an object, a choice or a set of values; if it stands right here, it is defined.
    pub(super) fn type_id(&mut self, resolved: &Resolved<'d>, base: &str) -> Option<TypeId> {
        let target = resolved.target;
        if let Some(media) = self.forms.get(target.place.pointer.as_str()) {
            let message = "the body of a form has no JSON of its own";
            let first = resolved.layers.first();
            let span = first.map_or(0..0, |first| first.place.span.clone());
            self.faults.push(
                Diagnostic::new(Code::UnsupportedConstruct, span, message)
                    .with_related(media.place.span.clone(), "here it is a form"),
            );
            return None;
        }
        if let Some(id) = self.ids.get(target.place.pointer.as_str()) {
            return Some(*id);
        }
        if resolved.component.is_some() {
            // A component without a name was reported when names were given.
            return None;
        }
        let base = Base::new(self.made_name(base, Case::Type, &target.place.span));
        Some(self.add(target, &base))
    }

    /// Adds a type that stands right where it is used.
    pub(super) fn add(&mut self, schema: &'d Schema, base: &Base) -> TypeId {
        let id = self.claim_type(schema, base);
        self.ids.insert(&schema.place.pointer, id);
        self.define(id, schema, base);
        id
    }

    /// Gives a type its shape.
    pub(super) fn define(&mut self, id: TypeId, schema: &'d Schema, base: &Base) {
        // It may have got a number, and what is inside of it is called after it.
        let base = &Base {
            rust: self.types[id].name.clone(),
            schema: base.schema.clone(),
        };
        let shape = if self.forms.contains_key(schema.place.pointer.as_str()) {
            self.form(schema, base).map(Shape::Multipart)
        } else if schema.union.is_some() {
            self.union(schema, base).map(Shape::Union)
        } else if is_object(schema) {
            Some(Shape::Struct(self.object(schema, base)))
        } else {
            Some(Shape::Enum(self.set(schema, base)))
        };
        // What has none was reported.
        if let Some(shape) = shape {
            self.types[id].shape = shape;
        }
    }

    /// The validated keywords that hold for a use. Those of an object are its own.
    fn rules(&mut self, resolved: &Resolved<'d>) -> Vec<Rule> {
        let layers = if is_object(resolved.target) {
            resolved.outer()
        } else {
            &resolved.layers
        };
        // They stand in the order of the list of keywords, whatever that of the document.
        let mut rules: BTreeMap<Keyword, &openapi::Rule> = BTreeMap::new();
        // Of these, all hold.
        let mut all_of: Vec<Json> = Vec::new();
        let name = resolved.target.type_name();
        let applies =
            |rule: &&openapi::Rule| name.is_none_or(|name| rule.keyword.types().contains(&name));
        let all = layers.iter().copied();
        let all = all.flat_map(|layer| layer.rules.iter().map(move |rule| (layer, rule)));
        for (layer, rule) in all.filter(|(_, rule)| applies(rule)) {
            if rule.keyword == Keyword::AllOf {
                // A component that is kept whole is so once, however often it is referred to.
                let whole = resolved
                    .component
                    .filter(|name| self.document.whole.contains_key(*name))
                    .filter(|_| std::ptr::eq(layer, resolved.target));
                match whole.and_then(raw::reference_to) {
                    Some(reference) => all_of.push(reference),
                    None => all_of.extend(rule.value.as_array().into_iter().flatten().cloned()),
                }
                continue;
            }
            match rules.get(&rule.keyword) {
                Some(nearer) if nearer.value != rule.value => {
                    let keyword = rule.keyword.as_str();
                    let message = format!("`{keyword}` beside a reference whose target has it too");
                    let span = nearer.span.clone();
                    self.faults.push(
                        Diagnostic::new(Code::UnsupportedConstruct, span, message)
                            .with_related(rule.span.clone(), "both would hold"),
                    );
                }
                Some(_) => {}
                None => drop(rules.insert(rule.keyword, rule)),
            }
        }
        let mut rules: Vec<Rule> = rules.into_values().map(of_rule).collect();
        if !all_of.is_empty() {
            rules.push(Rule {
                keyword: Keyword::AllOf,
                value: all_of.into(),
            });
        }
        for rule in &mut rules {
            // A choice beside `null` has that outside of the set.
            if let (Keyword::Enum, Json::Array(values)) = (rule.keyword, &mut rule.value)
                && resolved.nullable
                && !values.contains(&Json::Null)
            {
                values.push(Json::Null);
            }
        }
        rules
    }

    fn refuse_class(&mut self, class: Option<&Spanned<Sensitivity>>) {
        let Some(class) = class else { return };
        let message = "an object as a whole cannot be classified";
        self.faults.push(
            Diagnostic::new(Code::BadExtension, class.span.clone(), message)
                .with_help("classify its members"),
        );
    }
}

/// An integer has the bits that its format says, and else as many digits as it likes.
fn integer(schema: &Schema) -> Kind {
    match schema.format.as_ref().map(|format| format.value.as_str()) {
        Some("int32") => Kind::I32,
        Some("int64") => Kind::I64,
        Some("uint64") => Kind::U64,
        _ => Kind::Integer,
    }
}

/// A double may be read as one; nothing else may lose a digit.
fn number(schema: &Schema) -> Kind {
    match schema.format.as_ref().map(|format| format.value.as_str()) {
        Some("float" | "double") => Kind::Double,
        _ => Kind::Number,
    }
}

fn depth(mut kind: &Kind) -> usize {
    let mut depth = 0;
    while let Kind::Array(items) = kind {
        (kind, depth) = (&items.kind, depth + 1);
    }
    depth
}

pub(super) fn of_rule(rule: &openapi::Rule) -> Rule {
    Rule {
        keyword: rule.keyword,
        value: rule.value.clone(),
    }
}
