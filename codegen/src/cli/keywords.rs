//! The support table.
//!
//! It stands apart because it works without a document: the lists that the reader goes by are
//! data, and this prints them.

use super::{Exit, Failure, output};
use codegen::openapi::keywords;

/// Prints what is lowered, what is validated and what is rejected.
pub(crate) fn keywords() -> Result<Exit, Failure> {
    output::stdout(&keywords::table())?;
    Ok(Exit::Clean)
}
