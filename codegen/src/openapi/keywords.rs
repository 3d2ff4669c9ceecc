//! Lists what is supported: each keyword of JSON Schema, media type, place of a parameter, kind of
//! security scheme and status key, with what becomes of it.
//!
//! The reader and the table that people look at are both made from these lists, so that they cannot
//! disagree.

mod formats;
mod subschemas;
mod table;

pub use formats::FORMATS;
pub(crate) use subschemas::{Subschemas, subschemas};
pub use table::table;

use crate::vocabulary::Keyword;

/// What becomes of something that a document may contain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Support {
    /// It shapes the Rust types, or is carried into their documentation.
    Lowered,
    /// It binds payloads and is exported, but shapes no type. Its value is of this kind.
    Validated(Keyword, Operand),
    /// It binds payloads and is exported, with the whole schema that it stands in; a type has room
    /// for any value there, or does without it.
    Judged,
    /// It is an error.
    Rejected,
}

impl Support {
    fn as_str(self) -> &'static str {
        match self {
            Self::Lowered => "lowered",
            Self::Validated(..) => "validated",
            Self::Judged => "judged",
            Self::Rejected => "rejected",
        }
    }
}

/// A line of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// As a document writes it.
    pub name: &'static str,
    /// What becomes of it.
    pub support: Support,
    /// How far, or what to write instead.
    pub remark: &'static str,
}

/// What the emitted validator makes of a keyword.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tier {
    /// It checks it.
    Compiled,
    /// It leaves every value that the keyword binds to the judge.
    Judge,
    /// It binds no value.
    Nothing,
}

impl Tier {
    fn as_str(self) -> &'static str {
        match self {
            Self::Compiled => "compiled",
            Self::Judge => "asks the judge",
            Self::Nothing => "",
        }
    }
}

/// A keyword of JSON Schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// Its name.
    pub name: &'static str,
    /// What becomes of it.
    pub support: Support,
    /// How far, or what to write instead.
    pub remark: &'static str,
    /// What the emitted validator makes of it.
    pub validator: Tier,
}

/// The kind of value a *validated* keyword takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operand {
    /// Any number.
    Number,
    /// A number above zero.
    Positive,
    /// An integer from zero.
    Count,
    /// A boolean.
    Flag,
    /// A boolean; anything else shapes a type, or is left to the judge.
    Others,
    /// A string.
    Text,
}

const fn lowered(name: &'static str, remark: &'static str) -> Row {
    Row {
        name,
        support: Support::Lowered,
        remark,
        validator: Tier::Compiled,
    }
}

/// Lowered, but only to documentation.
const fn documented(name: &'static str, remark: &'static str) -> Row {
    Row {
        validator: Tier::Nothing,
        ..lowered(name, remark)
    }
}

const fn validated(keyword: Keyword, operand: Operand) -> Row {
    Row {
        name: keyword.as_str(),
        support: Support::Validated(keyword, operand),
        remark: "",
        validator: Tier::Compiled,
    }
}

const fn judged(name: &'static str) -> Row {
    Row {
        name,
        support: Support::Judged,
        remark: "",
        validator: Tier::Judge,
    }
}

const fn rejected(name: &'static str, remark: &'static str) -> Row {
    Row {
        name,
        support: Support::Rejected,
        remark,
        validator: Tier::Nothing,
    }
}

/// What to write for a schema with a name of its own.
const COMPONENT: &str = "refer to a component by `#/components/schemas/Name`";

