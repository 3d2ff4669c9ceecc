//! Prints a JSON Schema, of a payload or of a report: `idcard schema`.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clova_id_card::catalog::ROOTS;
use idcard_report::SCHEMAS;
use std::io::{self, Write};

/// Arguments of `idcard schema`.
#[derive(clap::Args)]
pub(crate) struct Schema {
    /// Which document.
    #[arg(value_parser = document())]
    name: String,
}

fn document() -> impl TypedValueParser<Value = String> {
    let documents = ROOTS.iter().map(|root| root.name);
    let names = documents.chain(SCHEMAS.iter().map(|(name, _)| *name));
    PossibleValuesParser::new(names.map(PossibleValue::new))
}

pub(crate) fn run(args: &Schema, mut out: impl Write) -> io::Result<u8> {
    for root in ROOTS.iter().filter(|root| root.name == args.name) {
        out.write_all(root.schema.as_bytes())?;
    }
    for (_, schema) in SCHEMAS.iter().filter(|(name, _)| *name == args.name) {
        out.write_all(schema().as_bytes())?;
    }
    Ok(0)
}
