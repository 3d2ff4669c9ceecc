//! A photo that is turned upright before it is sent, by the feature `upright`.

use crate::listener::{Request, answering};
use clova_id_card::client::CallError;
use clova_id_card::client::blocking::Client;
use clova_id_card::client::{BuildError, Sent};
use clova_id_card::{BodyKind, Gap, Image, NotUpright, View};
use image::metadata::Orientation as Turn;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use std::io::Cursor;

/// Of the photo when it stands upright.
const SIZE: (u32, u32) = (64, 40);

/// What has to be covered in it: left, top, right and bottom. Whole blocks of JPEG, so that its
/// edges are sharp.
const NUMBER: (u32, u32, u32, u32) = (8, 16, 40, 24);

const RED: Rgb<u8> = Rgb([250, 0, 0]);

/// An answer in which the number is where it is in the upright photo.
fn answer() -> Vec<u8> {
    let (left, top, right, bottom) = NUMBER;
    let (right, bottom) = (right - 1, bottom - 1);
    format!(
        r#"{{"version":"V2","requestId":"1","timestamp":1,"images":[{{"uid":"1","name":"a",
        "inferResult":"SUCCESS","message":"SUCCESS","idCard":{{"result":{{"idtype":"ID Card","ic":
        {{"personalNum":[{{"text":"000013-0000000","maskingPolys":[{{"vertices":[
        {{"x":{left},"y":{top}}},{{"x":{right},"y":{top}}},{{"x":{right},"y":{bottom}}},
        {{"x":{left},"y":{bottom}}}]}}]}}]}}}}}}}}]}}"#
    )
    .into_bytes()
}

fn upright() -> DynamicImage {
    let (left, top, right, bottom) = NUMBER;
    let is_number = |x, y| (left..right).contains(&x) && (top..bottom).contains(&y);
    let colour = |x, y| {
        if is_number(x, y) {
            RED
        } else {
            Rgb([0, 0, 250])
        }
    };
    RgbImage::from_fn(SIZE.0, SIZE.1, colour).into()
}

/// The EXIF data that mark a photo as turned.
fn exif(orientation: u8) -> Vec<u8> {
    let mut exif = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    exif.extend([orientation, 0, 0, 0, 0, 0, 0, 0]);
    exif
}

/// The photo as a camera stores it that was held so, and its size.
fn stored(orientation: u8, format: ImageFormat) -> (Vec<u8>, (u32, u32)) {
    let inverse = [0, 1, 2, 3, 4, 5, 8, 7, 6][usize::from(orientation)];
    let mut pixels = upright();
    pixels.apply_orientation(Turn::from_exif(inverse).unwrap());
    let mut text = Cursor::new(Vec::new());
    pixels.write_to(&mut text, format).unwrap();
    let (text, exif) = (text.into_inner(), exif(orientation));
    let length = u8::try_from(exif.len()).unwrap();
    let photo = if format == ImageFormat::Jpeg {
        let segment = [b"\xFF\xE1\0", &[length + 8][..], b"Exif\0\0", &exif].concat();
        [&text[..2], &segment, &text[2..]].concat()
    } else {
        // Behind the signature and the first chunk; the checksum is looked at by decoders.
        let chunk = [b"eXIf", &exif[..]].concat();
        let checksum = crc(&chunk).to_be_bytes();
        let chunk = [&[0, 0, 0, length][..], &chunk, &checksum].concat();
        [&text[..33], &chunk, &text[33..]].concat()
    };
    (photo, (pixels.width(), pixels.height()))
}

fn crc(bytes: &[u8]) -> u32 {
    let crc = bytes.iter().fold(!0, |crc: u32, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ if crc & 1 == 1 { 0xEDB8_8320 } else { 0 }
        })
    });
    !crc
}

/// The file of a form.
fn file(request: &Request) -> &[u8] {
    let starts = [&b"\xFF\xD8\xFF"[..], b"\x89PNG"];
    let body = &request.body;
    let start =
        (0..body.len()).find(|at| starts.iter().any(|start| body[*at..].starts_with(start)));
    let end = body.len() - 4;
    let end = body[..end]
        .windows(4)
        .rposition(|bytes| bytes == b"\r\n--")
        .unwrap();
    &body[start.unwrap()..end]
}

fn is_red(pixels: &RgbImage, (x, y): (u32, u32)) -> bool {
    let Rgb([red, _, blue]) = pixels[(x, y)];
    red > blue
}

/// The pixels of the number: within a rectangle, and nowhere else.
fn assert_covered(pixels: &RgbImage, (left, top, right, bottom): (u32, u32, u32, u32)) {
    for (x, y, _) in pixels.enumerate_pixels() {
        let is_inside = (left..right).contains(&x) && (top..bottom).contains(&y);
        assert_eq!(is_red(pixels, (x, y)), is_inside, "{x}, {y}");
    }
}

