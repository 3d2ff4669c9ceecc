//! Reads a secret from a variable or a file.
//!
//! No value may get into a message: messages name the variable or the option, and neither what is in
//! it nor where the file is.

use super::{CommandError, FAILED, USAGE};
use clova_id_card::Secret;
use std::env::{self, VarError};
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Where the invoke URL is, unless a file is named.
pub(super) const URL: &str = "CLOVA_OCR_INVOKE_URL";

/// Where the secret key is, unless a file is named.
pub(super) const KEY: &str = "CLOVA_OCR_SECRET";

/// Longer than any of them; a file that is longer is another one, such as the picture.
const LONGEST: u64 = 16 << 10;

/// The secret, without the end of its line.
pub(super) fn read(
    variable: &str,
    option: &str,
    file: Option<&Path>,
) -> Result<Secret<String>, CommandError> {
    let text = match file {
        Some(file) => from_file(file)
            .map_err(|why| CommandError(FAILED, format!("the file of {option}: {why}")))?,
        None => env::var(variable).map_err(|error| match error {
            VarError::NotPresent => CommandError(
                USAGE,
                format!("{variable} is not set; set it, or use {option}"),
            ),
            // The error itself shows the value.
            VarError::NotUnicode(_) => CommandError(FAILED, format!("{variable} is not UTF-8")),
        })?,
    };
    match text.trim() {
        "" => Err(CommandError(
            USAGE,
            format!("{variable} or the file of {option} is empty"),
        )),
        text => Ok(Secret::new(text.to_owned())),
    }
}

fn from_file(file: &Path) -> Result<String, String> {
    let mut text = Vec::new();
    let read = File::open(file).and_then(|file| file.take(LONGEST + 1).read_to_end(&mut text));
    let read = read.map_err(|error| error.kind().to_string())?;
    if u64::try_from(read).is_ok_and(|read| read > LONGEST) {
        return Err("it is too long".to_owned());
    }
    String::from_utf8(text).map_err(|_| "it is not UTF-8".to_owned())
}
