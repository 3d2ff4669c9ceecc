//! Reads the requests of HTTP/1.1 from a socket: bytes become a head and a body.
//!
//! It is written here rather than taken from a library because the faults need the socket between
//! the parts of an exchange: after the head, within the body, before the last byte of an answer.

use std::time::Duration;
use tokio::io::{self, AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// The longest head that is read.
const LONGEST_HEAD: usize = 64 << 10;

/// The most headers that are read.
const MOST_HEADERS: usize = 100;

/// How long a peer may say nothing.
const PATIENCE: Duration = Duration::from_secs(30);

/// A connection, and what was read from it ahead of time.
pub(super) struct Wire {
    stream: TcpStream,
    ahead: Vec<u8>,
}

/// The head of a request.
#[derive(Debug)]
pub(super) struct Head {
    pub(super) method: String,
    /// Without a query.
    pub(super) path: String,
    headers: Vec<(String, Vec<u8>)>,
    pub(super) keep_alive: bool,
    framing: Framing,
    expects_continue: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Framing {
    Length(u64),
    Chunked,
}

/// Why there is no request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Broken {
    /// The peer is gone, or silent.
    Gone,
    /// Not HTTP/1.1 as it should be.
    Malformed(&'static str),
    /// The body is longer than is read.
    TooLarge,
}

impl From<io::Error> for Broken {
    fn from(_: io::Error) -> Self {
        Self::Gone
    }
}

impl Head {
    /// A header; of one that comes twice, the first.
    pub(super) fn header(&self, name: &str) -> Option<&[u8]> {
        self.headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_slice())
    }

    /// The same as text, where it is text.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.header(name)
            .and_then(|value| str::from_utf8(value).ok())
            .map(str::trim)
    }

    /// Whether a header is a list that has the word.
    fn says(&self, name: &str, word: &str) -> bool {
        let words = self.text(name).unwrap_or_default().split(',');
        words
            .into_iter()
            .any(|part| part.trim().eq_ignore_ascii_case(word))
    }

    fn parse(bytes: &[u8]) -> Result<Option<(Self, usize)>, Broken> {
        let mut headers = [httparse::EMPTY_HEADER; MOST_HEADERS];
        let mut request = httparse::Request::new(&mut headers);
        let length = match request.parse(bytes) {
            Ok(httparse::Status::Complete(length)) => length,
            Ok(httparse::Status::Partial) => return Ok(None),
            Err(_) => return Err(Broken::Malformed("the head is not HTTP")),
        };
        let target = request.path.unwrap_or_default();
        let mut head = Self {
            method: request.method.unwrap_or_default().to_owned(),
            path: target.split('?').next().unwrap_or_default().to_owned(),
            keep_alive: request.version == Some(1),
            framing: Framing::Length(0),
            expects_continue: false,
            headers: request
                .headers
                .iter()
                .map(|header| (header.name.to_owned(), header.value.to_vec()))
                .collect(),
        };
        head.expects_continue = head.says("Expect", "100-continue");
        head.keep_alive = if head.keep_alive {
            !head.says("Connection", "close")
        } else {
            head.says("Connection", "keep-alive")
        };
        head.framing = head.framed()?;
        Ok(Some((head, length)))
    }

    /// How the end of the body is declared. Two ways at once are how requests are smuggled.
    fn framed(&self) -> Result<Framing, Broken> {
        let all = |name: &str| {
            let values = self.headers.iter();
            let values = values.filter(|(known, _)| known.eq_ignore_ascii_case(name));
            values
                .map(|(_, value)| value.as_slice())
                .collect::<Vec<_>>()
        };
        match (
            all("Transfer-Encoding").as_slice(),
            all("Content-Length").as_slice(),
        ) {
            ([], []) => Ok(Framing::Length(0)),
            ([], [first, others @ ..]) if others.iter().all(|other| other == first) => {
                let digits = first.trim_ascii();
                let digits = digits.iter().all(u8::is_ascii_digit).then_some(digits);
                digits
                    .and_then(|digits| str::from_utf8(digits).ok()?.parse().ok())
                    .map(Framing::Length)
                    .ok_or(Broken::Malformed("Content-Length is not a length"))
            }
            ([coding], []) if coding.trim_ascii().eq_ignore_ascii_case(b"chunked") => {
                Ok(Framing::Chunked)
            }
            _ => Err(Broken::Malformed("the length of the body is not clear")),
        }
    }
}

impl Wire {
    pub(super) fn new(stream: TcpStream) -> Self {
        Self {
            stream,
            ahead: Vec::new(),
        }
    }

    /// Whether the peer begins a TLS handshake rather than HTTP.
    pub(super) async fn begins_tls(&mut self) -> Result<bool, Broken> {
        if self.ahead.is_empty() {
            self.more().await?;
        }
        Ok(self.ahead.first() == Some(&0x16))
    }

    /// Reads what there is; at least one byte.
    async fn more(&mut self) -> Result<(), Broken> {
        self.ahead.reserve(64 << 10);
        match timeout(PATIENCE, self.stream.read_buf(&mut self.ahead)).await {
            Ok(Ok(count)) if count > 0 => Ok(()),
            _ => Err(Broken::Gone),
        }
    }

    /// The head of the next request. May be dropped while it waits.
    pub(super) async fn head(&mut self) -> Result<Head, Broken> {
        loop {
            if let Some((head, length)) = Head::parse(&self.ahead)? {
                self.ahead.drain(..length);
                return Ok(head);
            }
            if self.ahead.len() > LONGEST_HEAD {
                return Err(Broken::Malformed("the head is too long"));
            }
            self.more().await?;
        }
    }

