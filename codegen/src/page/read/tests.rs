//! Holds that reading takes time in proportion to the page, by counted steps, and what the data of
//! the words may be.

use super::steps::counted;
use super::{Words, read};
use crate::source::Source;

fn words(text: &str) -> Result<Words, Vec<String>> {
    let said = Words::parse(&Source::new("words.yaml", text));
    said.map_err(|faults| {
        let said = faults
            .iter()
            .map(|fault| format!("{}: {}", fault.line, fault.message));
        said.collect()
    })
}

const WORDS: &str = "types: [String, Object]
languages:
  en:
    columns: {field: [Field], type: [Type], required: [Required], description: [Description],
      status: [Status], message: [Message], code: [Code]}
    required: [Required]
    optional: [Optional]
    only: ['Only use {}']
    details: ['{} details']
    sections: [Request]
    parts: [Body]
    last: [Example]
    chrome: [Bye]
";

type Page = fn(usize) -> String;

/// Pages whose length grows with the number of rows or pieces.
const PAGES: [(&str, Page); 18] = [
    ("markdown", |rows| {
        let row = "| `a.b` | String | - | Text - `A` \\| `B` - A: first |\n";
        markdown(&row.repeat(rows))
    }),
    ("markdown with elements", |rows| {
        let row = "| `a.b` | String | - | Text<ul><li>`A` \\| `B`</li><li>x</li></ul> |\n";
        markdown(&row.repeat(rows))
    }),
    ("bad rows", |rows| {
        markdown(&"| `a` | String | - | A | B |\n".repeat(rows))
    }),
    ("heads again", |rows| {
        markdown(&"| Field | Type | Required | Description |\n".repeat(rows))
    }),
    ("tables", |rows| {
        markdown("| `a` | String | - | |\n").repeat(rows)
    }),
    ("dashes", |pieces| {
        markdown(&format!(
            "| `a` | String | - | {} |\n",
            "0 - ".repeat(pieces)
        ))
    }),
    ("html", |rows| {
        let row = "<tr><td><code>a</code><td>String<td>-<td>Text<ul><li>A | B<li>x</ul></tr>\n";
        html(&row.repeat(rows))
    }),
    ("covering cells", |rows| {
        html(&"<tr><td rowspan=99999999 colspan=99999999>a".repeat(rows))
    }),
    ("covered rows", |rows| {
        html(&("<tr>".to_owned() + &"<td rowspan=9999999>a".repeat(60) + &"<tr>".repeat(rows)))
    }),
    ("inner tables", |pieces| {
        html(&format!("<tr><td>{}", "<table><tr><td>".repeat(pieces)))
    }),
    ("lists", |pieces| {
        html(&format!("<tr><td>a<td>{}", "<ul><li>x".repeat(pieces)))
    }),
    ("headings", |rows| {
        "<h1><a name=x>t</h1><table><tr><th>Field<tr><td>a</table>".repeat(rows)
    }),
    ("glued", |rows| {
        let row = "a.bString-Text\n  • A | B\n    • A: first\n";
        text("FieldTypeRequiredDescription", &row.repeat(rows))
    }),
    ("one long line", |pieces| {
        text("FieldTypeRequiredDescription", &"String".repeat(pieces))
    }),
    ("blanks", |pieces| {
        text("Message Status Code", &"500 ".repeat(pieces))
    }),
    ("bars", |rows| {
        text(
            "Field | Type | Required | Description |",
            &"a |\nString | - | x |\n".repeat(rows),
        )
    }),
    ("one row between bars", |rows| {
        text(
            "Field | Type | Description |",
            &"a\n".repeat(rows).replacen('a', "|", 1),
        )
    }),
    ("code", |rows| {
        text(
            "FieldTypeRequiredDescription",
            &format!("\n{{\n{}", "\"a\": [\n".repeat(rows)),
        )
    }),
];

fn markdown(rows: &str) -> String {
    format!("## Request\n\n| Field | Type | Required | Description |\n|---|---|---|---|\n{rows}\n")
}

fn html(rows: &str) -> String {
    format!("<html><table><tr><th>Field<th>Type<th>Required<th>Description{rows}</table>")
}

fn text(head: &str, rows: &str) -> String {
    format!("Pets\n\n{head}\n{rows}\n")
}

#[test]
fn four_times_the_page_takes_four_times_the_steps() {
    let words = words(WORDS).unwrap();
    for (name, page) in PAGES {
        let steps = |rows| {
            let page = page(rows);
            let steps = counted(|| {
                let _ = read(page.as_bytes(), &words);
            });
            assert!(
                steps >= page.len() as u64 / 8,
                "{name}: {steps} steps are not all"
            );
            steps
        };
        let [few, many] = [500, 2000].map(steps);
        assert!(many <= 5 * few, "{name}: {few} steps, then {many}");
    }
}

#[test]
fn the_data_of_the_words_is_checked() {
    assert!(words(WORDS).is_ok());
    for (text, fault) in [
        ("", "1: the text ends without a value"),
        ("types: [A]\n", "1: `types` and `languages` are needed"),
        (
            "types: A\n",
            "1: expected an array of strings, found a string",
        ),
        ("types: [A, 1]\n", "1: expected a string, found a number"),
        ("types: [A, ' ']\n", "1: an empty word"),
        ("kinds: [A]\n", "1: a key that means nothing here"),
        (
            "types: [A]\nlanguages: {en: {}}\n",
            "2: a language needs `columns`",
        ),
        (
            "types: [A]\nlanguages:\n  en: {colums: {}}\n",
            "3: a key that means nothing here",
        ),
        (
            "types: [A]\nlanguages: {en: {columns: {field: [Name], type: [name]}}}\n",
            "2: a word names two columns",
        ),
        (
            "types: [A]\nlanguages: {en: {only: [Only]}}\n",
            "2: a wording needs `{}` beside other words",
        ),
        ("types: [A\n", "the text ends within a value"),
    ] {
        let faults = words(text).unwrap_err();
        assert!(
            faults.iter().any(|said| said.contains(fault)),
            "{text}: {faults:?}"
        );
    }
}
