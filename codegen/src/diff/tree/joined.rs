//! Puts the parts of an `allOf` together, so that a schema that was split or joined is the same one.

use super::super::form::NULL;
use super::{Form, Forms, Kind};
use std::collections::HashSet;

/// A schema with the parts of its `allOf`, or the keywords of what it refers to, in it. `None` where
/// two parts say something about the same.
pub(super) fn flat(forms: &Forms<'_>, form: &Form) -> Option<Form> {
    let mut members: Vec<(String, Form)> = Vec::new();
    gather(forms, form, &mut members, &mut HashSet::new(), 0)?;
    Some(Form {
        pointer: form.pointer.clone(),
        kind: Kind::Map(members),
    })
}

fn gather<'a>(
    forms: &'a Forms<'_>,
    form: &'a Form,
    into: &mut Vec<(String, Form)>,
    seen: &mut HashSet<&'a str>,
    depth: usize,
) -> Option<()> {
    const DEEPEST: usize = 16;
    if depth > DEEPEST {
        return None;
    }
    for (key, value) in form.members() {
        if key == "allOf" {
            for part in value.elements() {
                gather(forms, part, into, seen, depth + 1)?;
            }
        } else if key == "$ref" {
            let target = forms.target(form)?;
            // What is referred to twice says nothing more.
            if seen.insert(&target.pointer) {
                gather(forms, target, into, seen, depth + 1)?;
            }
        } else if let Some((_, known)) = into.iter_mut().find(|(name, _)| name == key) {
            merge(key, known, value)?;
        } else if depth == 0 || !matches!(key.as_str(), "description" | "title") {
            into.push((key.clone(), value.clone()));
        }
    }
    Some(())
}

/// Puts the value of a keyword together with that of another part.
fn merge(key: &str, known: &mut Form, value: &Form) -> Option<()> {
    match (&mut known.kind, &value.kind) {
        (Kind::Map(a), Kind::Map(b)) if key == "properties" => {
            let names: HashSet<&str> = a.iter().map(|(name, _)| name.as_str()).collect();
            if b.iter().any(|(name, _)| names.contains(name.as_str())) {
                return None;
            }
            a.extend(b.iter().cloned());
            Some(())
        }
        (Kind::List(a), Kind::List(b)) if key == "required" => {
            let names: HashSet<Option<&str>> = a.iter().map(Form::text).collect();
            let more = b.iter().filter(|it| !names.contains(&it.text()));
            let more: Vec<_> = more.cloned().collect();
            a.extend(more);
            Some(())
        }
        (Kind::Leaf(a), Kind::Leaf(b)) => a.same(b).then_some(()),
        _ if matches!(key, "description" | "title" | NULL) => Some(()),
        _ => None,
    }
}
