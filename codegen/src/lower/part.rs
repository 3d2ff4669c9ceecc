//! Lowers what travels in a part of a form: a JSON text, text in a style, or a file.

use super::reference::Resolved;
use super::ty::{self, Typed};
use super::{Base, Lowering};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::ir::{Keyword, ParameterPlace, ParameterStyle, PartContent, Sensitivity, Type};
use crate::name::quoted;
use crate::openapi::keywords::{BYTES, JSON};
use crate::openapi::{Encoding, Property, Schema, Spanned, TypeName};
use crate::source::Span;

/// What cannot be a part.
const NO_PART: &str = "a part that is neither an object, a scalar nor a file";

impl<'d> Lowering<'d> {
    pub(super) fn content(
        &mut self,
        property: &'d Property,
        encoding: Option<&'d Encoding>,
        base: &str,
    ) -> Option<PartContent> {
        let schema = &property.schema;
        let resolved = self.references.resolve(schema)?;
        let written = encoding.and_then(|encoding| encoding.content_type.as_ref());
        let span = &property.name.span;
        if resolved.target.opaque {
            return None;
        }
        let target = resolved.target;
        let listed = match target.type_name() {
            Some(TypeName::Array) => target.items.as_deref(),
            _ => None,
        };
        let item = match listed {
            Some(items) => Some(self.references.resolve(items)?),
            None => None,
        };
        let one = item.as_ref().unwrap_or(&resolved);
        if item.as_ref().is_some_and(|item| item.nullable) {
            self.refuse(span, "an item of a part that may be null");
        } else if resolved.nullable {
            // A form has no `null`: nothing is sent in its place.
            let message = "a part that may be null is one that need not be sent";
            self.note_left_out(span, message.to_owned());
        }
        let style = encoding.and_then(|encoding| encoding.style);
        if is_file(one.target) {
            if let Some(encoding) = encoding.filter(|_| style.is_some()) {
                let message = "a file is written in no `style`: this one is left out";
                let found = Diagnostic::new(Code::LeftOut, encoding.place.span.clone(), message);
                self.faults.push(found);
            }
            return self.file(&resolved, item.as_ref(), written);
        }
        let Typed { ty, .. } = self.ty(schema, base, None)?;
        let structured = ty::is_structured(one.target);
        let own = resolved.layers.iter().filter(|_| item.is_some());
        let of_one = one.layers.iter().filter(|_| !structured);
        for rule in own.chain(of_one).flat_map(|layer| &layer.rules) {
            self.note_unchecked(rule, "a part");
        }
        if let Some(style) = style {
            self.note_uncounted(written);
            return self.styled(span, ty, style);
        }
        if structured {
            let media_type = self.media_type(written, json_of, "an object travels as JSON")?;
            let media_type = media_type.unwrap_or_else(|| JSON.to_owned());
            return Some(PartContent::Json { ty, media_type });
        }
        let unknown = one.target.type_name().is_none() && one.target.values.is_none();
        let nested = matches!(
            one.target.type_name(),
            Some(TypeName::Array | TypeName::Object)
        );
        if unknown || nested {
            self.refuse(span, NO_PART);
            return None;
        }
        let media_type = self.media_type(written, text_of, "a scalar travels as text")?;
        Some(match media_type {
            Some(media_type) if json_of(&media_type).is_some() => {
                PartContent::Json { ty, media_type }
            }
            media_type => PartContent::Text {
                ty,
                media_type,
                style: ParameterStyle::Exploded,
            },
        })
    }

    /// What is written in each part that has no name in the schema; nothing where the caller says.
    pub(super) fn other_part(
        &mut self,
        schema: &'d Schema,
        resolved: &Resolved<'d>,
        base: &Base,
    ) -> Option<Type> {
        let target = resolved.target;
        let item = match target.type_name() {
            Some(TypeName::Array) => Some(self.references.resolve(target.items.as_deref()?)?),
            _ => None,
        };
        let one = item.as_ref().unwrap_or(resolved);
        let scalar = one
            .target
            .type_name()
            .map_or(one.target.values.is_some(), TypeName::is_scalar);
        let object = item.is_none() && ty::is_structured(one.target);
        if resolved.nullable || one.nullable || is_file(one.target) || !(scalar || object) {
            let message = "what is in a part of any name the caller decides";
            let mut found = Diagnostic::new(Code::LeftOut, schema.place.span.clone(), message);
            found.severity = Severity::Note;
            self.faults.push(found);
            return None;
        }
        let base = self.base_of(schema, format!("{}Part", base.rust))?;
        let ty = self.ty(schema, &base, None)?.ty;
        for rule in resolved
            .layers
            .iter()
            .filter(|_| !object)
            .flat_map(|layer| &layer.rules)
        {
            self.unchecked(rule, "a part of any name");
        }
        Some(ty)
    }

