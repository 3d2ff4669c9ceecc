//! Cuts what is sent into pieces.

use bytes::Bytes;

/// Length of a piece: a multiple of 3, so that base64 of pieces is base64 of the whole.
pub(super) const PIECE: usize = 48 * 1024;

/// Copies the next piece. A slice would keep all the bytes for as long as a connection does not get
/// rid of it.
pub(super) fn piece_of(bytes: &mut Bytes) -> Bytes {
    Bytes::copy_from_slice(&bytes.split_to(bytes.len().min(PIECE)))
}
