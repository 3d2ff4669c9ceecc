//! Lowers what a caller has to show: the secrets that are sent, and certificates of connections.

use super::naming::Wanted;
use super::{Lowering, docs};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::ir::{self, Certificate, Credential, Docs};
use crate::name::{Case, Scope, quoted};
use crate::openapi::{Operation, Requirement, Spanned};
use crate::source::Span;
use crate::vocabulary::ParameterPlace;
use std::collections::{BTreeMap, BTreeSet};

/// A name by which two are compared: those of headers have no case.
fn key(place: ParameterPlace, name: &str) -> String {
    match place {
        ParameterPlace::Header => name.to_ascii_lowercase(),
        _ => name.to_owned(),
    }
}

/// The names of a requirement's schemes.
fn listed(requirement: &Requirement) -> String {
    let names = requirement.schemes.iter().map(|name| quoted(&name.value));
    names.collect::<Vec<String>>().join(" with ")
}

impl<'d> Lowering<'d> {
    /// Every secret that can be asked for, by the name of its scheme. Those that no operation asks
    /// for are reported as unused.
    pub(super) fn credentials(&mut self, operations: &[ir::Operation]) -> Vec<Credential> {
        let mut scope = Scope::new("the credentials");
        let mut credentials = Vec::new();
        self.report_choices();
        let asked_for = self.asked_for();
        for (name, scheme) in &self.document.components.security_schemes {
            if !asked_for.contains(name.as_str()) {
                continue;
            }
            let span = &scheme.place.span;
            if scheme.of_connection {
                let message = format!("{} is met by the connection", quoted(name));
                let help = "a caller gives the builder connections with a certificate: `http`";
                let mut found = Diagnostic::new(Code::LeftOut, span.clone(), message);
                found.severity = Severity::Note;
                self.faults.push(found.with_help(help));
            }
            let Some((place, carrier)) = &scheme.carrier else {
                continue;
            };
            let Some(rust) = self.name_of(name, scheme.rust_name.as_ref(), Case::Field, span)
            else {
                continue;
            };
            let wanted = Wanted {
                name: rust,
                given: scheme.rust_name.is_some(),
                original: name,
                span,
            };
            let rust = self.take_one(&mut scope, &wanted, &BTreeSet::new());
            if scheme.description.is_none() {
                self.undescribed(name, span);
            }
            let credential = Credential {
                scheme: name.clone(),
                name: rust,
                place: *place,
                carrier: carrier.clone(),
                form: scheme.form,
                alone: true,
                required: operations
                    .iter()
                    .all(|it| !it.anonymous && it.credentials.contains(name)),
                docs: Docs::described(scheme.description.clone()),
                origin: docs::origin(&scheme.place),
            };
            credentials.push(credential);
        }
        let place = |it: &Credential| key(it.place, &it.key());
        let places: Vec<String> = credentials.iter().map(place).collect();
        for (credential, own) in credentials.iter_mut().zip(&places) {
            credential.alone = places.iter().filter(|other| *other == own).count() == 1;
        }
        credentials
    }

    /// What is sent with an operation: the schemes of the requirement that is met.
    pub(super) fn credentials_of(&mut self, operation: &Operation) -> Vec<String> {
        let document = self.document;
        let requirements = operation.security.as_ref().unwrap_or(&document.security);
        let Some(requirement) = self.chosen(requirements) else {
            return Vec::new();
        };
        self.refuse_same_header(requirement);
        let schemes = requirement.schemes.iter();
        let sent = schemes.filter(|name| !self.is_of_connection(name));
        sent.map(|name| name.value.clone()).collect()
    }

    /// What is met by the connection, of the requirement that is met.
    pub(super) fn certificates_of(&self, operation: &Operation) -> Vec<Certificate> {
        let document = self.document;
        let requirements = operation.security.as_ref().unwrap_or(&document.security);
        let chosen = self.chosen(requirements).into_iter();
        let asked = chosen.flat_map(|requirement| &requirement.schemes);
        let asked = asked.filter(|name| self.is_of_connection(name));
        let known = &document.components.security_schemes;
        let certificate = |name: &Spanned<String>| Certificate {
            scheme: name.value.clone(),
            description: known.get(&name.value).and_then(|it| it.description.clone()),
        };
        asked.map(certificate).collect()
    }

    fn is_of_connection(&self, name: &Spanned<String>) -> bool {
        let scheme = self.document.components.security_schemes.get(&name.value);
        scheme.is_some_and(|scheme| scheme.of_connection)
    }

