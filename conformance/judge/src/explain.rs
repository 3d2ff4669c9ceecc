//! Rules → what they mean, in a line and in a paragraph.
//!
//! It stands apart from [`super::verdict`], which is about how bad a rule is, because this is text:
//! for `idcard explain`, for the viewers that show a finding's rule beside it, and for nobody else.

use super::verdict::{Rule, Verdict};

/// What is told of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct About {
    /// Its name.
    pub rule: &'static str,
    /// The verdict that one finding of it makes.
    pub verdict: Verdict,
    /// In a line.
    pub summary: &'static str,
    /// What to do about it.
    pub help: &'static str,
}

const fn unreadable(rule: &'static str, summary: &'static str, help: &'static str) -> About {
    About {
        rule,
        verdict: Verdict::Unreadable,
        summary,
        help,
    }
}

const fn remarkable(rule: &'static str, summary: &'static str, help: &'static str) -> About {
    About {
        rule,
        verdict: Verdict::Findings,
        summary,
        help,
    }
}

const fn invalid(rule: &'static str, summary: &'static str) -> About {
    About {
        rule,
        verdict: Verdict::Invalid,
        summary,
        help: KEYWORD,
    }
}

const KEYWORD: &str = "The rule is the keyword of JSON Schema that is not satisfied; `idcard schema \
DOCUMENT` prints the schema. If the service really sends this, the spec is wrong: schema/README.md \
says how to change it. If somebody else made the payload, it is the payload that is wrong.";

/// All rules, by what they make of a payload and then by name.
pub const RULES: &[About] = &[
    unreadable(
        "encoding",
        "Bytes that are not UTF-8",
        "JSON is UTF-8. Text of older Korean systems is often EUC-KR or CP949: look at what wrote the \
         payload, and at what converted it on the way.",
    ),
    unreadable(
        "lone-surrogate",
        "An escape that is half of a surrogate pair",
        "An escape \\uD800 to \\uDFFF has to come in pairs. Text that was cut by UTF-16 units, in the \
         middle of a character, looks like this.",
    ),
    unreadable(
        "number-range",
        "A number that no double can hold",
        "Readers differ on such a number: some refuse it, some read infinity. The service sends none.",
    ),
    unreadable(
        "syntax",
        "The text is not JSON",
        "Look at the place. A page of HTML or an empty body comes from a gateway in front of the \
         service, not from the service.",
    ),
    unreadable(
        "too-deep",
        "More lists and objects inside one another than are read",
        "The limit is 127. No document of this API needs more than twenty.",
    ),
    unreadable(
        "too-long",
        "Longer than is read",
        "`--longest-line` says how many bytes of a line, or of another payload, are read.",
    ),
    unreadable(
        "trailing-comma",
        "A comma before a closing bracket",
        "The vendor's own success example has one. The rest of the payload is judged all the same, and \
         its findings are marked as recovered.",
    ),
    unreadable(
        "truncated",
        "The text ends before the value does",
        "Look at what kept the payload: logs and proxies often have a limit on the length of a line or \
         a body.",
    ),
    invalid(
        "additionalItems",
        "A list has items that its schema has no room for",
    ),
    invalid(
        "additionalProperties",
        "An object has members that its schema has no room for",
    ),
    invalid(
        "anyOf",
        "A value has none of the shapes that are allowed here",
    ),
    invalid("const", "A value is not the only one that is allowed here"),
    invalid("contains", "A list has no item that it must have"),
    invalid("contentEncoding", "A text is not encoded as it must be"),
    invalid(
        "contentMediaType",
        "A text is not of the media type that it must be",
    ),
    invalid("enum", "A value is none of those that are listed"),
    invalid("exclusiveMaximum", "A number is too large"),
    invalid("exclusiveMinimum", "A number is too small"),
    About {
        rule: "file",
        verdict: Verdict::Invalid,
        summary: "The file of a form is none that the service takes, or another than is said",
        help: "It is known by its first bytes: JPEG, PNG, PDF or TIFF. The service goes by the `format` \
               of the document beside it, so a call with another one is paid for and fails.",
    },
    invalid("format", "A text has not the format that it must have"),
    invalid("maxItems", "A list has too many items"),
    invalid("maxLength", "A text is too long"),
    invalid("maxProperties", "An object has too many members"),
    invalid("maximum", "A number is too large"),
    invalid("minItems", "A list has too few items"),
    invalid("minLength", "A text is too short"),
    invalid("minProperties", "An object has too few members"),
    invalid("minimum", "A number is too small"),
    invalid(
        "multipleOf",
        "A number is not a multiple of what it must be",
    ),
    invalid("not", "A value has a shape that is not allowed here"),
    invalid(
        "oneOf",
        "A value has none, or several, of the shapes of which it must have one",
    ),
    invalid(
        "pattern",
        "A text does not match the pattern that it must match",
    ),
    invalid("propertyNames", "A key is not one that is allowed here"),
    invalid("required", "A member that must be there is missing"),
    invalid("schema", "A value does not satisfy its schema"),
    invalid("type", "A value is of another kind than it must be"),
    invalid(
        "unevaluatedItems",
        "A list has items that its schema has no room for",
    ),
    invalid(
        "unevaluatedProperties",
        "An object has members that its schema has no room for",
    ),
    invalid("uniqueItems", "A list has an item twice"),
    remarkable(
        "media-type",
        "The part with the file has another media type than the spec lists",
        "Programs that do not know a file's ending say `application/octet-stream`. Whether the service \
         minds is not documented; the right one costs nothing.",
    ),
    remarkable(
        "named-by",
        "What says which kind of card it is, is missing or says another",
        "`idtype` names the kind of card, and one of `ic`, `dl`, `pp` and `ac` holds it. Where the two \
         do not agree, trust neither: who took the card for another kind masks the wrong numbers.",
    ),
    remarkable(
        "one-of-properties",
        "None, or several, of the members of which exactly one is expected",
        "A success has exactly one of `ic`, `dl`, `pp` and `ac`. The schema does not insist, because an \
         answer is paid for and must not be refused for this.",
    ),
    remarkable(
        "repeated-key",
        "A key that an object has more than once",
        "The last one counts here, and for most readers; others take the first. What you see may not \
         be what the next program sees.",
    ),
    remarkable(
        "undocumented-member",
        "A member that the spec does not name",
        "The vendor adds members without a new version, so this is most often news rather than a fault. \
         `idcard observe` proposes what to add to the spec; `--baseline` accepts it for now.",
    ),
];

