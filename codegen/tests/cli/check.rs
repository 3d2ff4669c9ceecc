//! `--check`.

use super::*;

#[test]
fn an_up_to_date_crate_passes() {
    let workspace = Workspace::generated();
    let ran = workspace.run(&["--check"]).expect(0);
    let count = workspace.crate_files().len();
    assert_eq!(ran.out, format!("generated is up to date: {count} files\n"));
    assert_eq!(ran.err, "");
}

#[test]
fn every_kind_of_difference_is_shown_and_nothing_is_written() {
    let workspace = Workspace::generated();
    let lib = workspace.read("generated/src/lib.rs");
    let edited = lib.replacen('\n', "\n// edited\n", 1);
    workspace.put("generated/src/lib.rs", &edited);
    workspace.put(
        "generated/src/old.rs",
        &format!("// {MARK} from schema/parcels.yaml\n"),
    );
    workspace.put("generated/notes.txt", "mine\n");
    let manifest = workspace.read("generated/Cargo.toml");
    fs::remove_file(workspace.path("generated/Cargo.toml")).unwrap();
    let before = workspace.crate_files();

    let ran = workspace.run(&["--check"]).expect(1);
    let count = manifest.lines().count();
    let first = manifest.lines().next().unwrap();
    for part in [
        &format!("--- /dev/null\n+++ b/Cargo.toml\n@@ -0,0 +1,{count} @@\n+{first}\n")[..],
        "--- a/src/lib.rs\n+++ b/src/lib.rs\n@@ ",
        "\n-// edited\n",
        &format!(
            "--- a/src/old.rs\n+++ /dev/null\n@@ -1 +0,0 @@\n-// {MARK} from schema/parcels.yaml\n"
        ),
        "notes.txt was not written by cargo codegen\n",
    ] {
        assert!(ran.out.contains(part), "{part:?} is not in:\n{}", ran.out);
    }
    assert_eq!(
        ran.err,
        "error: generated is not what schema/parcels.yaml gives\n  \
           Cargo.toml is missing\n  \
           notes.txt was not written by cargo codegen\n  \
           src/lib.rs differs\n  \
           src/old.rs is left over\n\
         move away what cargo codegen did not write; it will not touch it\n\
         `cargo codegen` without --check updates the rest\n"
    );
    assert_eq!(workspace.crate_files(), before);
}

#[test]
fn a_crate_that_is_not_there_is_missing_altogether() {
    let workspace = Workspace::new();
    let ran = workspace.run(&["--check"]).expect(1);
    assert!(
        ran.out.starts_with("--- /dev/null\n+++ b/Cargo.toml\n"),
        "{}",
        ran.out
    );
    assert!(!workspace.path("generated").exists());
}

#[test]
fn an_edited_file_whose_mark_is_gone_is_told_apart() {
    let workspace = Workspace::generated();
    workspace.put("generated/src/lib.rs", "// mine now\n");
    workspace
        .run(&["--check"])
        .expect(1)
        .says("  src/lib.rs differs, and was not written by cargo codegen\n");
}

#[cfg(unix)]
#[test]
fn the_diff_is_a_patch() {
    let workspace = Workspace::generated();
    let before = workspace.crate_files();
    let lib = workspace.read("generated/src/lib.rs");
    workspace.put(
        "generated/src/lib.rs",
        &lib.replacen('\n', "\n// edited", 1),
    );
    workspace.put(
        "generated/src/old.rs",
        &format!("// {MARK} from schema/parcels.yaml\n"),
    );
    fs::remove_file(workspace.path("generated/Cargo.toml")).unwrap();
    let ran = workspace.run(&["--check"]).expect(1);
    workspace.put("generated.patch", &ran.out);
    let patched = Command::new("git")
        .args(["apply", "-p1", "../generated.patch"])
        .env("GIT_CEILING_DIRECTORIES", workspace.0.path())
        .current_dir(workspace.path("generated"))
        .output()
        .unwrap();
    assert!(
        patched.status.success(),
        "{}",
        String::from_utf8_lossy(&patched.stderr)
    );
    assert_eq!(workspace.crate_files(), before);
}
