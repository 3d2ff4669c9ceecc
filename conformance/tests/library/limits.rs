//! The page on hostile input names every limit, with the number that the source has.
//!
//! ```sh
//! IDCARD_UPDATE_LIMITS=1 cargo test -p idcard --test library limits
//! ```
//!
//! writes the numbers into the page. A limit that is new needs a row by hand.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use syn::visit::{self, Visit};
use syn::{BinOp, Expr, ItemConst, Lit};

const PAGE: &str = "SECURITY.md";

const SOURCES: [&str; 9] = [
    "codegen/src",
    "codegen/source/src",
    "codegen/runtime/src",
    "conformance/src",
    "conformance/capture/src",
    "conformance/judge/src",
    "conformance/report/src",
    "conformance/service/src",
    "schema/domain",
];

/// What the names of limits begin with.
const NAMES: [&str; 11] = [
    "MOST", "LONGEST", "DEEPEST", "MAX_", "LAYERS", "NEAR", "LIMIT", "KEPT", "FINDINGS",
    "PATIENCE", "TIMEOUT",
];

/// Limits that nobody meets: how work is cut into pieces, and what no value reaches.
const INSIDE: [(&str, &str); 4] = [
    ("codegen/runtime/src/wire/whole.rs", "LONGEST"),
    ("conformance/src/engine/job.rs", "MOST_BYTES"),
    ("conformance/src/engine/job.rs", "MOST_ITEMS"),
    ("conformance/src/stream/examiner.rs", "MOST_BYTES"),
];

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The constants of a file with the values that can be told: numbers, and seconds.
#[derive(Default)]
struct Constants(BTreeMap<String, u64>);

impl<'ast> Visit<'ast> for Constants {
    fn visit_item_const(&mut self, item: &'ast ItemConst) {
        if let Some(value) = number(&item.expr) {
            self.0.insert(item.ident.to_string(), value);
        }
        visit::visit_item_const(self, item);
    }
}

fn number(expression: &Expr) -> Option<u64> {
    match expression {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Int(number) => number.base10_parse().ok(),
            _ => None,
        },
        Expr::Binary(binary) => {
            let (left, right) = (number(&binary.left)?, number(&binary.right)?);
            match binary.op {
                BinOp::Shl(_) => Some(left << right),
                BinOp::Mul(_) => Some(left * right),
                _ => None,
            }
        }
        Expr::Call(call) => {
            let Expr::Path(path) = &*call.func else {
                return None;
            };
            let unit = match &*path.path.segments.last()?.ident.to_string() {
                "from_secs" => 1,
                "from_mins" => 60,
                _ => return None,
            };
            Some(number(call.args.first()?)? * unit)
        }
        _ => None,
    }
}

/// The path of a file below the workspace, and the name of a constant in it.
type Place = (String, String);

/// The constants of all sources.
fn constants() -> BTreeMap<Place, u64> {
    let mut all = BTreeMap::new();
    for file in SOURCES
        .iter()
        .flat_map(|source| rust_files(&workspace().join(source)))
    {
        let path = file
            .strip_prefix(workspace())
            .unwrap()
            .to_string_lossy()
            .into_owned();
        let mut constants = Constants::default();
        constants.visit_file(&syn::parse_file(&fs::read_to_string(&file).unwrap()).unwrap());
        let constants = constants.0.into_iter();
        all.extend(constants.map(|(name, value)| ((path.clone(), name), value)));
    }
    all
}

/// The row with the number of its constant, and that constant.
fn row(line: &str, constants: &BTreeMap<Place, u64>) -> Option<(String, Place)> {
    let cells: Vec<_> = line.split(" | ").collect();
    let [_, limit, .., place] = cells[..] else {
        return None;
    };
    let (name, path) = place
        .trim_end_matches(" |")
        .strip_prefix("[`")?
        .split_once("`](")?;
    let path = path.strip_suffix(')')?;
    let place = (path.to_owned(), name.to_owned());
    let value = *constants.get(&place)?;
    let unit = limit.split_once(' ').map(|(_, unit)| unit);
    let size = match unit {
        Some("KiB") => 1 << 10,
        Some("MiB") => 1 << 20,
        Some("GiB") => 1 << 30,
        Some("minutes") => 60,
        _ => 1,
    };
    assert_eq!(value % size, 0, "{name} is {value}: another unit, please");
    let number = (value / size).to_string();
    let limit_now = unit.map_or(number.clone(), |unit| format!("{number} {unit}"));
    let line = line.replacen(&format!(" | {limit} | "), &format!(" | {limit_now} | "), 1);
    Some((line, place))
}

#[test]
fn every_limit_is_on_the_page_with_its_number() {
    let path = workspace().join(PAGE);
    let page = fs::read_to_string(&path).unwrap();
    let constants = constants();
    let mut listed = BTreeSet::new();
    let mut now = String::new();
    for line in page.lines() {
        if line.contains(" | [`") {
            let (line, place) =
                row(line, &constants).unwrap_or_else(|| panic!("no such constant: {line}"));
            now += &line;
            listed.insert(place);
        } else {
            now += line;
        }
        now.push('\n');
    }
    if std::env::var_os("IDCARD_UPDATE_LIMITS").is_some() {
        fs::write(&path, &now).unwrap();
    } else {
        let update = "IDCARD_UPDATE_LIMITS=1 cargo test -p idcard --test library limits";
        assert!(
            now == page,
            "{PAGE} has other numbers than the sources: {update}"
        );
    }
    let is_limit =
        |name: &str| NAMES.iter().any(|it| name.starts_with(it)) || name.ends_with("_TIMEOUT");
    let missing: Vec<_> = constants
        .keys()
        .filter(|place| is_limit(&place.1) && !listed.contains(*place))
        .filter(|(path, name)| !INSIDE.contains(&(path.as_str(), name.as_str())))
        .map(|(path, name)| format!("{path} {name}"))
        .collect();
    assert!(
        missing.is_empty(),
        "no row in {PAGE}:\n{}",
        missing.join("\n")
    );
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(rust_files(&path));
        } else if path.extension().is_some_and(|it| it == "rs") {
            found.push(path);
        }
    }
    found
}
