//! Writes the document anew, so that each reference is one to a component: what others refer to
//! becomes a component, and the way to it stays as a reference in its place.

use super::find::{Found, component, is_dialect};
use super::homes::{Home, Homes, head};
use super::kind::{Kind, Thing};
use super::location::{Files, Location};
use crate::diagnostic::{Code, Diagnostic};
use crate::name::quoted;
use crate::source::{Member, Node, Object, Span, Value, escape_token, unescape_token};
use std::collections::BTreeMap;

/// References to paths in a row, at the most.
const MOST_PATHS: usize = 16;

/// The most nodes that paths may be when each that is referred to is written out.
const MOST_NODES: usize = 1_000_000;

/// Writes the document; what is coined on the way is told.
pub(super) fn rewrite(files: &Files, found: &Found, faults: &mut Vec<Diagnostic>) -> Option<Node> {
    let document = files.all.first()?;
    let mut homes = Homes::of(files, found, faults);
    let added = std::mem::take(&mut homes.added);
    let mut writer = Writer {
        files,
        found,
        homes: &homes,
        left: Some(MOST_NODES),
        faults,
    };
    let mut root = writer.node(
        &document.root,
        Kind::One(Thing::Document),
        0,
        &mut String::new(),
    );
    let mut sections: BTreeMap<&str, Vec<Member>> = BTreeMap::new();
    for (location, home) in added {
        let Some(node) = files.at(&location) else {
            continue;
        };
        let mut at = location.pointer.clone();
        let kind = found.targets.get(&location).map(|thing| Kind::One(*thing));
        let mut value = writer.inside(node, kind.unwrap_or(Kind::Other), location.file, &mut at);
        without_name_of_member(&mut value, &location.pointer);
        let key_span = files.key(&location).unwrap_or_else(|| head(node));
        let member = Member {
            key: home.name.as_str().into(),
            key_span,
            value,
        };
        sections.entry(home.section).or_default().push(member);
    }
    for (section, members) in sections {
        if let Some(components) = child(&mut root, "components")
            && let Some(section) = child(components, section)
            && let Value::Object(object) = &mut section.value
        {
            object.members.extend(members);
        }
    }
    Some(root)
}

/// The object under a key, which is added where there is none.
fn child<'n>(node: &'n mut Node, key: &str) -> Option<&'n mut Node> {
    let span = node.span.clone();
    let Value::Object(object) = &mut node.value else {
        return None;
    };
    let index = object.members.iter().position(|member| member.key == key);
    let index = index.unwrap_or_else(|| {
        object.members.push(Member {
            key: key.into(),
            key_span: span.start..span.start,
            value: Node {
                span: span.start..span.start,
                value: Value::Object(Object::default()),
            },
        });
        object.members.len() - 1
    });
    object
        .members
        .get_mut(index)
        .map(|member| &mut member.value)
}

struct Writer<'a> {
    files: &'a Files,
    found: &'a Found,
    homes: &'a Homes,
    /// How many nodes of paths there is room for; `None` where that there is none was told.
    left: Option<usize>,
    faults: &'a mut Vec<Diagnostic>,
}

