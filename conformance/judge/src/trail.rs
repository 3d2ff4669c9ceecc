//! Makes trails, the steps from the root of a tree to a node, of what names a place: the pointers of
//! the validator, and the offsets of faults in the text.

use spanned_tree::{Node, Object, Value, unescape_token};
use std::fmt::{self, Debug, Formatter};

/// One step into a container.
#[derive(Debug, Clone, Copy)]
pub(super) enum Step<'a> {
    Key(&'a str, Siblings<'a>),
    Index(usize),
}

/// What a key stands among, which tells a name from data.
#[derive(Clone, Copy)]
pub(super) enum Siblings<'a> {
    /// The members of this object.
    Of(&'a Object),
    /// Members that the spec names, and few others: the validator has counted them.
    Described,
}

impl Debug for Siblings<'_> {
    // The members are of a payload.
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str("Siblings")
    }
}

impl<'a> Step<'a> {
    /// To a member of the object.
    pub(super) fn to(object: &'a Object, key: &'a str) -> Self {
        Self::Key(key, Siblings::Of(object))
    }
}

/// The steps from the root to a node.
pub(super) type Trail<'a> = Vec<Step<'a>>;

/// Follows pointers into a tree. It remembers the last one, because neighbours share most of
/// their path, and a step into a wide object is a search.
pub(super) struct Guide<'a> {
    root: &'a Node,
    path: Vec<(String, Step<'a>, &'a Node)>,
}

impl<'a> Guide<'a> {
    pub(super) fn new(root: &'a Node) -> Self {
        Self {
            root,
            path: Vec::new(),
        }
    }

    /// The node that an RFC 6901 pointer leads to; as far as it leads when the tree ends before it.
    pub(super) fn follow(&mut self, pointer: &str) -> (Trail<'a>, &'a Node) {
        let mut segments = pointer.split('/').skip(1).peekable();
        let mut shared = 0;
        while let (Some(segment), Some((known, ..))) = (segments.peek(), self.path.get(shared))
            && segment == known
        {
            segments.next();
            shared += 1;
        }
        self.path.truncate(shared);
        for segment in segments {
            let Some((step, node)) = child(self.last(), segment) else {
                break;
            };
            self.path.push((segment.to_owned(), step, node));
        }
        (
            self.path.iter().map(|(_, step, _)| *step).collect(),
            self.last(),
        )
    }

    fn last(&self) -> &'a Node {
        self.path.last().map_or(self.root, |(.., node)| node)
    }
}

fn child<'a>(node: &'a Node, segment: &str) -> Option<(Step<'a>, &'a Node)> {
    match &node.value {
        Value::Object(object) => {
            let member = object.get(&unescape_token(segment))?;
            Some((Step::to(object, &member.key), &member.value))
        }
        Value::Array(items) => {
            let index = segment.parse().ok()?;
            Some((Step::Index(index), items.get(index)?))
        }
        _ => None,
    }
}

/// The innermost node whose text holds the byte at `offset`. A key belongs to its member.
pub(super) fn innermost(root: &Node, offset: usize) -> Trail<'_> {
    let mut trail = Trail::new();
    let mut node = root;
    while let Some((step, child)) = child_at(node, offset) {
        trail.push(step);
        node = child;
    }
    trail
}

/// By halving, because a hostile text may have as many faults as it has values.
fn child_at(node: &Node, offset: usize) -> Option<(Step<'_>, &Node)> {
    match &node.value {
        Value::Array(items) => {
            let index = items
                .partition_point(|item| item.span.start <= offset)
                .checked_sub(1)?;
            let item = items.get(index)?;
            item.span
                .contains(&offset)
                .then_some((Step::Index(index), item))
        }
        Value::Object(object) => {
            let members = &object.members;
            let after = members.partition_point(|member| member.key_span.start <= offset);
            let member = members.get(after.checked_sub(1)?)?;
            let inside = member.key_span.contains(&offset) || member.value.span.contains(&offset);
            inside.then_some((Step::to(object, &member.key), &member.value))
        }
        _ => None,
    }
}
