//! Checks the client against the stand-in, over a socket of this machine: every card by both bodies,
//! and what a call costs when something goes wrong.

use super::table::{Failure, Row};
use clova_id_card::client::blocking::Client;
use clova_id_card::client::{RepeatPolicy, Sent};
use clova_id_card::wire::Naming;
use clova_id_card::{Answer, BodyKind, Error, Recognized, Secret, ServiceErrorCode};
use idcard_service::{Config, Fault, Service, Show};
use std::io;
use std::time::Duration;

/// The beginning of a PNG file: the stand-in does not look further.
const PICTURE: &[u8] = b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR";

const CARDS: [&str; 4] = ["ic", "dl", "pp", "ac"];
const BODIES: [BodyKind; 2] = [BodyKind::Json, BodyKind::Multipart];

type Outcome = Result<Answer, Error>;

/// The two rows.
pub(super) fn rows() -> io::Result<(Row, Row)> {
    crate::tls::install_provider();
    let mut cards = Row::new("the client reads every card, by both bodies");
    let mut costs = Row::new("no call is paid for twice");
    for body in BODIES {
        for card in CARDS {
            every_card(card, body, &mut cards)?;
        }
        for trial in trials() {
            let (calls, billed, held) = attempt(&trial, body)?;
            let found = (calls, billed, held);
            costs.check(found == (trial.calls, trial.billed, true), || Failure {
                place: format!("{} ({body:?})", trial.what),
                message: format!(
                    "expected {} calls, {} billed; found {calls}, {billed}{}",
                    trial.calls,
                    trial.billed,
                    if held { "" } else { ", and another outcome" },
                ),
                way_out: "look at codegen/runtime/src/client/repeat.rs, and at conformance/service/src",
            });
        }
    }
    Ok((cards, costs))
}

fn every_card(card: &'static str, body: BodyKind, row: &mut Row) -> io::Result<()> {
    let service = Service::start(Config::default().show(Show::Card(card)))?;
    let outcome = call(&service, service.secret(), body)?;
    let found = match outcome.map(Answer::into_recognized) {
        Ok(Ok(recognized)) => seen(&recognized).to_owned(),
        Ok(Err(why)) => why.to_string(),
        Err(error) => error.to_string(),
    };
    let journal = service.journal();
    let objections: Vec<_> = journal
        .entries
        .iter()
        .flat_map(|entry| &entry.findings)
        .collect();
    let holds = found == card && journal.billed == 1 && objections.is_empty();
    row.check(holds, || Failure {
        place: format!("{card} ({body:?})"),
        message: format!(
            "found: {found}; billed: {}; the judge on the request: {objections:?}",
            journal.billed
        ),
        way_out: "look at schema/domain, codegen/runtime/src/client, and conformance/service/src",
    });
    Ok(())
}

/// The member of the card that was read.
fn seen(recognized: &Recognized) -> &'static str {
    match recognized.naming() {
        Naming::Agrees => recognized.card().code(),
        _ => "a card at odds with idtype",
    }
}

/// Something that goes wrong, and what must come of it.
struct Trial {
    what: &'static str,
    script: Vec<Option<Fault>>,
    wrong_secret: bool,
    calls: u64,
    billed: u64,
    held: fn(&Outcome) -> bool,
}

fn trials() -> Vec<Trial> {
    let trial = |what, script, calls, billed, held| Trial {
        what,
        script,
        wrong_secret: false,
        calls,
        billed,
        held,
    };
    let busy = || Some(Fault::Error(ServiceErrorCode::RateLimited));
    vec![
        Trial {
            wrong_secret: true,
            ..trial("a wrong secret is refused", vec![], 1, 0, |outcome| {
                let code = outcome.as_ref().err().and_then(Error::code);
                code == Some(ServiceErrorCode::SecretInvalid.as_str()) && fails(outcome, Sent::Yes)
            })
        },
        trial("0025 is repeated", vec![busy()], 2, 1, Result::is_ok),
        trial(
            "0025 is not repeated for ever",
            vec![busy(), busy(), busy()],
            3,
            0,
            |outcome| fails(outcome, Sent::Yes),
        ),
        trial(
            "a reset after the request is not repeated",
            vec![Some(Fault::ResetAfterBody)],
            1,
            1,
            |outcome| fails(outcome, Sent::Maybe),
        ),
        trial(
            "an answer that is cut short is not repeated",
            vec![Some(Fault::ShortBody)],
            1,
            1,
            |outcome| fails(outcome, Sent::Yes),
        ),
        trial(
            "an error of the engine is not repeated",
            vec![Some(Fault::Error(ServiceErrorCode::EngineFailed))],
            1,
            1,
            |outcome| fails(outcome, Sent::Yes),
        ),
    ]
}

fn fails(outcome: &Outcome, sent: Sent) -> bool {
    outcome.as_ref().is_err_and(|error| error.sent() == sent)
}

/// Calls, calls billed, and whether the outcome is the right one.
fn attempt(trial: &Trial, body: BodyKind) -> io::Result<(u64, u64, bool)> {
    let service = Service::start(Config::default().script(trial.script.iter().cloned()))?;
    let secret = if trial.wrong_secret {
        "another"
    } else {
        service.secret()
    };
    let outcome = call(&service, secret, body)?;
    let journal = service.journal();
    Ok((journal.calls, journal.billed, (trial.held)(&outcome)))
}

fn call(service: &Service, secret: &str, body: BodyKind) -> io::Result<Outcome> {
    let pause = Duration::from_millis(1);
    let client = Client::builder(service.invoke_url(), Secret::from(secret))
        .repeat(RepeatPolicy::default().backoff(pause, pause))
        .build()
        .map_err(io::Error::other)?;
    Ok(client.recognize(PICTURE).body(body).send())
}
