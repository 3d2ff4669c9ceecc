//! A program that is given its whole input: a command and bytes come in, what it wrote goes out.

use std::io::Write;
use std::process::{Command, Output, Stdio};

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
