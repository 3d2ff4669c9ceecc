//! Writes a caller for the crate of a document: Rust that calls each of its operations, and the document
//! as JSON for the service.
//!
//! ```text
//! callers DOCUMENT CRATE_FOLDER PACKAGE OUT
//! ```
//!
//! What is called what, the generator's own account of the API says; which types its methods take, the
//! crate itself. Exit 1 when the crate has not what that account says.

mod body;
mod crate_;
mod write;

use codegen::source::{Format, Source};
use codegen::{Options, compile};
use crate_::Crate;
use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("callers: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [document, folder, package, out] = &arguments[..] else {
        return Err("DOCUMENT CRATE_FOLDER PACKAGE OUT are needed".into());
    };
    let bytes = fs::read(document).map_err(|error| format!("{document}: {error}"))?;
    let source = Source::from_bytes(&**document, bytes).0;
    let options = Options {
        package: package.clone(),
        source_name: document.clone(),
        partial: true,
        ..Options::default()
    };
    let api = compile(&source, &options)
        .api
        .ok_or("the document has errors")?;
    let tree = source.parse(Format::of(document, source.text()));
    let root = tree.root.ok_or("the document is empty")?.to_json();
    let found = Crate::read(Path::new(folder))?;
    let code = write::caller(&api, &found, &package.replace('-', "_"))?;
    let out = Path::new(out);
    let save = |ending: &str, text: &str| {
        let path = out.with_extension(ending);
        fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))
    };
    save("rs", &code)?;
    save("json", &root.to_string())
}
