//! Defines the terms that a document shares with the API made of it.

/// How far a statement can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// The vendor's documentation has it.
    Documented,
    /// It was seen on the wire.
    Observed,
    /// It follows from something else.
    Inferred,
}

/// `x-sensitivity`. A response string without one is personal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sensitivity {
    /// Anybody may see it.
    Public,
    /// It is about a person.
    Personal,
    /// It opens a door.
    Secret,
}

/// Whether the same call may be made again after this error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repeat {
    /// It will fail again.
    Never,
    /// The call was refused before any work: it may be made again after a wait.
    Later,
    /// It may help, and it may cost a second time.
    MayCost,
}

/// The statuses of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// This one.
    Exact(u16),
    /// The first digit: 4 for `4XX`.
    Range(u8),
    /// All that have no response of their own.
    Default,
}

/// A type of JSON Schema, `null` left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TypeName {
    /// `array`
    Array,
    /// `boolean`
    Boolean,
    /// `integer`
    Integer,
    /// `number`
    Number,
    /// `object`
    Object,
    /// `string`
    String,
}

impl TypeName {
    /// As the document writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Array => "array",
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Object => "object",
            Self::String => "string",
        }
    }
}

/// A keyword of JSON Schema that binds payloads and exports but shapes no type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Keyword {
    /// `minimum`
    Minimum,
    /// `maximum`
    Maximum,
    /// `exclusiveMinimum`
    ExclusiveMinimum,
    /// `exclusiveMaximum`
    ExclusiveMaximum,
    /// `multipleOf`
    MultipleOf,
    /// `minLength`
    MinLength,
    /// `maxLength`
    MaxLength,
    /// `pattern`
    Pattern,
    /// `contentEncoding`
    ContentEncoding,
    /// `contentMediaType`
    ContentMediaType,
    /// `minItems`
    MinItems,
    /// `maxItems`
    MaxItems,
    /// `uniqueItems`
    UniqueItems,
    /// `minProperties`
    MinProperties,
    /// `maxProperties`
    MaxProperties,
    /// `additionalProperties`
    AdditionalProperties,
}

impl Keyword {
    /// As the document writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Minimum => "minimum",
            Self::Maximum => "maximum",
            Self::ExclusiveMinimum => "exclusiveMinimum",
            Self::ExclusiveMaximum => "exclusiveMaximum",
            Self::MultipleOf => "multipleOf",
            Self::MinLength => "minLength",
            Self::MaxLength => "maxLength",
            Self::Pattern => "pattern",
            Self::ContentEncoding => "contentEncoding",
            Self::ContentMediaType => "contentMediaType",
            Self::MinItems => "minItems",
            Self::MaxItems => "maxItems",
            Self::UniqueItems => "uniqueItems",
            Self::MinProperties => "minProperties",
            Self::MaxProperties => "maxProperties",
            Self::AdditionalProperties => "additionalProperties",
        }
    }

    /// The types that it applies to.
    pub const fn types(self) -> &'static [TypeName] {
        match self {
            Self::Minimum
            | Self::Maximum
            | Self::ExclusiveMinimum
            | Self::ExclusiveMaximum
            | Self::MultipleOf => &[TypeName::Integer, TypeName::Number],
            Self::MinLength
            | Self::MaxLength
            | Self::Pattern
            | Self::ContentEncoding
            | Self::ContentMediaType => &[TypeName::String],
            Self::MinItems | Self::MaxItems | Self::UniqueItems => &[TypeName::Array],
            Self::MinProperties | Self::MaxProperties | Self::AdditionalProperties => {
                &[TypeName::Object]
            }
        }
    }
}