impl Writer<'_> {
    /// The node in a place, or a reference where it has become a component.
    fn node(&mut self, node: &Node, kind: Kind, file: usize, at: &mut String) -> Node {
        let homes = self.homes;
        if kind == Kind::Other {
            return node.clone();
        }
        let adopted = homes.adopted.get(at.as_str()).filter(|_| file == 0);
        if let Some(location) = adopted
            && let Some(target) = self.files.at(location)
        {
            let mut at = location.pointer.clone();
            let mut node = self.inside(target, kind, location.file, &mut at);
            without_name_of_member(&mut node, &location.pointer);
            return node;
        }
        match homes
            .by_place
            .get(file)
            .and_then(|homes| homes.get(at.as_str()))
        {
            Some(home) => referring(node, home, at),
            None => self.inside(node, kind, file, at),
        }
    }

    /// The node itself, with what is inside of it written anew.
    fn inside(&mut self, node: &Node, kind: Kind, file: usize, at: &mut String) -> Node {
        if kind == Kind::Other {
            return node.clone();
        }
        let value = match &node.value {
            Value::Object(object) => match kind {
                Kind::One(Thing::PathItem) if object.get("$ref").is_some() => {
                    return self.path(node, file, at);
                }
                _ => Value::Object(self.object(object, kind, file, at)),
            },
            Value::Array(elements) => {
                let kind = match kind {
                    Kind::One(Thing::Schema) => Kind::List(Thing::Schema),
                    kind => kind,
                };
                let elements = elements.iter().enumerate();
                Value::Array(
                    elements
                        .map(|(index, element)| {
                            self.below(element, kind, "", &index.to_string(), file, at)
                        })
                        .collect(),
                )
            }
            value => value.clone(),
        };
        Node {
            span: node.span.clone(),
            value,
        }
    }

    fn below(
        &mut self,
        node: &Node,
        kind: Kind,
        key: &str,
        token: &str,
        file: usize,
        at: &mut String,
    ) -> Node {
        let length = at.len();
        at.push('/');
        at.push_str(token);
        let node = self.node(node, kind.below(key), file, at);
        at.truncate(length);
        node
    }

    fn object(&mut self, object: &Object, kind: Kind, file: usize, at: &mut String) -> Object {
        let answer = match kind {
            Kind::One(thing) if thing.refers() => self.answer(file, at),
            _ => None,
        };
        let is_schema = kind == Kind::One(Thing::Schema);
        let mut members = Vec::with_capacity(object.members.len());
        for member in &object.members {
            let key = member.key.as_str();
            // What these say is settled here.
            let settled = match key {
                "$id" | "$anchor" => member.value.as_str().is_some(),
                "$defs" | "definitions" => member.value.as_object().is_some(),
                "$schema" => is_dialect(object),
                _ => false,
            };
            if settled && is_schema || self.is_written_out(kind, key, file, at) {
                continue;
            }
            let value = match &answer {
                Some(answer) if key == "$ref" => Node {
                    span: member.value.span.clone(),
                    value: Value::String(answer.clone()),
                },
                _ => self.below(&member.value, kind, key, &escape_token(key), file, at),
            };
            members.push(Member {
                key: member.key.clone(),
                key_span: member.key_span.clone(),
                value,
            });
        }
        Object {
            members,
            shadowed: object.shadowed.clone(),
        }
    }

    /// Whether it is a path among the components, which stands where it is referred to.
    fn is_written_out(&self, kind: Kind, key: &str, file: usize, at: &str) -> bool {
        let is_among =
            kind == Kind::Map(Thing::PathItem) && file == 0 && at == "/components/pathItems";
        is_among && {
            let pointer = format!("{at}/{}", escape_token(key));
            self.found.targets.contains_key(&Location { file, pointer })
        }
    }

    /// What the reference of an object is written as.
    fn answer(&self, file: usize, at: &str) -> Option<String> {
        let location = self.found.answers.get(file)?.get(at)?;
        let homes = self.homes.by_place.get(location.file)?;
        // A component that is the home of what it refers to is that itself.
        if let Some(home) = homes.get(&location.pointer) {
            return Some(reference(home.section, &home.name));
        }
        let sections = [
            "schemas",
            "responses",
            "parameters",
            "requestBodies",
            "headers",
            "callbacks",
        ];
        let mut own = sections.into_iter();
        own.find_map(|section| {
            let name = unescape_token(component(location, section)?);
            Some(reference(section, &name))
        })
    }

    /// A path is written out where it is referred to.
    fn path(&mut self, node: &Node, file: usize, at: &str) -> Node {
        let mut members: Vec<Member> = Vec::new();
        let (mut next, mut place) = (node.clone(), (file, at.to_owned()));
        for step in 0.. {
            let Some(object) = next.as_object() else {
                break;
            };
            let span = object.get("$ref").map(|it| it.value.span.clone());
            let target = self.found.answers.get(place.0);
            let target = target.and_then(|answers| answers.get(&place.1)).cloned();
            if !self.has_room(&next, &span.unwrap_or_else(|| head(&next)), step) {
                break;
            }
            let path = Kind::One(Thing::PathItem);
            let written = self.object(object, path, place.0, &mut place.1);
            let written = written.members.into_iter();
            for member in written.filter(|member| member.key != "$ref") {
                if members.iter().all(|known| known.key != member.key) {
                    members.push(member);
                    continue;
                }
                let key = quoted(&member.key);
                let message = format!("{key} stands beside `$ref`, and in the path referred to");
                let fault = Diagnostic::new(Code::UnsupportedConstruct, member.key_span, message);
                let help = "OpenAPI leaves it open which of them holds; keep one";
                self.faults.push(fault.with_help(help));
            }
            let Some((target, found)) =
                target.and_then(|it| Some((self.files.at(&it)?.clone(), it)))
            else {
                break;
            };
            (next, place) = (target, (found.file, found.pointer));
        }
        Node {
            span: node.span.clone(),
            value: Value::Object(Object {
                members,
                shadowed: Vec::new(),
            }),
        }
    }

    /// Whether there is room for one path more; that there is none is told once.
    fn has_room(&mut self, node: &Node, span: &Span, step: usize) -> bool {
        let Some(left) = self.left else { return false };
        self.left = left.checked_sub(count(node));
        let (code, message) = if self.left.is_none() {
            (
                Code::TooDeep,
                format!("paths of more than {MOST_NODES} values are referred to"),
            )
        } else if step > MOST_PATHS {
            (
                Code::CyclicReference,
                "a reference that never arrives".to_owned(),
            )
        } else {
            return true;
        };
        self.faults
            .push(Diagnostic::new(code, span.clone(), message));
        false
    }
}