    /// Whether a call may be made without any secret, though some may be sent.
    pub(super) fn is_anonymous(&self, operation: &Operation) -> bool {
        let requirements = operation.security.as_ref();
        let requirements = requirements.unwrap_or(&self.document.security);
        requirements.iter().any(|it| it.schemes.is_empty())
    }

    /// Of a choice the first that asks for something, and for nothing that cannot be sent; one that the
    /// connection has to meet comes behind those.
    pub(super) fn chosen<'a>(&self, requirements: &'a [Requirement]) -> Option<&'a Requirement> {
        let known = &self.document.components.security_schemes;
        let can = |name: &Spanned<String>| {
            let scheme = known.get(&name.value);
            scheme.is_some_and(|scheme| scheme.carrier.is_some())
        };
        let mut asking = requirements.iter().filter(|it| !it.schemes.is_empty());
        let sent = asking.clone().find(|it| it.schemes.iter().all(can));
        let met = |name: &Spanned<String>| can(name) || self.is_of_connection(name);
        let fit = sent.or_else(|| asking.clone().find(|it| it.schemes.iter().all(met)));
        fit.or_else(|| asking.next()).or(requirements.first())
    }

    /// Names what of each choice is not taken.
    fn report_choices(&mut self) {
        let document = self.document;
        let own = document.operations.iter();
        let own = own.filter_map(|operation| operation.security.as_ref());
        for requirements in own.chain([&document.security]) {
            let Some(chosen) = self.chosen(requirements) else {
                continue;
            };
            let sent = listed(chosen);
            let others = requirements.iter().filter(|it| it.place != chosen.place);
            for other in others.filter(|it| !it.schemes.is_empty()) {
                let message = format!("the client sends {sent}, and not {}", listed(other));
                let span = other.place.span.clone();
                self.faults
                    .push(Diagnostic::new(Code::LeftOut, span, message));
            }
        }
    }

    /// Schemes that are asked for, by the document or by an operation, and are nowhere.
    pub(super) fn report_unknown_schemes(&mut self) {
        let document = self.document;
        let known = &document.components.security_schemes;
        for name in document
            .requirements()
            .flat_map(|requirement| &requirement.schemes)
        {
            if !known.contains_key(&name.value) {
                let message = format!(
                    "there is no {} in `components/securitySchemes`",
                    quoted(&name.value)
                );
                let fault = Diagnostic::new(Code::DanglingReference, name.span.clone(), message);
                let known = known.keys().map(String::as_str);
                let fault = fault.with_suggestion_of_many(&self.faults, &name.value, known);
                self.faults.push(fault);
            }
        }
    }

    /// Two secrets in one header: a service would see one of them, or neither.
    fn refuse_same_header(&mut self, requirement: &Requirement) {
        let known = &self.document.components.security_schemes;
        let mut seen: BTreeMap<(ParameterPlace, String), &Span> = BTreeMap::new();
        for name in &requirement.schemes {
            let scheme = known.get(&name.value);
            let Some((place, carrier)) = scheme.and_then(|scheme| scheme.carrier.as_ref()) else {
                continue;
            };
            let known = (*place, key(*place, carrier));
            if let Some(first) = seen.insert(known, &name.span) {
                let message = format!("two secrets in the {} {}", place.as_str(), quoted(carrier));
                self.faults.push(
                    Diagnostic::new(Code::UnsupportedSecurity, name.span.clone(), message)
                        .with_related(first.clone(), "the first is here"),
                );
            }
        }
    }

    /// The names of the schemes whose secrets are sent, by the document or by an operation.
    fn asked_for(&self) -> BTreeSet<&'d str> {
        let document = self.document;
        let own = document.operations.iter();
        let own = own.filter_map(|operation| operation.security.as_ref());
        let chosen = own
            .chain([&document.security])
            .filter_map(|requirements| self.chosen(requirements));
        let names = chosen.flat_map(|requirement| &requirement.schemes);
        names.map(|name| name.value.as_str()).collect()
    }

    /// The names of the schemes that are mentioned, whether or not they are asked for.
    pub(super) fn mentioned(&self) -> BTreeSet<&'d str> {
        let requirements = self.document.requirements();
        let names = requirements.flat_map(|requirement| &requirement.schemes);
        names.map(|name| name.value.as_str()).collect()
    }
}
