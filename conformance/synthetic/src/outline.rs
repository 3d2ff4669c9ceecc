//! Draws outlines in a picture that does not exist: of the card, of its fields, and of what has to
//! be covered.
//!
//! Coordinates have every spelling that was met: how many digits a number has, whether it has a
//! fraction, whether it is negative, and, once in a long while, whether it has an exponent, as Java
//! writes what is close to nought.

use super::options::Variety;
use super::value::Value;
use crate::Seeded;

/// How one document spells its coordinates.
#[derive(Clone, Copy)]
enum Spelling {
    /// One digit behind the point: `116.6`.
    Tenths,
    /// A thirty-second of a pixel: `68.125`, `300.0`.
    Fractions,
    /// What remains of a float after a rotation: `372.98746`.
    Floats,
    /// As JavaScript writes them: `300` has no point.
    Shortest,
}

/// A picture, and the line of the card that is being written.
pub(super) struct Outlines {
    spelling: Spelling,
    width: i32,
    height: i32,
    line: i32,
    left: i32,
    right: i32,
    pieces: i32,
    variety: Variety,
}

/// A pixel, in the unit that coordinates are counted in.
const PIXEL: i32 = 100_000;

impl Outlines {
    pub(super) fn new(variety: Variety, seeded: &mut Seeded) -> Self {
        let spelling = match seeded.between(0, 9) {
            0..=2 => Spelling::Tenths,
            3..=5 => Spelling::Fractions,
            6..=8 => Spelling::Floats,
            _ => Spelling::Shortest,
        };
        let least = match variety {
            // All of a card that is read as a whole is inside.
            Variety::Typical => (960, 1200),
            Variety::Seen | Variety::Allowed => (0, 0),
        };
        Self {
            spelling,
            width: seeded.between(600, 2400).max(least.0),
            height: seeded.between(400, 1600).max(least.1),
            line: seeded.between(0, 3),
            left: 0,
            right: 0,
            pieces: 1,
            variety,
        }
    }

    /// Sizes of the picture, in pixels.
    pub(super) fn size(&self) -> (i32, i32) {
        (self.width, self.height)
    }

    /// The outline of the card: near the edges of the picture, on either side of them.
    pub(super) fn card(&self, seeded: &mut Seeded) -> Value {
        let (right, below) = (self.width, self.height);
        let corners = [(0, 0), (right, 0), (right, below), (0, below)]
            .map(|(x, y)| (x + seeded.between(-20, 20), y + seeded.between(-20, 20)));
        Value::List(vec![self.outline(corners, seeded)])
    }

    /// Where the text of the next field stands: in one piece, or in more where it takes more lines.
    pub(super) fn next_field(&mut self, seeded: &mut Seeded) {
        self.line += 1;
        self.left = seeded.between(20, 400);
        self.right = self.left + seeded.between(20, 500);
        self.pieces = match seeded.between(0, 11) {
            0 => 3,
            1 | 2 => 2,
            _ => 1,
        };
    }

    /// The outlines of the field, widened by a margin where they are to cover it.
    pub(super) fn field(&self, margin: i32, seeded: &mut Seeded) -> Value {
        let piece = |piece| {
            // The spec does not insist on corners.
            if self.variety == Variety::Allowed && seeded.one_in(300) {
                return Value::Object(Vec::new());
            }
            let top = (self.line + piece) * 48 - margin;
            let below = top + 36 + 2 * margin;
            let (left, right) = (self.left - margin, self.right + margin);
            let slant = seeded.between(-3, 3);
            let corners = [
                (left, top),
                (right, top + slant),
                (right, below + slant),
                (left, below),
            ];
            self.outline(corners, seeded)
        };
        Value::List((0..self.pieces).map(piece).collect())
    }

    /// Of text that was found by its lines, two corners that share a coordinate share its digits.
    fn outline(&self, corners: [(i32, i32); 4], seeded: &mut Seeded) -> Value {
        let fractions = [(); 4].map(|()| seeded.between(0, PIXEL - 1));
        let upright = seeded.one_in(2);
        let vertices = corners.into_iter().enumerate().map(|(corner, (x, y))| {
            let [along, across] = if upright {
                [0, 1]
            } else {
                [corner, 3 - corner]
            };
            let mut coordinate = |pixels, fraction: usize| {
                let fraction = fractions.get(fraction).copied().unwrap_or_default();
                Value::written(self.spelling.write(pixels, fraction, seeded))
            };
            let x = ("x".into(), coordinate(x, along));
            let y = ("y".into(), coordinate(y, across));
            Value::Object(vec![x, y])
        });
        Value::Object(vec![("vertices".into(), Value::List(vertices.collect()))])
    }
}

impl Spelling {
    /// A coordinate of whole pixels and a fraction of one.
    fn write(self, pixels: i32, fraction: i32, seeded: &mut Seeded) -> String {
        if seeded.one_in(20_000) {
            return format!("{}.{}E-5", seeded.between(-9, 9), seeded.digits(5));
        }
        let step = match self {
            Self::Tenths => PIXEL / 10,
            Self::Fractions => PIXEL / 32,
            // A float has about eight digits.
            Self::Floats | Self::Shortest if pixels.abs() >= 1000 => 10,
            Self::Floats | Self::Shortest => 1,
        };
        let fraction = fraction / step * step;
        let digits = format!("{fraction:05}");
        let mut digits = digits.trim_end_matches('0');
        if digits.is_empty() {
            if matches!(self, Self::Shortest) {
                return pixels.to_string();
            }
            digits = "0";
        }
        format!("{pixels}.{digits}")
    }
}
