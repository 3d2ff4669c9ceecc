//! `codegen page`: what a saved page says, against the document and against what it said last.

use super::*;

const WORDS: &str = include_str!("../../../schema/pages/words.yaml");
const LAYOUT: &str = include_str!("../fixtures/cli/pages/pages.toml");
const PAGE: &str = include_str!("../fixtures/cli/pages/parcels.md");
const RELEASES: &str = include_str!("../fixtures/cli/pages/releases.md");

/// A workspace with a page, of which nothing was accepted yet.
fn workspace() -> Workspace {
    let workspace = Workspace::new();
    let manifest = workspace.read("Cargo.toml");
    workspace.put(
        "Cargo.toml",
        &format!("{manifest}pages = \"schema/pages\"\n"),
    );
    workspace.put("schema/pages/words.yaml", WORDS);
    workspace.put("schema/pages/pages.toml", LAYOUT);
    workspace.put("page.md", PAGE);
    workspace
}

/// One whose page was accepted, and changed since.
fn changed() -> Workspace {
    let workspace = workspace();
    workspace.run(&["page", "page.md", "--accept"]).expect(0);
    let page = PAGE
        .replace("| `label` | String |", "| `label` | Integer |")
        .replace(r"\| `large` |", r"\| `large` \| `huge` |")
        .replace(
            "The time |",
            "The time |\n| `van` | String | Required | Which van came |",
        );
    workspace.put("page.md", &page);
    workspace
}

#[test]
fn nothing_to_look_at_is_clean_and_a_snapshot_is_stable() {
    let workspace = workspace();
    let ran = workspace.run(&["page", "page.md"]).expect(0);
    insta::assert_snapshot!("page-clean", ran.out);
    workspace.run(&["page", "page.md", "--accept"]).expect(0);
    let snapshot = workspace.read("schema/pages/snapshot/parcels.en.txt");
    insta::assert_snapshot!("page-snapshot", snapshot);
    // Neither another run nor a signed address changes it.
    workspace.put(
        "page.md",
        &PAGE.replace("## Response\n", "## Response\n\n![](x.png?token=2)\n"),
    );
    workspace.run(&["page", "page.md", "--accept"]).expect(0);
    assert_eq!(
        workspace.read("schema/pages/snapshot/parcels.en.txt"),
        snapshot
    );
}

#[test]
fn findings_come_in_four_forms() {
    let workspace = changed();
    for form in ["text", "json", "markdown", "github"] {
        let ran = workspace
            .run(&["page", "page.md", "--report", form])
            .expect(1);
        insta::assert_snapshot!(format!("page-{form}"), ran.out);
    }
}

#[test]
fn what_is_suggested_is_a_patch_that_lints_and_closes_the_findings() {
    let workspace = changed();
    let ran = workspace.run(&["page", "page.md", "--suggest"]).expect(1);
    insta::assert_snapshot!("page-suggest", ran.out);
    workspace.put("suggested.patch", &ran.out);
    let applied = Command::new("git")
        .args(["apply", "suggested.patch"])
        .current_dir(workspace.path("."))
        .status();
    assert!(applied.unwrap().success());
    workspace.run(&["lint"]).expect(0);
    let ran = workspace.run(&["page", "page.md", "--accept"]).expect(0);
    assert!(ran.out.ends_with("no findings\n"), "{}", ran.out);
}

#[test]
fn release_notes_lead_to_our_pages() {
    let workspace = workspace();
    workspace.run(&["page", "page.md", "--accept"]).expect(0);
    workspace.put("releases.md", RELEASES);
    let ran = workspace.run(&["page", "releases.md"]).expect(1);
    insta::assert_snapshot!("page-releases", ran.out);
    let later = PAGE.replace("2026-01-02", "2026-03-04");
    workspace.put("page.md", &later);
    workspace.run(&["page", "page.md", "--accept"]).expect(0);
    workspace.run(&["page", "releases.md"]).expect(0);
}

#[test]
fn what_cannot_be_read_is_3_and_weighs_more_than_findings() {
    let workspace = changed();
    workspace.put(
        "wall.html",
        "<html><body><p>Are you human?</p></body></html>",
    );
    workspace.put("lost.md", PAGE.split("| `to`").next().unwrap());
    workspace.put("other.md", &PAGE.replace("send-a-parcel", "another"));
    for file in ["wall.html", "lost.md", "other.md", "absent.md"] {
        let before = workspace.read("schema/pages/snapshot/parcels.en.txt");
        let args = ["page", "page.md", file];
        let ran = workspace.run(&args).expect(3).says("cannot be read");
        assert!(ran.out.contains("changed: parcels"), "{}", ran.out);
        let alone = workspace.run(&["page", file, "--accept"]).expect(3);
        assert!(!alone.out.contains("-->"), "{}", alone.out);
        assert_eq!(
            workspace.read("schema/pages/snapshot/parcels.en.txt"),
            before
        );
    }
    workspace.put("twin.md", PAGE);
    workspace
        .run(&["page", "page.md", "twin.md"])
        .expect(3)
        .says("the same page");
}

