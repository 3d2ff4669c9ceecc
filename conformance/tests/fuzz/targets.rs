//! Lists what is fed with any bytes at all, and what must hold then. libFuzzer uses it too.

use codegen::diagnostic::{Diagnostic, render};
use codegen::diff::{Bump, Side, compare};
use codegen::page::read::Words;
use codegen::{Options as CodegenOptions, Part, compile};
use idcard::stream::{self, Settings as StreamSettings};
use idcard_capture::{Format, Input, Item, Options, Unwrap, read};
use idcard_judge::{Examined, Judge, Judgement, Triage, Values};
use idcard_report::{Digest, Form, Options as ReportOptions, Settings, create};
use spanned_tree::{Format as Text, Node, Source, Value};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::io::{Cursor, Read};
use std::path::Path;
use std::sync::{Arc, LazyLock};

/// What the seeds have planted wherever a value is: no message may repeat it.
pub(crate) const CANARIES: [&str; 2] = ["zq7canary", "canary 8417"];

/// One thing that takes bytes; panics where something does not hold.
pub(crate) struct Target {
    pub(crate) name: &'static str,
    /// Folders and files of seeds, below the workspace.
    pub(crate) seeds: &'static [&'static str],
    pub(crate) run: fn(&[u8]),
}

const CAPTURES: &[&str] = &["conformance/tests/capture/fixtures"];
const PAYLOADS: &[&str] = &["conformance/payloads"];
const DOCUMENTS: &[&str] = &[
    "codegen/tests/fixtures/specs",
    "codegen/tests/fixtures/diagnostics",
    "codegen/tests/fixtures/foreign",
];
const CRATES: &[&str] = &[
    "codegen/tests/fixtures/specs",
    "codegen/tests/fixtures/foreign",
];

/// All of them.
pub(crate) const TARGETS: &[Target] = &[
    target("tree", DOCUMENTS, tree),
    target("document", DOCUMENTS, document),
    target("generator", CRATES, generator),
    target("comparison", CRATES, comparison),
    target("capture", CAPTURES, |bytes| capture(None, bytes)),
    target("capture-json", CAPTURES, |bytes| {
        capture(Some(Format::Json), bytes);
    }),
    target("capture-array", CAPTURES, |bytes| {
        capture(Some(Format::Array), bytes);
    }),
    target("capture-ndjson", CAPTURES, |bytes| {
        capture(Some(Format::Ndjson), bytes);
    }),
    target("capture-har", CAPTURES, |bytes| {
        capture(Some(Format::Har), bytes);
    }),
    target("capture-http", CAPTURES, |bytes| {
        capture(Some(Format::Http), bytes);
    }),
    target("capture-trace", CAPTURES, |bytes| {
        capture(Some(Format::CurlTrace), bytes);
    }),
    target("page", &["codegen/tests/fixtures/pages"], page),
    target("judge", PAYLOADS, judge),
    target("report", PAYLOADS, report),
    target("stream", PAYLOADS, lines),
];

