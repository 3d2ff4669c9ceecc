//! Where a run is started makes no difference to what it gives.

use super::*;

#[test]
fn from_a_folder_inside_the_workspace() {
    let workspace = Workspace::generated();
    fs::create_dir_all(workspace.path("deep/inside")).unwrap();
    run(&workspace.path("deep/inside"), &["--check"]).expect(0);
    // The crate has a manifest of its own, which is not that of a workspace.
    run(&workspace.path("generated/src"), &["--check"]).expect(0);
}

#[test]
fn from_a_folder_elsewhere_with_flags() {
    let workspace = Workspace::generated();
    let elsewhere = tempfile::tempdir().unwrap();
    let spec = workspace.path("schema/parcels.yaml");
    let args = [
        "--spec",
        spec.to_str().unwrap(),
        "--out",
        "out",
        "--package",
        "parcels",
    ];
    run(elsewhere.path(), &args).expect(0);
    assert_eq!(
        files_below(&elsewhere.path().join("out")),
        workspace.crate_files()
    );
}

#[test]
fn through_a_path_with_detours() {
    let workspace = Workspace::generated();
    fs::create_dir(workspace.path("deep")).unwrap();
    let args = [
        "--spec",
        "../schema/../deep/../schema/parcels.yaml",
        "--check",
    ];
    run(&workspace.path("deep"), &args).expect(0);
}

#[test]
fn in_another_workspace_at_another_place() {
    let (one, two) = (Workspace::generated(), Workspace::generated());
    assert_eq!(one.crate_files(), two.crate_files());
}

#[test]
fn a_document_outside_every_workspace_is_known_by_its_bare_name() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("deep")).unwrap();
    fs::write(dir.path().join("deep/a.yaml"), SPEC).unwrap();
    let args = [
        "--spec",
        "deep/a.yaml",
        "--out",
        "out",
        "--package",
        "parcels",
    ];
    run(dir.path(), &args).expect(0);
    let lib = fs::read_to_string(dir.path().join("out/src/lib.rs")).unwrap();
    assert_eq!(
        lib.lines().next(),
        Some(&format!("// {MARK} from a.yaml")[..])
    );
    let absolute = dir.path().join("deep/a.yaml");
    let args = [
        "--spec",
        absolute.to_str().unwrap(),
        "--out",
        "out",
        "--package",
        "parcels",
    ];
    run(dir.path(), &[&args[..], &["--check"]].concat()).expect(0);
}

#[cfg(unix)]
#[test]
fn a_link_is_known_by_its_own_name() {
    let workspace = Workspace::generated();
    fs::rename(
        workspace.path("schema/parcels.yaml"),
        workspace.path("schema/v2.yaml"),
    )
    .unwrap();
    std::os::unix::fs::symlink("v2.yaml", workspace.path("schema/parcels.yaml")).unwrap();
    workspace.run(&["--check"]).expect(0);
}

#[test]
fn settings_of_rustfmt_around_it_do_not_count() {
    let workspace = Workspace::generated();
    workspace.put("rustfmt.toml", "hard_tabs = true\nmax_width = 50\n");
    workspace.put(
        "generated/.rustfmt.toml",
        &format!("# {MARK} from schema/parcels.yaml\nhard_tabs = true\n"),
    );
    let ran = workspace.run(&[]).expect(0);
    assert!(
        ran.out
            .starts_with("removed  .rustfmt.toml\ngenerated: 0 added, 0 changed"),
        "{}",
        ran.out
    );
    workspace.run(&["--check"]).expect(0);
}
