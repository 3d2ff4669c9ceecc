//! Makes documents as large as the largest that are published, and such as lead far in themselves.

use serde_json::{Map, Value, json};

/// Of schemas, what travels as one document.
const TOGETHER: usize = 100;

/// A document of these components, with an operation for each of these bodies.
fn document(schemas: &Map<String, Value>, answers: &[Value]) -> Value {
    let paths = answers.iter().enumerate().map(|(at, schema)| {
        let answer =
            json!({"description": "It.", "content": {"application/json": {"schema": schema}}});
        let operation = json!({"operationId": format!("call{at}"), "responses": {"200": answer}});
        (format!("/call{at}"), json!({"get": operation}))
    });
    let paths: Map<String, Value> = paths.collect();
    json!({
        "openapi": "3.1.0",
        "info": {"title": "Large", "version": "1.0.0"},
        "servers": [{"url": "https://a.example"}],
        "paths": paths,
        "components": {"schemas": schemas},
    })
}

fn reference(at: usize) -> Value {
    json!({"$ref": format!("#/components/schemas/Thing{at}")})
}

/// So many schemas of some 250 bytes each.
pub(crate) fn large(count: usize) -> Value {
    let schemas = (0..count).map(|at| {
        let members = json!({
            "id": {"type": "string", "maxLength": 40},
            "count": {"type": "integer", "format": "int32"},
            "tags": {"type": "array", "items": {"type": "string"}},
            "next": reference(at - at % TOGETHER),
        });
        let schema = json!({"type": "object", "description": "One of many.", "required": ["id"], "properties": members});
        (format!("Thing{at}"), schema)
    });
    let answers: Vec<Value> = (0..count.div_ceil(TOGETHER))
        .map(|group| {
            let members = (group * TOGETHER..count)
                .take(TOGETHER)
                .map(|at| (format!("thing{at}"), reference(at)));
            let members: Map<String, Value> = members.collect();
            json!({"type": "object", "properties": members})
        })
        .collect();
    document(&schemas.collect(), &answers)
}

/// A list of so many strings.
pub(crate) fn values(count: usize) -> Value {
    let values: Vec<String> = (0..count).map(|at| format!("value-{at}")).collect();
    let list = json!({"type": "string", "enum": values});
    let schemas = [("Thing0".to_owned(), list)].into_iter().collect();
    let answer = json!({"type": "object", "properties": {"kind": reference(0)}});
    document(&schemas, &[answer])
}

/// So many types, each of which refers to the next, the last one to the first where it is a cycle.
pub(crate) fn chain(count: usize, cycle: bool) -> Value {
    let schemas = (0..count).map(|at| {
        let next = (at + 1) % count;
        let mut members = Map::new();
        members.insert("id".into(), json!({"type": "string"}));
        if cycle || next > 0 {
            members.insert("next".into(), reference(next));
        }
        (
            format!("Thing{at}"),
            json!({"type": "object", "properties": members}),
        )
    });
    document(&schemas.collect(), &[reference(0)])
}

/// So many arrays in one another.
pub(crate) fn arrays(depth: usize) -> Value {
    let items = json!({"type": "integer"});
    let schema = (0..depth).fold(items, |items, _| json!({"type": "array", "items": items}));
    let schemas = [(
        "Thing0".to_owned(),
        json!({"type": "object", "properties": {"deep": schema}}),
    )];
    document(&schemas.into_iter().collect(), &[reference(0)])
}
