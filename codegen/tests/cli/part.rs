//! Taking some of the operations of a document.

use super::*;

/// Two of its four operations cannot be honoured, and a component that none of them uses.
const SHOP: &str = include_str!("../fixtures/cli/shop.openapi.yaml");

fn shop() -> Workspace {
    let workspace = Workspace::new();
    workspace.put("schema/parcels.yaml", SHOP);
    workspace
}

#[test]
fn what_cannot_be_honoured_is_left_out_and_listed() {
    let shop = shop();
    let ran = shop.run(&["--partial"]).expect(1);
    insta::assert_snapshot!("partial", ran.err);
    let operations = shop.read("generated/src/operation.rs");
    assert!(operations.contains("pub const PLACE_ORDER"));
    assert!(operations.contains("pub const HEALTH"));
    assert!(!operations.contains("LIST_ORDERS"));
    let page = shop.read("generated/src/lib.rs").replace("\n//! ", " ");
    let remark = "This crate has 2 of the 4 operations of the document. Left out, as they cannot be \
                  honoured: `GET /orders (listOrders)`, `POST /returns`, \
                  `components/schemas/Idle`.";
    assert!(page.contains(remark), "{page}");
    // What is there is up to date, for who asks for the same.
    shop.run(&["--partial", "--allow-partial", "--check"])
        .expect(0);
}

#[test]
fn it_can_be_allowed_that_some_are_left_out() {
    let shop = shop();
    let ran = shop.run(&["--partial", "--allow-partial"]).expect(0);
    assert!(ran.err.contains("left out: POST /returns\n"), "{}", ran.err);
    let ran = shop.run(&["--allow-partial"]).expect(2);
    assert!(ran.err.contains("--partial"), "{}", ran.err);
}

#[test]
fn where_nothing_is_left_out_a_part_is_the_whole() {
    let workspace = Workspace::generated();
    let whole = workspace.crate_files();
    workspace.run(&["--partial"]).expect(0);
    assert_eq!(workspace.crate_files(), whole);
    workspace.run(&["--operations", "*"]).expect(0);
    assert_eq!(workspace.crate_files(), whole);
}

#[test]
fn operations_are_asked_for_by_what_they_are_called() {
    for patterns in [
        &["health", "placeOrder"][..],
        &["/health", "POST /orders"],
        &["?????h", "POST /o*"],
    ] {
        let shop = shop();
        let ran = shop.run(&[&["--operations"], patterns].concat()).expect(0);
        assert_eq!(ran.err, "");
        let operations = shop.read("generated/src/operation.rs");
        assert!(
            operations.contains("&[HEALTH, PLACE_ORDER]"),
            "{operations}"
        );
        let page = shop.read("generated/src/lib.rs");
        assert!(page.contains("2 of the 4 operations"), "{page}");
        assert!(!page.contains("Left out"), "{page}");
    }
}

#[test]
fn an_operation_that_is_asked_for_and_has_errors_is_an_error() {
    let shop = shop();
    let ran = shop
        .run(&["--operations", "listOrders", "health"])
        .expect(1);
    assert!(ran.err.contains("error[unsupported-status]"), "{}", ran.err);
    // The errors of the others are not shown.
    assert!(!ran.err.contains("dangling-reference"), "{}", ran.err);
    assert_eq!(shop.crate_files_or_none(), BTreeMap::new());
}

#[test]
fn what_asks_for_nothing_is_an_error() {
    let shop = shop();
    let ran = shop.run(&["--operations", "health", "placeOrdr"]).expect(2);
    let said = "error: no operation of schema/parcels.yaml is called \"placeOrdr\"; did you mean \
                \"placeOrder\"?\n";
    assert_eq!(ran.err, said);
    assert_eq!(shop.crate_files_or_none(), BTreeMap::new());
}

#[test]
fn where_no_operation_is_left_nothing_is_written() {
    let shop = shop();
    let ran = shop
        .run(&["--partial", "--operations", "listOrders"])
        .expect(1);
    assert!(ran.err.contains("error[unsupported-status]"), "{}", ran.err);
    assert!(!ran.err.contains("left out"), "{}", ran.err);
    assert_eq!(shop.crate_files_or_none(), BTreeMap::new());
}

#[test]
fn what_concerns_the_whole_document_is_left_to_nobody() {
    let shop = shop();
    let text = SHOP.replace("title: Shop, ", "");
    shop.put("schema/parcels.yaml", &text);
    let ran = shop.run(&["--partial"]).expect(1);
    assert!(ran.err.contains("error[missing-key]"), "{}", ran.err);
    assert_eq!(shop.crate_files_or_none(), BTreeMap::new());
}

#[test]
fn lint_sums_up_what_stands_in_the_way() {
    let shop = shop();
    let ran = shop.run(&["lint"]).expect(1);
    insta::assert_snapshot!("reasons", ran.out);
    let ran = shop.run(&["lint", "--report", "json"]).expect(1);
    assert_eq!(ran.err, "");
    insta::assert_snapshot!("reasons-json", ran.out);
}