#[test]
fn it_is_sent_upright_and_both_views_can_be_masked() {
    let (url, requests) = answering(200, "application/json", &answer());
    let client = Client::builder(&*url, "secret").build().unwrap();
    for format in [ImageFormat::Jpeg, ImageFormat::Png] {
        for orientation in 2..=8 {
            let (photo, (width, height)) = stored(orientation, format);
            let call = client.recognize(&*photo).upright();
            let recognized = call.send().unwrap().into_recognized().unwrap();
            let request = requests.recv().unwrap();
            let sent = image::load_from_memory_with_format(file(&request), format).unwrap();
            assert_eq!((sent.width(), sent.height()), SIZE);
            assert_covered(&sent.into_rgb8(), NUMBER);
            assert!(!clova_id_card::Orientation::of(file(&request)).is_turned());

            // The caller may have either view, and has to say which.
            assert_eq!(recognized.orientation().exif(), orientation);
            let error = recognized.masking().unwrap_err();
            assert_eq!(error.unmasked()[0].gap, Gap::Turned);
            let pixels = image::load_from_memory_with_format(&photo, format).unwrap();
            let views = [
                (View::Stored { width, height }, pixels.into_rgb8()),
                (
                    View::Upright {
                        width: SIZE.0,
                        height: SIZE.1,
                    },
                    upright().into_rgb8(),
                ),
            ];
            for (view, pixels) in views {
                let masking = recognized.masking_in(view).unwrap();
                let regions = masking.within(pixels.width(), pixels.height()).unwrap();
                let [region] = &regions[..] else {
                    panic!("{} regions", regions.len());
                };
                let side = |side: i64| u32::try_from(side).unwrap();
                let (left, top) = (side(region.left), side(region.top));
                assert_covered(
                    &pixels,
                    (left, top, side(region.right), side(region.bottom)),
                );
            }
        }
    }
}

#[test]
fn every_source_and_body_is_turned() {
    let (url, requests) = answering(200, "application/json", &answer());
    let client = Client::builder(&*url, "secret").build().unwrap();
    let (photo, _) = stored(6, ImageFormat::Jpeg);
    let length = u64::try_from(photo.len()).ok();
    for image in [
        Image::bytes(photo.clone()),
        Image::reader(Cursor::new(photo.clone()), length),
        Image::reader(Cursor::new(photo.clone()), None),
    ] {
        client.recognize(image).upright().send().unwrap();
        let sent = image::load_from_memory(file(&requests.recv().unwrap())).unwrap();
        assert_eq!((sent.width(), sent.height()), SIZE);
    }
    client
        .recognize(&*photo)
        .upright()
        .body(BodyKind::Json)
        .send()
        .unwrap();
    let body: serde_json::Value = serde_json::from_slice(&requests.recv().unwrap().body).unwrap();
    let data = body["images"][0]["data"].as_str().unwrap();
    let sent = base64::Engine::decode(&base64::engine::general_purpose::STANDARD, data).unwrap();
    assert_eq!(image::load_from_memory(&sent).unwrap().width(), SIZE.0);
}

#[test]
fn what_is_not_marked_as_turned_is_sent_as_it_is() {
    let (url, requests) = answering(200, "application/json", &answer());
    let client = Client::builder(&*url, "secret").build().unwrap();
    let (photo, _) = stored(1, ImageFormat::Jpeg);
    // A decoder would not take the second one.
    for photo in [&photo[..], b"\xFF\xD8\xFF\xDA\0\x02"] {
        let answer = client.recognize(photo).upright().send().unwrap();
        assert_eq!(file(&requests.recv().unwrap()), photo);
        assert!(answer.into_recognized().unwrap().masking().is_ok());
    }
    client.recognize(&b"%PDF-1.4"[..]).upright().send().unwrap();
}

#[test]
fn what_cannot_be_turned_is_not_sent() {
    let (url, requests) = answering(200, "application/json", &answer());
    let client = Client::builder(&*url, "secret").build().unwrap();
    let (photo, _) = stored(6, ImageFormat::Jpeg);
    let mut long = photo.clone();
    long.resize(50 * 1024 * 1024 + 1, 0);
    // 64,000 pixels in each direction.
    let mut wide = photo.clone();
    let size = wide
        .windows(2)
        .position(|bytes| bytes == b"\xFF\xC0")
        .unwrap()
        + 5;
    wide[size..size + 4].copy_from_slice(b"\xFA\0\xFA\0");
    for (photo, expected) in [
        (&photo[..60], NotUpright::Broken),
        (&long, NotUpright::TooLarge),
        (&wide, NotUpright::TooLarge),
    ] {
        let error = client.recognize(photo).upright().send().unwrap_err();
        assert_eq!(error.account().sent, Sent::No);
        let CallError::Build(BuildError::Refused(reason), _) = error else {
            panic!("{error}");
        };
        assert_eq!(reason.downcast_ref(), Some(&expected), "{reason}");
    }
    assert!(requests.try_recv().is_err());
}
