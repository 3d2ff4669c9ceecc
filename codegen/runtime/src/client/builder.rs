//! Builds a client: [`ClientBuilder`].
//!
//! Some settings hold whatever the caller chooses: no redirects, no plain text on the network, and
//! no repetition by a layer that does not know what a call costs.
//!
//! Cargo builds `reqwest` once for a whole program, with the features that any crate in it asks
//! for. So what is on by default when a feature is on gets switched off here, or chosen.

use super::address::{Address, resolved};
use super::build::BuildError;
use super::credential::Credential;
use super::diagnosis::not_set_up;
#[cfg(feature = "form")]
use super::form::checked_boundary;
use super::http::{Http, Limits};
use super::repeat::RepeatPolicy;
use crate::operation::OPERATIONS;
use crate::wire::Secret;
use crate::wire::operation::base;
use reqwest::header::HeaderValue;
use reqwest::{Proxy, redirect, retry};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

/// Default of [`ClientBuilder::connect_timeout`]: 10 seconds.
pub const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// Default of [`ClientBuilder::read_timeout`]: 60 seconds.
pub const IDLE_TIMEOUT: Duration = Duration::from_secs(60);

/// Default of [`ClientBuilder::timeout`]: 120 seconds.
pub const TIMEOUT: Duration = Duration::from_secs(120);

/// Default of [`ClientBuilder::pool_idle_timeout`]: 15 seconds. A service that closes a connection
/// just when it is used again leaves the caller in doubt, so none is kept for long.
pub const POOL_IDLE_TIMEOUT: Duration = Duration::from_secs(15);

/// Default of [`ClientBuilder::max_response_bytes`]: 16 MiB.
pub const MAX_RESPONSE_BYTES: usize = 16 * 1024 * 1024;

