//! Writes the secrets that a service asks for: [`Credential`].

use super::build::BuildError;
use super::percent::encoded;
use ::base64::Engine;
use ::base64::engine::general_purpose::STANDARD;
use reqwest::header::{AUTHORIZATION, COOKIE, HeaderMap, HeaderName, HeaderValue};

/// A secret as it travels. It is never printed.
pub(super) enum Credential {
    Header(HeaderName, HeaderValue),
    /// `name=value`, percent-encoded.
    Query(String),
    Cookie(String),
}

impl Credential {
    /// A secret by the key that the operations know it by: the name of a header, or in front of a
    /// name another way to travel, and of several that travel alike which one it is.
    pub(super) fn new(key: &'static str, secret: &str) -> Result<Self, BuildError> {
        let pair = |name| format!("{}={}", encoded(name), encoded(secret));
        let header = |name, text: &str| {
            let value = HeaderValue::from_str(text);
            let mut value = value.map_err(|_| BuildError::Header(key))?;
            value.set_sensitive(true);
            Ok(Self::Header(name, value))
        };
        let (way, name) = key.split_once(':').unwrap_or(("header", key));
        match way.split('/').next() {
            Some("query") => Ok(Self::Query(pair(name))),
            Some("cookie") => Ok(Self::Cookie(pair(name))),
            Some("basic") if !secret.contains(':') => Err(BuildError::Header(key)),
            Some("basic") => header(AUTHORIZATION, &format!("Basic {}", STANDARD.encode(secret))),
            _ => {
                let name = HeaderName::from_bytes(name.as_bytes());
                header(name.map_err(|_| BuildError::Header(key))?, secret)
            }
        }
    }
}

/// What travels of secrets and parameters together.
#[derive(Default)]
pub(super) struct Carried {
    pub(super) headers: HeaderMap,
    query: Vec<String>,
    cookies: Vec<String>,
}

impl Carried {
    pub(super) fn add(&mut self, credential: &Credential) {
        match credential {
            Credential::Header(name, value) => {
                self.headers.append(name.clone(), value.clone());
            }
            Credential::Query(pair) => self.query.push(pair.clone()),
            Credential::Cookie(pair) => self.cookies.push(pair.clone()),
        }
    }

    /// The query of a URL, behind what it has of parameters.
    pub(super) fn query(&self, of_parameters: Option<&str>) -> Option<String> {
        let secrets = self.query.iter().map(String::as_str);
        let all: Vec<&str> = of_parameters.into_iter().chain(secrets).collect();
        (!all.is_empty()).then(|| all.join("&"))
    }

    /// Adds the header `Cookie`, if there is one.
    pub(super) fn add_cookies(&mut self, of_parameters: &[String]) {
        let all: Vec<&str> = of_parameters
            .iter()
            .chain(&self.cookies)
            .map(String::as_str)
            .collect();
        // What is percent-encoded is ASCII.
        if let (false, Ok(mut value)) = (all.is_empty(), HeaderValue::from_str(&all.join("; "))) {
            value.set_sensitive(true);
            self.headers.append(COOKIE, value);
        }
    }
}
