//! Writes test vectors: for each document that travels, some that its schema takes, at the edges of
//! what it takes, and some with one fault each, with an index that says which are which.
//!
//! ```text
//! schema ── a schema, where it stands
//! document ─ a value of JSON, with every digit
//! sample ── a schema → values that it takes
//! change ── a schema → documents, changed at every place
//! verdict ─ a schema, a document → what it has against it
//! ```
//!
//! What a document is called is not taken from how it was made: each is judged, and one with several
//! faults is dropped. Nothing in them is anybody's: the strings are these modules' own, or stand in
//! the schema.

mod change;
mod document;
mod sample;
mod schema;
mod verdict;

use crate::Files;
use crate::shape::Losses;
use document::Document;
use schema::Schema;
use serde_json::{Value as Json, json};
use std::collections::BTreeSet;
use verdict::{Fault, NotJudged};

/// Where the choice of strings and types begins. Another number gives other vectors.
const SEED: u64 = 1;

/// The vectors of the schemas, each by the name of its document: a file for each, with a document
/// a line, and the index of all.
pub(super) fn files(schemas: &[(String, Json)], comment: &str, losses: &mut Losses) -> Files {
    let mut files = Files::new();
    let mut index = Vec::new();
    for (name, schema) in schemas {
        let vectors = vectors(name, schema, losses);
        if vectors.is_empty() {
            losses.add(format!("no document of {name} could be made"));
            continue;
        }
        let file = format!("{name}.json");
        let entries = vectors.iter().enumerate();
        let entries = entries.map(|(number, vector)| entry(&file, number, name, vector));
        index.extend(entries.map(|entry| entry.to_string()));
        let documents = vectors.iter().map(|vector| vector.document.to_string());
        let documents: Vec<String> = documents.collect();
        files.insert(file, list(comment, "documents", &documents));
    }
    if !index.is_empty() {
        files.insert("index.json".into(), list(comment, "vectors", &index));
    }
    files
}

/// An object with a list, each of its items in a line of its own.
fn list(comment: &str, name: &str, items: &[String]) -> String {
    let comment = Json::from(comment);
    let items = items.join(",\n");
    format!("{{\n  \"$comment\": {comment},\n  \"{name}\": [\n{items}\n  ]\n}}\n")
}

struct Vector {
    document: Document,
    fault: Option<Fault>,
}

/// Those that are valid come first.
fn vectors(name: &str, json: &Json, losses: &mut Losses) -> Vec<Vector> {
    let schema = Schema::whole(json);
    let documents = change::documents(schema, SEED);
    if documents.len() >= change::MOST {
        losses.add(format!("{name} has more places than vectors are made of"));
    }
    let mut known = BTreeSet::new();
    let (mut valid, mut invalid) = (Vec::new(), Vec::new());
    for document in documents {
        if !known.insert(document.to_string()) {
            continue;
        }
        match verdict::faults(schema, &document) {
            Ok(faults) if faults.is_empty() => valid.push(Vector {
                document,
                fault: None,
            }),
            Ok(mut faults) if faults.len() == 1 => invalid.push(Vector {
                document,
                fault: faults.pop(),
            }),
            Ok(_) => {}
            Err(NotJudged(what)) => losses.add(format!("no vectors are made where {what} stands")),
        }
    }
    valid.append(&mut invalid);
    valid
}

fn entry(file: &str, number: usize, root: &str, vector: &Vector) -> Json {
    let mut entry = json!({"file": file, "number": number, "root": root});
    entry["valid"] = json!(vector.fault.is_none());
    if let Some(fault) = &vector.fault {
        entry["keyword"] = json!(fault.keyword);
        entry["pointer"] = json!(fault.pointer);
    }
    if vector.document.is_beyond_double() {
        entry["beyond"] = json!("double");
    }
    entry
}

#[cfg(test)]
mod tests;
