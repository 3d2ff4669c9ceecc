//! One call as it arrives on a socket.
//!
//! It stands apart from the product's own stand-in, so that neither shares a mistake with the
//! other: it takes bytes until there are as many as the head says, and answers.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::thread::{self, JoinHandle};

/// A socket that answers one call.
pub(crate) struct Listener {
    pub(crate) url: String,
    thread: JoinHandle<Request>,
}

/// What arrived.
pub(crate) struct Request {
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Listener {
    /// One that answers with this, as JSON.
    pub(crate) fn answering(status: u16, answer: Vec<u8>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/custom/v1/0/key", listener.local_addr().unwrap());
        let thread = thread::spawn(move || {
            let (mut socket, _) = listener.accept().unwrap();
            let mut text = Vec::new();
            let request = loop {
                let mut piece = vec![0; 65536];
                let read = socket.read(&mut piece).unwrap();
                assert!(read > 0, "the call ended too early");
                text.extend_from_slice(&piece[..read]);
                if let Some(request) = Request::whole(&text) {
                    break request;
                }
            };
            let length = answer.len();
            let head = format!(
                "HTTP/1.1 {status} X\r\nContent-Type: application/json\r\n\
                 Content-Length: {length}\r\nConnection: close\r\n\r\n"
            );
            socket
                .write_all(&[head.as_bytes(), &answer].concat())
                .unwrap();
            request
        });
        Self { url, thread }
    }

    /// What arrived there.
    pub(crate) fn request(self) -> Request {
        self.thread.join().unwrap()
    }
}

impl Request {
    fn whole(text: &[u8]) -> Option<Self> {
        let end = text.windows(4).position(|bytes| bytes == b"\r\n\r\n")?;
        let head = String::from_utf8(text[..end].to_vec()).unwrap();
        let body = text[end + 4..].to_vec();
        let mut request = Self { head, body };
        let length: usize = request.header("content-length")?.parse().unwrap();
        assert!(request.body.len() <= length, "more than was announced");
        (request.body.len() == length).then(|| {
            request.body.truncate(length);
            request
        })
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().skip(1);
        lines.find_map(|line| {
            let (found, value) = line.split_once(": ")?;
            found.eq_ignore_ascii_case(name).then_some(value)
        })
    }
}
