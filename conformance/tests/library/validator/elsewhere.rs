//! The validator of other specs: the emitter is generic, so what holds here holds there.
//!
//! Two are emitted into a workspace of their own: the pets, who use all that is lowered, and a spec
//! with a member for each keyword. The judge is compiled there once more, as it stands, over their
//! catalogue, and so are the tests of this folder.

use codegen::openapi::keywords::{SCHEMA, Support};
use codegen::{Options, Part, compile, files};
use spanned_tree::Source;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

const HERE: &str = env!("CARGO_MANIFEST_DIR");

/// Name, the spec, and the tests that are run.
const SPECS: [(&str, &str, &str); 2] = [
    (
        "pets",
        include_str!("../../../../codegen/tests/fixtures/specs/pets.yaml"),
        "mod made;",
    ),
    (
        "keywords",
        include_str!("keywords.yaml"),
        "mod keywords;\nmod made;",
    ),
];

fn emit(name: &str, spec: &str, folder: &Path) {
    let source = Source::new(format!("{name}.yaml"), spec);
    let options = Options {
        package: format!("{name}-api"),
        source_name: format!("{name}.yaml"),
        with: Part::ALL.into(),
        ..Options::default()
    };
    let outcome = compile(&source, &options);
    let errors: Vec<_> = outcome
        .diagnostics
        .iter()
        .filter(|d| d.is_error())
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let files = files::format(outcome.files).unwrap();
    files::write(&folder.join(name), &files).unwrap();
}

/// The judge over another catalogue: its own source, and nothing else of the crate it is in.
fn judge(name: &str, tests: &str, folder: &Path) {
    let folder = folder.join(format!("judge-of-{name}"));
    let in_folder = folder.join("tests/validator");
    fs::create_dir_all(&in_folder).unwrap();
    let manifest = format!(
        "[package]\nname = \"judge-of-{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         [lib]\nname = \"idcard_judge\"\npath = '{HERE}/judge/src/lib.rs'\n\n\
         [dependencies]\n\
         clova-id-card = {{ package = \"{name}-api\", path = \"../{name}\", default-features = false, \
         features = [\"validator\"] }}\n\
         spanned-tree = {{ path = '{HERE}/../codegen/source' }}\n\
         jsonschema = {{ version = \"=0.61.2\", default-features = false }}\n\
         jsonschema-value = {{ version = \"=0.61.2\", default-features = false }}\n\
         proptest = {{ version = \"1\", default-features = false, features = [\"std\"] }}\n\
         serde = {{ version = \"1\", features = [\"derive\"] }}\n\
         serde_json = {{ version = \"1\", features = [\"preserve_order\"] }}\n\
         strsim = \"0.11\"\n"
    );
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    let tested = Path::new(HERE).join("tests/library");
    for file in ["against.rs", "keywords.rs", "seeded.rs"] {
        fs::copy(tested.join("validator").join(file), in_folder.join(file)).unwrap();
    }
    // Pets have friends that have friends: each level more is many times as much, and there is much
    // to be said against each of them. Of the keywords, many are left to the judge.
    for (from, to, changes) in [
        (
            "values.rs",
            "values.rs",
            &[("schema, 12)", "schema, 3)")][..],
        ),
        (
            "validator/made.rs",
            "made.rs",
            &[
                ("VALUES: usize = 24", "VALUES: usize = 8"),
                ("proven * 20 > cases", "proven > 0"),
            ],
        ),
    ] {
        let mut text = fs::read_to_string(tested.join(from)).unwrap();
        for (long, short) in changes {
            assert!(text.contains(long), "{from}");
            text = text.replace(long, short);
        }
        fs::write(in_folder.join(to), text).unwrap();
    }
    fs::write(in_folder.join("keywords.txt"), list()).unwrap();
    let main = format!("#![allow(dead_code)]\nmod against;\nmod seeded;\nmod values;\n{tests}\n");
    fs::write(in_folder.join("main.rs"), main).unwrap();
}

/// Every keyword that a document may use, and what the validator makes of it.
fn list() -> String {
    let used = SCHEMA
        .iter()
        .filter(|keyword| keyword.support != Support::Rejected);
    let lines: Vec<_> = used
        .map(|keyword| format!("{} {:?}", keyword.name, keyword.validator))
        .collect();
    lines.join("\n")
}

/// At the same place each time, so that little is compiled again.
fn workspace() -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("validators");
    for (name, spec, tests) in SPECS {
        emit(name, spec, &root);
        judge(name, tests, &root);
    }
    let members: Vec<_> = SPECS
        .iter()
        .flat_map(|(name, ..)| [(*name).to_owned(), format!("judge-of-{name}")])
        .collect();
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = {members:?}\n\
         [profile.dev]\ndebug = \"line-tables-only\"\n"
    );
    fs::write(root.join("Cargo.toml"), manifest).unwrap();
    // The same versions as here, which are at hand.
    let lock = Path::new(HERE).join("../Cargo.lock");
    fs::copy(lock, root.join("Cargo.lock")).unwrap();
    root
}

#[test]
fn the_validators_of_other_specs_are_never_wrong_either() {
    let root = workspace();
    // Not the workspace: the clients of these APIs are of no use here, and long to build.
    let judges = SPECS.map(|(name, ..)| format!("--package=judge-of-{name}"));
    // The folder of this workspace, whose profile and versions are the same.
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let output = Command::new(env::var_os("CARGO").unwrap())
        .args(["test", "--no-fail-fast", "--test", "validator"])
        .args(judges)
        .args(["--", "--nocapture"])
        .current_dir(&root)
        .env("CARGO_TARGET_DIR", target)
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .output()
        .unwrap();
    let shown = String::from_utf8_lossy(&output.stdout);
    let said = String::from_utf8_lossy(&output.stderr);
    println!("{shown}");
    assert!(output.status.success(), "{shown}\n{said}");
}
