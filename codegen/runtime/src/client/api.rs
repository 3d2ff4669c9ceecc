//! Stands for the emitted client, and is not emitted: one call, with nothing to be sent or read.

use super::{Call, CallError, ClientBuilder, Http, Payload, Undescribed, nothing};
use crate::{operation, wire};
use std::sync::Arc;

/// Why a call has no answer.
pub type Error = CallError<Undescribed>;

/// Calls the service.
#[derive(Debug, Clone)]
pub struct Client {
    pub(crate) http: Arc<Http>,
}

impl Client {
    /// Starts a client that calls this address.
    pub fn builder(url: impl Into<wire::Secret<String>>) -> ClientBuilder<Self> {
        ClientBuilder::new("", Vec::new(), |http| {
            Ok(Self {
                http: Arc::new(http),
            })
        })
        .address(url)
    }

    /// Calls `POST /ring`.
    pub fn ring(&self) -> Call<(), Undescribed> {
        Call::new(&self.http, operation::RING, Ok(Payload::Nothing), nothing)
    }
}