/// Every keyword of JSON Schema 2020-12 and of the OpenAPI vocabulary, and those of older versions
/// that people still write. Any other key of a schema is unknown.
pub const SCHEMA: &[Row] = &[
    lowered(
        "$ref",
        "to any schema, here or in a file beside; members beside it go with its own, a limit asks the judge",
    ),
    lowered(
        "type",
        "several are a choice; numbers keep all digits unless a format says else",
    ),
    lowered("properties", ""),
    lowered("required", ""),
    lowered("items", "one schema for all"),
    lowered(
        "enum",
        "of scalars, a name in Rust for each; one with an array or an object binds, and asks the judge",
    ),
    lowered("const", "as enum"),
    lowered(
        "oneOf",
        "of branches with a type: known by it, a tag or what they require, else tried; any other asks the judge",
    ),
    lowered(
        "anyOf",
        "as oneOf: where a value may be several branches, it is the first that it can be read as",
    ),
    lowered(
        "allOf",
        "of objects with members: one object; of limits of a scalar or an array: it; any other asks the judge",
    ),
    lowered(
        "nullable",
        "of OpenAPI 3.0, as the type \"null\", with a warning",
    ),
    lowered(
        "format",
        "as the table of formats has it: some have a type, the others are remarks",
    ),
    documented("title", "documentation"),
    documented("description", "documentation"),
    documented("examples", "documentation"),
    documented("example", "documentation"),
    documented("default", "documentation; it must fit the type"),
    documented("deprecated", "documentation"),
    documented(
        "readOnly",
        "of a member: in no request, and required in answers alone; where both differ there are two types",
    ),
    documented(
        "writeOnly",
        "of a member: in no answer, and required in requests alone; as readOnly",
    ),
    documented("externalDocs", "documentation"),
    documented("$comment", "for readers of the document alone"),
    validated(Keyword::Minimum, Operand::Number),
    validated(Keyword::Maximum, Operand::Number),
    validated(Keyword::ExclusiveMinimum, Operand::Number),
    validated(Keyword::ExclusiveMaximum, Operand::Number),
    Row {
        remark: "compiled where it is a whole number",
        ..validated(Keyword::MultipleOf, Operand::Positive)
    },
    validated(Keyword::MinLength, Operand::Count),
    validated(Keyword::MaxLength, Operand::Count),
    Row {
        validator: Tier::Judge,
        ..validated(Keyword::Pattern, Operand::Text)
    },
    Row {
        remark: "it describes what is in the string, and is not checked",
        validator: Tier::Nothing,
        ..validated(Keyword::ContentEncoding, Operand::Text)
    },
    Row {
        remark: "as contentEncoding",
        validator: Tier::Nothing,
        ..validated(Keyword::ContentMediaType, Operand::Text)
    },
    validated(Keyword::MinItems, Operand::Count),
    validated(Keyword::MaxItems, Operand::Count),
    Row {
        validator: Tier::Judge,
        ..validated(Keyword::UniqueItems, Operand::Flag)
    },
    validated(Keyword::MinProperties, Operand::Count),
    validated(Keyword::MaxProperties, Operand::Count),
    Row {
        remark: "of a schema, the members that have no name are of its type",
        ..validated(Keyword::AdditionalProperties, Operand::Others)
    },
    judged("not"),
    judged("if"),
    judged("then"),
    judged("else"),
    judged("patternProperties"),
    judged("propertyNames"),
    judged("unevaluatedProperties"),
    judged("dependentRequired"),
    judged("dependentSchemas"),
    documented(
        "dependencies",
        "of older drafts: it binds nothing, with a warning",
    ),
    judged("prefixItems"),
    documented("additionalItems", "as dependencies"),
    judged("unevaluatedItems"),
    judged("contains"),
    judged("minContains"),
    judged("maxContains"),
    documented("contentSchema", "for who reads what is in the string"),
    documented(
        "discriminator",
        "says which branch of a choice an object is, where its members do not; elsewhere for who reads it",
    ),
    documented("xml", "for who writes XML"),
    documented(
        "$schema",
        "the dialect of OpenAPI 3.1 or JSON Schema 2020-12",
    ),
    documented("$id", "what a reference below it is relative to"),
    documented("$anchor", "what a reference may lead to"),
    rejected("$dynamicAnchor", COMPONENT),
    rejected("$dynamicRef", COMPONENT),
    rejected("$recursiveAnchor", COMPONENT),
    rejected("$recursiveRef", COMPONENT),
    rejected("$vocabulary", ""),
    documented("$defs", "a schema in it that is referred to is a component"),
    documented("definitions", "as $defs, with a warning"),
];

const fn entry(name: &'static str, support: Support, remark: &'static str) -> Entry {
    Entry {
        name,
        support,
        remark,
    }
}

/// The media type of a JSON body.
pub const JSON: &str = "application/json";

/// Bytes of any kind, which is what a body or a file is where nobody says more.
pub(crate) const BYTES: &str = "application/octet-stream";
/// The media type of a form.
pub const FORM: &str = "multipart/form-data";
/// The media type of pairs, as the forms of browsers have them.
pub(crate) const URLENCODED: &str = "application/x-www-form-urlencoded";

