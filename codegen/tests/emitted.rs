//! What is emitted is Rust that compiles, and does what it says.
//!
//! Ten documents are emitted into a workspace of their own: one that uses all that is lowered, one in
//! which everything is called what Rust already calls something else, one that uses next to nothing,
//! one that was not written for this generator, one whose bodies and secrets are not what most have, one
//! that nobody has checked, one of which many a schema shapes no type, one of objects with members of any
//! name, one of choices, and one of strings that have a format. The first and the last seven have tests, which are run there.

#![expect(clippy::unwrap_used, reason = "a test fails by a panic")]

#[path = "common/cargo.rs"]
mod cargo;

use cargo::cargo;
use codegen::diagnostic::Diagnostic;
use codegen::source::Source;
use codegen::{Files, Options, Part, compile, files};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

const PETS: (&str, &str) = ("pets", include_str!("fixtures/specs/pets.yaml"));
const NAMES: (&str, &str) = ("names", include_str!("fixtures/specs/names.yaml"));
const LEAST: (&str, &str) = ("least", include_str!("fixtures/specs/least.yaml"));
const DEPOT: (&str, &str) = ("depot", include_str!("fixtures/emitted/depot.yaml"));
const FORMATS: (&str, &str) = ("formats", include_str!("fixtures/emitted/formats.yaml"));
const HARBOUR: (&str, &str) = ("harbour", include_str!("fixtures/emitted/harbour.yaml"));

const CHOICES: (&str, &str) = ("choices", include_str!("fixtures/emitted/choices.yaml"));
const JUDGED: (&str, &str) = ("judged", include_str!("fixtures/emitted/judged.yaml"));
const MARKET: (&str, &str) = ("market", include_str!("fixtures/emitted/market.yaml"));
const SLOPPY: (&str, &str) = ("sloppy", include_str!("fixtures/emitted/sloppy.yaml"));

fn emit(document: (&str, &str)) -> Files {
    emit_with(document, Files::new())
}

fn emit_with((name, text): (&str, &str), domain: Files) -> Files {
    let source_name = format!("specs/{name}.yaml");
    let source = Source::new(&*source_name, text);
    let options = Options {
        package: format!("{name}-api"),
        source_name,
        domain,
        // What strings of a format are, one document alone shows.
        with: Part::ALL
            .into_iter()
            .filter(|part| *part != Part::Formats || name == FORMATS.0)
            .collect(),
        ..Options::default()
    };
    let outcome = compile(&source, &options);
    let errors: Vec<&Diagnostic> = outcome
        .diagnostics
        .iter()
        .filter(|d| d.is_error())
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    outcome.files
}

fn is_rust(path: &str) -> bool {
    Path::new(path)
        .extension()
        .is_some_and(|extension| extension == "rs")
}

#[test]
fn every_file_is_marked_and_every_rust_file_parses() {
    let harbour = harbour();
    for document in [
        PETS,
        NAMES,
        LEAST,
        MARKET,
        SLOPPY,
        JUDGED,
        DEPOT,
        CHOICES,
        FORMATS,
        (HARBOUR.0, harbour.as_str()),
    ] {
        for (path, text) in emit(document) {
            assert!(text.contains(files::MARK), "{path}");
            if is_rust(&path) {
                assert!(syn::parse_file(&text).is_ok(), "{path}");
            }
        }
    }
}

#[test]
fn what_is_formatted_stays_as_it_is() {
    let once = files::format(emit(PETS)).unwrap();
    assert_eq!(files::format(once.clone()).unwrap(), once);
    let wide = once.iter().filter(|(path, _)| is_rust(path));
    let wide: Vec<_> = wide
        .filter(|(_, text)| text.lines().any(|line| line.chars().count() > 100))
        .collect();
    assert!(wide.is_empty(), "{wide:#?}");
}

/// What leaves a line no room is laid out all the same.
#[test]
fn long_names_are_formatted_too() {
    let once = files::format(emit((HARBOUR.0, harbour().as_str()))).unwrap();
    assert_eq!(files::format(once.clone()).unwrap(), once);
    for (path, text) in once.iter().filter(|(path, _)| is_rust(path)) {
        let code = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"));
        for line in code {
            for apart in [" :: ", " . ", " ;", " ,"] {
                assert!(!line.contains(apart), "{path}: {line}");
            }
        }
    }
}

#[test]
fn it_reads_like_what_a_person_would_write() {
    let files = files::format(emit(PETS)).unwrap();
    for path in [
        "Cargo.toml",
        "src/lib.rs",
        "src/client/api.rs",
        "src/client/blocking.rs",
        "src/operation.rs",
        "src/catalog.rs",
        "src/types/mod.rs",
        "src/types/cat.rs",
        "src/types/pet.rs",
        "src/types/kind.rs",
        "src/types/house_refusal_code.rs",
        "src/types/refusal.rs",
        "src/types/adoption_form.rs",
        "src/validator/mod.rs",
        "src/validator/kind.rs",
        "src/validator/pet.rs",
        "src/validator/refusal.rs",
        "src/validator/wish.rs",
        "json-schema/2020-12/adopt-pet-response.json",
    ] {
        insta::assert_snapshot!(path.replace(['/', '.'], "-"), files[path]);
    }
}

/// A document by somebody who knows nothing of this generator.
#[test]
fn what_is_exported_says_what_the_document_says() {
    let files = emit((HARBOUR.0, harbour().as_str()));
    insta::assert_snapshot!(
        "harbour-schema",
        files["json-schema/2020-12/enter-ship-request.json"]
    );
}

