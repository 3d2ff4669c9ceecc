//! Places labels beside what they belong to: within the paper, and none over another.

use super::Outline;

/// How wide a digit is at the most, and how high a line, in the height of a letter.
const DIGIT: f64 = 0.65;
const LINE: f64 = 1.15;
/// How far below its base line a line goes.
const BELOW: f64 = 0.25;

/// How many rings of places are tried around an outline.
const MOST_RINGS: u8 = 24;

/// The labels of one drawing.
pub(super) struct Labels {
    /// Left, top, width and height.
    paper: [f64; 4],
    letter: f64,
    /// Left, top, width and height of those that have their place.
    placed: Vec<[f64; 4]>,
}

impl Labels {
    pub(super) fn new(paper: [f64; 4], letter: f64) -> Self {
        Self {
            paper,
            letter,
            placed: Vec::new(),
        }
    }

    /// Where a label of so many digits begins on its base line: as near to the upper left corner of the
    /// outline as there is room. None where there is none.
    pub(super) fn place(&mut self, outline: &Outline, digits: usize) -> Option<(f64, f64)> {
        let digits = u8::try_from(digits).unwrap_or(u8::MAX);
        let (width, height) = (f64::from(digits) * DIGIT * self.letter, LINE * self.letter);
        let corners = || outline.corners.iter();
        let left = corners().map(|(x, _)| *x).fold(f64::MAX, f64::min);
        let top = corners().map(|(_, y)| *y).fold(f64::MAX, f64::min);
        let start = self.inside([left, top - height, width, height]);
        let place = candidates(start).find(|place| self.is_free(*place))?;
        self.placed.push(place);
        Some((place[0], place[1] + height - BELOW * self.letter))
    }

    /// The nearest place that is on the paper.
    fn inside(&self, [x, y, width, height]: [f64; 4]) -> [f64; 4] {
        let [left, top, wide, high] = self.paper;
        let x = x.min(left + wide - width).max(left);
        let y = y.min(top + high - height).max(top);
        [x, y, width, height]
    }

    fn is_inside(&self, [x, y, width, height]: [f64; 4]) -> bool {
        let [left, top, wide, high] = self.paper;
        // What is moved to an edge ends there but for a rounding.
        let slack = 0.01 * self.letter;
        let is_within = |at: f64, length: f64, from: f64, whole: f64| {
            at >= from - slack && at + length <= from + whole + slack
        };
        is_within(x, width, left, wide) && is_within(y, height, top, high)
    }

    fn is_free(&self, place: [f64; 4]) -> bool {
        let gap = 0.1 * self.letter;
        let apart = |other: &[f64; 4]| {
            (0..2).any(|axis| {
                place[axis] + place[axis + 2] + gap <= other[axis]
                    || other[axis] + other[axis + 2] + gap <= place[axis]
            })
        };
        self.is_inside(place) && self.placed.iter().all(apart)
    }
}

/// Places around a first one, the nearest first: half a label further with each ring.
fn candidates([x, y, width, height]: [f64; 4]) -> impl Iterator<Item = [f64; 4]> {
    const AROUND: [(f64, f64); 8] = [
        (0.0, 1.0),
        (1.0, 0.0),
        (0.0, -1.0),
        (-1.0, 0.0),
        (1.0, 1.0),
        (1.0, -1.0),
        (-1.0, 1.0),
        (-1.0, -1.0),
    ];
    let rings = (1..=MOST_RINGS).flat_map(move |ring| {
        let halves = f64::from(ring) / 2.0;
        AROUND.map(|(dx, dy)| {
            [
                x + dx * halves * width,
                y + dy * halves * height,
                width,
                height,
            ]
        })
    });
    std::iter::once([x, y, width, height]).chain(rings)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// More labels than there is room for beside their outlines, some of them at the edges.
    #[test]
    fn no_label_is_over_another_or_leaves_the_paper() {
        let paper = [0.0, 0.0, 1000.0, 600.0];
        let mut labels = Labels::new(paper, 30.0);
        let corners = [
            (0.0, 0.0),
            (999.0, 0.0),
            (999.0, 599.0),
            (500.0, 300.0),
            (500.0, 301.0),
        ];
        let corners = corners.iter().cycle().take(40);
        let placed = corners.filter(|(x, y)| {
            let outline = Outline {
                member: "name",
                corners: vec![(*x, *y), (x + 10.0, *y), (*x, y + 10.0)],
            };
            labels.place(&outline, 2).is_some()
        });
        assert!(placed.count() >= 30);
        for (index, one) in labels.placed.iter().enumerate() {
            assert!(one[0] >= -0.3 && one[0] + one[2] <= 1000.3, "{one:?}");
            assert!(one[1] >= -0.3 && one[1] + one[3] <= 600.3, "{one:?}");
            for other in &labels.placed[..index] {
                let apart = |axis: usize| {
                    one[axis] + one[axis + 2] <= other[axis]
                        || other[axis] + other[axis + 2] <= one[axis]
                };
                assert!(apart(0) || apart(1), "{one:?} {other:?}");
            }
        }
    }

    #[test]
    fn a_paper_without_room_has_no_label() {
        let outline = Outline {
            member: "name",
            corners: vec![(0.0, 0.0), (1.0, 0.0), (1.0, 1.0)],
        };
        assert_eq!(
            Labels::new([0.0, 0.0, 1.0, 1.0], 30.0).place(&outline, 1),
            None
        );
    }
}
