//! `idcard`: the command line comes in, a report and an exit code go out.
//!
//! It stands apart from the library because only it knows of arguments, standard output and exit
//! codes: 0 clean · 1 findings or invalid · 2 usage · 3 something could not be read or done.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Parser, Subcommand, ValueEnum};
use clova_id_card::catalog::ROOTS;
use idcard_conformance::capture::{self, Failure};
use idcard_conformance::report::{self, Digest, Json, Report, Settings, Text};
use idcard_conformance::validate::{Document, Judge, Values, printable};
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

mod command {
    pub(crate) mod merge;
    #[cfg(feature = "service")]
    pub(crate) mod mock;
    pub(crate) mod observe;
    #[cfg(feature = "recognize")]
    pub(crate) mod recognize;
    pub(crate) mod stream;
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

The report as json is one document; members may be added, `report` counts up when one changes:
  report    1
  verdict   the worst of all; null when there was nothing to judge
  counts    {valid, findings, invalid, unreadable, failed}: how many of each
  payloads  [{name, as, verdict, reason, findings}]; `reason` only when unreadable: truncated,
            syntax, encoding, too-long or number; no `as` when nothing could be read
  findings  [{rule, pointer, line, column, message, recovered}] of a payload, by place
  failed    [{name, message}]: paths that gave no payload

Exit codes: 0 clean · 1 findings or invalid · 2 usage · 3 something could not be read or done.";

fn validate_help() -> String {
    format!("{VALIDATE_EXAMPLES}\n\n{}", command::stream::HELP)
}

#[derive(Subcommand)]
enum Command {
    /// Give a verdict on each payload, and name the place of each fault.
    #[command(after_help = validate_help())]
    Validate(Validate),

    /// Add up the verdicts that `validate --stream` gave on many parts of the input.
    #[command(after_help = command::merge::HELP)]
    Merge(command::merge::Merge),

    /// Hold payloads against the spec, and propose what it might say.
    #[command(after_help = command::observe::HELP)]
    Observe(command::observe::Observe),

    /// Print a JSON Schema (2020-12) that payloads are judged by.
    Schema {
        /// Which document.
        #[arg(value_parser = document())]
        name: String,
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
    #[arg(required_unless_present = "stream", value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// What the payloads are; by default, what each looks most like.
    #[arg(long = "as", value_name = "DOCUMENT", default_value = AUTO, value_parser = document_or_auto())]
    document: String,

    /// The form of the report.
    #[arg(long, value_enum, default_value_t)]
    report: Form,

    /// From which verdict on the exit code is 1.
    #[arg(long, value_enum, default_value_t)]
    fail_on: FailOn,

    /// Show values, and keys that may be values: personal data in a payload is personal data in
    /// the report.
    #[arg(long)]
    show_values: bool,

    #[command(flatten)]
    stream: command::stream::Stream,
}

/// The choice of `--as` that leaves it to the judge.
const AUTO: &str = "auto";

#[derive(Clone, Copy, Default, ValueEnum)]
enum Form {
    /// One line a fault, for people and editors.
    #[default]
    Text,
    /// One JSON document, for programs.
    Json,
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum FailOn {
    /// Findings fail too.
    #[default]
    Findings,
    /// Findings pass.
    Invalid,
}

fn document() -> impl TypedValueParser<Value = String> {
    PossibleValuesParser::new(ROOTS.iter().map(|root| PossibleValue::new(root.name)))
}

fn document_or_auto() -> impl TypedValueParser<Value = String> {
    let names = ROOTS.iter().map(|root| root.name).chain([AUTO]);
    PossibleValuesParser::new(names.map(PossibleValue::new))
}

fn main() -> ExitCode {
    let mut out = BufWriter::new(io::stdout().lock());
    let outcome = match Arguments::parse().command {
        Command::Validate(arguments) => validate(&arguments, &mut out),
        Command::Merge(told) => command::merge::run(&told, &mut out),
        Command::Observe(told) => command::observe::run(&told, &mut out),
        Command::Schema { name } => schema(&name, &mut out),
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
    let values = if arguments.show_values {
        Values::Shown
    } else {
        Values::Hidden
    };
    let judge = Judge::new(ROOTS, values).map_err(io::Error::other)?;
    // `auto` is the name of no document.
    let document = judge.document(&arguments.document);
    if arguments.stream.stream {
        return command::stream::run(&arguments.stream, &judge, document.map(Document::name), out);
    }
    let mut report: Box<dyn Report> = match arguments.report {
        Form::Text => Box::new(Text::new(out)),
        Form::Json => Box::new(Json::new(out)),
    };
    let mut digest = Digest::new(Arc::new(Settings::default()));
    let (places, failures) = capture::places(&arguments.paths);
    for failure in failures {
        fail(failure, &mut digest);
    }
    for place in places {
        match place.read() {
            Ok(payload) => {
                digest.judged(judge.judge(payload.origin, payload.bytes, document));
            }
            Err(failure) => fail(failure, &mut digest),
        }
        digest.drain_into(report.as_mut())?;
    }
    report.finish(&digest)?;
    Ok(digest.exit_code(match arguments.fail_on {
        FailOn::Findings => report::FailOn::Findings,
        FailOn::Invalid => report::FailOn::Invalid,
    }))
}

fn fail(failure: Failure, digest: &mut Digest) {
    complain(&format!("{}: {}", failure.name, failure.message));
    digest.failed(failure);
}

fn schema(name: &str, mut out: impl Write) -> io::Result<u8> {
    for root in ROOTS.iter().filter(|root| root.name == name) {
        out.write_all(root.schema.as_bytes())?;
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
