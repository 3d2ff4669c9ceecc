//! The progress of an attempt: [`Progress`].
//!
//! The body updates it while it is sent; the call reads it when a time limit is reached and it has
//! to report what was sent by then.

#[cfg(feature = "content")]
use super::content::WrongLength;
use super::error::Sent;
use super::transport::TransportFault;
use std::io;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicU16, AtomicU64, Ordering};
use std::time::Duration;
use tokio::time::{Instant, timeout_at};

/// What is wrong with what is sent, and the error of the operating system, if it is one.
type UploadFault = (TransportFault, Option<io::ErrorKind>);

/// The progress of one attempt, shared by the body and the call.
#[derive(Debug)]
pub(super) struct Progress {
    begun: Instant,
    /// Milliseconds after `begun` at which something was last sent or received.
    moved: AtomicU64,
    body_begun: AtomicBool,
    bytes_sent: AtomicU64,
    /// 0 while there is no answer.
    status: AtomicU16,
    upload_fault: OnceLock<UploadFault>,
}

impl Progress {
    pub(super) fn new() -> Self {
        Self {
            begun: Instant::now(),
            moved: AtomicU64::new(0),
            body_begun: AtomicBool::new(false),
            bytes_sent: AtomicU64::new(0),
            status: AtomicU16::new(0),
            upload_fault: OnceLock::new(),
        }
    }

    /// Notes that the body is being read. Nothing is sent before: the head of a call waits for the
    /// first bytes of its body.
    pub(super) fn body_is_asked_for(&self) {
        self.body_begun.store(true, Ordering::Relaxed);
        self.moves();
    }

    pub(super) fn sends(&self, bytes: usize) {
        self.bytes_sent.fetch_add(bytes as u64, Ordering::Relaxed);
        self.moves();
    }

    pub(super) fn upload_fails(&self, error: &io::Error) {
        let fault = (TransportFault::Upload, Some(error.kind()));
        #[cfg(feature = "content")]
        let fault = match error.get_ref() {
            Some(wrapped) if wrapped.is::<WrongLength>() => (TransportFault::Length, None),
            _ => fault,
        };
        // The first fault is the one that counts.
        let _ = self.upload_fault.set(fault);
    }

    pub(super) fn is_answered(&self, status: u16) {
        self.status.store(status, Ordering::Relaxed);
        self.moves();
    }

    pub(super) fn moves(&self) {
        let after = u64::try_from(self.begun.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.moved.store(after, Ordering::Relaxed);
    }

    pub(super) fn sent(&self) -> Sent {
        if self.status().is_some() {
            Sent::Yes
        } else if self.body_begun.load(Ordering::Relaxed) {
            Sent::Maybe
        } else {
            Sent::No
        }
    }

    pub(super) fn status(&self) -> Option<u16> {
        Some(self.status.load(Ordering::Relaxed)).filter(|status| *status != 0)
    }

    #[cfg(feature = "tracing")]
    pub(super) fn bytes_sent(&self) -> u64 {
        self.bytes_sent.load(Ordering::Relaxed)
    }

    pub(super) fn upload_fault(&self) -> Option<UploadFault> {
        self.upload_fault.get().copied()
    }

    /// Runs `work`, but not for longer than `limit` after something was last sent or received.
    /// `None` when it gave up.
    pub(super) async fn unless_idle<F: Future>(
        &self,
        limit: Duration,
        work: F,
    ) -> Option<F::Output> {
        let mut work = std::pin::pin!(work);
        loop {
            let moved = Duration::from_millis(self.moved.load(Ordering::Relaxed));
            let until = later(self.begun + moved, limit);
            match timeout_at(until, work.as_mut()).await {
                Ok(done) => return Some(done),
                Err(_) if later(self.last_moved(), limit) > until => {}
                Err(_) => return None,
            }
        }
    }

    fn last_moved(&self) -> Instant {
        self.begun + Duration::from_millis(self.moved.load(Ordering::Relaxed))
    }
}

/// Adds a duration to an instant; where there is no such instant, one that nobody waits for.
pub(super) fn later(moment: Instant, by: Duration) -> Instant {
    const LONG: Duration = Duration::from_secs(60 * 60 * 24 * 365 * 30);
    moment.checked_add(by).unwrap_or(moment + LONG)
}