    /// Notes a media type of what has a style.
    pub(super) fn note_uncounted(&mut self, written: Option<&Spanned<String>>) {
        if let Some(written) = written {
            let message = "`contentType` does not count beside `style` or `explode`";
            let mut found = Diagnostic::new(Code::UnreadRemark, written.span.clone(), message);
            found.severity = Severity::Note;
            self.faults.push(found);
        }
    }

    /// Whether a style says nothing of a value, which is noted.
    pub(super) fn is_idle(&mut self, span: &Span, style: ParameterStyle, ty: &Type) -> bool {
        let idle = style == ParameterStyle::Deep && self.is_always_scalar(ty);
        if idle {
            let message = "`deepObject` says nothing of a scalar, which travels as it is";
            self.note_left_out(span, message.to_owned());
        }
        idle
    }

    /// Text as a parameter of the query has it, but that nothing is percent-encoded.
    fn styled(&mut self, span: &Span, ty: Type, style: ParameterStyle) -> Option<PartContent> {
        let style = if self.is_idle(span, style, &ty) {
            ParameterStyle::Exploded
        } else {
            style
        };
        if let Some(problem) = self.unfit(ParameterPlace::Query, style, &ty) {
            self.refuse(span, &format!("{problem} in a form"));
            return None;
        }
        self.note_undefined(span, style, &ty);
        Some(PartContent::Text {
            ty,
            media_type: None,
            style,
        })
    }

    /// A file, or where it is an item of an array any number of them.
    fn file(
        &mut self,
        resolved: &Resolved<'d>,
        item: Option<&Resolved<'d>>,
        written: Option<&'d Spanned<String>>,
    ) -> Option<PartContent> {
        let one = item.unwrap_or(resolved);
        let rules = one.layers.iter().flat_map(|layer| &layer.rules);
        for rule in rules.filter(|rule| rule.keyword != Keyword::ContentMediaType) {
            self.unchecked(rule, "a file");
        }
        let several = item.map(|_| {
            let rules = resolved.layers.iter().flat_map(|layer| &layer.rules);
            let (counted, other): (Vec<_>, Vec<_>) = rules
                .partition(|rule| matches!(rule.keyword, Keyword::MinItems | Keyword::MaxItems));
            for rule in other {
                self.unchecked(rule, "a list of files");
            }
            counted.into_iter().map(ty::of_rule).collect()
        });
        let class = |it: &Resolved<'d>| it.first(|layer| layer.sensitivity.as_ref());
        let class = class(one).or_else(|| class(resolved));
        Some(PartContent::File {
            media_types: self.media_types(one.target, written)?,
            sensitivity: class.map_or(Sensitivity::Personal, |class| class.value),
            several,
        })
    }

    /// The media types that a file may have: those of the encoding, else that of the schema.
    fn media_types(
        &mut self,
        target: &'d Schema,
        written: Option<&'d Spanned<String>>,
    ) -> Option<Vec<String>> {
        let mut rules = target.rules.iter();
        let rule = rules.find(|rule| rule.keyword == Keyword::ContentMediaType);
        let own = rule.and_then(|rule| rule.value.as_str());
        let Some(written) = written else {
            return Some(vec![own.unwrap_or(BYTES).to_owned()]);
        };
        let types = self.names_of(written)?;
        if let Some(rule) = rule
            .filter(|_| own.is_some_and(|own| own != BYTES && !types.iter().any(|it| it == own)))
        {
            let message = "`contentMediaType` is written nowhere: the encoding says otherwise";
            let found = Diagnostic::new(Code::UnreadRemark, rule.span.clone(), message);
            self.faults.push(found);
        }
        Some(types)
    }

    /// The media types that an encoding has, which may be patterns.
    fn names_of(&mut self, written: &Spanned<String>) -> Option<Vec<String>> {
        let mut types = Vec::new();
        for name in written.value.split(',').map(str::trim) {
            if !is_media_type(name) {
                let message = format!("{} is no media type", quoted(name));
                self.unsupported(written, message);
                return None;
            }
            types.push(name.to_owned());
        }
        Some(types)
    }

