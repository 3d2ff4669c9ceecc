//! Types written by hand in the way that types are emitted: one of each family.

use crate::wire::{self, Nullable, Personal, Slot, UnknownMembers, UnknownValue, Value};
use serde::de::MapAccess;
use serde::ser::SerializeMap;
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

#[derive(Default)]
pub(crate) struct Slots {
    label: Slot<Personal<String>>,
    weight: Slot<Option<f64>>,
    count: Slot<Option<i32>>,
    stamp: Slot<Nullable<i64>>,
    note: Slot<Nullable<bool>>,
    inner: Slot<Option<Vec<Parcel>>>,
    size: Slot<Option<Size>>,
    any: Slot<Json>,
}

impl wire::Object for Parcel {
    type Slots = Slots;

    const MEMBERS: &'static [&'static str] = &[
        "label", "weight", "count", "stamp", "note", "inner", "size", "any",
    ];

    fn read<'de, A: MapAccess<'de>>(
        slots: &mut Slots,
        name: &str,
        members: &mut A,
    ) -> Result<bool, A::Error> {
        match name {
            "label" => slots.label.read(members)?,
            "weight" => slots.weight.read(members)?,
            "count" => slots.count.read(members)?,
            "stamp" => slots.stamp.read(members)?,
            "note" => slots.note.read(members)?,
            "inner" => slots.inner.read(members)?,
            "size" => slots.size.read(members)?,
            "any" => slots.any.read(members)?,
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn build(slots: Slots, unknown: UnknownMembers) -> Result<Self, wire::Missing> {
        Ok(Self {
            label: slots.label.required("label")?,
            weight: slots.weight.unless_null(),
            count: slots.count.unless_null(),
            stamp: slots.stamp.required("stamp")?,
            note: slots.note.optional(),
            inner: slots.inner.unless_null(),
            size: slots.size.unless_null(),
            any: slots.any.optional(),
            unknown,
        })
    }

    fn write<M: SerializeMap>(&self, members: &mut M) -> Result<(), M::Error> {
        wire::write(members, "label", &self.label)?;
        wire::write_optional(members, "weight", self.weight.as_ref())?;
        wire::write_optional(members, "count", self.count.as_ref())?;
        wire::write(members, "stamp", &self.stamp)?;
        wire::write_optional(members, "note", self.note.as_ref())?;
        wire::write_optional(members, "inner", self.inner.as_ref())?;
        wire::write_optional(members, "size", self.size.as_ref())?;
        wire::write_optional(members, "any", self.any.as_ref())
    }

    fn unknown(&self) -> &UnknownMembers {
        &self.unknown
    }
}

wire::impl_value!(Object, Parcel);

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
