//! Keeps schemas whole of which no type can be made: a type has room for any value there, and the
//! schema goes over into what is exported, for the judge.
//!
//! This comes before types are made, and changes the document as it was understood: behind it, each
//! schema has a shape or was refused.

use super::reference::References;
use super::{check, raw, shapable, ty};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::openapi::keywords::{Subschemas, subschemas};
use crate::openapi::{Document, Rule, Schema, Spanned, TypeName, tidy};
use crate::source::{Node, Span};
use crate::vocabulary::Keyword;
use serde_json::{Value as Json, json};
use std::collections::{BTreeMap, BTreeSet};

/// The most that one schema may be to be kept whole, in nodes of its own.
const MOST_NODES: usize = 100_000;

/// Settles every schema of the document, whose tree is `root`.
pub(crate) fn settle(document: &mut Document, root: &Node, faults: &mut Vec<Diagnostic>) {
    let found = unshapable(document);
    if found.is_empty() && document.schemas().all(|(_, it)| it.unshaped.is_empty()) {
        return;
    }
    let json = root.to_json();
    let known = components(&json);
    let mut settling = Settling {
        root,
        json: &json,
        known: &known,
        found,
        faults,
    };
    document.each_schema(&mut |schema| settling.schema(schema));
    document.whole = known;
}

/// Every component that can be exported whole, with all that it comes to.
fn components(json: &Json) -> BTreeMap<String, Json> {
    let components = json
        .pointer("/components/schemas")
        .and_then(Json::as_object);
    let components = components.into_iter().flatten();
    let mut known: BTreeMap<String, Json> = components
        .filter_map(|(name, schema)| Some((name.clone(), raw::schema(schema)?)))
        .collect();
    // What comes to one that cannot be is not whole either.
    let mut users: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut lost = Vec::new();
    for (name, schema) in &known {
        let mut to = Vec::new();
        raw::components(schema, &mut to);
        for to in to {
            if !known.contains_key(&to) {
                lost.push(name.clone());
            }
            users.entry(to).or_default().push(name.clone());
        }
    }
    while let Some(name) = lost.pop() {
        if known.remove(&name).is_some() {
            lost.extend(users.remove(&name).unwrap_or_default());
        }
    }
    known
}

/// What stands in the way of a type where a reference or a choice does, by the pointer of its schema.
fn unshapable(document: &Document) -> BTreeMap<String, Found> {
    let references = References::new(document, &mut Vec::new());
    let mut found: BTreeMap<String, Found> = BTreeMap::new();
    for (_, schema) in document.schemas().filter(|(_, schema)| !schema.opaque) {
        let faults = shapable::faults(schema, &references);
        if !faults.is_empty() {
            let any = false;
            found.insert(schema.place.pointer.clone(), Found { faults, any });
        }
        let items = schema.items.as_deref().filter(|items| !items.opaque);
        if let Some(items) = items
            && let Some(fault) = null_of_item(items, &references)
        {
            let faults = vec![fault];
            found.insert(items.place.pointer.clone(), Found { faults, any: true });
        }
    }
    found
}

/// No type has room for `null` among the items of an array.
fn null_of_item<'d>(items: &'d Schema, references: &References<'d>) -> Option<Diagnostic> {
    let resolved = references.resolve(items)?;
    let target = resolved.target;
    let any = !ty::is_named(target) && target.type_name().is_none();
    (resolved.nullable && !any && !target.opaque).then(|| {
        let message = "`null` among the items of an array shapes no type";
        Diagnostic::new(
            Code::UnsupportedConstruct,
            items.place.span.clone(),
            message,
        )
    })
}

/// What shapes no type of a schema.
struct Found {
    faults: Vec<Diagnostic>,
    /// Whether nothing else of it does.
    any: bool,
}

/// Whether a schema has a type beside what shapes none.
pub(super) fn keeps_shape(schema: &Schema) -> bool {
    schema.reference.is_none()
        && (schema.is_object_by_itself() || schema.union.is_none() && schema.types.is_some())
}

struct Settling<'a> {
    root: &'a Node,
    json: &'a Json,
    known: &'a BTreeMap<String, Json>,
    found: BTreeMap<String, Found>,
    faults: &'a mut Vec<Diagnostic>,
}

