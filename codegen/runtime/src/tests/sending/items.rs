//! Answers of items, as they come.

use super::server::Server;
use super::{builder, run};
use crate::client::{
    Call, CallError, Client, Event, Framing, Item, ItemError, ItemFault, Items, Payload, Sent,
    Undescribed,
};
use crate::operation::RING;
use crate::wire::Personal;
use crate::wire::operation::Operation;
use std::io::Write as _;
use std::time::Duration;

/// Nothing is said of its answers.
const FLOW: Operation = Operation {
    responses: &[],
    ..RING
};

type Streamed<T> = Call<Items<T>, Undescribed>;

/// A call whose answer is events of JSON.
fn events<T: Item + Send + 'static>(client: &Client) -> Streamed<T> {
    let payload = Ok(Payload::Nothing);
    Call::streamed(&client.http, FLOW, payload, "text/event-stream", |begun| {
        begun.items(Framing::Events, false)
    })
}

fn lines<T: Item + Send + 'static>(client: &Client) -> Streamed<T> {
    let payload = Ok(Payload::Nothing);
    Call::streamed(
        &client.http,
        FLOW,
        payload,
        "application/x-ndjson",
        |begun| begun.items(Framing::Lines, false),
    )
}

const EVENTS: &str = "HTTP/1.1 200 OK\r\ncontent-type: Text/Event-Stream; charset=utf-8\r\n\
                      connection: close\r\n\r\n";
const LINES: &str =
    "HTTP/1.1 200 OK\r\ncontent-type: application/jsonl\r\ncontent-length: 60\r\n\r\n";

/// All that comes of a call that is answered in these pieces, the first of which begins the answer.
fn all<T: Item + Send + 'static>(
    call: fn(&Client) -> Streamed<T>,
    limit: usize,
    pieces: &'static [&'static str],
) -> Result<Vec<Result<T, ItemError>>, CallError<Undescribed>> {
    let server = Server::new();
    let client = builder(&server).max_response_bytes(limit).build().unwrap();
    let asked = server.clone();
    let answering = std::thread::spawn(move || {
        let mut request = asked.within(Duration::from_secs(20)).unwrap();
        for piece in pieces {
            request.stream.write_all(piece.as_bytes()).unwrap();
            request.stream.flush().unwrap();
        }
        // Nobody asks again, whatever came.
        drop(request);
        assert!(asked.within(Duration::from_millis(50)).is_none());
    });
    let found = run(async {
        let mut items = call(&client).send().await?;
        let mut all = Vec::new();
        while let Some(item) = items.next().await {
            all.push(item);
        }
        assert!(items.next().await.is_none());
        Ok(all)
    });
    answering.join().unwrap();
    found
}

#[test]
fn events_come_one_after_the_other() {
    let pieces = &[
        EVENTS,
        "id: 1\nevent: tick\nretry: 9\nda",
        "ta: 12\n\n: alive\n\n",
        "data: 7\n\n",
    ];
    let found = all::<Event<i64>>(events, 99, pieces).unwrap();
    let found: Vec<Event<i64>> = found.into_iter().map(Result::unwrap).collect();
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].event.as_deref(), Some("tick"));
    assert_eq!(found[0].id.as_deref(), Some("1"));
    assert_eq!(found[0].retry, Some(Duration::from_millis(9)));
    assert_eq!((found[0].data, found[1].data), (12, 7));
    assert_eq!(format!("{:?}", found[0]), "Event { data: 12, .. }");
}

#[test]
fn an_event_as_a_whole_is_an_object() {
    let pieces = &[
        EVENTS,
        "event: a\"b\ndata: {\"x\": 1}\n\ndata: [DONE\nretry: 5\nid: z\n\n",
    ];
    let found = all::<serde_json::Value>(events, 99, pieces).unwrap();
    let found: Vec<_> = found.into_iter().map(Result::unwrap).collect();
    let expected = [
        serde_json::json!({"event": "a\"b", "data": {"x": 1}}),
        serde_json::json!({"id": "z", "retry": 5, "data": "[DONE"}),
    ];
    assert_eq!(found, expected);
}