const fn target(name: &'static str, seeds: &'static [&'static str], run: fn(&[u8])) -> Target {
    Target { name, seeds, run }
}

/// Fails where what is shown repeats a canary; the text itself is not shown then.
pub(crate) fn discreet(what: &str, shown: &str) {
    let repeated = CANARIES.iter().any(|canary| shown.contains(canary));
    assert!(!repeated, "{what} repeats a value");
}

fn tree(bytes: &[u8]) {
    let (source, _) = Source::from_bytes("any", bytes.to_vec());
    for format in [Text::Json, Text::Yaml] {
        let tree = source.parse(format);
        let length = source.text().len();
        for fault in &tree.faults {
            assert!(fault.span.start <= fault.span.end && fault.span.end <= length);
        }
        if let Some(root) = &tree.root {
            within(root, 0, length);
        }
    }
}

/// Every node stands within the text, and no deeper than a text may.
fn within(node: &Node, depth: usize, length: usize) {
    assert!(depth <= spanned_tree::MAX_DEPTH + 1, "{depth}");
    assert!(node.span.start <= node.span.end && node.span.end <= length);
    match &node.value {
        Value::Array(items) => items
            .iter()
            .for_each(|item| within(item, depth + 1, length)),
        Value::Object(object) => {
            for member in &object.members {
                within(&member.value, depth + 1, length);
            }
        }
        _ => {}
    }
}

/// A result or an error, and what is wrong can be shown.
fn document(bytes: &[u8]) {
    let (source, _) = Source::from_bytes("pets.yaml", bytes.to_vec());
    let outcome = compile(&source, &CodegenOptions::default());
    let failed = outcome.diagnostics.iter().any(Diagnostic::is_error);
    assert_eq!(outcome.api.is_none(), failed);
    assert!(!failed || outcome.files.is_empty());
    render(&outcome.diagnostics, &source, false);
}

/// What is written is Rust, and the same a second time.
fn generator(bytes: &[u8]) {
    let (source, _) = Source::from_bytes("pets.yaml", bytes.to_vec());
    let options = CodegenOptions {
        package: "pets".into(),
        source_name: "pets.yaml".into(),
        // Of each other document as much as can be honoured.
        partial: source.text().len().is_multiple_of(2),
        // And of each third one all that there is.
        with: if source.text().len().is_multiple_of(3) {
            Part::ALL.into()
        } else {
            BTreeSet::new()
        },
        ..CodegenOptions::default()
    };
    let outcome = compile(&source, &options);
    for (path, text) in &outcome.files {
        let extension = Path::new(path).extension().and_then(|it| it.to_str());
        if extension == Some("rs") {
            assert!(syn::parse_file(text).is_ok(), "{path} is no Rust");
        } else if extension == Some("json") {
            assert!(
                Source::new("any", text).parse(Text::Json).faults.is_empty(),
                "{path}"
            );
        }
    }
    assert_eq!(outcome.files, compile(&source, &options).files);
}

/// Nothing of a document breaks by itself, and it is compared with another one either way.
fn comparison(bytes: &[u8]) {
    let side = |name: &str, bytes: &[u8]| {
        let (source, _) = Source::from_bytes(name, bytes.to_vec());
        Side::read(source)
    };
    let Ok(new) = side("new.yaml", bytes) else {
        return;
    };
    // Of parameters with one name nobody knows which is which, and says so.
    assert!(compare(&new, &new).bump != Bump::Major);
    let old = side(
        "old.yaml",
        include_bytes!("../../../codegen/tests/fixtures/specs/pets.yaml"),
    );
    if let Ok(old) = old {
        compare(&old, &new);
        compare(&new, &old);
    }
}

/// The words of the vendor's pages.
static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let text = include_str!("../../../schema/pages/words.yaml");
    let words = Words::parse(&Source::new("words.yaml", text));
    words.unwrap_or_else(|faults| panic!("the words can be read: {faults:?}"))
});

/// A page or no page, and every place is in the file.
fn page(bytes: &[u8]) {
    let Ok(page) = codegen::page::read::read(bytes, &WORDS) else {
        return;
    };
    let lines = bytes
        .iter()
        .filter(|byte| matches!(byte, b'\n' | b'\r'))
        .count()
        + 1;
    let faults = page.faults.iter().map(|fault| fault.line);
    let rows = page.tables.iter().flat_map(|table| &table.rows);
    for line in faults.chain(rows.map(|row| row.line)) {
        assert!((1..=lines).contains(&line), "line {line} of {lines}");
    }
}

/// However long it may be: a small file may unpack to a large one.
const LONGEST: usize = 1 << 20;

