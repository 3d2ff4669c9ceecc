//! The pause before another attempt, against what the service asks for.

use super::server::Server;
use super::{builder, call, run};
use crate::client::{Payload, RepeatPolicy};
use std::thread;
use std::time::{Duration, Instant};

const fn ms(milliseconds: u64) -> Duration {
    Duration::from_millis(milliseconds)
}

fn busy(retry_after: &str) -> String {
    format!("HTTP/1.1 429 Busy\r\n{retry_after}connection: close\r\ncontent-length: 0\r\n\r\n")
}

/// The attempts at a call that all of them refuse, and the time that it took.
fn refused(retry_after: &str, policy: RepeatPolicy) -> (u32, Duration) {
    let server = Server::new();
    let client = builder(&server).repeat(policy).build().unwrap();
    let answer = busy(retry_after);
    thread::spawn(move || {
        while let Some(request) = server.within(Duration::from_secs(20)) {
            request.answer(&answer);
        }
    });
    let begun = Instant::now();
    let error = run(call(&client, Payload::json(&true)).send()).unwrap_err();
    (error.attempts(), begun.elapsed())
}

#[test]
fn who_asks_for_less_than_the_policy_gets_its_pause() {
    let policy = RepeatPolicy::default().backoff(ms(80), ms(160));
    for retry_after in [
        "",
        "retry-after: 0\r\n",
        "retry-after: 000\r\n",
        "retry-after: Thu, 01 Jan 1970 00:00:00 GMT\r\n",
        "retry-after: Wed, 21 Oct 2015 07:28:00 GMT\r\n",
        "retry-after: soon\r\n",
        "retry-after: 99999999999999999999999\r\n",
        "retry-after: -1\r\n",
        "retry-after:\r\n",
    ] {
        let (attempts, elapsed) = refused(retry_after, policy.clone());
        // At least the half of each of the two pauses.
        assert_eq!(attempts, 3, "{retry_after}");
        assert!(elapsed >= ms(40 + 80), "{retry_after}: {elapsed:?}");
    }
}

#[test]
fn who_asks_for_more_than_the_policy_gets_that() {
    let policy = RepeatPolicy::default().backoff(ms(1), ms(1)).attempts(2);
    let (attempts, elapsed) = refused("retry-after: 1\r\n", policy);
    assert_eq!(attempts, 2);
    assert!(elapsed >= ms(1000), "{elapsed:?}");
}

#[test]
fn who_asks_for_more_than_the_cap_is_not_called_again() {
    for retry_after in [
        "retry-after: 31\r\n",
        "retry-after: 18446744073709551615\r\n",
        "retry-after: Fri, 31 Dec 9999 23:59:59 GMT\r\n",
    ] {
        let (attempts, _) = refused(retry_after, RepeatPolicy::default());
        assert_eq!(attempts, 1, "{retry_after}");
    }
}
