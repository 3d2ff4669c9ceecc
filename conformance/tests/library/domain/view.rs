//! Which pixels a mask is for: of photos that are turned, and of pages.

use super::*;
use clova_id_card::{Gap, NotMasked, Recognized, Region, View};
use serde_json::json;

/// The picture as it is stored.
const WIDTH: u32 = 30;
const HEIGHT: u32 = 20;

/// Where the number stands in it: left, top, right and bottom, each the last pixel.
const NUMBER: [u32; 4] = [3, 5, 12, 7];

/// The first bytes of a photo.
fn photo(orientation: u8) -> Vec<u8> {
    let mut head = b"\xFF\xD8\xFF\xE1\0\x22Exif\0\0MM\0*\0\0\0\x08\0\x01\
                     \x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"
        .to_vec();
    head[31] = orientation;
    head
}

/// Where a pixel of the picture is once it stands upright: what the EXIF specification says of the
/// first row and the first column.
fn upright(orientation: u8, (x, y): (u32, u32)) -> (u32, u32) {
    let (from_right, from_below) = (WIDTH - 1 - x, HEIGHT - 1 - y);
    match orientation {
        1 => (x, y),
        2 => (from_right, y),
        3 => (from_right, from_below),
        4 => (x, from_below),
        5 => (y, x),
        6 => (from_below, x),
        7 => (from_below, from_right),
        8 => (y, from_right),
        _ => panic!("no orientation"),
    }
}

/// The corners of the number in one of the two views.
fn corners(orientation: u8, is_upright: bool) -> [(u32, u32); 2] {
    let [left, top, right, bottom] = NUMBER;
    [(left, top), (right, bottom)].map(|corner| {
        if is_upright {
            upright(orientation, corner)
        } else {
            corner
        }
    })
}

fn size(orientation: u8, is_upright: bool) -> (u32, u32) {
    if is_upright && orientation > 4 {
        (HEIGHT, WIDTH)
    } else {
        (WIDTH, HEIGHT)
    }
}

fn view(orientation: u8, is_upright: bool) -> View {
    let (width, height) = size(orientation, is_upright);
    if is_upright {
        View::Upright { width, height }
    } else {
        View::Stored { width, height }
    }
}

/// An answer of a service that read one of the two views, and says its size or not.
fn answer(orientation: u8, read_upright: bool, says_size: bool) -> Recognized {
    let [(x, y), (other_x, other_y)] = corners(orientation, read_upright);
    let outline = json!([{"vertices": [
        {"x": x, "y": y}, {"x": other_x, "y": y}, {"x": other_x, "y": other_y}, {"x": x, "y": other_y}
    ]}]);
    let mut image = json!({
        "inferResult": "SUCCESS",
        "idCard": {"result": {"idtype": "ID Card", "ic": {"personalNum": [
            {"text": "001300-0000000", "maskingPolys": outline}
        ]}}},
    });
    if says_size {
        let (width, height) = size(orientation, read_upright);
        image["convertedImageInfo"] = json!({"width": width, "height": height, "pageIndex": 0});
    }
    let value = json!({"version": "V2", "requestId": "1", "timestamp": 0, "images": [image]});
    let recognized = response(&value).into_recognized().unwrap();
    recognized.of_picture(&photo(orientation))
}

fn is_covered(regions: &[Region], orientation: u8, is_upright: bool) -> bool {
    let [left, top, right, bottom] = NUMBER;
    (left..=right)
        .flat_map(|x| (top..=bottom).map(move |y| (x, y)))
        .map(|pixel| {
            if is_upright {
                upright(orientation, pixel)
            } else {
                pixel
            }
        })
        .all(|(x, y)| {
            regions
                .iter()
                .any(|region| region.contains(x.into(), y.into()))
        })
}

fn gap(error: &NotMasked) -> Gap {
    let [unmasked] = error.unmasked() else {
        panic!("{error}");
    };
    assert_eq!(unmasked.member, "images");
    unmasked.gap
}

#[test]
fn the_number_is_covered_whichever_view_was_read_and_is_painted() {
    for orientation in 1..=8 {
        for (read, painted) in [(false, false), (false, true), (true, false), (true, true)] {
            for says_size in [false, true] {
                let recognized = answer(orientation, read, says_size);
                let (width, height) = size(orientation, painted);
                let masking = recognized.masking_in(view(orientation, painted)).unwrap();
                let regions = masking.within(width, height).unwrap();
                let what = format!("{orientation} {read} {painted} {says_size}: {regions:?}");
                assert!(is_covered(&regions, orientation, painted), "{what}");
                // The size tells the views apart, where it differs.
                let is_known = orientation == 1 || (says_size && orientation > 4);
                assert_eq!(
                    masking.regions().count(),
                    if is_known { 1 } else { 2 },
                    "{what}"
                );
                // A picture that lies on its side is another one.
                assert_eq!(gap(&masking.within(height, width).unwrap_err()), Gap::Size);
            }
        }
    }
}

