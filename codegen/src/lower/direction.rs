//! Tells requests from answers: what is `readOnly` does not go to the service, and what is `writeOnly`
//! does not come from it. Such a member binds, and is required, where it travels and nowhere else.
//!
//! A type that travels one way goes without what only travels the other way. One that travels both ways
//! and is not the same in both becomes two: as it is answered it has the name that it has, as it is sent
//! that name with `Request` behind it. So does what holds one of these, and nothing else.

use super::operation::{Travels, each_use};
use super::reference::Resolved;
use super::{Base, Lowering};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::ir::{
    Direction, Field, Guard, Kind, Operation, Shape, Struct, TypeDef, TypeId, Types, Union,
    UnionVariant,
};
use crate::name::{Case, quoted};
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};

/// What is behind the name of a type as it is sent.
const SENT: &str = "Request";

/// The types that travel.
struct Reached {
    sent: BTreeSet<TypeId>,
    answered: BTreeSet<TypeId>,
}

/// What each type is called as it is sent, where that is another one than as it is answered.
struct Sent(BTreeMap<TypeId, TypeId>);

impl Sent {
    fn apply(&self, id: &mut TypeId, direction: Direction) {
        if let (Direction::Request, Some(sent)) = (direction, self.0.get(id)) {
            *id = *sent;
        }
    }
}

impl<'d> Lowering<'d> {
    /// Gives each type its direction, and drops those that do not travel.
    pub(super) fn give_directions(&mut self, operations: &mut [Operation], travels: &mut Travels) {
        self.let_travel_what_tells();
        let Reached { sent, answered } = reached(&self.types, &travels.types);
        let both: BTreeSet<TypeId> = sent.intersection(&answered).copied().collect();
        let copies = self.copies(&different(&self.types, &both));
        // Of what is sent nobody says that it comes.
        self.tell(&travels.told);
        let mut kept: BTreeSet<TypeId> = sent.union(&answered).copied().collect();
        kept.extend(copies.0.values());
        let own: BTreeSet<TypeId> = copies.0.values().copied().collect();
        for id in self.types.ids() {
            let is_sent = own.contains(&id) || sent.contains(&id) && !copies.0.contains_key(&id);
            let direction = match (is_sent, answered.contains(&id)) {
                (true, false) => Direction::Request,
                (false, true) => Direction::Response,
                (true, true) | (false, false) => Direction::Both,
            };
            let alone = !own.contains(&id) && !copies.0.contains_key(&id);
            self.give_direction(id, direction, alone, &copies);
        }
        self.loosen_guards();
        each_use(operations, &mut travels.roots, |id, direction| {
            copies.apply(id, direction);
        });
        let renumbered = self.types.keep(|id| kept.contains(&id));
        each_use(operations, &mut travels.roots, |id, _| renumbered.apply(id));
    }

    /// The only direction that a member travels in.
    pub(super) fn only_direction(&mut self, of: &Resolved<'d>) -> Option<Direction> {
        let says = |flag: fn(&crate::openapi::Schema) -> Option<bool>| {
            of.layers.iter().any(|layer| flag(layer) == Some(true))
        };
        match (says(|it| it.read_only), says(|it| it.write_only)) {
            (true, false) => Some(Direction::Response),
            (false, true) => Some(Direction::Request),
            (false, false) => None,
            (true, true) => {
                let message = "`readOnly` and `writeOnly`, which leaves no direction to travel in";
                let span = of.layers.first().map_or(0..0, |it| it.place.span.clone());
                let fault = Diagnostic::new(Code::ContradictingSchema, span, message)
                    .with_help("it is taken to travel in both")
                    .sloppily(Severity::Warning);
                self.faults.push(fault);
                None
            }
        }
    }

    /// A member that tells which of several objects one is, or which member it has, travels whatever is
    /// said of it: nobody could read the object without it.
    fn let_travel_what_tells(&mut self) {
        let mut telling: BTreeSet<(TypeId, String)> = BTreeSet::new();
        for (id, def) in self.types.iter() {
            match &def.shape {
                Shape::Union(Union {
                    tag: Some(tag),
                    variants,
                    ..
                }) => {
                    let ids = variants.iter().filter_map(UnionVariant::id);
                    telling.extend(ids.map(|id| (id, tag.member.clone())));
                }
                Shape::Struct(Struct {
                    one_of: Some(one_of),
                    ..
                }) => {
                    let choices = one_of.choices.iter().map(|choice| &choice.member);
                    let members = choices.chain(&one_of.named_by);
                    telling.extend(members.map(|member| (id, member.clone())));
                }
                _ => {}
            }
        }
        for (id, member) in telling {
            let Shape::Struct(object) = &mut self.types[id].shape else {
                continue;
            };
            let mut fields = object.fields.iter_mut();
            let Some(field) = fields.find(|field| field.wire == member && field.only.is_some())
            else {
                continue;
            };
            field.only = None;
            let message = format!(
                "{} travels in both directions: it tells what the object is",
                quoted(&member)
            );
            let span = field.origin.span.clone();
            self.faults
                .push(Diagnostic::new(Code::UnreadRemark, span, message));
        }
    }

    /// A second type of each of these, as it is sent.
    fn copies(&mut self, split: &BTreeSet<TypeId>) -> Sent {
        let mut copies = BTreeMap::new();
        for &id in split {
            let mut def = self.types[id].clone();
            let span = def.origin.span.clone();
            let base = self.named_as_sent(&def.name, &def.schema, &span);
            (def.name, def.schema) = (base.rust, base.schema);
            if let Shape::Struct(Struct {
                one_of: Some(one_of),
                ..
            }) = &mut def.shape
            {
                let name = self.made_name(&format!("{}{SENT}", one_of.name), Case::Type, &span);
                one_of.name = self.free_type(name, "x-one-of-properties", &span);
            }
            copies.insert(id, self.types.add(def));
        }
        Sent(copies)
    }

