//! Listens on a socket, gives every call the same answer, and keeps what arrived.
//!
//! It shares no code with the stand-in, and so no mistake: it takes bytes until there are as many
//! as the head says, and answers.

use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

/// What arrived.
pub(crate) struct Request {
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

/// Where it listens, and what arrives there; it ends with the test.
pub(crate) fn answering(status: u16, media_type: &str, body: &[u8]) -> (String, Receiver<Request>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/custom/v1/0/key", listener.local_addr().unwrap());
    let head = format!(
        "HTTP/1.1 {status} X\r\nContent-Type: {media_type}\r\nContent-Length: {}\r\n\
         Connection: close\r\n\r\n",
        body.len()
    );
    let answer = [head.as_bytes(), body].concat();
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        for socket in listener.incoming() {
            let (answer, sender) = (answer.clone(), sender.clone());
            thread::spawn(move || {
                let mut socket = socket.unwrap();
                // A caller that is gone is no concern of this one.
                if let Ok(request) = read(&mut socket) {
                    let _ = sender.send(request);
                    let _ = socket.write_all(&answer);
                }
            });
        }
    });
    (url, receiver)
}

fn read(socket: &mut TcpStream) -> io::Result<Request> {
    socket.set_read_timeout(Some(Duration::from_secs(10)))?;
    let mut text = Vec::new();
    let mut piece = vec![0; 65536];
    loop {
        match socket.read(&mut piece)? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            read => text.extend_from_slice(&piece[..read]),
        }
        if let Some(request) = Request::whole(&text) {
            return Ok(request);
        }
    }
}

impl Request {
    fn whole(text: &[u8]) -> Option<Self> {
        let end = text.windows(4).position(|bytes| bytes == b"\r\n\r\n")?;
        let head = String::from_utf8(text[..end].to_vec()).unwrap();
        let body = text[end + 4..].to_vec();
        let request = Self { head, body };
        let length: usize = request.header("content-length")?.parse().unwrap();
        assert!(request.body.len() <= length, "more than was announced");
        (request.body.len() == length).then_some(request)
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().skip(1);
        lines.find_map(|line| {
            let (found, value) = line.split_once(": ")?;
            found.eq_ignore_ascii_case(name).then_some(value)
        })
    }
}
