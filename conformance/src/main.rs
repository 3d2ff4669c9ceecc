//! `idcard`: the command line comes in, a report and an exit code go out.
//!
//! It stands apart from the library because only it knows of arguments, standard output and exit
//! codes: 0 clean · 1 findings or invalid · 2 usage · 3 something could not be read or done.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Parser, Subcommand, ValueEnum};
use clova_id_card::catalog::ROOTS;
use idcard_conformance::capture::{self, Failure};
use idcard_conformance::report::{self, Digest, Readers, Report};
use idcard_conformance::validate::{Judge, RULES, Values, about, printable};
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

mod command {
    #[cfg(feature = "service")]
    pub(crate) mod mock;
    #[cfg(feature = "recognize")]
    pub(crate) mod recognize;
    pub(crate) mod reporting;
}

/// Judges payloads of the id-card API: requests, answers and errors.
#[derive(Parser)]
#[command(version, arg_required_else_help = true, after_help = EXIT_CODES)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

const EXIT_CODES: &str = "\
Exit codes: 0 clean · 1 findings or invalid · 2 usage · 3 something could not be read or done.
Values of a payload are never shown, unless --show-values asks for them.";

const VALIDATE_EXAMPLES: &str = "\
Examples:
  idcard validate answer.json
  idcard validate captured/ --fail-on invalid
  curl … | idcard validate - --as response --report json

The verdict on a payload is one of
  valid       nothing to say
  findings    it satisfies the schema, but something deserves a look
  invalid     it does not satisfy the schema
  unreadable  it is not JSON; what can still be read is judged, and marked as recovered

`idcard schema report` prints the JSON Schema of the report as json, `idcard schema report-line` that
of each line of the report as ndjson. `idcard explain RULE` says more about a rule.

To fail on what is new only, keep a report and compare with it:
  idcard validate captured/ --report json --output known.json
  idcard validate captured/ --baseline known.json

Exit codes: 0 clean · 1 findings or invalid · 2 usage · 3 something could not be read or done.";

#[derive(Subcommand)]
enum Command {
    /// Give a verdict on each payload, and name the place of each fault.
    #[command(after_help = VALIDATE_EXAMPLES)]
    Validate(Validate),

    /// Print a JSON Schema (2020-12): one that payloads are judged by, or that of a report.
    Schema {
        /// Which document.
        #[arg(value_parser = document_or_report())]
        name: String,
    },

    /// Say what a rule means, and what to do about it.
    Explain {
        /// Which rule; without one, all of them in a line each.
        #[arg(value_parser = rule(), hide_possible_values = true)]
        rule: Option<String>,
    },

    /// Check this workspace: the spec, what is generated from it, and every sample.
    #[cfg(feature = "conform")]
    #[command(
        after_help = "Run it anywhere inside the workspace. Exits with 1 when anything fails."
    )]
    Conform,

    /// Run a stand-in of the service on this machine, for as long as the program runs.
    #[cfg(feature = "service")]
    #[command(after_help = command::mock::help())]
    Mock(command::mock::Mock),

    /// Have the service read a picture of a card, and show what of the answer is not personal.
    #[cfg(feature = "recognize")]
    #[command(after_help = command::recognize::HELP)]
    Recognize(command::recognize::Recognize),
}

#[derive(clap::Args)]
struct Validate {
    /// Files, folders (walked for .json and .txt), or - for standard input.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// What the payloads are; by default, what each looks most like.
    #[arg(long = "as", value_name = "DOCUMENT", default_value = AUTO, value_parser = document_or_auto())]
    document: String,

    #[command(flatten)]
    reporting: command::reporting::Reporting,

    /// From which verdict on the exit code is 1.
    #[arg(long, value_enum, default_value_t)]
    fail_on: FailOn,

    /// Show values, and keys that may be values: personal data in a payload is personal data in
    /// the report.
    #[arg(long)]
    show_values: bool,
}

/// The choice of `--as` that leaves it to the judge.
const AUTO: &str = "auto";

#[derive(Clone, Copy, Default, ValueEnum)]
enum FailOn {
    /// Findings fail too.
    #[default]
    Findings,
    /// Findings pass.
    Invalid,
}

fn rule() -> impl TypedValueParser<Value = String> {
    PossibleValuesParser::new(RULES.iter().map(|about| PossibleValue::new(about.rule)))
}

fn document_or_report() -> impl TypedValueParser<Value = String> {
    let documents = ROOTS.iter().map(|root| root.name);
    let names = documents.chain(report::SCHEMAS.iter().map(|(name, _)| *name));
    PossibleValuesParser::new(names.map(PossibleValue::new))
}

