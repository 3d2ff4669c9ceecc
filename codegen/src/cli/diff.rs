//! Runs `codegen diff`: reads two documents, compares them, and reports.

use super::spec::{Spec, text_of, unknown};
use super::{Exit, Failure, ReportForm, output, workspace};
use clap::{Args, ValueEnum};
use codegen::bundle;
use codegen::diff::accept::Accepted;
use codegen::diff::payloads::{Bench, Counted};
use codegen::diff::report::{FailOn, Report};
use codegen::diff::{Bump, Side, compare};
use codegen::options::diff::Origin;
use codegen::source::Source;
use codegen::workspace::Workspace;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

pub(super) const AFTER_HELP: &str = "\
OLD and NEW are files, or revisions of git: v0.1.0, HEAD~3:path. Left out, the document of the workspace
at HEAD is compared with the one in the working tree.

send: requests right under OLD, put to NEW. schemas: answers of NEW, judged by OLD. types: answers of
NEW, decoded by the crate of OLD. compile: callers of the crate of OLD. `breaks` has a witness that was
judged, or a rule where there is no schema; `safe` is proven; the rest is `unproven`, a warning. What a
change of a keyword does says `codegen explain KEYWORD`, such as maximum.

Exit codes: 0 nothing of what --fail-on names; 1 changes; 2 usage; 3 something could not be read.";

/// Arguments of `codegen diff`.
#[derive(Debug, Args)]
pub(super) struct Given {
    /// The old document: a file, or a revision
    old: Option<String>,
    /// The new document: a file, or a revision
    new: Option<String>,
    /// The form of the report
    #[arg(long, value_name = "FORM", default_value = "text")]
    report: ReportForm,
    /// What fails the run; `bump` where the version of the crate is raised too little
    #[arg(long, value_name = "WHAT", default_value = "warn")]
    fail_on: On,
    /// Changes that are accepted, each with a reason; an entry that matches nothing fails
    #[arg(long, value_name = "FILE")]
    accept: Option<PathBuf>,
    /// Payloads, as JSON or one a line, or a folder of such files: how many verdicts change
    #[arg(long, value_name = "PATH")]
    payloads: Option<PathBuf>,
    /// Names that go with NEW, as `codegen --names` takes them; else those of the workspace with its document
    #[arg(long, value_name = "FILE")]
    names: Option<PathBuf>,
    /// Names that go with OLD; else those of the workspace with its document, as the revision has them
    #[arg(long, value_name = "FILE")]
    old_names: Option<PathBuf>,
    /// List the references that lead to each change
    #[arg(long)]
    places: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum On {
    Break,
    Warn,
    Any,
    Bump,
    Never,
}

pub(super) fn diff(args: &Given) -> Result<Exit, Failure> {
    let here = workspace::here()?;
    let old_origin = origin(args.old.as_deref().unwrap_or("HEAD"))?;
    let mut old = read(&old_origin, here.as_ref())?;
    let new_origin = args.new.as_deref().map(origin).transpose()?;
    let spec = here.as_ref().and_then(|here| here.spec.as_deref());
    let mut new = match (&new_origin, spec) {
        (Some(new), _) => read(new, here.as_ref())?,
        (None, Some(spec)) => Spec::read(spec)?.source,
        (None, None) => return Err(unknown("new document", "NEW", "spec")),
    };
    let of_workspace = here.as_ref().and_then(|here| here.names.as_deref());
    for (source, given, origin) in [
        (&mut old, &args.old_names, Some(&old_origin)),
        (&mut new, &args.names, new_origin.as_ref()),
    ] {
        if let Some(names) = names(given.as_deref(), origin, of_workspace)? {
            bundle::put_names(source, names);
        }
    }
    let (old, new) = (side(old)?, side(new)?);
    let mut report = compare(&old, &new);
    if let Some(path) = &args.accept {
        let accepted = Accepted::parse(&text_of(path)?).map_err(|why| {
            Failure::cannot(format!(
                "cannot read {}: {}",
                path.display(),
                why.trim_end()
            ))
        })?;
        report.accept(&accepted);
    }
    if let Some(path) = &args.payloads {
        let bench = Bench::new(&old, &new);
        let mut counted = Counted::default();
        count(path, &bench, &mut counted)?;
        report.payloads = Some(counted);
    }
    output::stdout(&report.show(args.report.into(), args.places))?;
    let fails = match args.fail_on {
        On::Bump => report.fails(FailOn::Bump) || !is_raised(args, &report, here.as_ref())?,
        On::Break => report.fails(FailOn::Break),
        On::Warn => report.fails(FailOn::Warn),
        On::Any => report.fails(FailOn::Any),
        On::Never => report.fails(FailOn::Never),
    };
    Ok(if fails { Exit::Findings } else { Exit::Clean })
}

/// The names that go with a document: those that were given, or those of the workspace with its own
/// document, which a revision may have had no file of.
fn names(
    given: Option<&Path>,
    origin: Option<&Origin>,
    of_workspace: Option<&Path>,
) -> Result<Option<Source>, Failure> {
    let read = |path: &Path| Ok(Source::new(path.display().to_string(), text_of(path)?));
    if let Some(path) = given {
        return read(path).map(Some);
    }
    let Some(path) = of_workspace else {
        return Ok(None);
    };
    match origin {
        None => read(path).map(Some),
        Some(Origin::Revision {
            revision,
            path: None,
        }) => {
            let path = in_repository(path)?;
            let text = show(revision, &path).ok();
            Ok(text.map(|text| Source::new(format!("{revision}:{path}"), text)))
        }
        Some(_) => Ok(None),
    }
}

fn origin(given: &str) -> Result<Origin, Failure> {
    Origin::parse(given).map_err(Failure::usage)
}

fn side(source: Source) -> Result<Side, Failure> {
    Side::read(source).map_err(Failure::cannot)
}

fn read(origin: &Origin, here: Option<&Workspace>) -> Result<Source, Failure> {
    match origin {
        Origin::File(path) => Spec::read(path).map(|spec| spec.source),
        Origin::Revision { revision, path } => {
            let spec = match (path, here) {
                (Some(path), _) => path.clone(),
                (None, Some(here)) => {
                    let spec = here.spec.as_ref();
                    let spec = spec
                        .ok_or_else(|| unknown("document", "a revision with its path", "spec"))?;
                    in_repository(spec)?
                }
                (None, None) => {
                    return Err(unknown("document", "a revision with its path", "spec"));
                }
            };
            let text = show(revision, &spec)?;
            let mut source = Source::new(format!("{revision}:{spec}"), text);
            let folder = spec.rfind('/').map_or("", |end| &spec[..=end]);
            bundle::read_beside_by(&mut source, |path, _| {
                show(revision, &format!("{folder}{path}")).map_err(|it| it.message)
            });
            Ok(source)
        }
    }
}

/// The path of a file from the root of its repository.
fn in_repository(path: &Path) -> Result<String, Failure> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let prefix = git(folder, &["rev-parse", "--show-prefix"])?;
    let file = path.file_name().unwrap_or_default().to_string_lossy();
    Ok(format!("{}{file}", prefix.trim_end()))
}

