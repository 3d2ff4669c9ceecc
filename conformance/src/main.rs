//! Runs `idcard`: reads the command line, runs the command, and ends with its exit code.
//!
//! 0 clean · 1 findings or invalid · 2 usage · 3 something could not be read or done.

mod command;

use clap::{Parser, Subcommand};
use clap_complete::Shell;
use command::message::complain;
use command::standard_output::StandardOutput;
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
    let command = match Arguments::try_parse() {
        Ok(arguments) => arguments.command,
        Err(error) => return instead(&error),
    };
    let outcome = match command {
        Command::Validate(args) => command::validate::run(&args, &mut out),
        Command::Stream(args) => command::stream::run(&args, &mut out),
        Command::Merge(args) => command::merge::run(&args, &mut out),
        Command::Observe(args) => command::observe::run(&args, &mut out),
        Command::Schema(args) => command::schema::run(&args, &mut out),
        Command::Explain(args) => command::explain::run(&args, &mut out),
        Command::Conform => conform(&mut out),
        Command::Mock(args) => command::mock::run(args, &mut out),
        Command::Recognize(args) => command::recognize::run(&args, &mut out),
        Command::Completions { shell } => command::shell::completions::<Arguments>(shell, &mut out),
        Command::Man(args) => command::shell::manual::<Arguments>(&args, &mut out),
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
        // That it could not be shown is no other failure.
        return ExitCode::from(2);
    }
    ended(shown.map(|()| 0))
}

fn conform(out: impl Write) -> io::Result<u8> {
    let here = std::env::current_dir()?;
    let holds = idcard::conform::run(&here, out)?;
    Ok(u8::from(!holds))
}
