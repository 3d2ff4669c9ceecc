//! Writes the caller of a crate.

use crate::crate_::{Crate, Method};
use codegen::ir::{Api, Body, Credential, Framing, Items, Operation, SecretForm, Status};
use std::fmt::Write as _;

/// The module for the crate of this name.
pub(crate) fn caller(api: &Api, found: &Crate, crate_: &str) -> Result<String, String> {
    let mut code = format!(
        "use round_trip::{{Case, Described, Failure, Items, Seen, Trip, value}};\n\
         use {crate_}::client::{{self, Client, RepeatPolicy}};\n\
         use {crate_}::{{types, wire}};\n\n\
         fn json<T: serde::Serialize>(held: &T) -> serde_json::Value {{ serde_json::to_value(held).unwrap() }}\n\n"
    );
    if found.operations.len() != api.operations.len() {
        let counts = (found.operations.len(), api.operations.len());
        return Err(format!(
            "{} operations have a method, of {}",
            counts.0, counts.1
        ));
    }
    code.push_str(&client(api, found)?);
    let mut calls = String::new();
    for (operation, methods) in api.operations.iter().zip(&found.operations) {
        let none = operation.bodies.is_empty() || operation.bodiless;
        let bodies = operation.bodies.iter().map(Some);
        let bodies: Vec<Option<&Body>> = bodies.chain(none.then_some(None)).collect();
        // What an answer may come as: as a whole, as items, or as either.
        let whole = operation.is_whole().then_some(None);
        let ways: Vec<Option<&Items>> = whole
            .into_iter()
            .chain(operation.items().map(Some))
            .collect();
        let kinds: Vec<_> = bodies
            .into_iter()
            .flat_map(|body| ways.iter().map(move |way| (body, *way)))
            .collect();
        if kinds.len() != methods.len() {
            return Err(format!("{} has {} methods", operation.name, methods.len()));
        }
        for (index, ((body, items), method)) in kinds.into_iter().zip(methods).enumerate() {
            let call = Call {
                api,
                found,
                crate_,
                operation,
                body,
                items,
                method,
            };
            code.push_str(&call.written()?);
            let _ = writeln!(
                calls,
                "    for case in trip.cases({}, {}) {{\n        trip.begin(&case);\n        \
                 let seen = {}(trip, &case).await;\n        trip.end(&case, seen).await;\n    }}",
                call.described(),
                index == 0,
                method.name,
            );
        }
    }
    let _ = writeln!(code, "pub async fn call(trip: &Trip) {{\n{calls}}}");
    Ok(code)
}

/// The secret of a credential, as the service expects it.
fn secret(credential: &Credential) -> String {
    let named = credential.form == SecretForm::Basic;
    format!("trip.secret({:?}, {named})", credential.scheme)
}

/// The function that makes a client, which has every secret.
fn client(api: &Api, found: &Crate) -> Result<String, String> {
    let mut arguments = String::new();
    for name in &found.builder {
        let credential = api.credentials.iter().find(|credential| {
            let own = credential.name.as_str();
            name == own || *name == format!("{}_header", own.trim_end_matches('_'))
        });
        let _ = match credential {
            Some(it) => write!(arguments, "{}, ", secret(it)),
            None if name == "url" => write!(arguments, "trip.url(), "),
            None => write!(arguments, "\"v1\".to_owned(), "),
        };
    }
    let mut secrets = String::new();
    for method in &found.secrets {
        let mut credentials = api.credentials.iter();
        let credential = credentials.find(|it| method.name == format!("with_{}", it.name));
        let credential = credential.ok_or_else(|| format!("{} sets no secret", method.name))?;
        let _ = write!(secrets, ".{}({})", method.name, secret(credential));
    }
    Ok(format!(
        "fn client(trip: &Trip) -> Result<Client, String> {{\n    \
         let built = Client::builder({arguments}){secrets}.address(trip.url()).repeat(RepeatPolicy::never());\n    \
         built.build().map_err(|error| error.to_string())\n}}\n\n"
    ))
}

/// The type of the body and the one of the headers, of an answer that has both.
fn headed(ty: &str) -> Option<(&str, &str)> {
    let both = ty.strip_prefix("Headed < ")?.strip_suffix(" >")?;
    both.rsplit_once(" , ")
}

/// One method of the client.
pub(crate) struct Call<'a> {
    pub(crate) api: &'a Api,
    pub(crate) found: &'a Crate,
    pub(crate) crate_: &'a str,
    operation: &'a Operation,
    body: Option<&'a Body>,
    items: Option<&'a Items>,
    method: &'a Method,
}