    /// The body of the request whose head was read.
    pub(super) async fn body(&mut self, head: &Head, most: u64) -> Result<Vec<u8>, Broken> {
        match head.framing {
            Framing::Length(length) if length > most => Err(Broken::TooLarge),
            Framing::Length(length) => {
                self.go_on(head).await?;
                self.take(usize::try_from(length).map_err(|_| Broken::TooLarge)?)
                    .await
            }
            Framing::Chunked => {
                self.go_on(head).await?;
                self.chunks(most).await
            }
        }
    }

    /// Reads half of the body, or the first of it where its length is not declared.
    pub(super) async fn half_body(&mut self, head: &Head) -> Result<(), Broken> {
        self.go_on(head).await?;
        match head.framing {
            Framing::Length(length) => {
                let half = usize::try_from(length / 2).map_err(|_| Broken::TooLarge)?;
                while self.ahead.len() < half {
                    self.more().await?;
                }
                Ok(())
            }
            Framing::Chunked => self.more().await,
        }
    }

    async fn go_on(&mut self, head: &Head) -> Result<(), Broken> {
        if head.expects_continue {
            self.send(b"HTTP/1.1 100 Continue\r\n\r\n").await?;
        }
        Ok(())
    }

    async fn take(&mut self, length: usize) -> Result<Vec<u8>, Broken> {
        while self.ahead.len() < length {
            self.more().await?;
        }
        let rest = self.ahead.split_off(length);
        Ok(std::mem::replace(&mut self.ahead, rest))
    }

    async fn chunks(&mut self, most: u64) -> Result<Vec<u8>, Broken> {
        let mut body = Vec::new();
        loop {
            let line = self.line().await?;
            let Ok(httparse::Status::Complete((_, size))) = httparse::parse_chunk_size(&line)
            else {
                return Err(Broken::Malformed("a chunk has no size"));
            };
            if size == 0 {
                self.trailers().await?;
                return Ok(body);
            }
            let so_far = u64::try_from(body.len()).unwrap_or(u64::MAX);
            if so_far.saturating_add(size) > most {
                return Err(Broken::TooLarge);
            }
            let size = usize::try_from(size).map_err(|_| Broken::TooLarge)?;
            body.append(&mut self.take(size).await?);
            if self.take(2).await? != b"\r\n" {
                return Err(Broken::Malformed("a chunk is longer than its size"));
            }
        }
    }

    /// What follows the last chunk, up to an empty line.
    async fn trailers(&mut self) -> Result<(), Broken> {
        let mut length = 0;
        loop {
            let line = self.line().await?;
            length += line.len();
            if line == b"\r\n" {
                return Ok(());
            }
            if length > LONGEST_HEAD {
                return Err(Broken::Malformed("the trailers are too long"));
            }
        }
    }

    /// A line with its end.
    async fn line(&mut self) -> Result<Vec<u8>, Broken> {
        loop {
            if let Some(end) = self.ahead.iter().position(|byte| *byte == b'\n') {
                return self.take(end + 1).await;
            }
            if self.ahead.len() > LONGEST_HEAD {
                return Err(Broken::Malformed("a line is too long"));
            }
            self.more().await?;
        }
    }

    pub(super) async fn send(&mut self, bytes: &[u8]) -> Result<(), Broken> {
        self.stream.write_all(bytes).await?;
        Ok(())
    }

    /// Ends the connection in good order: what was sent arrives, even when the peer goes on
    /// sending for a moment.
    pub(super) async fn close(mut self) {
        if self.stream.shutdown().await.is_err() {
            return;
        }
        let mut rest = vec![0; 64 << 10];
        let drain = async {
            while self
                .stream
                .read(&mut rest)
                .await
                .is_ok_and(|count| count > 0)
            {}
        };
        // A peer that never stops is left behind.
        let _ = timeout(Duration::from_secs(1), drain).await;
    }

    /// Ends the connection as a crash does.
    pub(super) fn reset(self) {
        // Where the option cannot be set the connection is closed, which is the next worst.
        let _ = self.stream.set_zero_linger();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Head, Broken> {
        Head::parse(text.as_bytes()).map(|parsed| parsed.expect("the head is whole").0)
    }

    #[test]
    fn a_head_says_how_long_the_body_is() {
        for (headers, framing) in [
            ("", Ok(Framing::Length(0))),
            ("Content-Length: 12\r\n", Ok(Framing::Length(12))),
            (
                "content-length: 7\r\nContent-Length: 7\r\n",
                Ok(Framing::Length(7)),
            ),
            ("Transfer-Encoding: Chunked\r\n", Ok(Framing::Chunked)),
        ] {
            let head = parse(&format!("POST /a?b HTTP/1.1\r\n{headers}\r\n"));
            assert_eq!(head.map(|head| head.framing), framing, "{headers}");
        }
        for headers in [
            "Content-Length: 1\r\nContent-Length: 2\r\n",
            "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n",
            "Content-Length: +1\r\n",
            "Content-Length: \r\n",
            "Content-Length: 99999999999999999999\r\n",
            "Transfer-Encoding: gzip, chunked\r\n",
        ] {
            let head = parse(&format!("POST / HTTP/1.1\r\n{headers}\r\n"));
            assert!(matches!(head, Err(Broken::Malformed(_))), "{headers}");
        }
    }

    #[test]
    fn a_connection_is_kept_as_the_version_and_the_peer_say() {
        for (line, kept) in [
            ("HTTP/1.1\r\n", true),
            ("HTTP/1.1\r\nConnection: Close\r\n", false),
            ("HTTP/1.0\r\n", false),
            ("HTTP/1.0\r\nConnection: keep-alive\r\n", true),
        ] {
            let head = parse(&format!("GET /a/b?c=d {line}\r\n")).unwrap();
            assert_eq!(
                (head.keep_alive, head.path.as_str()),
                (kept, "/a/b"),
                "{line}"
            );
        }
    }
}
