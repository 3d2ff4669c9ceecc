//! A picture that is marked as turned: sent as it is, and not masked before its view is named.

use crate::listener::answering;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use clova_id_card::client::blocking::Client;
use clova_id_card::{BodyKind, Gap, Image, View};
use std::io::Cursor;

const SUCCESS: &[u8] = include_bytes!("../../payloads/samples/resident-card.json");

/// A photo of 100 kB that has to be turned to the right.
fn photo() -> Vec<u8> {
    let colours = [&b"\xFF\xE2\x40\0"[..], &[9; 0x3FFE]].concat();
    let exif = b"\xFF\xE1\0\x22Exif\0\0II*\0\x08\0\0\0\x01\0\
                 \x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
    let mut photo = [b"\xFF\xD8", &colours[..], exif, b"\xFF\xDA\0\x02"].concat();
    photo.resize(100_000, 7);
    photo
}

#[test]
fn it_goes_out_unchanged_and_is_masked_in_a_view() {
    let (url, requests) = answering(200, "application/json", SUCCESS);
    let client = Client::builder(&*url, "secret").build().unwrap();
    let photo = photo();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("card.jpg");
    std::fs::write(&path, &photo).unwrap();
    let length = u64::try_from(photo.len()).ok();
    let images = || {
        [
            Image::bytes(photo.clone()),
            Image::path(&path),
            Image::reader(Cursor::new(photo.clone()), length),
        ]
    };
    for body in [BodyKind::Multipart, BodyKind::Json] {
        for image in images() {
            let answer = client.recognize(image).body(body).send().unwrap();
            let sent = requests.recv().unwrap().body;
            let expected = match body {
                BodyKind::Json => STANDARD.encode(&photo).into_bytes(),
                _ => photo.clone(),
            };
            let mut windows = sent.windows(expected.len());
            assert!(windows.any(|window| window == expected), "{body:?}");

            let recognized = answer.into_recognized().unwrap();
            assert_eq!(recognized.orientation().exif(), 6);
            let error = recognized.masking().unwrap_err();
            assert_eq!(error.unmasked()[0].gap, Gap::Turned);
            let (width, height) = (500, 800);
            let masking = recognized.masking_in(View::Upright { width, height });
            // Two of the view that the service may have read, and the same two turned.
            assert_eq!(masking.unwrap().within(width, height).unwrap().len(), 4);
        }
    }
}

#[test]
fn a_page_is_not_masked_before_its_view_is_named_though_the_answer_says_nothing() {
    let (url, _requests) = answering(200, "application/json", SUCCESS);
    let client = Client::builder(&*url, "secret").build().unwrap();
    let answer = client.recognize(&b"%PDF-1.4"[..]).send().unwrap();
    let recognized = answer.into_recognized().unwrap();
    let error = recognized.masking().unwrap_err();
    assert_eq!(error.unmasked()[0].gap, Gap::Converted);
    assert!(recognized.masking_in(View::AsRead).is_ok());

    let answer = client.recognize(&b"\x89PNG\r\n\x1A\n"[..]).send().unwrap();
    assert!(answer.into_recognized().unwrap().masking().is_ok());
}
