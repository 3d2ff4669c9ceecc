//! Bytes to be sent, from memory, a file or a reader: [`Content`].
//!
//! A source is read in pieces, one piece ahead of what is sent, so its size does not matter.

use super::build::BuildError;
use super::piece::PIECE;
use bytes::Bytes;
use std::error::Error;
use std::fmt;
use std::fs::{self, File};
use std::future::{Future, poll_fn};
use std::io::{self, Cursor, Read};
use std::mem;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use tokio::io::{AsyncRead, ReadBuf};
use tokio::task::{JoinHandle, spawn_blocking};

/// Length of a piece of a file or a reader; larger, since each costs a change of thread.
const READ: usize = 4 * PIECE;

/// Bytes to be sent, from memory, a file, or a reader. `Debug` does not show them.
pub struct Content {
    source: Source,
    /// The length, where it is known before the bytes are read.
    length: Option<u64>,
}

enum Source {
    Bytes(Bytes),
    Path(Arc<PathBuf>),
    /// Taken when it is sent.
    Once(Mutex<Option<Once>>),
}

type Reader = Box<dyn Read + Send>;
type AsyncReader = Pin<Box<dyn AsyncRead + Send>>;

enum Once {
    Reader(Reader),
    /// With the bytes that were read from it already.
    Async(AsyncReader, Vec<u8>),
}

impl Content {
    /// Sends a file. It is opened for each attempt, so what can be read only once, such as a pipe,
    /// is refused: use [`reader`](Self::reader) for that.
    #[must_use]
    pub fn path(path: impl Into<PathBuf>) -> Self {
        Self {
            source: Source::Path(Arc::new(path.into())),
            length: None,
        }
    }

    /// Sends a reader, read on a thread that may block. It can be sent only once, so a call with it
    /// is never repeated. Without its `length` the body travels in chunks, which not every service
    /// takes.
    #[must_use]
    pub fn reader(reader: impl Read + Send + 'static, length: Option<u64>) -> Self {
        Self::once(Once::Reader(Box::new(reader)), length)
    }

    /// Sends a reader that does not block; otherwise as [`reader`](Self::reader).
    #[must_use]
    pub fn async_reader(reader: impl AsyncRead + Send + 'static, length: Option<u64>) -> Self {
        Self::once(Once::Async(Box::pin(reader), Vec::new()), length)
    }

    fn once(once: Once, length: Option<u64>) -> Self {
        Self {
            source: Source::Once(Mutex::new(Some(once))),
            length,
        }
    }

    /// The length, where it is known before the bytes are read.
    #[must_use]
    pub const fn length(&self) -> Option<u64> {
        self.length
    }

    /// Whether it can be sent more than once.
    #[must_use]
    pub const fn is_repeatable(&self) -> bool {
        !matches!(self.source, Source::Once(_))
    }

    /// Reads the first bytes, up to `most` of them. They are still sent.
    ///
    /// # Errors
    /// When a file or a reader cannot be read, the reader was sent already, or it turns out not to
    /// be as long as declared.
    pub async fn head(&mut self, most: usize) -> Result<Bytes, BuildError> {
        match &mut self.source {
            Source::Bytes(bytes) => Ok(bytes.slice(..most.min(bytes.len()))),
            Source::Path(path) => {
                let path = Arc::clone(path);
                let read = move || {
                    let mut head = Vec::new();
                    file(&path)?.take(most as u64).read_to_end(&mut head)?;
                    Ok(Bytes::from(head))
                };
                blocking(read).await.map_err(|error| unreadable(&error))
            }
            Source::Once(once) => {
                let slot = once.get_mut().unwrap_or_else(PoisonError::into_inner);
                let once = slot.take().ok_or(BuildError::Spent)?;
                let (head, once) = head_of(once, most)
                    .await
                    .map_err(|error| unreadable(&error))?;
                *slot = Some(once);
                let found = head.len() as u64;
                let differs =
                    |declared| declared < found || (head.len() < most && declared > found);
                if self.length.is_some_and(differs) {
                    return Err(BuildError::Length);
                }
                Ok(head)
            }
        }
    }

    /// Opens the source at its start.
    pub(super) async fn open(&self) -> Result<Opened, BuildError> {
        match &self.source {
            Source::Bytes(bytes) => Ok(Opened {
                pieces: Pieces::Bytes(bytes.clone()),
                length: self.length,
            }),
            Source::Path(path) => {
                let path = Arc::clone(path);
                let open = move || {
                    let file = file(&path)?;
                    let length = file.metadata()?.len();
                    Ok((file, length))
                };
                let (file, length) = blocking(open).await.map_err(|error| unreadable(&error))?;
                Ok(Opened {
                    pieces: Pieces::Reader(Mutex::new(Box::new(file))),
                    length: Some(length),
                })
            }
            Source::Once(once) => {
                let mut slot = once.lock().unwrap_or_else(PoisonError::into_inner);
                let once = slot.take().ok_or(BuildError::Spent)?;
                Ok(Opened {
                    pieces: match once {
                        Once::Reader(reader) => Pieces::Reader(Mutex::new(reader)),
                        Once::Async(reader, piece) => Pieces::Async(Mutex::new(reader), piece),
                    },
                    length: self.length,
                })
            }
        }
    }
}

impl<B: Into<Bytes>> From<B> for Content {
    fn from(bytes: B) -> Self {
        let bytes = bytes.into();
        Self {
            length: Some(bytes.len() as u64),
            source: Source::Bytes(bytes),
        }
    }
}

impl fmt::Debug for Content {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self.source {
            Source::Bytes(_) => "Content(bytes)",
            Source::Path(_) => "Content(path)",
            Source::Once(_) => "Content(reader)",
        })
    }
}

