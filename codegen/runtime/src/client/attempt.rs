//! Makes one attempt: sends a request, and reads the answer.
//!
//! Here the errors of the HTTP library become ours. Theirs print the URL, so their texts are kept
//! behind [`Personal`].

use super::answer::Answer;
use super::credential::Carried;
use super::diagnosis::{kind, texts, unanswered, unconnected};
use super::error::{CallError, Limit, Sent, TimeoutError};
use super::http::{Http, Order, account, timed_out};
use super::payload::Payload;
use super::progress::Progress;
use super::stream::{Stream, Upload};
use super::transport::TransportError;
use crate::wire::Personal;
use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderValue};
use reqwest::{Body, Method, RequestBuilder, Response};
use std::pin::pin;
use std::sync::Arc;

/// One attempt at a call.
pub(super) struct Attempt<'a> {
    pub(super) http: &'a Http,
    pub(super) order: &'a Order,
    pub(super) progress: &'a Arc<Progress>,
    /// The media type that is asked for, where it is not each that is described.
    #[cfg(feature = "items")]
    pub(super) accepted: Option<&'static str>,
}

impl Attempt<'_> {
    /// Sends the request. What is not sent when the answer is in, or when the call gives up, is let
    /// go with the upload.
    pub(super) async fn begin<E>(
        &self,
    ) -> Result<(Answer, Response, Option<Upload>), CallError<E>> {
        let (request, upload) = self.request().await?;
        let idle = self.http.limits.idle;
        // Silence begins here: neither the wait for a turn nor the opening of a file counts.
        self.progress.moves();
        let sending = pin!(request.send());
        let Some(sent) = self.progress.unless_idle(idle, sending).await else {
            return Err(timed_out(Limit::Idle, self.progress));
        };
        let mut response = sent.map_err(|error| self.broken(error))?;
        self.progress.is_answered(response.status().as_u16());
        let answer = Answer::new(self.order.operation, &mut response);
        Ok((answer, response, upload))
    }

    /// Reads the answer to its end, or as far as it comes.
    pub(super) async fn finish<E>(
        &self,
        mut answer: Answer,
        mut response: Response,
    ) -> Result<Answer, CallError<E>> {
        let limits = &self.http.limits;
        loop {
            let coming = self
                .progress
                .unless_idle(limits.idle, response.chunk())
                .await;
            let chunk = match coming {
                Some(Err(error)) if error.is_timeout() => None,
                coming => coming,
            };
            let Some(chunk) = chunk else {
                return Err(timed_out(Limit::Idle, self.progress));
            };
            self.progress.moves();
            if !answer.receive(chunk, limits.response_bytes) {
                return Ok(answer);
            }
        }
    }

    async fn request<E>(&self) -> Result<(RequestBuilder, Option<Upload>), CallError<E>> {
        let Order {
            operation,
            payload,
            parameters,
            ..
        } = self.order;
        let method = Method::from_bytes(operation.method.as_bytes()).unwrap_or_default();
        let mut carried = Carried::default();
        for credential in self.http.credentials_of(operation)? {
            carried.add(credential);
        }
        #[cfg(feature = "header-parameters")]
        parameters.headers().iter().for_each(|(header, value)| {
            carried.headers.append(header, value.clone());
        });
        carried.add_cookies(parameters.cookies());
        let query = carried.query(parameters.query().as_deref());
        let url = self
            .http
            .address
            .of(operation, parameters, query.as_deref());
        #[cfg(feature = "items")]
        let accepted = match self.accepted {
            Some(media_type) => media_type.to_owned(),
            None => operation.accepted(),
        };
        #[cfg(not(feature = "items"))]
        let accepted = operation.accepted();
        let accept = HeaderValue::from_str(&accepted);
        let accept = accept.unwrap_or(HeaderValue::from_static("*/*"));
        let request = self.http.client.request(method, url).header(ACCEPT, accept);
        let mut request = request.headers(carried.headers);
        let content_type = self.order.media_type.map(str::to_owned);
        let content_type = content_type.or_else(|| payload.content_type(operation));
        if let Some(content_type) = content_type {
            request = request.header(CONTENT_TYPE, content_type);
        }
        if let Payload::Nothing = payload {
            // Nobody will ask for the body, so nobody can tell when the head was sent.
            self.progress.body_is_asked_for();
            return Ok((request, None));
        }
        let segments = payload.open().await?;
        let (stream, upload) = Stream::new(segments, Arc::clone(self.progress));
        Ok((request.body(Body::wrap(stream)), Some(upload)))
    }

    /// Classifies an error without an answer, and reports what was sent by then.
    fn broken<E>(&self, error: reqwest::Error) -> CallError<E> {
        let error = error.without_url();
        let connecting = error.is_connect();
        let mut account = account(self.progress);
        if connecting {
            account.sent = Sent::No;
        }
        if error.is_timeout() && self.progress.upload_fault().is_none() {
            let limit = if connecting {
                Limit::Connect
            } else {
                Limit::Idle
            };
            return CallError::Timeout(TimeoutError::new(limit), account);
        }
        let (fault, kind) = if let Some(upload) = self.progress.upload_fault() {
            upload
        } else if connecting {
            let fault = unconnected(&error, self.http.address.is_https());
            (fault, kind(&error).filter(|_| !error.is_dns()))
        } else {
            (unanswered(&error), kind(&error))
        };
        let cause = Personal::new(texts(&error));
        CallError::Transport(TransportError { fault, kind, cause }, account)
    }
}
