//! Each line is at a place that somebody wrote, whatever a document becomes before it is compared.

use super::{BASE, side};
use codegen::diff::report::{Form, Report};
use codegen::diff::{Side, compare};
use codegen::source::Source;

/// A document that refers to a member, to a definition inside of a schema, and to a file.
const DOCUMENT: &str = r##"openapi: 3.1.1
info: { title: Pets, version: "1" }
paths:
  /pets:
    post:
      operationId: add
      requestBody:
        required: true
        content:
          application/json: { schema: { $ref: "#/components/schemas/Pet" } }
      responses: { "204": { description: Done. } }
components:
  schemas:
    Pet:
      type: object
      required: [name]
      properties:
        name: { type: string, maxLength: 20 }
        other: { $ref: "#/components/schemas/Pet/properties/name" }
        size: { $ref: "sizes.yaml#/Size" }
        coat: { $ref: "#/components/schemas/Pet/$defs/Coat" }
      $defs:
        Coat: { type: object, properties: { hairs: { type: integer, maximum: 9 } } }
"##;
const SIZES: &str =
    "# Of pets.\nSize:\n  type: object\n  properties:\n    high: { type: integer, maximum: 9 }\n";

fn with_file(document: &str, sizes: &str) -> Side {
    let mut source = Source::new("api/pets.yaml", document);
    source.put_beside("sizes.yaml", Ok(Source::new("api/sizes.yaml", sizes)));
    Side::read(source).unwrap()
}

fn told(report: &Report) -> Vec<(&str, &str, usize)> {
    let all = report.changes.iter().zip(&report.places);
    all.map(|(change, place)| (change.pointer(), place.file.as_str(), place.line))
        .collect()
}

#[test]
fn a_line_is_where_it_was_written() {
    let old = with_file(DOCUMENT, SIZES);
    for (from, to, at, line) in [
        (
            "maxLength: 20",
            "maxLength: 10",
            "/components/schemas/Pet/properties/name/maxLength",
            18,
        ),
        (
            "integer, maximum: 9",
            "integer, maximum: 5",
            "/components/schemas/Pet/$defs/Coat/properties/hairs/maximum",
            23,
        ),
    ] {
        assert!(DOCUMENT.contains(from));
        let new = with_file(&DOCUMENT.replace(from, to), SIZES);
        let report = compare(&old, &new);
        assert_eq!(told(&report), [(at, "api/pets.yaml", line)]);
        assert!(report.changes[0].breaks());
        assert!(!report.changes[0].places.is_empty());
        assert_eq!(told(&compare(&new, &old)), told(&report));
    }
}

#[test]
fn what_stands_in_a_file_beside_is_told_there() {
    let old = with_file(DOCUMENT, SIZES);
    let new = with_file(DOCUMENT, &SIZES.replace("maximum: 9", "maximum: 5"));
    let report = compare(&old, &new);
    let at = "sizes.yaml#/Size/properties/high/maximum";
    assert_eq!(told(&report), [(at, "api/sizes.yaml", 5)]);
    assert_eq!(
        report.changes[0].places.as_ref(),
        ["/components/schemas/Pet/properties/size"]
    );
    let shown = report.show(Form::Github, false);
    assert!(shown.contains("file=api/sizes.yaml,line=5"), "{shown}");
}

#[test]
fn what_crates_differ_by_is_where_it_was_written() {
    let point = "    Point:\n      type: object\n      required: [x, y]\n      properties:\n";
    let inside = "        x: { type: number, format: double }\n        y: { type: number, format: double }\n";
    let whole = format!("{point}{inside}");
    assert!(BASE.contains(&whole));
    let part = |name: &str| {
        format!(
            "        - {{ type: object, required: [{name}], properties: {{ {name}: {{ type: number }} }} }}\n"
        )
    };
    let split = |names: [&str; 2]| {
        let parts: String = names.map(part).concat();
        side(
            "pets.yaml",
            &BASE.replace(&whole, &format!("    Point:\n      allOf:\n{parts}")),
        )
    };
    let report = compare(&split(["x", "y"]), &split(["x", "z"]));
    assert!(!report.changes.is_empty());
    for (at, _, line) in told(&report) {
        assert!(at.starts_with("/components/schemas/Point/allOf"), "{at}");
        assert!(line > 1, "{at}");
    }
}
