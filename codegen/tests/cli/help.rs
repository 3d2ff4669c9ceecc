//! What the program says of itself.

use super::*;
use codegen::diagnostic::Code;

fn printed(args: &[&str]) -> String {
    let dir = tempfile::tempdir().unwrap();
    let ran = run(dir.path(), args).expect(0);
    assert_eq!(ran.err, "");
    ran.out
}

#[test]
fn help_suffices() {
    let helps = [
        ("help", &["--help"][..]),
        ("help-lint", &["lint", "--help"]),
        ("help-diff", &["diff", "--help"]),
        ("help-export", &["export", "--help"]),
        ("help-explain", &["explain", "--help"]),
        ("help-page", &["page", "--help"]),
        ("help-keywords", &["keywords", "--help"]),
    ];
    for (name, args) in helps {
        insta::assert_snapshot!(name, printed(args));
    }
}

#[test]
fn every_code_is_listed_and_explained() {
    let list = printed(&["explain"]);
    assert_eq!(list.lines().count(), Code::ALL.len());
    for code in Code::ALL {
        let line = list
            .lines()
            .find(|line| line.split(' ').next() == Some(code.as_str()));
        assert!(
            line.is_some_and(|line| line.ends_with(code.summary())),
            "{code}: {line:?}"
        );
        let told = printed(&["explain", code.as_str()]);
        assert!(
            told.starts_with(&format!("{code}: {}\n\n", code.summary())),
            "{told}"
        );
        assert!(
            told.contains(code.explain().trim()) && told.len() > 100,
            "{told}"
        );
    }
}

#[test]
fn every_row_of_the_table_of_diff_is_explained() {
    for row in codegen::diff::table::rows() {
        let told = printed(&["explain", row.name]);
        let says = format!("A change of {}: {}\n", row.name, row.effect.explain());
        assert!(told.ends_with(&says), "{told}");
    }
}

#[test]
fn an_unknown_code_gets_a_guess() {
    let dir = tempfile::tempdir().unwrap();
    run(dir.path(), &["explain", "unknwon-key"])
        .expect(2)
        .says("did you mean `unknown-key`?");
    run(dir.path(), &["explain", "zzzzzzzzzz"])
        .expect(2)
        .says("lists them all");
}

#[test]
fn the_support_table_is_printed() {
    let table = printed(&["keywords"]);
    assert_eq!(table, codegen::openapi::keywords::table());
    assert!(table.contains("| `allOf` "), "{table}");
}
