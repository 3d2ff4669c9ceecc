//! Takes out of a document what it asks for in the other direction: `required` of what is `readOnly`
//! holds for answers, of what is `writeOnly` for requests.

use crate::schema::merged;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// The names of the members of a schema that do not travel where it is sent, or else answered. One that
/// can be one thing only tells what the object is, and travels.
pub(crate) fn elsewhere(root: &Value, schema: &Value, sent: bool) -> BTreeSet<String> {
    let flag = if sent { "readOnly" } else { "writeOnly" };
    let whole = merged(root, schema);
    let properties = whole.get("properties").and_then(Value::as_object);
    let properties = properties.into_iter().flatten();
    let elsewhere = properties.filter(|(_, inner)| {
        let inner = merged(root, inner);
        inner.get(flag) == Some(&Value::Bool(true)) && inner.get("const").is_none()
    });
    elsewhere.map(|(name, _)| name.clone()).collect()
}

/// A value of the document `root`, without what is asked for in the other direction alone.
pub(crate) fn directed(root: &Value, value: &Value, sent: bool) -> Value {
    below(root, value, sent, &BTreeSet::new())
}

/// `around`: what does not travel by the schema whose `allOf` this is of.
fn below(root: &Value, value: &Value, sent: bool, around: &BTreeSet<String>) -> Value {
    let each = |items: &[Value], around| {
        let items = items.iter().map(|item| below(root, item, sent, around));
        items.collect()
    };
    match value {
        Value::Object(members) => {
            let mut gone = around.clone();
            if members.contains_key("required") || members.contains_key("allOf") {
                gone.extend(elsewhere(root, value, sent));
            }
            let stays = |name: &&Value| name.as_str().is_none_or(|it| !gone.contains(it));
            let members = members.iter().map(|(key, inner)| {
                let inner = match (key.as_str(), inner) {
                    ("required", Value::Array(names)) => {
                        names.iter().filter(stays).cloned().collect()
                    }
                    ("allOf", Value::Array(branches)) => each(branches, &gone),
                    _ => directed(root, inner, sent),
                };
                (key.clone(), inner)
            });
            Value::Object(members.collect::<Map<_, _>>())
        }
        Value::Array(items) => each(items, &BTreeSet::new()),
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_required_is_so_where_it_travels() {
        let root = json!({"components": {"schemas": {
            "Stamp": {"required": ["at"], "properties": {"at": {"$ref": "#/components/schemas/At"}}},
            "At": {"type": "string", "readOnly": true},
        }}});
        let schema = json!({
            "required": ["kind", "key", "at"],
            "allOf": [{"$ref": "#/components/schemas/Stamp"}, {"required": ["at", "key"]}],
            "properties": {
                "kind": {"const": "a", "readOnly": true},
                "key": {"type": "string", "writeOnly": true},
            },
        });
        let sent = directed(&root, &schema, true);
        assert_eq!(sent["required"], json!(["kind", "key"]));
        assert_eq!(sent["allOf"][1]["required"], json!(["key"]));
        let answered = directed(&root, &schema, false);
        assert_eq!(answered["required"], json!(["kind", "at"]));
        assert_eq!(answered["allOf"][1]["required"], json!(["at"]));
        let stamp = "/components/schemas/Stamp/required";
        assert_eq!(
            directed(&root, &root, true).pointer(stamp),
            Some(&json!([]))
        );
        assert_eq!(
            directed(&root, &root, false).pointer(stamp),
            Some(&json!(["at"]))
        );
    }
}
