//! `idcard explain`: what a rule means, and what to do about it.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use idcard_judge::{RULES, about};
use std::io::{self, Write};

/// What it is told.
#[derive(clap::Args)]
pub(crate) struct Explain {
    /// Which rule; without one, all of them in a line each.
    #[arg(value_parser = rule(), hide_possible_values = true)]
    rule: Option<String>,
}

fn rule() -> impl TypedValueParser<Value = String> {
    PossibleValuesParser::new(RULES.iter().map(|about| PossibleValue::new(about.rule)))
}

pub(crate) fn run(told: &Explain, mut out: impl Write) -> io::Result<u8> {
    if let Some(about) = told.rule.as_deref().and_then(about) {
        let (rule, verdict) = (about.rule, about.verdict);
        writeln!(out, "{rule}: {}\n\nVerdict: {verdict}", about.summary)?;
        writeln!(out, "\n{}", about.help)?;
        return Ok(0);
    }
    for about in RULES {
        let (rule, verdict) = (about.rule, about.verdict.as_str());
        writeln!(out, "{rule:<22} {verdict:<11} {}", about.summary)?;
    }
    Ok(0)
}
