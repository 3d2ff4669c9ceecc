//! Generates values from a JSON Schema, as a `proptest` strategy. It shares no code with the
//! product that it tests.

use proptest::prelude::*;
use serde_json::{Map, Number, Value, json};

/// Marks each string that a test plants, so that it can be looked for in what is printed.
pub(crate) const CANARY: &str = "zq7canary";

/// Values that satisfy the schema at `pointer` of `root`; objects also get members that the schema
/// does not name.
pub(crate) fn values(root: &Value, pointer: &str) -> BoxedStrategy<Value> {
    let schema = root
        .pointer(pointer)
        .expect("the pointer leads to a schema");
    strategy(root, schema, 12)
}

fn strategy(root: &Value, schema: &Value, depth: usize) -> BoxedStrategy<Value> {
    if let Some(reference) = schema["$ref"].as_str() {
        let target = root
            .pointer(reference.trim_start_matches('#'))
            .expect("exported schemas have no dangling reference");
        return strategy(root, target, depth);
    }
    if let Some(choices) = schema["enum"].as_array() {
        return proptest::sample::select(choices.clone()).boxed();
    }
    if let Some(value) = schema.get("const") {
        return Just(value.clone()).boxed();
    }
    for keyword in ["oneOf", "anyOf"] {
        if let Some(branches) = schema[keyword].as_array() {
            let branches: Vec<_> = branches
                .iter()
                .map(|branch| strategy(root, branch, depth))
                .collect();
            return proptest::strategy::Union::new(branches).boxed();
        }
    }
    let types: Vec<&str> = match &schema["type"] {
        Value::String(one) => vec![one],
        Value::Array(several) => several.iter().filter_map(Value::as_str).collect(),
        _ => vec!["null", "boolean", "integer", "number", "string"],
    };
    let of_each: Vec<_> = types
        .into_iter()
        .map(|name| of_type(root, schema, name, depth))
        .collect();
    proptest::strategy::Union::new(of_each).boxed()
}

fn of_type(root: &Value, schema: &Value, name: &str, depth: usize) -> BoxedStrategy<Value> {
    match name {
        "object" => object(root, schema, depth),
        "array" => array(root, schema, depth),
        "string" => string(schema),
        "integer" => integer(schema),
        "number" => number(schema),
        "boolean" => any::<bool>().prop_map(Value::Bool).boxed(),
        "null" => Just(Value::Null).boxed(),
        other => panic!("no such type in JSON Schema: {other}"),
    }
}

fn object(root: &Value, schema: &Value, depth: usize) -> BoxedStrategy<Value> {
    let required: Vec<&str> = schema["required"]
        .as_array()
        .map(|names| names.iter().filter_map(Value::as_str).collect())
        .unwrap_or_default();
    let empty = Map::new();
    let properties = schema["properties"].as_object().unwrap_or(&empty);
    let members: Vec<BoxedStrategy<Option<(String, Value)>>> = properties
        .iter()
        .filter(|(name, _)| depth > 0 || required.contains(&name.as_str()))
        .map(|(name, schema)| {
            let name = name.clone();
            strategy(root, schema, depth.saturating_sub(1))
                .prop_map(move |value| (name.clone(), value))
        })
        .zip(properties.keys())
        .map(|(member, name)| {
            if required.contains(&name.as_str()) {
                member.prop_map(Some).boxed()
            } else {
                proptest::option::weighted(0.6, member).boxed()
            }
        })
        .collect();
    let unknown = proptest::collection::vec(unknown_member(), 0..2);
    (members, unknown)
        .prop_map(|(members, unknown)| {
            Value::Object(members.into_iter().flatten().chain(unknown).collect())
        })
        .boxed()
}

/// A member that no schema names; its name cannot be one of theirs.
fn unknown_member() -> impl Strategy<Value = (String, Value)> {
    let value = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(Value::from),
        finite().prop_map(Value::Number),
        text().prop_map(Value::String),
        Just(json!({"a": [1, {"b": null}]})),
    ];
    ("[a-z]{0,3}", value).prop_map(|(tail, value)| (format!("x{CANARY}{tail}"), value))
}

