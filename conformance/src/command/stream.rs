//! `idcard validate --stream`: lines in, one verdict line out for each.
//!
//! It stands apart from the rest of `validate` because its verdicts are data: the exit code tells
//! only whether all lines got theirs.

use idcard::stream::{self, Flush, Identity, Settings};
use idcard_judge::Judge;
use std::io::{self, Write};
use std::num::NonZeroUsize;

/// What stands below the options of `validate`.
pub(crate) const HELP: &str = "\
With --stream each line of standard input is a payload, and each gets one line, in the same order:
  n         the number of the line, from 1
  v         valid, findings, invalid or unreadable; or blank, of a line with nothing on it
  as        the document it was judged as
  reason    why it is unreadable
  id        what --id-pointer leads to; null when it leads to neither a string nor a number
  findings  [{rule, at, count}]: how many of a rule at a pointer, with * for each index
  more      how many findings are not in that list, which is bounded
and a last line says that all of it was read, and how many lines got which verdict:
  {\"trailer\":true,\"shape\":1,\"in\":…,\"out\":…,\"valid\":…,\"findings\":…,\"invalid\":…,\"unreadable\":…,\"blank\":…}
Without that line the verdicts are not all of them. Members may be added to both, `shape` counts up
when one changes. `idcard merge` adds them up. The exit code is 0, or 3 when not all lines were read
and answered, whatever the verdicts are.";

/// What it is told.
#[derive(clap::Args)]
#[expect(
    clippy::struct_field_names,
    reason = "fields are called what the options are"
)]
pub(crate) struct Stream {
    /// Judge each line of standard input, and write one line of JSON for each.
    #[arg(long, conflicts_with_all = [
        "paths", "input", "addresses", "pointer", "json_string", "threads", "form", "output", "baseline", "limit",
        "fail_on", "show_values",
    ])]
    pub(crate) stream: bool,

    /// A member of the payload, such as /requestId, to be shown as `id` in its line: as it is, so
    /// choose one that is not personal.
    #[arg(long, value_name = "POINTER", conflicts_with = "paths")]
    id_pointer: Option<Identity>,

    /// When verdicts are handed on.
    #[arg(long, value_enum, default_value_t, conflicts_with = "paths")]
    flush: When,
}

#[derive(Clone, Copy, Default, clap::ValueEnum)]
enum When {
    /// After each line: for who sends a line and waits for its verdict.
    Line,
    /// When all lines that were read together are judged.
    #[default]
    Block,
}

pub(crate) fn run(
    told: &Stream,
    judge: &Judge,
    document: Option<&str>,
    longest_line: NonZeroUsize,
    out: impl Write,
) -> io::Result<u8> {
    let settings = Settings {
        document: document.map(str::to_owned),
        identity: told.id_pointer.clone(),
        longest_line: Some(longest_line.get()),
        flush: match told.flush {
            When::Line => Flush::Line,
            When::Block => Flush::Block,
        },
    };
    stream::run(judge, &settings, io::stdin().lock(), out)?;
    Ok(0)
}
