//! The page: it loads nothing, and draws what the service says of a card.

use super::{bytes, judge};
use idcard_report::{Digest, Drawing, Form, Options, Picture, Settings, create};
use std::sync::Arc;

fn page(names: &[&str], picture: Option<Picture>) -> String {
    let judge = judge();
    let mut digest = Digest::new(Arc::new(Settings {
        drawings: 2,
        ..Settings::default()
    }));
    for name in names {
        digest.draw(|| (*name).into(), &bytes(name));
        digest.judged(judge.judge(*name, bytes(name), None));
    }
    let mut out = Vec::new();
    {
        let options = Options {
            picture,
            ..Options::default()
        };
        let mut report = create(Form::Html, &mut out, options);
        digest.drain_into(report.as_mut()).unwrap();
        report.finish(&digest).unwrap();
    }
    String::from_utf8(out).unwrap()
}

const CARDS: [&str; 3] = [
    "samples/passport.json",
    "samples/resident-card.json",
    "samples/driver-license.json",
];

#[test]
fn it_loads_nothing_and_runs_one_script() {
    let page = page(&CARDS, None);
    for loading in [
        "http:", "https:", "src=", "@import", "url(", "<link", "<iframe", "<object", " on",
        "fetch", "import",
    ] {
        let found = page.match_indices(loading).next();
        let found = found.map(|(at, _)| page[at.saturating_sub(40)..].chars().take(80).collect());
        // The one word that begins so, in a sentence.
        let found = found.filter(|text: &String| loading != " on" || text.contains("on="));
        assert_eq!(found, None::<String>, "{loading}");
    }
    assert_eq!(page.matches("<script").count(), 1);
    let policy = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ";
    assert!(page.contains(policy));
}

/// As many outlines as the payload has, of no more cards than are asked for.
#[test]
fn every_outline_of_a_card_is_drawn() {
    let page = page(&CARDS, None);
    assert_eq!(page.matches("<svg ").count(), 2);
    let expected: usize = CARDS[..2].iter().map(|name| polygons(name)).sum();
    assert!(expected > 20);
    assert_eq!(page.matches("<polygon ").count(), expected);
}

fn polygons(name: &str) -> usize {
    let payload: serde_json::Value = serde_json::from_slice(&bytes(name)).unwrap();
    let result = &payload["images"][0]["idCard"]["result"];
    let card = ["ic", "dl", "pp", "ac"]
        .iter()
        .find_map(|kind| result.get(kind));
    let fields = card.unwrap().as_object().unwrap().values();
    let fields = fields.flat_map(|fields| fields.as_array().unwrap());
    fields
        .flat_map(|field| [&field["boundingPolys"], &field["maskingPolys"]])
        .map(|polygons| polygons.as_array().map_or(0, Vec::len))
        .sum()
}

/// Neither a text nor a key of the payload, only coordinates and names of the spec.
#[test]
fn a_drawing_has_no_text_of_the_payload() {
    let payload = r#"{"images": [{"idCard": {"result": {"canary 1": {}, "ic": {
        "canary 2": [{"boundingPolys": [{"vertices": [{"x": 1, "y": 1}, {"x": 2, "y": 1}, {"x": 2, "y": 2}]}]}],
        "name": [{"text": "canary 3", "boundingPolys": [
            {"vertices": [{"x": 1, "y": 1, "canary": 1}, {"x": 9, "y": 1}, {"x": 9, "y": 5}]},
            {"vertices": [{"x": "canary", "y": 1}, {"x": 1e9, "y": 1}, {"x": 2, "y": 2}]}
        ]}]}}}}]}"#;
    let drawing = Drawing::of(|| "payload".into(), payload.as_bytes()).unwrap();
    assert!(!format!("{drawing:?}").contains("canary"), "{drawing:?}");
    assert_eq!(drawing.readings.len(), 1);
    assert_eq!(drawing.readings[0].member, "name");
    assert!(drawing.masks.is_empty());
}

#[test]
fn what_has_no_card_is_not_drawn() {
    for text in [
        "",
        "{",
        "[]",
        "{}",
        r#"{"images": 3}"#,
        r#"{"images": [{"idCard": {"result": {}}}]}"#,
    ] {
        assert_eq!(
            Drawing::of(|| "payload".into(), text.as_bytes()),
            None,
            "{text}"
        );
    }
    for name in [
        "samples/failure.json",
        "samples/error.json",
        "samples/request.json",
    ] {
        assert_eq!(
            Drawing::of(|| "payload".into(), &bytes(name)),
            None,
            "{name}"
        );
    }
}

/// The picture is under the first drawing, at its own size.
#[test]
fn a_picture_is_embedded_once() {
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
    png.extend([0, 0, 4, 0, 0, 0, 2, 0x80]);
    let page = page(&CARDS, Picture::of(png));
    assert_eq!(page.matches("<image ").count(), 1);
    assert!(page.contains("href=\"data:image/png;base64,"), "{page}");
    assert!(page.contains("width=\"1024\" height=\"640\""));
}
