//! Reads how the parts of a form are written.

use super::cursor::{At, Reader};
use super::{Encoding, MediaKind, header, parameter};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::vocabulary::ParameterPlace;
use std::collections::BTreeMap;

/// `encoding` of a form, by the name of the part.
pub(super) fn encodings(reader: &Reader, at: &At<'_>, of: MediaKind) -> BTreeMap<String, Encoding> {
    let mut encodings = BTreeMap::new();
    for (part, at) in reader.entries(at) {
        let Some(mut map) = reader.map(&at, "an encoding") else {
            continue;
        };
        if let Some(at) = map.take("allowReserved") {
            let message = match of {
                MediaKind::Pairs => "`allowReserved` changes nothing: what is reserved is encoded",
                _ => "`allowReserved` changes nothing here: no part is percent-encoded",
            };
            let mut found = Diagnostic::new(Code::LeftOut, at.span(), message);
            found.severity = Severity::Note;
            reader.report(found);
        }
        let (style, explode) = (map.text("style"), map.flag("explode"));
        let stated = style.is_some() || explode.is_some();
        let style = stated.then(|| {
            let place = ParameterPlace::Query;
            parameter::parameter_style(reader, place, (style.as_ref(), explode), true)
        });
        let headers = map.take("headers");
        let headers = headers.map(|at| header::headers(reader, &at, "`contentType`"));
        let content_type = map.text("contentType");
        encodings.insert(
            part.value,
            Encoding {
                place: at.place(),
                content_type,
                style: style.flatten(),
                headers: headers.unwrap_or_default(),
            },
        );
    }
    encodings
}
