//! Derives proposals from observations: what might be changed in the spec, object by object.

use super::ENOUGH;
use super::kinds::Kind;
use super::seen::{Observations, Place, Seen};
use super::unknown::Profile;
use clova_id_card::catalog::{self, ROOTS, Scalar, Shape};
use idcard_report::Count;
use std::collections::BTreeMap;

/// What there is to say of an object of the spec.
pub(super) struct Proposal<'o> {
    /// Its name in the spec.
    pub(super) schema: &'static str,
    /// How often it was seen.
    pub(super) count: Count,
    /// Members that the spec does not name.
    pub(super) unknown: Vec<Member<'o>>,
    /// Members that were never seen, though the object was often enough.
    pub(super) never: Vec<&'static str>,
    /// Members that were always there, though they may be left out.
    pub(super) always: Vec<&'static str>,
    /// Values that closed lists do not have.
    pub(super) values: Vec<Values<'o>>,
    /// Kinds of value that are not described.
    pub(super) wider: Vec<Wider>,
}

/// A member that the spec does not name, or what is inside one.
pub(super) struct Member<'o> {
    pub(super) name: &'o str,
    pub(super) profile: Profile,
    pub(super) inside: Vec<Member<'o>>,
}

/// Values of a closed list.
pub(super) struct Values<'o> {
    /// The member, with `/*` for each array.
    pub(super) member: String,
    /// Those that the spec lists.
    pub(super) listed: &'static [&'static str],
    /// All others together.
    pub(super) count: Count,
    /// Those of them that may be shown.
    pub(super) shown: Vec<(&'o str, Count)>,
    /// How often there was one that may not be shown, or was too many.
    pub(super) hidden: u64,
}

/// Another kind of value than is described.
pub(super) struct Wider {
    /// The member, with `/*` for each array.
    pub(super) member: String,
    pub(super) described: &'static str,
    /// Whether one plain `type` describes the member, and nothing but this kind is beside it.
    pub(super) is_plain: bool,
    pub(super) kind: Kind,
    pub(super) count: Count,
}

impl Proposal<'_> {
    fn is_empty(&self) -> bool {
        let Self {
            schema: _,
            count: _,
            unknown,
            never,
            always,
            values,
            wider,
        } = self;
        unknown.is_empty()
            && never.is_empty()
            && always.is_empty()
            && values.is_empty()
            && wider.is_empty()
    }
}

/// By the name of the object.
pub(super) fn proposals(observations: &Observations) -> Vec<Proposal<'_>> {
    let mut documented = BTreeMap::new();
    for root in ROOTS {
        collect(&root.shape, &mut documented);
    }
    let unknown = observations.unknown.shown();
    let proposals = observations.objects.iter().filter_map(|(schema, seen)| {
        let proposal = proposal(documented.get(schema)?, seen, &unknown);
        (!proposal.is_empty()).then_some(proposal)
    });
    proposals.collect()
}

fn proposal<'o>(
    documented: &'static catalog::Object,
    seen: &'o Seen,
    unknown: &BTreeMap<(&'static str, Vec<&'o str>), Profile>,
) -> Proposal<'o> {
    let of_this = unknown
        .iter()
        .filter(|((schema, _), _)| *schema == documented.schema);
    let of_this: Vec<_> = of_this
        .map(|((_, path), profile)| (path.as_slice(), profile))
        .collect();
    let mut proposal = Proposal {
        schema: documented.schema,
        count: seen.count,
        unknown: members(&of_this, 0),
        never: Vec::new(),
        always: Vec::new(),
        values: Vec::new(),
        wider: Vec::new(),
    };
    let is_enough = seen.count.payloads >= ENOUGH;
    for member in documented.members {
        let name = member.name;
        if let Some(place) = seen.members.get(name) {
            let nullable = member.nullable;
            proposal.place(name, place, &member.shape, nullable);
        } else if is_enough {
            proposal.never.push(name);
        }
        let is_always = seen.present.get(name) == Some(&seen.count);
        if is_enough && is_always && !member.required {
            proposal.always.push(name);
        }
    }
    proposal
}

