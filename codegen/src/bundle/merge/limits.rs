//! Gathers what the branches of an `allOf` say of one scalar, or of one array.

use super::{DEEPEST, Merging, component, is_named, is_remark};
use crate::source::{Member, Node, Object, Value};
use std::cmp::Ordering;

/// Keywords that bind a scalar or an array whatever stands beside them.
const LIMITS: [&str; 17] = [
    "const",
    "contentEncoding",
    "contentMediaType",
    "enum",
    "format",
    "items",
    "maxItems",
    "maxLength",
    "maximum",
    "minItems",
    "minLength",
    "minimum",
    "multipleOf",
    "pattern",
    "type",
    "uniqueItems",
    "x-sensitivity",
];
/// Which are flags in documents of older versions, and limits of their own since.
const EXCLUSIVE: [&str; 2] = ["exclusiveMaximum", "exclusiveMinimum"];

impl Merging<'_> {
    /// What holds of a value of each branch, and what components remark of it; `None` where one is of an object, or may be anything, or
    /// where two say what no keyword says alone.
    pub(super) fn limited(&mut self, object: &Object) -> Option<Vec<Member>> {
        let mut said = Vec::new();
        self.gather(object, &mut said, (0, false))?;
        let stated = said.iter().find(|it: &&Member| it.key == "type")?;
        let of = ["array", "boolean", "integer", "number", "string"];
        of.contains(&stated.value.as_str()?).then_some(said)
    }

    fn gather(
        &mut self,
        object: &Object,
        said: &mut Vec<Member>,
        (depth, of_component): (usize, bool),
    ) -> Option<()> {
        self.left = self.left.checked_sub(object.members.len())?;
        if depth > DEEPEST {
            return None;
        }
        for member in &object.members {
            let key = member.key.as_str();
            match key {
                "$ref" => {
                    let target = *self.schemas.get(component(&member.value)?.as_str())?;
                    // What has a name keeps it.
                    (!is_named(target)).then_some(())?;
                    self.gather(target.as_object()?, said, (depth + 1, true))?;
                }
                "allOf" => {
                    for branch in member.value.as_array()? {
                        self.gather(branch.as_object()?, said, (depth + 1, of_component))?;
                    }
                }
                _ if !is_remark(key) => add(said, member)?,
                _ if of_component && said.iter().all(|known| known.key != key) => {
                    said.push(member.clone());
                }
                _ => {}
            }
        }
        Some(())
    }
}

/// Adds a keyword to what is said; `None` where no keyword says both.
fn add(said: &mut Vec<Member>, member: &Member) -> Option<()> {
    let key = member.key.as_str();
    let bound = EXCLUSIVE.contains(&key) && matches!(member.value.value, Value::Number(_));
    (LIMITS.contains(&key) || bound).then_some(())?;
    match said.iter_mut().find(|known| known.key == key) {
        Some(known) => {
            if is_narrower(key, &known.value, &member.value)? {
                known.value = member.value.clone();
            }
        }
        None => said.push(member.clone()),
    }
    Some(())
}

/// Whether the second value of a keyword is the narrower one; `None` where neither is.
fn is_narrower(key: &str, one: &Node, other: &Node) -> Option<bool> {
    if one.value.same(&other.value) {
        return Some(false);
    }
    if key == "type" {
        return match (one.as_str()?, other.as_str()?) {
            ("number", "integer") => Some(true),
            ("integer", "number") => Some(false),
            _ => None,
        };
    }
    let (Value::Number(one), Value::Number(other)) = (&one.value, &other.value) else {
        return None;
    };
    let grows = match other.as_f64()?.partial_cmp(&one.as_f64()?)? {
        Ordering::Less => false,
        Ordering::Greater => true,
        // Two that differ in digits alone.
        Ordering::Equal => return None,
    };
    match key {
        "exclusiveMinimum" | "minItems" | "minLength" | "minimum" => Some(grows),
        "exclusiveMaximum" | "maxItems" | "maxLength" | "maximum" => Some(!grows),
        _ => None,
    }
}
