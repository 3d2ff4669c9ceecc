//! A server that does nothing by itself: it hands its requests to the test.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, mpsc};
use std::thread;
use std::time::Duration;
use tokio::task::spawn_blocking;

/// What is answered to a call that is well.
pub(super) const GOOD: &str = "HTTP/1.1 204 Good\r\nconnection: close\r\n\r\n";

/// A request, as far as it was read, and its connection.
pub(super) struct Request {
    pub(super) body: Vec<u8>,
    pub(super) stream: TcpStream,
}

impl Request {
    pub(super) fn answer(mut self, bytes: &str) {
        self.stream.write_all(bytes.as_bytes()).unwrap();
    }
}

#[derive(Clone)]
pub(super) struct Server {
    address: SocketAddr,
    requests: Arc<Mutex<mpsc::Receiver<Request>>>,
}

impl Server {
    /// Reads requests to their ends.
    pub(super) fn new() -> Self {
        Self::reading(true)
    }

    /// Reads no more than the heads.
    pub(super) fn of_heads() -> Self {
        Self::reading(false)
    }

    fn reading(all: bool) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (sender, requests) = mpsc::channel();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let sender = sender.clone();
                // A client that goes away sends no request.
                thread::spawn(move || Some(sender.send(read(stream.ok()?, all).ok()?)));
            }
        });
        Self {
            address,
            requests: Arc::new(Mutex::new(requests)),
        }
    }

    pub(super) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The next request, if one comes within this time by the clock on the wall.
    pub(super) fn within(&self, time: Duration) -> Option<Request> {
        self.requests.lock().unwrap().recv_timeout(time).ok()
    }

    /// The next request, which has to come.
    pub(super) async fn next(&self) -> Request {
        let server = self.clone();
        let next = spawn_blocking(move || server.within(Duration::from_secs(20)));
        next.await.unwrap().expect("a request")
    }

    /// Whether no request comes for a moment.
    pub(super) async fn is_quiet(&self) -> bool {
        let server = self.clone();
        let next = spawn_blocking(move || server.within(Duration::from_millis(60)));
        next.await.unwrap().is_none()
    }
}

fn read(mut stream: TcpStream, all: bool) -> io::Result<Request> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte)?;
        head.extend_from_slice(&byte);
    }
    let head = String::from_utf8_lossy(&head).to_lowercase();
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
    let mut body = vec![0; length.filter(|_| all).unwrap_or(0)];
    stream.read_exact(&mut body)?;
    Ok(Request { body, stream })
}
