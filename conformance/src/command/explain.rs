//! Prints what a rule means and what to do about it: `idcard explain`.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use idcard_judge::Rule;
use std::io::{self, Write};

/// Arguments of `idcard explain`.
#[derive(clap::Args)]
pub(crate) struct Explain {
    /// Which rule; without one, all of them in a line each.
    #[arg(value_parser = rule(), hide_possible_values = true)]
    rule: Option<String>,
}

fn rule() -> impl TypedValueParser<Value = String> {
    PossibleValuesParser::new(
        Rule::ALL
            .iter()
            .map(|rule| PossibleValue::new(rule.as_str())),
    )
}

pub(crate) fn run(args: &Explain, mut out: impl Write) -> io::Result<u8> {
    if let Some(rule) = args.rule.as_deref().and_then(Rule::from_name) {
        let (summary, verdict, help) = (rule.summary(), rule.verdict(), rule.help());
        writeln!(out, "{rule}: {summary}\n\nVerdict: {verdict}\n\n{help}")?;
        return Ok(0);
    }
    for rule in Rule::ALL {
        let (name, verdict) = (rule.as_str(), rule.verdict().as_str());
        writeln!(out, "{name:<22} {verdict:<11} {}", rule.summary())?;
    }
    Ok(0)
}
