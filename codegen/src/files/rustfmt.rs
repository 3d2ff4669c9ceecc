//! Formats emitted Rust as `cargo fmt` would.
//!
//! `rustfmt` reads settings from wherever it runs: it is given a folder and settings of its own, so
//! that the same files always come out the same.

use super::scratch::Scratch;
use super::{Error, Result, check_paths};
use crate::Files;
use std::ffi::OsString;
use std::fs;
use std::io::{self, Read};
use std::path::{MAIN_SEPARATOR, Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// What `cargo fmt` does in a package of this edition without settings of its own.
const SETTINGS: &str = "edition = \"2024\"\nstyle_edition = \"2024\"\nnewline_style = \"Unix\"\n";

/// What is added to them for the first look at a file with long names: what does not fit into the
/// usual width is left as it came, so it comes as it would be in a wide one.
const WIDE: &str = "max_width = 2000\n";

/// A word longer than this may leave a line no room.
const LONG_WORD: usize = 60;
const SETTINGS_FILE: &str = "rustfmt.toml";

/// Files that one process is given, well below what a command line holds on any system.
const BATCH: usize = 100;

/// How long one process may take: for some code it takes twice the time for each level more.
const LIMIT: Duration = Duration::from_mins(2);

/// How long to wait before looking again whether it has ended.
const PAUSE: Duration = Duration::from_millis(5);

/// The program that formats.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rustfmt {
    program: OsString,
    folder: Option<PathBuf>,
    limit: Duration,
}

impl Rustfmt {
    /// What `$RUSTFMT` names, otherwise `rustfmt`.
    pub fn from_environment() -> Self {
        let program = std::env::var_os("RUSTFMT").filter(|program| !program.is_empty());
        Self {
            program: program.unwrap_or_else(|| "rustfmt".into()),
            folder: None,
            limit: LIMIT,
        }
    }

    /// Runs it in this folder: where rustup is in charge, the folder decides the version.
    #[must_use]
    pub fn in_folder(mut self, folder: &Path) -> Self {
        self.folder = Some(folder.to_owned());
        self
    }

    /// Formats every `.rs` file; the others pass through.
    pub fn format(&self, mut files: Files) -> Result<Files> {
        check_paths(&files)?;
        let rust: Vec<String> = files.keys().filter(|path| is_rust(path)).cloned().collect();
        if rust.is_empty() {
            return Ok(files);
        }
        let scratch = Scratch::new(&std::env::temp_dir())?;
        // Their own layout, because rustfmt follows a `mod` to its file. It thus sees some files
        // more than once, which costs little and does no harm.
        scratch.fill(&files, is_rust)?;
        let settings = scratch.path().join(SETTINGS_FILE);
        let wide: Vec<String> = rust
            .iter()
            .filter(|path| files.get(*path).is_some_and(|text| has_long_words(text)))
            .cloned()
            .collect();
        for (text, paths) in [
            (format!("{SETTINGS}{WIDE}"), &wide),
            (SETTINGS.into(), &rust),
        ] {
            fs::write(&settings, text).map_err(Error::io("write", &settings))?;
            for batch in paths.chunks(BATCH) {
                self.run(scratch.path(), &settings, batch)?;
            }
        }
        for path in rust {
            let place = scratch.path().join(&path);
            let text = fs::read_to_string(&place).map_err(Error::io("read", &place))?;
            files.insert(path, text);
        }
        Ok(files)
    }

    fn run(&self, scratch: &Path, settings: &Path, paths: &[String]) -> Result<()> {
        let mut child = self
            .command()
            .arg("--config-path")
            .arg(settings)
            .arg("--")
            .args(paths.iter().map(|path| scratch.join(path)))
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|cause| self.missing(cause))?;
        // It is read meanwhile, or a long one would keep the process waiting.
        let stderr = child.stderr.take().map(|mut stderr| {
            thread::spawn(move || {
                let mut text = Vec::new();
                let read = stderr.read_to_end(&mut text);
                read.map(|_| text)
            })
        });
        let ended = ended_in_time(&mut child, self.limit).map_err(|cause| self.missing(cause))?;
        let Some(status) = ended else {
            let seconds = self.limit.as_secs();
            return Err(Error::Rustfmt(format!(
                "it did not end within {seconds} s; a schema may nest too deep"
            )));
        };
        if status.success() {
            return Ok(());
        }
        let stderr = stderr.and_then(|reader| reader.join().ok());
        let stderr = stderr
            .transpose()
            .map_err(|cause| self.missing(cause))?
            .unwrap_or_default();
        // Where rustup stands in for a component that is not installed, the program starts all
        // right and then fails, whatever it is asked.
        let version = self.command().arg("--version").output();
        match version {
            Ok(version) if version.status.success() => {}
            Ok(version) => return Err(self.missing(io::Error::other(message(&version.stderr)))),
            Err(cause) => return Err(self.missing(cause)),
        }
        let prefix = format!("{}{MAIN_SEPARATOR}", scratch.display());
        Err(Error::Rustfmt(message(&stderr).replace(&prefix, "")))
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.stdin(Stdio::null());
        if let Some(folder) = &self.folder {
            command.current_dir(folder);
        }
        command
    }

    fn missing(&self, cause: io::Error) -> Error {
        let program = PathBuf::from(&self.program);
        Error::NoRustfmt { program, cause }
    }
}

/// How a process ended. `None` if it took longer, and was ended.
fn ended_in_time(child: &mut Child, limit: Duration) -> io::Result<Option<ExitStatus>> {
    let begun = Instant::now();
    loop {
        let ended = child.try_wait()?;
        if ended.is_some() {
            return Ok(ended);
        }
        if begun.elapsed() > limit {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        thread::sleep(PAUSE);
    }
}

fn message(stderr: &[u8]) -> String {
    String::from_utf8_lossy(stderr).trim_end().to_owned()
}

/// Formats every `.rs` file with what [`Rustfmt::from_environment`] finds.
pub fn format(files: Files) -> Result<Files> {
    Rustfmt::from_environment().format(files)
}

/// Whether there is a long word in the code; comments are not laid out.
fn has_long_words(text: &str) -> bool {
    let code = text.lines().map(str::trim_start);
    code.filter(|line| !line.starts_with("//"))
        .flat_map(str::split_whitespace)
        .any(|word| word.len() > LONG_WORD)
}

fn is_rust(path: &str) -> bool {
    Path::new(path)
        .extension()
        .is_some_and(|extension| extension == "rs")
}

#[cfg(test)]
mod tests {
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
        let broken = Files::from([("src/pet.rs".to_owned(), "fn (".to_owned())]);
        let error = format(broken).unwrap_err().to_string();
        assert!(error.contains("--> src/pet.rs:1"), "{error}");
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
}
