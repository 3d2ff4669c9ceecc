//! Runs `idcard observe`: compares payloads with the spec. It gives no verdict: what it finds is for
//! whoever looks after the spec.

use super::reading::Reading;
use super::standard_output::StandardOutput;
use super::{AUTO, document_or_auto};
use crate::complain;
use clova_id_card::catalog::ROOTS;
use idcard::observe::{self, Observations};
use idcard_capture::Item;
use idcard_judge::{Judge, SkipReason, Values};
use idcard_report::Unfinished;
use std::collections::BTreeMap;
use std::io;

/// What stands below the options.
pub(crate) const HELP: &str = "\
Examples:
  idcard observe captured/
  idcard observe captured/ --as response --report yaml >proposed.yaml

It proposes, and applies nothing. Of each object of the spec it says which members the spec does not
name, with the kinds of their values; which were never seen, and which always though they are
optional, if at least 10 payloads have the object; which values a closed list does not have; and
where another kind of value was seen than is described. A payload that is damaged is left out, and
so is one that has no member of any document.

Unless --show-values is given, no value is shown, but for new values of closed lists that are public
and look like names; and of the keys that the spec does not have, only those that are names by
`idcard explain undocumented-member`.

As yaml it is a fragment of the spec: paste what you agree with to where it says, and write what it
asks for. As json it is one document; members may be added, `observe` counts up when one changes:
  observe     1
  documents   how many payloads were looked at as which document
  unreadable  how many were left out as damaged
  strange     how many were left out as they have nothing of any document
  schemas     [{schema, payloads, times, unknown, hidden, never, always, values, wider}]:
              unknown is [{member, payloads, times, kinds, places, paste, property}], hidden is how
              often there was a key that may be data, never and always are names, values is [{member,
              payloads, times, shown, hidden}], wider is [{member, described, kind, payloads, times}]
  unlisted    how often there was an unknown member that is not listed, as there are too many

Exit codes: 0 whatever it proposes · 2 usage · 3 something could not be read, or there was nothing.";

/// Arguments of `idcard observe`.
#[derive(clap::Args)]
pub(crate) struct Observe {
    #[command(flatten)]
    reading: Reading,

    /// What the payloads are; by default, what each looks most like.
    #[arg(long = "as", value_name = "DOCUMENT", default_value = AUTO, value_parser = document_or_auto())]
    document: String,

    /// The form of the proposals.
    #[arg(long, value_enum, default_value_t)]
    report: Form,

    /// Show keys that may be data, and new values of closed lists, whatever they look like.
    #[arg(long)]
    show_values: bool,
}

#[derive(Clone, Copy, Default, clap::ValueEnum)]
enum Form {
    /// A few lines an object, for people.
    #[default]
    Text,
    /// A fragment of the spec, to be pasted.
    Yaml,
    /// One JSON document, for programs.
    Json,
}

pub(crate) fn run(args: &Observe, out: &mut StandardOutput) -> io::Result<u8> {
    if let Some(message) = args.reading.misuse() {
        complain(message);
        return Ok(2);
    }
    super::interruption::watch(out, &Unfinished::default())?;
    let values = if args.show_values {
        Values::Shown
    } else {
        Values::Hidden
    };
    let judge = Judge::new(ROOTS, values).map_err(io::Error::other)?;
    let document = (args.document != AUTO).then_some(args.document.as_str());
    let mut observations = Observations::default();
    let mut failed = false;
    let mut skipped_counts = BTreeMap::new();
    let (jobs, progress) = args.reading.jobs();
    jobs.for_each(|item| match item {
        Item::Payload(payload) => {
            let document = payload.document.or(document);
            observations += observe::observe(&judge, &payload.bytes, document);
        }
        // It is no JSON, so the spec has no members to say anything about.
        Item::File(_) | Item::Part(_) | Item::Read(_) => {}
        Item::Around(_) => *skipped_counts.entry(SkipReason::OtherLine).or_insert(0_u64) += 1,
        Item::Skipped(skipped) => *skipped_counts.entry(skipped.reason).or_insert(0_u64) += 1,
        Item::Failed(failure) => {
            failed = true;
            complain(&format!("{}: {}", failure.name, failure.message));
        }
    });
    drop(progress);
    for (reason, count) in skipped_counts {
        complain(&format!("not looked at: {} ({count})", reason.plural()));
    }
    match args.report {
        Form::Text => observe::write_text(&observations, out)?,
        Form::Yaml => observe::write_yaml(&observations, out)?,
        Form::Json => observe::write_json(&observations, out)?,
    }
    let is_whole = !failed && observations.unreadable == 0;
    Ok(if is_whole && observations.payloads() > 0 {
        0
    } else {
        3
    })
}
