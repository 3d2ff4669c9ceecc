//! Gathers which component refers to which, also from inside of what is not supported: what is used
//! there is used.

use super::url::decoded;
use crate::source::{Node, Object, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Where references lead to.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Uses {
    /// From outside of `components`.
    pub of_operations: BTreeSet<Component>,
    /// From each component.
    pub of_components: BTreeMap<Component, BTreeSet<Component>>,
}

/// A section of `components`, and a name in it.
pub type Component = (String, String);

impl Uses {
    /// Those of a whole document.
    pub(crate) fn of(root: &Node) -> Self {
        let mut uses = Self::default();
        for member in root
            .as_object()
            .into_iter()
            .flat_map(|object| &object.members)
        {
            if member.key == "components" {
                uses.components(&member.value);
            } else {
                gather(&member.value, &mut uses.of_operations);
            }
        }
        uses
    }

    fn components(&mut self, node: &Node) {
        for section in members(node) {
            for component in members(&section.value) {
                let name = (section.key.to_string(), component.key.to_string());
                gather(
                    &component.value,
                    self.of_components.entry(name).or_default(),
                );
            }
        }
    }

    /// Those that something refers to itself.
    pub(crate) fn within(node: &Node) -> BTreeSet<Component> {
        let mut found = BTreeSet::new();
        gather(node, &mut found);
        found
    }

    /// Every component that an operation comes to, however far it refers.
    pub fn reached(&self) -> BTreeSet<Component> {
        self.reached_from(&self.of_operations)
    }

    /// Those, and every component that they come to.
    pub(crate) fn reached_from(&self, first: &BTreeSet<Component>) -> BTreeSet<Component> {
        let mut reached = BTreeSet::new();
        let mut open: Vec<&Component> = first.iter().collect();
        while let Some(component) = open.pop() {
            if reached.insert(component.clone()) {
                open.extend(self.of_components.get(component).into_iter().flatten());
            }
        }
        reached
    }
}

fn members(node: &Node) -> &[crate::source::Member] {
    node.as_object()
        .map_or(&[], |object: &Object| &object.members)
}

/// It goes no deeper than the readers of text let it.
fn gather(node: &Node, found: &mut BTreeSet<Component>) {
    match &node.value {
        Value::Array(elements) => elements.iter().for_each(|element| gather(element, found)),
        Value::Object(object) => {
            for member in &object.members {
                match member.value.as_str() {
                    Some(text) if member.key == "$ref" => found.extend(component(text)),
                    // A discriminator maps values to references.
                    Some(_) => {}
                    None if member.key == "mapping" => {
                        let mapped = members(&member.value).iter();
                        let texts = mapped.filter_map(|member| member.value.as_str());
                        found.extend(texts.filter_map(component));
                        gather(&member.value, found);
                    }
                    None => gather(&member.value, found),
                }
            }
        }
        _ => {}
    }
}

/// The component that a reference leads to, or into.
fn component(reference: &str) -> Option<Component> {
    let mut tokens = reference.strip_prefix("#/components/")?.split('/');
    Some((decoded(tokens.next()?), decoded(tokens.next()?)))
}