fn array(root: &Value, schema: &Value, depth: usize) -> BoxedStrategy<Value> {
    let least = size(schema, "minItems", 0);
    let most = size(schema, "maxItems", least + 2);
    let any = json!({});
    let items = strategy(
        root,
        schema.get("items").unwrap_or(&any),
        depth.saturating_sub(1),
    );
    proptest::collection::vec(items, least..=most)
        .prop_map(Value::Array)
        .boxed()
}

fn string(schema: &Value) -> BoxedStrategy<Value> {
    if let Some(pattern) = schema["pattern"].as_str() {
        return proptest::string::string_regex(pattern.trim_matches(['^', '$']))
            .expect("a pattern that can be turned into strings")
            .prop_map(Value::String)
            .boxed();
    }
    let least = size(schema, "minLength", 0);
    let most = size(schema, "maxLength", usize::MAX);
    text()
        .prop_filter("too short or too long", move |text| {
            (least..=most).contains(&text.chars().count())
        })
        .prop_map(Value::String)
        .boxed()
}

/// Each holds the canary; around it whatever Unicode has.
fn text() -> impl Strategy<Value = String> {
    (any::<String>(), "[가-힣]{0,3}").prop_map(|(before, after)| format!("{before}{CANARY}{after}"))
}

fn integer(schema: &Value) -> BoxedStrategy<Value> {
    let least = schema["minimum"].as_i64().unwrap_or(i64::MIN);
    let most = schema["maximum"].as_i64().unwrap_or(i64::MAX);
    (least..=most).prop_map(Value::from).boxed()
}

fn number(schema: &Value) -> BoxedStrategy<Value> {
    match (schema["minimum"].as_f64(), schema["maximum"].as_f64()) {
        (None, None) => prop_oneof![
            finite().prop_map(Value::Number),
            any::<i64>().prop_map(Value::from)
        ]
        .boxed(),
        (least, most) => (least.unwrap_or(-1e6)..=most.unwrap_or(1e6))
            .prop_map(|number| json!(number))
            .boxed(),
    }
}

fn finite() -> impl Strategy<Value = Number> {
    proptest::num::f64::NORMAL.prop_filter_map("JSON has no such number", Number::from_f64)
}

fn size(schema: &Value, keyword: &str, otherwise: usize) -> usize {
    schema[keyword]
        .as_u64()
        .map_or(otherwise, |size| usize::try_from(size).unwrap_or(otherwise))
}

/// The value with one place of it replaced or taken away, so that it may or may not still satisfy
/// the schema.
pub(crate) fn damaged(
    value: Value,
    place: prop::sample::Index,
    replacement: Option<Value>,
) -> Value {
    let mut pointers = Vec::new();
    collect(&value, String::new(), &mut pointers);
    let pointer = place.get(&pointers).clone();
    let mut value = value;
    match (replacement, pointer.rsplit_once('/')) {
        (None, Some((parent, name))) => {
            let name = spanned_tree::unescape_token(name);
            if let Some(Value::Object(members)) = value.pointer_mut(parent) {
                members.remove(&name);
            }
        }
        (Some(new), _) => {
            if let Some(old) = value.pointer_mut(&pointer) {
                *old = new;
            }
        }
        (None, None) => {}
    }
    value
}

/// What a member may be replaced by; `None` takes it away.
pub(crate) fn replacement() -> impl Strategy<Value = Option<Value>> {
    prop_oneof![
        Just(None),
        proptest::sample::select(vec![
            json!(null),
            json!(true),
            json!(-1),
            json!(3.0),
            json!(1.5),
            json!(2e300),
            json!(u64::MAX),
            json!(""),
            json!("V2"),
            json!([]),
            json!([null]),
            json!({}),
            json!({"value": 1}),
        ])
        .prop_map(Some),
    ]
}

fn collect(value: &Value, pointer: String, pointers: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                let name = spanned_tree::escape_token(name);
                collect(member, format!("{pointer}/{name}"), pointers);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                collect(item, format!("{pointer}/{index}"), pointers);
            }
        }
        _ => {}
    }
    pointers.push(pointer);
}
