//! Runs `codegen page`: reads pages, compares them, and reports, suggests or accepts.

use super::spec::{Spec, text_of, unknown};
use super::{Document, Exit, Failure, ReportForm, output, register, workspace};
use clap::Args;
use codegen::files;
use codegen::page::drift::{Pair, drift};
use codegen::page::edition::Edition;
use codegen::page::identity::Ours;
use codegen::page::layout::Layout;
use codegen::page::read::{self, Words};
use codegen::page::register::Register;
use codegen::page::report::{Report, Summary, plain, sentence};
use codegen::page::{releases, snapshot, spec, suggest};
use codegen::source::Source;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

pub(super) const AFTER_HELP: &str = "\
A page is Markdown, HTML or text copied from a browser, in any language of words.yaml. Pages of one
run that are the same in two languages are compared with each other. Nothing is fetched.

Exit codes: 0 nothing to look at; 1 findings; 2 usage; 3 a page is none of ours, has lost most of its
rows, or could not be read.";

/// Arguments of `codegen page`.
#[derive(Debug, Args)]
pub(super) struct Given {
    /// The pages, and those of release notes
    #[arg(required = true, value_name = "PAGE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    document: Document,
    /// The folder with pages.toml, words.yaml and the snapshots
    #[arg(long, value_name = "DIR")]
    pages: Option<PathBuf>,
    /// The register of conflicts
    #[arg(long, value_name = "FILE")]
    register: Option<PathBuf>,
    /// The form of the report
    #[arg(long, value_name = "FORM", default_value = "text")]
    report: ReportForm,
    /// Print a patch of the document that takes over what the pages say, in place of the report;
    /// `git apply` takes it in the folder of the workspace
    #[arg(long, conflicts_with = "accept")]
    suggest: bool,
    /// Write what the pages say to the snapshots, and report what is left
    #[arg(long)]
    accept: bool,
}

/// What is kept beside the document.
struct Kept {
    folder: PathBuf,
    layout: Layout,
    words: Words,
    register: Register,
    snapshots: Vec<Edition>,
}

/// What the pages of a run are.
#[derive(Default)]
struct Batch {
    editions: Vec<Edition>,
    report: Report,
}

pub(super) fn page(args: &Given) -> Result<Exit, Failure> {
    let here = workspace::here()?;
    let document = Spec::find(&args.document, here.as_ref())?;
    let of_workspace = |path: fn(&codegen::workspace::Workspace) -> &Option<PathBuf>| {
        here.as_ref().and_then(|here| path(here).clone())
    };
    let folder = args
        .pages
        .clone()
        .or_else(|| of_workspace(|here| &here.pages));
    let folder = folder.ok_or_else(|| unknown("folder of pages", "--pages DIR", "pages"))?;
    let register = args
        .register
        .clone()
        .or_else(|| of_workspace(|here| &here.register));
    let mut kept = Kept::read(folder, register.as_deref())?;
    let tree = spec::Spec::tree(&document.source);
    let spec = spec::Spec::new(&document.source, &tree);
    let mut given = Batch::read(&args.files, &spec, &kept);
    if args.accept {
        kept.accept(&given.editions)?;
    }
    let pairs = kept.pairs(&given.editions);
    let found = drift(&pairs, &spec, &kept.layout, &kept.register);
    for pair in &pairs {
        let is_of = |(_, finding): &&(String, codegen::page::finding::Finding)| {
            finding.page == pair.now.page && finding.language == pair.now.language
        };
        let silenced = found.silenced.iter().filter(is_of).count();
        let has_snapshot = pair.before.is_some();
        let summary = Summary::of(pair.now, &kept.layout, silenced, has_snapshot);
        given.report.pages.push(summary);
    }
    given.report.findings = found.findings;
    if args.suggest {
        suggestions(&given.report, &pairs, &spec, &kept)?;
    } else {
        output::stdout(&given.report.show(args.report.into()))?;
    }
    for (file, why) in &given.report.unreadable {
        let (file, why) = (plain(file), plain(why));
        output::stderr(&format!("error: {file} cannot be read: {why}\n"));
    }
    Ok(match &given.report {
        report if !report.unreadable.is_empty() => Exit::Cannot,
        report if report.findings.is_empty() && report.releases.is_empty() => Exit::Clean,
        _ => Exit::Findings,
    })
}

