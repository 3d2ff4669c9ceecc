//! Checks what the service does not take: each refusal has its status and its code, and a body that
//! the spec describes.

use super::client::{self, Answer, FORM, MESSAGE, PNG, PNG_TEXT, Request, form};
use clova_id_card::catalog::ROOTS;
use idcard_judge::{Judge, Values, Verdict};
use idcard_service::{Config, Service};

fn judged(answer: &Answer) -> Verdict {
    let judge = Judge::new(ROOTS, Values::Hidden).unwrap();
    let judgement = judge.judge("error", answer.body().to_vec(), judge.document("error"));
    judgement.verdict
}

/// A call that is refused, its status, its code, and what the message says.
type Case = (Request, u16, &'static str, &'static str);

fn json_cases(service: &Service) -> Vec<Case> {
    let good = Request::json(service);
    let text = String::from_utf8(good.body.clone()).unwrap();
    let edited = |from: &str, to: &str| {
        let edited = text.replacen(from, to, 1);
        assert_ne!(edited, text, "{from}");
        good.clone().with_body(edited)
    };
    let data = |value: &str| edited(PNG_TEXT, value);
    let two = format!(r#"}}, {{"format": "png", "name": "b", "data": "{PNG_TEXT}"}}]"#);
    vec![
        (edited("\"V2\"", "\"V1\""), 400, "0021", "version"),
        (edited("\"version\": \"V2\", ", ""), 400, "0011", "version"),
        (edited("\"V2\"", "2"), 400, "0021", "version"),
        (
            edited("\"requestId\": \"r-1\", ", ""),
            400,
            "0011",
            "requestId",
        ),
        (edited("\"timestamp\": 0,", ""), 400, "0011", "timestamp"),
        (edited("0,", "\"0\","), 400, "0011", "timestamp="),
        (
            edited("\"png\"", "\"gif\""),
            400,
            "0011",
            "images[0].format=",
        ),
        (edited("\"name\": \"front\", ", ""), 400, "0011", "name"),
        (edited("}]", &two), 400, "0011", "images="),
        (
            good.clone()
                .with_body(r#"{"version": "V2", "requestId": "a", "timestamp": 0, "images": []}"#),
            400,
            "0011",
            "images=",
        ),
        (data(""), 400, "0011", "images[0].data=must not be blank"),
        (data("iVBORw0KGg"), 400, "0011", "images[0].data="),
        (
            data("data:image/png;base64,iVBORw0KGgo="),
            400,
            "0011",
            "images[0].data=",
        ),
        (data("/9j/4AAQSkZJRg=="), 400, "0011", "images[0].format="),
        (good.clone().with_body("{"), 400, "0011", "body="),
        (good.clone().with_body(""), 400, "0011", "body="),
        (
            good.clone().with_body(b"\xFF".to_vec()),
            400,
            "0011",
            "body=",
        ),
    ]
}

fn multipart_cases(service: &Service) -> Vec<Case> {
    let good = Request::multipart(service);
    let message = MESSAGE.as_bytes();
    let parts = |parts: &[(&str, &[u8])]| good.clone().with_body(form(parts));
    vec![
        (
            parts(&[("file", PNG)]),
            400,
            "0011",
            "message=must not be null",
        ),
        (
            parts(&[("message", message)]),
            400,
            "0011",
            "file=must not be null",
        ),
        (
            parts(&[("message", message), ("file", b"")]),
            400,
            "0011",
            "file=must not be blank",
        ),
        (
            parts(&[("message", message), ("file", b"GIF89a")]),
            400,
            "0011",
            "format",
        ),
        (
            parts(&[("message", message), ("file", PNG), ("file", PNG)]),
            400,
            "0011",
            "file=",
        ),
        (
            parts(&[("message", message), ("message", message), ("file", PNG)]),
            400,
            "0011",
            "message=",
        ),
        (
            parts(&[
                ("message", MESSAGE.replace("V2", "V3").as_bytes()),
                ("file", PNG),
            ]),
            400,
            "0021",
            "",
        ),
        (
            parts(&[("message", b"V2"), ("file", PNG)]),
            400,
            "0011",
            "body=",
        ),
        (good.clone().with_body("--X-BOUNDARY\r\n"), 400, "0011", ""),
        (good.clone().with_body("no parts"), 400, "0011", ""),
        (
            good.clone().with("Content-Type", "multipart/form-data"),
            400,
            "0011",
            "Content-Type=",
        ),
    ]
}

fn other_cases(service: &Service) -> Vec<Case> {
    let good = Request::json(service);
    let path = |path: &str| Request {
        path: path.to_owned(),
        ..good.clone()
    };
    vec![
        (good.clone().with("X-OCR-SECRET", ""), 401, "0002", ""),
        (
            good.clone().with("X-OCR-SECRET", "another"),
            401,
            "0002",
            "",
        ),
        (path("/custom/v1/0/mock/id-card"), 400, "0001", ""),
        (path("/custom/v1/0/other/document/id-card"), 400, "0001", ""),
        (path("/custom/v1/7/mock/document/id-card"), 400, "0022", ""),
        (path("/"), 400, "0001", ""),
        (
            good.clone().with("Content-Type", ""),
            400,
            "0011",
            "Content-Type=",
        ),
        (
            good.clone().with("Content-Type", "text/plain"),
            400,
            "0011",
            "Content-Type=",
        ),
        (good.clone().with("Content-Type", FORM), 400, "0011", ""),
    ]
}

#[test]
fn a_call_is_refused_with_the_code_of_the_table_and_not_billed() {
    let service = Service::start(Config::default()).unwrap();
    let cases = [json_cases, multipart_cases, other_cases].map(|cases| cases(&service));
    for (request, status, code, says) in cases.into_iter().flatten() {
        let shown = String::from_utf8_lossy(&request.bytes()).into_owned();
        let answer = request.send(&service);
        assert_eq!(
            (answer.status(), answer.code().as_str()),
            (status, code),
            "{shown}"
        );
        let error = answer.json();
        let message = error["message"].as_str().unwrap();
        assert!(message.contains(says), "{message}\n{shown}");
        assert_eq!(error["path"], "/external/v1/0/mock/document/id-card");
        assert_eq!(error["traceId"].as_str().map(str::len), Some(32));
        assert_eq!(judged(&answer), Verdict::Valid, "{shown}");
        let entry = service.journal().entries.pop_back().unwrap();
        assert_eq!(
            (entry.status, entry.code.as_deref()),
            (Some(status), Some(code))
        );
    }
    assert_eq!(service.journal().billed, 0);
}

#[test]
fn the_gateway_answers_for_what_never_becomes_a_call() {
    let service = Service::start(Config::default().max_request_bytes(1000)).unwrap();
    let good = Request::json(&service);
    let get = Request {
        method: "GET",
        ..good.clone()
    };
    let answer = get.send(&service);
    assert_eq!(
        (answer.status(), answer.header("Allow")),
        (405, Some("POST"))
    );
    let large = good.clone().with_body(vec![b' '; 1001]).send(&service);
    let malformed = client::send(service.address(), b"POST\r\n\r\n");
    let unclear = good
        .clone()
        .with("Transfer-Encoding", "chunked")
        .send(&service);
    let misused = good.with("x-mock-fault", "nonsense").send(&service);
    for (answer, status) in [
        (answer, 405),
        (large, 413),
        (malformed, 400),
        (unclear, 400),
        (misused, 400),
    ] {
        assert_eq!(answer.status(), status);
        assert!(answer.json()["error"]["errorCode"].is_string());
        assert_eq!(judged(&answer), Verdict::Valid);
    }
    assert_eq!(service.journal().billed, 0);
}

#[test]
fn what_deserves_a_look_is_taken_and_told_by_the_journal() {
    let service = Service::start(Config::default()).unwrap();
    let request = Request::json(&service);
    let text = String::from_utf8(request.body.clone()).unwrap();
    let lang = text.replacen('{', r#"{"pageLang": "ko", "#, 1);
    assert_eq!(request.with_body(lang).send(&service).status(), 200);
    let parts = form(&[
        ("message", MESSAGE.as_bytes()),
        ("lang", b"ko"),
        ("file", PNG),
    ]);
    let request = Request::multipart(&service).with_body(parts);
    assert_eq!(request.send(&service).status(), 200);
    let entries = service.journal().entries;
    assert_eq!(entries[0].findings, ["undocumented-member /pageLang"]);
    assert_eq!(entries[1].findings, ["undocumented-part"]);

    // The journal has a place for a thousand calls, so it keeps the first findings of each.
    let names = (0..300).map(|at| format!("\"note{}{}\":1,", at % 26, at / 26));
    let many = text.replacen('{', &format!("{{{}", names.collect::<String>()), 1);
    let request = Request::json(&service).with_body(many);
    assert_eq!(request.send(&service).status(), 200);
    let entry = service.journal().entries.pop_back().unwrap();
    assert_eq!((entry.findings.len(), entry.findings_omitted), (20, 280));

    let names = (0..9_000).map(|at| format!("\"note{at}\":1,"));
    let more = text.replacen('{', &format!("{{{}", names.collect::<String>()), 1);
    let request = Request::json(&service).with_body(more);
    assert_eq!(request.send(&service).status(), 200);
    let entry = service.journal().entries.pop_back().unwrap();
    assert_eq!((entry.findings.len(), entry.findings_omitted), (20, 8_980));
}

#[test]
fn a_refusal_shows_nothing_of_what_was_sent() {
    let service = Service::start(Config::default()).unwrap();
    let request = Request::json(&service);
    let text = String::from_utf8(request.body.clone()).unwrap();
    for (from, to) in [
        ("\"png\"", "\"canary\""),
        ("\"front\"", "{\"canary\": 1}"),
        (PNG_TEXT, "canary!"),
    ] {
        let answer = request
            .clone()
            .with_body(text.replace(from, to))
            .send(&service);
        assert_eq!(answer.status(), 400);
        let shown = String::from_utf8_lossy(&answer.raw).into_owned();
        assert!(!shown.contains("canary"), "{shown}");
    }
}
