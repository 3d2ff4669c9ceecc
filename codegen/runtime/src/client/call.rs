//! One call, ready to be sent: [`Call`].

#[cfg(feature = "bounds")]
use super::bound::Bound;
use super::build::BuildError;
use super::error::CallError;
#[cfg(feature = "prepared")]
use super::error::{Account, Limit, Sent, TimeoutError};
use super::http::{Http, Order};
#[cfg(feature = "call-id")]
use super::id::CallId;
use super::parameter::{In, Parameters, Style};
use super::payload::Payload;
use super::progress::later;
#[cfg(feature = "items")]
use super::reading::ReadBegun;
use super::reading::{Read, Reading};
use super::refusal::Refusal;
use super::repeat::RepeatPolicy;
use crate::wire::Value;
use crate::wire::operation::Operation;
use std::fmt;
use std::future::{Future, IntoFuture};
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
#[cfg(feature = "prepared")]
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::time::Instant;
#[cfg(feature = "prepared")]
use tokio::time::timeout_at;

/// A call that has not been sent yet: send it with [`send`](Self::send), or await it.
///
/// Dropping the future cancels: the connection is closed. What was sent by then may be processed,
/// and charged, all the same. `P` names the operation where a call has parameters that may be set.
#[must_use = "nothing is sent until this is awaited"]
pub struct Call<T, E, P = ()> {
    http: Arc<Http>,
    operation: Operation,
    payload: Result<Payload, BuildError>,
    /// In place of the payload; in a lock that nobody shares, so that a call is `Sync` whatever is
    /// done for it.
    #[cfg(feature = "prepared")]
    preparation: Option<Mutex<Preparation>>,
    timeout: Option<Duration>,
    repeat: Option<RepeatPolicy>,
    #[cfg(feature = "call-id")]
    id: Option<CallId>,
    read: Reading<T>,
    parameters: Parameters,
    media_type: Option<&'static str>,
    refusal: PhantomData<fn() -> (E, P)>,
}

/// What there is to be done for a payload once the call is sent.
#[cfg(feature = "prepared")]
type Preparation = Pin<Box<dyn Future<Output = Result<Payload, BuildError>> + Send>>;

/// The payload, if it is prepared by then.
#[cfg(feature = "prepared")]
async fn prepared<E>(
    preparation: Mutex<Preparation>,
    deadline: Instant,
) -> Result<Payload, CallError<E>> {
    let preparation = preparation.into_inner();
    let preparation = preparation.unwrap_or_else(PoisonError::into_inner);
    let Ok(payload) = timeout_at(deadline, preparation).await else {
        let error = TimeoutError::new(Limit::Total);
        return Err(CallError::Timeout(error, Account::new(Sent::No, 0)));
    };
    Ok(payload?)
}

impl<T, E, P> Call<T, E, P> {
    /// Limits the time of the call, with all its attempts; instead of the client's own limit.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.timeout = Some(limit);
        self
    }

    /// Sets when the call is repeated; instead of the client's own policy.
    #[doc(alias = "retry")]
    pub fn repeat(mut self, policy: RepeatPolicy) -> Self {
        self.repeat = Some(policy);
        self
    }
}

impl<T: Send + 'static, E: Refusal> Call<T, E> {
    pub(crate) fn new(
        http: &Arc<Http>,
        operation: Operation,
        payload: Result<Payload, BuildError>,
        read: Read<T>,
    ) -> Self {
        Self::made_of(http, operation, payload, Reading::Whole(read))
    }

    /// A call whose answer is items of this media type.
    #[cfg(feature = "items")]
    #[allow(dead_code, reason = "a service need not have such answers")]
    pub(crate) fn streamed(
        http: &Arc<Http>,
        operation: Operation,
        payload: Result<Payload, BuildError>,
        media_type: &'static str,
        read: ReadBegun<T>,
    ) -> Self {
        let read = Reading::Begun(read, media_type);
        Self::made_of(http, operation, payload, read)
    }

    /// A call whose payload is prepared when it is sent, within the time of the call.
    #[cfg(feature = "prepared")]
    pub(crate) fn prepared(
        http: &Arc<Http>,
        operation: Operation,
        payload: impl Future<Output = Result<Payload, BuildError>> + Send + 'static,
        read: Read<T>,
    ) -> Self {
        let mut call = Self::new(http, operation, Ok(Payload::Nothing), read);
        call.preparation = Some(Mutex::new(Box::pin(payload)));
        call
    }

    fn made_of(
        http: &Arc<Http>,
        operation: Operation,
        payload: Result<Payload, BuildError>,
        read: Reading<T>,
    ) -> Self {
        Self {
            http: Arc::clone(http),
            operation,
            payload,
            #[cfg(feature = "prepared")]
            preparation: None,
            timeout: None,
            repeat: None,
            #[cfg(feature = "call-id")]
            id: None,
            read,
            parameters: Parameters::default(),
            media_type: None,
            refusal: PhantomData,
        }
    }
}

