//! Reads the arguments that say what is to be read, the same for every command that reads payloads,
//! and makes jobs and their progress of them.

use super::progress::Progress;
use super::unwrapping::Unwrapping;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use idcard::engine::Jobs;
use idcard::stream::LONGEST_LINE;
use idcard_capture::{Address, Format, Options, Place};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::Arc;

/// What is to be read, and how.
#[derive(clap::Args)]
pub(crate) struct Reading {
    /// Files, folders, globs, or - for standard input, which is read where nothing is named and something is piped
    /// in. Of a folder, what is hidden or ignored is not
    /// read: .ignore counts everywhere, .gitignore within a git repository.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// The format of the input; by default, what each looks like.
    #[arg(long, value_name = "FORMAT", value_parser = format())]
    input: Option<Format>,

    /// Judge the exchanges with this address too, as in */ocr; may be repeated. Without it those are
    /// judged that POST to an address that ends in the path of the API, /document/id-card. * stands
    /// for anything; what follows a ? in the address is not looked at. Of HTTP messages and traces
    /// the address is but the path.
    #[arg(long = "url", value_name = "GLOB")]
    addresses: Vec<Address>,

    #[command(flatten)]
    unwrapping: Unwrapping,

    /// The longest line or other payload that is read, in bytes.
    #[arg(long, value_name = "BYTES", default_value_t = longest_line())]
    pub(super) longest_line: NonZeroUsize,

    /// Name each file and folder that was met and is not read; `idcard validate` lists each payload
    /// that is valid too, in a report as text.
    #[arg(long, short)]
    pub(super) verbose: bool,

    /// How much of an input is decompressed, in bytes, with the bodies in it; what follows is not
    /// read, and reported.
    #[arg(long, value_name = "BYTES", default_value_t = MOST_DECOMPRESSED)]
    max_decompressed: u64,
}

/// More than an hour of the busiest log, and read within minutes.
pub(super) const MOST_DECOMPRESSED: u64 = 64 << 30;

pub(super) fn longest_line() -> NonZeroUsize {
    NonZeroUsize::new(LONGEST_LINE).unwrap_or(NonZeroUsize::MAX)
}

fn format() -> impl TypedValueParser<Value = Format> {
    let names = Format::ALL.map(|format| PossibleValue::new(format.as_str()));
    // Only names of formats are let through.
    PossibleValuesParser::new(names).try_map(|name| Format::named(&name).ok_or("no such format"))
}

/// Whether standard input is what somebody sends, and neither a terminal nor nothing.
#[cfg(unix)]
fn is_piped() -> bool {
    use std::os::fd::AsFd;
    use std::os::unix::fs::FileTypeExt;
    let input = std::io::stdin().as_fd().try_clone_to_owned();
    let metadata = input.and_then(|input| std::fs::File::from(input).metadata());
    metadata.is_ok_and(|metadata| {
        let kind = metadata.file_type();
        kind.is_fifo() || kind.is_socket() || kind.is_file()
    })
}

/// The same, as far as it is known here.
#[cfg(not(unix))]
fn is_piped() -> bool {
    use std::io::IsTerminal;
    !std::io::stdin().is_terminal()
}

impl Reading {
    /// What is wrong with the arguments: nothing is named, and nothing piped in.
    pub(crate) fn misuse(&self) -> Option<&'static str> {
        let has_nothing = self.paths.is_empty() && !is_piped();
        has_nothing.then_some("name a file or a folder, or pipe something in; --help has examples")
    }

    /// What is to be read, as the caller wrote it.
    pub(crate) fn inputs(&self) -> Vec<String> {
        let paths = self.paths.iter();
        paths.map(|path| path.display().to_string()).collect()
    }

    /// What there is to do, and a view of how much of it is done.
    pub(crate) fn jobs(&self) -> (Jobs, Progress) {
        let piped = [PathBuf::from(idcard_capture::STANDARD_INPUT)];
        let paths = if self.paths.is_empty() {
            piped.as_slice()
        } else {
            &self.paths
        };
        let found = idcard_capture::places(paths);
        if self.verbose {
            for skipped in &found.skipped {
                let (origin, reason) = (&skipped.origin, skipped.reason.as_str());
                crate::complain(&format!("{origin}: not read ({reason})"));
            }
        }
        let options = Options {
            input: self.input,
            addresses: self.addresses.clone().into(),
            unwrap: self.unwrapping.0.clone(),
            longest_line: self.longest_line.get(),
            most_decompressed: self.max_decompressed,
            consumed: Arc::default(),
        };
        let total = found.places.iter().map(Place::size).sum();
        let progress = Progress::show(Arc::clone(&options.consumed), total);
        (Jobs::new(found, options), progress)
    }
}
