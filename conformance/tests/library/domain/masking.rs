//! What to cover in a picture: all that the service says, and never less.

use super::*;
use crate::values::values;
use clova_id_card::{
    Gap, IdCard, IdCardResult, ImageResult, InferResult, Masking, NotMasked, Passport, Polygon,
    Region, TextField, Vertex, View,
};
use proptest::prelude::*;
use serde_json::json;

fn masking(value: &Value) -> Result<Masking, NotMasked> {
    response(value).images[0].masking()
}

/// An image with nothing but a result.
fn image(result: IdCardResult) -> ImageResult {
    ImageResult::new(InferResult::Success).with_id_card(IdCard::new().with_result(result))
}

fn gaps(error: &NotMasked) -> Vec<(&'static str, Gap)> {
    let unmasked = error.unmasked().iter();
    unmasked.map(|number| (number.member, number.gap)).collect()
}

fn changed(name: &str, pointer: &str, to: Value) -> Value {
    let mut value = payload(&format!("samples/{name}.json"));
    *value.pointer_mut(&format!("{RESULT}{pointer}")).unwrap() = to;
    value
}

/// Every outline under a name, found without the types.
fn outlines(value: &Value, name: &str, found: &mut Vec<Vec<(f64, f64)>>) {
    match value {
        Value::Object(members) => {
            for (member, value) in members {
                if member == name {
                    for outline in value.as_array().into_iter().flatten() {
                        let corners = outline["vertices"].as_array().into_iter().flatten();
                        let corners = corners.map(|at| (at["x"].as_f64(), at["y"].as_f64()));
                        found.push(corners.map(|(x, y)| (x.unwrap(), y.unwrap())).collect());
                    }
                }
                outlines(value, name, found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| outlines(item, name, found)),
        _ => {}
    }
}

/// Whether every pixel that a point may belong to is in a region, whatever a coordinate means.
fn is_covered(regions: &[Region], (x, y): (f64, f64)) -> bool {
    #[expect(clippy::cast_possible_truncation, reason = "the range is tested for")]
    let pixels = |at: f64| [at.floor() as i64, at.ceil() as i64];
    let all = pixels(x)
        .into_iter()
        .flat_map(|column| pixels(y).map(|row| (column, row)));
    all.into_iter()
        .all(|(column, row)| regions.iter().any(|region| region.contains(column, row)))
}

#[test]
fn all_that_the_service_says_is_covered() {
    for name in CARDS {
        let value = payload(&format!("samples/{name}.json"));
        let image = &response(&value).images[0];
        let masking = image.masking_in(View::AsRead).unwrap();
        let regions: Vec<Region> = masking.regions().collect();
        let mut found = Vec::new();
        outlines(&value, "maskingPolys", &mut found);
        assert!(found.len() > 1, "{name}");
        assert_eq!(found.len(), regions.len(), "{name}");
        for corner in found.into_iter().flatten() {
            assert!(is_covered(&regions, corner), "{name}: {corner:?}");
        }
    }
}

#[test]
fn rectangles_are_rounded_outward() {
    let corners =
        json!([{"x": 10.2, "y": -3.9}, {"x": 20.0, "y": 5.5}, {"x": 15.5, "y": 8.000_01}]);
    let outline = json!([{ "vertices": corners }]);
    let value = changed("resident-card", "/ic/personalNum/0/maskingPolys", outline);
    let masking = masking(&value).unwrap();
    let region = masking.regions().find(|region| region.left == 10).unwrap();
    assert_eq!((region.top, region.right, region.bottom), (-4, 21, 10));
    assert_eq!((region.width(), region.height()), (11, 14));
    let clipped = region.within(18, 100).unwrap();
    assert_eq!((clipped.left, clipped.top), (10, 0));
    assert_eq!((clipped.right, clipped.bottom), (18, 10));
    assert_eq!(region.within(10, 100), None);
}

#[test]
fn coordinates_beyond_all_pictures_do_no_harm() {
    let far = json!([{"x": -1e300, "y": 0}, {"x": 1e300, "y": 0}, {"x": 0, "y": 1e300}]);
    let outline = json!([{ "vertices": far }]);
    let value = changed("resident-card", "/ic/personalNum/0/maskingPolys", outline);
    let masking = masking(&value).unwrap();
    assert!(masking.regions().any(|region| region.left == i64::MIN
        && region.right == i64::MAX
        && region.width() == u64::MAX));
    let clipped = masking.within(800, 500).unwrap();
    let all = clipped.iter().find(|region| region.width() == 800).unwrap();
    assert_eq!((all.left, all.top, all.right, all.bottom), (0, 0, 800, 500));
}

#[test]
fn a_number_without_an_outline_is_an_error() {
    let numbers = [
        ("resident-card", "ic", "personalNum"),
        ("driver-license", "dl", "num"),
        ("driver-license", "dl", "personalNum"),
        ("passport", "pp", "num"),
        ("passport", "pp", "mrz2"),
        ("alien-card", "ac", "alienRegNum"),
    ];
    let three = json!([{"vertices": [{"x": 1, "y": 1}, {"x": 1, "y": 1}, {"x": 1, "y": 1}]}]);
    let two = json!([{"vertices": [{"x": 1, "y": 1}, {"x": 2, "y": 2}]}]);
    for (name, block, number) in numbers {
        for empty in [
            json!([]),
            json!([{}]),
            json!([{"vertices": []}]),
            two.clone(),
            three.clone(),
        ] {
            let value = changed(name, &format!("/{block}/{number}/0/maskingPolys"), empty);
            let error = masking(&value).unwrap_err();
            assert_eq!(gaps(&error), [(number, Gap::NoRegion)]);
            // What else there is can be had, but has to be asked for.
            assert!(error.into_incomplete().regions().count() > 0);
        }
        let mut absent = payload(&format!("samples/{name}.json"));
        let card = absent.pointer_mut(&format!("{RESULT}/{block}")).unwrap();
        card[number][0]
            .as_object_mut()
            .unwrap()
            .remove("maskingPolys");
        assert_eq!(
            gaps(&masking(&absent).unwrap_err()),
            [(number, Gap::NoRegion)]
        );

        let unread = changed(name, &format!("/{block}/{number}"), json!([]));
        let error = masking(&unread).unwrap_err();
        assert_eq!(gaps(&error), [(number, Gap::NotRead)]);
        assert!(error.to_string().contains(number), "{error}");
    }
}

#[test]
fn every_reading_of_a_number_counts() {
    let mut value = payload("samples/resident-card.json");
    let numbers = value
        .pointer_mut(&format!("{RESULT}/ic/personalNum"))
        .unwrap();
    let second = json!({"text": "001300-0000000"});
    numbers.as_array_mut().unwrap().push(second);
    let error = masking(&value).unwrap_err();
    assert_eq!(gaps(&error), [("personalNum", Gap::NoRegion)]);
}

#[test]
fn a_number_that_is_seldom_there_counts_when_it_is() {
    let mut value = payload("samples/passport.json");
    value.pointer_mut(&format!("{RESULT}/pp")).unwrap()["personalNum"] =
        json!([{"text": "0000000"}]);
    let error = masking(&value).unwrap_err();
    assert_eq!(gaps(&error), [("personalNum", Gap::NoRegion)]);
}

#[test]
fn members_that_nobody_described_count_when_they_look_like_a_number() {
    let undescribed = [("an undescribed member", Gap::NoRegion)];
    for place in ["/ic", ""] {
        let with = |member: Value| {
            let mut value = payload("samples/resident-card.json");
            value.pointer_mut(&format!("{RESULT}{place}")).unwrap()["later"] = member;
            masking(&value)
        };
        for harmless in [
            json!(null),
            json!("on 2 lines"),
            json!([{"text": "B+"}]),
            json!(12345),
        ] {
            assert!(with(harmless).is_ok());
        }
        for number in [
            json!([{"text": "001300-0000000"}]),
            json!([{"text": "", "formatted": {"value": "001300-0000000"}}]),
            json!({"value": "001300-0000000"}),
            json!("000-000"),
            json!(1_300_000_000),
            json!([{"deeper": [{"text": "001300", "maskingPolys": []}]}]),
        ] {
            assert_eq!(gaps(&with(number).unwrap_err()), undescribed);
        }
        let outline =
            json!([{"vertices": [{"x": 7001, "y": 1}, {"x": 7009, "y": 1}, {"x": 7009, "y": 9}]}]);
        let masked = with(json!([{"text": "001300", "maskingPolys": outline}])).unwrap();
        assert!(masked.regions().any(|region| region.left == 7001));
    }
}

#[test]
fn of_a_card_that_is_not_known_nothing_is_promised() {
    let unknown = [("idCard.result", Gap::UnknownCard)];
    let mut value = payload("samples/resident-card.json");
    let result = value.pointer_mut(RESULT).unwrap().as_object_mut().unwrap();
    let block = result.remove("ic").unwrap();
    result.insert("vc".to_owned(), block);
    let error = masking(&value).unwrap_err();
    assert_eq!(gaps(&error), unknown);
    assert_eq!(error.into_incomplete().regions().count(), 2);
    for name in ["failure", "bare-answer"] {
        assert_eq!(
            gaps(&sample(name).images[0].masking().unwrap_err()),
            unknown
        );
    }
    assert_eq!(
        gaps(&image(IdCardResult::new()).masking().unwrap_err()),
        unknown
    );
}

#[test]
fn a_number_outside_of_the_picture_is_an_error() {
    let masking = sample("resident-card").images[0].masking().unwrap();
    assert_eq!(masking.within(800, 500).unwrap().len(), 2);
    let error = masking.within(20, 20).unwrap_err();
    assert_eq!(gaps(&error), [("personalNum", Gap::Outside)]);
}

#[test]
fn a_coordinate_that_is_no_number_is_an_error() {
    for broken in [f64::NAN, f64::INFINITY] {
        let corner = |x, y| Vertex::new(x, y);
        let outline = Polygon::new().with_vertices(vec![
            corner(1.0, 1.0),
            corner(9.0, 9.0),
            corner(broken, 5.0),
        ]);
        let number = TextField::new("M00000000").with_masking_polys(vec![outline]);
        let card = Passport::new()
            .with_num(vec![number.clone()])
            .with_mrz2(vec![number]);
        assert!(image(IdCardResult::new().with_pp(card)).masking().is_err());
    }
}

fn outline() -> impl Strategy<Value = Vec<(f64, f64)>> {
    let coordinate = || prop_oneof![-200.0..2000.0, (-200_i32..2000).prop_map(f64::from)];
    proptest::collection::vec((coordinate(), coordinate()), 3..9)
}

proptest! {
    /// Any point between the corners is covered too, so what lies inside is.
    #[test]
    fn regions_always_cover_the_outlines(
        outlines in proptest::collection::vec(outline(), 1..4),
        weights in proptest::collection::vec(0.0..1.0, 9),
        (width, height) in (1_u32..2000, 1_u32..2000),
    ) {
        let polys: Vec<Value> = outlines.iter().map(|corners| {
            let vertices: Vec<Value> = corners.iter().map(|(x, y)| json!({"x": x, "y": y})).collect();
            json!({"vertices": vertices})
        }).collect();
        let value = changed("resident-card", "/ic/personalNum/0/maskingPolys", polys.into());
        let masking = match masking(&value) {
            Ok(masking) => masking,
            // All corners in one line along an edge.
            Err(error) => error.into_incomplete(),
        };
        let regions: Vec<Region> = masking.regions().collect();
        let clipped = masking.within(width, height);
        for corners in &outlines {
            if !spans(corners) {
                continue;
            }
            let total: f64 = weights[..corners.len()].iter().sum::<f64>().max(f64::MIN_POSITIVE);
            let inside = corners.iter().zip(&weights).fold((0.0, 0.0), |sum, (corner, weight)| {
                (sum.0 + corner.0 * weight / total, sum.1 + corner.1 * weight / total)
            });
            for point in corners.iter().copied().chain([inside]) {
                prop_assert!(is_covered(&regions, point), "{point:?}");
                let in_picture = point.0 >= 0.0 && point.0 < f64::from(width - 1)
                    && point.1 >= 0.0 && point.1 < f64::from(height - 1);
                if let (Ok(clipped), true) = (&clipped, in_picture) {
                    prop_assert!(is_covered(clipped, point), "{point:?} after clipping");
                }
            }
        }
        for region in clipped.iter().flatten() {
            prop_assert!(region.left >= 0 && region.right <= width.into());
            prop_assert!(region.top >= 0 && region.bottom <= height.into());
        }
    }

    /// Whatever answer satisfies the schema: nothing that it says is left out, and a promise is
    /// given only where each number has an outline.
    #[test]
    fn whatever_the_answer(value in answers()) {
        let image = &response(&value).images[0];
        let complete = image.masking();
        let promised = complete.is_ok();
        let masking = complete.unwrap_or_else(NotMasked::into_incomplete);
        let regions: Vec<Region> = masking.regions().collect();
        let mut found = Vec::new();
        outlines(&value, "maskingPolys", &mut found);
        for corners in found.iter().filter(|corners| spans(corners)) {
            for corner in corners.iter().filter(|(x, y)| x.abs() < 1e15 && y.abs() < 1e15) {
                prop_assert!(is_covered(&regions, *corner), "{corner:?}");
            }
        }
        if promised {
            prop_assert!(found.iter().any(|corners| spans(corners)));
        }
    }
}

/// Whether an outline encloses anything.
fn spans(corners: &[(f64, f64)]) -> bool {
    let several = |at: fn(&(f64, f64)) -> f64| {
        let first = at(&corners[0]);
        corners
            .iter()
            .any(|corner| at(corner) < first || at(corner) > first)
    };
    corners.len() > 2 && several(|c| c.0) && several(|c| c.1)
}

fn answers() -> BoxedStrategy<Value> {
    let schema: Value = serde_json::from_str(clova_id_card::json_schema::RESPONSE).unwrap();
    values(&schema, "/$defs/IdCardResult")
        .prop_map(|result| {
            json!({
                "version": "V2", "requestId": "", "timestamp": 0,
                "images": [{"inferResult": "SUCCESS", "idCard": {"result": result}}],
            })
        })
        .boxed()
}
