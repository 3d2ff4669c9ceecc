//! Formats emitted Rust as `cargo fmt` would.
//!
//! `rustfmt` reads settings from wherever it runs: it is given a folder and settings of its own, so
//! that the same files always come out the same.

use super::scratch::Scratch;
use super::{Error, Result, check_paths};
use crate::Files;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Read};
use std::num::NonZero;
use std::path::{MAIN_SEPARATOR, Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// What `cargo fmt` does in a package of this edition without settings of its own.
const SETTINGS: &str = "edition = \"2024\"\nstyle_edition = \"2024\"\nnewline_style = \"Unix\"\n";

/// What is added to them for the first look at a file with long names: what does not fit into the
/// usual width is left as it came, so it comes as it would be in a wide one.
const WIDE: &str = "max_width = 2000\n";

/// A word longer than this may leave a line no room.
const LONG_WORD: usize = 60;
const SETTINGS_FILE: &str = "rustfmt.toml";

/// Files that one process is given, well below what a command line holds on any system.
const BATCH: usize = 100;

/// How long one process may take: for some code it takes twice the time for each level more.
const LIMIT: Duration = Duration::from_mins(2);

/// How long to wait before looking again whether it has ended.
const PAUSE: Duration = Duration::from_millis(5);

/// The program that formats.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rustfmt {
    program: OsString,
    folder: Option<PathBuf>,
    limit: Duration,
}

impl Rustfmt {
    /// What `$RUSTFMT` names, otherwise `rustfmt`.
    pub fn from_environment() -> Self {
        let program = std::env::var_os("RUSTFMT").filter(|program| !program.is_empty());
        Self {
            program: program.unwrap_or_else(|| "rustfmt".into()),
            folder: None,
            limit: LIMIT,
        }
    }

    /// Runs it in this folder: where rustup is in charge, the folder decides the version.
    #[must_use]
    pub fn in_folder(mut self, folder: &Path) -> Self {
        self.folder = Some(folder.to_owned());
        self
    }

    /// Formats every `.rs` file; the others pass through.
    pub fn format(&self, mut files: Files) -> Result<Files> {
        check_paths(&files)?;
        let rust: Vec<String> = files.keys().filter(|path| is_rust(path)).cloned().collect();
        if rust.is_empty() {
            return Ok(files);
        }
        let scratch = Scratch::new(&std::env::temp_dir())?;
        scratch.fill(&files, is_rust)?;
        let settings = scratch.path().join(SETTINGS_FILE);
        let wide: Vec<String> = rust
            .iter()
            .filter(|path| files.get(*path).is_some_and(|text| has_long_words(text)))
            .cloned()
            .collect();
        for (text, paths) in [
            (format!("{SETTINGS}{WIDE}"), &wide),
            (SETTINGS.into(), &rust),
        ] {
            fs::write(&settings, text).map_err(Error::io("write", &settings))?;
            // From a file that names modules rustfmt would go on to theirs, and to those of these: all at
            // once takes much longer than one by one.
            let (roots, leaves): (Vec<&String>, Vec<&String>) = paths
                .iter()
                .partition(|path| files.get(*path).is_some_and(|text| names_modules(text)));
            let alone = roots.chunks(1).map(|paths| (paths, true));
            let batches = leaves.chunks(BATCH).map(|paths| (paths, false));
            let jobs: Vec<(&[&String], bool)> = alone.chain(batches).collect();
            at_once(&jobs, |(paths, is_alone)| {
                self.run(scratch.path(), &settings, paths, *is_alone)
            })?;
        }
        for path in rust {
            let place = scratch.path().join(&path);
            let text = fs::read_to_string(&place).map_err(Error::io("read", &place))?;
            files.insert(path, text);
        }
        Ok(files)
    }

