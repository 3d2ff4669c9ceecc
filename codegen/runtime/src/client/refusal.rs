//! What an answer that is no success says about itself: [`Refusal`].
//!
//! It stands apart because the service's own words decide whether a call is repeated, and those are
//! a type of the API, which nothing else here knows.

use crate::wire::{Repeat, Value};
use serde::de::Error;
use serde::{Deserializer, Serializer};
use std::fmt::Debug;

/// The document that comes with a status other than success.
pub trait Refusal: Value + Debug + Send + Sync + 'static {
    /// The service's code, if it is one of those described. Another one may hold anything, so it is
    /// not told here.
    fn code(&self) -> Option<&str>;

    /// What that code means for who would call again.
    fn repeat(&self) -> Option<Repeat>;
}

/// Stands where no document is described. Nothing decodes into it.
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
