//! The address of the service.
//!
//! It is a secret: no error shows any part of it.

use super::build::BuildError;
use super::parameter::Parameters;
use crate::wire::Secret;
use crate::wire::operation::Operation;
use reqwest::Url;
use std::net::IpAddr;

/// A base URL, to which the path of an operation is added.
pub(super) struct Address(Url);

impl Address {
    /// Parses a base URL. Plain `http` is for this machine only, unless the caller insists.
    pub(super) fn new(base: &Secret<String>, plain_text: bool) -> Result<Self, BuildError> {
        let url = Url::parse(base.expose().trim()).map_err(|_| BuildError::Url)?;
        match url.scheme() {
            "https" => {}
            "http" if plain_text || is_loopback(&url) => {}
            _ => return Err(BuildError::NotHttps),
        }
        if url.cannot_be_a_base() || url.query().is_some() || url.fragment().is_some() {
            return Err(BuildError::Url);
        }
        Ok(Self(url))
    }

    pub(super) fn is_https(&self) -> bool {
        self.0.scheme() == "https"
    }

    /// The URL of an operation with its parameters, and this query.
    pub(super) fn of(
        &self,
        operation: &Operation,
        parameters: &Parameters,
        query: Option<&str>,
    ) -> Url {
        let mut url = self.0.clone();
        let path = parameters.fill(operation.path);
        let path = [url.path().trim_end_matches('/'), &path].concat();
        url.set_path(&path);
        url.set_query(query);
        url
    }
}

/// A relative address as seen from another one. Where there is no such address it is left as it is,
/// and [`Address::new`] refuses it.
pub(super) fn resolved(from: &Secret<String>, address: &Secret<String>) -> Secret<String> {
    let joined = Url::parse(from.expose().trim()).and_then(|url| url.join(address.expose()));
    joined.map_or_else(|_| from.clone(), |url| Secret::new(url.into()))
}

fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost"
        || address
            .parse()
            .is_ok_and(|address: IpAddr| address.is_loopback())
}