    /// Formats files in one process; one that is alone by its text, so that nothing is known of other
    /// files.
    fn run(
        &self,
        scratch: &Path,
        settings: &Path,
        paths: &[&String],
        is_alone: bool,
    ) -> Result<()> {
        let places = || paths.iter().map(|path| scratch.join(path));
        let mut command = self.command();
        command.arg("--config-path").arg(settings);
        let mut results = Vec::new();
        if is_alone {
            for place in places() {
                let result = place.with_extension("formatted");
                let text = File::open(&place).map_err(Error::io("read", &place))?;
                let out = File::create(&result).map_err(Error::io("write", &result))?;
                command.stdin(text).stdout(out);
                results.push((result, place));
            }
        } else {
            command.arg("--").args(places()).stdout(Stdio::null());
        }
        let spawned = command.stderr(Stdio::piped()).spawn();
        let mut child = spawned.map_err(|cause| self.missing(cause))?;
        // It is read meanwhile, or a long one would keep the process waiting.
        let stderr = child.stderr.take().map(|mut stderr| {
            thread::spawn(move || {
                let mut text = Vec::new();
                let read = stderr.read_to_end(&mut text);
                read.map(|_| text)
            })
        });
        let ended = ended_in_time(&mut child, self.limit).map_err(|cause| self.missing(cause))?;
        let Some(status) = ended else {
            let seconds = self.limit.as_secs();
            return Err(Error::Rustfmt(format!(
                "it did not end within {seconds} s; a schema may nest too deep"
            )));
        };
        if status.success() {
            for (result, place) in results {
                fs::rename(&result, &place).map_err(Error::io("write", &place))?;
            }
            return Ok(());
        }
        let stderr = stderr.and_then(|reader| reader.join().ok());
        let stderr = stderr
            .transpose()
            .map_err(|cause| self.missing(cause))?
            .unwrap_or_default();
        // Where rustup stands in for a component that is not installed, the program starts all
        // right and then fails, whatever it is asked.
        let version = self.command().arg("--version").output();
        match version {
            Ok(version) if version.status.success() => {}
            Ok(version) => return Err(self.missing(io::Error::other(message(&version.stderr)))),
            Err(cause) => return Err(self.missing(cause)),
        }
        let prefix = format!("{}{MAIN_SEPARATOR}", scratch.display());
        let message = message(&stderr).replace(&prefix, "");
        let names: Vec<&str> = paths.iter().map(|path| path.as_str()).collect();
        Err(Error::Rustfmt(
            message.replace("<stdin>", &names.join(", ")),
        ))
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.stdin(Stdio::null());
        if let Some(folder) = &self.folder {
            command.current_dir(folder);
        }
        command
    }

    fn missing(&self, cause: io::Error) -> Error {
        let program = PathBuf::from(&self.program);
        Error::NoRustfmt { program, cause }
    }
}

/// Does all jobs, as many at a time as the machine has processors, until one fails.
fn at_once<J: Sync>(jobs: &[J], work: impl Fn(&J) -> Result<()> + Sync) -> Result<()> {
    let next = AtomicUsize::new(0);
    let worker = || {
        while let Some(job) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
            work(job).inspect_err(|_| next.store(jobs.len(), Ordering::Relaxed))?;
        }
        Ok(())
    };
    let workers = thread::available_parallelism().map_or(1, NonZero::get);
    thread::scope(|scope| {
        let workers: Vec<_> = (0..workers.min(jobs.len()))
            .map(|_| scope.spawn(worker))
            .collect();
        let ended = workers.into_iter().map(|worker| {
            let ended = worker.join();
            ended.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        });
        // All are waited for: none may write any more when this is over.
        ended.fold(Ok(()), Result::and)
    })
}

/// How a process ended. `None` if it took longer, and was ended.
fn ended_in_time(child: &mut Child, limit: Duration) -> io::Result<Option<ExitStatus>> {
    let begun = Instant::now();
    loop {
        let ended = child.try_wait()?;
        if ended.is_some() {
            return Ok(ended);
        }
        if begun.elapsed() > limit {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        thread::sleep(PAUSE);
    }
}

fn message(stderr: &[u8]) -> String {
    String::from_utf8_lossy(stderr).trim_end().to_owned()
}

/// Formats every `.rs` file with what [`Rustfmt::from_environment`] finds.
pub fn format(files: Files) -> Result<Files> {
    Rustfmt::from_environment().format(files)
}

/// Whether there is a long word in the code; comments are not laid out.
fn has_long_words(text: &str) -> bool {
    let code = text.lines().map(str::trim_start);
    code.filter(|line| !line.starts_with("//"))
        .flat_map(str::split_whitespace)
        .any(|word| word.len() > LONG_WORD)
}

/// Whether there is a module whose text is in a file of its own.
fn names_modules(text: &str) -> bool {
    text.split(';')
        .any(|statement| statement.split_whitespace().rev().nth(1) == Some("mod"))
}

fn is_rust(path: &str) -> bool {
    Path::new(path)
        .extension()
        .is_some_and(|extension| extension == "rs")
}

#[cfg(test)]
mod tests;