impl Rule {
    /// What is told of it.
    pub fn about(self) -> &'static About {
        about(self.as_str()).unwrap_or(&UNKNOWN)
    }
}

/// What is told of the rule of that name.
pub fn about(rule: &str) -> Option<&'static About> {
    RULES.iter().find(|about| about.rule == rule)
}

/// For a keyword that a later version of the validator knows.
const UNKNOWN: About = invalid("schema", "A value does not satisfy its schema");

#[cfg(test)]
mod tests {
    use super::super::schema::KEYWORDS;
    use super::*;
    use spanned_tree::FaultKind;
    use std::collections::BTreeSet;

    #[test]
    fn every_rule_is_told_of_once_and_with_its_own_verdict() {
        let kinds = [
            FaultKind::Truncated,
            FaultKind::TrailingComma,
            FaultKind::Syntax,
            FaultKind::Encoding,
            FaultKind::LoneSurrogate,
            FaultKind::NumberRange,
            FaultKind::TooDeep,
            FaultKind::NotJson,
        ];
        let others = [
            Rule::TooLong,
            Rule::File,
            Rule::MediaType,
            Rule::UndocumentedMember,
            Rule::RepeatedKey,
            Rule::OneOfProperties,
            Rule::NamedBy,
            Rule::Keyword("schema"),
        ];
        let keywords = KEYWORDS.iter().map(|keyword| Rule::Keyword(keyword));
        let rules: Vec<_> = kinds
            .into_iter()
            .map(Rule::Text)
            .chain(others)
            .chain(keywords)
            .collect();
        for rule in &rules {
            let about = rule.about();
            assert_eq!(about.rule, rule.as_str());
            assert_eq!(about.verdict, rule.verdict(), "{rule}");
            assert!(!about.summary.ends_with('.') && about.help.ends_with('.'));
        }
        let named: BTreeSet<_> = rules.iter().map(|rule| rule.as_str()).collect();
        let told: Vec<_> = RULES.iter().map(|about| about.rule).collect();
        assert_eq!(told.iter().copied().collect::<BTreeSet<_>>(), named);
        assert_eq!(told.len(), named.len(), "one of them is there twice");
    }
}
