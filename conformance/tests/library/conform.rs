//! The proof, over this workspace and over one that is full of faults.

use idcard::conform::{Workspace, check};
use std::fs;
use std::path::Path;

/// The same as `cargo idcard conform`, so whoever runs the tests is told what to do.
#[test]
fn this_workspace_holds() {
    let workspace = Workspace::around(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
    let table = check(&workspace).unwrap();
    assert!(table.holds(), "\n{table}");
    println!("{table}");
}

#[test]
fn each_fault_is_named_with_its_file() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("workspace");
    let payloads = root.join("conformance/payloads");
    let observed = folder.path().join("shared/payloads");
    fs::create_dir_all(&payloads).unwrap();
    fs::create_dir_all(&observed).unwrap();
    let put = |name: &str, text: &str| fs::write(payloads.join(name), text).unwrap();
    put("alone.json", "{}");
    put("broken.json", "{}");
    put("broken.expect.json", "{");
    put("strange.json", "{}");
    put(
        "strange.expect.json",
        r#"{"as": "nothing", "verdict": "valid", "findings": [], "why": ""}"#,
    );
    put("wrong.json", "[");
    put(
        "wrong.expect.json",
        r#"{"as": "error", "verdict": "valid", "findings": [{"rule": "type"}], "why": ""}"#,
    );
    fs::write(observed.join("new.observed-2026.json"), r#"{"code": 11}"#).unwrap();
    fs::write(root.join("spec.yaml"), "openapi: 3.1.1\nunknown: 1\n").unwrap();

    let workspace = Workspace {
        folder: root,
        spec: "spec.yaml".to_owned(),
        names: None,
        domain: None,
        out: "generated".to_owned(),
        package: "a-crate".to_owned(),
        keywords: Vec::new(),
        categories: Vec::new(),
        with: [].into(),
        exports: Vec::new(),
        strict: true,
    };
    let table = check(&workspace).unwrap();
    assert!(!table.holds());
    let shown = table.to_string();
    for line in [
        "FAIL  the spec has no errors",
        "spec.yaml: error[",
        "alone.json: no expected verdict stands beside it",
        "broken.json: the expected verdict beside it cannot be read: ",
        "strange.json: there is no document `nothing` to judge it by",
        "wrong.json: expected valid, the verdict is unreadable",
        "expected no reason, the reason is truncated",
        "not found: type at \"any place\"",
        "unexpected: truncated at \"\", line 1: ",
        "new.observed-2026.json: the verdict is invalid",
        "skip  generated code is up to date",
    ] {
        assert!(shown.contains(line), "{line}\n{shown}");
    }
}
