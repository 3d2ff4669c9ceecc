//! Judges every vector of `generated/vectors` as its index says: the verdict, the keyword and the place
//! of the fault, by the judge, by `jsonschema` under both drafts, and by the emitted validator.

use clova_id_card::catalog::ROOTS;
use clova_id_card::wire::validator::{Answer, Validator};
use idcard_judge::{Judge, Values, Verdict};
use jsonschema::paths::LocationSegment;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

const GENERATED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../generated");

struct Vector {
    root: String,
    /// As it is written.
    text: String,
    /// The keyword and the pointer.
    fault: Option<(String, String)>,
    beyond_double: bool,
}

impl Vector {
    fn name(&self) -> String {
        format!("{}: {}", self.root, self.text)
    }
}

fn read(path: &str) -> String {
    fs::read_to_string(format!("{GENERATED}/{path}")).unwrap()
}

/// Every document stands in a line of its own.
fn lines(file: &str) -> Vec<String> {
    let text = read(&format!("vectors/{file}"));
    let whole: Value = serde_json::from_str(&text).unwrap();
    let all = text
        .lines()
        .skip_while(|line| !line.contains("\"documents\""));
    let documents = all.skip(1).take_while(|line| *line != "  ]");
    let documents = documents.map(|line| line.strip_suffix(',').unwrap_or(line).to_owned());
    let documents: Vec<String> = documents.collect();
    assert_eq!(
        documents.len(),
        whole["documents"].as_array().unwrap().len()
    );
    documents
}

fn vectors() -> Vec<Vector> {
    let index: Value = serde_json::from_str(&read("vectors/index.json")).unwrap();
    let mut files: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut told: BTreeSet<(String, u64)> = BTreeSet::new();
    let mut vectors = Vec::new();
    for entry in index["vectors"].as_array().unwrap() {
        let text = |key: &str| entry[key].as_str().map(ToOwned::to_owned);
        let file = text("file").unwrap();
        let number = entry["number"].as_u64().unwrap();
        let documents = files.entry(file.clone()).or_insert_with(|| lines(&file));
        let fault = text("keyword").map(|keyword| (keyword, text("pointer").unwrap()));
        assert_eq!(entry["valid"], fault.is_none());
        vectors.push(Vector {
            root: text("root").unwrap(),
            text: documents[usize::try_from(number).unwrap()].clone(),
            fault,
            beyond_double: text("beyond").is_some(),
        });
        assert!(told.insert((file, number)), "told twice");
    }
    assert_eq!(told.len(), files.values().map(Vec::len).sum::<usize>());
    let roots: BTreeSet<&str> = vectors.iter().map(|vector| vector.root.as_str()).collect();
    let known: BTreeSet<&str> = ROOTS.iter().map(|root| root.name).collect();
    assert_eq!(roots, known);
    vectors
}

#[test]
fn the_judge_finds_the_fault_and_nothing_else() {
    let judge = Judge::new(ROOTS, Values::Shown).unwrap();
    for vector in vectors() {
        let document = judge.document(&vector.root);
        let judgement = judge.judge("vector", vector.text.clone().into_bytes(), document);
        let faults = judgement.findings.iter();
        let faults = faults.filter(|finding| finding.rule.verdict() == Verdict::Invalid);
        let faults = faults.map(|it| (it.rule.as_str().to_owned(), it.pointer.clone()));
        let faults: Vec<_> = faults.collect();
        let expected: Vec<_> = vector.fault.clone().into_iter().collect();
        // Of a choice the judge says what the likelier branch has against it.
        let of_choice = expected.iter().any(|(keyword, _)| keyword == "oneOf");
        assert!(
            faults == expected || of_choice,
            "{}: {faults:?}",
            vector.name()
        );
        let is_invalid = judgement.verdict == Verdict::Invalid;
        assert_eq!(is_invalid, vector.fault.is_some(), "{}", vector.name());
    }
}

#[test]
fn jsonschema_finds_the_fault_under_both_drafts() {
    for draft in ["2020-12", "draft-07"] {
        let mut judged = 0;
        let vectors = vectors();
        for root in ROOTS {
            let schema = read(&format!("json-schema/{draft}/{}.json", root.name));
            let schema: Value = serde_json::from_str(&schema).unwrap();
            let validator = jsonschema::validator_for(&schema).unwrap();
            let own = vectors.iter().filter(|vector| vector.root == root.name);
            for vector in own.filter(|vector| !vector.beyond_double) {
                let document: Value = serde_json::from_str(&vector.text).unwrap();
                let faults = validator.iter_errors(&document).map(|error| {
                    let path: Vec<_> = error.schema_path().segments().collect();
                    let keyword = match path.last() {
                        Some(LocationSegment::Property(keyword)) => keyword.to_string(),
                        other => panic!("{other:?} is no keyword"),
                    };
                    (keyword, error.instance_path().to_string())
                });
                let expected: Vec<_> = vector.fault.clone().into_iter().collect();
                assert_eq!(faults.collect::<Vec<_>>(), expected, "{}", vector.name());
                judged += 1;
            }
        }
        assert!(judged > 500, "{judged}");
    }
}

/// What the judge has something to say on it leaves to that, and so a number with an exponent, or an
/// integer with a fraction.
#[test]
fn the_emitted_validator_proves_the_valid_ones_and_no_other() {
    let judge = Judge::new(ROOTS, Values::Shown).unwrap();
    let odd = ["1e2", "5E-1", "1.0", "-0.0"].map(|number| format!(":{number}"));
    let mut proofs = 0;
    for vector in vectors() {
        let root = ROOTS.iter().find(|root| root.name == vector.root).unwrap();
        let proven = Validator::new(root).check(&vector.text) != Answer::Undecided;
        assert!(!proven || vector.fault.is_none(), "{}", vector.name());
        let document = judge.document(&vector.root);
        let judgement = judge.judge("vector", vector.text.clone().into_bytes(), document);
        let is_odd = odd.iter().any(|number| vector.text.contains(number));
        assert!(
            proven || is_odd || !judgement.findings.is_empty(),
            "{}",
            vector.name()
        );
        proofs += usize::from(proven);
    }
    assert!(proofs > 50, "{proofs}");
}

/// A resident number has thirteen digits, of which no string here has six.
#[test]
fn no_vector_holds_a_number_of_anybody() {
    fn strings(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::String(text) => found.push(text.clone()),
            Value::Array(items) => items.iter().for_each(|item| strings(item, found)),
            Value::Object(members) => members.values().for_each(|item| strings(item, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    for vector in vectors() {
        strings(&serde_json::from_str(&vector.text).unwrap(), &mut found);
    }
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).count();
    assert!(found.len() > 500);
    assert!(found.iter().all(|text| digits(text) < 6), "{found:?}");
}
