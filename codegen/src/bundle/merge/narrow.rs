//! Holds two schemas against each other: whether each value of one is surely one of the other.

use super::{Merging, is_remark};
use crate::openapi::url::decoded;
use crate::source::{Member, Node, Object, Value};

/// How far one is looked into.
const DEEPEST: usize = 16;

/// Keywords that say the same of a value whatever stands beside them.
const ALONE: [&str; 16] = [
    "$ref",
    "const",
    "enum",
    "exclusiveMaximum",
    "exclusiveMinimum",
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
];

impl<'d> Merging<'d> {
    /// Whether each value of a schema is surely one of the other.
    pub(super) fn implies(&mut self, narrow: &Node, wide: &Node) -> bool {
        self.within(narrow, wide, DEEPEST)
    }

    fn within(&mut self, narrow: &Node, wide: &Node, depth: usize) -> bool {
        if wide.as_bool() == Some(true) || narrow.value.same(&wide.value) {
            return true;
        }
        let Some(wide) = wide.as_object() else {
            return false;
        };
        let mut binding = wide.members.iter().filter(|it| !is_remark(&it.key));
        binding.all(|said| self.says(narrow, said, depth))
    }

    /// Whether a schema binds its values as a keyword of another one does.
    fn says(&mut self, narrow: &Node, said: &Member, depth: usize) -> bool {
        let (Some(object), Some(depth)) = (narrow.as_object(), depth.checked_sub(1)) else {
            return false;
        };
        let Some(left) = self.left.checked_sub(1) else {
            return false;
        };
        self.left = left;
        if self.says_itself(object, said, depth) {
            return true;
        }
        let reference = object.get("$ref").map(|it| &it.value);
        let target = reference.and_then(|reference| self.target(reference));
        if target.is_some_and(|target| self.says(target, said, depth)) {
            return true;
        }
        let wide = (said.key == "$ref").then(|| self.target(&said.value));
        if let Some(target) = wide.flatten() {
            return self.within(narrow, target, depth);
        }
        let all = object.get("allOf").and_then(|all| all.value.as_array());
        let mut all = all.into_iter().flatten();
        all.any(|branch| self.says(branch, said, depth))
    }

    /// As [`Self::says`], by a keyword of its own.
    fn says_itself(&mut self, narrow: &Object, said: &Member, depth: usize) -> bool {
        let key = said.key.as_str();
        let own = narrow.get(key).map(|it| &it.value);
        // Behind others, what is said of the items is not said of all.
        let apart = key == "items" && narrow.get("prefixItems").is_some();
        let same = own.is_some_and(|own| own.value.same(&said.value.value));
        if ALONE.contains(&key) && same && !apart {
            return true;
        }
        match (key, &said.value.value) {
            ("type", Value::String(name)) => name == "string" && is_set_of_texts(narrow),
            ("items", _) => !apart && own.is_some_and(|own| self.within(own, &said.value, depth)),
            ("properties", Value::Object(wide)) => {
                let own = own.and_then(Node::as_object);
                wide.members.iter().all(|member| {
                    let own = own.and_then(|own| own.get(&member.key));
                    own.is_some_and(|own| self.within(&own.value, &member.value, depth))
                })
            }
            ("required", Value::Array(wide)) => {
                let own = own.and_then(Node::as_array).unwrap_or_default();
                let known = |name: &Node| own.iter().any(|own| own.value.same(&name.value));
                wide.iter().all(known)
            }
            _ => false,
        }
    }

    /// What a reference of the document leads to.
    pub(super) fn target(&self, reference: &Node) -> Option<&'d Node> {
        let mut tokens = reference.as_str()?.strip_prefix("#/")?.split('/');
        tokens.try_fold(self.document, |node, token| {
            let token = decoded(token);
            match &node.value {
                Value::Object(object) => Some(&object.get(&token)?.value),
                Value::Array(elements) => elements.get(token.parse::<usize>().ok()?),
                _ => None,
            }
        })
    }
}

fn is_set_of_texts(object: &Object) -> bool {
    let constant = object.get("const").map(|it| it.value.as_str().is_some());
    let listed = object.get("enum").and_then(|it| it.value.as_array());
    let listed = listed.map(|values| values.iter().all(|it| it.as_str().is_some()));
    constant.or(listed).unwrap_or_default()
}
