//! Runs `codegen keywords`: prints the support table.

use super::{Exit, Failure, output};
use codegen::openapi::keywords;

/// Prints what is lowered, what is validated and what is rejected.
pub(crate) fn keywords() -> Result<Exit, Failure> {
    output::stdout(&keywords::table())?;
    Ok(Exit::Clean)
}
