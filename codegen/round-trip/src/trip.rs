//! All calls of a document: the cases of an operation, and where to tell what came back.

use crate::body::{Payload, is_form, is_json, is_pairs};
use crate::case::{Case, Described, secret};
use crate::damage::damaged;
use crate::document::{Answer, Document, Operation};
use crate::http::{Reply, Request, Server};
use crate::items;
use crate::judge;
use crate::sample::Maker;
use crate::seen::{Seen, is_success, returned};
use crate::style::Reader;
use serde_json::Value;
use std::cell::RefCell;
use std::io;

/// What a file, and whatever else is no document, holds.
const BYTES: &[u8] = b"bytes \0 \xff\r\n and \xea\xb0\x80";

/// What was done for a document.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Figures {
    /// Operations that were called.
    pub operations: usize,
    /// Operations of the document.
    pub described: usize,
    /// Calls that were made, and answered.
    pub calls: usize,
    /// Requests with one fault that were held against the document, all of them refused.
    pub damaged: usize,
    /// Parameters, answers and bodies that the crate is without.
    pub left_out: usize,
}

/// All calls of the crate of one document.
#[derive(Debug)]
pub struct Trip {
    document: Document,
    server: Server,
    sum: RefCell<(Figures, Vec<String>)>,
}

impl Trip {
    /// Starts the service of a document.
    ///
    /// # Errors
    /// When the port cannot be opened.
    pub fn new(document: Document) -> io::Result<Self> {
        Ok(Self {
            document,
            server: Server::start()?,
            sum: RefCell::default(),
        })
    }

    /// Where the service is.
    pub fn url(&self) -> String {
        format!("http://{}", self.server.address())
    }

    /// The secret for a security scheme.
    pub fn secret(&self, scheme: &str, named: bool) -> String {
        secret(scheme, named)
    }

    /// The calls to make: for each answer one with all that is described, and one with the least.
    pub fn cases(&self, called: Described, first: bool) -> Vec<Case> {
        let Some(operation) = self.document.operation(called.method, called.path) else {
            self.fault(called, "the document has no such operation");
            return Vec::new();
        };
        if first {
            self.count(operation, called);
        }
        let mut cases = Vec::new();
        let answers = operation.answers().into_iter();
        let told = |it: &Answer<'_>| called.answers.contains(&(it.key, it.media_type));
        for answer in answers.filter(|answer| told(answer)) {
            for full in [true, false] {
                match self.case(operation, called, &answer, full) {
                    Ok(case) => cases.push(case),
                    Err(fault) => self.fault(called, &fault),
                }
            }
        }
        if cases.is_empty() {
            self.fault(called, "no answer is described");
        }
        cases
    }

    fn count(&self, operation: Operation<'_>, called: Described) {
        let parameters = operation.parameters();
        let parameters = parameters
            .iter()
            .filter(|it| !called.parameters.contains(&(it.place, it.name)));
        let answers = operation.answers();
        let answers = answers
            .iter()
            .filter(|it| !called.answers.contains(&(it.key, it.media_type)));
        let figures = &mut self.sum.borrow_mut().0;
        figures.operations += 1;
        figures.left_out += parameters.count() + answers.count();
    }

    fn case(
        &self,
        operation: Operation<'_>,
        called: Described,
        answer: &Answer<'_>,
        full: bool,
    ) -> Result<Case, String> {
        let maker = |sent, full, text| Maker {
            document: &self.document,
            full,
            sent,
            text,
        };
        let mut parameters = Vec::new();
        for &(place, name) in called.parameters {
            let all = operation.parameters();
            let Some(described) = all.iter().find(|it| (it.place, it.name) == (place, name)) else {
                return Err(format!(
                    "the document has no parameter `{name}` in the {place}"
                ));
            };
            if !described.required && !full {
                continue;
            }
            let text = match place {
                "header" => "a b; c=\"d\"",
                _ => "a b&c=d/\u{e9}%2e,+?#;",
            };
            let sample = maker(true, true, text).sample(described.schema);
            let sample = sample.map_err(|error| format!("`{name}`: {error}"))?;
            parameters.push((place, name, sample));
        }
        let text = "a \"\u{ac00}\" \\ & =";
        let body = called.body.map(|(media_type, typed)| {
            let bodies = operation.bodies();
            let described = bodies.iter().find(|(name, _)| *name == media_type);
            let described = described.ok_or_else(|| format!("no body is `{media_type}`"))?;
            if !typed {
                return Ok((media_type, Payload::Raw(BYTES.into())));
            }
            let schema = described
                .1
                .get("schema")
                .cloned()
                .unwrap_or(Value::Bool(true));
            let sample = maker(true, full, text).sample(&schema);
            let sample = sample.map_err(|error| format!("the body: {error}"))?;
            let payload = match sample {
                Value::Object(mut parts) if is_form(media_type) => {
                    // Of an array each item is a part, so that one of none is not there.
                    parts.retain(|_, value| value.as_array().is_none_or(|items| !items.is_empty()));
                    Payload::Form(Value::Object(parts))
                }
                Value::Object(mut members) if is_pairs(media_type) => {
                    let sent = |value: &Value| {
                        let empty = value.as_array().is_some_and(Vec::is_empty);
                        !empty && !value.is_null()
                    };
                    members.retain(|_, value| sent(value));
                    Payload::Pairs(Value::Object(members))
                }
                sample => Payload::Json(sample),
            };
            Ok::<_, String>((media_type, payload))
        });
        let mut case = Case {
            called,
            parameters,
            body: body.transpose()?,
            reply: Reply {
                status: answer.status,
                ..Reply::default()
            },
            headers: Vec::new(),
            answered: None,
        };
        if let Some(media_type) = answer.media_type {
            case.reply.media_type = Some(media_type.replace("/*", "/x-any"));
            case.reply.body = BYTES.into();
            let schema = answer.schema.unwrap_or(&Value::Bool(true));
            if let Some(items) = called.items.filter(|_| is_success(answer.status)) {
                let all = items::samples(&self.document, schema, full)?;
                case.reply.body = items::written(items, &all);
                case.answered = Some(Value::Array(all));
            } else if is_json(media_type) {
                let sample = maker(false, full, text).sample(schema);
                let sample =
                    sample.map_err(|error| format!("the answer {}: {error}", answer.key))?;
                case.reply.body = sample.to_string().into_bytes();
                case.answered = Some(sample);
            }
        }
        let maker = maker(false, true, "a b; c=\"d\"");
        Self::describe(&mut case, answer, maker, full)?;
        self.server.seen();
        Ok(case)
    }

