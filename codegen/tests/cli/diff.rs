//! `diff`: what fails a run, what is accepted, payloads, and revisions of git.

use super::*;

/// Documents that differ in a limit of a request, which is tightened.
fn two() -> Workspace {
    let workspace = Workspace::new();
    let base = include_str!("../fixtures/diff/base.yaml");
    assert!(base.contains("maximum: 100"));
    workspace.put("old.yaml", base);
    workspace.put("new.yaml", &base.replace("maximum: 100", "maximum: 50"));
    workspace.put("wider.yaml", &base.replace("maximum: 100", "maximum: 200"));
    workspace
}

fn fingerprint(workspace: &Workspace) -> String {
    let args = [
        "diff",
        "old.yaml",
        "new.yaml",
        "--report",
        "json",
        "--fail-on",
        "never",
    ];
    let report: serde_json::Value =
        serde_json::from_str(&workspace.run(&args).expect(0).out).unwrap();
    let changes = report["changes"].as_array().unwrap();
    assert_eq!(changes.len(), 1, "{report}");
    changes[0]["fingerprint"].as_str().unwrap().to_owned()
}

#[test]
fn what_fails_a_run_is_chosen() {
    let workspace = two();
    for (new, on, code) in [
        ("new.yaml", "break", 1),
        ("new.yaml", "warn", 1),
        ("new.yaml", "any", 1),
        ("new.yaml", "never", 0),
        ("wider.yaml", "break", 0),
        ("wider.yaml", "warn", 0),
        ("wider.yaml", "any", 1),
        ("old.yaml", "any", 0),
    ] {
        let ran = workspace.run(&["diff", "old.yaml", new, "--fail-on", on]);
        assert_eq!(ran.code, Some(code), "{new} {on}: {}", ran.out);
    }
    workspace.run(&["diff", "old.yaml", "new.yaml"]).expect(1);
}

#[test]
fn an_accepted_change_does_not_fail_and_an_unused_entry_does() {
    let workspace = two();
    let accept = |change: &str, why: &str| {
        workspace.put(
            "accept.toml",
            &format!("[[accept]]\nchange = \"{change}\"\nwhy = \"{why}\"\n"),
        );
    };
    let args = ["diff", "old.yaml", "new.yaml", "--accept", "accept.toml"];
    accept(&fingerprint(&workspace), "no client sends more than 50");
    workspace.run(&args).expect(0);
    accept("0123456789abcdef", "of another time");
    let ran = workspace.run(&args).expect(1);
    assert!(ran.out.contains("0123456789abcdef"), "{}", ran.out);
    // An entry that matches nothing fails even where nothing else does.
    workspace
        .run(&["diff", "old.yaml", "old.yaml", "--accept", "accept.toml"])
        .expect(1);
    accept("0123456789abcdef", " ");
    workspace.run(&args).expect(3).says("without a reason");
    workspace
        .run(&["diff", "old.yaml", "new.yaml", "--accept", "none.toml"])
        .expect(3)
        .says("none.toml");
}

