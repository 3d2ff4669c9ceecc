//! Cuts a payload into pieces that are validated one after the other.
//!
//! `jsonschema` collects every error of what it is given before it returns the first, and a hostile
//! array has millions. So each item of an array is given to it alone, and what is around the arrays
//! without their items:
//!
//! ```text
//! {"images": [{"fields": [f, f]}, {}]}  →  {"images": […]}   {"fields": […]}   f   f   {}
//! ```
//!
//! The schema of a piece is a part of the whole one without the `items` of what are pieces themselves, so
//! the errors of all pieces are those of the whole. Where that is not certain, nothing is cut: in
//! another dialect, beside a keyword that looks at what `items` looked at, and below one that combines
//! schemas.

use super::instance::Spanned;
use super::trail::{Step, Trail};
use jsonschema::{ValidationError, Validator};
use serde_json::{Map, Value};
use spanned_tree::Node;
use std::collections::HashMap;
use std::ptr;

/// The dialect whose keywords are known here.
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// Keywords by which the parts of a schema, or of an array, depend on one another.
const ENTANGLED: [&str; 9] = [
    "$anchor",
    "$dynamicAnchor",
    "$dynamicRef",
    "$recursiveRef",
    "additionalItems",
    // What is behind it is used for schemas without items.
    CUT,
    "prefixItems",
    "unevaluatedItems",
    "unevaluatedProperties",
];

/// Where schemas are that may be referred to.
const WHOLE: &str = "$defs";
/// Where the same are without the items of their arrays: the old name of `$defs`.
const CUT: &str = "definitions";

/// A schema, compiled piece by piece.
pub(super) struct Pieces {
    /// The first is that of the root.
    pieces: Vec<Piece>,
    places: Vec<Place>,
}

struct Piece {
    /// Of everything but the items that are pieces themselves.
    validator: Validator<Spanned>,
    /// Where in it these are.
    place: usize,
}

/// What in a value are pieces, or leads to some.
#[derive(Default)]
struct Place {
    /// The piece that each item is.
    items: Vec<usize>,
    /// The members that have pieces in them, and where.
    members: Vec<(String, usize)>,
}

/// Takes the errors of a piece: the steps to it, the piece, and one of its errors.
pub(super) type Take<'t, 'n> = dyn FnMut(&Trail<'n>, &'n Node, ValidationError<'_>) + 't;

impl Pieces {
    /// Compiles the pieces of a schema. None where it cannot be cut.
    pub(super) fn compile(schema: &Value) -> Option<Self> {
        let root = schema.as_object()?;
        let is_known = root.get("$schema").and_then(Value::as_str) == Some(DIALECT);
        if !is_known || is_entangled(schema, true) {
            return None;
        }
        let defs = root.get(WHOLE).and_then(Value::as_object);
        let mut cutting = Cutting {
            defs,
            places: Vec::new(),
            known: HashMap::new(),
            pieces: Vec::new(),
        };
        cutting.piece(schema);
        let cut = defs.into_iter().flatten();
        let cut: Map<_, _> = cut
            .map(|(name, def)| (name.clone(), without_items(def)))
            .collect();
        let pieces = cutting.pieces.iter().map(|&(piece, place)| {
            let mut alone = match without_items(piece) {
                Value::Object(members) => members,
                boolean => Map::from_iter([("allOf".to_owned(), Value::Array(vec![boolean]))]),
            };
            alone.insert("$schema".to_owned(), DIALECT.into());
            if let Some(defs) = root.get(WHOLE) {
                alone.insert(WHOLE.to_owned(), defs.clone());
                alone.insert(CUT.to_owned(), cut.clone().into());
            }
            let validator = jsonschema::options_for::<Spanned>()
                .build(&Value::Object(alone))
                .ok()?;
            Some(Piece { validator, place })
        });
        let pieces = pieces.collect::<Option<_>>()?;
        Some(Self {
            pieces,
            places: leading_somewhere(cutting.places),
        })
    }

    /// Gives every error of the tree, piece by piece.
    pub(super) fn errors<'n>(&self, root: &'n Node, take: &mut Take<'_, 'n>) {
        self.piece(0, root, &mut Trail::new(), take);
    }

    fn piece<'n>(&self, at: usize, node: &'n Node, to: &mut Trail<'n>, take: &mut Take<'_, 'n>) {
        let Some(piece) = self.pieces.get(at) else {
            return;
        };
        for error in piece.validator.iter_errors(node) {
            take(to, node, error);
        }
        self.place(piece.place, node, to, take);
    }

    /// The depth of a tree is bounded when it is read, and so is this.
    fn place<'n>(&self, at: usize, node: &'n Node, to: &mut Trail<'n>, take: &mut Take<'_, 'n>) {
        let Some(Place { items, members }) = self.places.get(at) else {
            return;
        };
        match &node.value {
            spanned_tree::Value::Array(elements) => {
                for &piece in items {
                    for (index, element) in elements.iter().enumerate() {
                        to.push(Step::Index(index));
                        self.piece(piece, element, to, take);
                        to.pop();
                    }
                }
            }
            spanned_tree::Value::Object(object) => {
                for (name, place) in members {
                    if let Some(member) = object.get(name) {
                        to.push(Step::to(object, &member.key));
                        self.place(*place, &member.value, to, take);
                        to.pop();
                    }
                }
            }
            _ => {}
        }
    }
}

