//! Tells where one schema accepts whatever another does, as far as that shows at a glance: what is
//! not seen counts as not so.

use super::reference::References;
use crate::openapi::{Schema, TypeName};
use crate::vocabulary::Keyword;
use serde_json::Value as Json;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// Schemas in one another that are looked into.
const DEEPEST: usize = 64;

/// Whether every value of `narrow` satisfies `wide`.
pub(super) fn implies<'d>(
    references: &References<'d>,
    narrow: &'d Schema,
    wide: &'d Schema,
) -> bool {
    let comparison = Comparison {
        references,
        seen: RefCell::default(),
    };
    comparison.within(narrow, wide, DEEPEST)
}

/// All has to hold, so what is being compared already, or was, needs no second look.
struct Comparison<'r, 'd> {
    references: &'r References<'d>,
    seen: RefCell<BTreeSet<(&'d str, &'d str)>>,
}

impl<'d> Comparison<'_, 'd> {
    fn within(&self, narrow: &'d Schema, wide: &'d Schema, left: usize) -> bool {
        let resolved = |schema| self.references.resolve(schema);
        let (Some(from), Some(to)) = (resolved(narrow), resolved(wide)) else {
            return false;
        };
        let limits = |layers: &[&'d Schema]| -> Vec<_> {
            let rules = layers.iter().flat_map(|layer| &layer.rules);
            let binding = rules.filter(|rule| rule.closes() || binds(rule.keyword));
            binding.map(|rule| (rule.keyword, &rule.value)).collect()
        };
        let (have, want) = (limits(&from.layers), limits(&to.layers));
        let limited = want.iter().all(|rule| have.contains(rule));
        let nullable = to.nullable || !from.nullable || is_free(to.target);
        if left == 0 || !limited || !nullable {
            return false;
        }
        let (narrow, wide) = (from.target, to.target);
        let pair = (narrow.place.pointer.as_str(), wide.place.pointer.as_str());
        let known = !self.seen.borrow_mut().insert(pair);
        known
            || std::ptr::eq(narrow, wide)
            || typed(narrow, wide)
                && listed(narrow, wide)
                && wide.union.is_none()
                && self.members(narrow, wide, left - 1)
                && wide.additional.is_none()
                && match (&narrow.items, &wide.items) {
                    (_, None) => true,
                    (None, Some(_)) => false,
                    (Some(narrow), Some(wide)) => self.within(narrow, wide, left - 1),
                }
    }

    /// A member that the narrow schema does not name may be anything in it.
    fn members(&self, narrow: &'d Schema, wide: &'d Schema, left: usize) -> bool {
        let own: BTreeMap<&str, &'d Schema> = narrow
            .members()
            .map(|property| (property.name.value.as_str(), &property.schema))
            .collect();
        let required = narrow.required_names();
        let names: BTreeSet<&str> = wide
            .members()
            .map(|property| property.name.value.as_str())
            .collect();
        wide.required_names().is_subset(&required)
            && (!wide.is_closed() || own.keys().all(|name| names.contains(name)))
            && wide.members().all(|wanted| {
                let own = own.get(wanted.name.value.as_str());
                own.is_some_and(|own| self.within(own, &wanted.schema, left))
            })
    }
}

/// Keywords that describe what is in a string, or say what holds anyway, bind nothing.
fn binds(keyword: Keyword) -> bool {
    use Keyword::{AdditionalProperties, ContentEncoding, ContentMediaType};
    !matches!(
        keyword,
        AdditionalProperties | ContentEncoding | ContentMediaType
    )
}

/// A schema that any value satisfies.
fn is_free(schema: &Schema) -> bool {
    schema.types.is_none() && schema.values.is_none() && schema.union.is_none()
}

fn typed(narrow: &Schema, wide: &Schema) -> bool {
    let format = |schema: &Schema| {
        let format = schema.format.as_ref().map(|format| format.value.clone());
        format.filter(|format| matches!(format.as_str(), "int32" | "int64" | "uint64"))
    };
    let same = match (narrow.type_name(), wide.type_name()) {
        (_, None) | (Some(TypeName::Integer), Some(TypeName::Number)) => true,
        (narrow, wide) => narrow == wide,
    };
    same && (format(wide).is_none() || format(narrow) == format(wide))
}

fn listed(narrow: &Schema, wide: &Schema) -> bool {
    let Some(wide) = &wide.values else {
        return true;
    };
    let known = |value: &Json| wide.value.iter().any(|known| known.value == *value);
    let narrow = narrow.values.as_ref();
    narrow.is_some_and(|narrow| narrow.value.iter().all(|value| known(&value.value)))
}
