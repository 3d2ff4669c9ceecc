//! Small enums and errors that every emitted type shares.

#[cfg(feature = "lists")]
use std::error::Error;
#[cfg(feature = "lists")]
use std::fmt;

/// An error of reading a value: the value is not in the list. It does not hold the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
#[cfg(feature = "lists")]
pub struct NotListed;

#[cfg(feature = "lists")]
impl fmt::Display for NotListed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("not one of the values that the schema lists")
    }
}

#[cfg(feature = "lists")]
impl Error for NotListed {}

/// Whether the same call may be made again after an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Repeat {
    /// It will fail again.
    Never,
    /// The call was refused before any work: it may be made again after a wait.
    Later,
    /// It may help, and it may cost a second time.
    MayCost,
}

/// Whether the member that names a choice agrees with the choice that is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
#[cfg(feature = "naming")]
pub enum Naming {
    /// It names what is there, or nothing is there and nothing is named.
    Agrees,
    /// It names something else.
    Differs,
    /// It is not there.
    Missing,
}

#[cfg(feature = "naming")]
impl Naming {
    /// Compares the name that came with the one that was expected.
    pub(crate) fn of(named: Option<&str>, expected: Option<&str>) -> Self {
        match (named, expected) {
            (None, Some(_)) => Self::Missing,
            (named, expected) if named == expected => Self::Agrees,
            _ => Self::Differs,
        }
    }
}
