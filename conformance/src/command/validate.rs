//! Runs `idcard validate`: gives a verdict on each payload of whatever people have.

use super::reading::Reading;
use super::reporting::Reporting;
use super::standard_output::StandardOutput;
use super::{AUTO, FailOn, document_or_auto, threads};
use clova_id_card::catalog::ROOTS;
use idcard::engine::Engine;
use idcard_judge::{Document, Judge, Values};
use idcard_report::{Digest, Event, Readers, Report, Run, Unfinished};
use std::ffi::OsString;
use std::io;
use std::sync::Arc;

/// What stands below the options.
pub(crate) const HELP: &str = "\
Examples:
  idcard validate answer.json
  idcard validate captured/ '2024-*/*.ndjson.zst' --fail-on invalid
  idcard validate session.har --report html --output report.html
  idcard validate export.ndjson --pointer /_source/body --json-string
  idcard validate log.ndjson --pointer /req/body --or --pointer '/res/*/body'
  idcard validate captured/ --report json --output known.json
  idcard validate captured/ --baseline known.json
  curl -i … | idcard validate - --as response

What an input is, is found by content: JSON, an array of payloads, a payload a line, an HTTP archive,
HTTP messages as `curl -i` prints them, what `curl --trace` writes, values one behind the other, the log
of a container, and lines with text before or behind the JSON; each as it is, or by gzip or zstd. Of a
zip archive the archives of exchanges are read. Where no PATH is given, what is piped in is.
Of text, what looks like a document of this API is judged, also where a line has it inside a string or
comes in parts, and the other lines are counted: an object at
the top of which are `images`, a list, with two of `version`, `requestId` and `timestamp` (or all three of
them, and nothing else or no list); `message` with a `code` of four digits, and `path`, `traceId` or
nothing else; or `error` with an `errorCode` in it. Nothing inside of another object is judged unasked:
what leads to the payloads there is printed.
Of an exchange both halves are judged, whatever --as says: the request by its body, the response by
its status. Blank lines are no payloads.

The verdict on a payload is one of
  valid       nothing to say
  findings    it satisfies the schema, but something deserves a look
  invalid     it does not satisfy the schema
  unreadable  it is not JSON; what can still be read is judged, and marked as recovered

Of a payload the first 5000 findings are told apart; the others are counted, in the report too.

Memory: 32 MiB, and for each thread 16 MiB and at the most 50 bytes for each byte of the longest line or
other payload that is read (--longest-line), if it is not valid. Two threads and lines of up to 8 MB
stay under 1 GB.

`idcard schema report` prints the JSON Schema of the report as json, `idcard schema report-line` that
of each line of the report as ndjson. `idcard explain RULE` says more about a rule.

Exit codes: 0 clean · 1 findings or invalid · 2 usage · 3 something could not be read or done.";

/// Arguments of `idcard validate`.
#[derive(clap::Args)]
pub(crate) struct Validate {
    #[command(flatten)]
    reading: Reading,

    /// What the payloads are; by default, what each looks most like.
    #[arg(long = "as", value_name = "DOCUMENT", default_value = AUTO, value_parser = document_or_auto())]
    document: String,

    /// How many payloads are judged at once, 1024 at the most; by default, one for each core.
    #[arg(long, value_name = "COUNT", value_parser = threads::parser())]
    threads: Option<u16>,

    #[command(flatten)]
    reporting: Reporting,

    /// From which verdict on the exit code is 1.
    #[arg(long, value_enum, default_value_t)]
    fail_on: FailOn,

    /// Show values, and keys that may be values: personal data in a payload is personal data in
    /// the report.
    #[arg(long)]
    show_values: bool,

    /// What `idcard stream` was once; takes whatever stands behind it.
    #[arg(long, hide = true, num_args = 0.., allow_hyphen_values = true)]
    stream: Option<Vec<OsString>>,
}

pub(crate) fn run(args: &Validate, out: &mut StandardOutput) -> io::Result<u8> {
    if args.stream.is_some() {
        crate::complain("--stream is a command of its own: say `idcard stream`");
        return Ok(2);
    }
    if let Some(message) = args.reading.misuse().or_else(|| args.reporting.misuse()) {
        crate::complain(message);
        return Ok(2);
    }
    let unfinished = Unfinished::default();
    super::interruption::watch(out, &unfinished)?;
    let (values, readers) = if args.show_values {
        (Values::Shown, Readers::Owner)
    } else {
        (Values::Hidden, Readers::Everybody)
    };
    let judge = Judge::new(ROOTS, values)
        .map_err(io::Error::other)?
        .with_files(idcard::file::fault)
        .with_excerpts(args.reporting.has_excerpts());
    // `auto` is the name of no document.
    let document = judge.document(&args.document).map(Document::name);
    let engine = Engine {
        judge: Arc::new(judge),
        document,
        longest_line: args.reading.longest_line.get(),
        threads: threads::count(args.threads),
    };
    let fail_on = args.fail_on.into();
    let digest = Digest::new(Arc::new(args.reporting.settings(args.reading.verbose)?));
    let reporting = &args.reporting;
    let run = Run {
        inputs: args.reading.inputs(),
        date: Some(super::date()),
    };
    let options = (fail_on, run);
    let digest = reporting.write(out, readers, &unfinished, options, |report| {
        let digest = examine(args, &engine, digest, report)?;
        report.finish(&digest)?;
        Ok(digest)
    })?;
    Ok(digest.exit_code(fail_on))
}

fn examine(
    args: &Validate,
    engine: &Engine,
    digest: Digest,
    report: &mut dyn Report,
) -> io::Result<Digest> {
    let (jobs, progress) = args.reading.jobs();
    let mut report = Complaining(report);
    let digest = engine.run(jobs, digest, &mut report);
    drop(progress);
    let digest = digest?;
    digest.tell_foreign(&mut report)?;
    Ok(digest)
}

/// A report that complains of what could not be read, too.
struct Complaining<'r>(&'r mut dyn Report);

impl Report for Complaining<'_> {
    fn event(&mut self, event: Event) -> io::Result<()> {
        if let Event::Failed(failure) = &event {
            crate::complain(&format!("{}: {}", failure.name, failure.message));
        }
        self.0.event(event)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }

    fn finish(&mut self, digest: &Digest) -> io::Result<()> {
        self.0.finish(digest)
    }
}
