//! Sets of the types of JSON Schema.

use serde_json::{Value as Json, json};

/// A set of types. A number is an integer or has a fraction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Types(u8);

/// Each by its name; what is asked for first holds what others are a part of.
const NAMES: [(&str, Types); 7] = [
    ("array", Types(1)),
    ("boolean", Types(1 << 1)),
    ("null", Types(1 << 2)),
    ("number", Types::NUMBER),
    ("integer", Types(1 << 4)),
    ("object", Types(1 << 5)),
    ("string", Types::STRING),
];

impl Types {
    pub(super) const NONE: Self = Self(0);
    pub(super) const ALL: Self = Self(0b111_1111);
    pub(super) const STRING: Self = Self(1 << 6);
    const NUMBER: Self = Self(1 << 3 | 1 << 4);

    /// Those that `type` names.
    pub(super) fn named(value: &Json) -> Self {
        let one = |value: &Json| {
            let of = NAMES.iter().find(|(name, _)| *value == *name);
            of.map_or(Self::NONE, |(_, types)| *types)
        };
        match value {
            Json::Array(values) => Self(values.iter().fold(0, |all, value| all | one(value).0)),
            value => one(value),
        }
    }

    /// Those that a keyword holds for; `None` if it does for all.
    pub(super) fn of_keyword(keyword: &str) -> Option<Self> {
        let name = match keyword {
            "exclusiveMaximum" | "exclusiveMinimum" | "maximum" | "minimum" | "multipleOf" => {
                "number"
            }
            "maxLength" | "minLength" | "pattern" => "string",
            "contains" | "items" | "maxContains" | "maxItems" | "minContains" | "minItems"
            | "prefixItems" | "unevaluatedItems" | "uniqueItems" => "array",
            "additionalProperties"
            | "dependentRequired"
            | "dependentSchemas"
            | "maxProperties"
            | "minProperties"
            | "patternProperties"
            | "properties"
            | "propertyNames"
            | "required"
            | "unevaluatedProperties" => "object",
            "format" => return Some(Self(Self::NUMBER.0 | Self::STRING.0)),
            _ => return None,
        };
        Some(Self::named(&json!(name)))
    }

    /// Those in both.
    pub(super) fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// As `type` names them.
    pub(super) fn to_json(self) -> Json {
        let mut left = self;
        let mut names = Vec::new();
        for (name, types) in NAMES {
            if left.and(types) == types {
                names.push(name);
                left = Self(left.0 & !types.0);
            }
        }
        match names.as_slice() {
            [name] => json!(name),
            names => json!(names),
        }
    }
}
