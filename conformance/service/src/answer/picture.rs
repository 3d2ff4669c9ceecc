//! Where things stand in a picture that does not exist: outlines of the card, of its fields, and of
//! what has to be covered.
//!
//! It stands apart because it alone is geometry. Coordinates have fractions, outlines are neither
//! rectangles nor parallel to the edges, and the card sticks out of the picture, as the service's
//! do; all of it is counted in tenths of a pixel until it is written.

use idcard_synthetic::Seeded;
use serde_json::{Value, json};

/// A picture and the line of the card that is being written.
pub(super) struct Picture {
    width: i32,
    height: i32,
    line: i32,
    left: i32,
    right: i32,
    pieces: i32,
}

/// The height of a line of a card, in tenths of a pixel.
const LINE: i32 = 480;

impl Picture {
    pub(super) fn new(seeded: &mut Seeded) -> Self {
        Self {
            width: seeded.between(600, 2400),
            height: seeded.between(900, 1600),
            line: 0,
            left: 300,
            right: 2000,
            pieces: 1,
        }
    }

    pub(super) fn width(&self) -> i32 {
        self.width
    }

    pub(super) fn height(&self) -> i32 {
        self.height
    }

    pub(super) fn next_line(&mut self) {
        self.line += 1;
    }

    /// The outline of the card: near the edges of the picture, on either side of them.
    pub(super) fn card(&self, seeded: &mut Seeded) -> Value {
        let mut near = |edge: i32| edge * 10 + seeded.between(-99, 99);
        let corners = [
            (near(0), near(0)),
            (near(self.width), near(0)),
            (near(self.width), near(self.height)),
            (near(0), near(self.height)),
        ];
        json!([outline(corners)])
    }

    /// Where the text of a field stands: once, or in two pieces where it takes two lines.
    pub(super) fn outlines(&mut self, seeded: &mut Seeded) -> Value {
        self.left = seeded.between(200, 900);
        self.right = self.left + seeded.between(400, 4000);
        self.pieces = if seeded.one_in(5) { 2 } else { 1 };
        (0..self.pieces)
            .map(|piece| self.piece(piece, 0, seeded))
            .collect()
    }

    /// What has to be covered of the field whose outlines were made last.
    pub(super) fn covers(&self, seeded: &mut Seeded) -> Value {
        (0..self.pieces)
            .map(|piece| self.piece(piece, 60, seeded))
            .collect()
    }

    fn piece(&self, piece: i32, margin: i32, seeded: &mut Seeded) -> Value {
        if seeded.one_in(300) {
            // The spec does not insist on corners.
            return json!({});
        }
        let top = (self.line + piece) * LINE;
        let slant = seeded.between(-20, 20);
        let (left, right) = (self.left - margin, self.right + margin);
        let (above, below) = (top - margin, top + LINE - 100 + margin);
        outline([
            (left, above),
            (right, above + slant),
            (right + slant / 2, below + slant),
            (left + slant / 2, below),
        ])
    }
}

fn outline(corners: [(i32, i32); 4]) -> Value {
    let pixels = |tenths: i32| f64::from(tenths) / 10.0;
    let vertices = corners.map(|(x, y)| json!({ "x": pixels(x), "y": pixels(y) }));
    json!({ "vertices": vertices })
}
