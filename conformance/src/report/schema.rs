//! The JSON Schemas of the reports for programs.
//!
//! It stands apart because it is derived: [`super::shape`] says what is in a report, and whoever
//! reads one with a program takes it from here.

use super::shape::{Line, Whole};
use schemars::Schema;
use schemars::generate::SchemaSettings;

/// What a schema is printed of, and the schema.
pub type Named = (&'static str, fn() -> String);

/// The reports that have a schema: the JSON document, and a line of the streamed one.
pub const SCHEMAS: [Named; 2] = [("report", report), ("report-line", report_line)];

fn report() -> String {
    printed(generated::<Whole<'_>>())
}

fn report_line() -> String {
    printed(generated::<Line<'_>>())
}

/// Of what is written, not of what would be read: members that are always there are required.
fn generated<T: schemars::JsonSchema>() -> Schema {
    SchemaSettings::draft2020_12()
        .for_serialize()
        .into_generator()
        .into_root_schema_for::<T>()
}

fn printed(schema: Schema) -> String {
    // A schema is a value of JSON, which can always be written.
    format!("{:#}\n", schema.to_value())
}
