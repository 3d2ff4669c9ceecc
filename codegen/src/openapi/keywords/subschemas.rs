//! Lists the keywords that hold schemas, and how: whoever walks through schemas walks by this list.

/// How a keyword holds schemas.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Subschemas {
    /// It is one; `items` was a list once.
    One,
    /// It is a list of them.
    List,
    /// Its members are schemas; of `dependencies` some are names.
    Named,
}

/// How a keyword holds schemas, if it does.
pub(crate) fn subschemas(keyword: &str) -> Option<Subschemas> {
    match keyword {
        "additionalItems"
        | "additionalProperties"
        | "contains"
        | "contentSchema"
        | "else"
        | "if"
        | "items"
        | "not"
        | "propertyNames"
        | "then"
        | "unevaluatedItems"
        | "unevaluatedProperties" => Some(Subschemas::One),
        "allOf" | "anyOf" | "oneOf" | "prefixItems" => Some(Subschemas::List),
        "$defs" | "definitions" | "dependencies" | "dependentSchemas" | "patternProperties"
        | "properties" => Some(Subschemas::Named),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::SCHEMA;
    use super::*;

    /// What is not in the list of keywords is no keyword.
    #[test]
    fn each_is_a_keyword() {
        let held = SCHEMA.iter().filter(|row| subschemas(row.name).is_some());
        assert_eq!(held.count(), 22);
    }
}
