//! Runs the generator from the command line: `codegen`, usually called as `cargo codegen`.
//!
//! It only reads, calls the library, and writes.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
