//! The recipe of CONTRIBUTING, "The API changed", performed on a copy: a page that changed comes in, and
//! a workspace that holds goes out.

use codegen::page::drift::{Pair, drift};
use codegen::page::edition::{Aspect, Edition};
use codegen::page::finding::Finding;
use codegen::page::identity::Ours;
use codegen::page::layout::Layout;
use codegen::page::read::{Words, read};
use codegen::page::register::Register;
use codegen::page::spec::Spec;
use codegen::page::suggest::propose;
use codegen::source::Source;
use codegen::{Options, compile, files};
use idcard::conform::{Workspace, check};
use std::fs;
use std::path::Path;

const PAGE: &str = include_str!("../../../codegen/tests/page/resident-card.en.md");

/// Copies a folder with what is in it.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let place = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &place);
        } else {
            fs::copy(entry.path(), place).unwrap();
        }
    }
}

/// The page with a new field of the answer, a new value, and a field that became required.
fn changed() -> String {
    let change = |text: &str, from: &str, to: &str| {
        assert_eq!(text.matches(from).count(), 1, "{from}");
        text.replace(from, to)
    };
    let text = change(
        PAGE,
        "| `uid` | String |",
        "| `longImage` | Boolean | - | Whether the picture is a long one |\n| `uid` | String |",
    );
    let text = change(
        &text,
        r"`FAILURE` \| `ERROR`",
        r"`FAILURE` \| `ERROR` \| `PARTIAL`",
    );
    let name = "| `name` | String | - | What the page says of name<ul>";
    change(&text, name, &name.replace(" - ", " Required "))
}

/// The pages' side of a workspace.
struct Side {
    layout: Layout,
    words: Words,
    register: Register,
}

impl Side {
    fn of(folder: &Path) -> Self {
        let text = |name: &str| fs::read_to_string(folder.join("schema").join(name)).unwrap();
        Self {
            layout: Layout::parse(&text("pages/pages.toml")).unwrap(),
            words: Words::parse(&Source::new("words.yaml", text("pages/words.yaml"))).unwrap(),
            register: Register::parse(&text("register.toml")).unwrap(),
        }
    }

    fn edition(&self, spec: &Spec<'_>, text: &str) -> Edition {
        let ours = Ours {
            layout: &self.layout,
            spec,
            snapshots: &[],
        };
        let page = read(text.as_bytes(), &self.words).unwrap();
        ours.edition(&page, "page.md").unwrap()
    }

    /// What is found, but for remarks: the wording of the page is made up.
    fn findings(&self, spec: &Spec<'_>, pair: Pair<'_>) -> Vec<Finding> {
        let mut findings = drift(&[pair], spec, &self.layout, &self.register).findings;
        findings.retain(|finding| finding.aspect != Aspect::Register);
        findings
    }
}

#[test]
fn a_page_that_changed_leads_to_a_workspace_that_holds() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("workspace");
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for part in ["schema", "generated", "conformance/payloads"] {
        copy(&here.join(part), &root.join(part));
    }
    for file in ["Cargo.toml", "rust-toolchain.toml"] {
        fs::copy(here.join(file), root.join(file)).unwrap();
    }
    let workspace = Workspace::around(&root).unwrap();
    let side = Side::of(&root);
    let path = root.join(&workspace.spec);
    let source = Source::new(&*workspace.spec, fs::read_to_string(&path).unwrap());
    let tree = Spec::tree(&source);
    let spec = Spec::new(&source, &tree);
    let before = side.edition(&spec, PAGE);
    let now = side.edition(&spec, &changed());
    let pair = Pair {
        now: &now,
        before: Some(&before),
    };

    // The three are named.
    let findings = side.findings(&spec, pair);
    let named: Vec<_> = findings.iter().map(|it| (&*it.row, it.aspect)).collect();
    let expected = [
        ("longImage", Aspect::Member),
        ("name", Aspect::Required),
        ("inferResult", Aspect::Values),
    ];
    assert_eq!(named, expected);

    // The spec is edited by what is suggested, and the crate is emitted again.
    let proposal = propose(&findings, &[pair], &spec, &side.layout, &side.register);
    assert!(proposal.open.is_empty(), "{:?}", proposal.open);
    fs::write(&path, &proposal.text).unwrap();
    let stale = check(&workspace).unwrap();
    assert!(!stale.holds(), "the crate is not emitted again yet");
    let source = Source::new(&*workspace.spec, proposal.text);
    let options = Options {
        package: workspace.package.clone(),
        source_name: workspace.spec.clone(),
        domain: files::domain(&root.join(workspace.domain.as_ref().unwrap())).unwrap(),
        keywords: workspace.keywords.clone(),
        categories: workspace.categories.clone(),
        exports: workspace.exports.clone(),
        with: workspace.with.clone(),
        ..Options::default()
    };
    let emitted = files::format(compile(&source, &options).files).unwrap();
    let report = files::write(&root.join(&workspace.out), &emitted).unwrap();
    assert!(
        report
            .changed
            .iter()
            .any(|file| file == "src/types/image_result.rs")
    );

    let table = check(&workspace).unwrap();
    assert!(table.holds(), "\n{table}");
    let tree = Spec::tree(&source);
    let spec = Spec::new(&source, &tree);
    let accepted = Pair {
        now: &now,
        before: Some(&now),
    };
    assert_eq!(side.findings(&spec, accepted), []);
}
