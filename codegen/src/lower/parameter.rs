//! Lowers parameters: those of the path and of the operation as one list, each for its placeholder.

use super::naming::Wanted;
use super::reference::{References, Resolved};
use super::{Lowering, docs};
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{self, Docs, Kind, ParameterPlace, ParameterStyle};
use crate::markdown::code;
use crate::name::{Case, Name, Scope, quoted};
use crate::openapi::parameter::unsupported;
use crate::openapi::{Operation, OrReference, Parameter};
use crate::source::Span;
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// What the emitted method calls so itself.
const TAKEN: [&str; 6] = [
    "document", "nothing", "payload", "perhaps", "raw", "request",
];

/// A parameter where it is used.
struct Used<'d> {
    parameter: &'d Parameter,
    /// The description beside the reference to it.
    beside: Option<&'d String>,
    /// Where it is used.
    span: &'d Span,
}

/// The examples themselves, for which no schema is exported.
fn shown(examples: &[Json]) -> Option<String> {
    let shown: Vec<_> = examples.iter().map(|it| code(&it.to_string())).collect();
    (!shown.is_empty()).then(|| format!("For example {}.", shown.join(", ")))
}

impl<'d> Lowering<'d> {
    pub(super) fn parameters(
        &mut self,
        operation: &'d Operation,
        base: &str,
    ) -> Vec<ir::Parameter> {
        let mut all = self.used(&operation.of_path);
        let own = self.used(&operation.parameters);
        // Those of the operation count before those of its path.
        for used in own {
            let same = |other: &Used<'_>| key(other.parameter) == key(used.parameter);
            match all.iter().position(same) {
                Some(at) => all[at] = used,
                None => all.push(used),
            }
        }
        all.sort_by_key(|used| used.parameter.location);
        self.check_placeholders(operation, &all);
        self.leave_secrets(operation, &mut all);
        self.leave_cookies(operation, &mut all);
        let mut scope = Scope::new("the arguments of the call");
        let mut taken: Vec<String> = Vec::new();
        let mut wanted = Vec::new();
        for used in &all {
            let name = self.parameter_name(used.parameter, &taken);
            taken.extend(name.as_ref().map(ToString::to_string));
            wanted.push(name.map(|name| Wanted {
                name,
                given: used.parameter.rust_name.is_some(),
                original: &used.parameter.name.value,
                span: used.span,
            }));
        }
        let names = self.take(&mut scope, &wanted);
        let mut lowered = Vec::new();
        for (used, name) in all.iter().zip(names) {
            let Some(name) = name else { continue };
            lowered.extend(self.parameter(used, name, base));
        }
        lowered
    }

