//! What is left of a body when the service answers before it has read it.

use super::server::Server;
use super::{builder, call, run};
use crate::client::{BuildError, Content, Form, Payload, Sent};
use bytes::Bytes;
use std::io::{self, Read};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};
use tokio::io::{AsyncRead, ReadBuf};
use tokio::task::{spawn, spawn_blocking};

const LENGTH: usize = 20_000_000;

/// A picture in memory, or a reader that never ends; it is known whether it is still there.
struct Picture {
    bytes: Vec<u8>,
    _held: Arc<()>,
}

impl AsRef<[u8]> for Picture {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

impl Read for Picture {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        Ok(into.len())
    }
}

/// Has a few bytes, and then waits for ever.
impl AsyncRead for Picture {
    fn poll_read(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.bytes.is_empty() {
            return Poll::Pending;
        }
        let some = into.remaining().min(self.bytes.len());
        into.put_slice(&self.bytes[..some]);
        self.bytes.drain(..some);
        Poll::Ready(Ok(()))
    }
}

fn memory(picture: Picture) -> Content {
    Content::from(Bytes::from_owner(picture))
}

fn reader(picture: Picture) -> Content {
    Content::reader(picture, Some(1 << 40))
}

fn slow_reader(mut picture: Picture) -> Content {
    picture.bytes.truncate(300_000);
    Content::async_reader(picture, Some(1 << 40))
}

fn json(content: Content) -> Result<Payload, BuildError> {
    Payload::json_around(content, str::to_owned)
}

fn form(content: Content) -> Result<Payload, BuildError> {
    let form = Form::new().file("file", "image", "image/png", content)?;
    Ok(Payload::Form(form))
}

fn refusal(status: u16, connection: &str) -> String {
    format!("HTTP/1.1 {status} No\r\nconnection: {connection}\r\ncontent-length: 2\r\n\r\n{{}}")
}

/// Waits for a thread that is just reading.
fn is_gone(held: &Arc<()>) -> bool {
    let begun = Instant::now();
    while Arc::strong_count(held) > 1 {
        if begun.elapsed() > Duration::from_secs(5) {
            return false;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    true
}

/// The connections stay open on the side of the server, which reads nothing.
#[test]
fn it_is_dropped_when_the_answer_is_in() {
    run(async {
        let server = Server::of_heads();
        let client = builder(&server).build().unwrap();
        let mut open = Vec::new();
        let contents: [fn(Picture) -> Content; 3] = [memory, reader, slow_reader];
        let payloads: [fn(Content) -> Result<Payload, BuildError>; 2] = [json, form];
        for content in contents {
            for payload in payloads {
                for (status, connection) in [(401, "close"), (413, "keep-alive"), (204, "close")] {
                    let held = Arc::new(());
                    let picture = Picture {
                        bytes: vec![b'x'; LENGTH],
                        _held: Arc::clone(&held),
                    };
                    let call = spawn(call(&client, payload(content(picture))).send());
                    let request = server.next().await;
                    open.push(request.stream.try_clone().unwrap());
                    request.answer(&refusal(status, connection));
                    let outcome = call.await.unwrap();
                    match outcome {
                        Ok(()) => assert_eq!(status, 204),
                        Err(error) => assert_eq!(
                            (error.status(), error.sent(), error.attempts()),
                            (Some(status), Sent::Yes, 1)
                        ),
                    }
                    assert!(is_gone(&held), "{status} {connection}");
                }
            }
        }
    });
}

#[test]
fn a_document_is_dropped_too_and_the_rest_of_it_is_not_sent() {
    run(async {
        let server = Server::of_heads();
        let client = builder(&server).build().unwrap();
        let text = "x".repeat(LENGTH);
        let call = spawn(call(&client, Payload::json(&text)).send());
        let request = server.next().await;
        let mut stream = request.stream.try_clone().unwrap();
        request.answer(&refusal(401, "keep-alive"));
        assert_eq!(call.await.unwrap().unwrap_err().status(), Some(401));
        let drained = spawn_blocking(move || {
            let mut rest = Vec::new();
            // It ends by a close or by a reset.
            let _ = stream.read_to_end(&mut rest);
            rest.len()
        });
        let drained = drained.await.unwrap();
        assert!(drained < LENGTH, "{drained} bytes");
    });
}

/// Its length is not known, so only its end tells the service that it is whole.
#[test]
fn a_reader_that_is_given_up_looks_like_a_broken_call_and_not_like_a_short_one() {
    run(async {
        let server = Server::of_heads();
        let client = builder(&server).build().unwrap();
        let picture = Picture {
            bytes: vec![b'x'; 1_000_000],
            _held: Arc::new(()),
        };
        let payload = form(Content::async_reader(picture, None));
        let call = spawn(call(&client, payload).send());
        let request = server.next().await;
        let mut stream = request.stream.try_clone().unwrap();
        // All that the reader has: from here on the connection waits for it.
        let mut piece = vec![0; 950_000];
        let mut stream = spawn_blocking(move || {
            stream.read_exact(&mut piece).unwrap();
            stream
        })
        .await
        .unwrap();
        request.answer(&refusal(401, "keep-alive"));
        assert_eq!(call.await.unwrap().unwrap_err().status(), Some(401));
        let rest = spawn_blocking(move || {
            let mut rest = Vec::new();
            let limit = Some(Duration::from_secs(10));
            stream.set_read_timeout(limit).unwrap();
            stream.read_to_end(&mut rest).map(|_| rest)
        });
        let rest = rest.await.unwrap().expect("the connection is closed");
        assert!(!rest.ends_with(b"0\r\n\r\n"));
    });
}

/// An answer that begins early does not end the body: the service may still be reading.
#[test]
fn it_is_sent_to_its_end_while_the_answer_is_not_complete() {
    run(async {
        let server = Server::of_heads();
        let client = builder(&server).build().unwrap();
        let text = "x".repeat(LENGTH);
        let call = spawn(call(&client, Payload::json(&text)).send());
        let request = server.next().await;
        let mut stream = request.stream.try_clone().unwrap();
        let answer = refusal(401, "keep-alive");
        let (begin, end) = answer.split_at(answer.len() - 1);
        let end = end.to_owned();
        request.answer(begin);
        let reading = spawn_blocking(move || {
            let mut body = vec![0; LENGTH + 2];
            stream.read_exact(&mut body).unwrap();
            io::Write::write_all(&mut stream, end.as_bytes()).unwrap();
        });
        assert_eq!(call.await.unwrap().unwrap_err().status(), Some(401));
        reading.await.unwrap();
    });
}