    /// The first of the media types that a part may travel as; the others are named. `of`: what a part
    /// is called that is of a media type or a pattern, where it can be.
    #[expect(
        clippy::option_option,
        reason = "a fault was reported, or nothing is written"
    )]
    fn media_type(
        &mut self,
        written: Option<&Spanned<String>>,
        of: fn(&str) -> Option<&str>,
        how: &str,
    ) -> Option<Option<String>> {
        let Some(written) = written else {
            return Some(None);
        };
        let names = self.names_of(written)?;
        let listed = |names: &[&String]| {
            let names: Vec<String> = names.iter().map(|name| quoted(name)).collect();
            names.join(", ")
        };
        let Some(own) = names.iter().find_map(|name| of(name)) else {
            let all = listed(&names.iter().collect::<Vec<_>>());
            self.unsupported(written, format!("{how}, not as {all}"));
            return None;
        };
        let mut passed = false;
        let others = names.iter().filter(|name| {
            let first = !passed && of(name).is_some();
            passed |= first;
            !first
        });
        let others: Vec<&String> = others.collect();
        if !others.is_empty() {
            let others = listed(&others);
            let message = format!("the part travels as {}, and not as {others}", quoted(own));
            let span = written.span.clone();
            self.faults
                .push(Diagnostic::new(Code::LeftOut, span, message));
        }
        Some(Some(own.to_owned()))
    }

    fn unsupported(&mut self, written: &Spanned<String>, message: String) {
        let span = written.span.clone();
        let fault = Diagnostic::new(Code::UnsupportedMediaType, span, message);
        self.faults.push(fault);
    }
}

/// What a document of JSON is called that is of this media type or pattern; none where none is.
pub(super) fn json_of(name: &str) -> Option<&str> {
    let essence = name.split(';').next().unwrap_or_default().trim();
    match essence.to_ascii_lowercase().as_str() {
        "*/*" | "application/*" => Some(JSON),
        JSON | "text/json" => Some(name),
        other => other.ends_with("+json").then_some(name),
    }
}

/// What a text is called that is of this media type or pattern; none where none is.
fn text_of(name: &str) -> Option<&str> {
    match name {
        "*/*" | "text/*" => Some("text/plain"),
        "application/*" => Some(JSON),
        name => (!name.contains('*')).then_some(name),
    }
}

/// Bytes as they are: no type at all, or a string declared as such.
fn is_file(target: &Schema) -> bool {
    let binary = target
        .format
        .as_ref()
        .is_some_and(|format| format.value == "binary");
    let rule = |keyword| target.rules.iter().any(|rule| rule.keyword == keyword);
    let plain = target.values.is_none() && target.error_codes.is_none();
    match target.type_name() {
        None => plain && target.union.is_none() && target.properties.is_none(),
        Some(TypeName::String) => {
            plain && (binary || rule(Keyword::ContentMediaType)) && !rule(Keyword::ContentEncoding)
        }
        Some(_) => false,
    }
}

fn is_media_type(name: &str) -> bool {
    let token = |text: &str| {
        let sign = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&byte);
        !text.is_empty() && text.bytes().all(sign)
    };
    let parameter = |text: &str| {
        let visible = |byte: u8| byte == b' ' || byte.is_ascii_graphic();
        let pair = text.trim().split_once('=');
        pair.is_some_and(|(name, value)| {
            token(name) && !value.is_empty() && value.bytes().all(visible)
        })
    };
    let mut pieces = name.split(';');
    let essence = pieces.next().unwrap_or_default().trim();
    let essence = essence.split_once('/').is_some_and(|(kind, rest)| {
        rest == "*" && (kind == "*" || token(kind)) || token(kind) && token(rest)
    });
    essence && pieces.all(parameter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_types() {
        for right in [
            "image/png",
            "application/vnd.pet+json",
            "x/y",
            "image/*",
            "*/*",
            "text/plain; charset=utf-8; a=\"b c\"",
        ] {
            assert!(is_media_type(right), "{right}");
        }
        for wrong in [
            "",
            "image",
            "image/",
            "/png",
            "*/png",
            "image/*x",
            "image/png;",
            "image/png; q",
            "image/png; q=\r\n",
            "ïmage/png",
        ] {
            assert!(!is_media_type(wrong), "{wrong}");
        }
    }
}
