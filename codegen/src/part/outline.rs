//! Lists what can be left out of a document alone: its operations, its webhooks, and the components
//! that no operation comes to.

use crate::openapi::{Component, Uses};
use crate::source::{Member, Node, Object, Span, Value};
use crate::vocabulary::METHODS;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use wildmatch::WildMatch;

/// What stands in a document, item by item.
#[derive(Debug, Clone, Default)]
pub struct Outline {
    /// In the order of the document.
    pub items: Vec<Item>,
    /// Where each component stands: its own place, and those of what aliases repeat in it.
    pub(super) components: BTreeMap<Component, (Span, Vec<Span>)>,
}

/// One thing that can be left out while the rest stays.
#[derive(Debug, Clone)]
pub struct Item {
    /// What it is.
    pub kind: Kind,
    /// Where it stands: its own place, and what it shares with others of its path.
    pub(super) spans: Vec<Span>,
    /// Where else something of it stands: what an alias repeats.
    pub(super) elsewhere: Vec<Span>,
    /// All that it comes to, however far it refers.
    pub(super) components: BTreeSet<Component>,
    /// Whether the `security` of the document is that of this operation.
    pub(super) secured_as_all: bool,
}

/// What an item is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// An operation under `paths`.
    Operation {
        /// In capitals.
        method: &'static str,
        /// As the document has it.
        path: String,
        /// Its `operationId`.
        id: Option<String>,
    },
    /// A path that has no operation of its own.
    Path(String),
    /// All webhooks.
    Webhooks,
    /// A component that no operation comes to: its section and its name.
    Component(String, String),
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Operation { method, path, id } => {
                write!(f, "{method} {path}")?;
                id.iter().try_for_each(|id| write!(f, " ({id})"))
            }
            Self::Path(path) => f.write_str(path),
            Self::Webhooks => f.write_str("webhooks"),
            Self::Component(section, name) => write!(f, "components/{section}/{name}"),
        }
    }
}

impl Item {
    /// Whether it is an operation.
    pub fn is_operation(&self) -> bool {
        matches!(self.kind, Kind::Operation { .. })
    }

    /// Whether a pattern asks for it; an empty one asks for everything.
    pub(crate) fn is_called(&self, pattern: &str) -> bool {
        let pattern = (!pattern.is_empty()).then(|| WildMatch::new(pattern));
        pattern.is_none_or(|pattern| self.names().iter().any(|name| pattern.matches(name)))
    }

    /// What a pattern may call it: `operationId`, `METHOD /path`, `/path`.
    pub(super) fn names(&self) -> Vec<String> {
        match &self.kind {
            Kind::Operation { method, path, id } => {
                let mut names = vec![format!("{method} {path}"), path.clone()];
                names.extend(id.clone());
                names
            }
            Kind::Path(_) | Kind::Webhooks | Kind::Component(..) => Vec::new(),
        }
    }
}

impl Outline {
    /// That of a whole document.
    pub fn of(root: &Node) -> Self {
        let uses = Uses::of(root);
        let mut outline = Self::default();
        for section in members(member(root, "components")) {
            for component in members(Some(&section.value)) {
                let name = (section.key.to_string(), component.key.to_string());
                let mut elsewhere = Vec::new();
                aliased(&component.value, &section.value.span, &mut elsewhere);
                // One that was made of what stands elsewhere has no place of its own.
                let is_made = elsewhere.first() == Some(&component.value.span);
                let start = component.key_span.start;
                let own = if is_made {
                    start..start
                } else {
                    whole(component)
                };
                let places = (own, elsewhere);
                outline.components.insert(name, places);
            }
        }
        let of_all = schemes(member(root, "security"));
        for path in members(member(root, "paths")) {
            outline.of_path(path, &of_all);
        }
        let webhooks = root.as_object().and_then(|object| object.get("webhooks"));
        if let Some(webhooks) = webhooks {
            let components = Uses::within(&webhooks.value);
            outline.add(
                Kind::Webhooks,
                vec![whole(webhooks)],
                Vec::new(),
                components,
                false,
            );
        }
        for item in &mut outline.items {
            item.components = uses.reached_from(&item.components);
        }
        outline.of_idle_components(&uses);
        outline
    }

    /// Every item.
    pub(crate) fn all(&self) -> Vec<usize> {
        (0..self.items.len()).collect()
    }

