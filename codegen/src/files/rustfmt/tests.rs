use super::*;

fn emitted() -> Files {
    let texts = [
        ("Cargo.toml", "[package]\nname   = 'pets'\n"),
        ("src/lib.rs", "//! Pets.\nmod   pet; pub mod zoo;\n"),
        ("src/pet.rs", "pub struct   Pet{pub name:String}"),
        ("src/zoo/mod.rs", "mod cage;"),
        (
            "src/zoo/cage.rs",
            "pub  fn open( ){ let _ = async  { 1 } ; }",
        ),
        ("tests/apart.rs", "fn  main(){}"),
    ];
    texts
        .map(|(path, text)| (path.to_owned(), text.to_owned()))
        .into()
}

#[test]
fn rust_is_formatted_and_the_rest_passes_through() {
    let formatted = format(emitted()).unwrap();
    let shown: Vec<String> = formatted
        .iter()
        .map(|(path, text)| format!("== {path}\n{text}"))
        .collect();
    insta::assert_snapshot!(shown.concat());
    assert_eq!(
        format(formatted.clone()).unwrap(),
        formatted,
        "a second time changes nothing"
    );
}

#[test]
fn settings_of_the_surroundings_do_not_count() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(
        dir.path().join("rustfmt.toml"),
        "hard_tabs = true\nmax_width = 40\n",
    )
    .unwrap();
    let here = Rustfmt::from_environment().in_folder(dir.path());
    assert_eq!(here.format(emitted()).unwrap(), format(emitted()).unwrap());
}

#[test]
fn files_beyond_one_batch_are_formatted_too() {
    let files: Files = (0..=BATCH)
        .map(|number| (format!("src/f{number:03}.rs"), "fn  a( ){}".to_owned()))
        .collect();
    let formatted = format(files).unwrap();
    assert_eq!(formatted.len(), BATCH + 1);
    assert!(formatted.values().all(|text| text == "fn a() {}\n"));
}

/// All modules of a crate in one process have been seen to take a minute where one by one takes a second.
#[test]
fn no_file_is_reached_through_another() {
    let root = "mod broken;\nmod  pet ;".to_owned();
    let files = Files::from([("src/lib.rs".to_owned(), root)]);
    let formatted = format(files).unwrap();
    assert_eq!(formatted["src/lib.rs"], "mod broken;\nmod pet;\n");
}

#[test]
fn nothing_to_format_needs_no_program() {
    let nowhere = Rustfmt {
        program: "no-such-program".into(),
        folder: None,
        limit: LIMIT,
    };
    let files = Files::from([("a.json".to_owned(), "{}".to_owned())]);
    assert_eq!(nowhere.format(files.clone()).unwrap(), files);
}

#[test]
fn a_missing_program_says_how_to_get_it() {
    let nowhere = Rustfmt {
        program: "no-such-program".into(),
        folder: None,
        limit: LIMIT,
    };
    let error = nowhere.format(emitted()).unwrap_err();
    assert!(matches!(error, Error::NoRustfmt { .. }));
    let message = error.to_string();
    assert!(
        message.starts_with("cannot run no-such-program"),
        "{message}"
    );
    assert!(
        message.contains("`rustup component add rustfmt`"),
        "{message}"
    );
}

#[cfg(unix)]
#[test]
fn a_stand_in_for_a_missing_component_counts_as_missing() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    let program = dir.path().join("rustfmt");
    fs::write(
        &program,
        "#!/bin/sh\necho 'error: rustfmt is not installed' >&2\nexit 1\n",
    )
    .unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    let stand_in = Rustfmt {
        program: program.into(),
        folder: None,
        limit: LIMIT,
    };
    let message = stand_in.format(emitted()).unwrap_err().to_string();
    assert!(
        message.contains("error: rustfmt is not installed\ninstall it with"),
        "{message}"
    );
}

#[test]
fn rust_that_does_not_parse_is_named_by_its_path() {
    for text in ["fn (", "mod zoo;fn ("] {
        let broken = Files::from([("src/pet.rs".to_owned(), text.to_owned())]);
        let error = format(broken).unwrap_err().to_string();
        assert!(error.contains("--> src/pet.rs:1"), "{error}");
    }
}

#[cfg(unix)]
#[test]
fn a_program_that_does_not_end_is_ended() {
    let dir = tempfile::tempdir().unwrap();
    let program = dir.path().join("slow");
    fs::write(&program, "#!/bin/sh\nexec sleep 600\n").unwrap();
    let permissions = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    fs::set_permissions(&program, permissions).unwrap();
    let slow = Rustfmt {
        program: program.into(),
        folder: None,
        limit: Duration::from_millis(50),
    };
    let error = slow.format(emitted()).unwrap_err().to_string();
    assert!(error.contains("did not end within 0 s"), "{error}");
}
