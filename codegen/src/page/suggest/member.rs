//! Writes new members, names and types into the text of the spec.

use super::edit::{Edit, whole_lines};
use crate::page::edition::{Aspect, Statement};
use crate::page::layout::Layout;
use crate::page::model::Said;
use crate::page::spec::{Spec, last};
use crate::source::{escape_token, scalar};
use std::fmt::Write as _;

/// The types that one scalar can change into another of.
pub(super) const SCALARS: [&str; 4] = ["string", "integer", "number", "boolean"];

/// A member that the page has and the spec does not.
#[derive(Debug, Clone, Default)]
pub(super) struct New {
    pub(super) name: String,
    pub(super) required: bool,
    type_name: Option<String>,
    values: Vec<String>,
    source: Option<String>,
}

impl New {
    pub(super) fn of(row: &Statement, layout: &Layout, source: Option<&str>) -> Self {
        let type_name = match &row.type_name {
            Said::Said(words) => words.first().and_then(|word| layout.type_of(word)),
            _ => None,
        };
        let name = row.path.rsplit('.').next().unwrap_or_default();
        let is_string = type_name.is_none_or(|name| name == "string");
        Self {
            name: name.to_owned(),
            required: row.required == Said::Said(vec!["yes".to_owned()]),
            type_name: type_name.map(str::to_owned),
            values: if is_string {
                super::words(row, Aspect::Values)
            } else {
                Vec::new()
            },
            source: source.map(str::to_owned),
        }
    }

    /// The member at an indentation.
    fn fragment(&self, indent: &str) -> String {
        let mut text = format!(
            "{indent}{}:\n{indent}  description: On the vendor's page.  # open: what it is, in your \
             own words\n",
            scalar(&self.name)
        );
        let mut line = |line: &str| {
            // Writing to a `String` cannot fail.
            let _ = writeln!(text, "{indent}  {line}");
        };
        match self.type_name.as_deref() {
            Some("integer") => {
                line("type: integer");
                line("format: int64");
            }
            Some("number") => {
                line("type: number");
                line("format: double");
            }
            Some("array") => {
                line("type: array  # open: of what");
                line("items: {}");
            }
            Some("object") => line("type: object  # open: with which members"),
            Some("file") => line("contentMediaType: application/octet-stream"),
            Some(name) => line(&format!("type: {name}")),
            None => line("type: string  # open: the page's word for the type is not known"),
        }
        if !self.values.is_empty() {
            let values: Vec<_> = self.values.iter().map(|value| scalar(value)).collect();
            line(&format!("enum: [{}]", values.join(", ")));
        }
        if matches!(self.type_name.as_deref(), None | Some("string" | "file")) {
            line(SENSITIVITY);
        }
        line("x-standing: documented");
        line(&format!(
            "x-source: {}",
            self.source.as_deref().unwrap_or("inferred")
        ));
        text
    }
}

const SENSITIVITY: &str = "x-sensitivity: personal  # open: public, if it tells of nobody";

/// The edits that add members to a schema. `None` where its text is not a block of YAML.
pub(super) fn insert(spec: &Spec<'_>, owner: &str, members: &[New]) -> Option<Vec<Edit>> {
    let text = spec.source.text();
    let properties = spec.at(&format!("{owner}/properties"))?.as_object()?;
    let last = properties.members.last()?;
    let key = whole_lines(text, &last.key_span);
    let indent = text.get(key.start..last.key_span.start)?;
    if !indent.chars().all(|c| c == ' ') {
        return None;
    }
    let at = whole_lines(text, &last.value.span).end;
    let mut names = Vec::new();
    let mut fragments = String::new();
    for member in members {
        if !names.contains(&&member.name) {
            names.push(&member.name);
            fragments.push_str(&member.fragment(indent));
        }
    }
    Some(vec![Edit {
        at: at..at,
        text: fragments,
    }])
}