/// What the pets have written by hand.
fn domain() -> Files {
    let files = [
        ("mod.rs", include_str!("fixtures/emitted/domain/mod.rs")),
        (
            "adoption.rs",
            include_str!("fixtures/emitted/domain/adoption.rs"),
        ),
    ];
    files
        .map(|(path, text)| (path.to_owned(), text.to_owned()))
        .into()
}

/// The tests that are run inside the crate of the pets.
fn copy_tests(to: &Path) {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/emitted");
    fs::create_dir_all(to.join("client")).unwrap();
    fs::copy(fixtures.join("pets.rs"), to.join("pets.rs")).unwrap();
    for file in fs::read_dir(fixtures.join("client")).unwrap() {
        let file = file.unwrap();
        fs::copy(file.path(), to.join("client").join(file.file_name())).unwrap();
    }
}

/// The harbour, with arrays of objects in one another further than the compiler follows unasked.
fn harbour() -> String {
    let mut text = HARBOUR.1.to_owned();
    for step in 0..36 {
        let next = format!("$ref: '#/components/schemas/Deep{}'", step + 1);
        let _ = writeln!(
            text,
            "    Deep{step}: {{type: object, description: Deep., properties: \
             {{more: {{type: array, description: More., items: {{{next}}}}}}}}}"
        );
    }
    text.push_str("    Deep36: {type: object, description: The end.}\n");
    text
}

/// A workspace of all crates, at the same place each time so that little is compiled again.
fn workspace() -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("emitted");
    let (nothing, harbour) = (Files::new(), harbour());
    for (document, domain) in [
        (PETS, domain()),
        (NAMES, nothing.clone()),
        (LEAST, nothing.clone()),
        (MARKET, nothing.clone()),
        (SLOPPY, nothing.clone()),
        (JUDGED, nothing.clone()),
        (DEPOT, nothing.clone()),
        (CHOICES, nothing.clone()),
        (FORMATS, nothing.clone()),
        ((HARBOUR.0, harbour.as_str()), nothing),
    ] {
        let crate_ = root.join(document.0);
        fs::create_dir_all(crate_.join("tests")).unwrap();
        let files = files::format(emit_with(document, domain)).unwrap();
        files::write(&crate_, &files).unwrap();
    }
    fs::write(
        root.join("Cargo.toml"),
        "[workspace]\nresolver = \"3\"\nmembers = [\"choices\", \"depot\", \"formats\", \"harbour\", \"judged\", \"least\", \"market\", \"names\", \"pets\", \"sloppy\"]\n\
         [profile.dev]\ndebug = \"line-tables-only\"\n",
    )
    .unwrap();
    // The lints of this workspace are not theirs, wherever the target directory is.
    fs::write(root.join("clippy.toml"), "").unwrap();
    copy_tests(&root.join("pets/tests"));
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/emitted");
    for file in ["harbour_calls.rs", "harbour_values.rs"] {
        fs::copy(fixtures.join(file), root.join("harbour/tests").join(file)).unwrap();
    }
    for crate_ in ["choices", "pets"] {
        let to = root.join(crate_).join("tests/derived");
        fs::create_dir_all(&to).unwrap();
        fs::copy(fixtures.join("derived.rs"), to.join("mod.rs")).unwrap();
    }
    for file in [
        "choices_sets.rs",
        "choices_values.rs",
        "depot_directions.rs",
        "depot_maps.rs",
        "depot_validator.rs",
        "formats_values.rs",
        "judged_values.rs",
        "market_calls.rs",
        "market_streams.rs",
        "sloppy_values.rs",
    ] {
        let name = file.split_once('_').unwrap().0;
        let to = root.join(name).join("tests").join(file);
        fs::copy(fixtures.join(file), to).unwrap();
    }
    cargo::same_versions(&root);
    root
}

#[test]
fn it_compiles_without_warnings_and_does_what_it_says() {
    let root = workspace();
    let lint = ["--all-targets", "--", "-D", "warnings"];
    // Without TLS, which has nothing to do with what is emitted and takes long to build.
    let all = [
        "--no-default-features",
        "--features",
        "blocking,schemars,tracing,validator",
    ];
    for features in [
        &["--no-default-features"][..],
        &["--no-default-features", "--features", "client"],
        &["--no-default-features", "--features", "blocking"],
        &["--no-default-features", "--features", "schemars"],
        &["--no-default-features", "--features", "tracing"],
        &["--no-default-features", "--features", "validator"],
        &all,
    ] {
        let clippy = [&["clippy", "--workspace"], features, &lint].concat();
        cargo(&root, &clippy);
    }
    cargo(&root, &[&["test", "--workspace"], &all[..]].concat());
    let libraries = ["base64", "jiff", "rust_decimal", "url", "uuid"];
    let of_formats = [
        "--package",
        "formats-api",
        "--no-default-features",
        "--features",
    ];
    for library in libraries {
        let clippy = [&["clippy"], &of_formats[..], &[library], &lint].concat();
        cargo(&root, &clippy);
    }
    let every = [&all[2..], &libraries].concat().join(",");
    let clippy = [&["clippy"], &of_formats[..], &[&every], &lint].concat();
    cargo(&root, &clippy);
    cargo(&root, &[&["test"], &of_formats[..], &[&every]].concat());
}