fn count(node: &Node) -> usize {
    match &node.value {
        Value::Array(elements) => 1 + elements.iter().map(count).sum::<usize>(),
        Value::Object(object) => {
            1 + object
                .members
                .iter()
                .map(|it| count(&it.value))
                .sum::<usize>()
        }
        _ => 1,
    }
}

/// How a component is referred to.
fn reference(section: &str, name: &str) -> String {
    let name = escape_token(name).replace('%', "%25");
    format!("#/components/{section}/{name}")
}

/// The reference that stands where a component was taken from. The name of a member stays with it.
fn referring(node: &Node, home: &Home, at: &str) -> Node {
    let mut members = vec![Member {
        key: "$ref".into(),
        key_span: head(node),
        value: Node {
            span: head(node),
            value: Value::String(reference(home.section, &home.name)),
        },
    }];
    let named = node
        .as_object()
        .and_then(|object| object.get("x-rust-name"));
    members.extend(
        named
            .filter(|it| is_of_member(at) && it.value.as_str().is_some())
            .cloned(),
    );
    Node {
        span: node.span.clone(),
        value: Value::Object(Object {
            members,
            shadowed: Vec::new(),
        }),
    }
}

/// The name in Rust of a member is not that of its type.
fn without_name_of_member(node: &mut Node, pointer: &str) {
    if is_of_member(pointer)
        && let Value::Object(object) = &mut node.value
    {
        let is_name = |it: &Member| it.key == "x-rust-name" && it.value.as_str().is_some();
        object.members.retain(|member| !is_name(member));
    }
}

/// Whether the schema in a place is that of a member.
fn is_of_member(pointer: &str) -> bool {
    pointer.rsplit('/').nth(1) == Some("properties")
}

#[cfg(test)]
mod tests {
    use crate::openapi::url::decoded;

    #[test]
    fn a_reference_is_read_as_it_was_meant() {
        let written = super::reference("schemas", "a/b%41~");
        let name = written.rsplit('/').next().map(decoded);
        assert_eq!(name.as_deref(), Some("a/b%41~"));
    }
}