    /// Resolves a list, in which each may be there once.
    fn used(&mut self, listed: &'d [OrReference<Parameter>]) -> Vec<Used<'d>> {
        let components = &self.document.components.parameters;
        let mut seen: BTreeMap<(ParameterPlace, String), &Span> = BTreeMap::new();
        let mut all = Vec::new();
        for listed in listed {
            let Some(parameter) = References::thing(components, "parameters", listed) else {
                continue;
            };
            if parameter.left_out {
                continue;
            }
            let span = listed.place_of_reference().unwrap_or(&parameter.place.span);
            if let Some(first) = seen.insert(key(parameter), span) {
                let message = format!(
                    "two parameters {} in the {}",
                    quoted(&parameter.name.value),
                    parameter.location.as_str()
                );
                self.faults.push(
                    Diagnostic::new(Code::ContradictingSchema, span.clone(), message)
                        .with_related(first.clone(), "the first is here"),
                );
                continue;
            }
            all.push(Used {
                parameter,
                beside: listed.description(),
                span,
            });
        }
        all
    }

    /// Each placeholder of the path has its parameter, and each parameter in it its placeholder.
    fn check_placeholders(&mut self, operation: &'d Operation, all: &[Used<'d>]) {
        let path = &operation.path;
        let contradicting = |span: &Span, message: String| {
            Diagnostic::new(Code::ContradictingSchema, span.clone(), message)
        };
        let Some(names) = placeholders(&path.value) else {
            let message = "a brace in this path has no partner".to_owned();
            self.faults.push(contradicting(&path.span, message));
            return;
        };
        let components = &self.document.components.parameters;
        let mut listed = operation.of_path.iter().chain(&operation.parameters);
        let lost = listed.any(|it| References::thing(components, "parameters", it).is_none());
        for (index, name) in names.iter().enumerate() {
            let known = |used: &Used<'_>| {
                used.parameter.location == ParameterPlace::Path
                    && used.parameter.name.value == *name
            };
            if names[..index].contains(name) {
                let message = format!("{} stands twice in this path", quoted(name));
                self.faults.push(contradicting(&path.span, message));
            // What a reference does not lead to may be the one that is missed.
            } else if !all.iter().any(known) && !lost {
                let message = format!("no parameter of the path describes {}", quoted(name));
                let fault = contradicting(&path.span, message);
                let place = operation.place.span.clone();
                self.faults
                    .push(fault.with_related(place, "of this operation"));
            }
        }
        for used in all {
            let name = &used.parameter.name.value;
            if used.parameter.location == ParameterPlace::Path && !names.contains(&name.as_str()) {
                let message = format!("the path has no placeholder {}", quoted(name));
                let fault = contradicting(used.span, message);
                self.faults
                    .push(fault.with_related(path.span.clone(), "the path is here"));
            }
        }
    }

    /// What carries a secret has no room for a parameter: it is the secret, which the client has.
    fn leave_secrets(&mut self, operation: &'d Operation, all: &mut Vec<Used<'d>>) {
        let asked = self.carriers(operation);
        all.retain(|used| {
            let (name, place) = (&used.parameter.name.value, used.parameter.location);
            let same = asked.iter().find(|((at, it), _)| {
                let equal =
                    it == name || place == ParameterPlace::Header && it.eq_ignore_ascii_case(name);
                *at == place && equal
            });
            if let Some((_, scheme)) = same {
                let message = format!(
                    "a security scheme sends {} in the {}: the client has it, and a call does not \
                     set it",
                    quoted(name),
                    place.as_str()
                );
                self.faults.push(
                    Diagnostic::new(Code::LeftOut, used.span.clone(), message)
                        .with_related((*scheme).clone(), "the scheme is here"),
                );
            }
            same.is_none()
        });
    }

    /// Where the secrets of an operation travel, with the places of their schemes.
    fn carriers(
        &mut self,
        operation: &'d Operation,
    ) -> Vec<(&'d (ParameterPlace, String), &'d Span)> {
        let document = self.document;
        let schemes = &document.components.security_schemes;
        let asked = self.taken(self.requirements_of(operation)).into_iter();
        let asked = asked.flat_map(|it| &it.schemes);
        asked
            .filter_map(|name| schemes.get(&name.value))
            .filter_map(|scheme| Some((scheme.carrier.as_ref()?, &scheme.place.span)))
            .collect()
    }

    /// The header `Cookie` is one, which the client writes where an operation has cookies.
    fn leave_cookies(&mut self, operation: &'d Operation, all: &mut Vec<Used<'d>>) {
        let parameter = all
            .iter()
            .find(|used| used.parameter.location == ParameterPlace::Cookie)
            .map(|used| used.span);
        let secret = self.carriers(operation).into_iter();
        let mut secret = secret.filter(|((place, _), _)| *place == ParameterPlace::Cookie);
        let Some(cookie) = parameter.or_else(|| secret.next().map(|(_, span)| span)) else {
            return;
        };
        all.retain(|used| {
            let is_header = used.parameter.location == ParameterPlace::Header
                && used.parameter.name.value.eq_ignore_ascii_case("Cookie");
            if is_header {
                let message =
                    "the client writes the header `Cookie` itself, with the cookies beside it";
                self.faults.push(
                    Diagnostic::new(Code::IgnoredParameter, used.span.clone(), message)
                        .with_related(cookie.clone(), "this is one of them"),
                );
            }
            !is_header
        });
    }

    /// Its name; where another parameter has it already, with its place behind it.
    fn parameter_name(&mut self, parameter: &'d Parameter, taken: &[String]) -> Option<Name> {
        let (wire, own) = (&parameter.name, parameter.rust_name.as_ref());
        let name = self.name_of(&wire.value, own, Case::Field, &wire.span)?;
        let name = if TAKEN.contains(&name.as_str()) {
            name.underscored()
        } else {
            name
        };
        if own.is_some() || !taken.contains(&name.to_string()) {
            return Some(name);
        }
        let longer = format!("{} in {}", wire.value, parameter.location.as_str());
        Some(self.made_name(&longer, Case::Field, &wire.span))
    }

    fn parameter(&mut self, used: &Used<'d>, name: Name, base: &str) -> Option<ir::Parameter> {
        let parameter = used.parameter;
        let base = format!(
            "{base}{}",
            name.in_case(Case::Variant).trim_end_matches('_')
        );
        let base = match self.own_name(&parameter.schema) {
            Some(own) => self.given_name(own, Case::Type)?.to_string(),
            None => base,
        };
        let class = parameter.sensitivity.as_ref();
        let typed = self.ty(&parameter.schema, &base, class)?;
        if let Some(problem) = self.unfit(parameter.location, parameter.style, &typed.ty) {
            let message = format!("{problem} as a parameter is not supported");
            let help = "what is supported: scalars, and arrays or objects of those";
            let fault = unsupported(used.span.clone(), message, parameter.required);
            self.faults.push(fault.with_help(help));
            return None;
        }
        self.note_undefined(used.span, parameter.style, &typed.ty);
        let resolved = self.references.resolve(&parameter.schema)?;
        self.note_unchecked_of(&resolved);
        if parameter.style == ParameterStyle::Deep {
            self.note_unchecked_within(resolved.target);
        }
        let named = matches!(typed.ty.kind, Kind::Named(_));
        let of_schema = docs::of_field(&resolved, named);
        let description = used.beside.or(parameter.description.as_ref()).cloned();
        let examples = parameter.examples.iter().map(|it| it.value.clone());
        let examples: Vec<Json> = examples.chain(of_schema.examples.clone()).collect();
        let description = description.or(of_schema.description.clone());
        let of_examples = [parameter.captions.clone(), shown(&examples)];
        Some(ir::Parameter {
            name,
            wire: parameter.name.value.clone(),
            place: parameter.location,
            style: parameter.style,
            required: parameter.required,
            ty: typed.ty,
            docs: Docs {
                description: docs::paragraphs(
                    description.iter().chain(of_examples.iter().flatten()),
                ),
                deprecated: parameter.deprecated || of_schema.deprecated,
                examples,
                ..of_schema
            },
            origin: docs::origin(&parameter.place),
        })
    }

    /// Notes the limits of a parameter, and of what is in it, that the client does not look at.
    fn note_unchecked_of(&mut self, resolved: &Resolved<'d>) {
        let target = resolved.target;
        let members = target.members().map(|member| &member.schema);
        let within = members.chain(target.items.as_deref());
        let within: Vec<_> = within
            .filter_map(|it| self.references.resolve(it))
            .collect();
        let layers = [resolved].into_iter().chain(&within);
        for rule in layers.flat_map(|it| &it.layers).flat_map(|it| &it.rules) {
            self.note_unchecked(rule, "a parameter");
        }
    }
}

/// Names of headers have no case.
fn key(parameter: &Parameter) -> (ParameterPlace, String) {
    let name = &parameter.name.value;
    let name = match parameter.location {
        ParameterPlace::Header => name.to_ascii_lowercase(),
        _ => name.clone(),
    };
    (parameter.location, name)
}

/// The names in braces; none where a brace has no partner.
fn placeholders(path: &str) -> Option<Vec<&str>> {
    let mut names = Vec::new();
    let mut rest = path;
    while let Some(at) = rest.find(['{', '}']) {
        let (name, behind) = rest.split_at(at).1.strip_prefix('{')?.split_once('}')?;
        if name.contains(['{', '/']) {
            return None;
        }
        names.push(name);
        rest = behind;
    }
    Some(names)
}

#[cfg(test)]
mod tests {
    use super::placeholders;

    #[test]
    fn placeholders_are_found_within_segments_too() {
        assert_eq!(placeholders("/a"), Some(vec![]));
        assert_eq!(
            placeholders("/a/{b}.json/{c}-{d}"),
            Some(vec!["b", "c", "d"])
        );
        for wrong in ["/{a", "/a}", "/{a{b}}", "/{a/b}"] {
            assert_eq!(placeholders(wrong), None, "{wrong}");
        }
    }
}