#[test]
fn payloads_are_counted_and_not_shown() {
    let workspace = two();
    let canary = "CANARY";
    let order = |weight: u32| format!(r#"{{"kind":"box","weight":{weight},"note":"{canary}"}}"#);
    let lines = [order(10), order(80), "{ no json".into(), "[]".into()].join("\n");
    workspace.put("payloads/some.jsonl", &lines);
    workspace.put("payloads/one.json", &order(20));
    workspace.put("payloads/read.me", "no payload");
    let args = |form| {
        let args = [
            "diff",
            "old.yaml",
            "new.yaml",
            "--payloads",
            "payloads",
            "--report",
        ];
        [&args[..], &[form]].concat()
    };
    let ran = workspace.run(&args("json")).expect(1);
    let report: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let counted = &report["payloads"];
    for (key, count) in [
        ("payloads", 4),
        ("unreadable", 1),
        ("both", 2),
        ("only_old", 1),
        ("only_new", 0),
        ("neither", 1),
    ] {
        assert_eq!(counted[key], count, "{key}: {counted}");
    }
    for form in ["text", "markdown", "github"] {
        let ran = workspace.run(&args(form)).expect(1);
        assert!(!ran.out.contains(canary) && !ran.err.contains(canary));
    }
    assert!(!ran.out.contains(canary));
}

/// Each thing that cannot be read, or that nobody knows, is said so, by its name.
#[test]
fn what_cannot_be_read_is_named() {
    let workspace = two();
    let diff = |more: &[&str]| workspace.run(&[&["diff", "old.yaml", "new.yaml"], more].concat());
    for (text, says) in [
        ("[[accept]\n", "accept.toml"),
        ("[[accept]]\nchange = \"00\"\n", "missing field `why`"),
        ("[[accept]]\nwhy = \"known\"\n", "missing field `change`"),
        (
            "[[accept]]\nchange = \"00\"\nwhy = \"\"\n",
            "without a reason",
        ),
        (
            "[[accept]]\nchange = \"00\"\nwhy = \"x\"\nuntil = 1\n",
            "unknown field `until`",
        ),
        ("[[accepts]]\nchange = \"00\"\n", "unknown field `accepts`"),
        ("accept = 1\n", "accept.toml"),
    ] {
        workspace.put("accept.toml", text);
        diff(&["--accept", "accept.toml"]).expect(3).says(says);
    }
    diff(&["--payloads", "nowhere"]).expect(3).says("nowhere");
    workspace.run(&["diff", "/dev/null", "new.yaml"]).expect(3);
    diff(&["--fail-on", "sometimes"])
        .expect(2)
        .says("sometimes");
    diff(&["--report", "prose"]).expect(2).says("prose");
    for (name, text, says) in [
        ("empty.yaml", "", "empty.yaml"),
        ("list.yaml", "- 1\n", "no OpenAPI document"),
        ("torn.json", "{\"openapi\": ", "torn.json:1"),
    ] {
        workspace.put(name, text);
        for documents in [["diff", "old.yaml", name], ["diff", name, "old.yaml"]] {
            workspace.run(&documents).expect(3).says(says);
        }
    }
}

/// What is no JSON is counted, not shown, nor does it stop the others from being read.
#[test]
fn payloads_that_cannot_be_read_are_counted_and_not_shown() {
    let workspace = two();
    let canary = "CANARY-0000-13-00";
    workspace.put("none/read.me", canary);
    workspace.put("none/empty.json", "\n");
    let torn = [b"{}\n\xFF\xFE".as_slice(), canary.as_bytes(), b"\n[1]\n"].concat();
    workspace.put("bytes/below/read.me", "");
    std::fs::write(workspace.0.path().join("bytes/below/some.jsonl"), torn).unwrap();
    workspace.put("torn/one.json", &format!("{{\"note\": \"{canary}"));
    workspace.put(
        "torn/more.jsonl",
        &format!("{canary}\n{{\"kind\": \"{canary}\"}}\n"),
    );
    for (folder, read, unreadable) in [("none", 0, 1), ("torn", 1, 2), ("bytes", 2, 1)] {
        let args = [
            "diff",
            "old.yaml",
            "new.yaml",
            "--payloads",
            folder,
            "--report",
        ];
        for form in ["json", "text", "markdown", "github"] {
            let ran = workspace.run(&[&args[..], &[form]].concat()).expect(1);
            assert!(!ran.out.contains(canary) && !ran.err.contains(canary));
            if form == "json" {
                let report: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
                assert_eq!(report["payloads"]["payloads"], read, "{folder}");
                assert_eq!(report["payloads"]["unreadable"], unreadable, "{folder}");
            }
        }
    }
}

/// Runs git, or says that there is none.
fn git(workspace: &Workspace, args: &[&str]) -> bool {
    let mut command = Command::new("git");
    command.current_dir(workspace.0.path()).args(args);
    command.env("GIT_CONFIG_GLOBAL", "/dev/null");
    for (key, value) in [
        ("GIT_AUTHOR_NAME", "a"),
        ("GIT_AUTHOR_EMAIL", "a@b.invalid"),
        ("GIT_COMMITTER_NAME", "a"),
        ("GIT_COMMITTER_EMAIL", "a@b.invalid"),
    ] {
        command.env(key, value);
    }
    match command.output() {
        Ok(output) => {
            assert!(output.status.success(), "{output:?}");
            true
        }
        Err(error) => {
            eprintln!("skipped: git cannot be run: {error}");
            false
        }
    }
}

#[test]
fn a_revision_is_a_document_and_its_version_has_to_be_raised() {
    let workspace = two();
    workspace.put("schema/parcels.yaml", &workspace.read("old.yaml"));
    workspace.run(&[]).expect(0);
    if !git(&workspace, &["init", "-q"]) {
        return;
    }
    git(&workspace, &["add", "-A"]);
    git(&workspace, &["commit", "-q", "-m", "one"]);
    // Nothing given: the workspace at HEAD, and as it is.
    workspace.run(&["diff", "--fail-on", "any"]).expect(0);
    let text = workspace.read("old.yaml");
    let without = text.replace(
        "        town: { type: string, x-sensitivity: public }\n",
        "",
    );
    assert_ne!(text, without);
    workspace.put("schema/parcels.yaml", &without);
    let ran = workspace.run(&["diff", "--fail-on", "any"]).expect(1);
    assert!(ran.out.contains("town"), "{}", ran.out);
    let by_path = ["diff", "HEAD:old.yaml", "new.yaml"];
    workspace.run(&by_path).expect(1);
    workspace
        .run(&["diff", "HEAD:old.yaml", "old.yaml"])
        .expect(0);
    // A member is gone from the crate: its version has to follow.
    let bump = ["diff", "--fail-on", "bump"];
    workspace.run(&bump).expect(1).says("has to become");
    let manifest = workspace.read("generated/Cargo.toml");
    let line = manifest
        .lines()
        .find(|it| it.starts_with("version = "))
        .unwrap();
    workspace.put(
        "generated/Cargo.toml",
        &manifest.replace(line, "version = \"9.0.0\""),
    );
    workspace.run(&bump).expect(0);
    // Files have no version, and what is no revision is said so.
    workspace
        .run(&[
            "diff",
            "old.yaml",
            "schema/parcels.yaml",
            "--fail-on",
            "bump",
        ])
        .expect(2);
    workspace
        .run(&["diff", "no-such", "new.yaml"])
        .expect(3)
        .says("no-such");
    workspace.run(&["diff", "--", "-p", "new.yaml"]).expect(2);
    // What is no file of a revision is said so, whatever git would print of it.
    for (of, says) in [
        ("HEAD:schema", "HEAD:schema"),
        ("HEAD:nowhere.yaml", "does not exist"),
        ("HEAD:../old.yaml", "HEAD:../old.yaml"),
        ("HEAD:/etc/passwd", "HEAD:/etc/passwd"),
        ("HEAD~9:old.yaml", "HEAD~9"),
        ("HEAD:", "neither a file nor a revision"),
    ] {
        let ran = workspace.run(&["diff", of, "new.yaml"]);
        assert!(matches!(ran.code, Some(2 | 3)), "{of}: {:?}", ran.code);
        ran.says(says);
    }
}

/// The files beside a document are those of its revision, and so are they told.
#[test]
fn files_beside_a_document_are_those_of_its_revision() {
    let workspace = two();
    let inside = "{ type: string, x-sensitivity: public }";
    let text = workspace.read("old.yaml");
    assert!(text.contains(inside));
    let text = text.replace(inside, "{ $ref: \"towns.yaml#/Town\" }");
    workspace.put("api/parcels.yaml", &text);
    let town =
        |most: u32| format!("Town: {{ type: string, x-sensitivity: public, maxLength: {most} }}\n");
    workspace.put("api/towns.yaml", &town(9));
    if !git(&workspace, &["init", "-q"]) {
        return;
    }
    std::fs::write(workspace.0.path().join("binary"), [0xFF, 0, 1]).unwrap();
    git(&workspace, &["add", "-A"]);
    git(&workspace, &["commit", "-q", "-m", "one"]);
    let diff = [
        "diff",
        "HEAD:api/parcels.yaml",
        "api/parcels.yaml",
        "--fail-on",
        "any",
    ];
    workspace.run(&diff).expect(0);
    workspace.put("api/towns.yaml", &town(20));
    let ran = workspace.run(&diff).expect(1);
    assert!(
        ran.out.starts_with("towns.yaml#/Town/maxLength: "),
        "{}",
        ran.out
    );
    let binary = ["diff", "HEAD:binary", "api/parcels.yaml"];
    workspace.run(&binary).expect(3).says("UTF-8");
}
