//! Reads the extensions: where something comes from, how sensitive it is, its name in Rust, members
//! of which one is expected, and tables of error codes. They never change what is valid.

use super::cursor::{At, Map, Reader};
use super::{ErrorCode, OneOfProperties, Place, Provenance, RustName, Spanned};
use crate::diagnostic::{Code, Diagnostic};
use crate::name::quoted;
use crate::source::Value;
use crate::vocabulary::{Repeat, Sensitivity, Standing};

const SENSITIVITIES: &[(&str, Sensitivity)] = &[
    ("public", Sensitivity::Public),
    ("personal", Sensitivity::Personal),
    ("secret", Sensitivity::Secret),
];

const STANDINGS: &[(&str, Standing)] = &[
    ("documented", Standing::Documented),
    ("observed", Standing::Observed),
    ("inferred", Standing::Inferred),
];

const REPEATS: &[(&str, Repeat)] = &[
    ("never", Repeat::Never),
    ("later", Repeat::Later),
    ("may-cost", Repeat::MayCost),
];

impl Map<'_, '_> {
    /// Where the object stands, with the origin that its extensions declare.
    pub(super) fn place(&mut self) -> Place {
        let source = self.extension_text("x-source");
        let conflict = self.extension_text("x-conflict");
        let standing = self
            .take("x-standing")
            .and_then(|at| choice(self.reader, &at, STANDINGS));
        let provenance = Provenance {
            source: source.map(|text| text.value),
            standing: standing.map(|standing| standing.value),
            conflict: conflict.map(|text| text.value),
        };
        Place {
            provenance,
            ..self.at.place()
        }
    }

    pub(super) fn sensitivity(&mut self) -> Option<Spanned<Sensitivity>> {
        self.take("x-sensitivity")
            .and_then(|at| choice(self.reader, &at, SENSITIVITIES))
    }

    /// `x-rust-name` where it can only be one name.
    pub(super) fn rust_name(&mut self) -> Option<Spanned<String>> {
        self.extension_text("x-rust-name")
    }

    /// `x-rust-name` of a schema, which may be a map from the values of an enum.
    pub(super) fn schema_rust_name(&mut self) -> Option<RustName> {
        let at = self.take("x-rust-name")?;
        let reader = self.reader;
        if at.node.as_object().is_none() {
            return text(reader, &at).map(RustName::Own);
        }
        let entries = reader.entries(&at).into_iter();
        let names = entries.filter_map(|(value, at)| Some((value.value, text(reader, &at)?)));
        Some(RustName::Values(Spanned::new(names.collect(), at.span())))
    }

    pub(super) fn one_of_properties(&mut self) -> Option<OneOfProperties> {
        let at = self.take("x-one-of-properties")?;
        let mut map = self.reader.extension_map(&at)?;
        let place = map.at.place();
        let name = map.extension_text("name");
        let named_by = map.extension_text("named-by");
        let entries = map
            .require("properties")
            .map(|at| self.reader.entries(&at))
            .unwrap_or_default();
        let choices = entries.into_iter().filter_map(|(member, at)| {
            let value = match &at.node.value {
                Value::Null => None,
                _ => Some(text(self.reader, &at)?.value),
            };
            Some((member, value))
        });
        let choices = choices.collect();
        Some(OneOfProperties {
            place,
            name,
            named_by,
            choices,
        })
    }

    pub(super) fn error_codes(&mut self) -> Option<Spanned<Vec<ErrorCode>>> {
        let at = self.take("x-error-codes")?;
        let codes = self.reader.list(&at)?;
        let codes = codes
            .iter()
            .filter_map(|code| error_code(self.reader, code))
            .collect();
        Some(Spanned::new(codes, at.span()))
    }

    fn extension_text(&mut self, name: &'static str) -> Option<Spanned<String>> {
        self.take(name).and_then(|at| text(self.reader, &at))
    }
}

impl Reader {
    fn extension_map<'r, 't>(&'r self, at: &At<'t>) -> Option<Map<'r, 't>> {
        self.map(at, "this extension")
    }
}

fn error_code(reader: &Reader, at: &At<'_>) -> Option<ErrorCode> {
    let mut map = reader.extension_map(at)?;
    let code = map.require_text("code");
    let name = map.require_text("name");
    let message = map.plain("message");
    let repeat = map
        .require("repeat")
        .and_then(|at| choice(reader, &at, REPEATS));
    let status = map.take("status").and_then(|at| {
        let status = at.node.as_number().and_then(crate::source::Number::as_u64);
        let status = status.and_then(|status| u16::try_from(status).ok());
        let status = status.filter(|status| (100..600).contains(status));
        if status.is_none() {
            bad(reader, &at, "a status is a number from 100 to 599");
        }
        status
    });
    Some(ErrorCode {
        code: code?,
        name: name?,
        status,
        message,
        repeat: repeat?.value,
    })
}

fn bad(reader: &Reader, at: &At<'_>, message: impl Into<String>) {
    reader.report(Diagnostic::new(Code::BadExtension, at.head(), message));
}

fn text(reader: &Reader, at: &At<'_>) -> Option<Spanned<String>> {
    let Some(text) = at.node.as_str() else {
        bad(
            reader,
            at,
            format!("expected a string, found {}", at.node.kind()),
        );
        return None;
    };
    Some(Spanned::new(text.to_owned(), at.node.span.clone()))
}

/// One of a few words.
fn choice<T: Copy>(reader: &Reader, at: &At<'_>, known: &[(&str, T)]) -> Option<Spanned<T>> {
    let word = text(reader, at)?;
    if let Some((_, value)) = known.iter().find(|(name, _)| *name == word.value) {
        return Some(Spanned::new(*value, word.span));
    }
    let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
    let message = format!("{} is none of {}", quoted(&word.value), names.join(", "));
    reader.report(
        Diagnostic::new(Code::BadExtension, word.span, message).with_suggestion(&word.value, names),
    );
    None
}
