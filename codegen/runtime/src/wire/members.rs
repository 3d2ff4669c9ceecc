//! Members that have no name in the schema, and are all of one kind: [`Members`].
//!
//! Their names are data: `Debug` shows how many there are, and an error has `*` in place of each
//! name of such an object.

use super::object::Others;
use super::value::{Encoded, Seed, Value};
use serde::de::MapAccess;
use serde::ser::SerializeMap;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

/// The members of an object that its schema does not name, sorted by name.
///
/// # Examples
///
/// ```
/// use codegen_runtime::wire::Members;
///
/// let prices: Members<i64> = [("tea", 3), ("cake", 5)].into_iter().collect();
/// assert_eq!(prices.get("tea"), Some(&3));
/// assert_eq!(format!("{prices:?}"), "Members(2)");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Members<T>(BTreeMap<String, T>);

impl<T> Members<T> {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The value of one of them.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&T> {
        self.0.get(name)
    }

    /// The members, with their names in clear.
    #[must_use]
    pub const fn expose(&self) -> &BTreeMap<String, T> {
        &self.0
    }

    /// The members, mutable. One with a name of the schema is not written: the field of that name
    /// is.
    #[must_use]
    pub const fn expose_mut(&mut self) -> &mut BTreeMap<String, T> {
        &mut self.0
    }
}

impl<T> Default for Members<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<T, N: Into<String>, V: Into<T>> FromIterator<(N, V)> for Members<T> {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(members: I) -> Self {
        let mut all = Self::default();
        all.extend(members);
        all
    }
}

impl<T, N: Into<String>, V: Into<T>> Extend<(N, V)> for Members<T> {
    fn extend<I: IntoIterator<Item = (N, V)>>(&mut self, members: I) {
        let members = members.into_iter();
        self.0
            .extend(members.map(|(name, value)| (name.into(), value.into())));
    }
}

impl<T> fmt::Debug for Members<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Members({})", self.len())
    }
}

impl<T: Value> Others for Members<T> {
    const NAMES_ARE_DATA: bool = true;

    fn read<'de, A: MapAccess<'de>>(
        &mut self,
        name: Cow<'de, str>,
        members: &mut A,
    ) -> Result<(), A::Error> {
        let value = members.next_value_seed(Seed::new())?;
        self.0.insert(name.into_owned(), value);
        Ok(())
    }

    fn write<M: SerializeMap>(&self, fields: &[&str], members: &mut M) -> Result<(), M::Error> {
        let mut others = self.0.iter();
        others.try_for_each(|(name, value)| {
            if fields.contains(&name.as_str()) {
                return Ok(());
            }
            members.serialize_entry(name, &Encoded(value))
        })
    }
}

#[cfg(feature = "schemars")]
impl<T: schemars::JsonSchema> schemars::JsonSchema for Members<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        BTreeMap::<String, T>::schema_name()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        BTreeMap::<String, T>::json_schema(generator)
    }
}