/// Opens a regular file. Anything else is not opened: that could block for ever, and what is read
/// from it is gone.
fn file(path: &Path) -> io::Result<File> {
    let metadata = fs::metadata(path)?;
    if metadata.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if !metadata.is_file() {
        return Err(io::ErrorKind::Unsupported.into());
    }
    File::open(path)
}

fn unreadable(error: &io::Error) -> BuildError {
    BuildError::Read(error.kind())
}

/// Runs on another thread what may block.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> io::Result<T> {
    spawn_blocking(work).await.map_err(io::Error::other)?
}

/// Reads the first bytes, and puts them back in front.
async fn head_of(once: Once, most: usize) -> io::Result<(Bytes, Once)> {
    match once {
        Once::Reader(mut reader) => {
            let (head, reader) = blocking(move || Ok((read(&mut *reader, most)?, reader))).await?;
            let head = Bytes::from(head);
            let reader = Cursor::new(head.clone()).chain(reader);
            Ok((head, Once::Reader(Box::new(reader))))
        }
        Once::Async(mut reader, mut read) => {
            poll_fn(|context| fill(reader.as_mut(), &mut read, most, context)).await?;
            let head = Bytes::copy_from_slice(&read[..most.min(read.len())]);
            Ok((head, Once::Async(reader, read)))
        }
    }
}

/// Reads up to `most` bytes.
fn read(reader: &mut (dyn Read + Send), most: usize) -> io::Result<Vec<u8>> {
    let mut piece = Vec::with_capacity(most.min(READ));
    reader.take(most as u64).read_to_end(&mut piece)?;
    Ok(piece)
}

/// Reads from a reader that does not block; what was read stays in `piece` until it is enough.
fn fill(
    mut reader: Pin<&mut (dyn AsyncRead + Send)>,
    piece: &mut Vec<u8>,
    most: usize,
    context: &mut Context<'_>,
) -> Poll<io::Result<()>> {
    while piece.len() < most {
        let had = piece.len();
        piece.resize(most.min(had + READ), 0);
        let mut rest = ReadBuf::new(&mut piece[had..]);
        let polled = reader.as_mut().poll_read(context, &mut rest);
        let came = rest.filled().len();
        piece.truncate(had + came);
        ready!(polled)?;
        if came == 0 {
            break;
        }
    }
    Poll::Ready(Ok(()))
}

/// More or fewer bytes than declared.
#[derive(Debug)]
pub(super) struct WrongLength;

impl fmt::Display for WrongLength {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        BuildError::Length.fmt(formatter)
    }
}

impl Error for WrongLength {}

/// A source that is being read.
pub(super) struct Opened {
    pieces: Pieces,
    /// The length of the rest, where it is known.
    length: Option<u64>,
}

impl Opened {
    pub(super) const fn length(&self) -> Option<u64> {
        self.length
    }

    /// The rest of a source that is in memory.
    pub(super) const fn bytes(&mut self) -> Option<&mut Bytes> {
        match &mut self.pieces {
            Pieces::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// Reads the next piece; the length of all but the last is a multiple of 3. More or fewer bytes
    /// than declared are an error.
    pub(super) fn poll_piece(&mut self, context: &mut Context<'_>) -> Poll<io::Result<Bytes>> {
        let piece = ready!(self.pieces.poll_next(context))?;
        if let Some(left) = &mut self.length {
            let after = left.checked_sub(piece.len() as u64);
            match after {
                Some(after) if after == 0 || !piece.is_empty() => *left = after,
                _ => return Poll::Ready(Err(io::Error::other(WrongLength))),
            }
        }
        Poll::Ready(Ok(piece))
    }
}

enum Pieces {
    Bytes(Bytes),
    Reader(Mutex<Reader>),
    /// Returns a piece, and the reader if there may be more.
    Reading(JoinHandle<io::Result<(Vec<u8>, Option<Reader>)>>),
    /// With the first bytes of the next piece.
    Async(Mutex<AsyncReader>, Vec<u8>),
    Done,
}

impl Pieces {
    /// Reads the next piece; an empty one at the end.
    fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<io::Result<Bytes>> {
        if let Self::Reader(_) = self
            && let Self::Reader(reader) = mem::replace(self, Self::Done)
        {
            *self = read_ahead(reader.into_inner().unwrap_or_else(PoisonError::into_inner));
        }
        match self {
            Self::Bytes(bytes) => Poll::Ready(Ok(bytes.split_to(PIECE.min(bytes.len())))),
            Self::Reading(reading) => {
                let read = ready!(Pin::new(reading).poll(context));
                *self = Self::Done;
                let (piece, reader) = read.map_err(io::Error::other)??;
                if let Some(reader) = reader {
                    *self = read_ahead(reader);
                }
                Poll::Ready(Ok(piece.into()))
            }
            Self::Async(reader, piece) => {
                let reader = reader.get_mut().unwrap_or_else(PoisonError::into_inner);
                ready!(fill(reader.as_mut(), piece, READ, context))?;
                // What was read ahead to look at it may be longer than a piece.
                let rest = piece.split_off(READ.min(piece.len()));
                Poll::Ready(Ok(mem::replace(piece, rest).into()))
            }
            Self::Reader(_) | Self::Done => Poll::Ready(Ok(Bytes::new())),
        }
    }
}

fn read_ahead(mut reader: Reader) -> Pieces {
    Pieces::Reading(spawn_blocking(move || {
        let piece = read(&mut *reader, READ)?;
        let more = piece.len() == READ;
        Ok((piece, more.then_some(reader)))
    }))
}
