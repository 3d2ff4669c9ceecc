//! Says which version has to follow, by cargo's rules: below 1.0 a break raises the second number, and
//! an addition the third.

use super::change::{Change, Compile};
use serde::Serialize;

/// What has to be raised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bump {
    /// Nothing that cargo sees.
    #[default]
    None,
    /// There is more.
    Minor,
    /// Not known, as no crate is emitted.
    Unproven,
    /// What compiled may not.
    Major,
}

impl Bump {
    pub(super) fn of(changes: &[Change]) -> Self {
        let one = |change: &Change| match change.compile {
            Compile::None => Self::None,
            Compile::Minor => Self::Minor,
            Compile::Unproven => Self::Unproven,
            Compile::Major | Compile::SilentSwap => Self::Major,
        };
        changes.iter().map(one).max().unwrap_or_default()
    }

    /// As reports have it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Minor => "minor",
            Self::Unproven => "unproven",
            Self::Major => "major",
        }
    }

    /// The least version that may follow another; what is unproven may be a break. `None` where that is
    /// none of three numbers.
    pub fn after(self, version: &str) -> Option<String> {
        let [major, minor, patch] = numbers(version)?;
        let (major, minor, patch) = match (self, major, minor) {
            (Self::None, ..) => (major, minor, patch),
            (_, 0, 0) => (0, 0, patch + 1),
            (Self::Minor, 0, _) => (0, minor, patch + 1),
            (Self::Unproven | Self::Major, 0, _) => (0, minor + 1, 0),
            (Self::Minor, ..) => (major, minor + 1, 0),
            (Self::Unproven | Self::Major, ..) => (major + 1, 0, 0),
        };
        Some(format!("{major}.{minor}.{patch}"))
    }

    /// Whether a version is enough behind another.
    pub fn is_met(self, old: &str, new: &str) -> Option<bool> {
        Some(numbers(new)? >= numbers(&self.after(old)?)?)
    }
}

fn numbers(version: &str) -> Option<[u64; 3]> {
    let bare = version.split(['-', '+']).next()?;
    let mut parts = bare.split('.').map(|it| it.parse().ok());
    let three = [parts.next()??, parts.next()??, parts.next()??];
    parts.next().is_none().then_some(three)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargo_s_rules() {
        for (bump, old, expected) in [
            (Bump::Minor, "0.1.0", "0.1.1"),
            (Bump::Major, "0.1.3", "0.2.0"),
            (Bump::Major, "0.0.3", "0.0.4"),
            (Bump::Unproven, "0.1.3", "0.2.0"),
            (Bump::Unproven, "1.2.3", "2.0.0"),
            (Bump::Minor, "0.0.3", "0.0.4"),
            (Bump::Minor, "1.2.3", "1.3.0"),
            (Bump::Major, "1.2.3", "2.0.0"),
            (Bump::None, "1.2.3", "1.2.3"),
        ] {
            assert_eq!(bump.after(old).as_deref(), Some(expected));
            assert_eq!(bump.is_met(old, expected), Some(true));
            assert_eq!(bump.is_met(expected, old), Some(bump == Bump::None));
        }
        assert_eq!(Bump::Minor.after("1.2"), None);
    }
}
