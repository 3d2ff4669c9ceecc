//! Walks the objects that the catalogue describes.

use clova_id_card::catalog::{Object, Shape};
use std::collections::HashSet;
use std::slice;

/// The objects that a value of this shape may be: none where it is no object.
pub(super) fn objects(shape: &'static Shape) -> &'static [&'static Object] {
    match shape {
        Shape::Object(object) => slice::from_ref(object),
        Shape::Union(objects) => objects,
        _ => &[],
    }
}

/// Visits each object inside a shape that is not among those seen; shapes may lead back to themselves.
pub(super) fn visit(
    shape: &'static Shape,
    seen: &mut HashSet<&'static str>,
    found: &mut impl FnMut(&'static Object),
) {
    if let Shape::Array(items) = shape {
        visit(items, seen, found);
    }
    for object in objects(shape) {
        if seen.insert(object.rust) {
            found(object);
            for member in object.members {
                visit(&member.shape, seen, found);
            }
            if let Some(others) = &object.others {
                visit(others, seen, found);
            }
        }
    }
}