#[test]
fn what_is_missing_or_wrong_beside_the_document_is_said() {
    let workspace = workspace();
    workspace.run(&["page"]).expect(2);
    workspace
        .run(&["page", "page.md", "--suggest", "--accept"])
        .expect(2);
    workspace
        .run(&["page", "page.md", "--pages", "nowhere"])
        .expect(3)
        .says("nowhere/pages.toml");
    let cases = [
        ("schema/pages/pages.toml", "[[pages]]\nnme = 1\n", "line 2"),
        (
            "schema/pages/words.yaml",
            "types: [String]\nlanguage: {}\n",
            "words.yaml:2",
        ),
        (
            "schema/pages/snapshot/parcels.en.txt",
            "page parcels en\n[order]\nto\n",
            "en.txt:3",
        ),
    ];
    for (file, text, expected) in cases {
        let before = workspace.path(file).exists().then(|| workspace.read(file));
        workspace.put(file, text);
        workspace.run(&["page", "page.md"]).expect(3).says(expected);
        match before {
            Some(before) => workspace.put(file, &before),
            None => fs::remove_file(workspace.path(file)).unwrap(),
        }
    }
    // A section that is not there, and one that stands there twice.
    for (order, expected) in [
        ("[\"x\"]", "no section `x`"),
        ("[\"order\", \"order\"]", "twice"),
    ] {
        let layout = LAYOUT.split("order = [").next().unwrap();
        workspace.put(
            "schema/pages/pages.toml",
            &format!("{layout}order = {order}\n"),
        );
        workspace.run(&["page", "page.md"]).expect(3).says(expected);
    }
    let bare = Workspace::new();
    bare.put("page.md", PAGE);
    bare.run(&["page", "page.md"])
        .expect(2)
        .says("no folder of pages is named");
}

#[test]
fn a_page_cannot_act_on_the_terminal_or_the_log() {
    let workspace = changed();
    let page = workspace.read("page.md");
    let hostile = "va\u{1b}[31mn\u{202e}`\r::error::x";
    workspace.put("page.md", &page.replace("`van`", &format!("`{hostile}`")));
    for form in ["text", "json", "markdown", "github"] {
        let ran = workspace.run(&["page", "page.md", "--report", form]);
        assert!(
            !ran.out.contains(['\u{1b}', '\u{202e}', '\r']),
            "{form}: {:?}",
            ran.out
        );
        assert!(!ran.out.contains("\n::error::x"), "{form}: {:?}", ran.out);
    }
}

#[test]
fn the_table_of_the_register_is_written_and_checked() {
    let workspace = Workspace::new();
    let manifest = workspace.read("Cargo.toml");
    workspace.put(
        "Cargo.toml",
        &format!("{manifest}register = \"schema/register.toml\"\n"),
    );
    let row = "[[conflict]]\nid = \"a\"\nsays = \"x | y\"\nseen = \"s\"\nchosen = \"c\"\nwhy = \"w\"\n\
        outside = true\n[[conflict.remarks]]\nsection = \"s\"\nrows = [\"r\"]\nwording.en = \"0\"\n";
    workspace.put("schema/register.toml", row);
    workspace.put("schema/README.md", "# Register\n");
    workspace
        .run(&[])
        .expect(3)
        .says("has no place for the table");
    let marks = "# Register\n\n<!-- register: begin, written by cargo codegen -->\n\
        <!-- register: end -->\n\nMore.\n";
    workspace.put("schema/README.md", marks);
    let ran = workspace.run(&["--check"]).expect(1).says("not up to date");
    assert!(
        ran.out.contains("+| `a` | x \\| y | s | c | w |\n"),
        "{}",
        ran.out
    );
    workspace.run(&[]).expect(0);
    workspace.run(&["--check"]).expect(0);
    let readme = workspace.read("schema/README.md");
    assert!(readme.contains("| `a` | x \\| y | s | c | w |\n") && readme.ends_with("\n\nMore.\n"));
    workspace.put("schema/register.toml", "[[conflict]]\nid = 1\n");
    workspace.run(&[]).expect(3).says("line 2");
}