/// Builds a client.
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
    #[cfg(feature = "form")]
    boundary: Option<String>,
    plain_text: bool,
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
            http: connections(),
            proxy: None,
            user_agent: None,
            connect_timeout: CONNECT_TIMEOUT,
            pool_idle_timeout: POOL_IDLE_TIMEOUT,
            max_in_flight: None,
            #[cfg(feature = "form")]
            boundary: None,
            plain_text: false,
            limits: Limits {
                idle: IDLE_TIMEOUT,
                total: TIMEOUT,
                response_bytes: MAX_RESPONSE_BYTES,
                repeat: RepeatPolicy::default(),
            },
        }
    }

    /// Sets a secret that the client can do without.
    #[allow(dead_code, reason = "a service may need all of its secrets")]
    pub(crate) fn secret(mut self, key: &'static str, secret: Secret<String>) -> Self {
        self.credentials.retain(|(known, _)| *known != key);
        self.credentials.push((key, secret));
        self
    }

    /// Sets a token that the client can do without, and that travels behind the word `Bearer`.
    #[allow(dead_code, reason = "a service may need all of its secrets")]
    #[allow(
        clippy::needless_pass_by_value,
        reason = "the caller has no more use for it"
    )]
    pub(crate) fn token(self, key: &'static str, token: Secret<String>) -> Self {
        let secret = match token.expose().trim() {
            "" => String::new(),
            token => format!("Bearer {token}"),
        };
        self.secret(key, Secret::new(secret))
    }

    /// Calls another address than the one described, such as that of a stand-in for the service.
    ///
    /// White space around the URL does not count, and the path of an operation may stand at its
    /// end: it is not appended to it again.
    pub fn address(mut self, url: impl Into<Secret<String>>) -> Self {
        self.base = Secret::new(base(url.into().expose(), OPERATIONS).to_owned());
        self
    }

    /// Resolves the described address, which is relative, against the one where the description was
    /// found.
    pub(crate) fn relative_to(mut self, url: impl Into<Secret<String>>) -> Self {
        self.base = resolved(&url.into(), &self.base);
        self
    }

    /// Calls a host other than this machine by plain `http`: **whoever is on the way reads the
    /// secrets, the pictures and the answers**, and can change them. It is meant for a stand-in for
    /// the service in another container, with secrets that are none.
    #[doc(alias = "insecure")]
    pub fn danger_send_secrets_and_pictures_in_plain_text(mut self) -> Self {
        self.plain_text = true;
        self
    }

    /// Starts from connections with settings of your own: certificates, name resolution, and the
    /// like. The settings of this builder override them; redirects, repetition, HTTP/2, compression
    /// and the logging of what is sent are switched off in any case. No answer is asked for in a
    /// compressed form, and what is labelled so is not unpacked: a wrong label would cost the body.
    ///
    /// Without this, the library for TLS is that of this crate's own features, the system resolves
    /// names, and there are no cookies, whatever features other crates switch on in `reqwest`. What
    /// is passed here has the defaults of `reqwest`, which depend on them, and no `User-Agent`
    /// unless it sets one.
    pub fn http(mut self, connections: reqwest::ClientBuilder) -> Self {
        self.http = connections;
        self
    }

    /// Limits the time for a connection to be made; [`CONNECT_TIMEOUT`] by default.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.connect_timeout = limit;
        self
    }

    /// Limits the time in which nothing is sent or received; [`IDLE_TIMEOUT`] by default. It must
    /// be longer than the service needs to compute an answer. The head of an answer counts when it
    /// is complete.
    pub fn read_timeout(mut self, limit: Duration) -> Self {
        self.limits.idle = limit;
        self
    }

    /// Limits the time of a call, with all its attempts and with the time that it waits for its
    /// turn; [`TIMEOUT`] by default.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.limits.total = limit;
        self
    }

    /// Limits how long a connection is kept for the next call; [`POOL_IDLE_TIMEOUT`] by default.
    pub fn pool_idle_timeout(mut self, limit: Duration) -> Self {
        self.pool_idle_timeout = limit;
        self
    }

    /// Calls through a proxy. Without this, `https` goes through the proxy that the environment
    /// names, in `HTTPS_PROXY` or `ALL_PROXY` and not for hosts in `NO_PROXY`; plain `http` goes
    /// through none.
    #[doc(alias = "HTTPS_PROXY")]
    pub fn proxy(mut self, proxy: Proxy) -> Self {
        self.proxy = Some(proxy);
        self
    }

    /// Limits how many calls are made at the same time; the others wait, and are served in their
    /// order. Only [`timeout`](Self::timeout) counts while they wait. No limit by default.
    #[doc(alias = "rate limit")]
    #[doc(alias = "concurrency")]
    pub fn max_in_flight(mut self, most: usize) -> Self {
        self.max_in_flight = Some(most);
        self
    }

    /// Limits the length of an answer, or of an item where it comes as items;
    /// [`MAX_RESPONSE_BYTES`] by default.
    pub fn max_response_bytes(mut self, most: usize) -> Self {
        self.limits.response_bytes = most;
        self
    }

    /// Sets when a call is repeated.
    #[doc(alias = "retry")]
    #[doc(alias = "backoff")]
    pub fn repeat(mut self, policy: RepeatPolicy) -> Self {
        self.limits.repeat = policy;
        self
    }

    /// Sets the header `User-Agent`; the name and the version of this crate by default.
    pub fn user_agent(mut self, name: impl Into<String>) -> Self {
        self.user_agent = Some(name.into());
        self
    }

    /// Sets the boundary of every form, for tests that compare bytes; random by default.
    #[cfg(feature = "form")]
    pub fn boundary(mut self, boundary: impl Into<String>) -> Self {
        self.boundary = Some(boundary.into());
        self
    }

    /// Builds the client.
    ///
    /// # Errors
    /// When the address or a secret cannot be used, or connections cannot be set up.
    pub fn build(self) -> Result<C, BuildError> {
        let address = Address::new(&self.base, self.plain_text)?;
        #[cfg(feature = "form")]
        let boundary = self.boundary.map(checked_boundary).transpose()?;
        let mut credentials = Vec::new();
        for (header, secret) in &self.credentials {
            let secret = secret.expose().trim();
            if secret.is_empty() {
                return Err(BuildError::NoSecret(header));
            }
            credentials.push((*header, Credential::new(header, secret)?));
        }
        let mut http = self.http;
        if let Some(name) = &self.user_agent {
            let name = HeaderValue::from_str(name).map_err(|_| BuildError::Header("User-Agent"))?;
            http = http.user_agent(name);
        }
        http = match self.proxy {
            Some(proxy) => http.proxy(proxy),
            // What goes unencrypted must not take a way that nobody asked for.
            None if !address.is_https() => without_tls(http.no_proxy()),
            None => http,
        };
        if lacks_provider() {
            return Err(BuildError::NoCryptography);
        }
        let client = http
            .connect_timeout(self.connect_timeout)
            .pool_idle_timeout(self.pool_idle_timeout)
            .redirect(redirect::Policy::none())
            .referer(false)
            .no_gzip()
            .no_brotli()
            .no_zstd()
            .no_deflate()
            .retry(retry::never())
            .http1_only()
            .https_only(address.is_https())
            .connection_verbose(false)
            .build()
            .map_err(|error| not_set_up(&error))?;
        let turns = self
            .max_in_flight
            .map(|most| most.clamp(1, Semaphore::MAX_PERMITS));
        (self.finish)(Http {
            client,
            address,
            credentials,
            #[cfg(feature = "form")]
            boundary,
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

/// Connections that are the same with every set of features of `reqwest`.
fn connections() -> reqwest::ClientBuilder {
    let name = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));
    let http = reqwest::Client::builder().user_agent(name).no_hickory_dns();
    #[cfg(feature = "native-tls")]
    return http.tls_backend_native();
    #[cfg(all(
        any(feature = "rustls", feature = "rustls-no-provider"),
        not(feature = "native-tls")
    ))]
    return http.tls_backend_rustls();
    #[cfg(not(any(
        feature = "rustls",
        feature = "rustls-no-provider",
        feature = "native-tls"
    )))]
    return http;
}

/// Does without the certificates that the system trusts, which need not be there.
fn without_tls(http: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
    #[cfg(any(
        feature = "rustls",
        feature = "rustls-no-provider",
        feature = "native-tls"
    ))]
    return http.tls_certs_only([]);
    #[cfg(not(any(
        feature = "rustls",
        feature = "rustls-no-provider",
        feature = "native-tls"
    )))]
    return http;
}

/// Whether rustls would have no cryptography to use, which `reqwest` answers with a panic.
fn lacks_provider() -> bool {
    #[cfg(all(feature = "rustls-no-provider", not(feature = "rustls")))]
    return rustls::crypto::CryptoProvider::get_default().is_none();
    #[cfg(not(all(feature = "rustls-no-provider", not(feature = "rustls"))))]
    return false;
}
