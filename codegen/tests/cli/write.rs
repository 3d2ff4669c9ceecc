//! Regenerating.

use super::*;
use std::time::{Duration, SystemTime};

#[test]
fn a_first_run_adds_everything_and_a_second_nothing() {
    let workspace = Workspace::new();
    let first = workspace.run(&[]).expect(0);
    let written = workspace.crate_files();
    let last = first.out.lines().last().unwrap();
    assert_eq!(
        last,
        format!(
            "generated: {} added, 0 changed, 0 removed, 0 unchanged",
            written.len()
        )
    );
    for path in written.keys() {
        let line = format!("added    {}\n", path.to_str().unwrap());
        assert!(
            first.out.contains(&line),
            "{line:?} is not in:\n{}",
            first.out
        );
    }
    let second = workspace.run(&[]).expect(0);
    let expected = format!(
        "generated: 0 added, 0 changed, 0 removed, {} unchanged\n",
        written.len()
    );
    assert_eq!(second.out, expected);
    assert_eq!(workspace.crate_files(), written);
}

#[test]
fn only_what_differs_is_touched() {
    let workspace = Workspace::generated();
    let before = workspace.crate_files();
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1);
    for path in before.keys() {
        let file = fs::File::options()
            .write(true)
            .open(workspace.path("generated").join(path));
        file.unwrap().set_modified(long_ago).unwrap();
    }
    workspace.put("generated/src/lib.rs", &format!("// {MARK}\n// edited\n"));
    workspace.put(
        "generated/src/old/thing.rs",
        &format!("// {MARK} from schema/parcels.yaml\n"),
    );
    fs::remove_file(workspace.path("generated/Cargo.toml")).unwrap();
    let ran = workspace.run(&[]).expect(0);
    let expected = format!(
        "added    Cargo.toml\nchanged  src/lib.rs\nremoved  src/old/thing.rs\n\
         generated: 1 added, 1 changed, 1 removed, {} unchanged\n",
        before.len() - 2
    );
    assert_eq!(ran.out, expected);
    assert_eq!(workspace.crate_files(), before);
    assert!(!workspace.path("generated/src/old").exists());
    let touched: Vec<&Path> = before
        .keys()
        .filter(|path| {
            let metadata = fs::metadata(workspace.path("generated").join(path)).unwrap();
            metadata.modified().unwrap() != long_ago
        })
        .map(PathBuf::as_path)
        .collect();
    assert_eq!(touched, [Path::new("Cargo.toml"), Path::new("src/lib.rs")]);
}

#[test]
fn every_file_says_where_it_comes_from() {
    let workspace = Workspace::generated();
    let header = format!("{MARK} from schema/parcels.yaml");
    for (path, bytes) in workspace.crate_files() {
        let text = String::from_utf8(bytes).unwrap();
        let head: Vec<&str> = text.lines().take(6).collect();
        assert!(
            head.concat().contains(&header),
            "{}: {head:?}",
            path.display()
        );
        if path.extension().is_some_and(|extension| extension == "rs") {
            assert_eq!(head[0], format!("// {header}"), "{}", path.display());
        }
    }
}

#[test]
fn what_others_put_there_is_left_and_named() {
    let workspace = Workspace::generated();
    workspace.put("generated/notes.txt", "mine\n");
    workspace.put("generated/target/debug/x", "cargo's\n");
    workspace.put("generated/Cargo.lock", "cargo's\n");
    let ran = workspace.run(&[]).expect(0);
    let said = "warning: generated/notes.txt was not written by cargo codegen; it is left there, \
                and --check fails on it\n";
    assert_eq!(ran.err, said);
    assert_eq!(workspace.read("generated/notes.txt"), "mine\n");
    assert_eq!(workspace.read("generated/Cargo.lock"), "cargo's\n");
}

#[test]
fn a_file_of_somebody_else_is_not_overwritten() {
    let workspace = Workspace::new();
    workspace.put("generated/src/lib.rs", "// by hand\n");
    workspace.put("generated/Cargo.toml/not-a-file", "");
    let before = workspace.crate_files();
    workspace
        .run(&[])
        .expect(3)
        .says("generated/Cargo.toml is a folder\n")
        .says("generated/src/lib.rs is not of its making\n")
        .says("move it away, or choose another folder for the output (--out)");
    assert_eq!(workspace.crate_files(), before);
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_written_is_replaced_all_the_same() {
    use std::os::unix::fs::PermissionsExt;
    let workspace = Workspace::generated();
    let before = workspace.crate_files();
    workspace.put("generated/src/lib.rs", &format!("// {MARK}\n// edited\n"));
    let place = workspace.path("generated/src/lib.rs");
    fs::set_permissions(&place, fs::Permissions::from_mode(0o444)).unwrap();
    let ran = workspace.run(&[]).expect(0);
    assert!(ran.out.contains("changed  src/lib.rs"), "{}", ran.out);
    assert_eq!(workspace.crate_files(), before);
}

/// A superuser may write anywhere; then the run has to succeed.
#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let workspace = Workspace::new();
    let out = workspace.path("generated");
    fs::create_dir(&out).unwrap();
    fs::set_permissions(&out, fs::Permissions::from_mode(0o555)).unwrap();
    let may_anyway = fs::write(out.join("target"), "").is_ok();
    let ran = workspace.run(&[]);
    fs::set_permissions(&out, fs::Permissions::from_mode(0o755)).unwrap();
    if may_anyway {
        ran.expect(0);
    } else {
        ran.expect(3).says("cannot create generated/.codegen-");
        assert!(workspace.crate_files().is_empty());
    }
}

#[cfg(unix)]
#[test]
fn links_lead_nowhere() {
    let elsewhere = Workspace::generated();
    let before = elsewhere.crate_files();
    let workspace = Workspace::new();
    fs::create_dir(workspace.path("generated")).unwrap();
    let link = workspace.path("generated/src");
    std::os::unix::fs::symlink(elsewhere.path("generated/src"), link).unwrap();
    workspace.put(
        "schema/parcels.yaml",
        &SPEC.replace("Street and number", "Other words"),
    );
    workspace
        .run(&[])
        .expect(3)
        .says("src/lib.rs is reached through a symbolic link");
    assert_eq!(elsewhere.crate_files(), before);
}

#[test]
fn the_output_is_as_cargo_fmt_wants_it() {
    let workspace = Workspace::generated();
    let rust: Vec<PathBuf> = workspace
        .crate_files()
        .into_keys()
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect();
    let rustfmt = std::env::var_os("RUSTFMT").unwrap_or_else(|| "rustfmt".into());
    let output = Command::new(rustfmt)
        .args(["--check", "--edition", "2024", "--style-edition", "2024"])
        .args(&rust)
        .current_dir(workspace.path("generated"))
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stdout)
    );
}
