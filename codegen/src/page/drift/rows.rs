//! Compares one row with what it was and with its node in the spec: a finding for each aspect in
//! which it differs from either.

use super::Context;
use super::line::{base, changed, moved};
use super::pairing::Line;
use crate::page::edition::{Aspect, CELLS, Told, same_words};
use crate::page::finding::{ABSENT, Finding, THERE};
use crate::page::layout::Section;
use crate::page::model::Said;
use crate::page::spec::{Found, last};
use std::collections::BTreeSet;

/// What the schemas of a section have for a row: for each schema its member, if it has it.
type Nodes<'a> = Vec<(&'a str, Option<Found<'a>>)>;

pub(super) fn compare<'a>(
    context: &Context<'a>,
    line: &Line<'a>,
    section: &'a Section,
    spoken: &mut BTreeSet<(String, String)>,
    findings: &mut Vec<Finding>,
) {
    let find = |path: &str| -> Nodes<'a> {
        let schemas = section.describes.iter();
        let find = |schema: &'a String| (schema.as_str(), context.spec.find(schema, path));
        schemas.map(find).collect()
    };
    let mut nodes = find(line.path());
    // The spec may know the new name of a renamed row already.
    if let Some(now) = line.now.filter(|now| now.path != line.path()) {
        let renamed = find(&now.path);
        if renamed.iter().all(|(_, node)| node.is_some()) {
            nodes = renamed;
        }
    }
    let near = nodes.iter().all(|(_, node)| node.is_none());
    let near = section.describes.iter().filter(|_| near);
    let near = near.filter_map(|schema| context.spec.near(schema, line.path()));
    let near: Vec<_> = near.collect();
    for node in nodes
        .iter()
        .filter_map(|(_, node)| node.as_ref())
        .chain(&near)
    {
        let reached = node.reached.iter();
        spoken.extend(reached.map(|pointer| (line.section.to_owned(), pointer.clone())));
    }
    presence(context, line, &nodes, &near, findings);
    let has = nodes.iter().filter_map(|(_, node)| node.as_ref());
    let has = has.chain(&near).map(|node| node.pointer.as_str());
    findings.extend(moved(context, line, has));
    if near.is_empty() {
        cells(context, line, &nodes, findings);
    } else {
        let near = near.into_iter().map(|node| ("", Some(node))).collect();
        cells(context, line, &near, findings);
    }
}

