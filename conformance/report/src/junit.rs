//! Writes the report as the XML of `JUnit`, which nearly every CI system shows: a suite for each input, a
//! case for each payload with something to say about it.
//!
//! That format counts what passes too, and payloads that are valid are not listed: they are one case, in a
//! suite of their own.

use super::listed::Listed;
use super::shape::Omitted;
use super::wording::{self, counted, pointer_or_whole, worded};
use super::{Digest, Event, FailOn, Report};
use idcard_judge::{Failure, Finding, Judgement, Level, Verdict, printable};
use quick_junit::{NonSuccessKind, TestCase, TestCaseStatus, TestSuite};
use std::io::{self, Write};

/// Written at the end.
pub struct Junit<W> {
    out: W,
    fail_on: FailOn,
    listed: Listed,
}

impl<W: Write> Junit<W> {
    /// A report to `out`.
    pub fn new(out: W, fail_on: FailOn) -> Self {
        Self {
            out,
            fail_on,
            listed: Listed::default(),
        }
    }

    /// A case for a payload.
    fn case(&self, judgement: &Judgement, omitted: usize) -> TestCase {
        let is_passed = judgement.verdict == Verdict::Findings && self.fail_on == FailOn::Invalid;
        let exchange = wording::exchange(&judgement.origin);
        let lines = judgement.findings.iter().map(line);
        let mut lines: Vec<_> = exchange.into_iter().chain(lines).collect();
        if omitted > 0 {
            lines.push(format!("… and {omitted} more"));
        }
        let text = lines.join("\n");
        let status = if is_passed {
            TestCaseStatus::success()
        } else {
            let kind = match judgement.verdict {
                Verdict::Unreadable => NonSuccessKind::Error,
                _ => NonSuccessKind::Failure,
            };
            let mut status = TestCaseStatus::non_success(kind);
            status.set_message(judgement.verdict.as_str());
            if let Some(level) = judgement.verdict.level() {
                status.set_type(level.as_str());
            }
            status.set_description(text.clone());
            status
        };
        // What CI systems know a case by from run to run: each payload of an input has its own.
        let name = printable(&judgement.origin.to_string()).into_owned();
        let mut case = TestCase::new(name, status);
        case.set_classname(judgement.document.unwrap_or("unknown"));
        if is_passed {
            case.set_system_out(text);
        }
        case
    }
}

impl<W: Write> Report for Junit<W> {
    fn event(&mut self, event: Event) -> io::Result<()> {
        self.listed.keep(event);
        Ok(())
    }

    fn finish(&mut self, digest: &Digest) -> io::Result<()> {
        let omitted = self.listed.omitted(digest);
        let listed = std::mem::take(&mut self.listed);
        let mut report = quick_junit::Report::new("idcard");
        // The payloads of an input come one after the other.
        let mut suites: Vec<TestSuite> = Vec::new();
        for (judgement, omitted) in &listed.payloads {
            let input = printable(&judgement.origin.input).into_owned();
            let case = self.case(judgement, *omitted);
            if let Some(suite) = suites.last_mut().filter(|suite| suite.name == *input) {
                suite.add_test_case(case);
            } else {
                let mut suite = TestSuite::new(input);
                suite.add_test_case(case);
                suites.push(suite);
            }
        }
        report.add_test_suites(suites);
        report.add_test_suite(rest(digest, &listed.failed, omitted));
        let text = report.to_string().map_err(io::Error::other)?;
        let text = well_formed(&text);
        self.out.write_all(text.as_bytes())?;
        self.out.flush()
    }
}

/// XML cannot hold these two characters, not even escaped. The others that it cannot hold are those
/// that a terminal acts on, and not here any more.
fn well_formed(text: &str) -> String {
    text.replace('\u{fffe}', "\\u{fffe}")
        .replace('\u{ffff}', "\\u{ffff}")
}

/// What gave no payload, what is valid, and what is not listed.
fn rest(digest: &Digest, failed: &[Failure], omitted: Omitted) -> TestSuite {
    let mut suite = TestSuite::new("idcard");
    let tally = &digest.tally;
    for (name, count) in [
        ("valid", tally.valid),
        ("findings", tally.findings),
        ("invalid", tally.invalid),
        ("unreadable", tally.unreadable),
        ("failed", tally.failed),
    ] {
        suite.add_property((name, count.to_string().as_str()));
    }
    let documents = digest.breakdown.documents().into_iter();
    let documents = documents.map(|(name, count)| (format!("as:{name}"), count));
    let kinds = digest.breakdown.kinds().into_iter();
    let kinds = kinds.map(|(kind, count)| (kind.to_owned(), count));
    for (name, count) in documents.chain(kinds) {
        suite.add_property((name.as_str(), count.to_string().as_str()));
    }
    for Failure { name, message } in failed {
        let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
        status.set_message(printable(message).into_owned());
        suite.add_test_case(TestCase::new(printable(name).into_owned(), status));
    }
    let of_all = tally.payloads();
    let name = format!("{} of {of_all} payloads are valid", tally.valid);
    let mut case = TestCase::new(name, TestCaseStatus::success());
    if omitted.payloads + omitted.findings + omitted.failed > 0 {
        case.set_system_out(format!(
            "not listed: {} with findings, {}, {}",
            counted(omitted.payloads, "payload"),
            counted(omitted.findings, "finding"),
            counted(omitted.failed, "failure")
        ));
    }
    suite.add_test_case(case);
    suite
}

fn line(finding: &Finding) -> String {
    let (line, column) = (finding.position.line, finding.position.column);
    let (rule, pointer) = (finding.rule, pointer_or_whole(&finding.pointer));
    let level = rule.verdict().level().map_or("note", Level::as_str);
    let hint = finding.hint.as_ref().map(worded);
    let hint = hint.map(|hint| format!("\n    hint: {hint}"));
    let hint = hint.unwrap_or_default();
    format!(
        "{line}:{column}: {level}: {rule} {pointer}: {}{hint}",
        finding.message
    )
}
