//! Checks every fault over both bodies: what is on the wire, and what the journal has of it.

use super::client::{self, Answer, Request};
use idcard_service::{Config, Fault, Service};
use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

type Body = fn(&Service) -> Request;

const BODIES: [Body; 2] = [Request::json, Request::multipart];

/// The faults that a call can meet, with values that do not make a test wait.
fn faults_of_a_call() -> impl Iterator<Item = Fault> {
    Fault::all()
        .into_iter()
        .filter_map(|(fault, _)| match fault {
            Fault::Refuse(_) | Fault::TlsAlert | Fault::TlsReset => None,
            Fault::SlowDrip(_) => Some(Fault::SlowDrip(Duration::from_millis(1))),
            Fault::Latency(_) => Some(Fault::Latency(Duration::from_millis(120))),
            Fault::HugeBody(_) => Some(Fault::HugeBody(300_000)),
            Fault::HugeChunkedBody(_) => Some(Fault::HugeChunkedBody(300_000)),
            other => Some(other),
        })
}

#[test]
fn a_fault_is_what_it_is_called_and_is_billed_as_it_says() {
    for body in BODIES {
        for fault in faults_of_a_call() {
            let service = Service::start(Config::default()).unwrap();
            let request = body(&service).with("x-mock-fault", &fault.to_string());
            let begun = Instant::now();
            let answer = request.send(&service);
            expect(&fault, &answer, begun.elapsed());
            let journal = service.journal();
            assert_eq!(journal.calls, 1, "{fault}");
            assert_eq!(journal.billed, u64::from(fault.billed()), "{fault}");
            assert_eq!(journal.entries[0].fault, Some(fault.to_string()));

            // The next call meets nothing.
            let answer = body(&service).send(&service);
            assert_eq!(answer.status(), 200, "after {fault}");
        }
    }
}

#[test]
fn a_script_has_the_same_faults_one_after_the_other() {
    let faults: Vec<Fault> = faults_of_a_call().collect();
    let service = Service::start(Config::default()).unwrap();
    service.script(faults.iter().cloned().map(Some));
    for fault in &faults {
        let begun = Instant::now();
        let answer = Request::json(&service).send(&service);
        expect(fault, &answer, begun.elapsed());
    }
    let billed = faults.iter().filter(|fault| fault.billed()).count();
    assert_eq!(service.journal().billed, u64::try_from(billed).unwrap());
}

fn expect(fault: &Fault, answer: &Answer, time: Duration) {
    let whole = |status: u16| {
        assert!(!answer.reset, "{fault}");
        assert_eq!(answer.status(), status, "{fault}");
        let length: usize = answer.header("Content-Length").unwrap().parse().unwrap();
        assert_eq!(answer.body().len(), length, "{fault}");
    };
    match fault {
        Fault::ResetBeforeBody | Fault::ResetWithinBody | Fault::ResetAfterBody => {
            assert!(answer.reset, "{fault}");
            assert!(answer.raw.is_empty(), "{fault}");
        }
        Fault::CloseInHeaders => {
            assert!(answer.raw.starts_with(b"HTTP/1.1 200"), "{fault}");
            assert!(!answer.has_head() && !answer.reset, "{fault}");
        }
        Fault::ShortBody => {
            let length: usize = answer.header("Content-Length").unwrap().parse().unwrap();
            assert_eq!(answer.body().len(), length / 2);
            assert!(!answer.reset);
        }
        Fault::SlowDrip(pause) => {
            whole(200);
            let pieces = u32::try_from(answer.raw.len() / 16).unwrap();
            assert!(time >= *pause * pieces, "{time:?}");
        }
        Fault::Latency(pause) => {
            whole(200);
            assert!(time >= *pause, "{time:?}");
        }
        Fault::TooManyRequests(seconds) => {
            whole(429);
            let said = answer.header("Retry-After");
            assert_eq!(said, Some(seconds.to_string().as_str()));
        }
        Fault::TooManyRequestsDate(_) => {
            whole(429);
            let date = answer.header("Retry-After").unwrap();
            assert!(date.len() == 29 && date.ends_with(" GMT"), "{date}");
        }
        Fault::Error(code) => {
            whole(code.http_status().unwrap());
            assert_eq!(answer.code(), code.as_str());
        }
        Fault::Html(status) => {
            whole(*status);
            assert_eq!(answer.header("Content-Type"), Some("text/html"));
            assert!(answer.body().starts_with(b"<html>"));
        }
        Fault::Gateway(status) => {
            whole(*status);
            assert_eq!(answer.json()["error"]["errorCode"], "300");
        }
        Fault::Empty(status) => {
            whole(*status);
            assert!(answer.body().is_empty());
        }
        Fault::ContentType => {
            whole(200);
            assert_eq!(answer.header("Content-Type"), Some("text/plain"));
            assert_eq!(answer.json()["version"], "V2");
        }
        other => expect_content(other, answer, &whole),
    }
}

