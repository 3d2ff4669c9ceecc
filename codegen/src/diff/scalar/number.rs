//! Compares limits of numbers, which are doubles here: beyond 2^53 nothing is proven by them.

use super::super::cover::{Cover, Kind};
use super::super::make::{is_multiple, number_fits};
use super::super::space::{Conj, Flat};
use serde_json::Value as Json;

pub(super) const INEXACT: &str = "beyond 2^53 numbers are not compared exactly";

/// Whether a number has no neighbour that is rounded to it.
pub(super) fn is_exact(number: f64) -> bool {
    number.abs() < 9_007_199_254_740_992.0
}

pub(super) fn numbers(cover: &mut Cover<'_>, s: &Conj, r: &Conj, sent: &Flat, read: &Flat) {
    let whole = !sent.types.contains("number") || !read.types.contains("number");
    let sides = [
        ("maximum", &read.max, &sent.max, true, false),
        ("exclusiveMaximum", &read.below, &sent.below, true, true),
        ("minimum", &read.min, &sent.min, false, false),
        ("exclusiveMinimum", &read.above, &sent.above, false, true),
    ];
    for (keyword, limit, own, greatest, exclusive) in sides {
        let Some((limit, at)) = limit else { continue };
        let (edge, open) = if greatest {
            sent.greatest()
        } else {
            sent.least()
        };
        let sign = if greatest { 1.0 } else { -1.0 };
        // How far the sender goes beyond the limit.
        let beyond = (edge - limit) * sign;
        let covered = beyond < 0.0 || beyond == 0.0 && (!exclusive || open);
        if covered || whole && within(edge, open, *limit, exclusive, sign) {
            let number =
                |doc: &Json, at: Option<&String>| at.and_then(|at| doc.pointer(at)).cloned();
            let ours = number(&cover.sender.doc, own.as_ref().map(|it| &it.1));
            let is_near = beyond == 0.0 && !is_exact(*limit);
            if is_near && ours != number(&cover.receiver.doc, Some(at)) {
                let claim = cover.claim(s, r, Kind::Unproven, keyword, None, INEXACT);
                claim.receiver.insert(0, at.clone());
            }
            continue;
        }
        let near = if whole {
            (limit * sign).floor() * sign
        } else {
            *limit
        };
        let step = sent.multiples.iter().map(|it| it.0).fold(1.0, f64::max);
        let candidates = [
            near + sign,
            near,
            limit + sign * step,
            ((limit * sign / step).floor() + 1.0) * step * sign,
            f64::midpoint(*limit, edge),
            edge,
            limit + sign * limit.abs() * 1e-9,
            limit * 2.0,
        ];
        let over = |it: f64| {
            if exclusive {
                (it - limit) * sign >= 0.0
            } else {
                (it - limit) * sign > 0.0
            }
        };
        let fits = |it: &f64| {
            it.is_finite() && over(*it) && number_fits(*it, sent) && (!whole || it.fract() == 0.0)
        };
        let leaf = candidates.into_iter().find(fits).map(Cover::number);
        let own = own.as_ref().map(|it| &it.1);
        cover.limit(s, r, keyword, (own, Some(at)), leaf);
    }
    for (of, at) in &read.multiples {
        let proven = sent.multiples.iter().any(|(own, _)| is_multiple(*own, *of))
            || whole && is_multiple(1.0, *of);
        if proven {
            continue;
        }
        let (least, _) = sent.least();
        let from = if least.is_finite() { least } else { 0.0 };
        let step = sent
            .multiples
            .iter()
            .map(|it| it.0)
            .fold(if whole { 1.0 } else { 0.5 }, f64::max);
        let candidates = (0..50).map(|it| (from / step).ceil() * step + f64::from(it) * step);
        let mut candidates =
            candidates.filter(|it| number_fits(*it, sent) && (!whole || it.fract() == 0.0));
        let leaf = candidates
            .find(|it| !is_multiple(*it, *of))
            .map(Cover::number);
        cover.limit(
            s,
            r,
            "multipleOf",
            (sent.multiples.first().map(|it| &it.1), Some(at)),
            leaf,
        );
    }
}

/// Whether no whole number lies between the receiver's limit and the sender's edge.
fn within(edge: f64, open: bool, limit: f64, exclusive: bool, sign: f64) -> bool {
    let last = (edge * sign).floor() - f64::from(u8::from(open && edge.fract() == 0.0));
    let taken = (limit * sign).ceil() - f64::from(u8::from(exclusive));
    let taken = if exclusive || limit.fract() == 0.0 {
        taken
    } else {
        (limit * sign).floor()
    };
    last <= taken
}