    fn of_path(&mut self, path: &Member, of_all: &BTreeSet<Component>) {
        let method = |key: &str| METHODS.iter().find(|(name, _)| *name == key);
        let (own, shared): (Vec<_>, Vec<_>) = members(Some(&path.value))
            .iter()
            .partition(|member| method(&member.key).is_some());
        let mut shared_spans: Vec<Span> = shared.iter().map(|member| whole(member)).collect();
        shared_spans.push(path.key_span.clone());
        let of_path = shared.iter().map(|member| Uses::within(&member.value));
        let of_path: BTreeSet<Component> = of_path.flatten().collect();
        if own.is_empty() {
            let kind = Kind::Path(path.key.to_string());
            self.add(kind, vec![whole(path)], Vec::new(), of_path, false);
            return;
        }
        for operation in own {
            let Some((_, method)) = method(&operation.key) else {
                continue;
            };
            let id = member(&operation.value, "operationId").and_then(Node::as_str);
            let kind = Kind::Operation {
                method,
                path: path.key.to_string(),
                id: id.map(ToOwned::to_owned),
            };
            let security = member(&operation.value, "security");
            let mut components = Uses::within(&operation.value);
            components.extend(of_path.iter().cloned());
            components.extend(match security {
                Some(_) => schemes(security),
                None => of_all.clone(),
            });
            let mut spans = vec![whole(operation)];
            spans.extend(shared_spans.iter().cloned());
            let mut elsewhere = Vec::new();
            for member in shared.iter().chain([&operation]) {
                aliased(&member.value, &whole(member), &mut elsewhere);
            }
            self.add(kind, spans, elsewhere, components, security.is_none());
        }
    }

    /// Components that none of the items before comes to.
    fn of_idle_components(&mut self, uses: &Uses) {
        let reached: BTreeSet<&Component> = self
            .items
            .iter()
            .flat_map(|item| &item.components)
            .collect();
        let all = self.components.iter();
        let idle = all.filter(|(name, _)| !reached.contains(name));
        let idle: Vec<(Component, (Span, Vec<Span>))> = idle
            .map(|(name, span)| (name.clone(), span.clone()))
            .collect();
        for ((section, name), (span, elsewhere)) in idle {
            let itself = BTreeSet::from([(section.clone(), name.clone())]);
            let components = uses.reached_from(&itself);
            self.add(
                Kind::Component(section, name),
                vec![span],
                elsewhere,
                components,
                false,
            );
        }
    }

    fn add(
        &mut self,
        kind: Kind,
        spans: Vec<Span>,
        elsewhere: Vec<Span>,
        components: BTreeSet<Component>,
        secured_as_all: bool,
    ) {
        self.items.push(Item {
            kind,
            spans,
            elsewhere,
            components,
            secured_as_all,
        });
    }
}

/// From the first byte of the key to the last of the value.
fn whole(member: &Member) -> Span {
    member.key_span.start..member.value.span.end.max(member.key_span.end)
}

/// The places of what stands elsewhere than in the value around it.
fn aliased(node: &Node, around: &Span, found: &mut Vec<Span>) {
    let within = around.start <= node.span.start && node.span.end <= around.end;
    if !within {
        found.push(node.span.clone());
    }
    match &node.value {
        Value::Array(elements) => {
            for element in elements {
                aliased(element, &node.span, found);
            }
        }
        Value::Object(object) => {
            for member in &object.members {
                aliased(&member.value, &node.span, found);
            }
        }
        _ => {}
    }
}

pub(super) fn member<'n>(node: &'n Node, key: &str) -> Option<&'n Node> {
    node.as_object()?.get(key).map(|member| &member.value)
}

pub(super) fn members(node: Option<&Node>) -> &[Member] {
    let object = node.and_then(Node::as_object);
    object.map_or(&[], |object: &Object| &object.members)
}

/// The schemes that a list of requirements names.
fn schemes(security: Option<&Node>) -> BTreeSet<Component> {
    let requirements = security.and_then(Node::as_array).unwrap_or_default();
    let names = requirements.iter().flat_map(|node| members(Some(node)));
    let scheme = |member: &Member| ("securitySchemes".to_owned(), member.key.to_string());
    names.map(scheme).collect()
}
