//! A reader that goes step by step → its items.
//!
//! It stands apart because archives, messages and traces are read in the same way: a step brings
//! some items or none, and behind one that fails nothing more can be read.

use super::Item;
use super::cutter::Trouble;
use super::open::told;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::vec;

/// Reads on. What a step brings is continued, or is the last.
pub(super) trait Steps {
    fn step(&mut self) -> Result<ControlFlow<Vec<Item>, Vec<Item>>, Trouble>;
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
                Err(trouble) => (vec![Item::Failed(told(&self.input, trouble))], true),
            };
            if is_last {
                self.steps = None;
            }
            self.ready = items.into_iter();
        }
    }
}