impl Settling<'_> {
    fn schema(&mut self, schema: &mut Schema) {
        let mut told = std::mem::take(&mut schema.unshaped);
        let found = self.found.remove(&schema.place.pointer);
        let any = found.as_ref().is_some_and(|found| found.any);
        told.extend(found.into_iter().flat_map(|found| found.faults));
        let Some(first) = told.first() else { return };
        let span = first.primary.span.clone();
        let Some(whole) = self.whole(&schema.place.pointer) else {
            self.faults.append(&mut told);
            schema.opaque = true;
            return;
        };
        for fault in told {
            let help = if keeps_shape(schema) && !any {
                "the type goes without it, and the judge holds the value against the schema"
            } else {
                "the value has room for any JSON here, and the judge holds it against the schema"
            };
            let fault = match fault.help {
                Some(_) => fault,
                None => fault.with_help(help),
            };
            self.faults.push(fault.sloppily(Severity::Warning));
        }
        if !any && schema.types.is_none() && schema.is_object_by_itself() {
            tidy::implied_type(schema, self.faults);
        }
        if let Some(node) = self.root.at(&schema.place.pointer) {
            patterns(node, self.faults);
        }
        keep(schema, whole, span, any);
    }

    /// The schema as the document has it, if all that it comes to can be exported.
    fn whole(&self, pointer: &str) -> Option<Json> {
        let document = self.json.pointer(pointer)?;
        let mut left = MOST_NODES;
        count(document, &mut left)?;
        let whole = raw::schema(document)?;
        let mut to = Vec::new();
        raw::components(&whole, &mut to);
        to.iter()
            .all(|to| self.known.contains_key(to))
            .then_some(whole)
    }
}

/// Tells of what is to be a regular expression in a schema that is kept whole, and is none. It goes no
/// deeper than the readers of text let it.
fn patterns(schema: &Node, faults: &mut Vec<Diagnostic>) {
    let members = schema.as_object().map(|object| &object.members);
    for member in members.into_iter().flatten() {
        let (key, value) = (member.key.as_str(), &member.value);
        if key == "pattern" {
            let text = value.as_str();
            faults.extend(text.and_then(|text| check::no_pattern(text, &member.key_span)));
        }
        let held = value.as_object().map(|object| &object.members);
        let held = held.into_iter().flatten();
        match subschemas(key) {
            Some(Subschemas::One) => patterns(value, faults),
            Some(Subschemas::List) => {
                let all = value.as_array().into_iter().flatten();
                all.for_each(|schema| patterns(schema, faults));
            }
            Some(Subschemas::Named) => held.for_each(|it| {
                let named = (key == "patternProperties").then_some(&it.key);
                faults.extend(named.and_then(|it_is| check::no_pattern(it_is, &it.key_span)));
                patterns(&it.value, faults);
            }),
            None => {}
        }
    }
}

fn count(value: &Json, left: &mut usize) -> Option<()> {
    *left = left.checked_sub(1)?;
    match value {
        Json::Array(items) => items.iter().try_for_each(|item| count(item, left)),
        Json::Object(members) => members.values().try_for_each(|member| count(member, left)),
        _ => Some(()),
    }
}

/// Leaves a schema the shape that it has without what shapes no type.
fn keep(schema: &mut Schema, mut whole: Json, span: Span, any: bool) {
    if let (Json::Object(keywords), Some(_), false) = (&mut whole, &schema.reference, any) {
        // The type is that of what is referred to; what stands beside it holds too.
        // What has been looked at, what is referred to says too.
        let looks = ["unevaluatedItems", "unevaluatedProperties"];
        if !looks.iter().any(|it| keywords.contains_key(*it)) {
            keywords.remove("$ref");
        }
        clear(schema);
        push(schema, &whole, span);
        return;
    }
    let shaped = keeps_shape(schema) && !any;
    schema.union = None;
    schema.reference = None;
    schema.one_of = None;
    if !shaped {
        clear(schema);
    }
    if ty::is_object(schema) {
        // What is required and described nowhere is held by the judge.
        let names: BTreeSet<String> = schema.members().map(|it| it.name.value.clone()).collect();
        schema.required.retain(|name| names.contains(&name.value));
    }
    if says(&whole, "prefixItems") {
        schema.items = None;
    }
    if says(&whole, "patternProperties") {
        // Those that fit a pattern are not among the others.
        schema.additional = None;
    }
    // What may not be there is said once.
    schema.rules.retain(|rule| !rule.closes());
    // The judge has those that have no names.
    let own = schema.type_name();
    let named = |values: &Spanned<Vec<Spanned<Json>>>| {
        let types = values.value.iter();
        let mut types = types
            .filter_map(|value| TypeName::of(&value.value))
            .peekable();
        let fits = |of: TypeName| of.is_scalar() && own.is_none_or(|own| own.takes(of));
        types.peek().is_some() && types.all(fits)
    };
    schema.values = schema.values.take().filter(named);
    push(schema, &whole, span);
}

/// Whether a schema has a keyword, or one does that all of it satisfies.
fn says(whole: &Json, keyword: &str) -> bool {
    let all = whole.get("allOf").and_then(Json::as_array);
    let within = all.is_some_and(|all| all.iter().any(|it| says(it, keyword)));
    within || whole.get(keyword).is_some()
}

/// Takes away what shapes a type, but for a reference.
fn clear(schema: &mut Schema) {
    schema.types = None;
    schema.union = None;
    schema.error_codes = None;
    schema.clear_of_types();
}

fn push(schema: &mut Schema, whole: &Json, span: Span) {
    schema.rules.push(Rule {
        keyword: Keyword::AllOf,
        span,
        value: json!([whole]),
    });
}
