//! Says what a client does differently though no byte of a body changes: whether it pays twice, and what
//! it shows that was hidden.

use super::super::change::{Change, How, Verdict};
use super::super::side::Side;
use serde_json::Value as Json;

/// Says whether an error code lets a call be made again that did not before.
pub(super) fn repeat(change: &mut Change, tokens: &[&str], old: &Side, new: &Side) {
    change.send = Verdict::None;
    let said = |side: &Side, pointer: Option<&str>| {
        let it = side.json.pointer(pointer?)?;
        let it = it.get("repeat").unwrap_or(it);
        it.as_str().map(str::to_owned)
    };
    let is_repeat = tokens.last() == Some(&"repeat") || change.how != How::Changed;
    if !is_repeat {
        change.schemas = Verdict::Docs;
        change.send = Verdict::Docs;
        return;
    }
    change.schemas = Verdict::None;
    let (before, now) = (
        said(old, change.old.as_deref()),
        said(new, change.new.as_deref()),
    );
    let rank = |it: Option<&str>| match it {
        Some("later") => 2,
        Some("may-cost") => 1,
        _ => 0,
    };
    let shown = |it: Option<&str>| it.unwrap_or("unknown").to_owned();
    let words = format!(
        "repeat: {} → {}",
        shown(before.as_deref()),
        shown(now.as_deref())
    );
    if rank(now.as_deref()) > rank(before.as_deref()) {
        change.paid_twice = true;
        change
            .behaviour
            .push(format!("{words}: a call may be paid twice"));
    } else if change.how == How::Changed {
        change.behaviour.push(words);
    }
}

/// What is shown that was hidden, and whether that is a loss.
pub(super) fn privacy(change: &Change, old: &Side, new: &Side) -> Option<(String, bool)> {
    let rank = |it: &str| match it {
        "secret" => 2,
        "public" => 0,
        _ => 1,
    };
    let said = |side: &Side, pointer: Option<&str>| {
        pointer.and_then(|it| side.json.pointer(it)?.as_str().map(str::to_owned))
    };
    if change.keyword == "x-sensitivity" {
        // Without one a string counts as personal.
        let before = said(old, change.old.as_deref()).unwrap_or_else(|| "personal".into());
        let now = said(new, change.new.as_deref()).unwrap_or_else(|| "personal".into());
        return (rank(&now) < rank(&before))
            .then(|| (format!("sensitivity {before} → {now}"), true));
    }
    let is_answer = change.schemas != Verdict::None;
    let added = change.how == How::Added && change.keyword == "properties" && is_answer;
    let pointer = change.new.as_deref().filter(|_| added)?;
    let schema = new.json.pointer(pointer)?;
    is_bare_string(schema, new, 0).then(|| {
        (
            "a new answer string without `x-sensitivity` counts as personal".into(),
            false,
        )
    })
}

fn is_bare_string(schema: &Json, side: &Side, depth: usize) -> bool {
    const DEEPEST: usize = 8;
    let has = |key: &str| schema.get(key).is_some();
    if depth > DEEPEST || has("x-sensitivity") || has("enum") {
        return false;
    }
    if let Some(items) = schema.get("items") {
        return is_bare_string(items, side, depth + 1);
    }
    if let Some(target) = schema.get("$ref").and_then(Json::as_str) {
        let target = side.json.pointer(target.trim_start_matches('#'));
        return target.is_some_and(|it| is_bare_string(it, side, depth + 1));
    }
    match schema.get("type") {
        Some(Json::String(name)) => name == "string",
        Some(Json::Array(names)) => {
            let mut names = names.iter().filter(|it| *it != "null");
            names.next().is_some_and(|it| it == "string") && names.next().is_none()
        }
        _ => false,
    }
}
