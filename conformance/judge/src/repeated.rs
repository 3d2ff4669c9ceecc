//! Finds keys that an object has more than once, anywhere in the tree: also where the spec describes
//! nothing.

use super::trail::{Step, Trail};
use spanned_tree::{Member, Node, Value};
use std::collections::HashMap;

/// A member whose key the object has more than once; its value is the one that counts.
pub(super) struct Repeated<'a> {
    pub(super) member: &'a Member,
    /// How often the key is there.
    pub(super) times: usize,
}

/// Takes what is found, and the steps to it.
type Take<'t, 'a> = dyn FnMut(&Trail<'a>, Repeated<'a>) + 't;

/// Gives every repeated key of the tree, at any depth.
pub(super) fn find<'a>(root: &'a Node, take: &mut Take<'_, 'a>) {
    visit(root, &mut Trail::new(), take);
}

/// The depth of a tree is bounded when it is read, and so is this.
fn visit<'a>(node: &'a Node, trail: &mut Trail<'a>, take: &mut Take<'_, 'a>) {
    match &node.value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                trail.push(Step::Index(index));
                visit(item, trail, take);
                trail.pop();
            }
        }
        Value::Object(object) => {
            let mut shadowed: HashMap<&str, usize> = HashMap::new();
            for member in &object.shadowed {
                *shadowed.entry(&member.key).or_default() += 1;
            }
            for member in &object.members {
                trail.push(Step::to(object, &member.key));
                if let Some(times) = shadowed.get(member.key.as_str()) {
                    let times = times + 1;
                    take(trail, Repeated { member, times });
                }
                visit(&member.value, trail, take);
                trail.pop();
            }
        }
        _ => {}
    }
}