/// The text of a file as a revision has it.
fn show(revision: &str, path: &str) -> Result<String, Failure> {
    let object = format!("{revision}:{path}");
    // Unlike `show` it has no text for a folder.
    git(Path::new("."), &["cat-file", "blob", &object])
}

fn git(folder: &Path, args: &[&str]) -> Result<String, Failure> {
    let mut command = Command::new("git");
    command.current_dir(folder).args(args).stdin(Stdio::null());
    let output = command.output().map_err(|error| {
        Failure::cannot(format!(
            "cannot run git: {error}; give two files in place of revisions"
        ))
    })?;
    let what = args.last().copied().unwrap_or_default();
    if !output.status.success() {
        let why = String::from_utf8_lossy(&output.stderr);
        let why = why.trim().trim_start_matches("fatal: ");
        return Err(Failure::cannot(format!("git has no {what:?}: {why}")));
    }
    String::from_utf8(output.stdout)
        .map_err(|_| Failure::cannot(format!("{what:?} is not text in UTF-8; save it as such")))
}

/// Counts the payloads of a file, or of all files of a folder and below.
fn count(path: &Path, bench: &Bench, counted: &mut Counted) -> Result<(), Failure> {
    if path.is_dir() {
        let cannot = |error| Failure::cannot(format!("cannot read {}: {error}", path.display()));
        let entries = fs::read_dir(path).map_err(cannot)?;
        let mut paths = entries
            .map(|entry| entry.map(|it| it.path()))
            .collect::<Result<Vec<_>, _>>()
            .map_err(cannot)?;
        paths.sort();
        let is_json = |it: &&PathBuf| {
            let ending = it.extension();
            let is_known = ending
                .is_some_and(|it| ["json", "jsonl", "ndjson"].iter().any(|known| it == *known));
            // A link may lead back up.
            is_known || it.is_dir() && !it.is_symlink()
        };
        return paths
            .iter()
            .filter(is_json)
            .try_for_each(|it| count(it, bench, counted));
    }
    let cannot = |error| Failure::cannot(format!("cannot read {}: {error}", path.display()));
    bench.count(&fs::read(path).map_err(cannot)?, counted);
    Ok(())
}

/// Whether the version in the manifest of the crate is raised enough since the old revision.
fn is_raised(args: &Given, report: &Report, here: Option<&Workspace>) -> Result<bool, Failure> {
    if report.bump == Bump::None {
        return Ok(true);
    }
    let out = here.and_then(|here| here.out.as_ref());
    let out = out.ok_or_else(|| unknown("folder of the crate", "a workspace", "out"))?;
    let manifest = out.join("Cargo.toml");
    let now = version(&text_of(&manifest)?);
    let Origin::Revision { revision, .. } = origin(args.old.as_deref().unwrap_or("HEAD"))? else {
        return Err(Failure::usage(
            "--fail-on bump needs a revision as OLD: a file has no version",
        ));
    };
    let path = in_repository(&manifest)?;
    let before = version(&show(&revision, &path)?);
    let (Some(before), Some(now)) = (before, now) else {
        return Err(Failure::cannot(format!(
            "{} has no version",
            manifest.display()
        )));
    };
    let least = report.bump.after(&before).unwrap_or_default();
    let is_met = report.bump.is_met(&before, &now) == Some(true);
    if !is_met {
        output::stderr(&format!(
            "error: {before} has to become {least} at the least, and is {now}\n"
        ));
        // Without both crates nobody knows what is enough.
        if let Some(why) = &report.no_crate {
            output::stderr(&format!("note: {why}\n"));
        }
    }
    Ok(is_met)
}

fn version(manifest: &str) -> Option<String> {
    let table: toml::Table = manifest.parse().ok()?;
    table
        .get("package")?
        .get("version")?
        .as_str()
        .map(str::to_owned)
}
