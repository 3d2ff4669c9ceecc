//! What goes wrong: in the document, on the disk, on the command line.

use super::*;
use std::process::Stdio;

const FIVE_FAULTS: &str = include_str!("../fixtures/cli/five-faults.openapi.yaml");

/// What is at fault, by code and by the text on its line.
const FAULTS: [(&str, &str); 5] = [
    ("unsupported-media-type", "application-xml:"),
    ("dangling-reference", "schemas/Reciept'"),
    ("unsupported-security", "courierLogin:\n      type: http"),
    ("unknown-key", "typ: string"),
    (
        "repeated-key",
        "label:\n          description: What stands on it, again.",
    ),
];

#[test]
fn five_faults_at_once_are_all_named_and_nothing_is_written() {
    let workspace = Workspace::generated();
    let before = workspace.crate_files();
    workspace.put("schema/parcels.yaml", FIVE_FAULTS);
    // Whose document it is wants to know; of another's, an unknown key is a warning.
    let ran = workspace.run(&["lint"]).expect(1);
    assert!(ran.err.contains("warning[unknown-key]"), "{}", ran.err);
    let manifest = workspace.read("Cargo.toml") + "strict = true\n";
    workspace.put("Cargo.toml", &manifest);
    for args in [&[][..], &["--check"], &["lint"]] {
        let ran = workspace.run(args).expect(1);
        for (code, text) in FAULTS {
            let offset = FIVE_FAULTS.find(text).unwrap();
            let line = FIVE_FAULTS[..offset].lines().count();
            assert!(
                ran.err.contains(&format!("error[{code}]")),
                "{code}:\n{}",
                ran.err
            );
            let places = [line, line + 1].map(|line| format!("schema/parcels.yaml:{line}:"));
            assert!(
                places.iter().any(|place| ran.err.contains(place)),
                "{places:?}:\n{}",
                ran.err
            );
        }
    }
    assert_eq!(workspace.crate_files(), before);
    workspace
        .run(&[])
        .expect(1)
        .says("error: nothing is written: 5 errors in schema/parcels.yaml\n");
}

#[test]
fn a_run_with_errors_does_not_even_make_the_folder() {
    let workspace = Workspace::new();
    workspace.put("schema/parcels.yaml", FIVE_FAULTS);
    workspace.run(&[]).expect(1);
    assert!(!workspace.path("generated").exists());
}

#[test]
fn lint_tells_everything_and_strict_makes_errors_of_it() {
    let workspace = Workspace::new();
    let clean = "schema/parcels.yaml: no errors, no warnings, no notes\n";
    assert_eq!(workspace.run(&["lint", "--strict"]).expect(0).out, clean);
    workspace.put(
        "schema/parcels.yaml",
        &SPEC.replacen("    Trip:\n", "    Trip:\n      x-pet: 1\n", 1),
    );
    let ran = workspace
        .run(&["lint"])
        .expect(0)
        .says("note[unknown-extension]");
    assert_eq!(
        ran.out,
        "schema/parcels.yaml: no errors, no warnings, 1 note\n"
    );
    let ran = workspace
        .run(&["lint", "--strict"])
        .expect(1)
        .says("error[unknown-extension]");
    assert_eq!(
        ran.out,
        "schema/parcels.yaml: 1 error, no warnings, no notes\n"
    );
    let ran = workspace
        .run(&[])
        .expect(0)
        .says("schema/parcels.yaml: 1 note; `lint` shows them\n");
    assert!(!ran.err.contains("unknown-extension"), "{}", ran.err);
}

#[test]
fn a_document_that_cannot_be_read_is_named() {
    let workspace = Workspace::new();
    let cases = [
        (
            "none.yaml",
            "cannot read the document none.yaml: there is no such file",
        ),
        ("schema", "cannot read the document schema: it is a folder"),
        ("Cargo.toml/x", "cannot read the document Cargo.toml/x: "),
    ];
    for (path, said) in cases {
        for args in [&["--spec", path][..], &["lint", "--spec", path]] {
            workspace
                .run(args)
                .expect(3)
                .says(said)
                .says("name another with --spec FILE");
        }
    }
}

