//! Lists the readings of a card without what was read: [`Field`].

use super::readings;
use super::region::Region;
use crate::wire::Object;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::Value;

/// A reading of a field: how sure the service is of it, and where it stands. What was read is not in
/// it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Field {
    /// The member that it was read into, such as `personalNum`.
    pub name: &'static str,
    /// How sure the engine is, from 0 to 1; `None` when it did not measure that, for which it also
    /// sends exactly 0.
    pub score: Option<f64>,
    /// Where the reading stands in the picture that the service read; empty when it does not say.
    /// What has to be covered is in [`Masking`](super::Masking).
    pub regions: Vec<Region>,
}

/// The readings of a card.
pub(super) fn of_card<T: Object + Serialize>(card: &T) -> Vec<Field> {
    // It fails for a coordinate that is no number, which no answer can have.
    let members = serde_json::to_value(card).unwrap_or_default();
    let readings = |name: &&'static str| {
        let name = *name;
        let readings = members.get(name).and_then(Value::as_array);
        let readings = readings.into_iter().flatten();
        readings.map(move |reading| Field::new(name, reading))
    };
    T::MEMBERS.iter().flat_map(readings).collect()
}

impl Field {
    fn new(name: &'static str, reading: &Value) -> Self {
        let score = reading.get("confidenceScore").and_then(Value::as_f64);
        let outlines = reading.get("boundingPolys").and_then(Value::as_array);
        let outlines = outlines.into_iter().flatten();
        Self {
            name,
            // Any other number is no score, and may be anything.
            score: score.filter(|score| *score > 0.0 && *score <= 1.0),
            regions: outlines.filter_map(readings::region).collect(),
        }
    }
}

impl Serialize for Field {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut members = serializer.serialize_map(Some(3))?;
        members.serialize_entry("name", self.name)?;
        members.serialize_entry("score", &self.score)?;
        members.serialize_entry("regions", &self.regions)?;
        members.end()
    }
}
