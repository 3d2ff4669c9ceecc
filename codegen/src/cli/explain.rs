//! Runs `codegen explain`: prints what a code means.

use super::{Exit, Failure, output};
use codegen::diagnostic::{Code, UnknownCode};

/// Explains one code.
pub(crate) fn one(code: &str) -> Result<Exit, Failure> {
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
