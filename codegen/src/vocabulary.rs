//! Defines the terms that a document shares with the API made of it.

use serde_json::Value as Json;
use std::borrow::Cow;

/// The dialects of JSON Schema that a document, or a schema, may say it is in.
pub(crate) const DIALECTS: [&str; 2] = [
    "https://json-schema.org/draft/2020-12/schema",
    "https://spec.openapis.org/oas/3.1/dialect/base",
];

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

/// `x-sensitivity`. A value without one is personal, a code of `x-error-codes` is public.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sensitivity {
    /// Anybody may see it.
    Public,
    /// It is about a person.
    Personal,
    /// It opens a door.
    Secret,
}

/// Where a parameter travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ParameterPlace {
    /// For a placeholder of the path.
    Path,
    /// In the query of the URL.
    Query,
    /// In a header of its own.
    Header,
    /// In the header `Cookie`.
    Cookie,
}

impl ParameterPlace {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Path, Self::Query, Self::Header, Self::Cookie];

    /// As `in` names it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
        }
    }
}

/// How the items of a parameter are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParameterStyle {
    /// With commas between them.
    Comma,
    /// With spaces between them.
    Space,
    /// With bars between them.
    Pipe,
    /// Each by itself: an item under the name of the parameter, a member under its own.
    Exploded,
    /// Each member under the name of the parameter, with its own in brackets.
    Deep,
    /// Behind a dot, with commas between them.
    Label,
    /// Each behind a dot of its own.
    LabelExploded,
    /// Behind a semicolon and the name of the parameter, with commas between them.
    Matrix,
    /// Each behind a semicolon and a name of its own.
    MatrixExploded,
    /// The whole as a JSON text.
    Json,
}

/// How one item of an answer is told from the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Framing {
    /// Each is a line.
    Lines,
    /// Each stands behind a record separator.
    Sequence,
    /// Events that a server sends.
    Events,
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

/// The methods that a path may have, as its keys and as HTTP has them.
pub(crate) const METHODS: [(&str, &str); 8] = [
    ("delete", "DELETE"),
    ("get", "GET"),
    ("head", "HEAD"),
    ("options", "OPTIONS"),
    ("patch", "PATCH"),
    ("post", "POST"),
    ("put", "PUT"),
    ("trace", "TRACE"),
];

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

impl Status {
    /// Whether all of them report success.
    pub fn is_success(self) -> bool {
        matches!(self, Self::Exact(200..=299) | Self::Range(2))
    }

    /// Whether all of them lead elsewhere.
    pub fn is_redirection(self) -> bool {
        matches!(self, Self::Exact(300..=399) | Self::Range(3))
    }

    /// Whether HTTP has no body with it.
    pub fn is_bodiless(self) -> bool {
        matches!(self, Self::Exact(204 | 205 | 304))
    }
}

/// A type of JSON Schema, `null` left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
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
    /// All of them, by name.
    pub(crate) const ALL: [Self; 6] = [
        Self::Array,
        Self::Boolean,
        Self::Integer,
        Self::Number,
        Self::Object,
        Self::String,
    ];

    /// The narrowest type of a value; none has that of `null`.
    pub(crate) fn of(value: &Json) -> Option<Self> {
        Some(match value {
            Json::Null => return None,
            Json::Array(_) => Self::Array,
            Json::Bool(_) => Self::Boolean,
            Json::Number(number) => match number.as_f64() {
                Some(double) if double.fract() != 0.0 => Self::Number,
                _ => Self::Integer,
            },
            Json::Object(_) => Self::Object,
            Json::String(_) => Self::String,
        })
    }

    /// Whether each value of a type is one of this type.
    pub(crate) fn takes(self, other: Self) -> bool {
        self == other || (self, other) == (Self::Number, Self::Integer)
    }

    /// Whether its values hold no others.
    pub(crate) fn is_scalar(self) -> bool {
        !matches!(self, Self::Array | Self::Object)
    }

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

/// A value as it is shown to readers, and as names are given for it: a string without quotes.
pub(crate) fn shown(value: &Json) -> Cow<'_, str> {
    match value.as_str() {
        Some(text) => text.into(),
        None => value.to_string().into(),
    }
}

/// The keywords, each with its name in JSON Schema and the types that it applies to.
macro_rules! keywords {
    ($($keyword:ident $name:literal [$($ty:ident)*];)*) => {
        /// A keyword of JSON Schema that binds payloads and exports but shapes no type.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Keyword {
            $(#[doc = concat!("`", $name, "`")] $keyword,)*
        }

        impl Keyword {
            /// As the document writes it.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$keyword => $name,)*
                }
            }

            /// The types that it applies to.
            pub const fn types(self) -> &'static [TypeName] {
                match self {
                    $(Self::$keyword => &[$(TypeName::$ty),*],)*
                }
            }
        }
    };
}

keywords! {
    Minimum "minimum" [Integer Number];
    Maximum "maximum" [Integer Number];
    ExclusiveMinimum "exclusiveMinimum" [Integer Number];
    ExclusiveMaximum "exclusiveMaximum" [Integer Number];
    MultipleOf "multipleOf" [Integer Number];
    MinLength "minLength" [String];
    MaxLength "maxLength" [String];
    Pattern "pattern" [String];
    ContentEncoding "contentEncoding" [String];
    ContentMediaType "contentMediaType" [String];
    MinItems "minItems" [Array];
    MaxItems "maxItems" [Array];
    UniqueItems "uniqueItems" [Array];
    MinProperties "minProperties" [Object];
    MaxProperties "maxProperties" [Object];
    AdditionalProperties "additionalProperties" [Object];
    Enum "enum" [Array Boolean Integer Number Object String];
    AllOf "allOf" [Array Boolean Integer Number Object String];
}

impl Keyword {
    /// Whether with that value it refuses the members of an object that have no name.
    pub(crate) fn closes(self, value: &Json) -> bool {
        self == Self::AdditionalProperties && *value == Json::Bool(false)
    }

    /// Whether the client holds a value against it before that is sent, where it travels as text.
    pub(crate) const fn is_bound(self) -> bool {
        match self {
            Self::Minimum
            | Self::Maximum
            | Self::ExclusiveMinimum
            | Self::ExclusiveMaximum
            | Self::MultipleOf
            | Self::MinLength
            | Self::MaxLength
            | Self::MinItems
            | Self::MaxItems
            | Self::Enum => true,
            Self::Pattern
            | Self::ContentEncoding
            | Self::ContentMediaType
            | Self::UniqueItems
            | Self::MinProperties
            | Self::MaxProperties
            | Self::AdditionalProperties
            | Self::AllOf => false,
        }
    }
}

/// Why a text is no regular expression of ECMAScript, with its flag `u`.
pub(crate) fn pattern_fault(text: &str) -> Option<String> {
    let fault = regress::Regex::with_flags(text, "u").err()?;
    Some(fault.to_string())
}

/// What a secret travels as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecretForm {
    /// As it is.
    Plain,
    /// Behind the word `Bearer`.
    Bearer,
    /// A name and a password with a colon between them, as base64 behind the word `Basic`.
    Basic,
}
