//! Turns, under a clock that stands still.

use super::server::{GOOD, Server};
use super::{Outcome, builder, call, run_paused};
use crate::client::{CallError, Client, Limit, Payload, Sent};
use std::time::Duration;
use tokio::task::{JoinHandle, spawn, yield_now};
use tokio::time::advance;

const IDLE: Duration = Duration::from_secs(2);

/// Sends a call that is known by its number, after those that were sent before.
async fn send(client: &Client, number: usize, limit: Duration) -> JoinHandle<Outcome> {
    let call = call(client, Payload::json(&number.to_string())).timeout(limit);
    let sent = spawn(call.send());
    yield_now().await;
    sent
}

async fn send_all(client: &Client, count: usize) -> Vec<JoinHandle<Outcome>> {
    let mut sent = Vec::new();
    for number in 0..count {
        sent.push(send(client, number, Duration::from_secs(30)).await);
    }
    sent
}

fn body(number: usize) -> Vec<u8> {
    format!("\"{number}\"").into_bytes()
}

fn limit(outcome: Outcome) -> (Limit, Sent) {
    match outcome {
        Err(CallError::Timeout(error, account)) => (error.limit, account.sent),
        other => panic!("{other:?}"),
    }
}

/// The last of them wait for three times as long as a connection may be silent.
#[test]
fn who_waits_for_a_turn_is_not_silent_and_is_served_in_order() {
    run_paused(async {
        let server = Server::new();
        let client = builder(&server).max_in_flight(1).read_timeout(IDLE);
        let sent = send_all(&client.build().unwrap(), 8).await;
        for number in 0..8 {
            let request = server.next().await;
            assert_eq!(request.body, body(number));
            advance(Duration::from_millis(800)).await;
            request.answer(GOOD);
        }
        for outcome in sent {
            outcome.await.unwrap().unwrap();
        }
    });
}

#[test]
fn no_more_calls_are_made_at_once_than_allowed() {
    run_paused(async {
        let server = Server::new();
        let client = builder(&server).max_in_flight(3).read_timeout(IDLE);
        let sent = send_all(&client.build().unwrap(), 5).await;
        let mut made = Vec::new();
        for _ in 0..3 {
            made.push(server.next().await);
        }
        made.sort_by(|a, b| a.body.cmp(&b.body));
        let bodies: Vec<_> = made.iter().map(|request| request.body.clone()).collect();
        assert_eq!(bodies, [body(0), body(1), body(2)]);
        assert!(server.is_quiet().await);
        for (number, request) in made.into_iter().enumerate() {
            request.answer(GOOD);
            match number {
                0 | 1 => {
                    let next = server.next().await;
                    assert_eq!(next.body, body(number + 3));
                    next.answer(GOOD);
                }
                _ => assert!(server.is_quiet().await),
            }
        }
        for outcome in sent {
            outcome.await.unwrap().unwrap();
        }
    });
}

#[test]
fn waiting_counts_for_the_total_and_whoever_gives_up_leaves_the_queue() {
    run_paused(async {
        let server = Server::new();
        let client = builder(&server).max_in_flight(1).read_timeout(IDLE);
        let client = client.build().unwrap();
        let first = send(&client, 0, Duration::from_secs(30)).await;
        let hasty = send(&client, 1, Duration::from_secs(1)).await;
        let dropped = send(&client, 2, Duration::from_secs(30)).await;
        let last = send(&client, 3, Duration::from_secs(30)).await;
        let request = server.next().await;
        advance(Duration::from_millis(1001)).await;
        assert_eq!(limit(hasty.await.unwrap()), (Limit::Total, Sent::No));
        dropped.abort();
        assert!(dropped.await.unwrap_err().is_cancelled());
        request.answer(GOOD);
        first.await.unwrap().unwrap();
        let request = server.next().await;
        assert_eq!(request.body, body(3));
        request.answer(GOOD);
        last.await.unwrap().unwrap();
    });
}

#[test]
fn silence_counts_once_there_is_a_turn_and_hands_it_on() {
    run_paused(async {
        let server = Server::new();
        let client = builder(&server).max_in_flight(1).read_timeout(IDLE);
        let sent = send_all(&client.build().unwrap(), 3).await;
        let mut silent = Vec::new();
        for (number, outcome) in sent.into_iter().enumerate() {
            silent.push(server.next().await);
            assert_eq!(silent[number].body, body(number));
            advance(Duration::from_millis(1990)).await;
            assert!(server.is_quiet().await && !outcome.is_finished());
            advance(Duration::from_millis(20)).await;
            let outcome = outcome.await.unwrap();
            assert_eq!(limit(outcome), (Limit::Idle, Sent::Maybe));
        }
    });
}