/// Whether the row is there, and under which name.
fn presence(
    context: &Context<'_>,
    line: &Line<'_>,
    nodes: &Nodes<'_>,
    near: &[Found<'_>],
    findings: &mut Vec<Finding>,
) {
    let has = nodes.iter().filter_map(|(_, node)| node.as_ref());
    let has: Vec<_> = has.map(|node| node.pointer.as_str()).collect();
    let places = |pointers: &[&str]| pointers.iter().map(|at| context.node(at)).collect();
    let without = nodes.iter().filter(|(_, node)| node.is_none());
    let without: Vec<_> = without.map(|(schema, _)| *schema).collect();
    let mut finding = base(context, line, Aspect::Member, THERE);
    match (line.now, line.was) {
        (Some(now), Some(was)) if now.path != was.path => {
            finding.aspect = Aspect::Name;
            finding.says.clone_from(&now.path);
            finding.was = Some(was.path.clone());
            let named = nodes.iter().find_map(|(_, node)| node.as_ref());
            let named = named.or_else(|| near.first());
            let named = named.map(|node| (last(&node.pointer), node));
            let own = now.path.rsplit('.').next().unwrap_or_default();
            if let Some((name, node)) = named.filter(|(name, _)| name != own) {
                finding.spec = Some(name);
                finding.places.spec.push(context.node(&node.pointer));
            }
        }
        (Some(_), _) => {
            let is_new = line.was.is_none() && !line.is_fresh;
            finding.was = is_new.then(|| ABSENT.to_owned());
            if let (Some(node), true) = (near.first(), !without.is_empty()) {
                finding.aspect = Aspect::Name;
                line.path().clone_into(&mut finding.says);
                finding.was = None;
                finding.spec = Some(last(&node.pointer));
                finding.places.spec.push(context.node(&node.pointer));
            } else if without.is_empty() {
                finding.places.spec = if is_new { places(&has) } else { Vec::new() };
            } else {
                let names: Vec<_> = without.iter().map(|schema| last(schema)).collect();
                finding.spec = Some(format!("not in {}", names.join(", ")));
                finding.places.spec = places(&without);
            }
        }
        (None, _) => {
            ABSENT.clone_into(&mut finding.says);
            finding.was = Some(THERE.to_owned());
            finding.places.page = context.line_of(line.section);
            finding.spec = (!has.is_empty()).then(|| THERE.to_owned());
            let near = near.iter().map(|node| node.pointer.as_str());
            finding.places.spec = places(&has.into_iter().chain(near).collect::<Vec<_>>());
        }
    }
    if finding.was.is_some() || finding.spec.is_some() {
        findings.push(finding);
    }
}

/// What the cells say.
fn cells(context: &Context<'_>, line: &Line<'_>, nodes: &Nodes<'_>, findings: &mut Vec<Finding>) {
    let Some(now) = line.now else {
        return;
    };
    let found: Vec<_> = nodes.iter().filter_map(|(_, node)| node.as_ref()).collect();
    for aspect in CELLS {
        let told = now.told(aspect);
        let mut finding = changed(context, line, now, aspect);
        let spec = match aspect {
            _ if *told == Said::Silent => None,
            Aspect::Type => type_of_spec(context, told, &found),
            Aspect::Required => required_of_spec(told, &found),
            Aspect::Values => values_of_spec(told, &found),
            _ => None,
        };
        let pointer = |node: &&Found<'_>| {
            let values = node.values().filter(|_| aspect == Aspect::Values);
            values.map_or(node.pointer.clone(), |(pointer, _)| pointer.to_owned())
        };
        finding.spec = spec;
        if finding.was.is_some() || finding.spec.is_some() {
            finding.places.spec = found
                .iter()
                .map(|node| context.node(&pointer(node)))
                .collect();
            findings.push(finding);
        }
    }
}

fn type_of_spec(context: &Context<'_>, told: &Told, found: &[&Found<'_>]) -> Option<String> {
    let page = match told {
        Said::Said(words) => context.layout.type_of(words.first()?),
        _ => None,
    };
    let mut names: Vec<_> = found.iter().filter_map(|node| node.type_name()).collect();
    names.dedup();
    let differs = names.iter().any(|name| Some(*name) != page);
    differs.then(|| names.join(", "))
}

fn required_of_spec(told: &Told, found: &[&Found<'_>]) -> Option<String> {
    let Said::Said(words) = told else {
        return None;
    };
    let says = |node: &&Found<'_>| if node.required() { "yes" } else { "no" };
    let mut all: Vec<_> = found.iter().map(says).collect();
    all.dedup();
    let differs = all
        .iter()
        .any(|says| words.first().map(String::as_str) != Some(*says));
    differs.then(|| all.join(", "))
}

fn values_of_spec(told: &Told, found: &[&Found<'_>]) -> Option<String> {
    let node = found.first()?;
    match (told, node.values()) {
        (Said::Said(words), Some((_, values))) => {
            (!same_words(words, &values)).then(|| values.join(", "))
        }
        (Said::Said(words), None) => {
            let is_boolean = node.type_name() == Some("boolean")
                && words
                    .iter()
                    .all(|word| ["true", "false"].contains(&word.as_str()));
            let is_range = matches!(&words[..], [range] if node.range().as_ref() == Some(range));
            (!is_boolean && !is_range).then(|| "any".to_owned())
        }
        (_, Some((_, values))) => Some(values.join(", ")),
        (_, None) => None,
    }
}
