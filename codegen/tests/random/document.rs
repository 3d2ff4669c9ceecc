//! Makes documents at random, of what the lists of keywords, media types, places, styles, security
//! schemes and statuses have.

use super::names;
use codegen::openapi::keywords;
use fastrand::Rng;
use serde_json::{Map, Value, json};
use std::fmt::Write as _;

/// Makes one document.
pub(crate) struct Maker {
    pub(super) random: Rng,
    pub(super) components: Vec<String>,
    /// What operations are called so far.
    called: Vec<String>,
}

impl Maker {
    pub(crate) fn document(seed: u64) -> Value {
        let mut random = Rng::with_seed(seed);
        let mut components: Vec<String> = (0..14).map(|_| names::component(&mut random)).collect();
        components.sort();
        components.dedup();
        let mut maker = Self {
            random,
            components,
            called: Vec::new(),
        };
        let mut components = Map::new();
        for name in maker.components.clone() {
            // Most are objects, as in the world, so that choices between them can be told apart.
            let schema = match maker.random.u8(..4) {
                0 => maker.schema(0),
                _ => maker.object(0),
            };
            components.insert(name, schema);
        }
        let schemes = maker.schemes();
        let mut paths = Map::new();
        for at in 0..8 {
            let (path, item) = maker.path(at, &schemes);
            paths.insert(path, item);
        }
        let mut root = json!({
            "openapi": "3.1.0",
            "info": {"title": "Anything", "version": "1.0.0"},
            "paths": paths,
            "components": {"schemas": components, "securitySchemes": schemes},
        });
        let server = match maker.random.u8(..4) {
            0 => json!([{"url": "/v1"}]),
            1 => {
                let name = names::component(&mut maker.random);
                let url = format!("https://{{{name}}}.example/v1");
                json!([{"url": url, "variables": {name: {"default": "a", "enum": ["a", "b"]}}}])
            }
            _ => json!([{"url": "https://a.example"}]),
        };
        root["servers"] = server;
        root
    }

    pub(super) fn one_in(&mut self, count: u8) -> bool {
        self.random.u8(..count) == 0
    }

    pub(super) fn one_of<T: Clone>(&mut self, list: &[T]) -> T {
        list[self.random.usize(..list.len())].clone()
    }

    fn schemes(&mut self) -> Map<String, Value> {
        let name = names::header(&mut self.random);
        let all = [
            json!({"type": "apiKey", "in": "header", "name": name}),
            json!({"type": "apiKey", "in": "query", "name": "key"}),
            json!({"type": "apiKey", "in": "cookie", "name": "session"}),
            json!({"type": "http", "scheme": "bearer"}),
            json!({"type": "http", "scheme": "basic"}),
            json!({"type": "openIdConnect", "openIdConnectUrl": "https://a.example/known"}),
        ];
        let mut schemes = Map::new();
        for scheme in all {
            if !self.one_in(3) {
                schemes.insert(names::component(&mut self.random), scheme);
            }
        }
        schemes
    }

    fn path(&mut self, at: usize, schemes: &Map<String, Value>) -> (String, Value) {
        let mut path = format!("/{}{at}", names::component(&mut self.random));
        let mut parameters = Vec::new();
        let mut taken = Vec::new();
        for _ in 0..self.random.usize(..3) {
            let name = names::component(&mut self.random);
            if taken.contains(&name) {
                continue;
            }
            let _ = write!(path, "/{{{name}}}");
            let schema = self.flat();
            parameters
                .push(json!({"name": name, "in": "path", "required": true, "schema": schema}));
            taken.push(name);
        }
        let mut item = json!({"parameters": parameters});
        for method in ["get", "post", "delete", "head"] {
            if self.one_in(2) {
                item[method] = self.operation(method, schemes);
            }
        }
        (path, item)
    }

