//! Streams a body: [`Stream`].
//!
//! It knows its exact length where the sources do, so that the body does not travel in chunks, and
//! encodes base64 piece by piece.

use super::base64::Encoder;
use super::content::PIECE;
use super::progress::Progress;
use super::segment::OpenSegment;
use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use std::collections::VecDeque;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

/// A body: its segments, one after the other.
pub(super) struct Stream {
    segments: VecDeque<OpenSegment>,
    base64: Encoder,
    /// The length of the rest, where it is known.
    left: Option<u64>,
    progress: Arc<Progress>,
}

impl Stream {
    pub(super) fn new(segments: Vec<OpenSegment>, progress: Arc<Progress>) -> Self {
        let mut lengths = segments.iter().map(OpenSegment::length);
        let left = lengths.try_fold(0_u64, |sum, length| sum.checked_add(length?));
        Self {
            segments: segments.into(),
            base64: Encoder::default(),
            left,
            progress,
        }
    }

    /// Reads the next bytes; none at the end.
    fn poll_bytes(&mut self, context: &mut Context<'_>) -> Poll<io::Result<Option<Bytes>>> {
        while let Some(segment) = self.segments.front_mut() {
            let bytes = match segment {
                OpenSegment::Bytes(bytes) => bytes.split_to(bytes.len().min(PIECE)),
                OpenSegment::Raw(opened) => ready!(opened.poll_piece(context))?,
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
        self.progress.body_is_asked_for();
        match ready!(self.poll_bytes(context)) {
            Ok(Some(bytes)) => {
                self.progress.sends(bytes.len());
                if let Some(left) = &mut self.left {
                    *left = left.saturating_sub(bytes.len() as u64);
                }
                Poll::Ready(Some(Ok(Frame::data(bytes))))
            }
            Ok(None) => Poll::Ready(None),
            Err(error) => {
                self.segments.clear();
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
