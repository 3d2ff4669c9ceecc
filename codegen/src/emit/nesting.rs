//! Computes how far types are held in one another, which the compiler follows to tell whether they
//! may be sent to another thread.

use crate::circles::{Circles, Edges, circles};
use crate::ir::{Api, Kind, Shape, Type, TypeDef, TypeId};
use std::collections::BTreeMap;

/// Steps that the compiler takes unasked.
const UNASKED: usize = 128;

/// Steps for an object in an object: the member's `Option`, its class, its box, and the object.
const OBJECT: usize = 5;

/// Steps for an array around it, of which a `Vec` is made.
const ARRAY: usize = 5;

/// The `recursion_limit` that the types of an API need, where the usual one may be too low.
pub(super) fn recursion_limit(api: &Api) -> Option<usize> {
    let held: BTreeMap<TypeId, Vec<(TypeId, usize)>> =
        api.types.iter().map(|(id, def)| (id, held(def))).collect();
    let ahead: Edges<TypeId> = held
        .iter()
        .map(|(id, held)| (*id, held.iter().map(|(to, _)| *to).collect()))
        .collect();
    let Circles { of, order } = circles(api.types.ids(), &ahead);
    // Of each circle: the steps behind it, and those in it, of which each may have to be taken.
    let mut steps: BTreeMap<TypeId, (usize, usize)> = BTreeMap::new();
    for id in order {
        let (mut behind, mut inside) = (0, 0);
        for (to, weight) in held.get(&id).into_iter().flatten() {
            if of.get(to) == of.get(&id) {
                inside = inside.max(*weight);
            } else {
                let (far, long) = of.get(to).and_then(|to| steps.get(to)).unwrap_or(&(0, 0));
                behind = behind.max(weight + far + long);
            }
        }
        if let Some(circle) = of.get(&id) {
            let total = steps.entry(*circle).or_default();
            *total = (total.0.max(behind), total.1 + inside);
        }
    }
    let longest = steps
        .values()
        .map(|(behind, inside)| behind + inside)
        .max()?;
    // What holds the outermost type takes steps of its own.
    let needed = longest + UNASKED / 4;
    (needed > UNASKED).then(|| needed.next_multiple_of(UNASKED))
}

/// The types that a type holds, with the steps to each.
fn held(def: &TypeDef) -> Vec<(TypeId, usize)> {
    let of_type = |ty: &Type| Some((ty.named()?, OBJECT + ARRAY * arrays(ty)));
    match &def.shape {
        Shape::Struct(object) => {
            let fields = object.travelling().map(|field| &field.ty);
            let others = object.others.iter().map(|others| &others.ty);
            // A map around it takes no more steps than an array.
            let others = others.filter_map(|ty| Some((ty.named()?, of_type(ty)?.1 + ARRAY)));
            fields.filter_map(of_type).chain(others).collect()
        }
        Shape::Union(union) => {
            let variants = union.variants.iter();
            variants
                .filter_map(|variant| of_type(&variant.ty))
                .collect()
        }
        Shape::Multipart(parts) => {
            let types = parts.iter().filter_map(|part| part.content.ty());
            types.filter_map(of_type).collect()
        }
        Shape::Value(value) => of_type(&value.ty).into_iter().collect(),
        Shape::Enum(_) => Vec::new(),
    }
}

fn arrays(mut ty: &Type) -> usize {
    let mut arrays = 0;
    while let Kind::Array(items) = &ty.kind {
        (ty, arrays) = (items, arrays + 1);
    }
    arrays
}
