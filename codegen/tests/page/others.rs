//! Two languages of one page, the page of headers and codes, and rows that cannot be read.

use super::render::Form;
use super::{Kit, told};
use codegen::page::edition::Aspect;
use codegen::page::finding::Finding;

/// The page in Korean: its own words are translated, the names are not.
fn korean(text: &str) -> String {
    let words = [
        (
            "| Field | Type | Required | Description |",
            "| 필드 | 타입 | 필수 여부 | 설명 |",
        ),
        ("| Method | URI |", "| 메서드 | URI |"),
        ("Only use `V2`", "`V2`만 사용"),
        ("What the page says of", "설명"),
        ("vertices details", "vertices 세부 정보"),
        ("Request body", "요청 바디"),
        ("Response body", "응답 바디"),
        ("Response example", "응답 예시"),
        ("Request example", "요청 예시"),
        ("## Request ", "## 요청 "),
        ("## Response ", "## 응답 "),
    ];
    words
        .iter()
        .fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

fn keys(findings: &[Finding]) -> Vec<(&str, &str, Aspect)> {
    findings
        .iter()
        .map(|it| (&*it.language, &*it.row, it.aspect))
        .collect()
}

#[test]
fn two_languages_of_one_page_are_compared() {
    let (source, tree) = super::spec();
    let mut kit = Kit::new(&source, &tree);
    let text = kit.sheet.render(Form::Elements);
    // What is known of the English page holds of the Korean one; its wording is other.
    for row in &mut kit.register.conflicts {
        row.remarks.clear();
        for silence in &mut row.silences {
            let en = silence.sides.get("en").cloned().unwrap_or_default();
            silence.sides.insert("ko".to_owned(), en);
        }
    }
    let english = kit.edition(&text);
    let same = kit.edition(&korean(&text));
    assert_eq!(
        (&*same.language, same.rows.len()),
        ("ko", english.rows.len())
    );
    assert_eq!(
        told(&kit.drift_of(&[&english, &same], &kit.register)),
        [""; 0]
    );

    // A Korean page that is ahead: it was never accepted, so only the languages tell.
    let change = |section, path, change: &dyn Fn(&mut super::sheet::Member)| {
        let sheet = kit.sheet.with(kit.sheet.row(section, path), change);
        kit.edition(&korean(&sheet.render(Form::Elements)))
    };
    // The spec says otherwise too: one finding, with all sides.
    let ahead = change("response-images", "uid", &|row| row.required = true);
    let drift = kit.drift_of(&[&english, &ahead], &kit.register);
    assert_eq!(keys(&drift.findings), [("ko", "uid", Aspect::Required)]);
    assert_eq!(
        drift.findings[0].others,
        [("en".to_owned(), "no".to_owned())]
    );
    // The spec says nothing of it.
    let ahead = change("result", "isConfident", &|row| row.values = Vec::new());
    let drift = kit.drift_of(&[&english, &ahead], &kit.register);
    assert_eq!(
        keys(&drift.findings),
        [("ko", "isConfident", Aspect::Values)]
    );
    assert!(drift.findings[0].places.other.is_some());
    // A wording is not compared.
    let other = change("result", "isConfident", &|row| {
        row.note = "다른 설명".to_owned();
    });
    assert_eq!(
        told(&kit.drift_of(&[&english, &other], &kit.register)),
        [""; 0]
    );
    // A row that only one of them has.
    let mut sheet = kit.sheet.clone();
    let (t, r) = sheet.row("response-images", "message");
    sheet.tables[t].rows.remove(r);
    let behind = kit.edition(&korean(&sheet.render(Form::Elements)));
    let drift = kit.drift_of(&[&english, &behind], &kit.register);
    assert_eq!(keys(&drift.findings), [("ko", "message", Aspect::Member)]);
}

const COMMON: &str = "---\nslug: \"ai-application-service-ocr\"\nupdated: 2026-01-02T00:00:00Z\n---\n\n\
# Common\n\n## Request headers\n\n| Header | Required | Description |\n| --- | --- | --- |\n\
| Content-Type | Required | How the body is written |\n| X-OCR-SECRET | Required | The key |\n\n\
## Response status codes\n\n| HTTP status code | Code | Message | Description |\n| --- | --- | --- | --- |\n";

const CODES: [(&str, &str); 11] = [
    ("400", "0001"),
    ("401", "0002"),
    ("400", "0011"),
    ("400", "0021"),
    ("400", "0022"),
    ("400", "0023"),
    ("400", "0025"),
    ("400", "0028"),
    ("500", "0500"),
    ("500", "0501"),
    ("500", "1021"),
];

fn common(codes: &[(&str, &str)]) -> String {
    let rows = codes
        .iter()
        .map(|(status, code)| format!("| {status} | {code} | M{code} | Words |\n"));
    format!(
        "{COMMON}{}\n## Response example\n\nThat is all.\n",
        rows.collect::<Vec<_>>().concat()
    )
}

#[test]
fn headers_and_codes_are_compared() {
    let (source, tree) = super::spec();
    let kit = Kit::new(&source, &tree);
    let drift = kit.drift(&common(&CODES));
    assert_eq!(told(&drift), [""; 0]);
    // 0028 is of other operations, and 1022 was seen in code only.
    let mut known: Vec<_> = drift.silenced.iter().map(|(id, _)| id.as_str()).collect();
    known.sort_unstable();
    assert_eq!(known, ["code-0028-of-others", "code-1022-undocumented"]);

    let mut codes = CODES.to_vec();
    codes.push(("429", "0029"));
    codes[0].0 = "404";
    codes.remove(4);
    let now = kit.edition(&common(&codes));
    let drift = kit.drift_of(&[&now], &kit.register);
    let found = keys(&drift.findings);
    assert!(found.contains(&("en", "0029", Aspect::Member)), "{found:?}");
    assert!(found.contains(&("en", "0001", Aspect::Values)), "{found:?}");
    assert!(found.contains(&("en", "0022", Aspect::Member)), "{found:?}");
    assert_eq!(found.len(), 3, "{found:?}");

    // A code that is new can be suggested.
    let proposal = kit.propose(&drift, &now, None);
    assert_eq!(keys(&proposal.open).len(), 2);
    assert!(
        proposal.text.contains("            - code: '0029'\n"),
        "{:?}",
        proposal.suggestions
    );
    let text = kit_of(&proposal.text, &common(&codes));
    assert!(!text.iter().any(|told| told.contains("`0029`")), "{text:?}");

    let headers = COMMON.replace("X-OCR-SECRET", "X-OTHER");
    let drift = kit.drift(&common(&CODES).replace(COMMON, &headers));
    let found = keys(&drift.findings);
    assert!(
        found.contains(&("en", "X-OTHER", Aspect::Member)),
        "{found:?}"
    );
}

/// What is found on a page when the spec has another text.
fn kit_of(spec: &str, page: &str) -> Vec<String> {
    let source = codegen::source::Source::new("spec.yaml", spec);
    let tree = codegen::page::spec::Spec::tree(&source);
    told(&Kit::new(&source, &tree).drift(page))
}

#[test]
fn one_bad_row_is_a_finding_and_the_rest_is_read() {
    let (source, tree) = super::spec();
    let kit = Kit::new(&source, &tree);
    let text = kit.sheet.render(Form::Elements);
    let row = text
        .lines()
        .find(|line| line.starts_with("| `message.requestId` |"))
        .unwrap();
    let bad = text.replace(row, "| a b | String | Required | What |");
    let bad = bad.replace("| `uid` | String |", "| `uid` | Integer |");
    let drift = kit.drift(&bad);
    let found = keys(&drift.findings);
    assert_eq!(
        found,
        [("en", "", Aspect::Layout), ("en", "uid", Aspect::Type)]
    );
    let line = text.lines().position(|line| line == row).unwrap() + 1;
    assert_eq!(drift.findings[0].places.page.as_ref().unwrap().1, line);
}

#[test]
fn a_table_that_came_or_went_is_one_finding() {
    let (source, tree) = super::spec();
    let kit = Kit::new(&source, &tree);
    for (at, table) in kit.sheet.tables.iter().enumerate() {
        let mut sheet = kit.sheet.clone();
        sheet.tables.remove(at);
        if at < 3 {
            // It is the number of tables before the example that the page is written by.
            continue;
        }
        let drift = kit.drift(&sheet.render(Form::Html));
        let found: Vec<_> = drift
            .findings
            .iter()
            .map(|it| (&*it.section, it.aspect))
            .collect();
        assert_eq!(
            found,
            [(&*table.section, Aspect::Table)],
            "{:?}",
            told(&drift)
        );
    }
    let text = kit.sheet.render(Form::Html);
    let table = "<h4>extra</h4><table><tr><th>Field</th><th>Type</th><th>Required</th>\
        <th>Description</th></tr><tr><td>extra</td><td>String</td><td>-</td><td>New</td></tr></table>";
    let text = text.replace(
        "<h3>Response status codes</h3>",
        &format!("{table}\n<h3>Codes</h3>"),
    );
    let drift = kit.drift(&text);
    let [finding] = &drift.findings[..] else {
        panic!("{:?}", told(&drift))
    };
    assert_eq!(finding.aspect, Aspect::Table);
    assert!(
        finding.says.contains("none of its sections"),
        "{}",
        finding.says
    );
}

/// The front matter is the page's too: what is no date there is kept no more than a sentence is.
#[test]
fn what_is_no_date_is_not_kept_as_one() {
    let (source, tree) = super::spec();
    let kit = Kit::new(&source, &tree);
    let text = kit.sheet.render(Form::Elements);
    for (updated, kept) in [
        ("2026-04-23T08:55:37Z", true),
        ("901301-1234567", false),
        ("some time in the spring of last year", false),
    ] {
        let now = kit.edition(&text.replace("2026-04-23T08:55:37Z", updated));
        let ours = kit.layout.page(&now.page).unwrap();
        let printed = codegen::page::snapshot::print(&now, ours);
        assert_eq!(printed.contains(updated), kept, "{updated}");
    }
}
