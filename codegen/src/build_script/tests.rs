use super::*;

const SPECS: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/fixtures/specs/pets.yaml"
);

fn write(build: Build) -> (tempfile::TempDir, Result<String, Error>) {
    let out = tempfile::tempdir().unwrap();
    let told = build.write(out.path(), "pets".to_owned());
    (out, told)
}

#[test]
fn the_root_for_include_has_no_docs_and_no_attributes_of_the_whole() {
    let (out, told) = write(Build::new(SPECS));
    let told = told.unwrap();
    let root = fs::read_to_string(out.path().join("api/src/included.rs")).unwrap();
    assert!(root.contains("pub mod types"), "{root}");
    assert!(!root.contains("//!") && !root.contains("#!["), "{root}");
    assert!(told.starts_with("cargo::rerun-if-changed="), "{told}");
    assert!(
        told.contains("values(\"default\", \"client\", \"rustls\""),
        "{told}"
    );
}

#[test]
fn files_beside_the_document_are_watched() {
    let beside = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/fixtures/references/beside"
    );
    let (_out, told) = write(Build::new(format!("{beside}/library.yaml")));
    let told = told.unwrap();
    for file in ["library.yaml", "paths/books.yaml", "schemas/book.json"] {
        let line = format!("cargo::rerun-if-changed={beside}/{file}\n");
        assert!(told.contains(&line), "{told}");
    }
}

#[test]
fn a_file_gives_names_and_is_watched() {
    let folder = tempfile::tempdir().unwrap();
    let names = folder.path().join("names.yaml");
    fs::write(&names, "/components/schemas/Pet: Animal\n").unwrap();
    let (out, told) = write(Build::new(SPECS).names(&names));
    let line = format!("cargo::rerun-if-changed={}\n", names.display());
    assert!(told.unwrap().contains(&line));
    let types = out.path().join("api/src/types");
    let animal = fs::read_to_string(types.join("animal.rs")).unwrap();
    assert!(animal.contains("pub struct Animal {"), "{animal}");
    assert!(!types.join("pet.rs").exists());

    fs::write(&names, "/components/schemas/Animal: Pet\n").unwrap();
    let (out, told) = write(Build::new(SPECS).names(&names));
    let error = told.unwrap_err().to_string();
    assert!(
        error.contains("leads to nothing in the document"),
        "{error}"
    );
    assert!(!out.path().join(FOLDER).exists());

    let (_, told) = write(Build::new(SPECS).names(folder.path().join("none.yaml")));
    assert!(told.unwrap_err().to_string().starts_with("cannot read"));
}

#[test]
fn what_goes_wrong_is_told_and_nothing_is_written() {
    let none = Build::new("no-such-file.yaml");
    let (out, told) = write(none);
    assert!(
        told.unwrap_err()
            .to_string()
            .starts_with("cannot read the document no-such-file.yaml")
    );
    assert!(!out.path().join(FOLDER).exists());

    let (out, told) = write(Build::new(SPECS).operations(["adoptPett"]));
    let error = told.unwrap_err();
    assert_eq!(
        format!("{error:?}"),
        "no operation of the document is called \"adoptPett\""
    );
    assert!(!out.path().join(FOLDER).exists());

    let folder = tempfile::tempdir().unwrap();
    let broken = folder.path().join("broken.yaml");
    fs::write(&broken, "openapi: 2.0\n").unwrap();
    let (out, told) = write(Build::new(&broken));
    let error = told.unwrap_err().to_string();
    assert!(error.contains("error["), "{error}");
    assert!(!out.path().join(FOLDER).exists());
}

#[test]
fn a_warning_stays_in_its_line() {
    assert_eq!(line("a\nb\rc"), "a b c");
    let manifest = "[features]\ndefault = [\"a\"]\n# A comment = x\na = [\n    \"b\",\n]\n[dependencies]\nc = 1\n";
    assert_eq!(features(manifest), "\"default\", \"a\"");
}
