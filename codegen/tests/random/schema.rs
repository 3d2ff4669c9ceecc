//! Makes schemas at random, of what the list of keywords has.

use super::document::Maker;
use super::names;
use serde_json::{Map, Value, json};

/// Schemas inside one another, at the most.
const DEEPEST: usize = 3;

impl Maker {
    /// What may travel beside a body.
    pub(super) fn flat(&mut self) -> Value {
        match self.random.u8(..6) {
            0 => json!({"type": "array", "items": self.scalar()}),
            1 => {
                let mut members = Map::new();
                for _ in 0..=self.random.usize(..2) {
                    members.insert(names::any(&mut self.random), self.scalar());
                }
                json!({"type": "object", "properties": members})
            }
            _ => self.scalar(),
        }
    }

    fn scalar(&mut self) -> Value {
        let mut schema = match self.random.u8(..9) {
            0 => json!({"type": "boolean"}),
            1 => {
                json!({"type": "integer", "format": self.one_of(&["int32", "int64", "uint64", "x"])})
            }
            2 => json!({"type": "number", "format": self.one_of(&["float", "double", "decimal"])}),
            3 => json!({"type": "integer", "minimum": -3, "exclusiveMaximum": 99, "multipleOf": 3}),
            4 => {
                let mut values: Vec<String> =
                    (0..4).map(|_| names::value(&mut self.random)).collect();
                values.sort();
                values.dedup();
                json!({"type": "string", "enum": values})
            }
            5 => json!({"const": names::value(&mut self.random)}),
            6 => self.set(),
            7 => json!({"type": "string", "minLength": 1, "maxLength": 70, "pattern": "^[a-z]+$"}),
            _ => {
                json!({"type": "string", "format": self.one_of(&["byte", "date", "date-time", "decimal", "duration", "password", "uri", "uuid"])})
            }
        };
        if self.one_in(4) {
            schema["description"] = json!(self.prose());
        }
        if self.one_in(8)
            && let Some(Value::String(name)) = schema.get("type").cloned()
            && schema.get("enum").is_none()
        {
            schema["type"] = json!([name, "null"]);
        }
        schema
    }

    /// A set of values, not all of which are strings.
    fn set(&mut self) -> Value {
        let one = self.one_of(&[
            json!(1),
            json!(-1),
            json!(true),
            json!(0.5),
            json!(u64::MAX),
            json!("1"),
        ]);
        self.one_of(&[
            json!({"enum": [1, 2, 4]}),
            json!({"type": "integer", "enum": [-1, 0, 1]}),
            json!({"enum": [1, "a", true, null]}),
            json!({"type": ["integer", "string"], "enum": [1, "1", "-1", -1]}),
            json!({"type": "number", "enum": [0.5, 1, 1.5]}),
            json!({"type": "boolean", "enum": [false]}),
            json!({"enum": [true, false]}),
            json!({"oneOf": [{"const": 1, "title": "Self"}, {"const": 2, "title": "Unknown"}]}),
            json!({"anyOf": [{"enum": [1, 2]}, {"type": "integer"}, {"const": "a"}]}),
            json!({"enum": [[1], {"a": 1}]}),
            json!({"const": one}),
        ])
    }

    pub(super) fn object(&mut self, depth: usize) -> Value {
        let mut members = Map::new();
        for _ in 0..self.random.usize(..6) {
            let name = names::any(&mut self.random);
            members.insert(name, self.schema(depth + 1));
        }
        let named: Vec<String> = members.keys().cloned().collect();
        let required = named.into_iter().filter(|_| self.random.bool());
        let required: Vec<String> = required.collect();
        let mut schema = json!({"type": "object", "properties": members, "required": required});
        for (key, value) in [
            ("additionalProperties", json!(false)),
            ("additionalProperties", json!({"type": "integer"})),
            ("minProperties", json!(0)),
            ("maxProperties", json!(90)),
            ("patternProperties", json!({"^x-": {"type": "string"}})),
            ("propertyNames", json!({"maxLength": 99})),
            ("dependentRequired", json!({"a": ["b"]})),
            ("not", json!({"required": ["never"]})),
            ("deprecated", json!(true)),
            ("description", json!(self.prose())),
        ] {
            if self.one_in(12) {
                schema[key] = value;
            }
        }
        schema
    }

    pub(super) fn schema(&mut self, depth: usize) -> Value {
        if depth >= DEEPEST {
            return self.scalar();
        }
        match self.random.u8(..12) {
            0 => self.object(depth),
            1 => json!({"type": "array", "items": self.schema(depth + 1), "maxItems": 9}),
            2 | 3 => self.reference(),
            4 => json!({"oneOf": [self.reference(), {"type": "null"}]}),
            5 => {
                let key = self.one_of(&["oneOf", "anyOf", "allOf"]);
                let branches: Vec<Value> = (0..self.random.usize(1..4)).map(|_| self.reference()).collect();
                json!({key: branches})
            }
            6 => json!({"anyOf": [self.schema(depth + 1), self.schema(depth + 1)]}),
            7 => json!({"allOf": [self.reference(), self.object(depth + 1)]}),
            8 if self.random.bool() => self.tagged(),
            8 => self.one_of(&[
                json!({}),
                json!({"type": "object"}),
                json!({"type": "object", "additionalProperties": {"type": "string"}}),
                json!({"type": ["string", "integer"]}),
                json!({"type": "array", "prefixItems": [{"type": "string"}], "items": {"type": "integer"}}),
                json!({"if": {"type": "string"}, "then": {"minLength": 1}, "else": {"type": "integer"}}),
                json!({"type": "array", "contains": {"type": "string"}, "minContains": 1, "uniqueItems": true}),
                json!({"type": "string", "nullable": true}),
            ]),
            _ => self.scalar(),
        }
    }

    /// A choice of objects that one member tells apart, by values that need not be strings.
    fn tagged(&mut self) -> Value {
        let member = names::any(&mut self.random);
        let required = if self.random.bool() {
            vec![&member]
        } else {
            Vec::new()
        };
        let sets = [
            json!({"const": 1}),
            json!({"enum": [2.0, "1", true]}),
            json!({"type": "number", "const": 0.5}),
        ];
        let branch = |set: &Value| json!({"type": "object", "required": required, "properties": {&member: set}});
        let branches: Vec<Value> = sets.iter().map(branch).collect();
        json!({self.one_of(&["oneOf", "anyOf"]): branches})
    }

    fn reference(&mut self) -> Value {
        let name = self.one_of(&self.components.clone());
        json!({"$ref": format!("#/components/schemas/{name}")})
    }

    pub(super) fn prose(&mut self) -> &'static str {
        self.one_of(&[
            "A thing.",
            "Some `code`, a [link](/there), https://a.example and <b>more</b>.",
            "- a list\n- of\n\n      let code = 1;\n\n1. and\n> more",
            "",
            "```\nfn main() { panic!() }\n```",
            "한글로 쓴 설명입니다.",
        ])
    }
}
