//! The limit of the whole, over all that is done for a call.

use super::server::Server;
use super::{Outcome, builder, call, run_paused};
use crate::client::{Call, CallError, Content, Limit, Payload, Undescribed, nothing};
use crate::operation::RING;
use std::future::pending;
use std::io::{self, Read};
use std::pin::Pin;
use std::sync::{Mutex, mpsc};
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, ReadBuf};
use tokio::task::{spawn, yield_now};
use tokio::time::{advance, sleep};

/// Just less than the limit, and what is more than the rest of it.
const BEFORE: Duration = Duration::from_millis(4990);
const REST: Duration = Duration::from_millis(20);
const TOTAL: Duration = Duration::from_secs(5);

/// A reader from which nothing comes until it is let go.
struct Stuck(Mutex<mpsc::Receiver<()>>);

impl Read for Stuck {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        let _ = self.0.lock().unwrap().recv();
        Ok(0)
    }
}

impl AsyncRead for Stuck {
    fn poll_read(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        _: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Poll::Pending
    }
}

/// A stuck reader, in both ways; and what lets it go.
fn stuck() -> [(mpsc::Sender<()>, Content); 2] {
    let ways: [fn(Stuck) -> Content; 2] = [
        |stuck| Content::reader(stuck, Some(9)),
        |stuck| Content::async_reader(stuck, Some(9)),
    ];
    ways.map(|way| {
        let (free, held) = mpsc::channel();
        (free, way(Stuck(Mutex::new(held))))
    })
}

/// What a call ends in, which goes on until just before its time is up.
async fn end(call: Call<(), Undescribed>) -> CallError<Undescribed> {
    let call = spawn(call.timeout(TOTAL).send());
    yield_now().await;
    advance(BEFORE).await;
    assert!(!call.is_finished());
    advance(REST).await;
    let outcome: Outcome = call.await.unwrap();
    outcome.unwrap_err()
}

fn limit(error: &CallError<Undescribed>) -> Limit {
    match error {
        CallError::Timeout(error, _) => error.limit,
        other => panic!("{other:?}"),
    }
}

#[test]
fn it_holds_while_the_first_bytes_of_a_reader_are_awaited() {
    run_paused(async {
        let server = Server::new();
        let client = builder(&server).build().unwrap();
        for (free, mut content) in stuck() {
            let payload = async move {
                content.head(4).await?;
                Payload::json_around(content, str::to_owned)
            };
            let error = end(Call::prepared(&client.http, RING, payload, nothing)).await;
            assert_eq!(limit(&error), Limit::Total);
            assert_eq!(
                error.to_string(),
                "the call took too long (sent: no, attempts: 0)"
            );
            drop(free);
        }
        let never = end(Call::prepared(&client.http, RING, pending(), nothing)).await;
        assert_eq!(limit(&never), Limit::Total);
        assert!(server.is_quiet().await);
    });
}

#[test]
fn it_holds_while_a_reader_is_sent() {
    run_paused(async {
        let server = Server::of_heads();
        let client = builder(&server).build().unwrap();
        for (free, content) in stuck() {
            let payload = Payload::json_around(content, str::to_owned);
            assert_eq!(limit(&end(call(&client, payload)).await), Limit::Total);
            drop(free);
        }
    });
}

#[test]
fn time_that_was_spent_before_the_first_attempt_is_gone() {
    run_paused(async {
        let server = Server::new();
        let client = builder(&server).build().unwrap();
        let payload = async {
            sleep(BEFORE).await;
            Payload::json(&true)
        };
        let call = Call::prepared(&client.http, RING, payload, nothing).timeout(TOTAL);
        let call = spawn(call.send());
        yield_now().await;
        advance(BEFORE).await;
        let _unanswered = server.next().await;
        advance(REST).await;
        assert_eq!(limit(&call.await.unwrap().unwrap_err()), Limit::Total);
    });
}
