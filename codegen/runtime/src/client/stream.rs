//! Streams a body: [`Stream`].
//!
//! It knows its exact length where the sources do, so that the body does not travel in chunks, and
//! encodes base64 piece by piece. The connection may hold it for longer than the call needs it: it
//! belongs to an [`Upload`], and ends with that.

#[cfg(feature = "base64-content")]
use super::base64::Encoder;
use super::piece::piece_of;
use super::progress::Progress;
use super::segment::OpenSegment;
use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use std::collections::VecDeque;
use std::io;
use std::mem;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
#[cfg(feature = "content")]
use std::task::ready;
use std::task::{Context, Poll, Waker};

/// A body that is being sent: what its connection polls.
pub(super) struct Stream {
    rest: Arc<Mutex<Rest>>,
    /// The length of the rest, where it is known.
    left: Option<u64>,
    progress: Arc<Progress>,
}

/// The call's hold on a body. Without it there is nothing more to be sent: a service that answered
/// early need not read the rest, and does not make this machine keep it.
pub(super) struct Upload(Arc<Mutex<Rest>>);

/// What is still to be sent: the segments, one after the other.
struct Rest {
    segments: VecDeque<OpenSegment>,
    #[cfg(feature = "base64-content")]
    base64: Encoder,
    /// The connection, while it waits for a source.
    waiting: Option<Waker>,
    given_up: bool,
}

impl Drop for Upload {
    fn drop(&mut self) {
        let mut rest = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        rest.given_up = true;
        let dropped = (mem::take(&mut rest.segments), rest.waiting.take());
        // What drops a source, or wakes a connection, must not find the lock taken.
        drop(rest);
        if let (_, Some(connection)) = dropped {
            connection.wake();
        }
    }
}

impl Stream {
    pub(super) fn new(segments: Vec<OpenSegment>, progress: Arc<Progress>) -> (Self, Upload) {
        let mut lengths = segments.iter().map(OpenSegment::length);
        let left = lengths.try_fold(0_u64, |sum, length| sum.checked_add(length?));
        let rest = Arc::new(Mutex::new(Rest {
            segments: segments.into(),
            #[cfg(feature = "base64-content")]
            base64: Encoder::default(),
            waiting: None,
            given_up: false,
        }));
        let upload = Upload(Arc::clone(&rest));
        let stream = Self {
            rest,
            left,
            progress,
        };
        (stream, upload)
    }
}

impl Rest {
    /// The next bytes; none at the end.
    #[cfg(not(feature = "content"))]
    fn bytes(&mut self) -> Option<Bytes> {
        while let Some(OpenSegment::Bytes(bytes)) = self.segments.front_mut() {
            let piece = piece_of(bytes);
            if !piece.is_empty() {
                return Some(piece);
            }
            self.segments.pop_front();
        }
        None
    }

    /// Reads the next bytes; none at the end.
    #[cfg(feature = "content")]
    fn poll_bytes(&mut self, context: &mut Context<'_>) -> Poll<io::Result<Option<Bytes>>> {
        while let Some(segment) = self.segments.front_mut() {
            let bytes = match segment {
                OpenSegment::Bytes(bytes) => piece_of(bytes),
                #[cfg(feature = "content")]
                OpenSegment::Raw(opened) => match opened.bytes() {
                    Some(bytes) => piece_of(bytes),
                    None => ready!(opened.poll_piece(context))?,
                },
                #[cfg(feature = "base64-content")]
                OpenSegment::Base64(opened) => {
                    let piece = ready!(opened.poll_piece(context))?;
                    self.base64.encode(&piece)?
                }
            };
            if !bytes.is_empty() {
                return Poll::Ready(Ok(Some(bytes)));
            }
            self.segments.pop_front();
        }
        Poll::Ready(Ok(None))
    }
}

impl Body for Stream {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        let rest = Arc::clone(&self.rest);
        let mut rest = rest.lock().unwrap_or_else(PoisonError::into_inner);
        if rest.given_up {
            // The connection cannot be used again, and is closed by this.
            return Poll::Ready(Some(Err(io::ErrorKind::Interrupted.into())));
        }
        self.progress.body_is_asked_for();
        #[cfg(feature = "content")]
        let Poll::Ready(read) = rest.poll_bytes(context) else {
            rest.waiting = Some(context.waker().clone());
            return Poll::Pending;
        };
        #[cfg(not(feature = "content"))]
        let (read, _) = (Ok(rest.bytes()), context);
        match read {
            Ok(Some(bytes)) => {
                self.progress.sends(bytes.len());
                if let Some(left) = &mut self.left {
                    *left = left.saturating_sub(bytes.len() as u64);
                }
                Poll::Ready(Some(Ok(Frame::data(bytes))))
            }
            Ok(None) => Poll::Ready(None),
            Err(error) => {
                rest.segments.clear();
                self.progress.upload_fails(&error);
                Poll::Ready(Some(Err(error)))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.left == Some(0)
    }

    fn size_hint(&self) -> SizeHint {
        self.left.map_or_else(SizeHint::new, SizeHint::with_exact)
    }
}
