//! What a client is told before its first call: [`ClientBuilder`].
//!
//! It stands apart because here the caller's wishes meet what must hold whatever the caller says:
//! no redirects, no plain text on the network, no repetition by a layer that does not know what a
//! call costs.

use super::address::Address;
use super::build::BuildError;
use super::form::is_boundary;
use super::http::{Http, Limits};
use super::repeat::RepeatPolicy;
use crate::wire::Secret;
use reqwest::header::HeaderValue;
use reqwest::{Proxy, redirect, retry};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

/// How long a connection may take to be made, unless set.
pub const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// How long nothing may be sent or come, unless set.
pub const IDLE_TIMEOUT: Duration = Duration::from_secs(60);

/// How long a call may take as a whole, unless set.
pub const TIMEOUT: Duration = Duration::from_secs(120);

/// How long a connection is kept for the next call, unless set. A service that closes one in the
/// moment in which it is used again leaves the caller in doubt, so it is not kept for long.
pub const POOL_IDLE_TIMEOUT: Duration = Duration::from_secs(15);

/// How long an answer may be, unless set.
pub const MAX_RESPONSE_BYTES: usize = 16 * 1024 * 1024;

/// Makes a client.
#[must_use = "there is no client before `build`"]
pub struct ClientBuilder<C> {
    base: Secret<String>,
    credentials: Vec<(&'static str, Secret<String>)>,
    finish: fn(Http) -> Result<C, BuildError>,
    http: reqwest::ClientBuilder,
    proxy: Option<Proxy>,
    user_agent: Option<String>,
    connect_timeout: Duration,
    pool_idle_timeout: Duration,
    max_in_flight: Option<usize>,
    boundary: Option<String>,
    limits: Limits,
}

impl<C> ClientBuilder<C> {
    pub(crate) fn new(
        base: impl Into<Secret<String>>,
        credentials: Vec<(&'static str, Secret<String>)>,
        finish: fn(Http) -> Result<C, BuildError>,
    ) -> Self {
        Self {
            base: base.into(),
            credentials,
            finish,
            http: reqwest::Client::builder(),
            proxy: None,
            user_agent: None,
            connect_timeout: CONNECT_TIMEOUT,
            pool_idle_timeout: POOL_IDLE_TIMEOUT,
            max_in_flight: None,
            boundary: None,
            limits: Limits {
                idle: IDLE_TIMEOUT,
                total: TIMEOUT,
                response_bytes: MAX_RESPONSE_BYTES,
                repeat: RepeatPolicy::default(),
            },
        }
    }

    /// Calls another address than the one described, such as that of a stand-in for the service.
    pub fn address(mut self, url: impl Into<Secret<String>>) -> Self {
        self.base = url.into();
        self
    }

    /// Connections that are set up by somebody else: certificates, name resolution, and the like.
    /// What this builder can be told, it tells afterwards; redirects, repetition, HTTP/2 and the
    /// logging of what is sent are switched off in any case.
    pub fn http(mut self, connections: reqwest::ClientBuilder) -> Self {
        self.http = connections;
        self
    }

    /// How long a connection may take to be made; [`CONNECT_TIMEOUT`] unless set.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.connect_timeout = limit;
        self
    }

    /// How long nothing at all may be sent or come; [`IDLE_TIMEOUT`] unless set. It must be longer
    /// than the service takes to think. The head of an answer counts when it is complete.
    pub fn read_timeout(mut self, limit: Duration) -> Self {
        self.limits.idle = limit;
        self
    }

    /// How long a call may take with all its attempts, and the time that it waits for its turn;
    /// [`TIMEOUT`] unless set.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.limits.total = limit;
        self
    }

    /// How long a connection is kept for the next call; [`POOL_IDLE_TIMEOUT`] unless set.
    pub fn pool_idle_timeout(mut self, limit: Duration) -> Self {
        self.pool_idle_timeout = limit;
        self
    }

    /// Calls through a proxy.
    pub fn proxy(mut self, proxy: Proxy) -> Self {
        self.proxy = Some(proxy);
        self
    }

    /// How many calls may be made at the same time; the others wait. No limit unless set.
    pub fn max_in_flight(mut self, most: usize) -> Self {
        self.max_in_flight = Some(most);
        self
    }

    /// How long an answer may be; [`MAX_RESPONSE_BYTES`] unless set.
    pub fn max_response_bytes(mut self, most: usize) -> Self {
        self.limits.response_bytes = most;
        self
    }

    /// When a call is repeated.
    pub fn repeat(mut self, policy: RepeatPolicy) -> Self {
        self.limits.repeat = policy;
        self
    }

    /// What the client calls itself.
    pub fn user_agent(mut self, name: impl Into<String>) -> Self {
        self.user_agent = Some(name.into());
        self
    }

    /// The boundary of every form, for tests that compare bytes; one by chance unless set.
    pub fn boundary(mut self, boundary: impl Into<String>) -> Self {
        self.boundary = Some(boundary.into());
        self
    }

    /// Makes it.
    ///
    /// # Errors
    /// When the address or a secret cannot be used, or connections cannot be set up as asked.
    pub fn build(self) -> Result<C, BuildError> {
        let address = Address::new(&self.base)?;
        if self
            .boundary
            .as_deref()
            .is_some_and(|text| !is_boundary(text))
        {
            return Err(BuildError::Boundary);
        }
        let mut credentials = Vec::new();
        for (header, secret) in &self.credentials {
            let mut value =
                HeaderValue::from_str(secret.expose()).map_err(|_| BuildError::Header(header))?;
            value.set_sensitive(true);
            credentials.push((*header, value));
        }
        let mut http = self.http;
        if let Some(name) = &self.user_agent {
            let name = HeaderValue::from_str(name).map_err(|_| BuildError::Header("User-Agent"))?;
            http = http.user_agent(name);
        }
        http = match self.proxy {
            Some(proxy) => http.proxy(proxy),
            // What goes to this machine unencrypted must not leave it by way of a proxy.
            None if !address.is_https() => http.no_proxy(),
            None => http,
        };
        let client = http
            .connect_timeout(self.connect_timeout)
            .pool_idle_timeout(self.pool_idle_timeout)
            .redirect(redirect::Policy::none())
            .referer(false)
            .retry(retry::never())
            .http1_only()
            .https_only(address.is_https())
            .connection_verbose(false)
            .build()
            .map_err(|_| BuildError::Connections)?;
        let turns = self
            .max_in_flight
            .map(|most| most.clamp(1, Semaphore::MAX_PERMITS));
        (self.finish)(Http {
            client,
            address,
            credentials,
            boundary: self.boundary,
            turns: turns.map(|most| Arc::new(Semaphore::new(most))),
            limits: self.limits,
        })
    }
}

impl<C> fmt::Debug for ClientBuilder<C> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ClientBuilder")
            .finish_non_exhaustive()
    }
}
