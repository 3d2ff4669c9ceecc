//! Lists everything that can be wrong, one line a code; its explanation is a file of its own.

use super::Severity;
use std::fmt;
use std::str::FromStr;

/// Declares the codes: variant, name, severity, summary.
macro_rules! codes {
    ($($variant:ident $name:literal $severity:ident $summary:literal;)+) => {
        /// What kind of fault a diagnostic is about.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $(#[doc = $summary] $variant,)+
        }

        impl Code {
            /// Every code, in the order of the stages that find them.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// Its name, in kebab case.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// Its severity unless declared otherwise.
            pub fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)+ }
            }

            /// What is wrong, in one line.
            pub fn summary(self) -> &'static str {
                match self { $(Self::$variant => $summary,)+ }
            }

            /// What it means, an example, and the way out, in Markdown.
            pub fn explain(self) -> &'static str {
                match self {
                    $(Self::$variant => include_str!(concat!("explain/", $name, ".md")),)+
                }
            }
        }
    };
}

codes! {
    Encoding "encoding" Error "bytes that are not UTF-8";
    Truncated "truncated" Error "the text ends before its value does";
    Syntax "syntax" Error "a breach of the grammar of YAML or JSON";
    TrailingComma "trailing-comma" Error "a comma with nothing behind it";
    LoneSurrogate "lone-surrogate" Error "half of a surrogate pair";
    NumberRange "number-range" Error "a number beyond the range of a double";
    TooDeep "too-deep" Error "values nested too deep";
    NotJson "not-json" Error "YAML that JSON has no room for";
    RepeatedKey "repeated-key" Error "a key twice in one object";

    NotOpenapi31 "not-openapi-31" Error "not an OpenAPI 3.1 document";
    UnknownKey "unknown-key" Error "a key that has no meaning where it stands";
    MissingKey "missing-key" Error "a key that must be there is not";
    WrongKind "wrong-kind" Error "a value of the wrong kind";
    UnsupportedKeyword "unsupported-keyword" Error "a keyword of JSON Schema that is not supported";
    UnsupportedMediaType "unsupported-media-type" Error "a media type that is not supported";
    UnsupportedSecurity "unsupported-security" Error "a security scheme that is not supported";
    UnsupportedParameter "unsupported-parameter" Error "a parameter that is not supported";
    UnsupportedStatus "unsupported-status" Error "a status key that is not supported";
    UnsupportedConstruct "unsupported-construct" Error "a legal construct that is not supported";
    UnknownExtension "unknown-extension" Note "an extension that nothing here reads";
    BadExtension "bad-extension" Error "an extension that is not what it should be";

    DanglingReference "dangling-reference" Error "a reference to nothing";
    ExternalReference "external-reference" Error "a reference out of the document";
    CyclicReference "cyclic-reference" Error "references that lead back to where they began";
    ReferenceKind "reference-kind" Error "a reference to a thing of another kind";

    NameCollision "name-collision" Error "two things with the same name in Rust";
    UnusableName "unusable-name" Error "a name of which no Rust name can be made";

    ContradictingSchema "contradicting-schema" Error "a schema at odds with itself";
    MissingDescription "missing-description" Note "something without a description";
    UnreadRemark "unread-remark" Note "a remark that goes nowhere";
    IgnoredContent "ignored-content" Warning "content that never comes";
    IgnoredParameter "ignored-parameter" Warning "a parameter that OpenAPI ignores";
    LeftOut "left-out" Warning "something legal that the emitted crate does without";
    PlainHttp "plain-http" Warning "a service that is called by plain `http`";
    UnusedComponent "unused-component" Warning "a component that nothing refers to";
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// No code has this name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownCode {
    /// The code that was probably meant.
    pub closest: Option<Code>,
}

impl fmt::Display for UnknownCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.closest {
            Some(code) => write!(f, "there is no such code; did you mean `{code}`?"),
            None => f.write_str("there is no such code"),
        }
    }
}

impl std::error::Error for UnknownCode {}

impl FromStr for Code {
    type Err = UnknownCode;

    fn from_str(name: &str) -> Result<Self, UnknownCode> {
        let exact = Self::ALL.iter().copied().find(|code| code.as_str() == name);
        exact.ok_or_else(|| {
            let near = super::closest(name, Self::ALL.iter().map(|code| code.as_str()));
            UnknownCode {
                closest: near.and_then(|near| near.parse().ok()),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn names_are_unique_and_in_kebab_case() {
        let names: BTreeSet<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
        assert_eq!(names.len(), Code::ALL.len());
        for name in names {
            assert!(
                name.bytes()
                    .all(|b| b.is_ascii_lowercase() || b"-0123456789".contains(&b))
            );
        }
    }

    #[test]
    fn every_code_is_found_by_its_name() {
        for &code in Code::ALL {
            assert_eq!(code.as_str().parse(), Ok(code));
            assert_eq!(code.to_string(), code.as_str());
        }
    }

    #[test]
    fn a_misspelt_code_is_guessed() {
        let unknown = "unknown-keys".parse::<Code>().unwrap_err();
        assert_eq!(unknown.closest, Some(Code::UnknownKey));
        assert_eq!(
            unknown.to_string(),
            "there is no such code; did you mean `unknown-key`?"
        );
        let unknown = "weather".parse::<Code>().unwrap_err();
        assert_eq!(unknown.to_string(), "there is no such code");
    }

    #[test]
    fn every_code_is_explained() {
        for code in Code::ALL {
            let text = code.explain();
            assert!(text.len() > 100, "{code} deserves more than that");
            assert!(
                text.lines().all(|line| line.chars().count() <= 100),
                "{code}: a line too long"
            );
            assert!(
                !code.summary().ends_with('.'),
                "{code}: a summary is no sentence"
            );
        }
    }

    #[test]
    fn every_explanation_has_a_code() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/diagnostic/explain");
        for entry in std::fs::read_dir(folder).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            let code = name.strip_suffix(".md").unwrap();
            assert!(code.parse::<Code>().is_ok(), "{name} explains no code");
        }
    }
}
