//! Runs `codegen explain`: prints what a code means, or what a change of a keyword does.

use super::{Exit, Failure, output};
use codegen::diagnostic::Code;
use codegen::diff::table;

/// Explains one code, or one row of the table of `diff`: both where they are called alike.
pub(crate) fn one(code: &str) -> Result<Exit, Failure> {
    let row = table::explain(code);
    let explained = match (code.parse::<Code>(), &row) {
        (Ok(code), _) => format!("{code}: {}\n\n{}\n", code.summary(), code.explain().trim()),
        (Err(_), Some(_)) => String::new(),
        (Err(unknown), None) => {
            return Err(Failure::usage(format!(
                "`{code}`: {unknown}; `explain` without a code lists them all"
            )));
        }
    };
    let gap = if explained.is_empty() { "" } else { "\n" };
    let row = row.map(|row| format!("{gap}A change of {row}\n"));
    output::stdout(&format!("{explained}{}", row.unwrap_or_default()))?;
    Ok(Exit::Clean)
}

/// Lists all of them.
pub(crate) fn all() -> Result<Exit, Failure> {
    let width = Code::ALL
        .iter()
        .map(|code| code.as_str().len())
        .max()
        .unwrap_or_default();
    let line = |code: &Code| format!("{:<width$}  {}\n", code.as_str(), code.summary());
    output::stdout(&Code::ALL.iter().map(line).collect::<String>())?;
    Ok(Exit::Clean)
}