/// Each error stands where its item would, and prints nothing of it.
#[test]
fn what_is_no_item_is_an_error_in_its_place() {
    let pieces = &[
        EVENTS,
        "event: canary\ndata: canary\n\ndata: 1\n\n",
        "data: 111111111111111111111111111111111111111111\n\ndata: 2\n\nevent: e\ndata: 3\n",
    ];
    let found = all::<Event<i64>>(events, 30, pieces).unwrap();
    let [decode, one, long, two, unfinished] = &found[..] else {
        panic!("{found:?}");
    };
    assert_eq!(
        (one.as_ref().unwrap().data, two.as_ref().unwrap().data),
        (1, 2)
    );
    let error = decode.as_ref().unwrap_err();
    assert!(matches!(error.fault, ItemFault::Decode(_)) && error.number == 1);
    assert_eq!(error.raw.expose(), b"canary");
    assert_eq!(
        error.event.as_ref().map(|it| it.expose().as_str()),
        Some("canary")
    );
    assert!(!format!("{error} {error:?}").contains("canary"));
    let error = long.as_ref().unwrap_err();
    assert!(error.fault == ItemFault::TooLong && error.number == 3 && !error.is_last());
    let error = unfinished.as_ref().unwrap_err();
    assert!(error.fault == ItemFault::Unfinished && error.number == 5);
    assert_eq!(error.raw.expose(), b"3");
}

#[test]
fn a_connection_that_breaks_is_the_last_error() {
    let found = all::<i64>(lines, 99, &[LINES, "1\n2\n\n3"]).unwrap();
    let [one, two, end] = &found[..] else {
        panic!("{found:?}");
    };
    assert_eq!((one.as_ref().unwrap(), two.as_ref().unwrap()), (&1, &2));
    let error = end.as_ref().unwrap_err();
    assert!(error.fault == ItemFault::Truncated && error.is_last() && error.number == 3);
    assert_eq!(error.raw.expose(), b"3");
}

#[test]
fn another_answer_than_items_is_kept() {
    const JSON: &str =
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}";
    const BUSY: &str =
        "HTTP/1.1 500 Busy\r\ncontent-type: application/jsonl\r\ncontent-length: 2\r\n\r\n{}";
    let error = all::<i64>(lines, 99, &[JSON]).unwrap_err();
    let CallError::Body(error, account) = error else {
        panic!("{error:?}");
    };
    assert_eq!(
        (&error.raw.expose()[..], account.sent),
        (&b"{}"[..], Sent::Yes)
    );
    let error = all::<i64>(lines, 99, &[BUSY]).unwrap_err();
    assert!(matches!(error, CallError::Status(..)), "{error:?}");
}

/// A call in flight is one until its last item, and its own limit is that of silence.
#[test]
fn items_keep_their_turn_and_come_as_late_as_they_like() {
    let server = Server::new();
    let client = builder(&server)
        .max_in_flight(1)
        .timeout(Duration::from_millis(400));
    let client = client
        .read_timeout(Duration::from_millis(300))
        .build()
        .unwrap();
    run(async {
        let first = tokio::spawn(events::<Event<Personal<String>>>(&client).send());
        let mut request = server.next().await;
        request.stream.write_all(EVENTS.as_bytes()).unwrap();
        let mut items = first.await.unwrap().unwrap();
        for _ in 0..3 {
            tokio::time::sleep(Duration::from_millis(200)).await;
            request.stream.write_all(b"data: \"a\"\n\n").unwrap();
            assert!(items.next().await.unwrap().is_ok());
        }
        let second = lines::<i64>(&client).send().await.unwrap_err();
        assert!(matches!(second, CallError::Timeout(_, account) if account.sent == Sent::No));
        let error = items.next().await.unwrap().unwrap_err();
        assert!(error.fault == ItemFault::Idle && error.is_last());
        assert!(items.next().await.is_none());
        let third = tokio::spawn(lines::<i64>(&client).send());
        let request = server.next().await;
        request.answer("HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n5");
        assert_eq!(third.await.unwrap().unwrap().next().await, Some(Ok(5)));
    });
}
