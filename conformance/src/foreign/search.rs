//! Searches a document for payloads of this API: in its members, in the JSON of its strings, in base64.

use super::known::is_document;
use super::words::is_word;
use idcard_judge::Judge;
use spanned_tree::{Node, Tree, Value, escape_token};
use std::collections::BTreeMap;

/// How many values of a document are looked at.
const MOST_VALUES: usize = 1 << 20;

/// How many strings inside one another are gone into.
const DEEPEST_STRINGS: usize = 3;

/// How many paths are told of one document.
const MOST_PATHS: usize = 16;

/// The paths to payloads in a document, as arguments of the command line, and how many there are.
pub(super) fn search(judge: &Judge, root: &Node) -> BTreeMap<String, u64> {
    let mut search = Search {
        judge,
        paths: BTreeMap::new(),
        left: MOST_VALUES,
    };
    search.node(root, &Path::default(), 0);
    search.paths
}

struct Search<'j> {
    judge: &'j Judge,
    paths: BTreeMap<String, u64>,
    left: usize,
}

/// The steps to a value.
#[derive(Clone, Default)]
struct Path {
    /// Before the pointer that is being written.
    words: Vec<String>,
    pointer: String,
}

impl Path {
    fn down(&self, token: &str) -> Self {
        let mut path = self.clone();
        path.pointer.push('/');
        path.pointer += token;
        path
    }

    fn through(&self, word: &str) -> Self {
        let mut words = self.complete();
        words.push(word.to_owned());
        Self {
            words,
            pointer: String::new(),
        }
    }

    fn complete(&self) -> Vec<String> {
        let mut words = self.words.clone();
        // A list is its elements, so the last wildcard need not be said; it is, as it is plain.
        if self.pointer.contains('*') {
            words.push(format!("--pointer '{}'", self.pointer));
        } else if !self.pointer.is_empty() {
            words.push(format!("--pointer {}", self.pointer));
        }
        words
    }
}

impl Search<'_> {
    /// How many payloads are in a value is how many were counted.
    fn node(&mut self, node: &Node, path: &Path, strings: usize) {
        let Some(left) = self.left.checked_sub(1) else {
            return;
        };
        self.left = left;
        match &node.value {
            Value::Object(object) => {
                let is_inside = strings > 0 || !path.pointer.is_empty();
                if is_inside && is_document(self.judge, object) {
                    self.found(path);
                    return;
                }
                for member in &object.members {
                    // Most have nothing in them, and no path is made to those.
                    if may_hold(&member.value) {
                        let key = member.key.as_str();
                        let token = if is_word(key) {
                            &escape_token(key)
                        } else {
                            "*"
                        };
                        self.node(&member.value, &path.down(token), strings);
                    }
                }
            }
            Value::Array(items) => {
                let path = path.down("*");
                for item in items.iter().filter(|item| may_hold(item)) {
                    self.node(item, &path, strings);
                }
            }
            Value::String(text) if strings < DEEPEST_STRINGS => self.text(text, path, strings),
            _ => {}
        }
    }

    fn text(&mut self, text: &str, path: &Path, strings: usize) {
        // What is decoded costs as much as it is long.
        self.left = self.left.saturating_sub(text.len() / 64);
        if let Some(decoded) = decoded(text) {
            if let Ok(inner) = str::from_utf8(&decoded) {
                self.json(inner, &path.through("--base64"), strings);
            }
        } else if text.contains('{') {
            self.json(text, &path.through("--json-string"), strings);
        }
    }

    fn json(&mut self, text: &str, path: &Path, strings: usize) {
        let Some(range) = idcard_capture::json_within(text.as_bytes()) else {
            return;
        };
        let tree = Tree::from_json(text.get(range).unwrap_or_default());
        if let Some(root) = tree.root.filter(|_| tree.faults.is_empty()) {
            self.node(&root, path, strings + 1);
        }
    }

    fn found(&mut self, path: &Path) {
        let path = path.complete().join(" ");
        if self.paths.len() < MOST_PATHS || self.paths.contains_key(&path) {
            *self.paths.entry(path).or_default() += 1;
        }
    }
}

fn may_hold(node: &Node) -> bool {
    match &node.value {
        Value::Object(_) | Value::Array(_) => true,
        Value::String(text) => text.len() >= SHORTEST,
        _ => false,
    }
}

/// No payload is shorter.
const SHORTEST: usize = 20;

/// The bytes of base64, where they begin as an object or an array does.
fn decoded(text: &str) -> Option<Vec<u8>> {
    // Which letter that is follows from the first six bits of the bracket.
    if !text.starts_with(['e', 'W']) {
        return None;
    }
    let bytes = idcard_capture::decode_base64(text.as_bytes())?;
    matches!(bytes.first(), Some(b'{' | b'[')).then_some(bytes)
}
