//! Draws a [`Drawing`] as SVG, with numbers at what was read; what the numbers mean is text below it, which
//! can be read at any width.

use super::label::Labels;
use super::{Drawing, Outline, Picture};
use maud::{Markup, html};

/// The card, over a picture if there is one, and what its numbers mean. Every shape says on a touch what
/// it is.
pub(super) fn draw(drawing: &Drawing, picture: Option<&Picture>) -> (Markup, Markup) {
    let paper = Paper::of(drawing, picture);
    let [left, top, width, height] = paper.0.map(rounded);
    // A card fills the width of what shows it, so that a letter is as large on a narrow screen.
    let letter = rounded((paper.0[2] / 28.0).max(paper.0[3] / 40.0));
    let stroke = rounded(paper.0[2].max(paper.0[3]) / 400.0);
    let mut labels = Labels::new(paper.0, letter);
    let labelled: Vec<_> = (1..).zip(labelled(drawing)).collect();
    let placed: Vec<_> = { labelled.iter() }
        .filter_map(|(number, outline)| {
            let text = number.to_string();
            Some((labels.place(outline, text.len())?, text))
        })
        .collect();
    let key = html! {
        ol.key { @for (_, outline) in &labelled { li { (outline.member) } } }
    };
    let drawn = html! {
        svg role="img" viewBox=(format!("{left} {top} {width} {height}"))
            aria-label="Where on the card something was read, and what has to be covered"
            stroke-width=(stroke) font-size=(letter) {
            @if let Some(picture) = picture {
                image href=(picture.url()) x="0" y="0"
                    width=(picture.size().0) height=(picture.size().1) {}
            }
            @for [left, top, width, height] in &drawing.regions {
                rect.cover x=(rounded(*left)) y=(rounded(*top))
                    width=(rounded(*width)) height=(rounded(*height)) {
                    title { "to be covered, with its margin" }
                }
            }
            @for outline in &drawing.readings {
                (polygon(outline, "read", "read"))
            }
            @for outline in &drawing.masks {
                (polygon(outline, "mask", "to be covered, as the service has it"))
            }
            @for ((x, y), text) in &placed {
                text x=(rounded(*x)) y=(rounded(*y)) { (text) }
            }
        }
    };
    (drawn, key)
}

fn polygon(outline: &Outline, class: &str, what: &str) -> Markup {
    let corners = outline.corners.iter();
    let points: Vec<_> = corners
        .map(|(x, y)| format!("{},{}", rounded(*x), rounded(*y)))
        .collect();
    html! {
        polygon class=(class) points=(points.join(" ")) {
            title { (outline.member) ": " (what) }
        }
    }
}

/// The first outline of each member: a value may span several lines.
fn labelled(drawing: &Drawing) -> impl Iterator<Item = &Outline> {
    let readings = &drawing.readings;
    readings.iter().enumerate().filter_map(|(index, outline)| {
        let before = readings.get(..index)?;
        let is_first = before.iter().all(|other| other.member != outline.member);
        is_first.then_some(outline)
    })
}

/// Left, top, width and height of what is drawn on.
struct Paper([f64; 4]);

impl Paper {
    /// The picture, if its size is known, and else whatever is drawn with a margin. What lies outside
    /// of the picture is drawn too, for it is that which is worth a look.
    fn of(drawing: &Drawing, picture: Option<&Picture>) -> Self {
        let given = picture.map(|picture| {
            let (width, height) = picture.size();
            (f64::from(width), f64::from(height))
        });
        let size = given.or(drawing.size);
        let outlines = drawing.readings.iter().chain(&drawing.masks);
        let corners = outlines.flat_map(|outline| outline.corners.iter().copied());
        let regions = drawing.regions.iter();
        let regions = regions.flat_map(|[x, y, width, height]| [(*x, *y), (x + width, y + height)]);
        let size_corners = size.map(|size| [(0.0, 0.0), size]);
        let all = corners
            .chain(regions)
            .chain(size_corners.into_iter().flatten());
        let (mut low, mut high) = ((f64::MAX, f64::MAX), (f64::MIN, f64::MIN));
        for (x, y) in all {
            low = (low.0.min(x), low.1.min(y));
            high = (high.0.max(x), high.1.max(y));
        }
        let (width, height) = (high.0 - low.0, high.1 - low.1);
        let margin = if size.is_some() {
            0.0
        } else {
            width.max(height) * 0.05
        };
        let with_margin = |length: f64| (length + 2.0 * margin).max(1.0);
        Self([
            low.0 - margin,
            low.1 - margin,
            with_margin(width),
            with_margin(height),
        ])
    }
}

/// To a hundredth of a pixel: more is noise.
fn rounded(number: f64) -> f64 {
    (number * 100.0).round() / 100.0
}
