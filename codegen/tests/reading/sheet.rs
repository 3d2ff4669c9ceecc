//! Makes up pages: what they say, before any form.

use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::Union;

/// What a page says.
#[derive(Debug, Clone)]
pub(crate) struct Sheet {
    pub(crate) tongue: &'static Tongue,
    pub(crate) tables: Vec<Members>,
}

/// A table of members.
#[derive(Debug, Clone)]
pub(crate) struct Members {
    pub(crate) name: String,
    pub(crate) rows: Vec<Member>,
    /// Whether its head stands there twice, with a rule behind it.
    pub(crate) doubled: bool,
}

/// A row.
#[derive(Debug, Clone)]
pub(crate) struct Member {
    pub(crate) path: String,
    pub(crate) type_name: &'static str,
    pub(crate) required: Option<bool>,
    /// Empty for none.
    pub(crate) note: String,
    pub(crate) allowed: Allowed,
    pub(crate) items: Vec<Vec<Piece>>,
}

/// How a row says its values.
#[derive(Debug, Clone)]
pub(crate) enum Allowed {
    Nothing,
    Bars(Vec<String>),
    /// One, as code.
    Lone(String),
    /// One, by the wording of the language.
    Only(String),
}

/// A piece of wording.
#[derive(Debug, Clone)]
pub(crate) enum Piece {
    Text(String),
    Code(String),
}

/// A language, with the words that the pages use.
#[derive(Debug)]
pub(crate) struct Tongue {
    pub(crate) tag: &'static str,
    pub(crate) columns: [&'static str; 4],
    pub(crate) method: [&'static str; 2],
    pub(crate) only: [&'static str; 2],
    pub(crate) section: &'static str,
    pub(crate) part: &'static str,
    pub(crate) last: &'static str,
    /// A sentence.
    pub(crate) sentence: &'static str,
}

pub(crate) static TONGUES: [Tongue; 3] = [
    Tongue {
        tag: "en",
        columns: ["Field", "Type", "Required", "Description"],
        method: ["Method", "URI"],
        only: ["Only use ", ""],
        section: "Response",
        part: "Response body",
        last: "Response example",
        sentence: "This is what it says.",
    },
    Tongue {
        tag: "ko",
        columns: ["필드", "타입", "필수 여부", "설명"],
        method: ["메서드", "URI"],
        only: ["", "만 사용"],
        section: "응답",
        part: "응답 바디",
        last: "응답 예시",
        sentence: "여기에 설명이 있습니다.",
    },
    Tongue {
        tag: "ja",
        columns: ["フィールド", "タイプ", "必須の有無", "説明"],
        method: ["メソッド", "URI"],
        only: ["", "のみ使用"],
        section: "レスポンス",
        part: "レスポンスボディ",
        last: "レスポンス例",
        sentence: "ここに説明があります。",
    },
];

const TYPES: [&str; 8] = [
    "String", "Integer", "Long", "Float", "Boolean", "Array", "Object", "File",
];

pub(crate) fn sheet() -> impl Strategy<Value = Sheet> {
    let tongue = (0..TONGUES.len()).prop_map(|at| &TONGUES[at]);
    (tongue, vec(members(), 1..4)).prop_map(|(tongue, tables)| Sheet { tongue, tables })
}

fn members() -> impl Strategy<Value = Members> {
    let parts = ("[a-z]{1,8}", vec(member(), 0..6), prop::bool::weighted(0.2));
    parts.prop_map(|(name, rows, doubled)| Members {
        name,
        rows,
        doubled,
    })
}

fn member() -> impl Strategy<Value = Member> {
    // Names that have the word of a type in them are the hard ones where columns are glued.
    let path =
        "[a-z][a-z]{0,4}(String|Object|File|Array|Long|[A-Z][a-z]{1,3})?(\\.[a-z]{1,6}){0,2}";
    let items = vec(item(), 0..3);
    let required = of(any::<bool>());
    (
        path,
        select(&TYPES[..]),
        required,
        wording(0..5),
        allowed(),
        items,
    )
        .prop_map(|(path, type_name, required, note, allowed, items)| Member {
            path,
            type_name,
            required,
            note,
            allowed,
            items,
        })
}

fn allowed() -> impl Strategy<Value = Allowed> {
    let value = "[A-Za-z_]{1,8}( [A-Z][a-z]{1,5})?";
    let name = "[A-Z][A-Z0-9_]{1,6}";
    Union::new_weighted(vec![
        (4, Just(Allowed::Nothing).boxed()),
        (3, vec(value, 2..5).prop_map(Allowed::Bars).boxed()),
        (1, value.prop_map(Allowed::Lone).boxed()),
        (1, name.prop_map(Allowed::Only).boxed()),
    ])
}

fn item() -> impl Strategy<Value = Vec<Piece>> {
    let text = || wording(1..4).prop_map(Piece::Text);
    prop_oneof![
        4 => text().prop_map(|text| vec![text]),
        1 => Just(vec![Piece::Text("0 - 1".to_owned())]),
        1 => Just(vec![Piece::Text("0 - 20 characters".to_owned())]),
        2 => (text(), "[a-z]{1,6}(: [a-z]{1,6})?", text()).prop_map(|(before, code, behind)| {
            vec![before, Piece::Code(code), behind]
        }),
    ]
}

/// Words of any script, with what has a meaning in Markdown or HTML, and without digits at the
/// ends, between which a dash would be that of a range.
fn wording(words: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    let word = prop_oneof![
        4 => "[a-z]{1,7}",
        2 => "[가-힣]{1,4}",
        2 => "[ぁ-ん]{1,4}",
        1 => "[a-z]([*_~<>&;#!()\\[\\]`\\\\\"'=+/-]{1,3}|[0-9.,]{1,3})[a-z]",
    ];
    vec(word, words).prop_map(|words| words.join(" "))
}
