//! Lists every rule of the judge, one line each: what a finding can be about, and how bad it is.
//!
//! What to do about a finding is a file of its own, `explain/NAME.md`.

use super::verdict::Verdict;
use spanned_tree::FaultKind;
use std::fmt;

/// Declares the rules: variant, name, the verdict that one finding of it makes, summary. A `Keyword`
/// makes a payload invalid.
macro_rules! rules {
    ($($variant:ident $name:literal $verdict:ident $summary:literal;)+) => {
        /// What a finding is about.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Rule {
            $(#[doc = $summary] $variant,)+
        }

        impl Rule {
            /// Every rule, by the verdict that it makes and then by name.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// Its name: as reports and the expected verdicts beside the samples have it.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// The rule of that name.
            pub fn from_name(name: &str) -> Option<Self> {
                match name {
                    $($name => Some(Self::$variant),)+
                    _ => None,
                }
            }

            /// The verdict that one finding of this rule makes.
            pub fn verdict(self) -> Verdict {
                match self { $(Self::$variant => rules!(@verdict $verdict),)+ }
            }

            /// What it means, in one line.
            pub fn summary(self) -> &'static str {
                match self { $(Self::$variant => $summary,)+ }
            }

            /// What to do about a finding of it, in a paragraph.
            pub fn help(self) -> &'static str {
                let text = match self { $(Self::$variant => include_str!(concat!("explain/", $name, ".md")),)+ };
                text.trim_end()
            }

            fn is_keyword(self) -> bool {
                match self { $(Self::$variant => rules!(@is_keyword $verdict),)+ }
            }
        }
    };
    (@verdict Keyword) => { Verdict::Invalid };
    (@verdict $verdict:ident) => { Verdict::$verdict };
    (@is_keyword Keyword) => { true };
    (@is_keyword $verdict:ident) => { false };
}

rules! {
    Encoding "encoding" Unreadable "Bytes that are not UTF-8";
    LoneSurrogate "lone-surrogate" Unreadable "An escape that is half of a surrogate pair";
    NumberRange "number-range" Unreadable "A number that no double can hold";
    Syntax "syntax" Unreadable "The text is not JSON";
    TooDeep "too-deep" Unreadable "More lists and objects inside one another than are read";
    TooLong "too-long" Unreadable "Longer than is read";
    TrailingComma "trailing-comma" Unreadable "A comma before a closing bracket";
    Truncated "truncated" Unreadable "The text ends before the value does";
    AdditionalItems "additionalItems" Keyword "A list has items that its schema has no room for";
    AdditionalProperties "additionalProperties" Keyword "An object has members that its schema has no room for";
    AnyOf "anyOf" Keyword "A value has none of the shapes that are allowed here";
    Const "const" Keyword "A value is not the only one that is allowed here";
    Contains "contains" Keyword "A list has no item that it must have";
    ContentEncoding "contentEncoding" Keyword "A text is not encoded as it must be";
    ContentMediaType "contentMediaType" Keyword "A text is not of the media type that it must be";
    Enum "enum" Keyword "A value is none of those that are listed";
    ErrorAsResponse "error-as-response" Invalid "An error stands where an answer is expected";
    ExclusiveMaximum "exclusiveMaximum" Keyword "A number is too large";
    ExclusiveMinimum "exclusiveMinimum" Keyword "A number is too small";
    Format "format" Keyword "A text has not the format that it must have";
    MaxItems "maxItems" Keyword "A list has too many items";
    MaxLength "maxLength" Keyword "A text is too long";
    MaxProperties "maxProperties" Keyword "An object has too many members";
    Maximum "maximum" Keyword "A number is too large";
    MinItems "minItems" Keyword "A list has too few items";
    MinLength "minLength" Keyword "A text is too short";
    MinProperties "minProperties" Keyword "An object has too few members";
    Minimum "minimum" Keyword "A number is too small";
    MultipleOf "multipleOf" Keyword "A number is not a multiple of what it must be";
    Not "not" Keyword "A value has a shape that is not allowed here";
    OneOf "oneOf" Keyword "A value has none, or several, of the shapes of which it must have one";
    Pattern "pattern" Keyword "A text does not match the pattern that it must match";
    PropertyNames "propertyNames" Keyword "A key is not one that is allowed here";
    Required "required" Keyword "A member that must be there is missing";
    Schema "schema" Keyword "A value does not satisfy its schema";
    Type "type" Keyword "A value is of another kind than it must be";
    UnevaluatedItems "unevaluatedItems" Keyword "A list has items that its schema has no room for";
    UnevaluatedProperties "unevaluatedProperties" Keyword "An object has members that its schema has no room for";
    UniqueItems "uniqueItems" Keyword "A list has an item twice";
    File "file" Findings "The file of a request is none that the service takes, another than is named, or not base64";
    MediaType "media-type" Findings "The part with the file has another media type than the spec lists";
    NamedBy "named-by" Findings "What says which kind of card it is, is missing or says another";
    OneOfProperties "one-of-properties" Findings "None, or several, of the members of which exactly one is expected";
    RepeatedKey "repeated-key" Findings "A key that an object has more than once";
    RepeatedPart "repeated-part" Findings "A form has a second part of a name";
    UndocumentedMember "undocumented-member" Findings "A member that the spec does not name";
    UndocumentedPart "undocumented-part" Findings "A form has a part that the spec does not name";
}

impl Rule {
    /// The keyword of JSON Schema of that name; [`Rule::Schema`] for one that a later version of the
    /// validator may know.
    pub(super) fn of_keyword(keyword: &str) -> Self {
        let known = Self::from_name(keyword).filter(|rule| rule.is_keyword());
        known.unwrap_or(Self::Schema)
    }
}

impl From<FaultKind> for Rule {
    fn from(kind: FaultKind) -> Self {
        match kind {
            FaultKind::Truncated => Self::Truncated,
            FaultKind::TrailingComma => Self::TrailingComma,
            FaultKind::Syntax | FaultKind::NotJson => Self::Syntax,
            FaultKind::Encoding => Self::Encoding,
            FaultKind::LoneSurrogate => Self::LoneSurrogate,
            FaultKind::NumberRange => Self::NumberRange,
            FaultKind::TooDeep => Self::TooDeep,
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cmp::Reverse;
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    #[test]
    fn the_rules_are_sorted_and_each_is_found_by_its_name() {
        let place = |rule: &Rule| (Reverse(rule.verdict()), rule.as_str());
        assert!(Rule::ALL.is_sorted_by(|a, b| place(a) < place(b)));
        for &rule in Rule::ALL {
            assert_eq!(Rule::from_name(rule.as_str()), Some(rule));
            assert!(!rule.summary().ends_with('.') && rule.help().ends_with('.'));
        }
    }

    #[test]
    fn only_a_keyword_is_the_rule_of_a_keyword() {
        assert_eq!(Rule::of_keyword("maxItems"), Rule::MaxItems);
        assert_eq!(Rule::of_keyword("falseSchema"), Rule::Schema);
        assert_eq!(Rule::of_keyword("file"), Rule::Schema);
    }

    /// That each rule has a file is known when the files are included.
    #[test]
    fn every_rule_has_its_file_and_every_file_a_rule() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/explain");
        let files = fs::read_dir(folder).unwrap();
        let files: BTreeSet<String> = files
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .collect();
        let rules = Rule::ALL.iter().map(|rule| format!("{rule}.md"));
        assert_eq!(files, rules.collect());
        let texts: BTreeSet<&str> = Rule::ALL.iter().map(|rule| rule.help()).collect();
        assert_eq!(texts.len(), Rule::ALL.len(), "a text stands there twice");
    }
}
