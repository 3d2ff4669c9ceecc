//! What payloads show that the spec does not say: how it is proposed, that what is proposed can be
//! pasted, that payloads may be dealt out in any way, and that none of their values is in it.

mod bounds;
mod canary;
mod command;
mod pasted;

use clova_id_card::catalog::ROOTS;
use idcard::conform::samples;
use idcard::observe::{Observations, observe, write_json, write_text, write_yaml};
use idcard_judge::{Judge, Values};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

const PAYLOADS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/payloads");

static JUDGE: LazyLock<Judge> = LazyLock::new(|| Judge::new(ROOTS, Values::Hidden).unwrap());

fn seen<'p>(payloads: impl IntoIterator<Item = &'p Value>) -> Observations {
    let mut sum = Observations::default();
    for payload in payloads {
        sum += observe(&JUDGE, payload.to_string().as_bytes(), None);
    }
    sum
}

/// As text, as YAML and as JSON.
fn reports(observations: &Observations) -> [String; 3] {
    let (mut text, mut yaml, mut json) = (Vec::new(), Vec::new(), Vec::new());
    write_text(observations, &mut text).unwrap();
    write_yaml(observations, &mut yaml).unwrap();
    write_json(observations, &mut json).unwrap();
    [text, yaml, json].map(|report| String::from_utf8(report).unwrap())
}

fn sample(name: &str) -> Value {
    serde_json::from_slice(&fs::read(Path::new(PAYLOADS).join(name)).unwrap()).unwrap()
}

/// A dozen answers by a service that has moved on.
fn later() -> Vec<Value> {
    let card = sample("samples/resident-card.json");
    let later = (0..12).map(|at| {
        let mut answer = card.clone();
        answer["traceName"] = json!("x");
        answer["null"] = json!(null);
        answer["count"] = if at % 3 == 0 { json!(1.5) } else { json!(7) };
        answer["images"][0]["quality"] = json!({
            "text": "good",
            "score": 0.5,
            "glare": [{"x": 1, "why": "a", "010-1234-5678": 1}, {"x": 2, "why": null}],
            "none": [],
        });
        answer["images"][0]["idCard"]["result"]["tags"] = json!(["a", "b"]);
        if at == 3 {
            answer["images"][0]["uid"] = json!(17);
            answer["images"][0]["message"] = json!(null);
            answer["images"][0]["idCard"]["result"]["rois"] = json!({});
            answer["images"][0]["mixed"] = json!("a");
        }
        if at == 4 {
            answer["timestamp"] = json!(17.5);
            answer["images"][0]["mixed"] = json!(1);
            answer["images"][0]["inferResult"] = json!("PARTIAL");
            answer["images"][0]["홍길동"] = json!(1);
        }
        if at == 5 {
            answer["images"][0]["inferResult"] = json!("홍 길동");
        }
        answer
    });
    later.collect()
}

#[test]
fn what_is_proposed() {
    let mut payloads = later();
    payloads.push(json!({"nothing": "of this API"}));
    payloads.push(json!([1]));
    let mut observations = seen(&payloads);
    observations += observe(&JUDGE, b"{\"version\":", None);
    let [text, yaml, json] = reports(&observations);
    insta::assert_snapshot!("text", text);
    insta::assert_snapshot!("yaml", yaml);
    insta::assert_snapshot!("json", json);
}

/// The spec and the samples agree on what there is.
#[test]
fn the_samples_show_nothing_that_the_spec_does_not_say() {
    for sample in samples(Path::new(PAYLOADS)).unwrap() {
        if !sample.name.starts_with("samples/") {
            continue;
        }
        let observations = observe(&JUDGE, &sample.bytes, None);
        assert_eq!(observations.payloads(), 1, "{}", sample.name);
        let [text, ..] = reports(&observations);
        assert!(
            text.ends_with("\nnothing that the spec does not say\n"),
            "{}: {text}",
            sample.name
        );
    }
}

fn corpus() -> Vec<Value> {
    let samples = samples(Path::new(PAYLOADS)).unwrap().into_iter();
    let values = samples.filter_map(|sample| serde_json::from_slice(&sample.bytes).ok());
    let mut corpus: Vec<Value> = values.collect();
    corpus.extend(later());
    assert!(corpus.len() > 60);
    corpus
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn payloads_may_be_dealt_out_in_any_way(
        dealt in prop::collection::vec((prop::sample::select(corpus()), 0_usize..5), 0..30),
    ) {
        let expected = seen(dealt.iter().map(|(payload, _)| payload));
        let mut sum = Observations::default();
        for part in (0..5).rev() {
            let payloads = dealt.iter().rev().filter(|(_, of)| *of == part);
            sum += seen(payloads.map(|(payload, _)| payload));
        }
        prop_assert_eq!(&sum, &expected);
        prop_assert_eq!(reports(&sum), reports(&expected));
    }

    /// Any JSON in the place of any member.
    #[test]
    fn whatever_comes_it_is_counted(
        key in "[a-z]{1,4}|images|result|\\PC{0,5}",
        text in "\\PC{0,10}",
        number in any::<f64>(),
    ) {
        for value in [json!(text), json!(number), json!({&key: {&key: [text]}}), json!([[null]])] {
            let payload = json!({"code": value, &key: value});
            let observations = seen([&payload]);
            prop_assert_eq!(observations.payloads() + observations.strange, 1);
            reports(&observations);
        }
    }
}
