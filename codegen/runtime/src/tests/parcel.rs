//! Types written by hand in the way that types are emitted: one of each family.

use crate::wire::{self, Nullable, Personal, UnknownMembers, UnknownValue, Value};
use serde_json::Value as Json;

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Parcel {
    pub(crate) label: Personal<String>,
    pub(crate) weight: Option<f64>,
    pub(crate) count: Option<i32>,
    pub(crate) stamp: Nullable<i64>,
    pub(crate) note: Option<Nullable<bool>>,
    pub(crate) inner: Option<Vec<Parcel>>,
    pub(crate) size: Option<Size>,
    pub(crate) any: Option<Json>,
    pub(crate) unknown: UnknownMembers,
}

wire::object!(Parcel {
    label: required("label"),
    weight: unless_null("weight"),
    count: unless_null("count"),
    stamp: required("stamp"),
    note: optional("note"),
    inner: unless_null("inner"),
    size: unless_null("size"),
    any: optional("any"),
    ..unknown
});

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Size {
    Small,
    Unknown(UnknownValue),
}

impl wire::Text for Size {
    fn read(text: &str) -> Option<Self> {
        Some(if text == "S" {
            Self::Small
        } else {
            Self::Unknown(UnknownValue::new(text))
        })
    }

    fn write(&self) -> &str {
        match self {
            Self::Small => "S",
            Self::Unknown(text) => text.as_str(),
        }
    }
}

wire::impl_value!(Text, Size);

/// A list that is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Closed;

impl wire::Text for Closed {
    fn read(text: &str) -> Option<Self> {
        (text == "closed").then_some(Self)
    }

    fn write(&self) -> &'static str {
        "closed"
    }
}

wire::impl_value!(Text, Closed);

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Either {
    Parcel(Box<Parcel>),
    Count(i64),
}

impl wire::Union for Either {
    fn read(text: &str) -> Option<Self> {
        wire::fits(text)
            .map(Self::Parcel)
            .or_else(|| wire::fits(text).map(Self::Count))
    }

    fn write<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Parcel(value) => value.encode(serializer),
            Self::Count(value) => value.encode(serializer),
        }
    }
}

wire::impl_value!(Union, Either);
