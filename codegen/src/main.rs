//! The command line of the generator: `codegen`, usually called as `cargo codegen`.
//!
//! It only reads, calls the library, and writes; what it decides itself is where things are and how
//! a run ends.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
