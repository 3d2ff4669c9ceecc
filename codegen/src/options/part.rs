//! Names the parts of a crate that are written where they are asked for.

use std::fmt;
use std::str::FromStr;

/// A part of the emitted crate beside its types and its client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The API as data, for who looks at payloads without decoding them. It comes with the JSON Schemas.
    Catalog,
    /// Types for strings of the formats byte, date, date-time, decimal, duration, uri and uuid, each with what
    /// a library makes of it behind a feature.
    Formats,
    /// The JSON Schemas of the documents that travel, as files and as text.
    JsonSchema,
    /// All of the hand-written modules, also what the document has no use for: whatever changes in it, their
    /// public names stay.
    Runtime,
    /// A `JsonSchema` of the crate `schemars` for every type, behind a feature.
    Schemars,
    /// What proves a text valid in one pass, behind a feature. It comes with the catalogue.
    Validator,
}

impl Part {
    /// All of them, by name.
    pub const ALL: [Self; 6] = [
        Self::Catalog,
        Self::Formats,
        Self::JsonSchema,
        Self::Runtime,
        Self::Schemars,
        Self::Validator,
    ];

    /// The name, as the command line and a manifest have it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Catalog => "catalog",
            Self::Formats => "formats",
            Self::JsonSchema => "json-schema",
            Self::Runtime => "runtime",
            Self::Schemars => "schemars",
            Self::Validator => "validator",
        }
    }

    /// The part that this one is made with.
    const fn needs(self) -> Option<Self> {
        match self {
            Self::Validator => Some(Self::Catalog),
            Self::Catalog => Some(Self::JsonSchema),
            Self::Formats | Self::JsonSchema | Self::Runtime | Self::Schemars => None,
        }
    }

    /// Whether it is written where these are asked for.
    pub(crate) fn is_in(self, asked_for: impl IntoIterator<Item = Self>) -> bool {
        let with_needs = |part: Self| std::iter::successors(Some(part), |part| part.needs());
        asked_for
            .into_iter()
            .flat_map(with_needs)
            .any(|part| part == self)
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Part {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let found = Self::ALL.into_iter().find(|part| part.name() == name);
        found.ok_or_else(|| {
            let names = Self::ALL.map(Self::name).join(", ");
            format!("there is no part {name:?}; {names} are known")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Part;

    #[test]
    fn a_part_brings_what_it_is_made_with() {
        let written = |asked_for: &[Part]| {
            let written = |part: &Part| part.is_in(asked_for.iter().copied());
            Part::ALL.into_iter().filter(written).collect::<Vec<_>>()
        };
        let validator = [Part::Catalog, Part::JsonSchema, Part::Validator];
        assert_eq!(written(&[Part::Validator]), validator);
        assert_eq!(written(&[Part::Schemars]), [Part::Schemars]);
        assert_eq!(written(&[]), []);
    }

    #[test]
    fn names_are_read_as_they_are_written() {
        for part in Part::ALL {
            assert_eq!(part.to_string().parse(), Ok(part));
        }
        let message = "schema".parse::<Part>().unwrap_err();
        assert!(message.contains("json-schema"), "{message}");
    }
}
