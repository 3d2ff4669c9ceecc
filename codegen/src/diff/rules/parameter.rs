//! Says whom a parameter breaks that comes, goes, or is written in another way.

use super::super::change::{Change, How, Verdict};
use super::super::side::Side;
use super::is_true;
use serde_json::{Value as Json, json};

/// One that comes, goes, or takes the place of another.
pub(super) fn parameter(change: &mut Change, new: &Side) -> Verdict {
    match change.how {
        How::Removed => Verdict::Lost,
        _ if is_true(change, new, "required") => Verdict::Breaks,
        How::Added => Verdict::Safe,
        _ => {
            let why = "a parameter took the place of another";
            change.reasons.push(why.into());
            Verdict::Unproven
        }
    }
}

/// How its value is written: a default that is written out, or left out, changes nothing.
pub(super) fn spelling(change: &Change, key: &str, old: &Side, new: &Side) -> Verdict {
    let [before, now] = [(old, &change.old), (new, &change.new)].map(|(side, pointer)| {
        let pointer = pointer.as_deref()?;
        let (parameter, _) = pointer.rsplit_once('/')?;
        Some((side.json.pointer(pointer)?, side.json.pointer(parameter)?))
    });
    // The other document has the same parameter without the key.
    let Some((_, parameter)) = now.or(before) else {
        return Verdict::Breaks;
    };
    let default = default_of(parameter, key);
    let value =
        |it: Option<(&Json, _)>| it.map_or_else(|| default.clone(), |(value, _)| value.clone());
    if value(before) == value(now) {
        Verdict::Safe
    } else {
        Verdict::Breaks
    }
}

/// What a parameter without the key has, as OpenAPI says.
fn default_of(parameter: &Json, key: &str) -> Json {
    let text = |key| parameter.get(key).and_then(Json::as_str);
    let style = match text("in") {
        Some("path" | "header") => "simple",
        _ => "form",
    };
    match key {
        "style" => json!(style),
        "explode" => json!(text("style").unwrap_or(style) == "form"),
        _ => json!(false),
    }
}