    /// Adds the described headers to what a case is answered with. The length and the media type of
    /// the body are what they are.
    fn describe(
        case: &mut Case,
        answer: &Answer<'_>,
        maker: Maker<'_>,
        full: bool,
    ) -> Result<(), String> {
        for (name, described) in &answer.headers {
            let Some(name) = case.called.headers.iter().find(|it| *it == name) else {
                continue;
            };
            let schema = described.get("schema").unwrap_or(&Value::Bool(true));
            let sent = match &*name.to_ascii_lowercase() {
                "content-length" => Some(case.reply.body.len().to_string()),
                "content-type" => case.reply.media_type.clone(),
                _ => None,
            };
            if let Some(text) = sent {
                let reader = Reader {
                    document: maker.document,
                    encoded: false,
                };
                case.headers.push((name, reader.scalar(schema, &text)));
                continue;
            }
            let required = described.get("required").and_then(Value::as_bool) == Some(true);
            if !required && !full {
                continue;
            }
            let sample = maker.sample(schema);
            let sample = sample.map_err(|error| format!("the header `{name}`: {error}"))?;
            case.reply.headers.push((name, simple(&sample)));
            case.headers.push((name, sample));
        }
        Ok(())
    }

    /// Holds the headers of the answer to a case, as they were read, against those that were sent.
    ///
    /// # Errors
    /// When one was read otherwise.
    pub fn headers(&self, case: &Case, read: &[(&str, Value)]) -> Result<(), String> {
        for (name, read) in read {
            let mut sent = case.headers.iter().filter(|(known, _)| known == name);
            let sent = sent.next().map_or(&Value::Null, |(_, value)| value);
            if !judge::is_same(read, sent) {
                return Err(format!(
                    "the header `{name}` was {sent} and is read as {read}"
                ));
            }
        }
        Ok(())
    }

    /// Before the call of a case.
    pub fn begin(&self, case: &Case) {
        self.server.answer_with(case.reply.clone());
    }

    /// After the call of a case, with what came of it.
    pub async fn end(&self, case: &Case, seen: Result<Seen, String>) {
        let called = case.called;
        let Some(operation) = self.document.operation(called.method, called.path) else {
            return;
        };
        self.sum.borrow_mut().0.calls += 1;
        let requests = self.server.seen();
        let [request] = &requests[..] else {
            let outcome = format!("{} requests came; {seen:?}", requests.len());
            return self.fault(called, &outcome);
        };
        for fault in judge::faults(operation, case, request).await {
            self.fault(called, &fault);
        }
        self.damage(operation, case, request).await;
        let fault = match &seen {
            Err(error) => Some(error.clone()),
            Ok(seen) => returned(case, seen),
        };
        if let Some(fault) = fault {
            self.fault(
                called,
                &format!("answered with {}: {fault}", case.reply.status),
            );
        }
    }

    /// A judge that takes any request would find no fault in one.
    async fn damage(&self, operation: Operation<'_>, case: &Case, request: &Request) {
        for (what, request) in damaged(request) {
            self.sum.borrow_mut().0.damaged += 1;
            if judge::faults(operation, case, &request).await.is_empty() {
                self.fault(case.called, &format!("nobody notices {what}"));
            }
        }
    }

    fn fault(&self, called: Described, what: &str) {
        let line = format!("{} {}: {what}", called.method, called.path);
        self.sum.borrow_mut().1.push(line);
    }

    /// What was done, and what was found.
    pub fn finish(self) -> (Figures, Vec<String>) {
        let (mut figures, faults) = self.sum.into_inner();
        figures.described = self.document.count();
        (figures, faults)
    }
}

/// A scalar or a list of them, as a header has it.
fn simple(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(simple).collect::<Vec<_>>().join(","),
        other => other.to_string(),
    }
}
