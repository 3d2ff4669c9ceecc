//! Writes the proposals as a fragment of the spec, to be pasted by a person.
//!
//! What is pasted is what the linter takes, but for what only a person can say: a description is left out
//! rather than invented, so the linter asks for it; the record that a member was seen in is left open, and
//! so is whether it is personal, which it is until somebody decides otherwise.

use super::kinds::Kind;
use super::proposal::{Member, Proposal, proposals};
use super::seen::Observations;
use super::text::{self, payloads};
use super::unknown::{HIDDEN, ITEMS};
use idcard_report::wording::counted;
use serde_json::{Map, Value, json};
use spanned_tree::scalar;
use std::io::{self, Write};

const HEAD: &str = "\
# Look at each, and paste what you agree with below the path that stands above it; the indentation is
# that of the spec. Then write what is asked for in the comments: `cargo codegen lint --strict` and the
# tests of the spec fail until you have.
";

/// Writes the fragment.
pub fn write_yaml(observations: &Observations, mut out: impl Write) -> io::Result<()> {
    writeln!(out, "# {}", text::summary(observations))?;
    out.write_all(HEAD.as_bytes())?;
    let proposals = proposals(observations);
    if proposals.is_empty() {
        writeln!(out, "# There is nothing that the spec does not say.")?;
    }
    for proposal in &proposals {
        remarks(proposal, &mut out)?;
    }
    let with_members: Vec<_> = proposals
        .iter()
        .filter(|proposal| proposal.unknown.iter().any(|member| member.name != HIDDEN))
        .collect();
    if !with_members.is_empty() {
        write!(out, "components:\n  schemas:\n")?;
    }
    for proposal in with_members {
        let schema = proposal.schema;
        writeln!(
            out,
            "    {schema}:\n      # components/schemas/{schema}/properties"
        )?;
        writeln!(out, "      properties:")?;
        for member in proposal
            .unknown
            .iter()
            .filter(|member| member.name != HIDDEN)
        {
            property(proposal, member, &mut out)?;
        }
    }
    let unlisted = observations.unknown.unlisted();
    if unlisted > 0 {
        writeln!(
            out,
            "# And {unlisted} more members that are not in the spec, too many to tell apart."
        )?;
    }
    out.flush()
}

/// What changes lines that are there: it takes the place of them, so it is no part of what is added.
fn remarks(proposal: &Proposal<'_>, mut out: impl Write) -> io::Result<()> {
    let schema = proposal.schema;
    for member in proposal
        .unknown
        .iter()
        .filter(|member| member.name == HIDDEN)
    {
        let times = counted(member.profile.count.times, "time");
        writeln!(
            out,
            "# {schema}: {times} a member whose key may be data, so it is not shown."
        )?;
    }
    for name in &proposal.never {
        writeln!(
            out,
            "# {schema}/properties/{name}: never seen in {}.",
            payloads(proposal.count.payloads)
        )?;
    }
    for name in &proposal.always {
        let times = payloads(proposal.count.payloads);
        writeln!(
            out,
            "# {schema}/properties/{name}: always there in {times}; may it be required, by schema/README.md?"
        )?;
    }
    for values in &proposal.values {
        writeln!(out, "# {schema}/properties/{}.", text::values(values))?;
        let listed = values.listed.iter().copied();
        let shown = values.shown.iter().map(|(value, _)| *value);
        let all: Vec<_> = listed.chain(shown).map(scalar).collect();
        if all.len() > values.listed.len() {
            writeln!(
                out,
                "# With them the list is, here or where a `$ref` leads:\n#   enum: [{}]",
                all.join(", ")
            )?;
        }
    }
    for wider in &proposal.wider {
        writeln!(out, "# {schema}/properties/{}.", text::wider(wider))?;
        let both = match (wider.described, wider.kind) {
            (described, Kind::Null) if wider.is_plain => format!("type: [{described}, 'null']"),
            ("integer", Kind::Number) if wider.is_plain => {
                "type: number\n#   format: double".to_owned()
            }
            _ => {
                writeln!(out, "# No one `type` is proposed for that: decide.")?;
                continue;
            }
        };
        writeln!(
            out,
            "# With it the type is, here or where a `$ref` leads:\n#   {both}"
        )?;
    }
    Ok(())
}

/// A member of an object of the spec, indented as it is there.
fn property(proposal: &Proposal<'_>, member: &Member<'_>, out: &mut impl Write) -> io::Result<()> {
    let times = member.profile.count.payloads;
    let places = member.profile.places.iter();
    let places: Vec<_> = places.map(|(place, _)| text::whole(place)).collect();
    writeln!(
        out,
        "        # In {times} of the {} that have the object, at {}: {}.",
        payloads(proposal.count.payloads),
        places.join(", "),
        text::kinds(&member.profile.kinds)
    )?;
    schema(member, 8, true, out)
}

