//! Answers one call: a head and a body become an answer and an entry of the journal.
//!
//! Here is the order in which the service looks at things: the address, the secret, the method, how
//! much is asked at once, the body. Nothing here knows of sockets.

use super::answer;
use super::config::Show;
use super::fault::{Fault, Stage};
use super::journal::Entry;
use super::refusal::{Refusal, gateway};
use super::reply::{Reply, http_date};
use super::request::{Asked, Kind};
use super::state::Shared;
use super::wire::Head;
use clova_id_card::ServiceErrorCode;
use clova_id_card::operation::POST_ID_CARD;
use idcard_synthetic::Seeded;
use std::time::{SystemTime, UNIX_EPOCH};

/// Where the stand-in begins: what is before the domain in an invoke URL.
const CUSTOM: &str = "/custom/v1/";

/// The domain of the stand-in.
const DOMAIN: &str = "0";

/// What is before the address of the operation.
pub(super) fn base(invoke_key: &str) -> String {
    format!("{CUSTOM}{DOMAIN}/{invoke_key}")
}

/// What the caller asks of the stand-in rather than of the service.
#[derive(Default)]
pub(super) struct Steering {
    fault: Option<Fault>,
    show: Option<Show>,
    seed: Option<u64>,
}

impl Steering {
    /// Reads the headers that begin with `x-mock-`; one that cannot be read is answered, in words.
    pub(super) fn read(head: &Head) -> Result<Self, Reply> {
        let wrong = |name: &str, what: &dyn ToString| {
            let message = format!("{name}: {}", what.to_string());
            gateway(400, "900", "Stand-in misused", &message)
        };
        let mut steering = Self::default();
        if let Some(text) = head.text("x-mock-fault") {
            let fault: Fault = text
                .parse()
                .map_err(|error| wrong("x-mock-fault", &error))?;
            if fault.stage() == Stage::Connection {
                return Err(wrong("x-mock-fault", &"only a script can have this fault"));
            }
            steering.fault = Some(fault);
        }
        if let Some(text) = head.text("x-mock-answer") {
            steering.show = Some(
                text.parse()
                    .map_err(|error| wrong("x-mock-answer", &error))?,
            );
        }
        if let Some(text) = head.text("x-mock-seed") {
            steering.seed = Some(
                text.parse()
                    .map_err(|_| wrong("x-mock-seed", &"expected a number"))?,
            );
        }
        Ok(steering)
    }

    /// The fault that the call meets: the one that it asks for, or else the one it is given.
    pub(super) fn fault(&self, given: Option<Fault>) -> Option<Fault> {
        self.fault.clone().or(given)
    }
}

/// A call that was read.
pub(super) struct Request<'a> {
    pub(super) head: &'a Head,
    pub(super) body: Vec<u8>,
    pub(super) number: u64,
    pub(super) too_many: bool,
    pub(super) fault: Option<&'a Fault>,
    pub(super) steering: &'a Steering,
}

/// Answers a call; the fault is committed on the bytes of the answer later, where it is of that
/// kind.
pub(super) async fn answer(shared: &Shared, request: Request<'_>) -> (Reply, Entry) {
    let seeded = match request.steering.seed {
        Some(seed) => Seeded::new(seed, 0),
        None => Seeded::new(shared.config.seed, request.number),
    };
    let kind = Kind::of(request.head.text("Content-Type").unwrap_or_default());
    let mut entry = Entry {
        call: request.number,
        body: kind.as_ref().map(Kind::name),
        bytes: request.body.len(),
        fault: request.fault.map(ToString::to_string),
        ..Entry::default()
    };
    let mut refuse = |refusal: &Refusal| {
        entry.code = Some(refusal.code.as_str().to_owned());
        refusal.reply(&shared.config.invoke_key, &mut seeded.clone())
    };
    let reply = match admit(shared, &request) {
        Err(Refused::Service(refusal)) => refuse(&refusal),
        Err(Refused::Gateway(reply)) => reply,
        Ok(()) => match read(shared, kind, request.body).await {
            Err(refusal) => refuse(&refusal),
            Ok(asked) => {
                let reply = match request.fault {
                    Some(Fault::Error(code)) => refuse(&Refusal::new(code.clone())),
                    Some(Fault::Html(status)) => page(*status),
                    Some(Fault::Empty(status)) => Reply::of(*status, "", Vec::new()),
                    fault => {
                        let mut seeded = seeded.clone();
                        let options = answer::options(
                            &asked,
                            request.steering.show.unwrap_or(shared.config.show),
                            fault,
                            &shared.config,
                            &mut seeded,
                        );
                        Reply::json(200, shared.answers.json(options, &mut seeded))
                    }
                };
                entry.billed = true;
                entry.found(asked.found);
                reply
            }
        },
    };
    entry.status = Some(reply.status);
    (reply, entry)
}

