//! Configures a stand-in: every choice has a value that makes it behave like the service on a good
//! day.

use super::fault::Fault;
use std::fmt;
use std::str::FromStr;
use std::time::Duration;

/// How the stand-in is to behave. By default: on a port that is free, with seed 0, without faults.
#[derive(Debug, Clone)]
pub struct Config {
    pub(super) port: u16,
    pub(super) seed: u64,
    pub(super) secret: String,
    pub(super) invoke_key: String,
    pub(super) show: Show,
    pub(super) script: Vec<Option<Fault>>,
    pub(super) faults: Vec<Fault>,
    pub(super) fault_rate: f64,
    pub(super) max_concurrent: Option<usize>,
    pub(super) latency: Duration,
    pub(super) variety: bool,
    pub(super) extra_members: bool,
    pub(super) max_request_bytes: u64,
}

/// What the answers show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Show {
    /// A card, of any kind; with [`Config::variety`] sometimes a failure or an error.
    #[default]
    Any,
    /// A card of the kind whose fields are in this member: `ic`, `dl`, `pp` or `ac`.
    Card(&'static str),
    /// No card was recognised.
    Failure,
    /// The image could not be worked on.
    Error,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            port: 0,
            seed: 0,
            secret: "stand-in-secret".to_owned(),
            invoke_key: "mock".to_owned(),
            show: Show::Any,
            script: Vec::new(),
            faults: Vec::new(),
            fault_rate: 0.0,
            max_concurrent: None,
            latency: Duration::ZERO,
            variety: false,
            extra_members: false,
            max_request_bytes: 128 << 20,
        }
    }
}

impl Config {
    /// The port on the loopback interface; 0 for one that is free.
    #[must_use]
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// What all answers are made from: the same seed and the same calls, the same bytes.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// What has to be in `X-OCR-SECRET`.
    #[must_use]
    pub fn secret(mut self, secret: impl Into<String>) -> Self {
        self.secret = secret.into();
        self
    }

    /// The last segment of the invoke URL; a test may plant a canary there.
    #[must_use]
    pub fn invoke_key(mut self, invoke_key: impl Into<String>) -> Self {
        self.invoke_key = invoke_key.into();
        self
    }

    /// What the answers show.
    #[must_use]
    pub fn show(mut self, show: Show) -> Self {
        self.show = show;
        self
    }

    /// What the first calls meet, one after the other; `None` for nothing.
    #[must_use]
    pub fn script(mut self, steps: impl IntoIterator<Item = Option<Fault>>) -> Self {
        self.script = steps.into_iter().collect();
        self
    }

    /// Faults that calls meet by chance, each time one of them, with this probability. A fault of
    /// the connection cannot be had by chance and is left out.
    #[must_use]
    pub fn faults(mut self, faults: impl IntoIterator<Item = Fault>, probability: f64) -> Self {
        self.faults = faults.into_iter().filter(Fault::may_be_by_chance).collect();
        self.fault_rate = probability;
        self
    }

    /// How many calls may be on their way; one more is refused with code 0025.
    #[must_use]
    pub fn max_concurrent(mut self, calls: usize) -> Self {
        self.max_concurrent = Some(calls);
        self
    }

    /// How long each good call takes.
    #[must_use]
    pub fn latency(mut self, latency: Duration) -> Self {
        self.latency = latency;
        self
    }

    /// Has the answers differ as far as the spec allows: what the service has always sent is absent
    /// now and then, and a card may be read in part. Without it, they are what it typically sends.
    #[must_use]
    pub fn variety(mut self, wanted: bool) -> Self {
        self.variety = wanted;
        self
    }

    /// Adds members that the spec does not name: the answers still satisfy the schema.
    #[must_use]
    pub fn extra_members(mut self, added: bool) -> Self {
        self.extra_members = added;
        self
    }

    /// The longest body of a request that is read; 128 MiB unless set.
    #[must_use]
    pub fn max_request_bytes(mut self, bytes: u64) -> Self {
        self.max_request_bytes = bytes;
        self
    }
}

/// Not the name of something to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoSuchShow;

impl fmt::Display for NoSuchShow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected any, failure, error")?;
        for card in idcard_synthetic::cards() {
            write!(f, ", {}", card.member)?;
        }
        Ok(())
    }
}

impl std::error::Error for NoSuchShow {}

impl FromStr for Show {
    type Err = NoSuchShow;

    fn from_str(text: &str) -> Result<Self, NoSuchShow> {
        match text {
            "any" => Ok(Self::Any),
            "failure" => Ok(Self::Failure),
            "error" => Ok(Self::Error),
            _ => idcard_synthetic::cards()
                .iter()
                .find(|card| card.member == text)
                .map(|card| Self::Card(card.member))
                .ok_or(NoSuchShow),
        }
    }
}
