//! Reads and writes objects: [`Object`], implemented by each emitted struct.
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
    /// A place for each member while the object is being read.
    type Slots: Default;

    /// The names of the members, as they are on the wire.
    const MEMBERS: &'static [&'static str];

    /// Whether any name may be that of a member, so that names are data and no error has one.
    const NAMES_ARE_DATA: bool = false;

    /// Reads the value of the member `name` into its slot; `false` when there is none for it.
    fn read<'de, A: MapAccess<'de>>(
        slots: &mut Self::Slots,
        name: &str,
        members: &mut A,
    ) -> Result<bool, A::Error>;

    /// Builds the value from its members.
    fn build(slots: Self::Slots, unknown: UnknownMembers) -> Result<Self, Missing>;

    /// Writes the members that the schema names.
    fn write<M: SerializeMap>(&self, members: &mut M) -> Result<(), M::Error>;

    /// The members that the schema does not name.
    fn unknown(&self) -> &UnknownMembers;

    fn decode_whole<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        visit::expect(Members(PhantomData), deserializer)
    }

    fn encode_whole<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut members = serializer.serialize_map(None)?;
        self.write(&mut members)?;
        for (name, value) in self.unknown().expose() {
            if !Self::MEMBERS.contains(&name.as_str()) {
                members.serialize_entry(name, value)?;
            }
        }
        members.end()
    }
}

/// The name of a member that has to be there and is not.
pub(crate) struct Missing(&'static str);

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
    pub(crate) fn required(self, name: &'static str) -> Result<T, Missing> {
        self.0.ok_or(Missing(name))
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

struct Members<T>(PhantomData<T>);

impl<'de, T: Object> Expect<'de> for Members<T> {
    type Value = T;

    fn words(&self) -> &'static str {
        "an object"
    }

    fn object<A: MapAccess<'de>>(self, mut members: A) -> Result<T, A::Error> {
        let mut slots = T::Slots::default();
        let mut unknown = UnknownMembers::default();
        while let Some(name) = members.next_key_seed(Name::<T>(PhantomData))? {
            if !T::read(&mut slots, &name, &mut members)? {
                unknown.insert(name.into_owned(), members.next_value()?);
            }
        }
        T::build(slots, unknown)
            .map_err(|Missing(name)| A::Error::custom(format_args!("missing member `{name}`")))
    }
}

/// Reads the name of a member. It is generic in the object, so that reading names is compiled into
/// reading that object: most of an answer is names.
struct Name<T>(PhantomData<T>);

impl<'de, T: Object> DeserializeSeed<'de> for Name<T> {
    type Value = Cow<'de, str>;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Cow<'de, str>, D::Error> {
        if !T::NAMES_ARE_DATA {
            return text(deserializer);
        }
        // As a raw text it is not recorded for the place of an error.
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        let name = serde_json::from_str(raw.get());
        name.map(Cow::Owned)
            .map_err(|_| D::Error::custom("expected a string"))
    }
}
