//! Decides which component each place that is referred to becomes, and what that is called.

use super::find::Found;
use super::location::{Files, Location};
use super::name;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::name::quoted;
use crate::source::{Member, Node, Span, Value, escape_token};
use std::collections::{BTreeSet, HashMap};

/// A component that is made of what others refer to.
#[derive(Debug, Clone)]
pub(super) struct Home {
    pub(super) section: &'static str,
    pub(super) name: String,
}

/// The component that each place becomes.
pub(super) struct Homes {
    pub(super) by_place: Vec<HashMap<String, Home>>,
    /// What stands in a component of the document that was a reference to it alone.
    pub(super) adopted: HashMap<String, Location>,
    /// Those that the document has no component for.
    pub(super) added: Vec<(Location, Home)>,
}

impl Homes {
    pub(super) fn of(files: &Files, found: &Found, faults: &mut Vec<Diagnostic>) -> Self {
        let mut homes = Self {
            by_place: files.all.iter().map(|_| HashMap::new()).collect(),
            adopted: HashMap::new(),
            added: Vec::new(),
        };
        let mut taken: BTreeSet<(&str, String)> = BTreeSet::new();
        let document = files.all.first().and_then(|file| file.root.as_object());
        let components =
            document.and_then(|document| document.get("components")?.value.as_object());
        for section in components.into_iter().flat_map(|it| &it.members) {
            let names = section.value.as_object().map_or(&[][..], |it| &it.members);
            for member in names {
                taken.insert((section.key.as_str(), member.key.to_string()));
                homes.of_alias(found, &section.key, member);
            }
        }
        for (location, thing) in &found.targets {
            let Some(section) = thing.section() else {
                continue;
            };
            if homes.at(location).is_some() {
                continue;
            }
            let path = files.all.get(location.file).map_or("", |file| &file.path);
            let (wanted, given) = name::of(location, path);
            let apart = name::with_file(&wanted, path);
            let numbered = (2..).map(|number| format!("{wanted}{number}"));
            let names = [wanted.clone(), apart].into_iter().chain(numbered);
            let mut free = names.filter(|name| !taken.contains(&(section, name.clone())));
            let Some(name) = free.next() else { continue };
            if !given || name != wanted {
                let span = files.key(location).or(files.at(location).map(head));
                faults.push(told(location, path, &name, span.unwrap_or_default()));
            }
            taken.insert((section, name.clone()));
            homes.put(location, Home { section, name }, true);
        }
        homes
    }

    /// A component that is nothing but a reference is the home of what that leads to.
    fn of_alias(&mut self, found: &Found, section: &str, member: &Member) {
        let is_alias = member.value.as_object();
        let is_alias = is_alias.is_some_and(|object| object.members.len() == 1);
        let pointer = format!("/components/{section}/{}", escape_token(&member.key));
        let target = found
            .answers
            .first()
            .and_then(|answers| answers.get(&pointer));
        let Some(target) = target.filter(|_| is_alias) else {
            return;
        };
        let thing = found.targets.get(target);
        let section = thing
            .and_then(|thing| thing.section())
            .filter(|own| *own == section);
        if let Some(section) = section
            && self.at(target).is_none()
        {
            let name = member.key.to_string();
            self.put(target, Home { section, name }, false);
            self.adopted.insert(pointer, target.clone());
        }
    }

    fn at(&self, location: &Location) -> Option<&Home> {
        self.by_place.get(location.file)?.get(&location.pointer)
    }

    fn put(&mut self, location: &Location, home: Home, added: bool) {
        if let Some(homes) = self.by_place.get_mut(location.file) {
            homes.insert(location.pointer.clone(), home.clone());
        }
        if added {
            self.added.push((location.clone(), home));
        }
    }
}

fn told(location: &Location, path: &str, name: &str, span: Span) -> Diagnostic {
    let file = if location.file == 0 { "" } else { path };
    let place = quoted(&format!("{file}#{}", location.pointer));
    let message = format!("{place} is referred to, and has no name of its own");
    Diagnostic::new(Code::UnusableName, span, message)
        .with_help(format!(
            "it is {}; a component has the name that it is given",
            quoted(name)
        ))
        .sloppily(Severity::Note)
}

/// The first thing in a node that fits on a line.
pub(super) fn head(node: &Node) -> Span {
    match &node.value {
        Value::Object(object) => object
            .members
            .first()
            .map_or(node.span.clone(), |first| first.key_span.clone()),
        _ => node.span.clone(),
    }
}
