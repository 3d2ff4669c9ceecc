//! Opens a place: its format is detected, and what is in it is read item by item.
//!
//! Lines are the exception: the engine cuts them itself and spreads them over cores.

use super::array::Elements;
use super::detect::detect;
use super::embedded::{Output, Sequence, Taken, Text, Values};
use super::exchange::Address;
use super::format::Format;
use super::har::{Entries, Folder};
use super::http::{Messages, Trace};
use super::item::{Item, Payload, Payloads, TOO_LONG};
use super::limits::{Allowance, Limits};
use super::place::Place;
use super::reader::{BLOCK, Peeked};
use super::steps::{Steps, Stepwise};
use super::stream;
use super::unwrap::Unwrap;
use super::watched;
use super::zip::{self, is_zip};
use idcard_judge::{Failure, Origin};
use std::io::{BufReader, Read};
use std::iter;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

/// How places are read.
#[derive(Debug, Clone)]
pub struct Options {
    /// The format, where it is not to be found by content.
    pub input: Option<Format>,
    /// Where exchanges go that are meant, besides the paths of the API.
    pub addresses: Arc<[Address]>,
    /// Where in a document the payload is. Applied to all payloads but lines, to which the engine
    /// applies it.
    pub unwrap: Unwrap,
    /// The length of the longest line, and of the longest payload of any other format.
    pub longest_line: usize,
    /// How many bytes of an input, or of bodies in it, are decompressed. What follows is not read,
    /// and reported.
    pub most_decompressed: u64,
    /// How many bytes have been read, as they stand on the disk.
    pub consumed: Arc<AtomicU64>,
}

/// What is in a place.
pub enum Input {
    /// Each line is a payload.
    Lines(Lines),
    /// Payloads, and what was skipped or failed between them.
    Payloads(Payloads),
}

/// An input that is lines.
pub struct Lines {
    /// What it is called.
    pub input: Arc<str>,
    /// Its bytes, decompressed and without a byte order mark. The message of an error may be shown.
    pub reader: Box<dyn Read + Send>,
}

impl Place {
    /// Begins to read.
    pub fn open(&self, options: &Options) -> Result<Input, Failure> {
        let input: Arc<str> = self.name().into();
        let failed = |error: std::io::Error| Failure {
            name: input.to_string(),
            message: error.to_string(),
        };
        let consumed = Arc::clone(&options.consumed);
        let reader = match self {
            Self::File(path) => watched::file(path, consumed).map_err(failed)?,
            Self::StandardInput => watched::standard_input(consumed),
        };
        let folder = match self {
            Self::File(path) => path.parent().map(Path::to_owned),
            Self::StandardInput => None,
        };
        let folder = folder.map(|folder| Arc::new(folder) as Arc<dyn Folder>);
        read_beside(reader, &input, options, folder).map_err(failed)
    }
}

/// Reads bytes that are called something.
pub fn read(
    reader: Box<dyn Read + Send>,
    input: &Arc<str>,
    options: &Options,
) -> std::io::Result<Input> {
    read_beside(reader, input, options, None)
}

/// The same, where files may stand beside it that belong to it.
fn read_beside(
    reader: Box<dyn Read + Send>,
    input: &Arc<str>,
    options: &Options,
    folder: Option<Arc<dyn Folder>>,
) -> std::io::Result<Input> {
    let limits = Limits {
        longest: options.longest_line,
        allowance: Allowance::new(options.most_decompressed),
    };
    let mut plain = stream::plain(reader, &limits.allowance)?;
    let taken = if options.unwrap.is_empty() {
        Taken::Documents
    } else {
        Taken::Objects
    };
    let context = Context {
        limits,
        addresses: Arc::clone(&options.addresses),
        taken,
    };
    let may_be_zip = matches!(options.input, None | Some(Format::Har));
    let payloads = if may_be_zip && is_zip(plain.peek(4)) {
        context.zip(plain, input)
    } else {
        let format = match options.input {
            Some(format) => format,
            None => detect(&mut plain, input, options.longest_line, taken),
        };
        if format == Format::Ndjson {
            return Ok(Input::Lines(Lines {
                input: Arc::clone(input),
                reader: Box::new(plain),
            }));
        }
        context.payloads(format, plain, input, folder)
    };
    if options.unwrap.is_empty() {
        return Ok(Input::Payloads(payloads));
    }
    let unwrap = options.unwrap.clone();
    Ok(Input::Payloads(Box::new(payloads.flat_map(
        move |item| match item {
            Item::Payload(payload) => unwrap.payloads(&payload),
            other => vec![other],
        },
    ))))
}

