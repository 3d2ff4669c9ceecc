//! Takes coordinates out of a response: where on the card its readings are, and what has to be covered.
//!
//! Nothing else of a payload gets into a report besides findings. Coordinates are numbers that tell where
//! on a card something stands, not what; a text is never in them, and a member is named only when the spec
//! names it.

use clova_id_card::catalog::{self, RESPONSE, Shape};
use clova_id_card::{RecognitionResponse, View};
use idcard_judge::Origin;
use serde_json::Value;

/// The most outlines of one drawing: a card has some forty.
const MOST_OUTLINES: usize = 500;

/// The most corners of one outline; all that were seen have four.
const MOST_CORNERS: usize = 100;

/// A coordinate beyond this is on no picture, and would only make the drawing unreadable.
const FARTHEST: f64 = 1e6;

/// One card of a response.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// The response.
    pub origin: Origin,
    /// Width and height of the picture that was read, where the response says.
    pub size: Option<(f64, f64)>,
    /// What was read.
    pub readings: Vec<Outline>,
    /// What the service says to cover.
    pub masks: Vec<Outline>,
    /// What a careful reader covers: left, top, width and height.
    pub regions: Vec<[f64; 4]>,
    /// Why that is not enough, in words of the spec.
    pub unmasked: Option<String>,
}

impl Eq for Drawing {}

/// An outline on the card.
#[derive(Debug, Clone, PartialEq)]
pub struct Outline {
    /// The member that it belongs to: a name of the spec.
    pub member: &'static str,
    /// Its corners, x and y.
    pub corners: Vec<(f64, f64)>,
}

impl Drawing {
    /// The first card of the response, if there is one with something to draw.
    pub fn of(origin: impl FnOnce() -> Origin, bytes: &[u8]) -> Option<Self> {
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
        let value: Value = serde_json::from_slice(bytes).ok()?;
        let images = value.get("images")?.as_array()?;
        let (index, image) = images
            .iter()
            .enumerate()
            .find(|(_, image)| image.pointer("/idCard/result").is_some())?;
        let (readings, masks) = outlines(image.pointer("/idCard/result")?);
        if readings.is_empty() && masks.is_empty() {
            return None;
        }
        let (regions, unmasked) = covered(bytes, index);
        Some(Self {
            origin: origin(),
            size: size(image),
            readings,
            masks,
            regions,
            unmasked,
        })
    }
}

/// What to cover, by the rules of the types; nothing when they cannot hold the response.
fn covered(bytes: &[u8], index: usize) -> (Vec<[f64; 4]>, Option<String>) {
    let Ok(response) = clova_id_card::wire::decode::<RecognitionResponse>(bytes) else {
        return (Vec::new(), None);
    };
    let Some(image) = response.images.get(index) else {
        return (Vec::new(), None);
    };
    let (masking, unmasked) = match image.masking_in(View::AsRead) {
        Ok(masking) => (masking, None),
        Err(error) => {
            let message = error.to_string();
            (error.into_incomplete(), Some(message))
        }
    };
    let regions = masking.regions().take(MOST_OUTLINES).filter_map(|region| {
        let (left, top) = (coordinate(region.left)?, coordinate(region.top)?);
        let (right, bottom) = (coordinate(region.right)?, coordinate(region.bottom)?);
        Some([left, top, right - left, bottom - top])
    });
    (regions.collect(), unmasked)
}

fn coordinate(whole: i64) -> Option<f64> {
    i32::try_from(whole)
        .ok()
        .map(f64::from)
        .filter(|number| number.abs() <= FARTHEST)
}

fn size(image: &Value) -> Option<(f64, f64)> {
    let side = |name: &str| {
        let number = image.get("convertedImageInfo")?.get(name)?.as_f64()?;
        (1.0..=FARTHEST).contains(&number).then_some(number)
    };
    Some((side("width")?, side("height")?))
}

/// Along the catalogue, so that nothing is named that the spec does not name.
fn outlines(result: &Value) -> (Vec<Outline>, Vec<Outline>) {
    let (mut readings, mut masks) = (Vec::new(), Vec::new());
    for block in blocks() {
        let Some(card) = result.get(block.name) else {
            continue;
        };
        for member in members(&block.shape) {
            let fields = card.get(member.name).and_then(Value::as_array);
            for field in fields.into_iter().flatten() {
                collect(field, "boundingPolys", member.name, &mut readings);
                collect(field, "maskingPolys", member.name, &mut masks);
            }
        }
    }
    (readings, masks)
}

fn collect(field: &Value, polygons: &str, member: &'static str, outlines: &mut Vec<Outline>) {
    let polygons = field.get(polygons).and_then(Value::as_array);
    for polygon in polygons.into_iter().flatten() {
        let vertices = polygon.get("vertices").and_then(Value::as_array);
        let corners: Vec<_> = vertices
            .into_iter()
            .flatten()
            .take(MOST_CORNERS)
            .filter_map(corner)
            .collect();
        if corners.len() > 2 && outlines.len() < MOST_OUTLINES {
            outlines.push(Outline { member, corners });
        }
    }
}

fn corner(vertex: &Value) -> Option<(f64, f64)> {
    let along = |axis: &str| {
        let number = vertex.get(axis)?.as_f64()?;
        (number.abs() <= FARTHEST).then_some(number)
    };
    Some((along("x")?, along("y")?))
}

/// The members of a result of which exactly one is expected: the kinds of card.
fn blocks() -> impl Iterator<Item = &'static catalog::Member> {
    let image = member(&RESPONSE.shape, "images");
    let card = image.and_then(|image| member(&image.shape, "idCard"));
    let result = card.and_then(|card| member(&card.shape, "result"));
    let result = result.and_then(|result| object(&result.shape));
    result.into_iter().flat_map(|result| {
        let choices = result.one_of.as_ref().map_or(&[][..], |one| one.choices);
        result
            .members
            .iter()
            .filter(move |member| choices.iter().any(|choice| choice.member == member.name))
    })
}

fn members(shape: &'static Shape) -> &'static [catalog::Member] {
    object(shape).map_or(&[], |object| object.members)
}

fn member(shape: &'static Shape, name: &str) -> Option<&'static catalog::Member> {
    members(shape).iter().find(|member| member.name == name)
}

fn object(shape: &'static Shape) -> Option<&'static catalog::Object> {
    match shape {
        Shape::Object(object) => Some(object),
        Shape::Array(items) => object(items),
        _ => None,
    }
}
