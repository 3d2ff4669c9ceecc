//! What is written by hand goes into the crate as it stands.

use super::*;

const ROOT: &str = "//! What no document can say.\n\nmod walk;\n\npub use walk::go;\n";
const WALK: &str = "/// Goes.\npub const fn go() -> u8 {\n    1\n}\n";

fn with_domain() -> Workspace {
    let workspace = Workspace::new();
    let manifest = workspace.read("Cargo.toml") + "domain = \"schema/domain\"\n";
    workspace.put("Cargo.toml", &manifest);
    workspace.put("schema/domain/mod.rs", ROOT);
    workspace.put("schema/domain/walk.rs", WALK);
    workspace
}

#[test]
fn it_is_marked_formatted_and_named_by_the_root() {
    let workspace = with_domain();
    workspace.put("schema/domain/walk.rs", &WALK.replace("    1", "1"));
    workspace.run(&[]).expect(0);
    let head = format!("// {MARK} from schema/parcels.yaml\n\n");
    assert_eq!(
        workspace.read("generated/src/domain/mod.rs"),
        format!("{head}{ROOT}")
    );
    assert_eq!(
        workspace.read("generated/src/domain/walk.rs"),
        format!("{head}{WALK}")
    );
    let lib = workspace.read("generated/src/lib.rs");
    for line in ["\npub mod domain;\n", "\npub use domain::*;\n"] {
        assert!(lib.contains(line), "{lib}");
    }
    workspace.run(&["--check"]).expect(0);
}

#[test]
fn without_it_nothing_speaks_of_it() {
    let workspace = Workspace::generated();
    assert!(!workspace.path("generated/src/domain").exists());
    assert!(!workspace.read("generated/src/lib.rs").contains("domain"));
}

#[test]
fn a_change_there_is_a_difference_and_what_is_gone_is_left_over() {
    let workspace = with_domain();
    workspace.run(&[]).expect(0);
    workspace.put("schema/domain/walk.rs", &WALK.replace("    1", "    2"));
    workspace
        .run(&["--check"])
        .expect(1)
        .says("src/domain/walk.rs");
    fs::remove_file(workspace.path("schema/domain/walk.rs")).unwrap();
    workspace.put("schema/domain/mod.rs", "//! Nothing any more.\n");
    let ran = workspace.run(&[]).expect(0);
    assert!(
        ran.out.contains("removed  src/domain/walk.rs\n"),
        "{}",
        ran.out
    );
}

#[test]
fn the_flag_names_another_folder() {
    let workspace = with_domain();
    workspace.put("other/mod.rs", "//! Other.\n");
    workspace.run(&["--domain", "other"]).expect(0);
    assert!(
        workspace
            .read("generated/src/domain/mod.rs")
            .ends_with("//! Other.\n")
    );
}

#[test]
fn broken_rust_is_shown_at_its_place_and_nothing_is_written() {
    let workspace = with_domain();
    workspace.put("schema/domain/walk.rs", "/// Goes.\npub fn go( {}\n");
    for args in [&[][..], &["--check"]] {
        workspace
            .run(args)
            .expect(3)
            .says("what is written by hand cannot go into the crate")
            .says("error[syntax]: this is not Rust: ")
            .says("schema/domain/walk.rs:2:");
    }
    assert!(!workspace.path("generated").exists());
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let workspace = Workspace::new();
    workspace
        .run(&["--domain", "nowhere"])
        .expect(3)
        .says("nowhere/mod.rs does not exist");
    workspace.put("file", "");
    workspace
        .run(&["--domain", "file"])
        .expect(3)
        .says("file is not a folder");
    workspace
        .run(&["--domain", "schema"])
        .expect(3)
        .says("schema/parcels.yaml is not Rust");
}

/// What the manifest says belongs to the document that it names.
#[test]
fn another_document_gets_nothing_of_the_first() {
    let workspace = with_domain();
    let manifest = workspace.read("Cargo.toml") + "keywords = [\"parcels\"]\n";
    workspace.put("Cargo.toml", &manifest);
    workspace.put("other/Letters.openapi.yaml", SPEC);
    let other = ["--spec", "other/Letters.openapi.yaml"];
    workspace.run(&other).expect(2).says("give --out DIR");
    assert!(!workspace.path("generated").exists());
    workspace
        .run(&[&other[..], &["--out", "letters"]].concat())
        .expect(0);
    assert!(!workspace.path("letters/src/domain").exists());
    let manifest = workspace.read("letters/Cargo.toml");
    assert!(manifest.contains("name = \"letters\"\n"), "{manifest}");
    assert!(!manifest.contains("keywords"), "{manifest}");
    // By whatever path, the first is the one that it names.
    workspace
        .run(&["--spec", "other/../schema/parcels.yaml"])
        .expect(0);
    assert!(workspace.path("generated/src/domain/walk.rs").exists());
}