/// What is the same for all that is read of an input.
struct Context {
    limits: Limits,
    addresses: Arc<[Address]>,
    taken: Taken,
}

impl Context {
    fn payloads(
        &self,
        format: Format,
        mut plain: Peeked,
        input: &Arc<str>,
        folder: Option<Arc<dyn Folder>>,
    ) -> Payloads {
        let (name, taken) = (Arc::clone(input), self.taken);
        let (limits, addresses) = (self.limits.clone(), Arc::clone(&self.addresses));
        let longest = limits.longest;
        match format {
            Format::Json | Format::Ndjson => {
                Box::new(iter::once_with(move || whole(plain, &name, longest)).flatten())
            }
            Format::Array => Box::new(Elements::new(buffered(plain), name, longest)),
            Format::Har => stepwise(
                input,
                Entries::new(buffered(plain), name, limits, addresses, folder),
            ),
            Format::Http => stepwise(input, Messages::new(plain, name, limits, addresses)),
            Format::CurlTrace => {
                stepwise(input, Trace::new(buffered(plain), name, limits, addresses))
            }
            Format::Values if plain.peek(1) == b"\x1E" => {
                stepwise(input, Sequence::new(plain, name, longest))
            }
            Format::Values => stepwise(input, Values::new(buffered(plain), name, longest)),
            Format::Docker => {
                let is_around = taken == Taken::Objects;
                stepwise(input, Output::new(plain, name, longest, is_around))
            }
            Format::Text => stepwise(input, Text::new(plain, name, longest, taken)),
        }
    }

    /// The archives of exchanges in a zip archive.
    fn zip(self, plain: Peeked, input: &Arc<str>) -> Payloads {
        let limits = self.limits.clone();
        let open: zip::Open = Box::new(move |mut plain, name, called, folder| {
            let format = detect(&mut plain, name, self.limits.longest, self.taken);
            let format = match format {
                Format::Http | Format::CurlTrace => format,
                _ => Format::Har,
            };
            self.payloads(format, plain, called, Some(folder))
        });
        match zip::Files::open(plain, Arc::clone(input), &limits, open) {
            Ok(files) => stepwise(input, files),
            Err(message) => {
                let whole = Origin::whole(Arc::clone(input));
                Box::new(iter::once(Item::Failed(Failure::at(&whole, message))))
            }
        }
    }
}

fn stepwise(input: &Arc<str>, steps: impl Steps + Send + 'static) -> Payloads {
    Box::new(Stepwise::new(Arc::clone(input), steps))
}

fn buffered(plain: Peeked) -> BufReader<Peeked> {
    BufReader::with_capacity(BLOCK, plain)
}

/// The one payload of an input. What could be read of it before an error is judged as well.
fn whole(plain: Peeked, input: &Arc<str>, longest: usize) -> Vec<Item> {
    let origin = Origin::whole(Arc::clone(input));
    let (bytes, outcome) = stream::read_all(plain, longest);
    let failure = outcome.err().map(|error| error.to_string());
    let is_lost = failure.is_some() && bytes.as_ref().is_some_and(Vec::is_empty);
    let read = (!is_lost).then(|| match bytes {
        Some(bytes) => Item::Payload(Payload {
            origin: origin.clone(),
            document: None,
            bytes,
        }),
        None => Item::Failed(Failure::at(&origin, TOO_LONG)),
    });
    let failure = failure.map(|message| Item::Failed(Failure::at(&origin, message)));
    read.into_iter().chain(failure).collect()
}
