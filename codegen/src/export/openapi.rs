//! Writes a document of OpenAPI for generators of clients: one body for each operation, schemas in
//! the shape that they take, and no key that only this generator reads.

use super::{Settings, components};
use crate::openapi::Uses;
use crate::part::{Outline, prune};
use crate::shape::{Losses, Shaping, counts_members, each_below, merge_choices};
use crate::source::{Node, Value};
use serde_json::{Map, Value as Json};
use std::collections::BTreeSet;

/// Members whose own members are names, not keys.
const OF_NAMES: [&str; 13] = [
    "callbacks",
    "content",
    "encoding",
    "examples",
    "headers",
    "links",
    "parameters",
    "pathItems",
    "requestBodies",
    "responses",
    "securitySchemes",
    "variables",
    "webhooks",
];

/// Members that hold data, or names of nothing that is an object.
const OF_DATA: [&str; 7] = [
    "default", "enum", "example", "mapping", "scopes", "security", "value",
];

/// The document as JSON.
pub(super) fn document(
    root: &Node,
    outline: &Outline,
    settings: &Settings,
    losses: &mut Losses,
) -> Json {
    let items = outline.items.iter().enumerate();
    let taken = items.filter(|(_, item)| item.is_operation() && item.is_called(&settings.only));
    let taken: Vec<usize> = taken.map(|(index, _)| index).collect();
    let mut part = prune(root, outline, &taken);
    if let Some(media_type) = &settings.body {
        one_body(&mut part, media_type, losses);
        // What only the other bodies use goes with them.
        let outline = Outline::of(&part);
        let operations = outline.items.iter().enumerate();
        let operations = operations.filter(|(_, item)| item.is_operation());
        let operations: Vec<usize> = operations.map(|(index, _)| index).collect();
        part = prune(&part, &outline, &operations);
    }
    let answered = answered(&part);
    let mut document = part.to_json();
    let shaping = settings.shaping;
    let openly = !counts_members(&document);
    let whole = shaping.merge_choices.then(|| document.clone());
    let shaped = |schema: &Json, answers: bool| {
        let (mut schema, mut losses) = (schema.clone(), Losses::default());
        shape(
            &mut schema,
            None,
            (shaping.of(answers), openly),
            whole.as_ref(),
            &mut losses,
        );
        schema
    };
    let differs = |schema: &Json| shaped(schema, true) != shaped(schema, false);
    components::split(&mut document, &answered, differs, losses);
    let mut walk = Walk {
        shaping,
        openly,
        whole: whole.as_ref(),
        answered: &answered,
        losses,
    };
    walk.object(&mut document, "", false);
    if shaping.merge_choices {
        components::leave_unused(&mut document, losses);
    }
    document
}

/// Shapes a schema, of that name if it is a component.
fn shape(
    schema: &mut Json,
    name: Option<&str>,
    (shaping, openly): (Shaping, bool),
    whole: Option<&Json>,
    losses: &mut Losses,
) {
    if let Some(whole) = whole.filter(|_| shaping.merge_choices) {
        merge_choices(schema, whole, losses);
    }
    shaping.part(name, schema, openly, losses);
    without_extensions(schema, losses);
}

/// The schemas that answers come to.
fn answered(root: &Node) -> BTreeSet<String> {
    let mut first = BTreeSet::new();
    responses(root, &mut first);
    let reached = Uses::of(root).reached_from(&first);
    let schemas = reached
        .into_iter()
        .filter(|(section, _)| section == "schemas");
    schemas.map(|(_, name)| name).collect()
}

fn responses(node: &Node, found: &mut BTreeSet<crate::openapi::Component>) {
    let Value::Object(object) = &node.value else {
        return;
    };
    for member in &object.members {
        if member.key == "responses" {
            found.extend(Uses::within(&member.value));
        } else {
            responses(&member.value, found);
        }
    }
}

/// Leaves one media type of each request body, if it has that.
fn one_body(node: &mut Node, media_type: &str, losses: &mut Losses) {
    let Value::Object(object) = &mut node.value else {
        return;
    };
    for member in &mut object.members {
        match member.key.as_str() {
            "requestBody" => content(&mut member.value, media_type, losses),
            "requestBodies" => {
                if let Value::Object(bodies) = &mut member.value.value {
                    let bodies = bodies.members.iter_mut();
                    bodies.for_each(|body| content(&mut body.value, media_type, losses));
                }
            }
            // Names of members are no keys.
            "schemas" | "examples" | "example" => {}
            _ => one_body(&mut member.value, media_type, losses),
        }
    }
}

fn content(body: &mut Node, media_type: &str, losses: &mut Losses) {
    let Value::Object(body) = &mut body.value else {
        return;
    };
    let content = body
        .members
        .iter_mut()
        .find(|member| member.key == "content");
    let Some(Value::Object(content)) = content.map(|member| &mut member.value.value) else {
        return;
    };
    let has = content
        .members
        .iter()
        .any(|member| member.key == media_type);
    if !has {
        if content.members.len() > 1 {
            losses.add(format!(
                "a request has several bodies, none of them {media_type}"
            ));
        }
        return;
    }
    content.members.retain(|member| {
        let stays = member.key == media_type;
        if !stays {
            losses.add(format!("a request can also be sent as {}", member.key));
        }
        stays
    });
}

struct Walk<'a> {
    shaping: Shaping,
    openly: bool,
    /// What choices in answers refer to, where they are to be one object.
    whole: Option<&'a Json>,
    answered: &'a BTreeSet<String>,
    losses: &'a mut Losses,
}

impl Walk<'_> {
    /// An object of OpenAPI that stands under that key. `answers` are what is in a response.
    fn object(&mut self, value: &mut Json, key: &str, answers: bool) {
        match value {
            Json::Object(members) if OF_NAMES.contains(&key) => {
                for (_, value) in members {
                    self.object(value, "", answers || key == "responses");
                }
            }
            Json::Object(members) => self.members(members, answers),
            Json::Array(elements) => {
                for element in elements {
                    self.object(element, "", answers);
                }
            }
            _ => {}
        }
    }

    fn members(&mut self, members: &mut Map<String, Json>, answers: bool) {
        members.retain(|key, _| {
            let ours = key.starts_with("x-");
            if ours {
                self.losses.add(format!("`{key}` is not in the export"));
            }
            !ours
        });
        for (key, value) in members {
            match key.as_str() {
                "schema" => self.schema(value, None, answers),
                "schemas" => {
                    for (name, schema) in value.as_object_mut().into_iter().flatten() {
                        let answers = self.answered.contains(name);
                        self.schema(schema, Some(name), answers);
                    }
                }
                key if OF_DATA.contains(&key) => {}
                key => self.object(value, key, answers),
            }
        }
    }

    fn schema(&mut self, schema: &mut Json, name: Option<&str>, answers: bool) {
        let shaping = self.shaping.of(answers);
        shape(
            schema,
            name,
            (shaping, self.openly),
            self.whole,
            self.losses,
        );
    }
}

/// Drops what only this generator reads, after it was put to use.
fn without_extensions(schema: &mut Json, losses: &mut Losses) {
    let Json::Object(keywords) = schema else {
        return;
    };
    keywords.retain(|keyword, _| {
        let ours = keyword.starts_with("x-");
        if ours {
            losses.add(format!("`{keyword}` is not in the export"));
        }
        !ours
    });
    each_below(keywords, |_, schema| without_extensions(schema, losses));
}