impl<T: Send + 'static, E: Refusal, P> Call<T, E, P> {
    /// Sets the id that the payload has, for the span of the call and for its error.
    #[cfg(feature = "call-id")]
    pub(crate) fn id(mut self, id: CallId) -> Self {
        self.id = Some(id);
        self
    }

    /// The same call, as one of this operation.
    #[allow(dead_code, reason = "a service need not have parameters")]
    pub(crate) fn marked<Q>(self) -> Call<T, E, Q> {
        Call {
            http: self.http,
            operation: self.operation,
            payload: self.payload,
            #[cfg(feature = "prepared")]
            preparation: self.preparation,
            timeout: self.timeout,
            repeat: self.repeat,
            #[cfg(feature = "call-id")]
            id: self.id,
            read: self.read,
            parameters: self.parameters,
            media_type: self.media_type,
            refusal: PhantomData,
        }
    }

    /// Says which of several bodies it is that the operation describes.
    #[allow(dead_code, reason = "a service need not have such bodies")]
    pub(crate) fn sent_as(mut self, media_type: &'static str) -> Self {
        self.media_type = Some(media_type);
        self
    }

    /// Adds a parameter. What cannot be sent, or is out of bounds, is an error when the call is
    /// sent.
    #[allow(dead_code, reason = "a service need not have parameters")]
    #[allow(
        clippy::needless_pass_by_value,
        reason = "the caller has no more use for it"
    )]
    pub(crate) fn with<V: Value>(
        mut self,
        place: In,
        name: &'static str,
        style: Style,
        value: V,
    ) -> Self {
        self.parameters.add(place, name, style, &value);
        self
    }

    /// Adds a parameter that has limits.
    #[cfg(feature = "bounds")]
    #[allow(dead_code, reason = "a service need not have such parameters")]
    pub(crate) fn with_bounded<V: Value>(
        mut self,
        place: In,
        name: &'static str,
        style: Style,
        bounds: &[Bound],
        value: V,
    ) -> Self {
        self.parameters.hold(name, bounds, &value);
        self.with(place, name, style, value)
    }

    /// Sends the call.
    ///
    /// # Errors
    /// When there is no answer of the described kind. The error says whether anything was sent.
    pub async fn send(self) -> Result<T, CallError<E>> {
        let limit = self.timeout.unwrap_or(self.http.limits.total);
        let deadline = later(Instant::now(), limit);
        #[cfg(feature = "call-id")]
        let fault = |error: CallError<E>| error.of_call(self.id.as_ref());
        #[cfg(not(feature = "call-id"))]
        let fault = |error: CallError<E>| error;
        let parameters = self.parameters.checked(self.operation.path);
        let parameters = parameters.map_err(|error| fault(error.into()))?;
        let secrets = self.http.credentials_of(&self.operation);
        secrets.map_err(|error| fault(error.into()))?;
        let payload = self.payload.map_err(CallError::from);
        #[cfg(feature = "prepared")]
        let payload = match self.preparation {
            Some(preparation) => prepared(preparation, deadline).await,
            None => payload,
        };
        let payload = payload.map_err(fault)?;
        #[cfg(feature = "form")]
        let payload = payload.bounded(self.http.boundary.as_deref());
        let order = Order {
            operation: self.operation,
            payload,
            parameters,
            media_type: self.media_type,
            deadline,
            repeat: self.repeat,
            #[cfg(feature = "call-id")]
            id: self.id,
        };
        self.http.send(&order, self.read).await
    }
}

impl<T: Send + 'static, E: Refusal, P: 'static> IntoFuture for Call<T, E, P> {
    type Output = Result<T, CallError<E>>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

impl<T, E, P> fmt::Debug for Call<T, E, P> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Call").finish_non_exhaustive()
    }
}
