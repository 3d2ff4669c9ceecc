//! Sends a request as it is, and keeps what came back and how it ended. It shares no line with what
//! it tests.

use idcard_service::Service;
use serde_json::Value;
use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::time::Duration;

/// A PNG image, as far as anybody looks at it.
pub(crate) const PNG: &[u8] = b"\x89PNG\r\n\x1A\n rest of the image";

/// The same in base64.
pub(crate) const PNG_TEXT: &str = "iVBORw0KGgogcmVzdCBvZiB0aGUgaW1hZ2U=";

/// What came back, and how it ended.
#[derive(Debug, Clone, Default)]
pub(crate) struct Answer {
    pub(crate) raw: Vec<u8>,
    pub(crate) reset: bool,
}

impl Answer {
    fn parts(&self) -> Option<(&str, &[u8])> {
        let end = self.raw.windows(4).position(|four| four == b"\r\n\r\n")?;
        let head = str::from_utf8(&self.raw[..end]).expect("a head is text");
        Some((head, &self.raw[end + 4..]))
    }

    pub(crate) fn has_head(&self) -> bool {
        self.parts().is_some()
    }

    pub(crate) fn status(&self) -> u16 {
        let (head, _) = self.parts().unwrap_or_else(|| panic!("no head: {self:?}"));
        let status = head.split(' ').nth(1).expect("a status");
        status.parse().expect("a status is a number")
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let (head, _) = self.parts()?;
        head.lines().skip(1).find_map(|line| {
            let (known, value) = line.split_once(':')?;
            known.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }

    pub(crate) fn body(&self) -> &[u8] {
        self.parts().expect("a head").1
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(self.body()).expect("a JSON body")
    }

    /// The code of the service's error.
    pub(crate) fn code(&self) -> String {
        self.json()["code"].as_str().expect("a code").to_owned()
    }
}

/// A request in pieces, so that a test can put another in the place of one.
#[derive(Clone)]
pub(crate) struct Request {
    pub(crate) method: &'static str,
    pub(crate) path: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Request {
    /// A good call with a body of JSON.
    pub(crate) fn json(service: &Service) -> Self {
        let text = format!(
            r#"{{"version": "V2", "requestId": "r-1", "timestamp": 0,
                "images": [{{"format": "png", "name": "front", "data": "{PNG_TEXT}"}}]}}"#
        );
        Self::new(service, "application/json", text.into_bytes())
    }

    /// The same in parts.
    pub(crate) fn multipart(service: &Service) -> Self {
        let body = form(&[("message", MESSAGE.as_bytes()), ("file", PNG)]);
        Self::new(service, FORM, body)
    }

    fn new(service: &Service, content_type: &str, body: Vec<u8>) -> Self {
        let url = service.invoke_url();
        let path = url
            .strip_prefix(&format!("http://{}", service.address()))
            .expect("the URL begins with the address");
        Self {
            method: "POST",
            path: format!("{path}/document/id-card"),
            headers: Vec::new(),
            body,
        }
        .with("X-OCR-SECRET", service.secret())
        .with("Content-Type", content_type)
    }

    /// With this header, or without it where it is empty.
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.retain(|(known, _)| known != name);
        if !value.is_empty() {
            self.headers.push((name.to_owned(), value.to_owned()));
        }
        self
    }

    pub(crate) fn with_body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut head = format!(
            "{} {} HTTP/1.1\r\nHost: stand-in\r\n",
            self.method, self.path
        );
        for (name, value) in &self.headers {
            head.extend([name, ": ", value, "\r\n"]);
        }
        let length = self.body.len().to_string();
        head.extend(["Content-Length: ", &length, "\r\n\r\n"]);
        [head.as_bytes(), &self.body].concat()
    }

    /// Sends it over a connection of its own.
    pub(crate) fn send(&self, service: &Service) -> Answer {
        send(
            service.address(),
            &self.clone().with("Connection", "close").bytes(),
        )
    }
}

pub(crate) const FORM: &str = "multipart/form-data; boundary=X-BOUNDARY";

/// The `message` part of a good call.
pub(crate) const MESSAGE: &str = r#"{"version": "V2", "requestId": "r-1", "timestamp": 0,
    "images": [{"format": "png", "name": "front"}]}"#;

/// A body in parts; a part has no media type, as a command line leaves it.
pub(crate) fn form(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, bytes) in parts {
        let head =
            format!("--X-BOUNDARY\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n");
        body.extend([head.as_bytes(), bytes, b"\r\n"].concat());
    }
    body.extend(b"--X-BOUNDARY--\r\n");
    body
}

/// Sends bytes, and nothing after them, and reads to the end.
pub(crate) fn send(address: SocketAddr, bytes: &[u8]) -> Answer {
    let mut stream = connect(address);
    let mut answer = Answer::default();
    // A peer that has gone does not stop the reading: it may have said something before.
    if stream.write_all(bytes).is_err() || stream.shutdown(Shutdown::Write).is_err() {
        answer.reset = true;
    }
    read_on(&mut stream, &mut answer);
    answer
}

pub(crate) fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).expect("it listens");
    stream
        .set_read_timeout(Some(Duration::from_secs(30)))
        .unwrap();
    stream
}

fn read_on(stream: &mut TcpStream, answer: &mut Answer) {
    let mut piece = vec![0; 64 << 10];
    loop {
        match stream.read(&mut piece) {
            Ok(0) => return,
            Ok(count) => answer.raw.extend_from_slice(&piece[..count]),
            Err(error) if error.kind() == ErrorKind::ConnectionReset => {
                answer.reset = true;
                return;
            }
            Err(error) => panic!("the answer does not end: {error}"),
        }
    }
}

/// Sends a request over a connection that stays, and reads its answer by the length that it has.
pub(crate) fn exchange(stream: &mut TcpStream, request: &Request) -> Answer {
    stream.write_all(&request.bytes()).expect("it is read");
    let mut answer = Answer::default();
    let mut piece = vec![0; 64 << 10];
    loop {
        if answer.has_head() {
            let length = answer.header("Content-Length").expect("a length");
            if answer.body().len() >= length.parse().expect("a number") {
                return answer;
            }
        }
        let count = stream.read(&mut piece).expect("it answers");
        assert_ne!(count, 0, "the connection ended");
        answer.raw.extend_from_slice(&piece[..count]);
    }
}
