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

fn names(requirement: &Requirement) -> BTreeSet<&str> {
    let names = requirement.schemes.iter().map(|name| &*name.value);
    names.collect()
}

impl<'d> Lowering<'d> {
    /// Every secret that can be asked for, by the name of its scheme. Those that no operation asks
    /// for are reported as unused.
    pub(super) fn credentials(&mut self, operations: &[ir::Operation]) -> Vec<Credential> {
        let mut scope = Scope::new("the credentials");
        let mut credentials = Vec::new();
        self.report_untaken();
        let asked_for = self.asked_for();
        for (name, scheme) in &self.document.components.security_schemes {
            if !asked_for.contains(name.as_str()) {
                continue;
            }
            self.faults.extend(scheme.unsupported.clone());
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
                required: operations.iter().all(|it| it.needs(name)),
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

    /// The alternatives of which one is sent with an operation, each by the names of its schemes.
    pub(super) fn credentials_of(&mut self, operation: &Operation) -> Vec<Vec<String>> {
        let taken = self.taken(self.requirements_of(operation));
        for requirement in &taken {
            self.refuse_same_carrier(requirement);
        }
        let sent = |requirement: &Requirement| {
            let schemes = requirement.schemes.iter();
            let sent = schemes.filter(|name| !self.is_of_connection(name));
            sent.map(|name| name.value.clone()).collect()
        };
        taken.into_iter().map(sent).collect()
    }

    /// What the connection has to meet, of the alternatives that are taken.
    pub(super) fn certificates_of(&self, operation: &Operation) -> Vec<Certificate> {
        let taken = self.taken(self.requirements_of(operation)).into_iter();
        let asked = taken.flat_map(|requirement| &requirement.schemes);
        let asked = asked.filter(|name| self.is_of_connection(name));
        let asked: BTreeSet<&str> = asked.map(|name| &*name.value).collect();
        let known = &self.document.components.security_schemes;
        let certificate = |name: &str| Certificate {
            scheme: name.to_owned(),
            description: known.get(name).and_then(|it| it.description.clone()),
        };
        asked.into_iter().map(certificate).collect()
    }

    fn is_of_connection(&self, name: &Spanned<String>) -> bool {
        let scheme = self.document.components.security_schemes.get(&name.value);
        scheme.is_some_and(|scheme| scheme.of_connection)
    }

    /// Whether a call may be made without any secret, though some may be sent.
    pub(super) fn is_anonymous(&self, operation: &Operation) -> bool {
        let mut requirements = self.requirements_of(operation).iter();
        requirements.any(|it| it.schemes.is_empty())
    }

    /// The requirements of an operation: its own, or else those of the document.
    pub(super) fn requirements_of<'a>(&self, operation: &'a Operation) -> &'a [Requirement]
    where
        'd: 'a,
    {
        let own = operation.security.as_ref();
        own.unwrap_or(&self.document.security)
    }

    /// The requirements of the document, and those of each operation that has its own.
    fn all_requirements(&self) -> impl Iterator<Item = &'d Vec<Requirement>> + use<'d> {
        let document = self.document;
        let own = document.operations.iter();
        let own = own.filter_map(|operation| operation.security.as_ref());
        own.chain([&document.security])
    }

    /// Of alternatives those that ask for something and can be met, each once; where none can be, the
    /// first that asks for something. What the connection has to meet comes behind what it has not, and
    /// what sends no secret behind that: nobody knows here which certificate a connection has.
    pub(super) fn taken<'a>(&self, requirements: &'a [Requirement]) -> Vec<&'a Requirement> {
        let known = &self.document.components.security_schemes;
        let can = |requirement: &&Requirement| {
            let met = |name: &Spanned<String>| {
                let scheme = known.get(&name.value);
                scheme.is_some_and(|scheme| scheme.carrier.is_some() || scheme.of_connection)
            };
            requirement.schemes.iter().all(met) && self.same_carrier(requirement).is_none()
        };
        let asking = requirements.iter().filter(|it| !it.schemes.is_empty());
        let mut seen = BTreeSet::new();
        let taken = asking
            .clone()
            .filter(can)
            .filter(|it| seen.insert(names(it)));
        let mut taken: Vec<&Requirement> = taken.collect();
        taken.sort_by_key(|requirement| {
            let schemes = requirement.schemes.iter();
            let of_connection = schemes.filter(|name| self.is_of_connection(name)).count();
            (
                of_connection > 0,
                of_connection == requirement.schemes.len(),
            )
        });
        if taken.is_empty() {
            return asking.take(1).collect();
        }
        taken
    }

    /// Names what of alternatives is not taken.
    fn report_untaken(&mut self) {
        for requirements in self.all_requirements() {
            let taken = self.taken(requirements);
            let sent: Vec<String> = taken.iter().map(|it| listed(it)).collect();
            let sent = sent.join(" or ");
            let known: BTreeSet<_> = taken.iter().map(|it| names(it)).collect();
            let others = requirements.iter().filter(|it| !it.schemes.is_empty());
            for other in others.filter(|it| !known.contains(&names(it))) {
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
    fn refuse_same_carrier(&mut self, requirement: &Requirement) {
        if let Some((place, carrier, [first, second])) = self.same_carrier(requirement) {
            let message = format!("two secrets in the {} {}", place.as_str(), quoted(&carrier));
            let fault = Diagnostic::new(Code::UnsupportedSecurity, second, message);
            self.faults
                .push(fault.with_related(first, "the first is here"));
        }
    }

    /// The first place that two secrets of a requirement would travel in, and where those stand.
    fn same_carrier(
        &self,
        requirement: &Requirement,
    ) -> Option<(ParameterPlace, String, [Span; 2])> {
        let known = &self.document.components.security_schemes;
        let mut seen: BTreeMap<(ParameterPlace, String), &Span> = BTreeMap::new();
        requirement.schemes.iter().find_map(|name| {
            let (place, carrier) = known.get(&name.value)?.carrier.as_ref()?;
            let first = seen.insert((*place, key(*place, carrier)), &name.span)?;
            Some((*place, carrier.clone(), [first.clone(), name.span.clone()]))
        })
    }

    /// The names of the schemes whose secrets are sent, by the document or by an operation.
    fn asked_for(&self) -> BTreeSet<&'d str> {
        let all = self.all_requirements();
        let taken = all.flat_map(|requirements| self.taken(requirements));
        let names = taken.flat_map(|requirement| &requirement.schemes);
        names.map(|name| name.value.as_str()).collect()
    }

    /// The names of the schemes that are mentioned, whether or not they are asked for.
    pub(super) fn mentioned(&self) -> BTreeSet<&'d str> {
        let requirements = self.document.requirements();
        let names = requirements.flat_map(|requirement| &requirement.schemes);
        names.map(|name| name.value.as_str()).collect()
    }
}