#[test]
fn a_document_that_is_not_utf8_is_named_with_the_place() {
    let workspace = Workspace::new();
    fs::write(
        workspace.path("schema/parcels.yaml"),
        b"openapi: 3.1.0\ninfo: caf\xe9\n",
    )
    .unwrap();
    for args in [&[][..], &["lint"]] {
        workspace
            .run(args)
            .expect(3)
            .says("error[encoding]")
            .says("schema/parcels.yaml:2:10")
            .says("schema/parcels.yaml is not text in UTF-8; save it as such");
    }
    assert!(!workspace.path("generated").exists());
}

#[test]
fn an_output_that_is_no_folder_is_named() {
    let workspace = Workspace::new();
    workspace.put("file", "mine");
    for out in ["file", "file/below"] {
        for args in [&["--out", out][..], &["--out", out, "--check"]] {
            workspace
                .run(args)
                .expect(3)
                .says(&format!("{out} is not a folder; choose another"));
        }
    }
    assert_eq!(workspace.read("file"), "mine");
}

#[test]
fn without_rustfmt_the_way_to_get_it_is_told() {
    let workspace = Workspace::new();
    let mut command = codegen();
    command
        .env("RUSTFMT", "no-such-program")
        .current_dir(workspace.0.path());
    Ran::from(command.output().unwrap())
        .expect(3)
        .says("cannot run no-such-program")
        .says("`rustup component add rustfmt`");
    assert!(!workspace.path("generated").exists());
}

#[test]
fn what_is_not_said_anywhere_is_asked_for() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("a.yaml"), SPEC).unwrap();
    run(dir.path(), &[])
        .expect(2)
        .says("no document is named; give --spec FILE");
    run(dir.path(), &["lint"])
        .expect(2)
        .says("no document is named; give --spec FILE");
    run(dir.path(), &["--spec", "a.yaml"])
        .expect(2)
        .says("give --out DIR");
    // The name of the package is that of the file, where it can be.
    fs::write(dir.path().join("주소.yaml"), SPEC).unwrap();
    let args = ["--spec", "주소.yaml", "--out", "a"];
    run(dir.path(), &args).expect(2).says("give --package NAME");
    assert!(!dir.path().join("a").exists());
    run(dir.path(), &["--spec", "a.yaml", "--out", "a"]).expect(0);
    let manifest = fs::read_to_string(dir.path().join("a/Cargo.toml")).unwrap();
    assert!(manifest.contains("name = \"a\""), "{manifest}");
}

#[test]
fn a_wrong_argument_is_a_matter_of_usage() {
    let workspace = Workspace::new();
    for args in [
        &["--package", "two words"][..],
        &["--no-such-flag"],
        &["lint", "--check"],
        &["--check", "lint"],
        &["explain", "sytnax"],
    ] {
        workspace.run(args).expect(2);
    }
    assert!(!workspace.path("generated").exists());
}

#[test]
fn a_wrong_manifest_is_named() {
    let workspace = Workspace::new();
    workspace.put(
        "Cargo.toml",
        "[workspace.metadata.codegen]\nspecs = \"a\"\n",
    );
    workspace
        .run(&[])
        .expect(3)
        .says("Cargo.toml: [workspace.metadata.codegen] has the key \"specs\"");
}

/// A pipe that nobody reads any more, as with `| head`.
#[test]
fn a_reader_that_leaves_is_no_fault() {
    for args in [&["keywords"][..], &["explain"], &["--help"]] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = codegen();
        let output = command
            .args(args)
            .stdout(writer)
            .stderr(Stdio::piped())
            .output()
            .unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{args:?}");
        assert_eq!(output.status.code(), Some(0), "{args:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_behind_stdout_is_told() {
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let output = codegen().arg("keywords").stdout(full).output().unwrap();
    Ran::from(output)
        .expect(3)
        .says("cannot write to the standard output");
}
