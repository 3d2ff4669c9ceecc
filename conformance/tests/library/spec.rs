//! What the spec promises beyond what the generator asks of any document: every schema and every
//! property says what it is, how far it can be trusted and where it comes from, every string says
//! whom it may be shown to, and the register of conflicts and the spec name the same conflicts.

use codegen::page::layout::Layout;
use codegen::page::register::{self, Register};
use codegen::page::spec::Spec;
use spanned_tree::{Format, Node, Source};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../schema/");

fn text(name: &str) -> String {
    std::fs::read_to_string([FOLDER, name].concat()).unwrap()
}

fn spec() -> Node {
    let source = Source::new("spec.yaml", text("id-card.openapi.yaml"));
    source.parse(Format::Yaml).root.unwrap()
}

fn keyword<'a>(schema: &'a Node, name: &str) -> Option<&'a Node> {
    schema.at(&format!("/{name}"))
}

fn said<'a>(schema: &'a Node, name: &str) -> Option<&'a str> {
    keyword(schema, name).and_then(Node::as_str)
}

/// Every schema of the components with its pointer: components, and what stands inside them.
fn schemas(spec: &Node) -> Vec<(String, &Node)> {
    let components = spec.at("/components/schemas").unwrap();
    let mut found = Vec::new();
    for member in &components.as_object().unwrap().members {
        inside(format!("/{}", member.key), &member.value, &mut found);
    }
    found
}

fn inside<'a>(pointer: String, schema: &'a Node, found: &mut Vec<(String, &'a Node)>) {
    let properties = keyword(schema, "properties").and_then(Node::as_object);
    for member in properties.iter().flat_map(|object| &object.members) {
        inside(format!("{pointer}/{}", member.key), &member.value, found);
    }
    found.push((pointer, schema));
}

/// What an array holds, however deep; the schema itself when it is none.
fn innermost(schema: &Node) -> &Node {
    keyword(schema, "items").map_or(schema, innermost)
}

#[test]
fn everything_says_what_it_is_and_where_it_comes_from() {
    let spec = spec();
    let layout = Layout::parse(&text("pages/pages.toml")).unwrap();
    let is_page = |source: &str| {
        source.split_once('#').is_some_and(|(prefix, section)| {
            let mut pages = layout.pages.iter();
            let page = pages.find(|page| page.sources.iter().any(|it| it == prefix));
            page.is_some_and(|page| page.order.iter().any(|it| it == section))
        })
    };
    let schemas = schemas(&spec);
    assert!(schemas.len() > 100);
    for (pointer, schema) in schemas {
        let description = said(schema, "description").unwrap_or_default();
        assert!(description.len() > 8, "{pointer}: no description");
        let standing = said(schema, "x-standing").unwrap_or_default();
        assert!(
            ["documented", "observed", "inferred"].contains(&standing),
            "{pointer}: no standing"
        );
        let source = said(schema, "x-source").unwrap_or_default();
        let kind = source.split('#').next().unwrap_or_default();
        assert!(
            ["observed", "integrations", "inferred"].contains(&kind) || is_page(source),
            "{pointer}: the source is not in the grammar of schema/README.md"
        );
        assert!(
            kind == "inferred" || source.len() > kind.len() + 1,
            "{pointer}: the source names no section"
        );
    }
}

#[test]
fn every_string_says_whom_it_may_be_shown_to() {
    let spec = spec();
    let mut strings = 0;
    for (pointer, schema) in schemas(&spec) {
        if said(innermost(schema), "type") == Some("string") {
            strings += 1;
            let class = said(schema, "x-sensitivity").unwrap_or_default();
            assert!(
                ["public", "personal", "secret"].contains(&class),
                "{pointer}: a string without x-sensitivity"
            );
        }
    }
    assert!(strings > 30);
}

#[test]
fn the_register_and_the_spec_name_the_same_conflicts() {
    let register = Register::parse(&text("register.toml")).unwrap();
    assert!(register.conflicts.len() >= 20);
    let source = Source::new("spec.yaml", text("id-card.openapi.yaml"));
    let tree = Spec::tree(&source);
    let spec = Spec::new(&source, &tree);
    // A row that decided nothing in the spec says so, and no other does.
    let disagreements = register.disagreements(spec.conflicts());
    assert!(disagreements.is_empty(), "{disagreements:?}");
    for row in &register.conflicts {
        let says = row.chosen.starts_with("not in the spec");
        assert_eq!(says, row.outside, "{}: where is it decided?", row.id);
    }
    let readme = text("README.md");
    let wanted = register::insert(&readme, &register.table());
    assert_eq!(wanted.as_deref(), Some(&*readme), "run `cargo codegen`");
}

#[test]
fn nothing_that_was_suggested_is_left_open() {
    let open = text("id-card.openapi.yaml");
    let open: Vec<_> = open
        .lines()
        .filter(|line| line.contains("# open:"))
        .collect();
    assert!(open.is_empty(), "decide these:\n{}", open.join("\n"));
}
