//! Runs `idcard stream`: writes one verdict line for each line of standard input.
//!
//! Verdicts are data here: the exit code tells only whether all lines got theirs.

use super::reading::{MOST_DECOMPRESSED, longest_line};
use super::standard_output::StandardOutput;
use super::{AUTO, document_or_auto, threads};
use clova_id_card::catalog::ROOTS;
use idcard::stream::{self, Flush, Identity, Settings};
use idcard_judge::{Document, Judge, Values};
use idcard_report::Unfinished;
use std::io;
use std::num::NonZeroUsize;
use std::sync::Arc;

/// What stands below the options.
pub(crate) const HELP: &str = "\
Examples:
  idcard stream < captured.ndjson > verdicts/part-1
  zcat captured/*.gz | idcard stream --id-pointer /requestId > verdicts/part-2

Each line of standard input is a payload, and each gets one line, in the same order:
  n         the number of the line, from 1
  v         valid, findings, invalid or unreadable; or blank, of a line with nothing on it
  as        the document it was judged as
  reason    why it is unreadable
  kinds     what it says of itself: card:ic, card:dl, card:pp or card:ac, inferResult:… and code:…,
            with `other` for what the spec does not list; of several images each word once
  id        what --id-pointer leads to; null when it leads to neither a string nor a number
  findings  [{rule, at, count}]: how many of a rule at a pointer, with * for each index
  more      how many findings are not in that list, which is bounded; of a line the first 5000 are told
            apart
and a last line says that all of it was read, and how many lines got which verdict:
  {\"trailer\":true,\"shape\":1,\"in\":…,\"out\":…,\"valid\":…,\"findings\":…,\"invalid\":…,\"unreadable\":…,\"blank\":…}
Without that line the verdicts are not all of them. Members may be added to both, `shape` counts up
when one changes. `idcard merge` adds them up. Lines that come by gzip or zstd are read as they are;
an input that begins as an HTTP archive is refused, as its lines are no payloads.

Memory: 32 MiB, and for each thread 16 MiB and at the most 50 bytes for each byte of the longest line
that is read (--longest-line), if it is not valid. Two threads and lines of up to 8 MB stay under 1 GB.

Exit codes: 0 whatever the verdicts are · 2 usage · 3 not all lines were read and answered.";

/// Arguments of `idcard stream`.
#[derive(clap::Args)]
pub(crate) struct Stream {
    /// What the payloads are; by default, what each looks most like.
    #[arg(long = "as", value_name = "DOCUMENT", default_value = AUTO, value_parser = document_or_auto())]
    document: String,

    /// How many lines are judged at once, 1024 at the most; by default, one for each core.
    #[arg(long, value_name = "COUNT", value_parser = threads::parser())]
    threads: Option<u16>,

    /// The longest line that is read, in bytes.
    #[arg(long, value_name = "BYTES", default_value_t = longest_line())]
    longest_line: NonZeroUsize,

    /// How much is decompressed, in bytes; what follows is not read, and the verdicts have no last
    /// line then.
    #[arg(long, value_name = "BYTES", default_value_t = MOST_DECOMPRESSED)]
    max_decompressed: u64,

    /// A member of the payload, such as /requestId, to be shown as `id` in its line: as it is, so
    /// choose one that is not personal.
    #[arg(long, value_name = "POINTER")]
    id_pointer: Option<Identity>,

    /// When verdicts are flushed.
    #[arg(long, value_enum, default_value_t)]
    flush: When,
}

#[derive(Clone, Copy, Default, clap::ValueEnum)]
enum When {
    /// After each line: for programs that send a line and wait for its verdict.
    Line,
    /// When all lines that were read together are judged.
    #[default]
    Block,
}

pub(crate) fn run(args: &Stream, out: &mut StandardOutput) -> io::Result<u8> {
    super::interruption::watch(out, &Unfinished::default())?;
    let judge = Judge::new(ROOTS, Values::Hidden)
        .map_err(io::Error::other)?
        .with_files(idcard::file::fault);
    // `auto` is the name of no document.
    let document = judge.document(&args.document).map(Document::name);
    let settings = Settings {
        document: document.map(str::to_owned),
        identity: args.id_pointer.clone(),
        longest_line: Some(args.longest_line.get()),
        flush: match args.flush {
            When::Line => Flush::Line,
            When::Block => Flush::Block,
        },
    };
    let threads = threads::count(args.threads);
    // Any byte order mark stays: a line is the same one wherever in a corpus it stands.
    let input = idcard_capture::decompressed(Box::new(io::stdin()), args.max_decompressed)?;
    stream::spread(Arc::new(judge), &settings, threads, input, out)?;
    Ok(0)
}