fn expect_content(fault: &Fault, answer: &Answer, whole: &dyn Fn(u16)) {
    match fault {
        Fault::InvalidUtf8 => {
            whole(200);
            assert!(str::from_utf8(answer.body()).is_err());
        }
        Fault::RepeatedKeys => {
            whole(200);
            let text = str::from_utf8(answer.body()).unwrap();
            assert_eq!(text.matches("\"requestId\"").count(), 2, "{text}");
            assert_eq!(text.matches("\"inferResult\"").count(), 2, "{text}");
            assert_eq!(answer.json()["requestId"], "r-1");
        }
        Fault::HugeBody(bytes) => {
            whole(200);
            assert_eq!(answer.body().len(), usize::try_from(*bytes).unwrap());
            assert_eq!(answer.json()["version"], "V2");
        }
        Fault::HugeChunkedBody(bytes) => {
            assert_eq!(answer.header("Transfer-Encoding"), Some("chunked"));
            assert_eq!(answer.header("Content-Length"), None);
            let bytes = usize::try_from(*bytes).unwrap();
            assert!(answer.body().len() > bytes);
            assert!(answer.body().ends_with(b"\r\n0\r\n\r\n"));
        }
        Fault::UnknownEnum => {
            whole(200);
            assert_eq!(answer.json()["images"][0]["inferResult"], "PARTIAL");
        }
        Fault::ExtraMembers => {
            whole(200);
            assert!(answer.json()["images"][0]["addedLater"].is_object());
        }
        Fault::UnknownCard => {
            whole(200);
            let result = &answer.json()["images"][0]["idCard"]["result"];
            assert!(result["rc"]["name"][0]["text"].is_string());
            assert_eq!(result["idtype"], "Residence Card");
        }
        other => panic!("nothing is expected of {other}"),
    }
}

#[test]
fn nothing_listens_for_as_long_as_the_script_says() {
    let pause = Duration::from_millis(150);
    let service = Service::start(Config::default()).unwrap();
    let mut kept = client::connect(service.address());
    let answer = client::exchange(&mut kept, &Request::json(&service));
    assert_eq!(answer.status(), 200);

    service.script([Some(Fault::Refuse(pause))]);
    let refused = TcpStream::connect(service.address()).unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::ConnectionRefused);
    // An idle connection does not get past it.
    assert_eq!(kept.read(&mut [0]).unwrap(), 0);

    thread::sleep(pause * 2);
    assert_eq!(Request::json(&service).send(&service).status(), 200);
    assert_eq!(service.journal().calls, 2);
}

#[test]
fn the_answer_before_a_refusal_says_that_the_connection_ends() {
    let refuse = Fault::Refuse(Duration::from_mins(1));
    let service = Service::start(Config::default().script([None, Some(refuse)])).unwrap();
    let mut stream = client::connect(service.address());
    let answer = client::exchange(&mut stream, &Request::json(&service));
    assert_eq!(answer.header("Connection"), Some("close"));
    let refused = TcpStream::connect(service.address()).unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::ConnectionRefused);
}

/// The beginning of a TLS handshake, long enough to be taken for one.
const HELLO: &[u8] = b"\x16\x03\x01\x00\x2F\x01\x00\x00\x2B\x03\x03";

