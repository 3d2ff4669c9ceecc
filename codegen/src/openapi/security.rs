//! Reads the security schemes, and which of them an operation requires.

use super::cursor::{At, Map, Reader};
use super::keywords::{SECURITY, Support};
use super::{Requirement, SecurityScheme};
use crate::diagnostic::{Code, Diagnostic};
use crate::name::quoted;
use crate::vocabulary::{ParameterPlace, SecretForm};

/// Headers that say how a request is sent, and are written by the client or below it: with a second
/// value a request means something else, or is never sent.
pub(super) const OWN: [&str; 16] = [
    "Accept",
    "Accept-Encoding",
    "Connection",
    "Content-Encoding",
    "Content-Length",
    "Content-Type",
    "Expect",
    "Host",
    "Keep-Alive",
    "Proxy-Authorization",
    "Proxy-Connection",
    "TE",
    "Trailer",
    "Transfer-Encoding",
    "Upgrade",
    "User-Agent",
];

/// `security`, where it is there.
pub(super) fn requirements(map: &mut Map<'_, '_>) -> Option<Vec<Requirement>> {
    let reader = map.reader;
    let at = map.take("security")?;
    let requirements = reader.list(&at).unwrap_or_default();
    Some(
        requirements
            .iter()
            .map(|at| requirement(reader, at))
            .collect(),
    )
}

fn requirement(reader: &Reader, at: &At<'_>) -> Requirement {
    // Scopes are what the caller asks his token for; nothing here checks them.
    let entry = |(name, scopes): (super::Spanned<String>, At<'_>)| {
        if !reader.texts(&scopes).is_empty() {
            reader.unread(
                &scopes,
                &format!("what {} is to be allowed", quoted(&name.value)),
            );
        }
        name
    };
    let mut schemes: Vec<_> = reader.entries(at).into_iter().map(entry).collect();
    schemes.sort_by(|a, b| a.value.cmp(&b.value));
    Requirement {
        place: at.place(),
        schemes,
    }
}

/// A member of `securitySchemes`.
pub(super) fn scheme(reader: &Reader, at: &At<'_>) -> Option<SecurityScheme> {
    let mut map = reader.map(at, "a security scheme")?;
    let place = map.place();
    let kind = map.require_text("type");
    let mut scheme = SecurityScheme {
        place,
        carrier: None,
        unsupported: None,
        of_connection: kind.as_ref().is_some_and(|kind| kind.value == "mutualTLS"),
        form: SecretForm::Plain,
        description: map.plain("description"),
        rust_name: map.rust_name(),
    };
    let kind = kind.map(|kind| kind.value).unwrap_or_default();
    if kind != "apiKey" {
        let how = map.plain("scheme").unwrap_or_default();
        // Where a token comes from is a matter of who calls.
        map.leave_out_each("flows", "is not followed: the caller has a token");
        for name in ["bearerFormat", "openIdConnectUrl", "in", "name"] {
            map.unread(name, "a security scheme of this kind");
        }
        let is = |other: &str| kind == "http" && how.eq_ignore_ascii_case(other);
        match kind.as_str() {
            "oauth2" | "openIdConnect" => scheme.form = SecretForm::Bearer,
            _ if is("bearer") => scheme.form = SecretForm::Bearer,
            _ if is("basic") => scheme.form = SecretForm::Basic,
            "" | "mutualTLS" => {}
            "http" => scheme.unsupported = Some(unsupported(at, &format!("http {how}"))),
            kind => reader.report(unsupported(at, kind)),
        }
        let known = scheme.form != SecretForm::Plain;
        scheme.carrier = known.then(|| (ParameterPlace::Header, "Authorization".to_owned()));
        return Some(scheme);
    }
    let place = map.require_text("in");
    let name = map.require_text("name");
    match place.as_ref().map(|place| place.value.as_str()) {
        Some("header") => match name.map(header) {
            Some(Ok(header)) => scheme.carrier = Some((ParameterPlace::Header, header)),
            Some(Err(fault)) => scheme.unsupported = Some(fault),
            None => {}
        },
        Some("query") => scheme.carrier = name.map(|name| (ParameterPlace::Query, name.value)),
        Some("cookie") => scheme.carrier = name.map(|name| (ParameterPlace::Cookie, name.value)),
        Some(place) => reader.report(unsupported(at, &format!("apiKey in {place}"))),
        None => {}
    }
    Some(scheme)
}

fn unsupported(at: &At<'_>, kind: &str) -> Diagnostic {
    let named = |entry: &super::keywords::Entry| entry.name == kind;
    let known = kind.starts_with("http ") || SECURITY.iter().any(named);
    let message = if known {
        format!(
            "a security scheme of the kind {} is not supported",
            quoted(kind)
        )
    } else {
        format!("there is no security scheme of the kind {}", quoted(kind))
    };
    let can = SECURITY
        .iter()
        .filter(|entry| entry.support == Support::Lowered);
    let can: Vec<_> = can.map(|entry| entry.name).collect();
    let help = format!("supported: {}", can.join(", "));
    Diagnostic::new(Code::UnsupportedSecurity, at.span(), message).with_help(help)
}

/// Whether a text can be the name of a header.
pub(super) fn is_token(name: &str) -> bool {
    let token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !name.is_empty() && name.bytes().all(token)
}

/// The name of a header, if it can be one.
fn header(name: super::Spanned<String>) -> Result<String, Diagnostic> {
    let message = if OWN.iter().any(|own| name.value.eq_ignore_ascii_case(own)) {
        format!(
            "the client writes the header {} itself",
            quoted(&name.value)
        )
    } else if is_token(&name.value) {
        return Ok(name.value);
    } else {
        format!("{} is no name of a header", quoted(&name.value))
    };
    let fault = Diagnostic::new(Code::UnsupportedSecurity, name.span, message);
    Err(fault.with_help("a key has a header of its own"))
}