fn capture(format: Option<Format>, bytes: &[u8]) {
    let options = Options {
        input: format,
        addresses: [].into(),
        unwrap: Unwrap::default(),
        longest_line: LONGEST,
        most_decompressed: 1 << 24,
        consumed: Arc::default(),
    };
    let reader = Box::new(Cursor::new(bytes.to_vec()));
    match read(reader, &"any".into(), &options) {
        Err(error) => discreet("an error", &error.to_string()),
        Ok(Input::Lines(mut lines)) => {
            let mut text = Vec::new();
            let most = u64::try_from(LONGEST).unwrap_or(u64::MAX);
            if let Err(error) = lines.reader.by_ref().take(most).read_to_end(&mut text) {
                discreet("an error", &error.to_string());
            }
        }
        Ok(Input::Payloads(payloads)) => payloads.for_each(|item| match item {
            Item::Payload(payload) => {
                assert!(payload.bytes.len() <= LONGEST);
                discreet("an origin", &payload.origin.to_string());
            }
            Item::Around(payload) => discreet("an origin", &payload.origin.to_string()),
            Item::Read(_) => {}
            Item::File(file) => discreet("an origin", &file.origin.to_string()),
            Item::Part(part) => discreet("a part", &format!("{part:?}")),
            Item::Skipped(skipped) => discreet("what is skipped", &format!("{skipped:?}")),
            Item::Failed(failure) => discreet("a failure", &format!("{failure:?}")),
        }),
    }
}

static JUDGE: LazyLock<Judge> = LazyLock::new(|| {
    let judge = Judge::new(clova_id_card::catalog::ROOTS, Values::Hidden);
    judge.unwrap_or_else(|error| panic!("the emitted schemas compile: {error}"))
});

thread_local! {
    static TRIAGE: RefCell<Triage<'static>> = RefCell::new(Triage::new(&JUDGE));
}

fn judgement(bytes: &[u8], document: Option<&str>) -> Judgement {
    let document = document.and_then(|name| JUDGE.document(name));
    JUDGE.judge("any", bytes.to_vec(), document)
}

/// The judge decides as the triage does, and shows no value.
fn judge(bytes: &[u8]) {
    for document in [
        None,
        Some("response"),
        Some("request"),
        Some("message"),
        Some("error"),
    ] {
        let judgement = judgement(bytes, document);
        discreet("a judgement", &format!("{judgement:?}"));
        let examined =
            TRIAGE.with_borrow_mut(|triage| triage.examine(|| "any".into(), bytes, document));
        match examined {
            Examined::Valid { document, kinds } => {
                let Judgement { origin, .. } = judgement.clone();
                assert!(judgement == Judgement::valid(origin, document, kinds));
            }
            Examined::Judged(examined) => assert!(examined == judgement, "{document:?}"),
        }
    }
}

/// Every form shows it, and no value.
fn report(bytes: &[u8]) {
    let settings = Arc::new(Settings {
        drawings: 3,
        ..Settings::default()
    });
    let judgement = judgement(bytes, None);
    for form in Form::ALL {
        let mut digest = Digest::new(Arc::clone(&settings));
        digest.draw(|| "any".into(), bytes);
        digest.judged(judgement.clone());
        let mut shown = Vec::new();
        let mut report = create(*form, &mut shown, ReportOptions::default());
        let written = digest
            .drain_into(&mut *report)
            .and_then(|()| report.finish(&digest));
        assert!(written.is_ok(), "{}", form.as_str());
        drop(report);
        assert!(str::from_utf8(&shown).is_ok(), "{}", form.as_str());
        discreet(form.as_str(), &String::from_utf8_lossy(&shown));
    }
}

/// A line for each line, and a trailer.
fn lines(bytes: &[u8]) {
    let mut out = Vec::new();
    let settings = StreamSettings {
        longest_line: Some(LONGEST),
        ..StreamSettings::default()
    };
    // An archive is refused.
    if stream::run(&JUDGE, &settings, bytes, &mut out).is_err() {
        return;
    }
    let lines = bytes.split_inclusive(|byte| *byte == b'\n').count();
    let out = String::from_utf8_lossy(&out);
    assert_eq!(out.lines().count(), lines + 1);
    discreet("a verdict line", &out);
}
