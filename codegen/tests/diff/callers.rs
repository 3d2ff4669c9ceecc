//! Writes programs that call an emitted crate: one for each public item, from the text of the crate, so
//! apart from what is tested.

mod item;
mod signature;

use codegen::Files;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

/// The features that the crates are built with.
pub(super) const FEATURES: [&str; 3] = ["client", "blocking", "validator"];

/// The other crates that the signatures of an emitted one name.
pub(super) const FOREIGN: [&str; 5] = ["serde", "serde_json", "bytes", "reqwest", "tokio"];

/// What all programs begin with.
pub(super) const HEAD: &str = "#![allow(dead_code, unused, deprecated)]\n\
    use api::{*, wire::*, operation::*, catalog::*};\nuse std::{fmt::{self, Debug, Display}, hash::Hash, \
    str::FromStr};\nuse serde::{Deserialize, Serialize};\n";

/// Programs that use the public items of a crate.
#[derive(Default, Clone)]
pub(super) struct Callers {
    /// By the path of an item.
    pub(super) programs: BTreeMap<String, String>,
    /// What has none: it is there with another feature alone.
    pub(super) omitted: BTreeSet<String>,
}

/// The public modules, by the folder or the file that is read into them.
const MODULES: [(&str, &str); 14] = [
    ("src/lib.rs", ""),
    ("src/catalog.rs", "catalog"),
    ("src/json_schema.rs", "json_schema"),
    ("src/operation.rs", "operation"),
    ("src/types/", "types"),
    ("src/client/blocking.rs", "client::blocking"),
    ("src/client/waiting.rs", "client::blocking"),
    ("src/client/", "client"),
    ("src/wire/catalog.rs", "wire::catalog"),
    ("src/wire/operation.rs", "wire::operation"),
    ("src/wire/validator/", "wire::validator"),
    ("src/wire/", "wire"),
    // What is in these is for the crate alone.
    ("src/validator/", "validator"),
    ("src/catalog/", "catalog"),
];

/// What a macro of the runtime makes, which no parser of its text sees.
const MADE_BY_A_MACRO: [&str; 2] = ["Personal", "Secret"];

/// A program for each public item.
pub(super) fn callers(files: &Files) -> Callers {
    let mut callers = Callers::default();
    for name in MADE_BY_A_MACRO {
        let path = format!("wire::{name}");
        for (function, takes, gives) in [
            ("new", "T", "TYPE<T>"),
            ("expose", "&TYPE<T>", "&T"),
            ("into_inner", "TYPE<T>", "T"),
        ] {
            let code = format!("fn it<T>(it: {takes}) -> {gives} {{ TYPE::{function}(it) }}");
            let code = code.replace("TYPE", &format!("api::{path}"));
            callers.programs.insert(format!("{path}::{function}"), code);
        }
    }
    for (name, text) in files.iter().filter(|(name, _)| name.starts_with("src/")) {
        let module = MODULES.iter().find(|(file, _)| name.starts_with(file));
        let (_, module) = module.unwrap_or_else(|| panic!("{name} is of no module"));
        let of_file = of_file(module, text);
        callers.programs.extend(of_file.programs);
        callers.omitted.extend(of_file.omitted);
    }
    callers
}

/// Those of a file; the same one is in many crates.
fn of_file(module: &str, text: &str) -> Callers {
    static KNOWN: Mutex<BTreeMap<(String, String), Callers>> = Mutex::new(BTreeMap::new());
    let key = (module.to_owned(), text.to_owned());
    let mut known = KNOWN.lock().unwrap();
    known
        .entry(key)
        .or_insert_with(|| item::file(module, &syn::parse_file(text).unwrap()))
        .clone()
}
