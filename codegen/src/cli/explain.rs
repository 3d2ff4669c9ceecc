//! Runs `codegen explain`: prints what a code means, or what a change of a keyword does.

use super::{Exit, Failure, output};
use codegen::diagnostic::{Code, UnknownCode};
use codegen::diff::table;

/// Explains one code, or one row of the table of `diff`.
pub(crate) fn one(code: &str) -> Result<Exit, Failure> {
    if let (Some(row), Err(_)) = (table::explain(code), code.parse::<Code>()) {
        output::stdout(&format!("{row}\n"))?;
        return Ok(Exit::Clean);
    }
    let code: Code = code.parse().map_err(|unknown: UnknownCode| {
        Failure::usage(format!(
            "`{code}`: {unknown}; `explain` without a code lists them all"
        ))
    })?;
    output::stdout(&format!(
        "{code}: {}\n\n{}\n",
        code.summary(),
        code.explain().trim()
    ))?;
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
