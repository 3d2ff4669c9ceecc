//! Holds a payload as a tree whose members keep their order and whose numbers keep their spelling.
//!
//! `serde_json::Value` keeps neither, and both are the point of a corpus: a fast reader predicts
//! them.

use std::borrow::Cow;

/// A value. What is not a text, a list or an object is there as it is written.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Written(Cow<'static, str>),
    Text(String),
    List(Vec<Self>),
    Object(Vec<Member>),
}

/// A key and its value.
pub(super) type Member = (Cow<'static, str>, Value);

impl Value {
    pub(super) fn written(text: impl Into<Cow<'static, str>>) -> Self {
        Self::Written(text.into())
    }

    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// The values in it, one level down.
    pub(super) fn children_mut(&mut self) -> Vec<&mut Self> {
        match self {
            Self::List(items) => items.iter_mut().collect(),
            Self::Object(members) => members.iter_mut().map(|(_, value)| value).collect(),
            Self::Written(_) | Self::Text(_) => Vec::new(),
        }
    }

    /// Whether an object of the tree has this member.
    pub(super) fn has(&self, key: &str) -> bool {
        match self {
            Self::Object(members) => members
                .iter()
                .any(|(name, child)| name == key || child.has(key)),
            Self::List(items) => items.iter().any(|item| item.has(key)),
            Self::Written(_) | Self::Text(_) => false,
        }
    }

    /// The objects of the tree that have this member, in the order of the text; not those inside
    /// one that has it.
    pub(super) fn owners_of<'a>(&'a mut self, key: &str, found: &mut Vec<&'a mut Vec<Member>>) {
        match self {
            Self::Object(members) => {
                if members.iter().any(|(name, _)| name == key) {
                    found.push(members);
                } else {
                    for (_, child) in members {
                        child.owners_of(key, found);
                    }
                }
            }
            Self::List(items) => {
                for item in items {
                    item.owners_of(key, found);
                }
            }
            Self::Written(_) | Self::Text(_) => {}
        }
    }
}
