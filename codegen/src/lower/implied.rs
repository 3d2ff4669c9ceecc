//! Tells where one schema accepts whatever another does, as far as that shows at a glance: what is
//! not seen counts as not so.

use super::reference::References;
use crate::openapi::{Property, Schema, TypeName};
use crate::vocabulary::Keyword;
use serde_json::Value as Json;

/// Schemas in one another that are looked into.
const DEEPEST: usize = 16;

/// Whether every value of `narrow` satisfies `wide`.
pub(super) fn implies<'d>(
    references: &References<'d>,
    narrow: &'d Schema,
    wide: &'d Schema,
) -> bool {
    within(references, narrow, wide, DEEPEST)
}

fn within<'d>(
    references: &References<'d>,
    narrow: &'d Schema,
    wide: &'d Schema,
    left: usize,
) -> bool {
    let (Some(from), Some(to)) = (references.resolve(narrow), references.resolve(wide)) else {
        return false;
    };
    let limits = |layers: &[&'d Schema]| -> Vec<_> {
        let rules = layers.iter().flat_map(|layer| &layer.rules);
        let binding = rules.filter(|rule| binds(rule.keyword));
        binding.map(|rule| (rule.keyword, &rule.value)).collect()
    };
    let (have, want) = (limits(&from.layers), limits(&to.layers));
    let limited = want.iter().all(|rule| have.contains(rule));
    let nullable = to.nullable || !from.nullable || is_free(to.target);
    if left == 0 || !limited || !nullable {
        return false;
    }
    let (narrow, wide) = (from.target, to.target);
    std::ptr::eq(narrow, wide)
        || typed(narrow, wide)
            && listed(narrow, wide)
            && wide.union.is_none()
            && members(references, narrow, wide, left)
            && match (&narrow.items, &wide.items) {
                (_, None) => true,
                (None, Some(_)) => false,
                (Some(narrow), Some(wide)) => within(references, narrow, wide, left - 1),
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

/// A member that the narrow schema does not name may be anything in it.
fn members<'d>(
    references: &References<'d>,
    narrow: &'d Schema,
    wide: &'d Schema,
    left: usize,
) -> bool {
    let required = wide
        .required
        .iter()
        .all(|name| narrow.requires(&name.value));
    let known = |wanted: &Property| {
        let mut own = narrow.members();
        own.find(|property| property.name.value == wanted.name.value)
    };
    required
        && wide.members().all(|wanted| {
            known(wanted)
                .is_some_and(|own| within(references, &own.schema, &wanted.schema, left - 1))
        })
}