#[test]
fn a_picture_that_is_turned_has_no_mask_until_its_view_is_named() {
    for orientation in 1..=8 {
        let recognized = answer(orientation, true, false);
        assert_eq!(recognized.orientation().exif(), orientation);
        match recognized.masking() {
            Ok(masking) => {
                assert_eq!(orientation, 1);
                assert!(masking.within(WIDTH, HEIGHT).is_ok());
            }
            Err(error) => {
                assert_eq!(gap(&error), Gap::Turned);
                assert!(error.to_string().contains("marked as turned"), "{error}");
                assert_eq!(error.into_incomplete().regions().count(), 1);
            }
        }
        let as_read = recognized.masking_in(View::AsRead).unwrap();
        assert_eq!(as_read.regions().count(), 1);
    }
}

#[test]
fn a_number_that_was_not_read_is_said_besides() {
    let mut value = payload("samples/resident-card.json");
    *value.pointer_mut(&format!("{RESULT}/ic")).unwrap() = json!({});
    let recognized = response(&value).into_recognized().unwrap();
    let turned = recognized.of_picture(&photo(3));
    let gaps: Vec<Gap> = turned
        .masking()
        .unwrap_err()
        .unmasked()
        .iter()
        .map(|unmasked| unmasked.gap)
        .collect();
    assert_eq!(gaps, [Gap::NotRead, Gap::Turned]);
    let named = turned.masking_in(view(3, true)).unwrap_err();
    assert_eq!(named.unmasked()[0].gap, Gap::NotRead);
}

#[test]
fn a_page_has_no_mask_until_its_view_is_named() {
    let page = sample("from-pdf").into_recognized().unwrap();
    assert_eq!(gap(&page.masking().unwrap_err()), Gap::Converted);
    let info = page.converted_image_info().unwrap();
    assert_eq!((info.width, info.height), (Some(1654), Some(2339)));

    let masking = page.masking_in(View::AsRead).unwrap();
    assert_eq!(masking.within(1654, 2339).unwrap().len(), 2);
    for (width, height) in [(2339, 1654), (1654, 2340), (827, 1169), (0, 0)] {
        let error = masking.within(width, height).unwrap_err();
        assert_eq!(gap(&error), Gap::Size, "{width} x {height}");
    }
    let [drawn, other] = [(1654, 2339), (1240, 1754)]
        .map(|(width, height)| page.masking_in(View::Upright { width, height }));
    assert_eq!(drawn.unwrap().regions().count(), 2);
    assert_eq!(gap(&other.unwrap_err()), Gap::Size);

    // A page that the service says nothing of, by what was sent.
    for head in [&b"%PDF-1.4"[..], b"II*\0", b"MM\0*"] {
        let silent = sample("resident-card").into_recognized().unwrap();
        let silent = silent.of_picture(head);
        assert_eq!(gap(&silent.masking().unwrap_err()), Gap::Converted);
        let masking = silent.masking_in(View::AsRead).unwrap();
        assert_eq!(gap(&masking.scaled_to(800, 500).unwrap_err()), Gap::Size);
    }
}

#[test]
fn a_mask_is_scaled_outward_for_a_copy_of_the_same_shape() {
    let page = sample("from-pdf").into_recognized().unwrap();
    let masking = page.masking_in(View::AsRead).unwrap();
    for (width, height) in [
        (827, 1169),
        (828, 1170),
        (3308, 4678),
        (1000, 1414),
        (17, 24),
    ] {
        let scaled = masking.scaled_to(width, height).unwrap();
        assert!(scaled.within(1654, 2339).is_err());
        let regions = scaled.within(width, height).unwrap();
        for (one, of) in regions.iter().zip(masking.regions()) {
            let outside =
                |scaled: i64, to: u32, whole: i64, from: i64| scaled * from - whole * i64::from(to);
            assert!((-1653..=0).contains(&outside(one.left, width, of.left, 1654)));
            assert!((0..=1653).contains(&outside(one.right, width, of.right, 1654)));
            assert!((-2338..=0).contains(&outside(one.top, height, of.top, 2339)));
            assert!((0..=2338).contains(&outside(one.bottom, height, of.bottom, 2339)));
        }
    }
    for (width, height) in [(2339, 1654), (1654, 2000), (1, 2000), (0, 0)] {
        assert!(
            masking.scaled_to(width, height).is_err(),
            "{width} x {height}"
        );
    }
    // Of any other picture the size is not known.
    let photo = sample("resident-card").into_recognized().unwrap();
    assert!(photo.masking().unwrap().scaled_to(400, 250).is_err());
}

#[test]
fn what_was_recognised_gives_all_that_is_asked_for() {
    let sent = sample("from-pdf");
    let recognized = sent.clone().into_recognized().unwrap();
    assert_eq!(recognized.request_id(), sent.request_id);
    assert_eq!(
        recognized.redacted().to_string(),
        sent.redacted().to_string()
    );
    assert_eq!(recognized.response(), &sent);
    assert_eq!(
        (
            recognized.converted_image_info(),
            recognized.validation_result()
        ),
        (
            sent.images[0].converted_image_info.as_ref(),
            sent.images[0].validation_result.as_ref()
        )
    );
    assert_eq!(recognized.into_response(), sent);
}