    fn operation(&mut self, method: &str, schemes: &Map<String, Value>) -> Value {
        let mut operation = json!({"description": self.prose(), "parameters": self.parameters()});
        let name = names::any(&mut self.random);
        if !self.one_in(4) && !self.called.contains(&name) {
            operation["operationId"] = json!(name);
            self.called.push(name);
        }
        if method == "post" {
            operation["requestBody"] = self.body();
        }
        if !self.one_in(6) {
            operation["responses"] = self.responses();
        }
        let names: Vec<&String> = schemes.keys().collect();
        if !names.is_empty() {
            let alternatives = (0..self.random.usize(..3)).map(|_| {
                let together = (0..self.random.usize(..3)).map(|_| {
                    let name = names[self.random.usize(..names.len())];
                    (name.clone(), json!([]))
                });
                Value::Object(together.collect())
            });
            operation["security"] = alternatives.collect();
        }
        operation
    }

    fn parameters(&mut self) -> Vec<Value> {
        let mut all: Vec<Value> = Vec::new();
        for _ in 0..self.random.usize(..5) {
            let place = self.one_of(&["query", "header", "cookie"]);
            let name = match place {
                "header" => names::header(&mut self.random),
                _ => names::any(&mut self.random),
            };
            if all.iter().any(|it| it["name"] == name && it["in"] == place) {
                continue;
            }
            let mut parameter = json!({"name": name, "in": place, "description": self.prose()});
            parameter["required"] = json!(self.random.bool());
            let schema = self.flat();
            if self.one_in(6) {
                parameter["content"] = json!({"application/json": {"schema": self.schema(1)}});
            } else {
                parameter["schema"] = schema.clone();
                // Each in a style that its place has for its type.
                let explode = self.random.bool();
                let (style, explode) = match (place, schema["type"].as_str()) {
                    ("query", Some("array")) if !explode => (
                        self.one_of(&["form", "spaceDelimited", "pipeDelimited"]),
                        false,
                    ),
                    ("query", Some("array" | "object")) if explode => {
                        (self.one_of(&["form", "deepObject"]), true)
                    }
                    ("cookie", Some("array" | "object")) => ("form", false),
                    ("query" | "cookie", _) => ("form", explode),
                    _ => ("simple", explode),
                };
                parameter["style"] = json!(style);
                parameter["explode"] = json!(explode);
            }
            all.push(parameter);
        }
        all
    }

    fn body(&mut self) -> Value {
        let mut content = Map::new();
        for _ in 0..=self.random.usize(..2) {
            let media_type = self.media_type();
            let schema = match media_type.as_str() {
                keywords::FORM => self.form(),
                _ => self.schema(0),
            };
            content.insert(media_type, json!({"schema": schema}));
        }
        json!({"required": self.random.bool(), "description": self.prose(), "content": content})
    }

    /// One out of the list of those that are taken.
    fn media_type(&mut self) -> String {
        let all = [
            "application/problem+json",
            "text/plain",
            "application/octet-stream",
            "*/*",
        ];
        let listed = [keywords::JSON, keywords::JSON, keywords::FORM];
        let chosen = if self.one_in(3) {
            self.one_of(&all)
        } else {
            self.one_of(&listed)
        };
        chosen.to_owned()
    }

    fn form(&mut self) -> Value {
        let mut form = self.object(1);
        let file = match self.random.u8(..3) {
            0 => json!({"type": "string", "format": "binary"}),
            1 => json!({"type": "array", "items": {"type": "string", "format": "binary"}}),
            _ => self.flat(),
        };
        form["properties"][names::any(&mut self.random)] = file;
        form
    }

    fn responses(&mut self) -> Value {
        let mut responses = Map::new();
        for _ in 0..=self.random.usize(..4) {
            let status = self.one_of(&[
                "200", "201", "204", "2XX", "304", "404", "422", "4XX", "500", "default",
            ]);
            let mut response = json!({"description": self.prose()});
            if !self.one_in(4) {
                let media_type = match self.media_type().as_str() {
                    keywords::FORM => keywords::JSON.to_owned(),
                    other => other.to_owned(),
                };
                response["content"] = json!({media_type: {"schema": self.schema(0)}});
            }
            responses.insert(status.to_owned(), response);
        }
        Value::Object(responses)
    }
}
