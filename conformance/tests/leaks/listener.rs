//! A socket that gives every call the same answer, so that a test may say what is in it.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

/// Where it listens; it ends with the test.
pub(crate) fn answering(status: u16, media_type: &str, body: &[u8]) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let head = format!(
        "HTTP/1.1 {status} X\r\nContent-Type: {media_type}\r\nContent-Length: {}\r\n\
         Connection: close\r\n\r\n",
        body.len()
    );
    let answer = [head.as_bytes(), body].concat();
    thread::spawn(move || {
        for socket in listener.incoming() {
            let answer = answer.clone();
            // A caller that is gone is no concern of this one.
            thread::spawn(move || drop(serve(&socket.unwrap(), &answer)));
        }
    });
    format!("http://{address}/custom/v1/0")
}

fn serve(mut socket: &TcpStream, answer: &[u8]) -> std::io::Result<()> {
    socket.set_read_timeout(Some(Duration::from_secs(10)))?;
    let mut request = Vec::new();
    let mut piece = vec![0; 65536];
    while !is_whole(&request) {
        match socket.read(&mut piece)? {
            0 => return Ok(()),
            read => request.extend_from_slice(&piece[..read]),
        }
    }
    socket.write_all(answer)
}

fn is_whole(request: &[u8]) -> bool {
    let Some(end) = request.windows(4).position(|bytes| bytes == b"\r\n\r\n") else {
        return false;
    };
    let head = String::from_utf8_lossy(&request[..end]).to_lowercase();
    let length = head.split_once("content-length: ").map(|(_, rest)| {
        let line = rest.lines().next().unwrap();
        line.trim().parse::<usize>().unwrap()
    });
    request.len() >= end + 4 + length.unwrap()
}
