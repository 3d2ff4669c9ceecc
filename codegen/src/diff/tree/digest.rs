//! Makes a number of what a schema says: the same for two that say the same, whatever names they go
//! by. What has the same number is compared; nothing is the same because its number is.

use super::joined::flat;
use super::{Form, Forms, Kind, Role};
use crate::source::{Node, Value};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// References that are followed in one another; what is beyond is any schema.
const DEEPEST: usize = 4;

pub(super) struct Digests<'a> {
    forms: &'a Forms<'a>,
    /// Of components, by how many references lead to them.
    known: HashMap<(String, usize), u64>,
    steps: usize,
}

impl<'a> Digests<'a> {
    pub(super) fn new(forms: &'a Forms<'a>) -> Self {
        Self {
            forms,
            known: HashMap::new(),
            steps: 0,
        }
    }

    pub(super) const fn steps(&self) -> usize {
        self.steps
    }

    pub(super) fn of(&mut self, form: &Form, role: Role) -> u64 {
        self.digest(form, role, 0)
    }

    fn digest(&mut self, form: &Form, role: Role, depth: usize) -> u64 {
        self.steps += 1;
        if role == Role::Schema {
            if form.target().is_some() {
                return self.target(form, depth + 1);
            }
            if form.get("allOf").is_some()
                && let Some(flat) = flat(self.forms, form)
            {
                return self.members(&flat, role, depth);
            }
        }
        match &form.kind {
            Kind::Leaf(value) => hash(|state| scalar(value, state)),
            // The order of a list is none here: elements are paired by what they are.
            Kind::List(list) => list.iter().fold(1, |sum: u64, it| {
                sum.wrapping_add(self.digest(it, role.below(""), depth))
            }),
            Kind::Map(_) => self.members(form, role, depth),
        }
    }

    fn members(&mut self, form: &Form, role: Role, depth: usize) -> u64 {
        let mut sum: u64 = 2;
        for (index, (key, value)) in form.members().iter().enumerate() {
            let value = self.digest(value, role.below(key), depth);
            // Members of an object have an order, which shows in Rust.
            let index = if role == Role::Members { index } else { 0 };
            sum = sum.wrapping_add(hash(|state| (index, key, value).hash(state)));
        }
        sum
    }

    fn target(&mut self, form: &Form, depth: usize) -> u64 {
        let Some(target) = self.forms.target(form).filter(|_| depth <= DEEPEST) else {
            return 3;
        };
        let key = (target.pointer.clone(), depth);
        if let Some(known) = self.known.get(&key) {
            return *known;
        }
        let digest = self.digest(target, Role::Schema, depth);
        self.known.insert(key, digest);
        digest
    }
}

fn hash(write: impl FnOnce(&mut DefaultHasher)) -> u64 {
    let mut state = DefaultHasher::new();
    write(&mut state);
    state.finish()
}

/// Hashes a value so that what is the same JSON has the same hash.
fn scalar(value: &Value, state: &mut DefaultHasher) {
    match value {
        Value::Null => 0_u8.hash(state),
        Value::Bool(it) => it.hash(state),
        Value::Number(it) => it.hash(state),
        Value::String(it) => it.hash(state),
        Value::Array(list) => list
            .iter()
            .for_each(|Node { value, .. }| scalar(value, state)),
        // In any order, so only how many there are.
        Value::Object(object) => object.members.len().hash(state),
    }
}