impl Call<'_> {
    fn described(&self) -> String {
        let Operation { method, path, .. } = self.operation;
        let body = self
            .body
            .map(|body| (body.media_type.as_str(), body.ty.is_some()));
        let parameters = self.operation.parameters.iter();
        let parameters = parameters.map(|it| (it.place.as_str(), it.wire.as_str()));
        let parameters: Vec<_> = parameters.collect();
        let mut answers: Vec<_> = self
            .operation
            .responses
            .iter()
            .map(|response| {
                let status = match response.status {
                    Status::Exact(status) => status.to_string(),
                    Status::Range(digit) => format!("{digit}XX"),
                    Status::Default => "default".to_owned(),
                };
                let body = response.body.as_ref().map(|body| body.media_type.as_str());
                let items = response.items.as_ref().filter(|_| self.items.is_some());
                (
                    status,
                    items.map(|items| items.media_type.as_str()).or(body),
                )
            })
            .collect();
        if answers.is_empty() {
            answers.push((String::new(), Some("text/plain")));
        }
        let headers: Vec<_> = self.operation.headers.iter().map(|it| &it.wire).collect();
        let items = self.items.map_or("None".to_owned(), |items| {
            let kind = match items.framing {
                Framing::Lines => "Lines",
                Framing::Sequence => "Sequence",
                Framing::Events if items.whole => "WholeEvents",
                Framing::Events => "Events",
            };
            format!("Some(Items::{kind})")
        });
        format!(
            "Described {{ method: {method:?}, path: {path:?}, body: {body:?}, \
             parameters: &{parameters:?}, items: {items}, answers: &{answers:?}, headers: &{headers:?} }}"
        )
    }

    fn written(&self) -> Result<String, String> {
        let Method {
            name,
            arguments,
            gives,
            ..
        } = self.method;
        let mut given = String::new();
        let parameters = || self.operation.parameters.iter();
        for (argument, ty) in arguments {
            let parameter = parameters().find(|it| it.required && it.name.as_str() == argument);
            let _ = match (parameter, self.body) {
                (Some(it), _) => {
                    let (place, wire) = (it.place.as_str(), &it.wire);
                    write!(given, "value::<{ty}>(case.needed({place:?}, {wire:?})?)?, ")
                }
                (None, Some(body)) => {
                    let made = self.request(body, ty)?;
                    write!(given, "{made}, ")
                }
                _ => return Err(format!("{name} takes `{argument}`")),
            };
        }
        let mut set = String::new();
        let marker = gives.get(2).cloned().unwrap_or_default();
        let setters = self.found.setters.get(&marker).map_or(&[][..], |it| it);
        for parameter in parameters().filter(|it| !it.required) {
            let setter = format!("with_{}", parameter.name);
            let Some(method) = setters.iter().find(|it| it.name == setter) else {
                return Err(format!("{name} has no {setter}"));
            };
            let ty = method.arguments.first().map_or("_", |(_, ty)| ty);
            let (place, wire) = (parameter.place.as_str(), &parameter.wire);
            let _ = writeln!(
                set,
                "    if let Some(sent) = case.parameter({place:?}, {wire:?}) {{\n        \
                 call = call.{setter}(value::<{ty}>(sent)?);\n    }}"
            );
        }
        let mutable = if set.is_empty() { "" } else { "mut " };
        let [good, bad] = [0, 1].map(|at| gives.get(at).map_or("()", |ty| ty));
        let good = match headed(good) {
            Some((body, headers)) => self.headed(body, headers)?,
            None => self.good(good),
        };
        let bad = self.encoded(bad, "answer");
        Ok(format!(
            "async fn {name}(trip: &Trip, case: &Case) -> Result<Seen, String> {{\n    \
             let {mutable}call = client(trip)?.{name}({given});\n{set}    \
             Ok(match call.send().await {{\n        \
             Ok(answer) => {good},\n        \
             Err(error) => Seen::Failure(Failure {{\n            \
             status: error.status(),\n            \
             raw: error.raw().map(|raw| raw.expose().clone()),\n            \
             answer: error.answer().map(|answer| {bad}),\n            \
             shown: error.to_string(),\n        }}),\n    }})\n}}\n\n"
        ))
    }

    /// What came with success, and headers beside it.
    fn headed(&self, body: &str, headers: &str) -> Result<String, String> {
        let known = self.found.headers.get(headers);
        let known = known.ok_or_else(|| format!("there are no methods of {headers}"))?;
        let described = &self.operation.headers;
        if known.len() != described.len() {
            return Err(format!("{headers} has {} methods", known.len()));
        }
        let mut read = String::new();
        for header in described {
            let (wire, name) = (&header.wire, &header.name);
            let _ = write!(
                read,
                "({wire:?}, json(&headers.{name}().map_err(|error| error.to_string())?)), "
            );
        }
        let good = self.good(body);
        Ok(format!(
            "{{ let (answer, headers) = (answer.body, answer.headers); trip.headers(case, &[{read}])?; {good} }}"
        ))
    }

    /// What came with success.
    fn good(&self, ty: &str) -> String {
        if let Some(items) = self.items {
            let whole = items.framing != Framing::Events || items.whole;
            let held = if whole { "item" } else { "item.data" };
            return format!(
                "{{ let (mut items, mut all) = (answer, Vec::new()); \
                 while let Some(item) = items.next().await {{ \
                 let item = item.map_err(|error| error.to_string())?; all.push(json(&{held})); }} \
                 Seen::Json(all.into()) }}"
            );
        }
        if ty.ends_with("RawAnswer") {
            return "Seen::Raw(answer.status, answer.body.expose().clone())".into();
        }
        if ty == "()" {
            return "{ let () = answer; Seen::Nothing }".into();
        }
        if let Some(inner) = ty.strip_prefix("Option < ") {
            let encoded = self.encoded(inner.trim_end_matches(" >"), "(&answer)");
            return format!("answer.map_or(Seen::Nothing, |answer| Seen::Json({encoded}))");
        }
        format!("Seen::Json({})", self.encoded(ty, "(&answer)"))
    }

    /// JSON of what is decoded into a type, where the status may say which it is.
    fn encoded(&self, ty: &str, held: &str) -> String {
        if ty.ends_with("Undescribed") {
            return format!("match *{held} {{}}");
        }
        let Some(variants) = self.found.enums.get(ty) else {
            return format!("json({held})");
        };
        let arms: String = variants.iter().fold(String::new(), |mut arms, variant| {
            let _ = write!(arms, "client::{ty}::{variant}(held) => json(held), ");
            arms
        });
        format!("match {held} {{ {arms} other => panic!(\"{{other:?}}\") }}")
    }
}
