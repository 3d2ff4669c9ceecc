//! Checks what a caller sets a limit to: time, turns, how long it waits on request, and its own
//! patience. Here the client ends the call, and has to know what it may have left behind.

use super::caller::{self, Caller, Outcome, Settings, Way};
use super::{PLACES, Place, policy};
use clova_id_card::client::{RepeatPolicy, Sent};
use clova_id_card::{BodyKind, Client, Image};
use idcard_service::{Config, Fault, Service, Show};
use std::future::Future;
use std::io::{Cursor, Read};
use std::net::TcpListener;
use std::time::{Duration, Instant};

const fn ms(milliseconds: u64) -> Duration {
    Duration::from_millis(milliseconds)
}

const LONG: Duration = Duration::from_mins(1);

fn settings() -> Settings {
    Settings {
        policy: policy(),
        ..Settings::default()
    }
}

/// One whose answers are never short.
fn start(faults: impl IntoIterator<Item = Fault>) -> Service {
    let config = Config::default().show(Show::Card("ic"));
    Service::start(config.script(faults.into_iter().map(Some))).unwrap()
}

fn caller(service: &Service, way: Way, settings: Settings) -> Caller {
    Caller::new(way, &service.invoke_url(), service.secret(), settings)
}

fn failed(what: &str, sent: Sent, attempts: u32) -> Outcome {
    Outcome {
        what: what.to_owned(),
        account: Some((sent, attempts)),
    }
}

/// What a call that meets this ends in, with these settings; and how many were billed.
fn ends(place: Place, faults: &[Fault], settings: Settings) -> (Outcome, u64) {
    let service = start(faults.to_vec());
    let outcome = caller(&service, place.0, settings).call(place.1, caller::small());
    (outcome, service.journal().billed)
}

#[test]
fn a_limit_of_time_tells_which_it_was_and_is_no_reason_to_call_again() {
    for place in PLACES {
        let idle = Settings {
            idle: Some(ms(300)),
            ..settings()
        };
        let total = Settings {
            total: Some(ms(300)),
            ..settings()
        };
        let silence = [Fault::Latency(LONG), Fault::Latency(LONG)];
        let outcome = ends(place, &silence, idle.clone());
        assert_eq!(outcome, (failed("timeout Idle", Sent::Maybe, 1), 1));
        let outcome = ends(place, &silence, total.clone());
        assert_eq!(outcome, (failed("timeout Total", Sent::Maybe, 1), 1));

        // Silence may be repeated by who asks for it; the limit of the whole is that of all attempts.
        let costly = policy().accept_a_second_charge().attempts(2);
        let with = |settings: Settings| Settings {
            policy: costly.clone(),
            ..settings
        };
        let outcome = ends(place, &silence, with(idle));
        assert_eq!(outcome, (failed("timeout Idle", Sent::Maybe, 2), 2));
        let outcome = ends(place, &silence, with(total));
        assert_eq!(outcome, (failed("timeout Total", Sent::Maybe, 1), 1));
    }
}

#[test]
fn an_answer_that_drips_is_not_silent_and_ends_with_the_limit_of_the_whole() {
    let drip = [Fault::SlowDrip(ms(20))];
    for place in PLACES {
        let patient = Settings {
            idle: Some(Duration::from_secs(2)),
            ..settings()
        };
        let begun = Instant::now();
        let (outcome, billed) = ends(place, &drip, patient);
        assert_eq!((outcome.what.as_str(), billed), ("answer", 1));
        assert!(begun.elapsed() > Duration::from_secs(2));

        let hasty = Settings {
            total: Some(ms(1500)),
            ..settings()
        };
        let (outcome, billed) = ends(place, &drip, hasty);
        let expected = failed("timeout Total after status 200", Sent::Yes, 1);
        assert_eq!((outcome, billed), (expected, 1));
    }
}

#[test]
fn a_handshake_that_nobody_answers_was_not_a_call() {
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}/key", silent.local_addr().unwrap());
    for (way, body) in PLACES {
        let hasty = Settings {
            connect: Some(ms(100)),
            ..settings()
        };
        let outcome = Caller::new(way, &url, "secret", hasty).call(body, caller::small());
        assert_eq!(outcome, failed("timeout Connect", Sent::No, 3));
    }
}

#[test]
fn retry_after_is_obeyed_up_to_a_cap() {
    for (fault, at_least) in [
        (Fault::TooManyRequests(1), ms(1000)),
        // A date has whole seconds: the wait is up to one shorter.
        (Fault::TooManyRequestsDate(2), ms(900)),
    ] {
        for place in PLACES {
            let begun = Instant::now();
            let (outcome, _) = ends(place, std::slice::from_ref(&fault), settings());
            assert_eq!(outcome.what, "answer", "{fault}");
            assert!(begun.elapsed() >= at_least, "{fault}");
        }
    }
    let capped = Settings {
        policy: policy().retry_after_cap(Duration::from_secs(5)),
        ..settings()
    };
    for fault in [Fault::TooManyRequests(20), Fault::TooManyRequestsDate(20)] {
        let begun = Instant::now();
        let (outcome, billed) = ends(PLACES[0], &[fault], capped.clone());
        let expected = failed("status 429 gateway", Sent::Yes, 1);
        assert_eq!((outcome, billed), (expected, 0));
        assert!(begun.elapsed() < Duration::from_secs(5));
    }
}

