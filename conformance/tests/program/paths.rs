//! `--pointer`, `--json-string`, `--base64` and `--or`, in every combination that a record of a log asks
//! for: how many payloads there are, and how many places had none.

use crate::process::{code, given, idcard};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use std::fs;
use std::process::Output;

fn sample(name: &str) -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/payloads/samples");
    fs::read_to_string(format!("{folder}/{name}.json")).unwrap()
}

fn validated(records: &[Value], steps: &[&str]) -> Output {
    let lines: Vec<String> = records.iter().map(Value::to_string).collect();
    let mut command = idcard();
    command
        .args(["validate", "-", "--report", "json"])
        .args(steps);
    given(&mut command, lines.join("\n").as_bytes())
}

/// Right payloads of one report, by document, and what was passed over.
fn counted(output: &Output) -> (u64, u64, u64) {
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let of = |name: &str| report["documents"][name].as_u64().unwrap_or_default();
    let asides = report["asides"].as_object().unwrap().values();
    let asides = asides.map(|count| count.as_u64().unwrap()).sum();
    assert_eq!(report["counts"]["invalid"], 0, "{report:#}");
    assert_eq!(report["counts"]["failed"], 0, "{report:#}");
    (of("request"), of("response"), asides)
}

#[test]
fn a_path_leads_to_the_payloads_of_each_record() {
    let (request, response) = (sample("request"), sample("passport"));
    let asked: Value = serde_json::from_str(&request).unwrap();
    let answered: Value = serde_json::from_str(&response).unwrap();
    let encoded = STANDARD.encode(&response);
    let hits = json!({"hits": {"hits": [
        {"_source": {"body": response}}, {"_source": {"body": null}}, {"_source": {"body": ""}},
        {"_source": {}}, {"_source": {"body": answered}},
    ]}});
    let record = json!({"req": asked, "res": response});
    let members = json!({"by": {"a": {"r": answered}, "b/c": {"r": answered}}});
    let listed = json!({"all": [answered, answered, answered]});
    let nested = json!({"data": STANDARD.encode(json!({"res": response}).to_string())});
    let compressed =
        json!({"body": STANDARD.encode(zstd::encode_all(response.as_bytes(), 3).unwrap())});
    for (record, steps, expected) in [
        (&record, "--pointer /req", (1, 0, 0)),
        (&record, "--pointer /res --json-string", (0, 1, 0)),
        (
            &record,
            "--pointer /req --or --pointer /res --json-string",
            (1, 1, 0),
        ),
        // An object that is there already is taken as it is.
        (&record, "--pointer /* --json-string", (1, 1, 0)),
        (&record, "--pointer /gone --or --pointer /req", (1, 0, 1)),
        (
            &hits,
            "--pointer /hits/hits/*/_source/body --json-string",
            (0, 2, 3),
        ),
        (&members, "--pointer /by/*/r", (0, 2, 0)),
        (&members, "--pointer /by/b~1c/r", (0, 1, 0)),
        (
            &members,
            "--pointer /by --pointer /a --pointer /r",
            (0, 1, 0),
        ),
        (&listed, "--pointer /all", (0, 3, 0)),
        (&listed, "--pointer /all/*", (0, 3, 0)),
        (&listed, "--pointer /all/1", (0, 1, 0)),
        (&listed, "--pointer /all/0 --or --pointer /all/2", (0, 2, 0)),
        (
            &json!({"body": encoded}),
            "--pointer /body --base64",
            (0, 1, 0),
        ),
        (&compressed, "--pointer /body --base64", (0, 1, 0)),
        (
            &nested,
            "--pointer /data --base64 --pointer /res --json-string",
            (0, 1, 0),
        ),
    ] {
        let steps: Vec<&str> = steps.split(' ').collect();
        // Several records are lines, and each is taken apart alike.
        for times in [1, 3] {
            let records = vec![record.clone(); times];
            let output = validated(&records, &steps);
            let times = u64::try_from(times).unwrap();
            let (asked, answered, asides) = expected;
            let expected = (asked * times, answered * times, asides * times);
            assert_eq!(counted(&output), expected, "{times} {steps:?}");
            assert_eq!(code(&output), 0, "{times} {steps:?}");
        }
    }
}

#[test]
fn where_no_path_leads_to_a_payload_nothing_is_green() {
    let output = validated(&[json!({"a": 1}), json!({"b": null})], &["--pointer", "/b"]);
    assert_eq!(code(&output), 3);
}

#[test]
fn a_path_that_is_none_is_a_matter_of_usage() {
    for steps in [
        &["--or", "--pointer", "/a"][..],
        &["--pointer", "/a", "--or"],
        &["--pointer", "/a", "--or", "--or", "--pointer", "/b"],
        &["--pointer", "a"],
        &["--pointer", "/a~2"],
    ] {
        let output = validated(&[json!({})], steps);
        assert_eq!(code(&output), 2, "{steps:?}");
        assert!(output.stdout.is_empty(), "{steps:?}");
    }
}
