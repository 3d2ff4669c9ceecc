//! Reads a baseline: the groups of findings that an earlier report has.

use super::version;
use idcard_judge::{Rule, printable};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashSet};
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Groups of findings that are not news.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    groups: BTreeSet<Known>,
    given: bool,
}

/// Why a file is no baseline. It names the place, and holds nothing of what stands there: it may be
/// a payload, by mistake.
#[derive(Debug)]
pub struct BadBaseline {
    path: PathBuf,
    why: Why,
}

#[derive(Debug)]
enum Why {
    Unread(io::Error),
    NotJson { line: usize, column: usize },
    NoReport { line: usize, column: usize },
    OtherShape(u32),
    Incomplete,
}

/// What is read of a report; the rest of it may be as it likes.
#[derive(Deserialize)]
struct Earlier {
    report: u32,
    #[serde(default)]
    complete: bool,
    #[serde(default)]
    groups: BTreeSet<Known>,
}

/// A group of the earlier report.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
#[schemars(rename = "Absent")]
pub struct Known {
    #[expect(
        missing_docs,
        reason = "docs here would be descriptions in the schema of the report"
    )]
    pub rule: String,
    #[expect(
        missing_docs,
        reason = "docs here would be descriptions in the schema of the report"
    )]
    pub pointer: String,
}

impl Baseline {
    /// Reads an earlier report.
    pub fn read(path: &Path) -> Result<Self, BadBaseline> {
        let bad = |why| BadBaseline {
            path: path.to_owned(),
            why,
        };
        let bytes = fs::read(path).map_err(|error| bad(Why::Unread(error)))?;
        Self::parse(&bytes).map_err(bad)
    }

    fn parse(bytes: &[u8]) -> Result<Self, Why> {
        let earlier: Earlier = serde_json::from_slice(bytes).map_err(|error| {
            let (line, column) = (error.line(), error.column());
            if error.is_data() {
                Why::NoReport { line, column }
            } else {
                Why::NotJson { line, column }
            }
        })?;
        if earlier.report != version::REPORT {
            return Err(Why::OtherShape(earlier.report));
        }
        if !earlier.complete {
            return Err(Why::Incomplete);
        }
        Ok(Self {
            groups: earlier.groups,
            given: true,
        })
    }

    /// Whether it has nothing.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// Whether there is one at all, be it without groups.
    pub fn is_given(&self) -> bool {
        self.given
    }

    /// Whether it has findings of that rule at that folded pointer.
    pub fn has(&self, rule: Rule, folded: &str) -> bool {
        !self.groups.is_empty()
            && self.groups.contains(&Known {
                rule: rule.as_str().to_owned(),
                pointer: folded.to_owned(),
            })
    }

    /// Adds a group, by the name of its rule and its folded pointer.
    pub fn add(&mut self, rule: impl Into<String>, folded: impl Into<String>) {
        self.given = true;
        self.groups.insert(Known {
            rule: rule.into(),
            pointer: folded.into(),
        });
    }

    /// Its groups but for those.
    pub(super) fn without(&self, present: &HashSet<(&str, &str)>) -> Vec<&Known> {
        let groups = self.groups.iter();
        groups
            .filter(|group| !present.contains(&(&*group.rule, &*group.pointer)))
            .collect()
    }
}

impl fmt::Display for BadBaseline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.display().to_string();
        let path = printable(&path);
        match &self.why {
            Why::Unread(error) => write!(f, "{path}: {error}")?,
            Why::NotJson { line, column } => write!(f, "{path}:{line}:{column}: it is not JSON")?,
            Why::NoReport { line, column } => {
                write!(f, "{path}:{line}:{column}: it is no report")?;
            }
            Why::OtherShape(shape) => {
                let known = version::REPORT;
                write!(f, "{path}: it is a report of shape {shape}, not {known}")?;
            }
            Why::Incomplete => write!(f, "{path}: it is not complete")?,
        }
        f.write_str("; make a baseline with `idcard validate … --report json --output FILE`")
    }
}

impl std::error::Error for BadBaseline {}

#[cfg(test)]
mod tests {
    use super::*;

    fn bad(text: &str) -> String {
        let why = Baseline::parse(text.as_bytes()).unwrap_err();
        let path = PathBuf::from("known.json");
        BadBaseline { path, why }.to_string()
    }

    #[test]
    fn a_report_is_a_baseline() {
        let baseline = Baseline::parse(
            br#"{"report": 2, "complete": true, "more": 1,
                "groups": [{"rule": "enum", "pointer": "/a/*", "count": 7}]}"#,
        );
        let baseline = baseline.unwrap();
        assert!(baseline.has(Rule::Enum, "/a/*"));
        assert!(!baseline.has(Rule::Type, "/a/*"));
        assert!(!baseline.has(Rule::Enum, "/a"));
        assert!(baseline.is_given());
    }

    #[test]
    fn anything_else_is_not_and_is_not_quoted() {
        for (text, expected) in [
            (
                "{\"report\": 2,\n \"groups\": \"canary\"}",
                "known.json:2:19: it is no report",
            ),
            ("\n{\"canary\"", "known.json:2:9: it is not JSON"),
            ("{\"name\": \"canary\"}", "known.json:1:18: it is no report"),
            (
                "{\"report\": 1, \"complete\": true}",
                "known.json: it is a report of shape 1, not 2",
            ),
            ("{\"report\": 2}", "known.json: it is not complete"),
            ("", "known.json:1:0: it is not JSON"),
        ] {
            let said = bad(text);
            assert!(said.starts_with(expected), "{said}");
            assert!(
                said.ends_with(
                    "make a baseline with `idcard validate … --report json --output FILE`"
                ),
                "{said}"
            );
            assert!(!said.contains("canary"), "{said}");
        }
    }
}