/// Media types.
pub const MEDIA_TYPES: &[Entry] = &[
    entry(JSON, Support::Lowered, "with any parameters"),
    entry(
        "text/json, any with +json, */*",
        Support::Lowered,
        "as JSON; beside a plainer one sent where its schema is another, else left out, with a warning",
    ),
    entry(
        FORM,
        Support::Lowered,
        "in requests: objects, scalars, files, and arrays of those; with the styles of the query; parts of any name too",
    ),
    entry(
        URLENCODED,
        Support::Lowered,
        "in requests, where no other is of a schema: objects, by default their items as pairs and what is nested as JSON",
    ),
    entry(
        "text/event-stream, application/x-ndjson, application/jsonl, any with json-seq",
        Support::Lowered,
        "in answers: as items as they come, beside a whole answer by a method of its own; in requests as any other",
    ),
    entry(
        "any other",
        Support::Lowered,
        "as the caller gives it, or as it came; beside one of those left out, with a warning",
    ),
    entry(
        "multipart/*, any pattern",
        Support::Rejected,
        "in requests, but for those",
    ),
];

/// Places of a parameter.
pub const PARAMETERS: &[Entry] = &[
    entry(
        "path",
        Support::Lowered,
        "styles simple, label, matrix; scalars, arrays and objects of those; anything as JSON by `content`",
    ),
    entry(
        "query",
        Support::Lowered,
        "styles form, deepObject, and unexploded spaceDelimited and pipeDelimited; as in the path, and as deepObject objects in objects",
    ),
    entry(
        "header",
        Support::Lowered,
        "style simple; those that media types, security or the client itself write are ignored",
    ),
    entry(
        "cookie",
        Support::Lowered,
        "style form; an array or an object with `explode: false` alone",
    ),
    entry(
        "other content, objects in objects but as deepObject",
        Support::Rejected,
        "where the parameter is required; else left out, with a warning",
    ),
];

/// Kinds of security scheme.
pub const SECURITY: &[Entry] = &[
    entry(
        "apiKey in header",
        Support::Lowered,
        "several at once; of alternatives the first of which the caller gave all; optional as the operations say",
    ),
    entry("apiKey in query", Support::Lowered, "percent-encoded"),
    entry("apiKey in cookie", Support::Lowered, "percent-encoded"),
    entry(
        "http bearer",
        Support::Lowered,
        "the caller gives the token",
    ),
    entry(
        "http basic",
        Support::Lowered,
        "the caller gives name:password",
    ),
    entry("any other http", Support::Rejected, ""),
    entry(
        "mutualTLS",
        Support::Lowered,
        "the caller gives the builder connections with a certificate",
    ),
    entry(
        "oauth2",
        Support::Lowered,
        "as http bearer; scopes are not checked",
    ),
    entry("openIdConnect", Support::Lowered, "as oauth2"),
];

/// Keys of `responses`.
pub const STATUS: &[Entry] = &[
    entry("200 to 599", Support::Lowered, ""),
    entry("2XX, 3XX, 4XX, 5XX", Support::Lowered, ""),
    entry(
        "default",
        Support::Lowered,
        "an error; alone, or beside errors only, also what a success answers with",
    ),
    entry(
        "no responses",
        Support::Lowered,
        "the caller gets the answer raw",
    ),
    entry(
        "100 to 199, 1XX",
        Support::Rejected,
        "no body comes with them",
    ),
];

/// Extensions that are read. Any other `x-` key is noted.
pub const EXTENSIONS: &[Entry] = &[
    entry(
        "x-sensitivity",
        Support::Lowered,
        "public, personal or secret",
    ),
    entry(
        "x-standing",
        Support::Lowered,
        "documented, observed or inferred",
    ),
    entry(
        "x-source",
        Support::Lowered,
        "the section or observation it comes from",
    ),
    entry(
        "x-conflict",
        Support::Lowered,
        "the row of the register that decided it",
    ),
    entry(
        "x-rust-name",
        Support::Lowered,
        "a name, or for an enum a map of value to name",
    ),
    entry(
        "x-one-of-properties",
        Support::Lowered,
        "exactly one of these members is expected",
    ),
    entry(
        "x-error-codes",
        Support::Lowered,
        "the codes a string is known to hold",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_keyword_stands_in_two_lists() {
        let names: BTreeSet<_> = SCHEMA.iter().map(|keyword| keyword.name).collect();
        assert_eq!(names.len(), SCHEMA.len());
    }
}