fn schema(
    member: &Member<'_>,
    indent: usize,
    is_property: bool,
    out: &mut impl Write,
) -> io::Result<()> {
    let space = " ".repeat(indent);
    writeln!(
        out,
        "{space}{}:",
        if is_property {
            scalar(member.name)
        } else {
            "items".to_owned()
        }
    )?;
    let space = " ".repeat(indent + 2);
    if is_property {
        writeln!(
            out,
            "{space}# description: write what it is, in your own words"
        )?;
    }
    match types(member).as_slice() {
        [] => writeln!(out, "{space}# type: {}", undecided(member))?,
        [one] => writeln!(out, "{space}type: {one}")?,
        several => writeln!(out, "{space}type: [{}]", several.join(", "))?,
    }
    if let Some(format) = format(member) {
        writeln!(out, "{space}format: {format}")?;
    }
    let named: Vec<_> = properties(member).collect();
    if !named.is_empty() {
        writeln!(out, "{space}properties:")?;
        for member in named {
            schema(member, indent + 4, true, out)?;
        }
    }
    if let Some(items) = items(member) {
        schema(items, indent + 2, false, out)?;
    }
    if is_property {
        if is_text(member) {
            writeln!(
                out,
                "{space}x-sensitivity: personal  # or public, if it never tells of a person"
            )?;
        }
        writeln!(out, "{space}x-standing: observed")?;
        writeln!(
            out,
            "{space}x-source: observed#  # name the record, see schema/README.md"
        )?;
    }
    Ok(())
}

/// The same schema as JSON has it.
pub(super) fn as_json(member: &Member<'_>, is_property: bool) -> Value {
    let mut schema = Map::new();
    match types(member).as_slice() {
        [] => {}
        [one] => drop(schema.insert("type".to_owned(), json!(one))),
        several => {
            let names = several.iter().map(|name| name.trim_matches('\''));
            schema.insert("type".to_owned(), names.collect());
        }
    }
    if let Some(format) = format(member) {
        schema.insert("format".to_owned(), json!(format));
    }
    let named = properties(member);
    let named: Map<_, _> = named
        .map(|member| (member.name.to_owned(), as_json(member, true)))
        .collect();
    if !named.is_empty() {
        schema.insert("properties".to_owned(), Value::Object(named));
    }
    if let Some(items) = items(member) {
        schema.insert("items".to_owned(), as_json(items, false));
    }
    if is_property {
        if is_text(member) {
            schema.insert("x-sensitivity".to_owned(), json!("personal"));
        }
        schema.insert("x-standing".to_owned(), json!("observed"));
        schema.insert("x-source".to_owned(), json!("observed#"));
    }
    Value::Object(schema)
}

/// The one kind that all values have that are not `null`.
fn kind(member: &Member<'_>) -> Option<Kind> {
    let kinds = &member.profile.kinds.0;
    let kinds: Vec<_> = kinds.keys().filter(|kind| **kind != Kind::Null).collect();
    match kinds.as_slice() {
        [one] => Some(**one),
        [Kind::Integer, Kind::Number] => Some(Kind::Number),
        _ => None,
    }
}

/// As the spec has them: one type, or one and `null`; none where that does not do.
fn types(member: &Member<'_>) -> Vec<&'static str> {
    let is_nullable = member.profile.kinds.0.contains_key(&Kind::Null);
    // The spec has no room for `null` among the items of an array.
    let null = (is_nullable && member.name != ITEMS).then_some("'null'");
    let kind = kind(member).map(Kind::as_str);
    kind.into_iter()
        .chain(null.filter(|_| kind.is_some()))
        .collect()
}

fn undecided(member: &Member<'_>) -> String {
    let seen = text::kinds(&member.profile.kinds);
    format!("seen were {seen}, so decide; without a type it is any value")
}

fn format(member: &Member<'_>) -> Option<&'static str> {
    match kind(member)? {
        Kind::Integer => Some("int64"),
        Kind::Number => Some("double"),
        _ => None,
    }
}

fn properties<'m, 'o>(member: &'m Member<'o>) -> impl Iterator<Item = &'m Member<'o>> {
    let is_object = kind(member) == Some(Kind::Object);
    let inside = member.inside.iter().filter(move |_| is_object);
    inside.filter(|member| member.name != HIDDEN && member.name != ITEMS)
}

fn items<'m, 'o>(member: &'m Member<'o>) -> Option<&'m Member<'o>> {
    let is_array = kind(member) == Some(Kind::Array);
    let items = member.inside.iter().find(|member| member.name == ITEMS);
    items.filter(|items| is_array && kind(items).is_some())
}

/// Whether it may tell of a person: text, or anything at all.
fn is_text(member: &Member<'_>) -> bool {
    match kind(member) {
        Some(Kind::Array) => items(member).is_none_or(is_text),
        Some(kind) => kind == Kind::String,
        None => true,
    }
}