fn document_or_auto() -> impl TypedValueParser<Value = String> {
    let names = ROOTS.iter().map(|root| root.name).chain([AUTO]);
    PossibleValuesParser::new(names.map(PossibleValue::new))
}

fn main() -> ExitCode {
    let mut out = BufWriter::new(io::stdout().lock());
    let outcome = match Arguments::parse().command {
        Command::Validate(arguments) => validate(&arguments, &mut out),
        Command::Schema { name } => schema(&name, &mut out),
        Command::Explain { rule } => explain(rule.as_deref(), &mut out),
        #[cfg(feature = "conform")]
        Command::Conform => conform(&mut out),
        #[cfg(feature = "service")]
        Command::Mock(told) => command::mock::run(told, &mut out),
        #[cfg(feature = "recognize")]
        Command::Recognize(told) => command::recognize::run(&told, &mut out),
    };
    // Whatever was written before a failure is still worth reading.
    let outcome = outcome.and_then(|code| out.flush().map(|()| code));
    ExitCode::from(outcome.unwrap_or_else(|error| {
        // Whoever reads our output and stops knows that they did.
        if error.kind() != io::ErrorKind::BrokenPipe {
            complain(&error.to_string());
        }
        3
    }))
}

fn validate(arguments: &Validate, out: impl Write) -> io::Result<u8> {
    let (values, readers) = if arguments.show_values {
        (Values::Shown, Readers::Owner)
    } else {
        (Values::Hidden, Readers::Everybody)
    };
    let reporting = &arguments.reporting;
    if let Some(message) = reporting.misuse() {
        complain(message);
        return Ok(2);
    }
    let fail_on = match arguments.fail_on {
        FailOn::Findings => report::FailOn::Findings,
        FailOn::Invalid => report::FailOn::Invalid,
    };
    let judge = Judge::new(ROOTS, values)
        .map_err(io::Error::other)?
        .with_excerpts(reporting.has_excerpts());
    let mut digest = Digest::new(Arc::new(reporting.settings()?));
    reporting.write(out, readers, fail_on, |report| {
        judge_all(arguments, &judge, &mut digest, report)?;
        report.finish(&digest)
    })?;
    Ok(digest.exit_code(fail_on))
}

fn judge_all(
    arguments: &Validate,
    judge: &Judge,
    digest: &mut Digest,
    report: &mut dyn Report,
) -> io::Result<()> {
    // `auto` is the name of no document.
    let document = judge.document(&arguments.document);
    let (places, failures) = capture::places(&arguments.paths);
    for failure in failures {
        fail(failure, digest);
    }
    for place in places {
        match place.read() {
            Ok(payload) => {
                digest.draw(|| payload.origin.clone(), &payload.bytes);
                digest.judged(judge.judge(payload.origin, payload.bytes, document));
            }
            Err(failure) => fail(failure, digest),
        }
        digest.drain_into(report)?;
    }
    Ok(())
}

fn fail(failure: Failure, digest: &mut Digest) {
    complain(&format!("{}: {}", failure.name, failure.message));
    digest.failed(failure);
}

fn schema(name: &str, mut out: impl Write) -> io::Result<u8> {
    for root in ROOTS.iter().filter(|root| root.name == name) {
        out.write_all(root.schema.as_bytes())?;
    }
    for (_, schema) in report::SCHEMAS.iter().filter(|(known, _)| *known == name) {
        out.write_all(schema().as_bytes())?;
    }
    Ok(0)
}

fn explain(rule: Option<&str>, mut out: impl Write) -> io::Result<u8> {
    match rule.and_then(about) {
        Some(about) => {
            let (rule, verdict) = (about.rule, about.verdict);
            writeln!(out, "{rule}: {}\n\nVerdict: {verdict}", about.summary)?;
            writeln!(out, "\n{}", about.help)?;
        }
        None => {
            for about in RULES {
                let (rule, verdict) = (about.rule, about.verdict.as_str());
                writeln!(out, "{rule:<22} {verdict:<11} {}", about.summary)?;
            }
        }
    }
    Ok(0)
}

#[cfg(feature = "conform")]
fn conform(out: impl Write) -> io::Result<u8> {
    let here = std::env::current_dir()?;
    let holds = idcard_conformance::conform::run(&here, out)?;
    Ok(u8::from(!holds))
}

/// Says what went wrong. Where standard error is closed there is nobody to tell.
fn complain(message: &str) {
    let _ = writeln!(io::stderr(), "idcard: {}", printable(message));
}
