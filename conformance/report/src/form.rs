//! Lists the forms that a report may have, and creates a report of one.

use super::{
    Concise, FailOn, Github, Html, Json, Junit, Ndjson, Picture, Report, Run, Sarif, Text,
};
use std::io::Write;

/// The form of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Form {
    /// Plain text: a line for each finding, then a summary.
    #[default]
    Text,
    /// One line for all findings of a rule at a pointer.
    Concise,
    /// One JSON document; also what --baseline takes.
    Json,
    /// A line of JSON for each payload, as it comes, and a trailer.
    Ndjson,
    /// XML as CI systems show it.
    Junit,
    /// SARIF 2.1.0, for code hosts and editors.
    Sarif,
    /// Commands of a GitHub workflow.
    Github,
    /// A page for a browser, which loads nothing else.
    Html,
}

impl Form {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self::Text,
        Self::Concise,
        Self::Json,
        Self::Ndjson,
        Self::Junit,
        Self::Sarif,
        Self::Github,
        Self::Html,
    ];

    /// Its name on a command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Concise => "concise",
            Self::Json => "json",
            Self::Ndjson => "ndjson",
            Self::Junit => "junit",
            Self::Sarif => "sarif",
            Self::Github => "github",
            Self::Html => "html",
        }
    }

    /// Its description for the help of a command.
    pub fn about(self) -> &'static str {
        match self {
            Self::Text => {
                "One line a finding, for people and editors; then what they have in common"
            }
            Self::Concise => "One line for all findings of a rule at a pointer",
            Self::Json => "One JSON document; also what --baseline takes",
            Self::Ndjson => "A line of JSON for each payload, as it comes, and a trailer",
            Self::Junit => "XML as CI systems show it",
            Self::Sarif => "SARIF 2.1.0, for code hosts and editors",
            Self::Github => "Commands of a GitHub workflow",
            Self::Html => "A page for a browser, which loads nothing else",
        }
    }

    /// The form of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|form| form.as_str() == name)
    }
}

/// Options of a report.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Colours, for a terminal.
    pub colour: bool,
    /// From which verdict on the run counts as failed.
    pub fail_on: FailOn,
    /// What the page says of the run.
    pub run: Run,
    /// What the first drawing is drawn over, on the page.
    pub picture: Option<Picture>,
}

/// A report of that form, written to `out`.
pub fn create<'w>(form: Form, out: impl Write + 'w, options: Options) -> Box<dyn Report + 'w> {
    match form {
        Form::Text => Box::new(Text::new(out, options.colour)),
        Form::Concise => Box::new(Concise::new(out)),
        Form::Json => Box::new(Json::new(out)),
        Form::Ndjson => Box::new(Ndjson::new(out)),
        Form::Junit => Box::new(Junit::new(out, options.fail_on)),
        Form::Sarif => Box::new(Sarif::new(out)),
        Form::Github => Box::new(Github::new(out)),
        Form::Html => Box::new(Html::new(out, options.run, options.picture)),
    }
}
