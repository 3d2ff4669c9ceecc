//! The document that comes with a status other than success: [`Refusal`].
//!
//! The service's own code decides whether a call is repeated, and that is in a type of the API.

use super::document::Document;
use crate::wire::{Repeat, Value};
use serde::de::Error;
use serde::{Deserializer, Serializer};
use std::fmt::Debug;

/// The document that comes with a status other than success.
pub trait Refusal: Document + Debug + Send + Sync + 'static {
    /// The error code, if it is one of those described. Another one may hold anything, so it is not
    /// returned.
    fn code(&self) -> Option<&str>;

    /// Whether the call may be repeated, by that code.
    fn repeat(&self) -> Option<Repeat>;
}

/// The document of a status for which none is described. Nothing decodes into it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Undescribed {}

impl Value for Undescribed {
    fn decode<'de, D: Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
        Err(D::Error::custom("no document is described"))
    }

    fn encode<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        match *self {}
    }
}

impl Refusal for Undescribed {
    fn code(&self) -> Option<&str> {
        match *self {}
    }

    fn repeat(&self) -> Option<Repeat> {
        match *self {}
    }
}