    fn named_as_sent(&mut self, rust: &str, schema: &str, span: &Span) -> Base {
        let original = format!("{schema} in requests");
        let name = self.made_name(&format!("{rust}{SENT}"), Case::Type, span);
        Base {
            rust: self.free_type(name, &original, span),
            schema: self.free_schema(&format!("{schema}{SENT}"), &original, span),
        }
    }

    /// `alone`: there is no other type for the other direction.
    fn give_direction(&mut self, id: TypeId, direction: Direction, alone: bool, sent: &Sent) {
        let def = &mut self.types[id];
        def.direction = direction;
        let name = def.schema.clone();
        let mut left_out = Vec::new();
        match &mut def.shape {
            Shape::Struct(object) => {
                let any = |it: &crate::ir::Value| it.ty.kind == Kind::Any;
                let others_bind = object.others.as_ref().is_some_and(|it| !any(it));
                for field in &mut object.fields {
                    let own = field.only.unwrap_or(direction);
                    if let Some(id) = field.ty.named_mut() {
                        sent.apply(id, own);
                    }
                    if own == direction || direction == Direction::Both {
                        continue;
                    }
                    field.presence = field.presence.optional();
                    // An answer that has it all the same can be read: it is none of the other members.
                    field.travels = others_bind && direction == Direction::Response;
                    if alone && !field.travels {
                        left_out.push(never_travels(field, &name, direction));
                    }
                }
                for id in object.others.iter_mut().filter_map(|it| it.ty.named_mut()) {
                    sent.apply(id, direction);
                }
            }
            Shape::Enum(list) => {
                let answered = direction != Direction::Request;
                list.open = !list.listed || answered && !list.is_full();
            }
            _ => {
                for id in def.mentioned_mut() {
                    sent.apply(id, direction);
                }
            }
        }
        self.faults.append(&mut left_out);
    }

    /// What does not travel tells no branch of a choice from another.
    fn loosen_guards(&mut self) {
        for id in self.types.ids() {
            let Shape::Union(union) = &self.types[id].shape else {
                continue;
            };
            let mut guards: Vec<Guard> = union.variants.iter().map(|it| it.guard.clone()).collect();
            for (variant, guard) in union.variants.iter().zip(&mut guards) {
                if let (Guard::Requires(names), Some(object)) = (guard, variant.id())
                    && let Shape::Struct(object) = &self.types[object].shape
                {
                    let gone = object.fields.iter().filter(|field| !field.travels);
                    names.retain(|name| gone.clone().all(|field| field.wire != *name));
                }
            }
            if let Shape::Union(union) = &mut self.types[id].shape {
                for (variant, guard) in union.variants.iter_mut().zip(guards) {
                    variant.guard = guard;
                }
            }
        }
    }
}

/// Every type that can be come to from those, by direction.
fn reached(types: &Types, from: &[(TypeId, Direction)]) -> Reached {
    let mut seen = Reached {
        sent: BTreeSet::new(),
        answered: BTreeSet::new(),
    };
    let mut waiting = from.to_vec();
    while let Some((id, direction)) = waiting.pop() {
        let new = match direction {
            Direction::Request => seen.sent.insert(id),
            Direction::Response => seen.answered.insert(id),
            Direction::Both => false,
        };
        if new {
            waiting.extend(uses(&types[id], direction));
        }
    }
    seen
}

/// What a type mentions, each with the direction that it travels in.
fn uses(def: &TypeDef, direction: Direction) -> Vec<(TypeId, Direction)> {
    let Shape::Struct(object) = &def.shape else {
        let mentioned = def.mentioned().into_iter();
        return mentioned.map(|id| (id, direction)).collect();
    };
    let fields = object.fields.iter();
    let fields = fields.filter_map(|field| {
        let direction = field.only.unwrap_or(direction);
        Some((field.ty.named()?, direction))
    });
    let others = object.others.iter();
    let others = others.filter_map(|others| Some((others.ty.named()?, direction)));
    fields.chain(others).collect()
}

/// Those of the types that travel both ways which are not the same in both: they have a member that
/// travels one way, or hold one that does.
fn different(types: &Types, both: &BTreeSet<TypeId>) -> BTreeSet<TypeId> {
    let mut users: BTreeMap<TypeId, Vec<TypeId>> = BTreeMap::new();
    let mut waiting = Vec::new();
    for &id in both {
        for (used, _) in uses(&types[id], Direction::Both) {
            users.entry(used).or_default().push(id);
        }
        if let Shape::Struct(object) = &types[id].shape
            && object.fields.iter().any(|field| field.only.is_some())
        {
            waiting.push(id);
        }
    }
    let mut found = BTreeSet::new();
    while let Some(id) = waiting.pop() {
        if both.contains(&id) && found.insert(id) {
            waiting.extend(users.get(&id).into_iter().flatten());
        }
    }
    found
}

/// A member of a type that no value has in the only direction it travels in.
fn never_travels(field: &Field, schema: &str, direction: Direction) -> Diagnostic {
    let (flag, place) = match direction {
        Direction::Request => ("readOnly", "requests"),
        _ => ("writeOnly", "answers"),
    };
    let (member, schema) = (quoted(&field.wire), quoted(schema));
    let message =
        format!("{member} is `{flag}`, and {schema}, which is in {place} alone, goes without it");
    let mut found = Diagnostic::new(Code::LeftOut, field.origin.span.clone(), message);
    found.severity = Severity::Note;
    found
}
