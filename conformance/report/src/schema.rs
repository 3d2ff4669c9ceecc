//! Prints the JSON Schemas of the reports for programs, derived from [`super::shape`].

use super::shape::{Line, Whole};
use schemars::Schema;
use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;

/// A name, and what makes the text of a schema.
pub type Named = (&'static str, fn() -> String);

/// The reports that have a schema, by name, and the text of it: the JSON document, and a line of the
/// streamed one.
pub const SCHEMAS: [Named; 2] = [("report", report), ("report-line", report_line)];

fn report() -> String {
    printed(generated::<Whole<'_>>())
}

fn report_line() -> String {
    printed(generated::<Line<'_>>())
}

/// Of what is written, not of what would be read: members that are always there are required.
fn generated<T: schemars::JsonSchema>() -> Schema {
    // Strict readers refuse formats that they do not know, as `uint64` is one.
    let without_format = RecursiveTransform(|schema: &mut Schema| {
        schema.remove("format");
    });
    SchemaSettings::draft2020_12()
        .for_serialize()
        .with_transform(without_format)
        .into_generator()
        .into_root_schema_for::<T>()
}

fn printed(schema: Schema) -> String {
    // A schema is a value of JSON, which can always be written.
    format!("{:#}\n", schema.to_value())
}
