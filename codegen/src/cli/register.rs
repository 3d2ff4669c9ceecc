//! Keeps the table in the `README.md` beside the register the same as the register: writes it, or
//! with `--check` shows how it differs.

use super::spec::text_of;
use super::{Exit, Failure, output};
use codegen::files;
use codegen::page::register::{self, Register};
use std::path::{Path, PathBuf};

/// Reads the register.
pub(crate) fn read(path: &Path) -> Result<Register, Failure> {
    Register::parse(&text_of(path)?).map_err(|why| {
        let why = why.trim_end();
        Failure::cannot(format!(
            "cannot read the register {}: {why}",
            path.display()
        ))
    })
}

/// The document with the table, as it is and as it should be. `None` without a register.
fn document(path: Option<&Path>) -> Result<Option<(PathBuf, String, String)>, Failure> {
    let Some(path) = path else {
        return Ok(None);
    };
    let table = read(path)?.table();
    let readme = path.with_file_name("README.md");
    let text = text_of(&readme)?;
    let Some(wanted) = register::insert(&text, &table) else {
        return Err(Failure::cannot(format!(
            "{} has no place for the table of the register; put two lines there: {} and {}",
            readme.display(),
            register::BEGIN,
            register::END
        )));
    };
    Ok(Some((readme, text, wanted)))
}

pub(crate) fn check(path: Option<&Path>) -> Result<Exit, Failure> {
    let Some((readme, text, wanted)) = document(path)?.filter(|(_, text, wanted)| text != wanted)
    else {
        return Ok(Exit::Clean);
    };
    output::stdout(&files::patch(&readme.display().to_string(), &text, &wanted))?;
    output::stderr("error: the table of the register is not up to date; run codegen\n");
    Ok(Exit::Findings)
}

pub(crate) fn write(path: Option<&Path>) -> Result<Exit, Failure> {
    if let Some((readme, text, wanted)) = document(path)?
        && text != wanted
    {
        files::replace(&readme, &wanted)?;
        output::stdout(&format!("changed  {}\n", readme.display()))?;
    }
    Ok(Exit::Clean)
}
