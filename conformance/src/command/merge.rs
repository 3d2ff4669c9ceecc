//! Runs `idcard merge`: adds up the verdicts of many parts. No payload is read here.

use super::standard_output::StandardOutput;
use crate::complain;
use idcard::stream::merge::{self, Broken, Sum};
use idcard_capture::STANDARD_INPUT;
use idcard_judge::{Failure, STANDARD_INPUT_NAME};
use idcard_report::{Tally, Unfinished};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// What stands below the options.
pub(crate) const HELP: &str = "\
Examples:
  idcard merge verdicts/part-*
  idcard merge verdicts/part-* --report json --fail-on invalid

A part is what one `idcard stream` wrote, with its trailer. However the input was cut into
parts, and in whatever order they are given, the report is the same. A part that is not whole is
named, and counts for nothing else.

The report as json is one document; members may be added, `merge` counts up when one changes:
  merge      1
  verdict    the worst of all; null when there was nothing to judge
  counts     {valid, findings, invalid, unreadable, failed}: how many payloads of each, and how many
             parts failed
  blank      how many lines had nothing on them
  documents  how many payloads were judged as which document
  kinds      how many payloads say what of themselves, as each verdict line has it
  reasons    how many payloads are unreadable why
  groups     [{rule, pointer, count, payloads, ids}]: findings of one rule at one place, with * for
             each index; ids are the smallest names of such payloads, if --id-pointer was given
  ungrouped  how many findings are in no group, as there are too many
  failed     [{name, message}]: parts that are not whole

Exit codes: 0 clean · 1 findings or invalid · 2 usage · 3 a payload or a part could not be read, a
part is not whole, or there was nothing.";

/// Arguments of `idcard merge`.
#[derive(clap::Args)]
pub(crate) struct Merge {
    /// Files of verdict lines, each with its trailer, or - for standard input.
    #[arg(required = true, value_name = "PART")]
    parts: Vec<PathBuf>,

    /// The form of the report.
    #[arg(long, value_enum, default_value_t)]
    report: Form,

    /// From which verdict on the exit code is 1.
    #[arg(long, value_enum, default_value_t)]
    fail_on: super::FailOn,
}

#[derive(Clone, Copy, Default, clap::ValueEnum)]
enum Form {
    /// A few lines, for people.
    #[default]
    Text,
    /// One JSON document, for programs.
    Json,
}

pub(crate) fn run(args: &Merge, out: &mut StandardOutput) -> io::Result<u8> {
    super::interruption::watch(out, &Unfinished::default())?;
    let mut sum = Sum::default();
    let mut failed = Vec::new();
    let mut seen = BTreeSet::new();
    for part in &args.parts {
        match read(part, &mut seen) {
            Ok(part) => sum += part,
            Err(message) => {
                let name = if is_standard_input(part) {
                    STANDARD_INPUT_NAME.to_owned()
                } else {
                    part.display().to_string()
                };
                complain(&format!("{name}: {message}"));
                failed.push(Failure { name, message });
            }
        }
    }
    match args.report {
        Form::Text => merge::write_text(&sum, &failed, out)?,
        Form::Json => merge::write_json(&sum, &failed, out)?,
    }
    let tally = Tally {
        failed: failed.len(),
        ..*sum.tally()
    };
    Ok(tally.exit_code(args.fail_on.into()))
}

/// The sum of a part. One that is named twice would count twice.
fn read(part: &Path, seen: &mut BTreeSet<PathBuf>) -> Result<Sum, String> {
    let say = |error: io::Error| error.to_string();
    let place = if is_standard_input(part) {
        part.to_owned()
    } else {
        fs::canonicalize(part).map_err(say)?
    };
    if !seen.insert(place) {
        return Err("it is named twice".to_owned());
    }
    let sum = if is_standard_input(part) {
        merge::read(io::stdin().lock())
    } else {
        merge::read(File::open(part).map_err(say)?)
    };
    sum.map_err(|broken: Broken| broken.to_string())
}

fn is_standard_input(part: &Path) -> bool {
    part.as_os_str() == STANDARD_INPUT
}
