//! Iterates over the items of a reader that goes step by step; after a step that fails nothing more
//! is read.

use super::cutter::ReadError;
use super::item::Item;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::vec;

/// Reads on. What a step brings is continued, or is the last.
pub(super) trait Steps {
    fn step(&mut self) -> Result<ControlFlow<Vec<Item>, Vec<Item>>, ReadError>;
}

/// The items of all steps.
pub(super) struct Stepwise<S> {
    input: Arc<str>,
    /// `None` after the last step.
    steps: Option<S>,
    ready: vec::IntoIter<Item>,
}

impl<S: Steps> Stepwise<S> {
    pub(super) fn new(input: Arc<str>, steps: S) -> Self {
        Self {
            input,
            steps: Some(steps),
            ready: Vec::new().into_iter(),
        }
    }
}

impl<S: Steps> Iterator for Stepwise<S> {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        loop {
            if let Some(item) = self.ready.next() {
                return Some(item);
            }
            let (items, is_last) = match self.steps.as_mut()?.step() {
                Ok(ControlFlow::Continue(items)) => (items, false),
                Ok(ControlFlow::Break(items)) => (items, true),
                Err(error) => (vec![Item::unreadable(&self.input, error)], true),
            };
            if is_last {
                self.steps = None;
            }
            self.ready = items.into_iter();
        }
    }
}
