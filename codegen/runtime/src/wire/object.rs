//! Reads and writes objects: [`Object`], implemented by [`object`] for each emitted struct.
//!
//! Four rules hold for every object: of a repeated member the last one counts; `null` stands for
//! absence where the schema has no other use for it; members that the schema does not name are
//! kept and written back; a missing member is named.

use super::unknown::UnknownMembers;
use super::value::{Encoded, Seed, Value, text};
use super::visit::{self, Expect};
use serde::de::{DeserializeSeed, Error, MapAccess};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serializer};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::marker::PhantomData;

/// A type that is read and written as a JSON object.
pub(crate) trait Object: Sized {
    /// The names of the members, as they are on the wire.
    const MEMBERS: &'static [&'static str];

    /// Reads all members.
    fn read<'de, A: MapAccess<'de>>(members: A) -> Result<Self, A::Error>;

    /// Writes all members.
    fn write<M: SerializeMap>(&self, members: &mut M) -> Result<(), M::Error>;

    fn decode_whole<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        visit::expect(Whole(PhantomData), deserializer)
    }

    fn encode_whole<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut members = serializer.serialize_map(None)?;
        self.write(&mut members)?;
        members.end()
    }
}

/// Implements [`Object`] for a struct: each field with what is made of its member and the member's
/// name, and behind them the field of all other members.
///
/// A member is `required`, `optional`, or absent `unless_null`.
macro_rules! object {
    ($type:ident { $($field:ident: $presence:ident($name:literal),)* ..$others:ident }) => {
        impl $crate::wire::Object for $type {
            const MEMBERS: &'static [&'static str] = &[$($name),*];

            fn read<'de, A: ::serde::de::MapAccess<'de>>(
                mut members: A,
            ) -> ::core::result::Result<Self, A::Error> {
                $(let mut $field = $crate::wire::Slot::default();)*
                let mut $others = ::core::default::Default::default();
                while let Some(name) = $crate::wire::name::<Self, _, A>(&$others, &mut members)? {
                    match &*name {
                        $($name => $field.read(&mut members)?,)*
                        _ => $crate::wire::Others::read(&mut $others, name, &mut members)?,
                    }
                }
                Ok(Self {
                    $($field: $crate::wire::object!($presence $field $name),)*
                    $others,
                })
            }

            fn write<M: ::serde::ser::SerializeMap>(
                &self,
                members: &mut M,
            ) -> ::core::result::Result<(), M::Error> {
                $($crate::wire::object!($presence self.$field, $name, members);)*
                $crate::wire::Others::write(&self.$others, Self::MEMBERS, members)
            }
        }

        $crate::wire::impl_value!(Object, $type);
    };
    (required $slot:ident $name:literal) => {
        $slot.required($name)?
    };
    ($presence:ident $slot:ident $name:literal) => {
        $slot.$presence()
    };
    (required $from:ident.$field:ident, $name:literal, $members:ident) => {
        $crate::wire::write($members, $name, &$from.$field)?
    };
    ($presence:ident $from:ident.$field:ident, $name:literal, $members:ident) => {
        $crate::wire::write_optional($members, $name, $from.$field.as_ref())?
    };
}

pub(crate) use object;

/// The members of an object that no field is for.
pub(crate) trait Others: Default {
    /// Whether any name may be that of a member, so that names are data and no error has one.
    const NAMES_ARE_DATA: bool;

    /// Reads the value of the member `name`.
    fn read<'de, A: MapAccess<'de>>(
        &mut self,
        name: Cow<'de, str>,
        members: &mut A,
    ) -> Result<(), A::Error>;

    /// Writes all but those that have a field.
    fn write<M: SerializeMap>(&self, fields: &[&str], members: &mut M) -> Result<(), M::Error>;
}

impl Others for UnknownMembers {
    const NAMES_ARE_DATA: bool = false;

    fn read<'de, A: MapAccess<'de>>(
        &mut self,
        name: Cow<'de, str>,
        members: &mut A,
    ) -> Result<(), A::Error> {
        self.insert(name.into_owned(), members.next_value()?);
        Ok(())
    }

    fn write<M: SerializeMap>(&self, fields: &[&str], members: &mut M) -> Result<(), M::Error> {
        let mut others = self.expose().iter();
        others.try_for_each(|(name, value)| {
            if fields.contains(&name.as_str()) {
                return Ok(());
            }
            members.serialize_entry(name, value)
        })
    }
}

/// The value of a member, once it has been read.
pub(crate) struct Slot<T>(Option<T>);

impl<T> Default for Slot<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> Slot<T> {
    #[inline]
    pub(crate) fn read<'de, A: MapAccess<'de>>(&mut self, members: &mut A) -> Result<(), A::Error>
    where
        T: Value,
    {
        self.0 = Some(members.next_value_seed(Seed::new())?);
        Ok(())
    }

    /// Takes the value of a required member.
    pub(crate) fn required<E: Error>(self, name: &'static str) -> Result<T, E> {
        self.0
            .ok_or_else(|| E::custom(format_args!("missing member `{name}`")))
    }

    /// Takes the value, if the member was there.
    pub(crate) fn optional(self) -> Option<T> {
        self.0
    }
}

impl<T> Slot<Option<T>> {
    /// Takes the value, if the member was there and not `null`.
    pub(crate) fn unless_null(self) -> Option<T> {
        self.0.flatten()
    }
}

/// Writes a member.
pub(crate) fn write<M: SerializeMap, T: Value>(
    members: &mut M,
    name: &'static str,
    value: &T,
) -> Result<(), M::Error> {
    members.serialize_entry(name, &Encoded(value))
}

/// Writes a member if it is there.
pub(crate) fn write_optional<M: SerializeMap, T: Value>(
    members: &mut M,
    name: &'static str,
    value: Option<&T>,
) -> Result<(), M::Error> {
    value.map_or(Ok(()), |value| write(members, name, value))
}

struct Whole<T>(PhantomData<T>);

impl<'de, T: Object> Expect<'de> for Whole<T> {
    type Value = T;

    fn words(&self) -> &'static str {
        "an object"
    }

    fn object<A: MapAccess<'de>>(self, members: A) -> Result<T, A::Error> {
        T::read(members)
    }
}

/// Reads the name of the next member of a `T`, whose other members are `O`.
#[inline]
pub(crate) fn name<'de, T, O: Others, A: MapAccess<'de>>(
    _: &O,
    members: &mut A,
) -> Result<Option<Cow<'de, str>>, A::Error> {
    members.next_key_seed(Name::<T, O>(PhantomData))
}

/// Reads the name of a member. It is generic in the object, so that reading names is compiled into
/// reading that object: most of an answer is names.
struct Name<T, O>(PhantomData<(T, O)>);

impl<'de, T, O: Others> DeserializeSeed<'de> for Name<T, O> {
    type Value = Cow<'de, str>;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Cow<'de, str>, D::Error> {
        if !O::NAMES_ARE_DATA {
            return text(deserializer);
        }
        // As a raw text it is not recorded for the place of an error.
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        let name = serde_json::from_str(raw.get());
        name.map(Cow::Owned)
            .map_err(|_| D::Error::custom("expected a string"))
    }
}
