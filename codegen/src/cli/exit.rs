//! Defines the exit codes.

use codegen::files;
use std::process::ExitCode;

/// The exit codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exit {
    Clean = 0,
    /// The document has errors, or the folder differs.
    Findings = 1,
    Usage = 2,
    /// Something could not be read or done.
    Cannot = 3,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Why a command could not do what was asked.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) exit: Exit,
    pub(crate) message: String,
}

impl Failure {
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self {
            exit: Exit::Usage,
            message: message.into(),
        }
    }

    pub(crate) fn cannot(message: impl Into<String>) -> Self {
        Self {
            exit: Exit::Cannot,
            message: message.into(),
        }
    }
}

impl From<files::Error> for Failure {
    fn from(error: files::Error) -> Self {
        Self::cannot(error.to_string())
    }
}
