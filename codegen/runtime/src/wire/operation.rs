//! Describes an operation as data.
//!
//! The operations themselves are in [`crate::operation`]; here is what they are made of.

/// An operation of the service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Operation {
    /// Its name.
    pub name: &'static str,
    /// The HTTP method, in upper case.
    pub method: &'static str,
    /// The path, after the URL of the service.
    pub path: &'static str,
    /// The bodies that may be sent.
    pub bodies: &'static [Body],
    /// The answers: exact statuses first, then ranges, then what is left.
    pub responses: &'static [Response],
    /// Alternatives in the order of the document: the first of which the client has every
    /// credential is sent. Each credential is what carries it: a header, or what `query:`,
    /// `cookie:` and `basic:` stand in front of. Of several that are carried alike,
    /// `header/scheme:` and the like says which.
    pub credentials: &'static [&'static [&'static str]],
    /// Whether a call without credentials is answered too.
    pub anonymous: bool,
}

impl Operation {
    /// The answer that is described for a status.
    #[must_use]
    pub fn response(&self, status: u16) -> Option<&'static Response> {
        self.responses
            .iter()
            .find(|response| response.status.covers(status))
    }

    /// The media types that answers are described with, as the header `Accept` has them.
    #[allow(dead_code, reason = "without the client nothing is asked for")]
    pub(crate) fn accepted(&self) -> String {
        let mut accepted: Vec<&str> = Vec::new();
        let bodies = self.responses.iter().filter_map(|response| response.body);
        for body in bodies {
            if !accepted.contains(&body.media_type) {
                accepted.push(body.media_type);
            }
        }
        if accepted.is_empty() {
            accepted.push("application/json");
        }
        accepted.join(", ")
    }

    /// Whether a status reports success: it is one of 200 to 299, and described as such. Where
    /// nothing describes a success, each of those is one that `default` or nothing describes, and
    /// so is a redirection that is described.
    #[must_use]
    pub fn is_success(&self, status: u16) -> bool {
        let of = |first: u16, status: &Status| match *status {
            Status::Exact(exact) => exact / 100 == first,
            Status::Range(digit) => u16::from(digit) == first,
            Status::Default => false,
        };
        let is_any = |first: u16| self.responses.iter().any(|it| of(first, &it.status));
        let described = self.response(status).map(|response| response.status);
        match (status / 100, described) {
            (2, Some(Status::Exact(_) | Status::Range(_))) => true,
            (2, Some(Status::Default) | None) => !is_any(2),
            (3, Some(Status::Exact(_) | Status::Range(_))) => {
                !is_any(2) && !self.responses.iter().any(|it| it.status == Status::Default)
            }
            _ => false,
        }
    }
}

/// The URL of the service, out of one that a person has copied: white space around it, slashes at
/// its end, and the path of an operation there do not belong to it.
pub(crate) fn base<'a>(url: &'a str, operations: &[Operation]) -> &'a str {
    let url = url.trim().trim_end_matches('/');
    let stripped = operations.iter().map(|operation| {
        let path = operation.path.trim_end_matches('/');
        url.strip_suffix(path).unwrap_or(url)
    });
    // Of two paths that fit, the longer one is meant.
    let shortest = stripped.min_by_key(|base| base.len()).unwrap_or(url);
    shortest.trim_end_matches('/')
}

/// A body, of a call or of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Body {
    /// The media type.
    pub media_type: &'static str,
    /// The name of its type in this crate; empty where it travels as it is.
    pub rust: &'static str,
}

/// An answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Response {
    /// The statuses that it comes with.
    pub status: Status,
    /// The body, where one is described.
    pub body: Option<Body>,
}

/// The statuses of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Status {
    /// One status.
    Exact(u16),
    /// All statuses that begin with this digit.
    Range(u8),
    /// All statuses of no other answer.
    Default,
}

impl Status {
    /// Whether a status is one of these.
    #[must_use]
    pub const fn covers(self, status: u16) -> bool {
        match self {
            Self::Exact(exact) => exact == status,
            Self::Range(digit) => status / 100 == digit as u16,
            Self::Default => true,
        }
    }
}
