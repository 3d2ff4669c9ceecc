//! Defines what can go wrong between files and disk, each with its path and what to do.
//!
//! A fault of the disk has no span, so it is no diagnostic of the document.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// Short for what this stage returns.
pub type Result<T> = std::result::Result<T, Error>;

/// Why files could not be formatted, compared or written.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The system refused.
    Io {
        /// What was tried: "read", "write"…
        action: &'static str,
        /// On what.
        path: PathBuf,
        /// The error of the system.
        cause: io::Error,
    },
    /// The folder for the output is something else.
    NotAFolder(PathBuf),
    /// An emitted path that cannot stand in the folder.
    Path(String),
    /// An emitted file without the mark: the next run would take it for somebody else's.
    Unmarked(String),
    /// Where we would write stands something that we did not write: each path, and what is there.
    Occupied(Vec<(PathBuf, &'static str)>),
    /// `rustfmt` cannot be started.
    NoRustfmt {
        /// The program that was tried.
        program: PathBuf,
        /// The error of the system.
        cause: io::Error,
    },
    /// `rustfmt` refused what was emitted.
    Rustfmt(String),
    /// What was written by hand cannot go into the crate: each fault, as it is shown.
    Domain(String),
}

impl Error {
    /// To be given to `map_err`.
    pub(super) fn io(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |cause| Self::Io {
            action,
            path: path.to_owned(),
            cause,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io {
                action,
                path,
                cause,
            } => {
                write!(f, "cannot {action} {}: {cause}", path.display())
            }
            Self::NotAFolder(path) => {
                write!(
                    f,
                    "{} is not a folder; choose another for the output (--out)",
                    path.display()
                )
            }
            Self::Path(path) => write!(
                f,
                "the emitted path {path:?} does not stay in its folder; this is a fault of the \
                 generator"
            ),
            Self::Unmarked(path) => write!(
                f,
                "the emitted file {path} does not carry {:?}; this is a fault of the generator",
                super::MARK
            ),
            Self::Occupied(places) => {
                write!(
                    f,
                    "something that cargo codegen did not write is in the way:"
                )?;
                for (path, what) in places {
                    write!(f, "\n  {} is {what}", path.display())?;
                }
                write!(
                    f,
                    "\nmove it away, or choose another folder for the output (--out)"
                )
            }
            Self::NoRustfmt { program, cause } => write!(
                f,
                "cannot run {}, which formats the output: {cause}\ninstall it with `rustup \
                 component add rustfmt`, or name another in the environment variable RUSTFMT",
                program.display()
            ),
            Self::Domain(faults) => write!(
                f,
                "what is written by hand cannot go into the crate:\n{}",
                faults.trim_end()
            ),
            Self::Rustfmt(message) => write!(
                f,
                "rustfmt refuses the emitted files; this is a fault of the generator, unless \
                 RUSTFMT names something else:\n{}",
                message.trim_end()
            ),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { cause, .. } | Self::NoRustfmt { cause, .. } => Some(cause),
            Self::NotAFolder(_)
            | Self::Path(_)
            | Self::Unmarked(_)
            | Self::Occupied(_)
            | Self::Rustfmt(_)
            | Self::Domain(_) => None,
        }
    }
}
