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
use std::time::{Duration, SystemTime, UNIX_EPOCH};

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

/// When the program runs, in UTC to the second. `SOURCE_DATE_EPOCH` goes before the clock, as it does for
/// all that makes the same output twice: <https://reproducible-builds.org/specs/source-date-epoch/>.
fn date() -> String {
    let given = std::env::var("SOURCE_DATE_EPOCH").ok();
    let given = given.and_then(|seconds| seconds.parse().ok());
    // Years of five digits cannot be written.
    let given = given.filter(|seconds| *seconds < YEAR_10000);
    let given = given.and_then(|seconds| UNIX_EPOCH.checked_add(Duration::from_secs(seconds)));
    humantime::format_rfc3339_seconds(given.unwrap_or_else(SystemTime::now)).to_string()
}

/// The first second of that year, from 1970.
const YEAR_10000: u64 = 253_402_300_800;

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
