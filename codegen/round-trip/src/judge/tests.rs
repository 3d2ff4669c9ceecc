//! Requests as a right client writes them, by every style, and each with one fault.

use super::faults;
use crate::case::Described;
use crate::damage::damaged;
use crate::document::Document;
use crate::http::Request;
use crate::trip::Trip;
use futures_util::FutureExt as _;
use serde_json::json;

const SEARCH: Described = Described {
    method: "POST",
    path: "/a/{at}.png/{size}",
    body: Some(("application/json", true)),
    parameters: &[
        ("path", "at"),
        ("path", "size"),
        ("query", "spread"),
        ("query", "close"),
        ("query", "piped"),
        ("query", "spaced"),
        ("query", "deep"),
        ("query", "whole"),
        ("header", "X-Size"),
        ("cookie", "lit"),
    ],
    items: None,
    answers: &[("204", None)],
    headers: &[],
};

fn document() -> Document {
    let list = json!({"type": "array", "items": {"type": "integer"}});
    let size = json!({"type": "object", "properties": {"a": {"type": "integer"}, "b": {"type": "boolean"}}});
    let deep = json!({"type": "object", "properties": {"in": size, "all": list}});
    Document::new(json!({
        "security": [{"key": []}],
        "components": {"securitySchemes": {"key": {"type": "http", "scheme": "basic"}}},
        "paths": {"/a/{at}.png/{size}": {"post": {
            "parameters": [
                {"name": "at", "in": "path", "required": true, "schema": {"type": "integer"}},
                {"name": "size", "in": "path", "required": true, "explode": true, "schema": size},
                {"name": "spread", "in": "query", "schema": list},
                {"name": "close", "in": "query", "explode": false, "schema": list},
                {"name": "piped", "in": "query", "style": "pipeDelimited", "schema": list},
                {"name": "spaced", "in": "query", "style": "spaceDelimited", "schema": list},
                {"name": "deep", "in": "query", "style": "deepObject", "schema": deep},
                {"name": "whole", "in": "query", "content": {"application/json": {"schema": size}}},
                {"name": "X-Size", "in": "header", "schema": size},
                {"name": "lit", "in": "cookie", "schema": {"type": "boolean"}},
            ],
            "requestBody": {"content": {"application/json": {"schema": size}}},
            "responses": {"204": {"description": "Done."}},
        }}},
    }))
}

/// What a client sends, written by hand.
fn request() -> Request {
    let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    Request {
        method: "POST".into(),
        target: "/a/7.png/a=7,b=true?spread=7&spread=7&close=7,7&piped=7%7C7&spaced=7%207\
                 &deep%5Bin%5D%5Ba%5D=7&deep%5Bin%5D%5Bb%5D=true&deep%5Ball%5D%5B%5D=7&deep%5Ball%5D%5B%5D=7&whole=%7B%22a%22:7,%22b%22:true%7D"
            .into(),
        headers: vec![
            header("host", "127.0.0.1"),
            header("content-type", "application/json"),
            header("x-size", "a,7,b,true"),
            header("cookie", "lit=true"),
            header("authorization", "Basic c29tZW9uZTptYWRlLXVwLWZvci1rZXk="),
        ],
        body: br#"{"a": 7.0, "b": true}"#.to_vec(),
    }
}

#[test]
fn a_right_request_is_told_from_one_with_a_fault() {
    let document = document();
    let operation = document.operation(SEARCH.method, SEARCH.path).unwrap();
    let trip = Trip::new(self::document()).unwrap();
    let case = trip.cases(SEARCH, true).remove(0);
    let judged = |request: &Request| faults(operation, &case, request).now_or_never().unwrap();
    assert_eq!(judged(&request()), [""; 0]);
    let damaged = damaged(&request());
    assert!(damaged.len() > 40);
    for (what, request) in damaged {
        assert!(!judged(&request).is_empty(), "{what}");
    }
}
