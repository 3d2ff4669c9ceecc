//! Writes the proposals for programs: one JSON document, whose shape is a promise.
//!
//! ```json
//! {
//!   "observe": 1,
//!   "documents": {"response": 100},
//!   "unreadable": 0,
//!   "strange": 0,
//!   "schemas": [{
//!     "schema": "IdCardResult",
//!     "payloads": 90,
//!     "times": 90,
//!     "unknown": [{
//!       "member": "extra",
//!       "payloads": 12,
//!       "times": 12,
//!       "kinds": {"string": 12},
//!       "places": ["/images/*/idCard/result"],
//!       "paste": "components/schemas/IdCardResult/properties/extra",
//!       "property": {"type": "string", "x-sensitivity": "personal", "x-standing": "observed", "x-source": "observed#"}
//!     }],
//!     "hidden": 0,
//!     "never": ["ac"],
//!     "always": ["rois"],
//!     "values": [{"member": "idtype", "payloads": 3, "times": 3, "shown": {"Permit": 2}, "hidden": 1}],
//!     "wider": [{"member": "isConfident", "described": "boolean", "kind": "string", "payloads": 3, "times": 3}]
//!   }],
//!   "unlisted": 0
//! }
//! ```
//!
//! Its number is [`version::OBSERVE`].

use super::fragment::as_json;
use super::proposal::{Member, Proposal, Values, Wider, proposals};
use super::seen::Observations;
use super::unknown::HIDDEN;
use idcard_judge::inert;
use idcard_report::version;
use serde_json::{Map, Value, json};
use std::io::{self, Write};

/// Writes the proposals.
pub fn write_json(observations: &Observations, mut out: impl Write) -> io::Result<()> {
    let schemas: Vec<_> = proposals(observations).iter().map(schema).collect();
    let whole = json!({
        "observe": version::OBSERVE,
        "documents": observations.documents,
        "unreadable": observations.unreadable,
        "strange": observations.strange,
        "schemas": schemas,
        "unlisted": observations.unknown.unlisted(),
    });
    let text = serde_json::to_string_pretty(&whole)?;
    writeln!(out, "{}", inert(&text))?;
    out.flush()
}

fn schema(proposal: &Proposal<'_>) -> Value {
    let Proposal {
        schema,
        count,
        unknown,
        never,
        always,
        values,
        wider,
    } = proposal;
    let (hidden, unknown): (Vec<_>, Vec<_>) =
        unknown.iter().partition(|member| member.name == HIDDEN);
    let hidden: u64 = hidden.iter().map(|member| member.profile.count.times).sum();
    let unknown: Vec<_> = unknown
        .into_iter()
        .map(|member| self::member(schema, member))
        .collect();
    json!({
        "schema": schema,
        "payloads": count.payloads,
        "times": count.times,
        "unknown": unknown,
        "hidden": hidden,
        "never": never,
        "always": always,
        "values": values.iter().map(self::values).collect::<Vec<_>>(),
        "wider": wider.iter().map(self::wider).collect::<Vec<_>>(),
    })
}

fn member(schema: &str, member: &Member<'_>) -> Value {
    let profile = &member.profile;
    let kinds = profile.kinds.0.iter();
    let kinds: Map<_, _> = kinds
        .map(|(kind, count)| (kind.as_str().to_owned(), json!(count.times)))
        .collect();
    let places: Vec<_> = profile.places.iter().map(|(place, _)| place).collect();
    json!({
        "member": member.name,
        "payloads": profile.count.payloads,
        "times": profile.count.times,
        "kinds": kinds,
        "places": places,
        "paste": format!("components/schemas/{schema}/properties/{}", member.name),
        "property": as_json(member, true),
    })
}

fn values(values: &Values<'_>) -> Value {
    let shown = values.shown.iter();
    let shown: Map<_, _> = shown
        .map(|(value, count)| ((*value).to_owned(), json!(count.times)))
        .collect();
    json!({
        "member": values.member,
        "payloads": values.count.payloads,
        "times": values.count.times,
        "shown": shown,
        "hidden": values.hidden,
    })
}

fn wider(wider: &Wider) -> Value {
    json!({
        "member": wider.member,
        "described": wider.described,
        "kind": wider.kind.as_str(),
        "payloads": wider.count.payloads,
        "times": wider.count.times,
    })
}
