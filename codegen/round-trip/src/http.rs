//! Serves one request after the other on a port of this machine: what came is kept, and answered with
//! what was put there before.

use serde_json::Value;
use std::fmt::Write as _;
use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// Lines of a head, at the most.
const MOST_HEADERS: usize = 64;

/// A request as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    pub(crate) method: String,
    /// Behind the address of the service, with the query.
    pub(crate) target: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

/// What is answered.
#[derive(Debug, Clone, Default)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) media_type: Option<String>,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Vec<u8>,
}

#[derive(Debug, Default)]
struct State {
    reply: Reply,
    seen: Vec<Request>,
}

#[derive(Debug)]
pub(crate) struct Server {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
}

impl Server {
    pub(crate) fn start() -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let state = Arc::new(Mutex::new(State::default()));
        let shared = Arc::clone(&state);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                // A client that goes away has its own error.
                let _ = serve(stream, &shared);
            }
        });
        Ok(Self { address, state })
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// What all requests from now on are answered with.
    pub(crate) fn answer_with(&self, reply: Reply) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.reply = reply;
    }

    /// The requests since this was asked last.
    pub(crate) fn seen(&self) -> Vec<Request> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut state.seen)
    }
}

fn serve(mut stream: TcpStream, state: &Mutex<State>) -> io::Result<()> {
    let request = read(&mut stream)?;
    let head_only = request.method == "HEAD";
    let reply = {
        let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
        state.seen.push(request);
        state.reply.clone()
    };
    let mut head = format!("HTTP/1.1 {} Said\r\nconnection: close\r\n", reply.status);
    if let Some(media_type) = &reply.media_type {
        let _ = write!(head, "content-type: {media_type}\r\n");
    }
    for (name, value) in &reply.headers {
        let _ = write!(head, "{name}: {value}\r\n");
    }
    if !matches!(reply.status, 204 | 304) {
        let _ = write!(head, "content-length: {}\r\n", reply.body.len());
    }
    head.push_str("\r\n");
    stream.write_all(head.as_bytes())?;
    if !head_only {
        stream.write_all(&reply.body)?;
    }
    Ok(())
}

fn read(stream: &mut TcpStream) -> io::Result<Request> {
    let (mut bytes, mut piece) = (Vec::new(), [0; 8192]);
    let broken = |what: &str| io::Error::new(io::ErrorKind::InvalidData, what.to_owned());
    loop {
        let count = stream.read(&mut piece)?;
        if count == 0 {
            return Err(broken("the request ends early"));
        }
        bytes.extend_from_slice(&piece[..count]);
        let mut headers = [httparse::EMPTY_HEADER; MOST_HEADERS];
        let mut parsed = httparse::Request::new(&mut headers);
        let status = parsed.parse(&bytes).map_err(|_| broken("it is no HTTP"))?;
        let httparse::Status::Complete(end) = status else {
            continue;
        };
        let headers = parsed.headers.iter().map(|header| {
            let value = String::from_utf8_lossy(header.value).into_owned();
            (header.name.to_lowercase(), value)
        });
        let mut request = Request {
            method: parsed.method.unwrap_or_default().to_owned(),
            target: parsed.path.unwrap_or_default().to_owned(),
            headers: headers.collect(),
            body: Vec::new(),
        };
        let length = request.header("content-length").map(str::parse);
        let length = length
            .transpose()
            .map_err(|_| broken("the length is none"))?;
        let chunked = request.header("transfer-encoding").is_some();
        let mut body = bytes.split_off(end);
        match length {
            _ if chunked => read_chunks(stream, &mut body)?,
            Some(length) => {
                while body.len() < length {
                    let count = stream.read(&mut piece)?;
                    if count == 0 {
                        return Err(broken("the body ends early"));
                    }
                    body.extend_from_slice(&piece[..count]);
                }
            }
            None => {}
        }
        request.body = body;
        return Ok(request);
    }
}

/// The body in chunks, of which the first bytes are there already.
fn read_chunks(stream: &mut TcpStream, body: &mut Vec<u8>) -> io::Result<()> {
    let mut piece = [0; 8192];
    while !body.ends_with(b"0\r\n\r\n") {
        let count = stream.read(&mut piece)?;
        if count == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        body.extend_from_slice(&piece[..count]);
    }
    let mut whole = Vec::new();
    let mut rest = body.as_slice();
    while let Ok(httparse::Status::Complete((start, size))) = httparse::parse_chunk_size(rest) {
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        let Some(chunk) = rest.get(start..start.saturating_add(size)) else {
            return Err(io::ErrorKind::InvalidData.into());
        };
        if chunk.is_empty() {
            break;
        }
        whole.extend_from_slice(chunk);
        rest = rest.get(start + size + 2..).unwrap_or_default();
    }
    *body = whole;
    Ok(())
}

impl Request {
    /// The value of a header that is there once.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut found = self.headers.iter().filter(|(known, _)| known == name);
        let (_, value) = found.next()?;
        found.next().is_none().then_some(value)
    }

    /// The path and the pairs of the query, as they came.
    pub(crate) fn parts(&self) -> (&str, Vec<(String, String)>) {
        let (path, query) = self.target.split_once('?').unwrap_or((&self.target, ""));
        let pairs = query.split('&').filter(|pair| !pair.is_empty());
        let pairs = pairs.map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (name.to_owned(), value.to_owned())
        });
        (path, pairs.collect())
    }

    /// The pairs of the header `Cookie`, as they came.
    pub(crate) fn cookies(&self) -> Vec<(String, String)> {
        let pairs = self
            .header("cookie")
            .unwrap_or("")
            .split(';')
            .map(str::trim);
        let pairs = pairs.filter(|pair| !pair.is_empty());
        let pairs = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
        pairs
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect()
    }

    /// The body as JSON.
    pub(crate) fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }
}
