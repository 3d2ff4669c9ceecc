//! Makes one call as a program would, awaited or blocking, and puts its outcome into words, so that
//! the tables read the same for both.

use clova_id_card::client::{BodyFault, ClientBuilder, Refusal, RepeatPolicy, Sent, blocking};
use clova_id_card::{BodyKind, Client, Error, ErrorBody, Image};
use std::time::Duration;
use tokio::runtime::Runtime;

/// How the caller waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    Awaited,
    Blocking,
}

pub(crate) enum Caller {
    Awaited(Client, Runtime),
    Blocking(blocking::Client),
}

/// How a call ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Outcome {
    /// `answer`, or what kind of error.
    pub(crate) what: String,
    /// What an error says was sent, and how often it was tried.
    pub(crate) account: Option<(Sent, u32)>,
}

/// A picture, as far as anybody looks at it.
pub(crate) fn image(length: usize) -> Vec<u8> {
    let mut image = b"\x89PNG\r\n\x1A\n".to_vec();
    image.resize(length, 7);
    image
}

pub(crate) fn small() -> Vec<u8> {
    image(100)
}

/// The settings of a client.
#[derive(Clone, Default)]
pub(crate) struct Settings {
    pub(crate) policy: RepeatPolicy,
    pub(crate) connect: Option<Duration>,
    pub(crate) idle: Option<Duration>,
    pub(crate) total: Option<Duration>,
    pub(crate) max_in_flight: Option<usize>,
}

impl Settings {
    fn tell<C>(self, mut builder: ClientBuilder<C>) -> C {
        builder = builder.repeat(self.policy);
        if let Some(limit) = self.connect {
            builder = builder.connect_timeout(limit);
        }
        if let Some(limit) = self.idle {
            builder = builder.read_timeout(limit);
        }
        if let Some(limit) = self.total {
            builder = builder.timeout(limit);
        }
        if let Some(most) = self.max_in_flight {
            builder = builder.max_in_flight(most);
        }
        builder.build().unwrap()
    }
}

impl Caller {
    pub(crate) fn new(way: Way, url: &str, secret: &str, settings: Settings) -> Self {
        match way {
            Way::Awaited => {
                let client = settings.tell(Client::builder(url, secret));
                Self::Awaited(client, Runtime::new().unwrap())
            }
            Way::Blocking => Self::Blocking(settings.tell(blocking::Client::builder(url, secret))),
        }
    }

    pub(crate) fn call(&self, body: BodyKind, image: impl Into<Image>) -> Outcome {
        match self {
            Self::Awaited(client, runtime) => {
                let call = client.recognize(image).body(body);
                Outcome::of(&runtime.block_on(call.send()))
            }
            Self::Blocking(client) => Outcome::of(&client.recognize(image).body(body).send()),
        }
    }
}

impl Outcome {
    pub(crate) fn of<T>(result: &Result<T, Error>) -> Self {
        let Err(error) = result else {
            return Self {
                what: "answer".to_owned(),
                account: None,
            };
        };
        let what = match error {
            Error::Transport(error, _) => format!("transport {:?}", error.fault),
            Error::Timeout(error, _) => match error.status {
                Some(status) => format!("timeout {:?} after status {status}", error.limit),
                None => format!("timeout {:?}", error.limit),
            },
            Error::Status(error, _) => format!("status {} {}", error.status, said(&error.answer)),
            Error::Body(error, _) => format!("body {}", name(&error.fault)),
            Error::Decode(..) => "decode".to_owned(),
            other => other.to_string(),
        };
        Self {
            what,
            account: Some((error.sent(), error.attempts())),
        }
    }
}

fn said(answer: &Result<ErrorBody, BodyFault>) -> String {
    match answer {
        Ok(ErrorBody::GatewayError(_)) => "gateway".to_owned(),
        Ok(answer) => format!("code {}", answer.code().unwrap_or("unlisted")),
        Err(fault) => name(fault).to_owned(),
    }
}

/// Without the place.
fn name(fault: &BodyFault) -> &'static str {
    match fault {
        BodyFault::Truncated => "Truncated",
        BodyFault::TooLarge => "TooLarge",
        BodyFault::Empty => "Empty",
        BodyFault::ContentType => "ContentType",
        BodyFault::NotJson { .. } => "NotJson",
        BodyFault::NotDescribed => "NotDescribed",
        _ => "of another kind",
    }
}
