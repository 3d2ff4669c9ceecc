//! `idcard`: the command line comes in, a report and an exit code go out.
//!
//! It stands apart from the library because only it knows of arguments, standard output and exit
//! codes: 0 clean · 1 findings or invalid · 2 usage · 3 something could not be read or done.

mod command;

use clap::{Parser, Subcommand};
use clap_complete::Shell;
use command::standard_output::StandardOutput;
use idcard_judge::printable;
use std::io::{self, Write};
use std::process::ExitCode;

/// Judges payloads of the id-card API: requests, answers and errors.
#[derive(Parser)]
#[command(name = "idcard", version, arg_required_else_help = true, after_help = EXIT_CODES)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

const EXIT_CODES: &str = "\
Exit codes: 0 clean · 1 findings or invalid · 2 usage · 3 something could not be read or done.
Values of a payload are never shown, unless --show-values asks for them.";

#[derive(Subcommand)]
enum Command {
    /// Give a verdict on each payload, and name the place of each fault.
    #[command(after_help = command::validate::HELP)]
    Validate(Box<command::validate::Validate>),

    /// Give a verdict on each line of standard input, as one line of JSON.
    #[command(after_help = command::stream::HELP)]
    Stream(command::stream::Stream),

    /// Add up the verdicts that `stream` gave on many parts of the input.
    #[command(after_help = command::merge::HELP)]
    Merge(command::merge::Merge),

    /// Hold payloads against the spec, and propose what it might say.
    #[command(after_help = command::observe::HELP)]
    Observe(command::observe::Observe),

    /// Print a JSON Schema (2020-12): one that payloads are judged by, or that of a report.
    Schema(command::schema::Schema),

    /// Say what a rule means, and what to do about it.
    Explain(command::explain::Explain),

    /// Check this workspace: the spec, what is generated from it, and every sample.
    #[command(
        after_help = "Run it anywhere inside the workspace. Exits with 1 when anything fails."
    )]
    Conform,

    /// Run a stand-in of the service on this machine, for as long as the program runs.
    #[command(after_help = command::mock::help())]
    Mock(command::mock::Mock),

    /// Have the service read a picture of a card, and show what of the answer is not personal.
    #[command(after_help = command::recognize::HELP)]
    Recognize(command::recognize::Recognize),

    /// Print what a shell needs to complete the command line.
    Completions {
        /// Which shell.
        shell: Shell,
    },

    /// Print a manual page.
    Man(command::shell::Page),
}

fn main() -> ExitCode {
    let mut out = StandardOutput::default();
    let told = match Arguments::try_parse() {
        Ok(told) => told.command,
        Err(error) => return instead(&error),
    };
    let outcome = match told {
        Command::Validate(told) => command::validate::run(&told, &mut out),
        Command::Stream(told) => command::stream::run(&told, &mut out),
        Command::Merge(told) => command::merge::run(&told, &mut out),
        Command::Observe(told) => command::observe::run(&told, &mut out),
        Command::Schema(told) => command::schema::run(&told, &mut out),
        Command::Explain(told) => command::explain::run(&told, &mut out),
        Command::Conform => conform(&mut out),
        Command::Mock(told) => command::mock::run(told, &mut out),
        Command::Recognize(told) => command::recognize::run(&told, &mut out),
        Command::Completions { shell } => command::shell::completions::<Arguments>(shell, &mut out),
        Command::Man(told) => command::shell::manual::<Arguments>(&told, &mut out),
    };
    // Whatever was written before a failure is still worth reading.
    let flushed = out.flush();
    let outcome = outcome.and_then(|code| flushed.map(|()| code));
    ended(outcome)
}

fn ended(outcome: io::Result<u8>) -> ExitCode {
    ExitCode::from(outcome.unwrap_or_else(|error| {
        // Whoever reads our output and stops knows that they did.
        if error.kind() != io::ErrorKind::BrokenPipe {
            complain(&error.to_string());
        }
        3
    }))
}

/// Shows what there is instead of a command: help, the version, or what is wrong with the arguments.
fn instead(error: &clap::Error) -> ExitCode {
    let shown = error.print().and_then(|()| io::stdout().flush());
    if error.use_stderr() {
        // Where it is closed there is nobody to tell.
        return ExitCode::from(2);
    }
    ended(shown.map(|()| 0))
}
fn conform(out: impl Write) -> io::Result<u8> {
    let here = std::env::current_dir()?;
    let holds = idcard::conform::run(&here, out)?;
    Ok(u8::from(!holds))
}

/// Says what went wrong. Where standard error is closed there is nobody to tell.
fn complain(message: &str) {
    let _ = command::progress::beside(|| writeln!(io::stderr(), "idcard: {}", printable(message)));
}
