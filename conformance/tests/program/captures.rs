//! Captures as people have them, in the folder beside the repository: which of them end with the right
//! exit code. The snapshot has every case, so that none gets worse unseen.

use crate::process::{code, idcard};
use std::fs;
use std::path::Path;

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/cases/captures");

#[test]
fn captures_end_with_the_exit_code_of_what_is_in_them() {
    let Ok(table) = fs::read_to_string(Path::new(CASES).join("expected.tsv")) else {
        eprintln!("skipped: there is no folder ../shared/cases/captures beside the repository");
        return;
    };
    let cases: Vec<_> = table.lines().skip(1).map(outcome).collect();
    let right = cases.iter().filter(|(is_right, _)| *is_right).count();
    let lines: Vec<_> = cases.iter().map(|(_, line)| line.as_str()).collect();
    insta::assert_snapshot!(format!(
        "{right} of {} are right\n{}",
        cases.len(),
        lines.join("\n")
    ));
}

/// Whether a case ends as it should, and that in words.
fn outcome(row: &str) -> (bool, String) {
    let mut cells = row.split('\t');
    let mut cell = || cells.next().expect("a row has a cell for each column");
    let (name, arguments, expected) = (cell(), cell(), cell());
    let arguments = arguments.split(' ').map(|word| word.trim_matches('\''));
    let mut command = idcard();
    command.current_dir(CASES).arg("validate").args(arguments);
    let found = code(&command.output().unwrap());
    let is_right = found.to_string() == expected;
    let line = if is_right {
        format!("{name}: right")
    } else {
        format!("{name}: {found}, should be {expected}")
    };
    (is_right, line)
}
