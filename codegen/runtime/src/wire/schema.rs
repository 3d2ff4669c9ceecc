//! Corrects derived JSON Schemas, so that they accept what the API's own schemas accept.
//!
//! In three places a Rust type says something else: `Option` is a member that may be left out
//! rather than `null`, the keywords of an array's items have no attribute, and the shapes of a
//! union may exclude one another.

use super::nullable::Nullable;
use super::redacted::{Personal, Secret};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::Value as Json;
use std::borrow::Cow;

macro_rules! same_schema {
    ($name:ident as $inner:ty) => {
        impl<T: JsonSchema> JsonSchema for $name<T> {
            fn inline_schema() -> bool {
                <$inner>::inline_schema()
            }

            fn schema_name() -> Cow<'static, str> {
                <$inner>::schema_name()
            }

            fn schema_id() -> Cow<'static, str> {
                <$inner>::schema_id()
            }

            fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                <$inner>::json_schema(generator)
            }
        }
    };
}

same_schema!(Personal as T);
same_schema!(Secret as T);
same_schema!(Nullable as Option<T>);

/// Removes the `null` that `Option` adds: the member is there, or it is not.
pub(crate) fn not_null(schema: &mut Schema) {
    let Some(keywords) = schema.as_object_mut() else {
        return;
    };
    if let Some(Json::Array(types)) = keywords.get_mut("type") {
        types.retain(|name| name != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            keywords.insert("type".to_owned(), only);
        }
    }
    let Some(Json::Array(branches)) = keywords.get_mut("anyOf") else {
        return;
    };
    branches.retain(|branch| branch.get("type").is_none_or(|name| name != "null"));
    if let [Json::Object(only)] = branches.as_slice() {
        let only = only.clone();
        keywords.remove("anyOf");
        keywords.extend(only);
    }
}

/// Adds a keyword to the items of an array, `depth` arrays down. Its value is a JSON text.
pub(crate) fn items(depth: usize, keyword: &str, value: &str) -> impl FnMut(&mut Schema) {
    let value: Json = serde_json::from_str(value).unwrap_or_default();
    move |schema| {
        let mut place = schema.as_object_mut();
        for _ in 0..depth {
            place = place
                .and_then(|array| array.get_mut("items"))
                .and_then(Json::as_object_mut);
        }
        if let Some(keywords) = place {
            keywords.insert(keyword.to_owned(), value.clone());
        }
    }
}

/// Makes the shapes of a union exclude one another.
pub(crate) fn exclusive(schema: &mut Schema) {
    if let Some(branches) = schema.remove("anyOf") {
        schema.insert("oneOf".to_owned(), branches);
    }
}