enum Refused {
    Service(Refusal),
    Gateway(Reply),
}

/// Whether the call gets to the point where its body is looked at.
fn admit(shared: &Shared, request: &Request<'_>) -> Result<(), Refused> {
    let refused = |code| Err(Refused::Service(Refusal::new(code)));
    let head = request.head;
    let expected = [&base(&shared.config.invoke_key), POST_ID_CARD.path].concat();
    if head.path != expected {
        return refused(if is_of_other_domain(&head.path) {
            ServiceErrorCode::DomainInvalid
        } else {
            ServiceErrorCode::UrlInvalid
        });
    }
    let sent = |name: &&str| head.header(name) == Some(shared.config.secret.as_bytes());
    let mut alternatives = POST_ID_CARD.credentials.iter();
    if !alternatives.any(|alternative| alternative.iter().all(sent)) {
        return refused(ServiceErrorCode::SecretInvalid);
    }
    if head.method != POST_ID_CARD.method {
        let reply = gateway(
            405,
            "405",
            "Method Not Allowed",
            "The method is not allowed.",
        );
        return Err(Refused::Gateway(reply.with("Allow", POST_ID_CARD.method)));
    }
    if request.too_many {
        return refused(ServiceErrorCode::RateLimited);
    }
    match request.fault {
        Some(fault @ Fault::Error(code)) if fault.stage() == Stage::Gate => refused(code.clone()),
        Some(Fault::Gateway(status)) => {
            let reply = gateway(*status, "300", "Not Found Exception", "URL not found.");
            Err(Refused::Gateway(reply))
        }
        Some(Fault::TooManyRequests(seconds)) => {
            Err(Refused::Gateway(too_many(seconds.to_string())))
        }
        Some(Fault::TooManyRequestsDate(seconds)) => {
            let now = SystemTime::now()
                .duration_since(UNIX_EPOCH)
                .unwrap_or_default();
            let date = http_date(now.as_secs() + u64::from(*seconds));
            Err(Refused::Gateway(too_many(date)))
        }
        _ => Ok(()),
    }
}

/// The address of the operation in another domain.
fn is_of_other_domain(path: &str) -> bool {
    let inner = path
        .strip_prefix(CUSTOM)
        .and_then(|path| path.strip_suffix(POST_ID_CARD.path));
    inner
        .and_then(|inner| inner.split_once('/'))
        .is_some_and(|(domain, key)| domain != DOMAIN && !domain.is_empty() && !key.contains('/'))
}

fn too_many(retry_after: String) -> Reply {
    let reply = gateway(
        429,
        "429",
        "Too Many Requests",
        "The quota of requests is used up.",
    );
    reply.with("Retry-After", retry_after)
}

fn page(status: u16) -> Reply {
    let text = format!(
        "<html>\r\n<head><title>{status}</title></head>\r\n<body><center><h1>{status}</h1></center>\
         <hr><center>nginx</center></body>\r\n</html>\r\n"
    );
    Reply::of(status, "text/html", text.into_bytes())
}

/// What was asked, or why it is not taken.
async fn read(shared: &Shared, kind: Option<Kind>, body: Vec<u8>) -> Result<Asked, Refusal> {
    let Some(kind) = kind else {
        let what = "must be application/json or multipart/form-data with a boundary";
        return Err(Refusal::invalid("Content-Type", what));
    };
    kind.read(&shared.judge, body).await
}
