//! Where the service is: a URL that may be called, or none.
//!
//! It stands apart because the address is a secret: nothing that is said about it here shows any of
//! it.

use super::build::BuildError;
use crate::wire::Secret;
use crate::wire::operation::Operation;
use reqwest::Url;
use std::net::IpAddr;

/// A URL that paths are added to.
pub(super) struct Address(Url);

impl Address {
    /// Plain `http` is for this machine only.
    pub(super) fn new(base: &Secret<String>) -> Result<Self, BuildError> {
        let url = Url::parse(base.expose().trim()).map_err(|_| BuildError::Url)?;
        match url.scheme() {
            "https" => {}
            "http" if is_loopback(&url) => {}
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

    /// Where an operation is called.
    pub(super) fn of(&self, operation: &Operation) -> Url {
        let mut url = self.0.clone();
        let path = [url.path().trim_end_matches('/'), operation.path].concat();
        url.set_path(&path);
        url
    }
}

fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost"
        || address
            .parse()
            .is_ok_and(|address: IpAddr| address.is_loopback())
}