#[test]
fn a_wait_that_the_time_does_not_allow_is_not_begun() {
    let hasty = Settings {
        total: Some(Duration::from_secs(5)),
        ..settings()
    };
    let begun = Instant::now();
    let (outcome, _) = ends(PLACES[0], &[Fault::TooManyRequests(20)], hasty);
    assert_eq!(outcome, failed("status 429 gateway", Sent::Yes, 1));
    assert!(begun.elapsed() < Duration::from_secs(5));
}

#[test]
fn no_policy_at_all_and_a_reader_are_never_repeated() {
    let busy = || [Fault::Error("0025".into()), Fault::Error("0025".into())];
    let expected = failed("status 400 code 0025", Sent::Yes, 1);
    for place in PLACES {
        let never = Settings {
            policy: RepeatPolicy::never(),
            ..settings()
        };
        assert_eq!(ends(place, &busy(), never), (expected.clone(), 0));

        let service = start(busy());
        let length = Some(100);
        let image = Image::reader(Cursor::new(caller::small()), length);
        let outcome = caller(&service, place.0, settings()).call(place.1, image);
        assert_eq!((&outcome, service.journal().calls), (&expected, 1));
    }
}

#[test]
fn no_more_calls_are_made_at_once_than_agreed() {
    for (way, body) in PLACES {
        let config = Config::default().max_concurrent(2).latency(ms(60));
        let service = Service::start(config).unwrap();
        let limited = Settings {
            policy: RepeatPolicy::never(),
            max_in_flight: Some(2),
            ..settings()
        };
        let caller = caller(&service, way, limited);
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| assert_eq!(caller.call(body, caller::small()).what, "answer"));
            }
        });
        let journal = service.journal();
        assert_eq!((journal.calls, journal.billed), (8, 8));
        assert!(journal.most_at_once <= 2, "{}", journal.most_at_once);
    }
}

#[test]
fn a_wait_for_a_turn_is_part_of_the_limit_and_costs_nothing() {
    let service = start([Fault::Latency(LONG)]);
    let hasty = Settings {
        total: Some(ms(600)),
        max_in_flight: Some(1),
        ..settings()
    };
    let caller = caller(&service, Way::Blocking, hasty);
    std::thread::scope(|scope| {
        let first = scope.spawn(|| caller.call(BodyKind::Json, caller::small()));
        while service.journal().calls == 0 {
            std::thread::yield_now();
        }
        let Caller::Blocking(client) = &caller else {
            unreachable!("it was made so");
        };
        let call = client.recognize(caller::small()).timeout(ms(50));
        let second = Outcome::of(&call.send());
        assert_eq!(second, failed("timeout Total", Sent::No, 1));
        assert_eq!(
            first.join().unwrap(),
            failed("timeout Total", Sent::Maybe, 1)
        );
    });
    assert_eq!(service.journal().calls, 1);
}

#[tokio::test]
async fn a_call_that_is_given_up_is_billed_at_most_once_and_makes_room() {
    for body in [BodyKind::Json, BodyKind::Multipart] {
        let service = start([Fault::Latency(LONG)]);
        let client = Client::builder(service.invoke_url(), service.secret())
            .max_in_flight(1)
            .build()
            .unwrap();
        let call = || client.recognize(caller::small()).body(body).send();

        // Not awaited, not sent.
        drop(call());
        assert_eq!(service.journal().calls, 0);

        given_up(call(), || service.journal().billed == 1).await;
        // Nobody holds its turn, and nobody sends it again.
        assert_eq!(Outcome::of(&call().await).what, "answer");
        let journal = service.journal();
        assert_eq!((journal.calls, journal.billed), (2, 2));
    }
}

#[tokio::test]
async fn giving_up_closes_the_connection() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/key", listener.local_addr().unwrap());
    for body in [BodyKind::Json, BodyKind::Multipart] {
        let client = Client::builder(&*url, "secret").build().unwrap();
        let (accepted, connection) = std::sync::mpsc::channel();
        let listener = listener.try_clone().unwrap();
        let peer = std::thread::spawn(move || {
            let (mut connection, _) = listener.accept().unwrap();
            connection.set_read_timeout(Some(LONG)).unwrap();
            let first = connection.read(&mut [0; 4096]).unwrap();
            accepted.send(first).unwrap();
            // To its end, which is the question.
            let mut rest = Vec::new();
            connection
                .read_to_end(&mut rest)
                .map_err(|error| error.kind())
        });
        let call = client.recognize(caller::image(400_000)).body(body).send();
        given_up(call, || connection.try_recv().is_ok_and(|read| read > 0)).await;
        // The runtime has to go on: it is what closes connections.
        let end = tokio::task::spawn_blocking(|| peer.join().unwrap());
        let end = end.await.unwrap();
        assert!(
            matches!(end, Ok(_) | Err(std::io::ErrorKind::ConnectionReset)),
            "{end:?}"
        );
    }
}

/// Awaits a call until this is so, and then drops it.
async fn given_up(call: impl Future, until: impl Fn() -> bool) {
    let mut call = std::pin::pin!(call);
    while !until() {
        let waited = tokio::time::timeout(ms(5), call.as_mut()).await;
        assert!(waited.is_err(), "there is to be no answer");
    }
}