#[test]
fn tls_fails_with_an_alert_or_a_reset() {
    let service = Service::start(Config::default()).unwrap();
    assert!(service.tls_invoke_url().starts_with("https://127.0.0.1:"));
    // Without a script too: nobody here speaks TLS.
    for script in [None, Some(Fault::TlsAlert), Some(Fault::TlsReset)] {
        if let Some(fault) = &script {
            service.script([Some(fault.clone())]);
        }
        let answer = client::send(service.address(), HELLO);
        if script == Some(Fault::TlsReset) {
            assert!(answer.reset && answer.raw.is_empty());
        } else {
            assert_eq!(answer.raw, b"\x15\x03\x03\x00\x02\x02\x28");
        }
    }
    assert_eq!(service.journal().calls, 0);
    assert_eq!(Request::json(&service).send(&service).status(), 200);
}

#[test]
fn one_call_more_than_may_be_on_their_way_is_told_to_come_later() {
    let config = Config::default()
        .max_concurrent(2)
        .latency(Duration::from_millis(400));
    let service = Service::start(config).unwrap();
    let answers: Vec<Answer> = thread::scope(|scope| {
        let calls: Vec<_> = (0..5)
            .map(|_| scope.spawn(|| Request::json(&service).send(&service)))
            .collect();
        calls.into_iter().map(|call| call.join().unwrap()).collect()
    });
    let good = answers
        .iter()
        .filter(|answer| answer.status() == 200)
        .count();
    assert_eq!(good, 2);
    for refused in answers.iter().filter(|answer| answer.status() != 200) {
        assert_eq!((refused.status(), refused.code().as_str()), (400, "0025"));
    }
    let journal = service.journal();
    assert_eq!(journal.billed, 2);
    assert!(journal.most_at_once > 2);
    assert_eq!(Request::json(&service).send(&service).status(), 200);
}

#[test]
fn chance_is_the_same_for_the_same_seed() {
    let statuses = |seed, probability| -> Vec<u16> {
        let config = Config::default()
            .seed(seed)
            .faults([Fault::Gateway(503), Fault::Html(502)], probability);
        let service = Service::start(config).unwrap();
        let calls = (0..40).map(|_| Request::json(&service).send(&service).status());
        calls.collect()
    };
    let some = statuses(5, 0.5);
    assert_eq!(some, statuses(5, 0.5));
    assert_ne!(some, statuses(6, 0.5));
    for status in [200, 502, 503] {
        assert!(some.contains(&status), "{some:?}");
    }
    assert!(statuses(5, 0.0).iter().all(|status| *status == 200));
    assert!(statuses(5, 1.0).iter().all(|status| *status != 200));
}

#[test]
fn a_body_can_be_waited_for_and_come_in_chunks() {
    let service = Service::start(Config::default()).unwrap();
    let request = Request::json(&service).with("Expect", "100-continue");
    let bytes = request.bytes();
    let (head, body) = bytes.split_at(bytes.len() - request.body.len());
    let mut stream = client::connect(service.address());
    stream.write_all(head).unwrap();
    let mut interim = [0; 25];
    stream.read_exact(&mut interim).unwrap();
    assert_eq!(&interim, b"HTTP/1.1 100 Continue\r\n\r\n");
    stream.write_all(body).unwrap();
    let mut status = [0; 15];
    stream.read_exact(&mut status).unwrap();
    assert_eq!(&status, b"HTTP/1.1 200 OK");

    let request = Request::json(&service);
    let (first, second) = request.body.split_at(20);
    let head = String::from_utf8(request.clone().with_body("").bytes()).unwrap();
    let head = head.replace("Content-Length: 0", "Transfer-Encoding: chunked");
    let size = |part: &[u8]| format!("{:x}\r\n", part.len()).into_bytes();
    let chunks = [
        &size(first),
        first,
        b"\r\n",
        &size(second),
        second,
        b"\r\n0\r\n\r\n",
    ]
    .concat();
    let answer = client::send(service.address(), &[head.as_bytes(), &chunks].concat());
    assert_eq!(answer.status(), 200);
}

#[test]
fn a_dropped_stand_in_is_gone() {
    let service = Service::start(Config::default()).unwrap();
    let address = service.address();
    let slow = Request::json(&service)
        .with("x-mock-fault", "latency=60s")
        .bytes();
    let mut stream = client::connect(address);
    stream.write_all(&slow).unwrap();
    while service.journal().entries.is_empty() {
        thread::yield_now();
    }
    drop(service);
    // Closed or reset, but not left waiting.
    assert!(!stream.read(&mut [0]).is_ok_and(|count| count > 0));
    assert!(TcpStream::connect(address).is_err());
}
