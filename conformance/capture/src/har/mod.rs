//! Reads an HTTP archive (HAR 1.2) entry by entry.
//!
//! ```text
//! read   a value ─────┐
//! beside a file of it ─┤
//! entry  an entry ─────┴→ its items
//! ```
//!
//! Browsers and proxies each leave out other members, cut long texts, or encode them.

mod beside;
mod entry;
mod read;

pub(super) use beside::{Folder, is_plain};

use super::cutter::{Cutter, ReadError};
use super::embedded::pass_separators;
use super::exchange::Address;
use super::item::Item;
use super::limits::Limits;
use super::steps::Steps;
use entry::Entry;
use idcard_judge::{Failure, Origin, SkipReason};
use std::io::BufRead;
use std::mem;
use std::ops::ControlFlow;
use std::sync::Arc;

/// The entries of archives: of one, of several one behind the other, or of a list. What is cut out of an
/// archive, its entries or one of them, is one as well.
pub(super) struct Entries<R> {
    cutter: Cutter<R>,
    input: Arc<str>,
    limits: Limits,
    addresses: Arc<[Address]>,
    folder: Option<Arc<dyn Folder>>,
    /// Where the archive is in a list of them.
    in_list: Option<usize>,
    /// The line that the archive begins on, if one comes before it.
    line: Option<usize>,
    level: Level,
    /// What is an entry itself.
    entry: Entry,
    is_complete: bool,
}

/// How far into the archive the reading has come.
#[derive(Clone, Copy)]
enum Level {
    Before { is_first: bool },
    List { is_first: bool },
    Archive { is_first: bool },
    Log { is_first: bool },
    Entries { index: usize, is_in_log: bool },
}

impl<R: BufRead> Entries<R> {
    pub(super) fn new(
        reader: R,
        input: Arc<str>,
        limits: Limits,
        addresses: Arc<[Address]>,
        folder: Option<Arc<dyn Folder>>,
    ) -> Self {
        Self {
            cutter: Cutter::new(reader),
            input,
            limits,
            addresses,
            folder,
            in_list: None,
            line: None,
            level: Level::Before { is_first: true },
            entry: Entry::default(),
            is_complete: false,
        }
    }

    fn origin(&self, pointer: &str) -> Origin {
        let list = self.in_list.map(|index| format!("/{index}"));
        let inside = list.unwrap_or_default() + pointer;
        Origin {
            line: self.line,
            inside: Some(inside).filter(|inside| !inside.is_empty()),
            ..Origin::whole(Arc::clone(&self.input))
        }
    }

    fn items(&self, entry: Entry, pointer: &str) -> Vec<Item> {
        let origin = self.origin(pointer);
        entry.items(
            &origin,
            &self.addresses,
            &self.limits,
            self.folder.as_deref(),
        )
    }

    /// Between archives.
    fn before(&mut self, is_first: bool) -> Result<(Option<Level>, Vec<Item>), ReadError> {
        let zeros = Vec::from_iter(pass_separators(&mut self.cutter, &self.input)?);
        let start = self.cutter.position();
        self.in_list = None;
        self.line = (!is_first).then_some(start.line);
        if self.cutter.take(b'{')? {
            return Ok((Some(Level::Archive { is_first: true }), zeros));
        }
        if self.cutter.take(b'[')? {
            return Ok((Some(Level::List { is_first: true }), zeros));
        }
        if is_first {
            return Err(self.cutter.error("no archive begins here"));
        }
        self.cutter.end()?;
        Ok((None, zeros))
    }

    /// In a list of archives.
    fn list(&mut self, is_first: bool) -> Result<Level, ReadError> {
        if !self.cutter.element(is_first)? {
            return Ok(Level::Before { is_first: false });
        }
        self.in_list = Some(self.in_list.map_or(0, |index| index + 1));
        if self.cutter.take(b'{')? {
            return Ok(Level::Archive { is_first: true });
        }
        Err(self.cutter.error("no archive begins here"))
    }

    /// Behind an archive.
    fn end(&mut self) -> (Level, Vec<Item>) {
        let entry = mem::take(&mut self.entry);
        let items = if !entry.is_empty() {
            self.items(entry, "")
        } else if self.is_complete {
            Vec::new()
        } else {
            let failure = Failure::at(&self.origin(""), "the archive has no entries");
            vec![Item::Failed(failure)]
        };
        self.is_complete = false;
        let level = match self.in_list {
            Some(_) => Level::List { is_first: false },
            None => Level::Before { is_first: false },
        };
        (level, items)
    }

    fn archive(&mut self, is_first: bool) -> Result<(Level, Vec<Item>), ReadError> {
        let Some(key) = self.cutter.key(is_first)? else {
            return Ok(self.end());
        };
        let level = match key.as_slice() {
            b"log" if self.cutter.take(b'{')? => Level::Log { is_first: true },
            b"entries" if self.cutter.take(b'[')? => self.begin(false),
            key => {
                self.entry
                    .member(&mut self.cutter, key, self.limits.longest)?;
                Level::Archive { is_first: false }
            }
        };
        Ok((level, Vec::new()))
    }

    fn begin(&mut self, is_in_log: bool) -> Level {
        self.is_complete = true;
        Level::Entries {
            index: 0,
            is_in_log,
        }
    }

    fn log(&mut self, is_first: bool) -> Result<Level, ReadError> {
        Ok(match self.cutter.key(is_first)? {
            Some(key) if key == b"entries" && self.cutter.take(b'[')? => self.begin(true),
            Some(_) => {
                self.cutter.skip()?;
                Level::Log { is_first: false }
            }
            None => Level::Archive { is_first: false },
        })
    }

    fn entries(&mut self, index: usize, is_in_log: bool) -> Result<(Level, Vec<Item>), ReadError> {
        if self.cutter.element(index == 0)? {
            let entry = Entry::read(&mut self.cutter, self.limits.longest)?;
            let log = if is_in_log { "/log" } else { "" };
            let items = self.items(entry, &format!("{log}/entries/{index}"));
            let index = index + 1;
            return Ok((Level::Entries { index, is_in_log }, items));
        }
        let nothing = || Item::skipped(self.origin(""), SkipReason::Empty);
        let items = Vec::from_iter((index == 0).then(nothing));
        let level = if is_in_log {
            Level::Log { is_first: false }
        } else {
            Level::Archive { is_first: false }
        };
        Ok((level, items))
    }
}

impl<R: BufRead> Steps for Entries<R> {
    fn step(&mut self) -> Result<ControlFlow<Vec<Item>, Vec<Item>>, ReadError> {
        let (level, items) = match self.level {
            Level::Before { is_first } => match self.before(is_first)? {
                (Some(level), zeros) => (level, zeros),
                (None, zeros) => return Ok(ControlFlow::Break(zeros)),
            },
            Level::List { is_first } => (self.list(is_first)?, Vec::new()),
            Level::Archive { is_first } => self.archive(is_first)?,
            Level::Log { is_first } => (self.log(is_first)?, Vec::new()),
            Level::Entries { index, is_in_log } => self.entries(index, is_in_log)?,
        };
        self.level = level;
        Ok(ControlFlow::Continue(items))
    }
}
