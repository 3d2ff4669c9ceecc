//! Compares the members of two schemas.

use super::cover::{Cover, Kind};
use super::make::count;
use super::space::{Conj, Flat};
use serde_json::Value as Json;
use std::collections::BTreeSet;

pub(super) fn compare(cover: &mut Cover<'_>, s: &Conj, r: &Conj, sent: &Flat, read: &Flat) {
    required(cover, s, r, sent, read);
    // What has to be there and has no schema of its own is whatever else there may be.
    let unnamed_too = sent
        .required
        .keys()
        .filter(|it| !sent.members.contains_key(*it));
    for name in sent.members.keys().chain(unnamed_too) {
        let own = Conj::of(sent.member(name));
        if never(cover, &own) {
            continue;
        }
        match read.members.get(name) {
            Some(other) => cover.member(s, name, &own, &Conj::of(other.clone())),
            None => unnamed(cover, (s, r), sent, read, name),
        }
    }
    open(cover, s, r, sent, read);
    counts(cover, s, r, sent, read);
}

/// Whether a member can have no value at all.
fn never(cover: &Cover<'_>, conj: &Conj) -> bool {
    cover.sender.flat(conj).nothing
}

fn required(cover: &mut Cover<'_>, s: &Conj, r: &Conj, sent: &Flat, read: &Flat) {
    for (name, at) in &read.required {
        if sent.required.contains_key(name) {
            continue;
        }
        let leaf = cover.sender.object(sent, false, 0).map(|mut object| {
            object.remove(name);
            Json::Object(object)
        });
        let claim = cover.claim(s, r, Kind::Breaks, "required", leaf, "");
        let members = |schemas: Option<&Vec<String>>| schemas.cloned().unwrap_or_default();
        let own = members(sent.members.get(name));
        claim
            .sender
            .splice(0..0, own.into_iter().chain(places(sent, name)));
        let theirs = members(read.members.get(name));
        claim
            .receiver
            .splice(0..0, std::iter::once(at.clone()).chain(theirs));
    }
}

/// Where a document would have named a member, as required or at all: indices tell nothing, so what is
/// required is found by its name.
fn places(sent: &Flat, name: &str) -> Vec<String> {
    let token = crate::source::escape_token(name);
    let both = |schema: &String| {
        let required = format!("{schema}/required={name}");
        [required, format!("{schema}/properties/{token}")]
    };
    sent.schemas.iter().flat_map(both).collect()
}

/// A member that the receiver does not name.
fn unnamed(cover: &mut Cover<'_>, (s, r): (&Conj, &Conj), sent: &Flat, read: &Flat, name: &str) {
    let own = sent.member(name);
    if let Some(at) = &read.closed {
        let leaf = cover.sender.object(sent, false, 0).and_then(|mut object| {
            if !object.contains_key(name) {
                let value = cover.sender.value(&Conj::of(own.clone()), false)?;
                object.insert(name.to_owned(), value);
            }
            Some(Json::Object(object))
        });
        let claim = cover.claim(s, r, Kind::Breaks, "additionalProperties", leaf, "");
        claim.sender.splice(0..0, own);
        claim.receiver.insert(0, at.clone());
        return;
    }
    if !read.additional.is_empty() {
        cover.member(s, name, &Conj::of(own), &Conj::of(read.additional.clone()));
        return;
    }
    let claim = cover.claim(s, r, Kind::Lost, "properties", None, "");
    claim.sender.splice(0..0, own);
}

/// Members that the sender's document names by a schema of their own, whatever they are called.
fn open(cover: &mut Cover<'_>, s: &Conj, r: &Conj, sent: &Flat, read: &Flat) {
    if sent.additional.is_empty() {
        return;
    }
    let own = Conj::of(sent.additional.clone());
    for (name, other) in &read.members {
        if !sent.members.contains_key(name) {
            cover.member(s, name, &own, &Conj::of(other.clone()));
        }
    }
    let name = "another";
    if let Some(at) = &read.closed {
        let leaf = cover.sender.object(sent, false, 0).and_then(|mut object| {
            object.insert(name.to_owned(), cover.sender.value(&own, false)?);
            Some(Json::Object(object))
        });
        let claim = cover.claim(s, r, Kind::Breaks, "additionalProperties", leaf, "");
        claim.sender.splice(0..0, sent.additional.clone());
        claim.receiver.insert(0, at.clone());
    } else if read.additional.is_empty() {
        let claim = cover.claim(s, r, Kind::Lost, "additionalProperties", None, "");
        claim.sender.splice(0..0, sent.additional.clone());
    } else {
        cover.member(s, name, &own, &Conj::of(read.additional.clone()));
    }
}

fn counts(cover: &mut Cover<'_>, s: &Conj, r: &Conj, sent: &Flat, read: &Flat) {
    let most = if sent.additional.is_empty() {
        let names = sent.members.keys().chain(sent.required.keys());
        count(names.collect::<BTreeSet<_>>().len())
    } else {
        f64::INFINITY
    };
    let most = sent.max_members.as_ref().map_or(most, |it| it.0.min(most));
    if let Some((limit, at)) = &read.max_members
        && most > *limit
    {
        let leaf = cover.sender.object(sent, true, 0).map(Json::Object);
        cover.limit(
            s,
            r,
            "maxProperties",
            (sent.max_members.as_ref().map(|it| &it.1), Some(at)),
            leaf,
        );
    }
    let least = sent
        .min_members
        .as_ref()
        .map_or(0.0, |it| it.0)
        .max(count(sent.required.len()));
    if let Some((limit, at)) = &read.min_members
        && least < *limit
    {
        let leaf = cover.sender.object(sent, false, 0).map(Json::Object);
        cover.limit(
            s,
            r,
            "minProperties",
            (sent.min_members.as_ref().map(|it| &it.1), Some(at)),
            leaf,
        );
    }
}