impl Kept {
    fn read(folder: PathBuf, register: Option<&Path>) -> Result<Self, Failure> {
        let path = folder.join("pages.toml");
        let layout = Layout::parse(&text_of(&path)?).map_err(|why| {
            let why = why.trim_end();
            Failure::cannot(format!("cannot read the layout {}: {why}", path.display()))
        })?;
        let path = folder.join("words.yaml");
        let source = Source::new(path.display().to_string(), text_of(&path)?);
        let words = Words::parse(&source).map_err(|faults| {
            let faults = faults
                .iter()
                .map(|fault| format!("{}: {}", fault.line, fault.message));
            let faults: Vec<_> = faults.collect();
            Failure::cannot(format!(
                "cannot read {}:{}",
                path.display(),
                faults.join("; ")
            ))
        })?;
        let mut kept = Self {
            register: register
                .map(register::read)
                .transpose()?
                .unwrap_or_default(),
            snapshots: Vec::new(),
            folder,
            layout,
            words,
        };
        kept.snapshots = kept.read_snapshots()?;
        Ok(kept)
    }

    /// The snapshots of all pages, by the names of their files.
    fn read_snapshots(&self) -> Result<Vec<Edition>, Failure> {
        let folder = self.folder.join("snapshot");
        let mut files = BTreeMap::new();
        let Ok(entries) = std::fs::read_dir(&folder) else {
            return Ok(Vec::new());
        };
        for entry in entries.flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let page = name
                .strip_suffix(".txt")
                .and_then(|name| name.split('.').next());
            if let Some(page) = page.and_then(|page| self.layout.page(page)) {
                files.insert(entry.path(), page);
            }
        }
        let read = |(path, ours): (PathBuf, _)| {
            let text = text_of(&path)?;
            let name = path.display().to_string();
            snapshot::parse(&text, &name, ours).map_err(Failure::cannot)
        };
        files.into_iter().map(read).collect()
    }

    fn pairs<'a>(&'a self, editions: &'a [Edition]) -> Vec<Pair<'a>> {
        let before = |now: &'a Edition| {
            let is_same = |old: &&Edition| old.page == now.page && old.language == now.language;
            self.snapshots.iter().find(is_same)
        };
        editions
            .iter()
            .map(|now| Pair {
                now,
                before: before(now),
            })
            .collect()
    }

    fn accept(&mut self, editions: &[Edition]) -> Result<(), Failure> {
        for Pair { now, before } in self.pairs(editions) {
            let Some(ours) = self.layout.page(&now.page) else {
                continue;
            };
            let text = snapshot::print(&snapshot::accept(now, before, ours), ours);
            let name = format!("{}.{}.txt", now.page, now.language);
            files::replace(&self.folder.join("snapshot").join(name), &text)?;
        }
        self.snapshots = self.read_snapshots()?;
        Ok(())
    }
}

impl Batch {
    fn read(files: &[PathBuf], spec: &spec::Spec<'_>, kept: &Kept) -> Self {
        let mut given = Self::default();
        let ours = Ours {
            layout: &kept.layout,
            spec,
            snapshots: &kept.snapshots,
        };
        for path in files {
            let file = path.display().to_string();
            if let Err(why) = given.one(path, &file, &ours, kept) {
                given.report.unreadable.push((file, why));
            }
        }
        given
    }

    fn one(&mut self, path: &Path, file: &str, ours: &Ours<'_>, kept: &Kept) -> Result<(), String> {
        let bytes = std::fs::read(path).map_err(|error| error.to_string())?;
        let page = read::read(&bytes, &kept.words).map_err(|error| error.to_string())?;
        if releases::is_notes(&page) {
            let notes = releases::read(&page, file, &kept.layout, &kept.snapshots)?;
            self.report.releases.extend(notes.entries);
            self.report.notes.push((file.to_owned(), notes.read));
            return Ok(());
        }
        let edition = ours.edition(&page, file)?;
        let is_same = |it: &Edition| it.page == edition.page && it.language == edition.language;
        if let Some(other) = self.editions.iter().find(|it| is_same(it)) {
            return Err(format!(
                "it is the same page in the same language as {}",
                other.file
            ));
        }
        self.editions.push(edition);
        Ok(())
    }
}

/// Prints what is proposed, as a patch behind a list of what it does and what it leaves.
fn suggestions(
    report: &Report,
    pairs: &[Pair<'_>],
    spec: &spec::Spec<'_>,
    kept: &Kept,
) -> Result<(), Failure> {
    let proposal = suggest::propose(&report.findings, pairs, spec, &kept.layout, &kept.register);
    let mut text = String::new();
    for it in &proposal.suggestions {
        // Writing to a `String` cannot fail, here and below.
        let _ = writeln!(text, "# {}: {}", it.pointer, it.what);
    }
    for finding in &proposal.open {
        let _ = writeln!(text, "# open: {}: {}", finding.change(), sentence(finding));
    }
    if proposal.text != spec.source.text() {
        text.push_str(&files::patch(
            spec.source.name(),
            spec.source.text(),
            &proposal.text,
        ));
    }
    output::stdout(&text)
}
