//! Collects undocumented members, and the strings out of closed lists, as the cursor passes them.
//!
//! Mostly there are no undocumented members, and then nothing of them may cost anything: the path
//! to the current object is a list on the stack, which is walked only when a member has to be
//! noted. Of a string out of a list no more is noted than its place.

use super::cursor::{Cursor, Span};
use super::{DEEPEST, skip};
use crate::wire::catalog::Object;
use std::ops::Range;

/// The greatest number of members, and of strings, that are noted of one document.
const MOST: usize = 1 << 16;

/// A member that its schema does not name.
#[derive(Debug)]
#[non_exhaustive]
pub struct Undocumented<'a> {
    /// The path from the root to the object that has it.
    pub steps: &'a [Step],
    /// The catalogue's entry for that object.
    pub object: &'static Object,
    /// The offset of that object in the text.
    pub owner: usize,
    /// The offset of its key in the text: that of the quote.
    pub offset: usize,
    /// Its key in the text, without the quotes. There are no escapes in it.
    pub key: Range<usize>,
}

/// A string of which the document that describes the API lists the values: public, and one of few.
#[derive(Debug)]
#[non_exhaustive]
pub struct Listed {
    /// The catalogue's entry for the object that has it.
    pub object: &'static Object,
    /// The name of the member.
    pub member: &'static str,
    /// The string in the text, without the quotes.
    pub text: Range<usize>,
}

/// One step into a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    /// To a member, by a name of the schema.
    Key(&'static str),
    /// To a member that the schema does not name, and of which it says something all the same.
    Other,
    /// To an item.
    Index(usize),
}

/// The path to a value, on the stack.
#[derive(Clone, Copy)]
pub(crate) struct Path<'w> {
    above: Option<&'w Path<'w>>,
    step: Step,
    pub(crate) depth: usize,
}

impl<'w> Path<'w> {
    pub(super) const fn root() -> Self {
        Self {
            above: None,
            step: Step::Index(0),
            depth: 0,
        }
    }

    #[inline(always)]
    pub(crate) const fn key(&'w self, key: &'static str) -> Self {
        self.step(Step::Key(key))
    }

    #[inline(always)]
    pub(crate) const fn other(&'w self) -> Self {
        self.step(Step::Other)
    }

    #[inline(always)]
    pub(crate) const fn index(&'w self, index: usize) -> Self {
        self.step(Step::Index(index))
    }

    #[inline(always)]
    const fn step(&'w self, step: Step) -> Self {
        Self {
            above: Some(self),
            step,
            depth: self.depth + 1,
        }
    }

    /// Whether it is deeper than is followed.
    #[inline(always)]
    pub(crate) const fn is_deep(&self) -> bool {
        self.depth > DEEPEST
    }
}

/// The undocumented members of a document.
#[derive(Default)]
pub(super) struct Found {
    members: Vec<Member>,
    steps: Vec<Step>,
    listed: Vec<List>,
    /// The keys of the open objects that no schema describes.
    pub(super) keys: Vec<Span>,
}

struct Member {
    object: &'static Object,
    /// The offset of the object.
    owner: usize,
    key: Span,
    /// The range of its steps.
    steps: Range<usize>,
}

struct List {
    object: &'static Object,
    member: &'static str,
    text: Span,
}

impl Found {
    pub(super) fn clear(&mut self) {
        self.members.clear();
        self.listed.clear();
        self.steps.clear();
        self.keys.clear();
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = Undocumented<'_>> {
        self.members.iter().map(|member| Undocumented {
            steps: self.steps.get(member.steps.clone()).unwrap_or_default(),
            object: member.object,
            owner: member.owner,
            offset: member.key.start - 1,
            key: member.key.start..member.key.end,
        })
    }

    pub(super) fn listed(&self) -> impl Iterator<Item = Listed> {
        self.listed.iter().map(|list| Listed {
            object: list.object,
            member: list.member,
            text: list.text.start..list.text.end,
        })
    }

    /// The members of the object at `owner`, the last first.
    fn of(&self, owner: usize) -> impl Iterator<Item = &Member> {
        let inside = move |member: &&Member| member.key.start > owner;
        let members = self.members.iter().rev().take_while(inside);
        members.filter(move |member| member.owner == owner)
    }

    fn note(&mut self, object: &'static Object, owner: usize, key: Span, path: &Path<'_>) {
        let start = self.steps.len();
        let mut path = path;
        while let Some(above) = path.above {
            self.steps.push(path.step);
            path = above;
        }
        if let Some(steps) = self.steps.get_mut(start..) {
            steps.reverse();
        }
        self.members.push(Member {
            object,
            owner,
            key,
            steps: start..self.steps.len(),
        });
    }
}

impl Cursor<'_> {
    /// Notes a member that the schema does not name, of the object at `owner`, and steps over its
    /// value.
    #[inline(never)]
    pub(crate) fn undocumented(
        &mut self,
        object: &'static Object,
        owner: usize,
        key: Span,
        value: usize,
        path: &Path<'_>,
    ) -> Option<usize> {
        let name = self.slice(key);
        let mut others = 0;
        for other in self.found.of(owner) {
            others += 1;
            if others >= skip::KEYS || self.slice(other.key) == name {
                return None;
            }
        }
        if self.found.members.len() >= MOST {
            return None;
        }
        self.found.note(object, owner, key, path);
        self.any(value, path.depth + 1)
    }

    /// Notes the string between two offsets, which its schema lists; `null` is none.
    #[inline]
    pub(crate) fn listed_in(
        &mut self,
        object: &'static Object,
        member: &'static str,
        start: usize,
        end: usize,
    ) -> Option<usize> {
        if self.byte(start) == b'"' {
            if self.found.listed.len() >= MOST {
                return None;
            }
            let text = Span {
                start: start + 1,
                end: end - 1,
            };
            self.found.listed.push(List {
                object,
                member,
                text,
            });
        }
        Some(end)
    }

    /// Counts the members of an object that its schema does not name.
    pub(crate) fn undocumented_of(&self, owner: usize) -> usize {
        self.found.of(owner).count()
    }
}