impl<'o> Proposal<'o> {
    fn place(&mut self, member: &str, place: &'o Place, shape: &Shape, nullable: bool) {
        let is_described = |kind: Kind| described(shape, kind) || (kind == Kind::Null && nullable);
        let wider = place
            .kinds
            .0
            .iter()
            .filter(|(kind, _)| !is_described(**kind));
        let is_alone = wider.clone().count() == 1;
        let is_scalar = matches!(shape, Shape::Scalar(_)) && !member.ends_with("/*");
        self.wider.extend(wider.map(|(kind, count)| Wider {
            member: member.to_owned(),
            described: name(shape),
            is_plain: is_alone && is_scalar,
            kind: *kind,
            count: *count,
        }));
        if let Shape::Enum(listed) = shape
            && place.strange.times > 0
        {
            let shown = place.values.iter();
            let shown: Vec<_> = shown
                .map(|(value, count)| (value.as_str(), *count))
                .collect();
            let times: u64 = shown.iter().map(|(_, count)| count.times).sum();
            self.values.push(Values {
                member: member.to_owned(),
                listed,
                count: place.strange,
                shown,
                hidden: place.strange.times.saturating_sub(times),
            });
        }
        if let (Some(items), Shape::Array(shape)) = (&place.items, shape) {
            self.place(&format!("{member}/*"), items, shape, false);
        }
    }
}

/// Paths, in their order, as a tree. A path stands behind the beginnings of it.
fn members<'o>(paths: &[(&[&'o str], &Profile)], depth: usize) -> Vec<Member<'o>> {
    let name = |path: &[&'o str]| path.get(depth).copied();
    let groups = paths.chunk_by(|(one, _), (other, _)| name(one) == name(other));
    let members = groups.filter_map(|group| {
        let ((path, profile), inside) = group.split_first()?;
        Some(Member {
            name: name(path)?,
            profile: (*profile).clone(),
            inside: members(inside, depth + 1),
        })
    });
    members.collect()
}

/// Every object by its name; shapes may lead back to themselves.
fn collect(shape: &'static Shape, found: &mut BTreeMap<&'static str, &'static catalog::Object>) {
    let objects: &[&'static catalog::Object] = match shape {
        Shape::Array(items) => return collect(items, found),
        Shape::Object(object) => &[object],
        Shape::Union(objects) => objects,
        _ => return,
    };
    for object in objects {
        if found.insert(object.schema, object).is_none() {
            for member in object.members {
                collect(&member.shape, found);
            }
        }
    }
}

/// Whether such a value is what the spec says.
fn described(shape: &Shape, kind: Kind) -> bool {
    match shape {
        Shape::Scalar(Scalar::Boolean) => kind == Kind::Boolean,
        Shape::Scalar(Scalar::Integer) => kind == Kind::Integer,
        Shape::Scalar(Scalar::Number) => matches!(kind, Kind::Integer | Kind::Number),
        Shape::Scalar(Scalar::String) | Shape::Enum(_) => kind == Kind::String,
        Shape::Array(_) => kind == Kind::Array,
        Shape::Object(_) | Shape::Union(_) => kind == Kind::Object,
        // `Any`, and what this does not know yet.
        _ => true,
    }
}

fn name(shape: &Shape) -> &'static str {
    match shape {
        Shape::Scalar(Scalar::Boolean) => "boolean",
        Shape::Scalar(Scalar::Integer) => "integer",
        Shape::Scalar(Scalar::Number) => "number",
        Shape::Scalar(Scalar::String) | Shape::Enum(_) => "string",
        Shape::Array(_) => "array",
        Shape::Object(_) | Shape::Union(_) => "object",
        _ => "any value",
    }
}
