//! Prints what a rule means and what to do about it, or what was decided where the vendor contradicts
//! itself: `idcard explain`.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use codegen::page::register::{Conflict, Register};
use idcard_judge::Rule;
use std::io::{self, Write};

/// The register as it was when the program was built: who has the program need not have the spec.
const REGISTER: &str = include_str!("../../../schema/register.toml");

/// Arguments of `idcard explain`.
#[derive(clap::Args)]
pub(crate) struct Explain {
    /// Which rule, or which conflict of the register that a hint names; without one, all of them in
    /// a line each.
    #[arg(value_name = "RULE|CONFLICT", value_parser = name(), hide_possible_values = true)]
    name: Option<String>,
}

fn name() -> impl TypedValueParser<Value = String> {
    let rules = Rule::ALL.iter().map(|rule| rule.as_str().to_owned());
    let conflicts = register().map_or_else(|_| Vec::new(), |register| register.conflicts);
    let conflicts = conflicts.into_iter().map(|conflict| conflict.id);
    PossibleValuesParser::new(rules.chain(conflicts).map(PossibleValue::new))
}

fn register() -> io::Result<Register> {
    Register::parse(REGISTER).map_err(io::Error::other)
}

pub(crate) fn run(args: &Explain, mut out: impl Write) -> io::Result<u8> {
    let conflicts = register()?.conflicts;
    if let Some(name) = &args.name
        && let Some(conflict) = conflicts.iter().find(|conflict| conflict.id == *name)
    {
        write!(out, "{}", told(conflict))?;
        return Ok(0);
    }
    if let Some(rule) = args.name.as_deref().and_then(Rule::from_name) {
        let (summary, verdict, help) = (rule.summary(), rule.verdict(), rule.help());
        writeln!(out, "{rule}: {summary}\n\nVerdict: {verdict}\n\n{help}")?;
        return Ok(0);
    }
    for rule in Rule::ALL {
        let (name, verdict) = (rule.as_str(), rule.verdict().as_str());
        writeln!(out, "{name:<22} {verdict:<11} {}", rule.summary())?;
    }
    writeln!(
        out,
        "\nWhere the vendor's page contradicts itself, or the wire:"
    )?;
    for Conflict { id, says, .. } in &conflicts {
        writeln!(out, "{id:<28} {says}")?;
    }
    Ok(0)
}

/// A row of the register, for people. The numbers in it are lines of the vendor's page.
fn told(conflict: &Conflict) -> String {
    let Conflict {
        id,
        says,
        seen,
        chosen,
        why,
        ..
    } = conflict;
    format!(
        "{id}: the vendor's page contradicts itself, or the wire\n\n\
         The page says: {says}\n\nSeen: {seen}\n\nChosen: {chosen}\n\nWhy: {why}\n"
    )
}
