//! Keeps what anchors name, for the aliases that repeat it, within a bound: ten lines of aliases to
//! aliases can stand for more than any memory holds.

use crate::{MAX_DEPTH, Member, Node, Value};
use std::collections::{HashMap, HashSet};

/// What a value costs beside its text.
const VALUE: usize = 32;

/// What may be repeated, whatever the length of the text.
const LEAST: usize = 1 << 20;

/// What may be repeated for each byte of the text.
const EACH_BYTE: usize = 16;

/// The nodes that anchors name.
pub(super) struct Anchors {
    nodes: HashMap<usize, (Node, Size)>,
    left: usize,
}

#[derive(Clone, Copy, Default)]
struct Size {
    cost: usize,
    height: usize,
}

impl Anchors {
    pub(super) fn new(text: &str) -> Self {
        Self {
            nodes: HashMap::new(),
            left: LEAST.saturating_add(text.len().saturating_mul(EACH_BYTE)),
        }
    }

    /// Keeps a node. An anchor of zero is none.
    pub(super) fn keep(&mut self, anchor: usize, node: &Node) {
        if anchor == 0 {
            return;
        }
        let size = size(node);
        if self.spend(size.cost) {
            self.nodes.insert(anchor, (node.clone(), size));
        }
    }

    /// The node again, inside `depth` containers, or why not.
    pub(super) fn repeat(&mut self, anchor: usize, depth: usize) -> Result<Node, &'static str> {
        let Some((_, size)) = self.nodes.get(&anchor) else {
            return Err(if self.left == 0 {
                TOO_MUCH
            } else {
                "an alias inside of what it stands for"
            });
        };
        let size = *size;
        if depth + size.height > MAX_DEPTH {
            return Err("an alias that nests values too deep");
        }
        if !self.spend(size.cost) {
            return Err(TOO_MUCH);
        }
        let node = self.nodes.get(&anchor).map(|(node, _)| node.clone());
        node.ok_or(TOO_MUCH)
    }

    /// Once there is too little, nothing more is repeated.
    fn spend(&mut self, cost: usize) -> bool {
        let left = self.left.checked_sub(cost);
        self.left = left.unwrap_or_default();
        left.is_some()
    }
}

pub(super) const TOO_MUCH: &str =
    "aliases that repeat far more than the text has: write the values out";

fn size(node: &Node) -> Size {
    let add = |sum: Size, inner: Size| Size {
        cost: sum.cost.saturating_add(inner.cost),
        height: sum.height.max(inner.height + 1),
    };
    let own = |cost| Size {
        cost: VALUE + cost,
        height: 0,
    };
    match &node.value {
        Value::Null | Value::Bool(_) => own(0),
        Value::Number(number) => own(number.as_str().len()),
        Value::String(text) => own(text.len()),
        Value::Array(elements) => {
            let start = Size {
                height: 1,
                ..own(0)
            };
            elements.iter().map(size).fold(start, add)
        }
        Value::Object(object) => {
            let start = Size {
                height: 1,
                ..own(0)
            };
            let members = object.members.iter().chain(&object.shadowed);
            members.fold(start, |sum, member| {
                let mut inner = size(&member.value);
                inner.cost = inner.cost.saturating_add(member.key.len());
                add(sum, inner)
            })
        }
    }
}

/// The members that a merge key brings: of a mapping, or of several, where the first counts. `None`
/// where the value is neither.
pub(super) fn merged(value: Node) -> Option<Vec<Member>> {
    match value.value {
        Value::Object(object) => Some(object.members),
        Value::Array(elements) => {
            let mut members = Vec::new();
            for element in elements {
                let Value::Object(object) = element.value else {
                    return None;
                };
                members.extend(object.members);
            }
            Some(members)
        }
        _ => None,
    }
}

/// Puts the merged members where their key stood, those aside that the mapping has itself.
pub(super) fn join(own: Vec<Member>, merges: Vec<(usize, Vec<Member>)>) -> Vec<Member> {
    if merges.is_empty() {
        return own;
    }
    let mut known: HashSet<_> = own.iter().map(|member| member.key.clone()).collect();
    let mut merges = merges.into_iter().peekable();
    let mut joined = Vec::new();
    let mut own = own.into_iter().enumerate().peekable();
    loop {
        let here = own.peek().map(|(index, _)| *index);
        if let Some((_, members)) = merges.next_if(|(at, _)| here.is_none_or(|here| *at <= here)) {
            let new = members.into_iter();
            joined.extend(new.filter(|member| known.insert(member.key.clone())));
        } else if let Some((_, member)) = own.next() {
            joined.push(member);
        } else {
            return joined;
        }
    }
}
