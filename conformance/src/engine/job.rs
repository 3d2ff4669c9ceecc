//! Cuts inputs into jobs: pieces of work of about the same size.
//!
//! What is read one after the other (files, streams, entries of a capture) comes in one order; a payload
//! alone is too small to be a job.

use super::order::Source;
use super::{Block, Blocks, Line};
use idcard_capture::{Found, Input, Item, Lines, Options, Payloads, Place, Unwrap};
use idcard_judge::{Failure, Origin, SkipReason, Skipped};
use spanned_tree::Position;
use std::io::Read;
use std::sync::Arc;
use std::vec;

/// Items are a job when they are so many, or have so many bytes.
const MOST_ITEMS: usize = 64;
const MOST_BYTES: usize = 256 << 10;

/// A piece of work.
pub enum Job {
    /// Lines of a stream, each a payload or the document around some.
    Lines {
        /// The stream.
        input: Arc<str>,
        /// The lines.
        block: Block,
    },
    /// Payloads, and what else was found before them.
    Items(Vec<Item>),
}

/// Opens the places one after the other, and cuts what is in them into jobs.
pub struct Jobs {
    places: vec::IntoIter<Place>,
    /// What is known before anything is read.
    before: Vec<Item>,
    options: Options,
    unwrap: Arc<Unwrap>,
    open: Option<Open>,
    /// Whether what is open is standard input.
    opened_live: bool,
    spare: Vec<Vec<u8>>,
}

/// What is being read.
enum Open {
    Lines {
        input: Arc<str>,
        blocks: Blocks<Box<dyn Read + Send>>,
        /// Whether nothing but blank lines has come yet.
        is_empty: bool,
    },
    Payloads(Payloads),
}

impl Jobs {
    /// What is in the places, after the failures to find any.
    pub fn new(found: Found, options: Options) -> Self {
        let failures = found.failures.into_iter().map(Item::Failed);
        let skipped = found.skipped.into_iter().map(Item::Skipped);
        Self {
            places: found.places.into_iter(),
            before: skipped.chain(failures).collect(),
            unwrap: Arc::new(options.unwrap.clone()),
            options,
            open: None,
            opened_live: false,
            spare: Vec::new(),
        }
    }

    /// Gives all that is there to one taker, for whom cores make no difference. A line that is too
    /// long gave no payload.
    pub fn for_each(mut self, mut take: impl FnMut(Item)) {
        while let Some(job) = self.next() {
            match job {
                Job::Items(items) => items.into_iter().for_each(&mut take),
                Job::Lines { input, block } => {
                    for line in block.lines() {
                        let (zeros, line) = line.without_zeros();
                        if zeros {
                            let origin = line_origin(&input, line);
                            let reason = SkipReason::Zeros;
                            take(Item::Skipped(Skipped { origin, reason }));
                        }
                        if !line.is_blank() {
                            self.items(&input, line).into_iter().for_each(&mut take);
                        }
                    }
                    self.give_back(block.into_buffer());
                }
            }
        }
    }

    fn items(&self, input: &Arc<str>, line: Line<'_>) -> Vec<Item> {
        let longest = self.options.longest_line;
        match line.bytes.filter(|bytes| bytes.len() <= longest) {
            Some(bytes) => unwrapped(&self.unwrap, input, line, bytes),
            None => vec![Item::Failed(Failure {
                name: format!("{input}:{}", line.number),
                message: format!("the line is longer than {longest} bytes"),
            })],
        }
    }

    /// How payloads are taken out of the lines of a stream.
    pub(super) fn unwrap(&self) -> Arc<Unwrap> {
        Arc::clone(&self.unwrap)
    }

    /// Whether what comes next comes from standard input.
    fn is_live(&self) -> bool {
        match self.open {
            Some(_) => self.opened_live,
            None => self.places.as_slice().first() == Some(&Place::StandardInput),
        }
    }

    fn open_next(&mut self) -> Option<Result<(), Failure>> {
        self.opened_live = self.is_live();
        Some(self.places.next()?.open(&self.options).map(|input| {
            self.open = Some(match input {
                Input::Lines(Lines { input, reader }) => {
                    let mut blocks = Blocks::new(reader, self.options.longest_line);
                    self.spare
                        .drain(..)
                        .for_each(|buffer| blocks.give_back(buffer));
                    Open::Lines {
                        input,
                        blocks,
                        is_empty: true,
                    }
                }
                Input::Payloads(payloads) => Open::Payloads(payloads),
            });
        }))
    }
}

impl Source for Jobs {
    type Task = Job;

    fn next(&mut self) -> Option<Job> {
        let mut items = std::mem::take(&mut self.before);
        let mut bytes = 0;
        while items.len() < MOST_ITEMS && bytes < MOST_BYTES {
            // Standard input may take its time: what there is need not wait for more of it.
            if self.is_live() && !items.is_empty() {
                break;
            }
            let Some(open) = &mut self.open else {
                match self.open_next() {
                    Some(Ok(())) => continue,
                    Some(Err(failure)) => {
                        items.push(Item::Failed(failure));
                        continue;
                    }
                    None => break,
                }
            };
            match open {
                Open::Payloads(found) => match found.next() {
                    Some(item) => {
                        if let Item::Payload(payload) = &item {
                            bytes += payload.bytes.len();
                        }
                        items.push(item);
                    }
                    None => self.open = None,
                },
                // What came before the stream is a job of its own.
                Open::Lines { .. } if !items.is_empty() => break,
                Open::Lines {
                    input,
                    blocks,
                    is_empty,
                } => match blocks.next_block() {
                    Some(Ok(block)) => {
                        *is_empty = *is_empty && block.lines().all(|line| line.is_blank());
                        let input = Arc::clone(input);
                        return Some(Job::Lines { input, block });
                    }
                    Some(Err(error)) => {
                        *is_empty = false;
                        items.push(Item::Failed(Failure {
                            name: input.to_string(),
                            message: error.to_string(),
                        }));
                    }
                    None => {
                        let origin = Origin::whole(Arc::clone(input));
                        let reason = SkipReason::Empty;
                        items.extend(is_empty.then_some(Item::Skipped(Skipped { origin, reason })));
                        self.open = None;
                    }
                },
            }
        }
        (!items.is_empty()).then_some(Job::Items(items))
    }

    fn give_back(&mut self, buffer: Option<Vec<u8>>) {
        match (&mut self.open, buffer) {
            (Some(Open::Lines { blocks, .. }), Some(buffer)) => blocks.give_back(buffer),
            (_, buffer) => self.spare.extend(buffer),
        }
    }
}

/// The payloads in a line, or the line itself.
pub(super) fn unwrapped(
    unwrap: &Unwrap,
    input: &Arc<str>,
    line: Line<'_>,
    bytes: &[u8],
) -> Vec<Item> {
    let origin = Origin {
        line: (!unwrap.is_empty()).then_some(line.number),
        ..line_origin(input, line)
    };
    unwrap.apply(&origin, bytes)
}

pub(super) fn line_origin(input: &Arc<str>, line: Line<'_>) -> Origin {
    let start = Position {
        line: line.number,
        column: line.zeros + 1,
    };
    Origin::at(Arc::clone(input), start)
}
