//! Starts the program `idcard`, and reads what it wrote.

use std::io::Write;
use std::process::{Command, Output, Stdio};

/// The program, without arguments. Its clock stands still, so that the same run gives the same report.
pub(crate) fn idcard() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_idcard"));
    command.env("SOURCE_DATE_EPOCH", "981173106");
    command
}

/// Runs a command that is given its whole input.
pub(crate) fn given(command: &mut Command, input: &[u8]) -> Output {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

pub(crate) fn code(output: &Output) -> i32 {
    output.status.code().expect("it was not killed")
}

pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}
