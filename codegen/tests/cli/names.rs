//! A file beside the document gives names to what the document may not name itself.

use super::*;

const NAMES: &str = "/components/schemas/parcel-size: Size\n\
    /components/schemas/parcel-size/properties/size_: code\n\
    /components/schemas/Weight: {1: Light, '-1': Unknowable}\n\
    /paths/~1sizes/get: sizes_of_parcels\n\
    /paths/~1sizes/get/parameters/0: which\n";

const DOCUMENT: &str = "openapi: 3.1.0\ninfo: {title: Sizes, version: '1'}\n\
    servers: [{url: 'https://sizes.example'}]\npaths:\n  /sizes:\n    get:\n      operationId: get\n\
    \x20     summary: Sizes.\n      parameters: [{name: size, in: query, description: One., schema: {type: string}}]\n\
    \x20     responses: {'200': {description: It., content: {application/json: {schema: {$ref: '#/components/schemas/parcel-size'}}}}}\n\
    components:\n  schemas:\n    parcel-size:\n      type: object\n      description: A size.\n\
    \x20     properties: {size: {type: string, description: One.}, size_: {type: string, description: Two.}, weight: {$ref: '#/components/schemas/Weight'}}\n\
    \x20   Weight: {description: A weight., enum: [1, 2, -1]}\n";

fn named(names: &str) -> Workspace {
    let workspace = Workspace::new();
    let manifest = workspace.read("Cargo.toml") + "names = \"schema/names.yaml\"\n";
    workspace.put("Cargo.toml", &manifest);
    workspace.put("schema/parcels.yaml", DOCUMENT);
    workspace.put("schema/names.yaml", names);
    workspace
}

/// A name that the file gives is one that callers have: another name breaks them.
#[test]
fn a_comparison_takes_the_names_of_each_side() {
    let workspace = named(NAMES);
    workspace.put("old.yaml", DOCUMENT);
    workspace.put("other.yaml", &NAMES.replace(": Size", ": Extent"));
    let both = [
        "diff",
        "old.yaml",
        "schema/parcels.yaml",
        "--fail-on",
        "any",
    ];
    workspace.run(&both).expect(0);
    let named = |old: &str, new: &str| {
        let given = ["--old-names", old, "--names", new];
        workspace.run(&[&both[..], &given].concat())
    };
    named("schema/names.yaml", "schema/names.yaml").expect(0);
    named("schema/names.yaml", "other.yaml").expect(1);
    let ran = workspace.run(&[&both[..], &["--names", "none.yaml"]].concat());
    assert_eq!(ran.code, Some(3), "{}", ran.err);
    workspace.put("wrong.yaml", "/components/schemas/Gone: Here\n");
    let ran = workspace.run(&[&both[..], &["--names", "wrong.yaml"]].concat());
    assert_eq!(ran.code, Some(3), "{}", ran.err);
    assert!(ran.err.contains("leads to nothing"), "{}", ran.err);
}

#[test]
fn each_thing_is_called_as_the_file_says() {
    let workspace = named(NAMES);
    workspace.run(&[]).expect(0);
    let size = workspace.read("generated/src/types/size.rs");
    for line in ["pub struct Size {", "    pub size: ", "    pub code: "] {
        assert!(size.contains(line), "{size}");
    }
    let weight = workspace.read("generated/src/types/weight.rs");
    for line in ["\n    Light,", "\n    N2,", "\n    Unknowable,"] {
        assert!(weight.contains(line), "{weight}");
    }
    let api = workspace.read("generated/src/client/api.rs");
    for text in ["pub fn sizes_of_parcels(", "pub fn with_which("] {
        assert!(api.contains(text), "{api}");
    }
    workspace.run(&["--check"]).expect(0);
    // Without it the names are those of the document.
    fs::write(workspace.path("schema/names.yaml"), "{}").unwrap();
    workspace
        .run(&["--check"])
        .expect(1)
        .says("src/types/size.rs");
}

#[test]
fn what_it_says_wrongly_is_shown_there() {
    for (names, said) in [
        (
            "/components/schemas/Parcel: P",
            "`/components/schemas/Parcel` leads to nothing in the document",
        ),
        (
            "components: P",
            "`components` leads to nothing in the document",
        ),
        (
            "/openapi: P",
            "`/openapi` is a string, which has no name in Rust",
        ),
        (
            "/components/schemas/Weight: {3: Heavy}",
            "`3` is not in the set",
        ),
        (
            "/components/schemas/Weight: weight",
            "`weight` is not how Rust writes it: `Weight`",
        ),
        ("/components/schemas/Weight: 1", "expected"),
        ("[]", "expected pointers with names, found an array"),
        ("{", "error"),
    ] {
        let workspace = named(names);
        let ran = workspace.run(&["lint"]).expect(1);
        ran.says(said).says("schema/names.yaml:1:");
        assert!(workspace.crate_files_or_none().is_empty());
    }
}

/// It belongs to the document that the manifest names; another one is given its own.
#[test]
fn it_belongs_to_one_document() {
    let workspace = named(NAMES);
    workspace.put("other.yaml", SPEC);
    workspace.run(&["lint", "--spec", "other.yaml"]).expect(0);
    workspace.put("names.json", r#"{"/paths/~1sizes/get": "sizes"}"#);
    let args = ["--spec", "schema/parcels.yaml", "--names", "names.json"];
    workspace.run(&args).expect(0);
    let api = workspace.read("generated/src/client/api.rs");
    assert!(api.contains("pub fn sizes("), "{api}");
    workspace
        .run(&["lint", "--names", "nothing.yaml"])
        .expect(3)
        .says("nothing.yaml");
}

#[test]
fn a_name_of_the_document_does_not_count_there() {
    let workspace = named("/components/schemas/Weight: Mass");
    let own = DOCUMENT.replace("enum: [1, 2, -1]", "enum: [1, 2, -1], x-rust-name: Load");
    workspace.put("schema/parcels.yaml", &own);
    workspace
        .run(&["lint"])
        .expect(0)
        .says("`x-rust-name` of the document does not count here");
    workspace.run(&[]).expect(0);
    assert!(workspace.path("generated/src/types/mass.rs").exists());
}
