//! Reads an HTTP archive (HAR 1.2) entry by entry.
//!
//! ```text
//! read  a value ──┐
//! entry an entry ─┴→ its items
//! ```
//!
//! Browsers and proxies each leave out other members, cut long texts, or encode them.

mod entry;
mod read;

use super::cutter::{Cutter, ReadError};
use super::exchange::Address;
use super::item::Item;
use super::limits::Limits;
use super::steps::Steps;
use entry::Entry;
use idcard_judge::{Failure, Origin, SkipReason};
use std::io::BufRead;
use std::ops::ControlFlow;
use std::sync::Arc;

/// The entries of an archive.
pub(super) struct Entries<R> {
    cutter: Cutter<R>,
    input: Arc<str>,
    limits: Limits,
    addresses: Arc<[Address]>,
    level: Level,
    is_complete: bool,
}

/// How far into the archive the reading has come.
#[derive(Clone, Copy)]
enum Level {
    Before,
    Archive { is_first: bool },
    Log { is_first: bool },
    Entries { index: usize },
}

impl<R: BufRead> Entries<R> {
    pub(super) fn new(
        reader: R,
        input: Arc<str>,
        limits: Limits,
        addresses: Arc<[Address]>,
    ) -> Self {
        Self {
            cutter: Cutter::new(reader),
            input,
            limits,
            addresses,
            level: Level::Before,
            is_complete: false,
        }
    }
}

impl<R: BufRead> Steps for Entries<R> {
    fn step(&mut self) -> Result<ControlFlow<Vec<Item>, Vec<Item>>, ReadError> {
        let mut items = Vec::new();
        let cutter = &mut self.cutter;
        self.level = match self.level {
            Level::Before if cutter.take(b'{')? => Level::Archive { is_first: true },
            Level::Before => return Err(cutter.error("no archive begins here")),
            Level::Archive { is_first } => match cutter.key(is_first)? {
                Some(key) if key == b"log" && cutter.take(b'{')? => Level::Log { is_first: true },
                Some(_) => {
                    cutter.skip()?;
                    Level::Archive { is_first: false }
                }
                None => {
                    cutter.end()?;
                    if !self.is_complete {
                        let origin = Origin::whole(Arc::clone(&self.input));
                        let failure = Failure::at(&origin, "the archive has no entries");
                        items.push(Item::Failed(failure));
                    }
                    return Ok(ControlFlow::Break(items));
                }
            },
            Level::Log { is_first } => match cutter.key(is_first)? {
                Some(key) if key == b"entries" && cutter.take(b'[')? => {
                    self.is_complete = true;
                    Level::Entries { index: 0 }
                }
                Some(_) => {
                    cutter.skip()?;
                    Level::Log { is_first: false }
                }
                None => Level::Archive { is_first: false },
            },
            Level::Entries { index } if cutter.element(index == 0)? => {
                let entry = Entry::read(cutter, self.limits.longest)?;
                let origin = Origin::inside(
                    Arc::clone(&self.input),
                    None,
                    format!("/log/entries/{index}"),
                );
                items = entry.items(&origin, &self.addresses, &self.limits);
                Level::Entries { index: index + 1 }
            }
            Level::Entries { index } => {
                if index == 0 {
                    let origin = Origin::whole(Arc::clone(&self.input));
                    items.push(Item::skipped(origin, SkipReason::Empty));
                }
                Level::Log { is_first: false }
            }
        };
        Ok(ControlFlow::Continue(items))
    }
}
