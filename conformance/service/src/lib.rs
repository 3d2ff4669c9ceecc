//! Stands in for the service: calls come in over a real socket, answers and faults go out.
//!
//! ```text
//! wire ─────── bytes → head, body                  connection ─ calls on a socket, and faults
//! call ─────── head, body → answer, journal entry  state ────── what all connections share
//!   request ── body → what was asked, by the judge
//!   refusal ── errors, from the table of the spec
//!   answer ─── what was asked → what the answer shows
//! ```
//!
//! It is a dev-dependency of whoever calls the service, and `idcard mock`. It listens on the
//! loopback interface only. No number in an answer can be a person's, and what it is sent it
//! forgets.
//!
//! ```
//! use idcard_service::{Config, Fault, Service};
//!
//! # fn main() -> std::io::Result<()> {
//! let service = Service::start(Config::default().script([Some(Fault::ResetAfterBody)]))?;
//! // Call service.invoke_url() with service.secret(): the first answer never comes.
//! assert_eq!(service.journal().billed, 0);
//! # Ok(())
//! # }
//! ```
//!
//! # Steering a single call
//! Three headers of a request are for the stand-in: `x-mock-fault` (see [`Fault`]),
//! `x-mock-answer` (`any`, `ic`, `dl`, `pp`, `ac`, `failure`, `error`) and `x-mock-seed`.
//! `GET /__mock/journal` has what happened, `DELETE` of the same begins it anew.

mod answer;
mod call;
mod config;
mod connection;
mod fault;
mod image;
mod journal;
mod refusal;
mod reply;
mod request;
mod state;
mod wire;

pub use config::{Config, NoSuchShow, Show};
pub use fault::{Fault, NoSuchFault};
pub use journal::{Entry, Journal};

use state::{Closing, Shared};
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::thread;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};
use tokio::select;
use tokio::sync::mpsc;
use tokio::time::sleep;

/// A stand-in that is running. It stops when it is dropped: every connection is closed by then.
pub struct Service {
    address: SocketAddr,
    shared: Arc<Shared>,
    runtime: Option<Runtime>,
}

impl Service {
    /// Starts one; it listens when this returns.
    pub fn start(config: Config) -> io::Result<Self> {
        // One thread may judge a large body while the other goes on.
        let runtime = Builder::new_multi_thread()
            .worker_threads(2)
            .thread_name("stand-in")
            .enable_all()
            .build()?;
        let wished = SocketAddr::from((Ipv4Addr::LOCALHOST, config.port));
        // Without waiting, because this may be called inside another runtime.
        let listener = std::net::TcpListener::bind(wished).map_err(|error| {
            io::Error::new(error.kind(), format!("port {}: {error}", wished.port()))
        })?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let listener = {
            let _inside = runtime.enter();
            TcpListener::from_std(listener)?
        };
        let (doors, closings) = mpsc::unbounded_channel();
        let shared = Arc::new(Shared::new(config, doors).map_err(io::Error::other)?);
        runtime.spawn(listen(Arc::clone(&shared), listener, address, closings));
        let service = Self {
            address,
            shared,
            runtime: Some(runtime),
        };
        service.shared.prepare_blocking();
        Ok(service)
    }

    /// What the service would call the APIGW invoke URL: a client is made with it.
    pub fn invoke_url(&self) -> String {
        format!("http://{}{}", self.address, self.path())
    }

    /// The same over TLS, which never comes about: each handshake fails.
    pub fn tls_invoke_url(&self) -> String {
        format!("https://{}{}", self.address, self.path())
    }

    fn path(&self) -> String {
        call::base(&self.shared.config.invoke_key)
    }

    /// What has to be in `X-OCR-SECRET`.
    pub fn secret(&self) -> &str {
        &self.shared.config.secret
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What happened until now.
    pub fn journal(&self) -> Journal {
        self.shared.journal()
    }

    /// Adds what the next calls meet, one after the other; `None` for nothing. A fault of the
    /// connection strikes at the next one that is made; if nothing is to listen, that holds when
    /// this returns.
    pub fn script(&self, steps: impl IntoIterator<Item = Option<Fault>>) {
        self.shared.script(steps);
        self.shared.prepare_blocking();
    }

    /// Goes on until the program is ended.
    pub fn wait(&self) -> ! {
        loop {
            thread::park();
        }
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            // Within another runtime this one must not be waited for, on a thread of its own it may
            // be. If that thread cannot be made, the stand-in ends a little later.
            let _ = thread::Builder::new()
                .spawn(move || drop(runtime))
                .map(thread::JoinHandle::join);
        }
    }
}

async fn listen(
    shared: Arc<Shared>,
    mut listener: TcpListener,
    address: SocketAddr,
    mut closings: mpsc::UnboundedReceiver<Closing>,
) {
    loop {
        select! {
            biased;
            Some(Closing { pause, closed }) = closings.recv() => {
                drop(listener);
                // Nobody waits for it any more: that changes nothing.
                let _ = closed.send(());
                sleep(pause).await;
                while let Some(pause) = shared.refusal() {
                    sleep(pause).await;
                }
                listener = again(address).await;
            }
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    let shared = Arc::clone(&shared);
                    tokio::spawn(async move { connection::serve(&shared, stream).await });
                }
                // No descriptor is left, or the peer is gone already: both pass.
                Err(_) => sleep(Duration::from_millis(5)).await,
            },
        }
    }
}

/// Listens on the same port again. Somebody's outgoing connection may have it for a moment.
async fn again(address: SocketAddr) -> TcpListener {
    loop {
        match TcpListener::bind(address).await {
            Ok(listener) => return listener,
            Err(_) => sleep(Duration::from_millis(5)).await,
        }
    }
}
