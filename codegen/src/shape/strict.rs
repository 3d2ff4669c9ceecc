//! Says of a schema what validators ask for that are strict about style, so that they take it: the type
//! beside a keyword that holds for one alone, the member that is required, and nothing that is idle.
//! No verdict changes.
//!
//! Schemas of our own types have all that. It is for those that are kept as a document has them.

mod types;

use super::{IN_PLACE, Keywords, Losses, counts_members, each_below};
use serde_json::{Value as Json, json};
use types::Types;

/// Rewrites a schema of the draft 2020-12, with all that is in it.
pub(crate) fn strict(schema: &mut Json, losses: &mut Losses) {
    let whole = schema.clone();
    let mut pass = Pass {
        whole: &whole,
        counted: counts_members(&whole),
        losses,
    };
    pass.schema(schema, None);
}

struct Pass<'a> {
    /// What references lead into.
    whole: &'a Json,
    /// Whether it matters which members were looked at.
    counted: bool,
    losses: &'a mut Losses,
}

impl Pass<'_> {
    /// `around` are the types that a value can have, by the schemas around that are about it too; `None`
    /// where nothing says so.
    fn schema(&mut self, schema: &mut Json, around: Option<Types>) {
        let Json::Object(keywords) = schema else {
            return;
        };
        self.conditional(keywords);
        self.contained(keywords);
        let types = self.types(keywords, around);
        if types == Some(Types::NONE) {
            *schema = json!(false);
            return;
        }
        required(keywords, self.counted);
        each_below(keywords, |keyword, schema| match keyword {
            "propertyNames" => self.schema(schema, Some(Types::STRING)),
            keyword if IN_PLACE.contains(&keyword) => self.schema(schema, types),
            _ => self.schema(schema, None),
        });
    }

    /// Settles which types a value has here, and leaves no keyword that holds for none of them.
    fn types(&mut self, keywords: &mut Keywords, around: Option<Types>) -> Option<Types> {
        let own = keywords.get("type").map(Types::named);
        let types = match (own, around) {
            (Some(own), Some(around)) => {
                let both = own.and(around);
                if both != own {
                    keywords.insert("type".into(), both.to_json());
                }
                Some(both)
            }
            (own, around) => own.or(around),
        };
        let Some(types) = types else {
            let holds = |keyword: &String| Types::of_keyword(keyword).is_some();
            if !keywords.keys().any(holds) {
                return None;
            }
            let types = self.referred(keywords).unwrap_or(Types::ALL);
            keywords.shift_insert(0, "type".into(), types.to_json());
            return self.types(keywords, None);
        };
        keywords.retain(|keyword, _| {
            let idle = Types::of_keyword(keyword).is_some_and(|of| of.and(types) == Types::NONE);
            if idle {
                self.losses.add(format!(
                    "`{keyword}` holds for no type that a value can have there, and is left out"
                ));
            }
            !idle
        });
        Some(types)
    }

    /// The types of what a schema refers to.
    fn referred(&self, keywords: &Keywords) -> Option<Types> {
        let pointer = keywords.get("$ref")?.as_str()?.strip_prefix('#')?;
        let target = self.whole.pointer(pointer)?;
        target.get("type").map(Types::named)
    }

    /// `if` by itself asserts nothing, but what it looks at counts as looked at.
    fn conditional(&mut self, keywords: &mut Keywords) {
        let follow = ["then", "else"];
        if !keywords.contains_key("if") {
            self.idle(keywords, "if", follow);
        } else if follow.iter().all(|it| !keywords.contains_key(*it))
            && let Some(tested) = keywords.shift_remove("if")
        {
            beside(keywords, json!({ "anyOf": [tested, true] }));
        }
    }

    /// How many items have to be as `contains` says.
    fn contained(&mut self, keywords: &mut Keywords) {
        let limits = ["minContains", "maxContains"];
        let [least, most] = limits.map(|it| keywords.get(it).and_then(Json::as_f64));
        let least = least.unwrap_or(1.0);
        if !keywords.contains_key("contains") {
            self.idle(keywords, "contains", limits);
        } else if most.is_some_and(|most| most < least) {
            for keyword in limits {
                keywords.shift_remove(keyword);
            }
            keywords.shift_remove("contains");
            beside(keywords, json!({ "not": { "type": "array" } }));
        } else if least == 0.0 && most.is_none() {
            keywords.shift_remove("minContains");
            let contains = keywords.shift_remove("contains");
            beside(
                keywords,
                json!({ "anyOf": [{ "contains": contains }, true] }),
            );
        }
    }

    /// Leaves out what says nothing without another keyword.
    fn idle(&mut self, keywords: &mut Keywords, other: &str, idle: [&str; 2]) {
        for keyword in idle {
            if keywords.shift_remove(keyword).is_some() {
                self.losses.add(format!(
                    "`{keyword}` says nothing without `{other}`, and is left out"
                ));
            }
        }
    }
}

/// Describes the members that are required and not described beside it, as anything; where they are
/// `counted`, in a place that counts as not looked at.
fn required(keywords: &mut Keywords, counted: bool) {
    let all = keywords.get("required").and_then(Json::as_array);
    let all: Vec<String> = all
        .into_iter()
        .flatten()
        .filter_map(|name| name.as_str().map(str::to_owned))
        .collect();
    let properties = keywords.get("properties").and_then(Json::as_object);
    let (described, missing): (Vec<String>, Vec<String>) = all
        .into_iter()
        .partition(|name| properties.is_some_and(|it| it.contains_key(name)));
    if missing.is_empty() {
        return;
    }
    let anything = missing.iter().map(|name| (name.clone(), json!(true)));
    let others = keywords.get("additionalProperties");
    let open = others.is_none_or(|others| *others == json!(true));
    if open && !counted && !keywords.contains_key("patternProperties") {
        let properties = keywords
            .entry("properties")
            .or_insert_with(|| Keywords::new().into());
        if let Json::Object(properties) = properties {
            properties.extend(anything);
        }
        return;
    }
    // One that is described here is not one of the others any more.
    let properties: Keywords = anything.collect();
    if described.is_empty() {
        keywords.shift_remove("required");
    } else {
        keywords.insert("required".into(), json!(described));
    }
    let holds = json!({ "properties": properties, "required": missing });
    beside(
        keywords,
        if counted {
            json!({ "not": { "not": holds } })
        } else {
            holds
        },
    );
}

/// Adds a schema that holds too.
fn beside(keywords: &mut Keywords, schema: Json) {
    match keywords.get_mut("allOf") {
        Some(Json::Array(all)) => all.push(schema),
        _ => drop(keywords.insert("allOf".into(), json!([schema]))),
    }
}

#[cfg(test)]
mod tests;