/// Finds the pieces of a schema.
struct Cutting<'s> {
    defs: Option<&'s Map<String, Value>>,
    places: Vec<Place>,
    /// Places in both lists, by the address of their schema.
    known: HashMap<usize, (Option<usize>, Option<usize>)>,
    /// The schemas of pieces, each with its place.
    pieces: Vec<(&'s Value, usize)>,
}

impl<'s> Cutting<'s> {
    fn piece(&mut self, schema: &'s Value) -> usize {
        let schema = self.referred(schema);
        let address = ptr::from_ref(schema).addr();
        if let Some(&(Some(known), _)) = self.known.get(&address) {
            return known;
        }
        let at = self.pieces.len();
        self.known.entry(address).or_default().0 = Some(at);
        self.pieces.push((schema, 0));
        let place = self.place(schema);
        if let Some(piece) = self.pieces.get_mut(at) {
            piece.1 = place;
        }
        at
    }

    fn place(&mut self, schema: &'s Value) -> usize {
        let schema = self.referred(schema);
        let address = ptr::from_ref(schema).addr();
        if let Some(&(_, Some(known))) = self.known.get(&address) {
            return known;
        }
        let at = self.places.len();
        self.known.entry(address).or_default().1 = Some(at);
        self.places.push(Place::default());
        let mut place = Place::default();
        for part in self.parts(schema) {
            let items = part.get("items").filter(|items| !items.is_array());
            place.items.extend(items.map(|items| self.piece(items)));
            let members = part.get("properties").and_then(Value::as_object);
            for (name, schema) in members.into_iter().flatten() {
                place.members.push((name.clone(), self.place(schema)));
            }
        }
        if let Some(slot) = self.places.get_mut(at) {
            *slot = place;
        }
        at
    }

    /// What a schema refers to, if it says nothing else.
    fn referred(&self, schema: &'s Value) -> &'s Value {
        let is_reference = |members: &Map<String, Value>| {
            let says = |key: &String| !matches!(key.as_str(), "title" | "description");
            members.keys().filter(|key| says(key)).eq(["$ref"])
        };
        let mut parts = self.parts(schema);
        let mut last = parts.next().unwrap_or(schema);
        while last.as_object().is_some_and(is_reference)
            && let Some(next) = parts.next()
        {
            last = next;
        }
        last
    }

    /// A schema, what it refers to, what that refers to, and so on; each once.
    fn parts(&self, schema: &'s Value) -> impl Iterator<Item = &'s Value> + use<'s> {
        let (defs, mut seen) = (self.defs, Vec::new());
        let mut next = Some(schema);
        std::iter::from_fn(move || {
            let part = next
                .take()
                .filter(|part| !seen.contains(&ptr::from_ref(*part)))?;
            seen.push(ptr::from_ref(part));
            let name = part.get("$ref").and_then(Value::as_str).and_then(defined);
            next = name.and_then(|name| defs?.get(name));
            Some(part)
        })
    }
}

/// The name in a reference to a schema of the same document.
fn defined(reference: &str) -> Option<&str> {
    let name = reference.strip_prefix("#/$defs/")?;
    let is_plain = name
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
    is_plain.then_some(name)
}

/// Whether a part of a schema cannot be understood without the rest of it. What looks like it, be it
/// the name of a property or an example, counts too.
fn is_entangled(schema: &Value, is_root: bool) -> bool {
    match schema {
        Value::Object(members) => members.iter().any(|(key, value)| {
            ENTANGLED.contains(&key.as_str())
                || (key == "$id" && !is_root)
                || (key == "$ref" && value.as_str().and_then(defined).is_none())
                || is_entangled(value, false)
        }),
        Value::Array(items) => items.iter().any(|item| is_entangled(item, false)),
        _ => false,
    }
}

/// The schema of the same without the items of its arrays, as far as no keyword combines schemas.
fn without_items(schema: &Value) -> Value {
    let Value::Object(members) = schema else {
        return schema.clone();
    };
    let kept = members.iter().filter_map(|(key, value)| {
        let value = match (key.as_str(), value) {
            ("$id" | WHOLE, _) => return None,
            ("items", items) if !items.is_array() => return None,
            ("properties", Value::Object(properties)) => properties
                .iter()
                .map(|(name, schema)| (name.clone(), without_items(schema)))
                .collect(),
            ("$ref", Value::String(reference)) => match defined(reference) {
                Some(name) => format!("#/{CUT}/{name}").into(),
                None => value.clone(),
            },
            _ => value.clone(),
        };
        Some((key.clone(), value))
    });
    kept.collect()
}

/// The places without the members that lead to no piece.
fn leading_somewhere(mut places: Vec<Place>) -> Vec<Place> {
    let mut leads: Vec<_> = places.iter().map(|place| !place.items.is_empty()).collect();
    loop {
        let before = leads.clone();
        for (place, leads) in places.iter().zip(&mut leads) {
            let mut members = place.members.iter();
            *leads |= members.any(|(_, to)| before.get(*to) == Some(&true));
        }
        if leads == before {
            break;
        }
    }
    for place in &mut places {
        place
            .members
            .retain(|(_, to)| leads.get(*to) == Some(&true));
    }
    places
}

#[cfg(test)]
mod tests;
