//! Lists the floors, and compares what was measured with them.

use crate::contestant::Kind;
use crate::{Figure, UNIT};
use idcard_synthetic::Layout;
use std::fmt;

/// A floor, as a multiple of what others reach in the same run.
pub(crate) struct Target {
    what: &'static str,
    against: Against,
    /// Nought where none was set, and the figure is there to be known.
    pub(crate) floor: f64,
    aim: Option<f64>,
}

enum Against {
    Unit,
    /// The fastest of a kind.
    Best(Kind),
}

impl Target {
    /// The floors of a layout.
    pub(crate) fn of(layout: Layout) -> Vec<Self> {
        let unit = |what, floor| Self {
            what,
            against: Against::Unit,
            floor,
            aim: None,
        };
        let best = |what, kind, floor| Self {
            what,
            against: Against::Best(kind),
            floor,
            aim: None,
        };
        match layout {
            Layout::Compact => vec![
                Self {
                    aim: Some(15.0),
                    ..unit("against jsonschema on a Value", 10.0)
                },
                best("against the fastest bare parse", Kind::Parse, 2.5),
                best("against the fastest typed decode", Kind::Typed, 4.5),
                best("against types that keep nothing", Kind::Unkept, 0.0),
            ],
            Layout::Pretty => vec![unit("against jsonschema on a Value", 4.0)],
            Layout::RandomOrder | Layout::Undocumented => {
                vec![unit("against jsonschema on a Value", 5.0)]
            }
            Layout::Invalid => vec![unit("against jsonschema on a Value", 0.8)],
            Layout::PythonSpaces => vec![unit("against jsonschema on a Value", 0.0)],
        }
    }

    /// How many times as fast ours was.
    pub(crate) fn reached(&self, figures: &[Figure]) -> f64 {
        let ours = figures.iter().find(|figure| figure.kind == Kind::Ours);
        let others = figures.iter().filter(|figure| match self.against {
            Against::Unit => figure.name == UNIT,
            Against::Best(kind) => figure.kind == kind,
        });
        let best = others.map(|figure| figure.speed).max_by(f64::total_cmp);
        ours.unwrap().speed / best.unwrap()
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.floor == 0.0 {
            return write!(f, "{}, no floor", self.what);
        }
        write!(f, "{} at least {}", self.what, self.floor)?;
        match self.aim {
            Some(aim) => write!(f, " (aim {aim})"),
            None => Ok(()),
        }
    }
}
