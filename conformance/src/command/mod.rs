//! Runs the commands, one a module.

pub(crate) mod explain;
mod interruption;
pub(crate) mod merge;
pub(crate) mod message;
pub(crate) mod mock;
pub(crate) mod observe;
mod progress;
mod reading;
pub(crate) mod recognize;
mod reporting;
pub(crate) mod schema;
pub(crate) mod shell;
pub(crate) mod standard_output;
pub(crate) mod stream;
mod threads;
mod unwrapping;
pub(crate) mod validate;

use clap::ValueEnum;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clova_id_card::catalog::ROOTS;

/// The choice of `--as` that leaves it to the judge.
const AUTO: &str = "auto";

/// The name of a document, or the choice that leaves it to the judge.
fn document_or_auto() -> impl TypedValueParser<Value = String> {
    let names = ROOTS.iter().map(|root| root.name).chain([AUTO]);
    PossibleValuesParser::new(names.map(PossibleValue::new))
}

/// Whether the terminal shows what others obey: colours, and moves of the cursor.
fn is_dumb() -> bool {
    std::env::var_os("TERM").is_some_and(|name| name == "dumb")
}

/// From which verdict on the exit code is 1.
#[derive(Clone, Copy, Default, ValueEnum)]
pub(crate) enum FailOn {
    /// Findings fail too.
    #[default]
    Findings,
    /// Findings pass.
    Invalid,
}

impl From<FailOn> for idcard_report::FailOn {
    fn from(fail_on: FailOn) -> Self {
        match fail_on {
            FailOn::Findings => Self::Findings,
            FailOn::Invalid => Self::Invalid,
        }
    }
}