/// The edits by which a member with a scalar type of its own takes another.
pub(super) fn retype(spec: &Spec<'_>, pointer: &str, name: &str) -> Option<Vec<Edit>> {
    let text = spec.source.text();
    let schema = spec.at(pointer)?.as_object()?;
    let own = schema.get("type")?;
    if !SCALARS.contains(&own.value.as_str()?) {
        return None;
    }
    let line = whole_lines(text, &own.key_span);
    let indent = text.get(line.start..own.key_span.start)?;
    let format = match name {
        "integer" => Some("int64"),
        "number" => Some("double"),
        _ => None,
    };
    let mut edits = vec![Edit {
        at: own.value.span.clone(),
        text: name.to_owned(),
    }];
    let mut extra = String::new();
    match (schema.get("format"), format) {
        (Some(old), Some(format)) => {
            edits.push(Edit {
                at: old.value.span.clone(),
                text: format.to_owned(),
            });
        }
        (Some(old), None) => {
            let at = whole_lines(text, &old.key_span);
            edits.push(Edit {
                at,
                text: String::new(),
            });
        }
        (None, Some(format)) => extra = format!("{indent}format: {format}\n"),
        (None, None) => {}
    }
    match (schema.get("x-sensitivity"), name) {
        (None, "string") => _ = writeln!(extra, "{indent}{SENSITIVITY}"),
        (Some(old), "integer" | "number" | "boolean") => {
            let at = whole_lines(text, &old.key_span);
            edits.push(Edit {
                at,
                text: String::new(),
            });
        }
        _ => {}
    }
    // Bounds and examples are of the old type.
    for key in ["examples", "minimum", "maximum", "enum", "contentEncoding"] {
        if let Some(old) = schema.get(key) {
            let at = whole_lines(text, &(old.key_span.start..old.value.span.end));
            edits.push(Edit {
                at,
                text: String::new(),
            });
        }
    }
    if !extra.is_empty() {
        edits.push(Edit {
            at: line.end..line.end,
            text: extra,
        });
    }
    Some(edits)
}

/// The edits by which a member takes another name: its key, and the entry of `required`.
pub(super) fn rename(spec: &Spec<'_>, pointer: &str, name: &str) -> Option<Vec<Edit>> {
    let (properties, _) = pointer.rsplit_once('/')?;
    let owner = properties.strip_suffix("/properties")?;
    let old = last(pointer);
    if spec
        .at(&format!("{properties}/{}", escape_token(name)))
        .is_some()
    {
        return None;
    }
    let member = spec.at(properties)?.as_object()?.get(&old)?;
    let mut edits = vec![Edit {
        at: member.key_span.clone(),
        text: scalar(name),
    }];
    let required = spec.at(&format!("{owner}/required"));
    let required = required
        .and_then(crate::source::Node::as_array)
        .into_iter()
        .flatten();
    for entry in required.filter(|entry| entry.as_str() == Some(&old)) {
        edits.push(Edit {
            at: entry.span.clone(),
            text: scalar(name),
        });
    }
    Some(edits)
}

/// The edits that add codes to a list of `x-error-codes`.
pub(super) fn codes(
    spec: &Spec<'_>,
    pointer: &str,
    codes: &[(String, Option<String>)],
) -> Option<Vec<Edit>> {
    let text = spec.source.text();
    let list = spec.at(&format!("{pointer}/x-error-codes"))?.as_array()?;
    let end = list.last()?;
    let line = whole_lines(text, &(end.span.start..end.span.start + 1));
    let dash = text.get(line.start..end.span.start)?;
    let indent = dash.strip_suffix("- ")?;
    let at = whole_lines(text, &end.span).end;
    let mut fragments = String::new();
    for (code, status) in codes {
        let letters: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
        // Writing to a `String` cannot fail.
        let _ = writeln!(fragments, "{indent}- code: '{letters}'");
        let _ = writeln!(
            fragments,
            "{indent}  name: Code{letters}  # open: a name that says what"
        );
        if let Some(status) = status {
            let _ = writeln!(fragments, "{indent}  status: {status}");
        }
        let _ = writeln!(
            fragments,
            "{indent}  message: On the vendor's page.  # open: what it means, in your own words\n\
             {indent}  repeat: never  # open: later, if nothing was done; may-cost, if it was"
        );
    }
    Some(vec![Edit {
        at: at..at,
        text: fragments,
    }])
}
