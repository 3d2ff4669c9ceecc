//! Lowers the server: its URL, and the variables of that.

use super::naming::Wanted;
use super::{Lowering, docs};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::ir::{Docs, Sensitivity, Server, ServerVariable};
use crate::name::{Case, Scope, quoted};
use crate::openapi::url::unfit;
use crate::openapi::{self, Spanned};
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

/// Whether a host with its port is one that the client calls by plain `http` unasked.
fn is_this_machine(host: &str) -> bool {
    let host = match host.rsplit_once('@') {
        Some((_, host)) => host,
        None => host,
    };
    let host = match host.strip_prefix('[').and_then(|host| host.split_once(']')) {
        Some((address, _)) => address,
        None => host.split(':').next().unwrap_or_default(),
    };
    let address = host.parse::<IpAddr>();
    host.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback())
}

/// What the documentation says of a server, and of those that stand behind it.
fn about(server: &openapi::Server, others: &[openapi::Server]) -> Option<String> {
    let listed = others.iter().map(|other| {
        let url = other.url.value.trim();
        match &other.description {
            Some(description) => format!("`{url}`: {}", description.trim()),
            None => format!("`{url}`."),
        }
    });
    let listed: Vec<String> = listed.collect();
    if listed.is_empty() {
        return server.description.clone();
    }
    let listed = format!("Other servers: {}", listed.join(" "));
    let own = server.description.as_deref();
    let own = own.unwrap_or("Where the service is.").to_owned();
    docs::paragraphs([own, listed].iter())
}

/// A URL with the defaults of its variables.
fn filled(template: &str, variables: &[ServerVariable]) -> String {
    let defaults = variables
        .iter()
        .map(|it| (it.wire.as_str(), it.default.as_str()));
    let defaults: BTreeMap<_, _> = defaults.collect();
    let mut pieces = template.split('{');
    let mut filled = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let variable = piece.split_once('}');
        match variable.and_then(|(name, rest)| Some((defaults.get(name)?, rest))) {
            Some((default, rest)) => filled.extend([*default, rest]),
            None => filled.extend(["{", piece]),
        }
    }
    filled
}

impl Lowering<'_> {
    pub(super) fn server(&mut self) -> Option<Server> {
        let document = self.document;
        let others = document.servers.get(1..).unwrap_or_default();
        for other in others {
            let message = "the client is built for the first server, and not for this one";
            let span = other.place.span.clone();
            let help = "the documentation of the first lists it";
            self.faults
                .push(Diagnostic::new(Code::LeftOut, span, message).with_help(help));
        }
        let server = document.servers.first()?;
        let mut scope = Scope::new("the variables of the server");
        let mut variables: Vec<ServerVariable> = Vec::new();
        let wires = self.braces(&server.url);
        let mut seen = BTreeSet::new();
        for wire in &wires {
            if !seen.insert(wire) {
                continue;
            }
            let Some(variable) = server.variables.get(*wire) else {
                let message = format!("the server has no variable {}", quoted(wire));
                let span = server.url.span.clone();
                let fault = Diagnostic::new(Code::DanglingReference, span, message);
                let known = server.variables.keys().map(String::as_str);
                let fault = fault.with_suggestion_of_many(&self.faults, wire, known);
                self.faults.push(fault);
                continue;
            };
            let span = &variable.place.span;
            let Some(name) = self.name_of(wire, variable.rust_name.as_ref(), Case::Field, span)
            else {
                continue;
            };
            let wanted = Wanted {
                name,
                given: variable.rust_name.is_some(),
                original: wire,
                span,
            };
            let name = self.take_one(&mut scope, &wanted, &BTreeSet::new());
            if variable.description.is_none() {
                self.undescribed(wire, span);
            }
            let class = variable.sensitivity.as_ref();
            variables.push(ServerVariable {
                wire: (*wire).to_owned(),
                name,
                default: variable.default.clone(),
                sensitivity: class.map_or(Sensitivity::Personal, |class| class.value),
                docs: Docs {
                    default: Some(variable.default.clone().into()),
                    ..Docs::described(variable.description.clone())
                },
            });
        }
        self.report_idle_variables(server, &wires);
        let relative = self.check_url(&server.url, &variables);
        Some(Server {
            template: server.url.value.clone(),
            relative,
            variables,
            docs: Docs::described(about(server, others)),
            origin: docs::origin(&server.place),
        })
    }

    /// Checks that calls can be made at a URL, as it is with the defaults of its variables. Whether
    /// it is relative.
    fn check_url(&mut self, url: &Spanned<String>, variables: &[ServerVariable]) -> bool {
        let filled = filled(&url.value, variables);
        if url.value.contains(['?', '#']) {
            let message = "a server with a query or a fragment, behind which no path can stand";
            self.refuse(&url.span, message);
        }
        let (scheme, rest) = match filled.split_once("://") {
            Some((scheme, rest)) if !scheme.contains('/') => (Some(scheme), rest),
            // Where it begins with a variable the caller may know the whole of it.
            _ => (None, filled.as_str()),
        };
        let (host, path) = match (scheme, rest.find('/')) {
            (Some(_), Some(at)) => rest.split_at(at),
            (Some(_), None) => (rest, ""),
            (None, _) => ("", rest),
        };
        let path = path.split(['?', '#']).next().unwrap_or_default();
        if let Some(help) = unfit(path) {
            let message = "the path of this URL would not go over as it is written";
            self.faults.push(
                Diagnostic::new(Code::UnusableName, url.span.clone(), message).with_help(help),
            );
        }
        match scheme.map(str::to_ascii_lowercase).as_deref() {
            Some("https") | None => {}
            Some("http") if is_this_machine(host) => {}
            Some("http") => {
                let message = "this service is called by plain `http`";
                let help = "no client is built for it before the caller asks the builder for that";
                self.faults.push(
                    Diagnostic::new(Code::PlainHttp, url.span.clone(), message).with_help(help),
                );
            }
            Some(_) => self.refuse(
                &url.span,
                "a server that is not called by `https` or `http`",
            ),
        }
        scheme.is_none() && (!url.value.starts_with('{') || filled.starts_with('/'))
    }

    fn report_idle_variables(&mut self, server: &openapi::Server, wires: &[&str]) {
        let wires: BTreeSet<&str> = wires.iter().copied().collect();
        for (name, variable) in &server.variables {
            if !wires.contains(name.as_str()) {
                let message = format!("{} does not occur in the URL", quoted(name));
                let span = variable.place.span.clone();
                let fault = Diagnostic::new(Code::ContradictingSchema, span, message);
                self.faults.push(fault.sloppily(Severity::Warning));
            }
        }
    }

    /// The names in braces, in the order of the template.
    fn braces<'a>(&mut self, url: &'a Spanned<String>) -> Vec<&'a str> {
        let mut names = Vec::new();
        let mut rest = url.value.as_str();
        while let Some(at) = rest.find(['{', '}']) {
            let (_, behind) = rest.split_at(at);
            let name = behind
                .strip_prefix('{')
                .and_then(|behind| behind.split_once('}'));
            let Some((name, after)) = name.filter(|(name, _)| !name.contains('{')) else {
                let message = "a brace in this URL has no partner";
                let span = url.span.clone();
                self.faults
                    .push(Diagnostic::new(Code::ContradictingSchema, span, message));
                break;
            };
            names.push(name);
            rest = after;
        }
        names
    }

    pub(super) fn undescribed(&mut self, name: &str, span: &Span) {
        let message = format!("{} has no description", quoted(name));
        self.faults.push(Diagnostic::new(
            Code::MissingDescription,
            span.clone(),
            message,
        ));
    }
}
