//! Lowers the answers of an operation.

use super::Lowering;
use super::operation::Roots;
use super::reference::References;
use crate::ir::{self, Body, Direction, Docs, Status, TypeId};
use crate::name::Case;
use crate::openapi::media::ignored_content;
use crate::openapi::{MediaKind, MediaType, Operation};
use crate::source::Span;
use std::collections::BTreeMap;

impl<'d> Lowering<'d> {
    pub(super) fn responses(
        &mut self,
        operation: &'d Operation,
        base: &str,
        roots: &mut Roots<'_>,
    ) -> Vec<ir::Response> {
        let components = &self.document.components.responses;
        let mut responses = Vec::new();
        let mut named = BTreeMap::new();
        let mut found: Vec<(&str, TypeId, &'d Span)> = Vec::new();
        // Where nothing else describes a success, the answer for all that is left does.
        let alone = !operation
            .responses
            .iter()
            .any(|(status, _)| status.is_success());
        for (status, described) in &operation.responses {
            let Some(response) = References::thing(components, "responses", described) else {
                continue;
            };
            let bodiless = operation.method == "HEAD" || status.is_bodiless();
            if let Some(place) = described.place_of_reference()
                && bodiless
                && !response.content.is_empty()
            {
                self.faults.push(ignored_content(place.clone()));
            }
            let good = status.is_success() || (alone && *status == Status::Default);
            let (root, ending) = if good {
                ("response", "Response")
            } else {
                ("error", "Error")
            };
            let mut items = None;
            let mut content = response.content.iter().filter(|_| !bodiless);
            let framed = content.clone().find_map(|media| match media.kind {
                MediaKind::Items(framing) => Some((media, framing)),
                _ => None,
            });
            if let Some((media, framing)) = framed {
                items = self.items_of(media, framing, base, good, &responses);
                let ty = items.as_ref().and_then(|items| items.ty);
                found.extend(ty.map(|ty| ("item", ty, &media.place.span)));
            }
            let media = content.find(|media| !good || !matches!(media.kind, MediaKind::Items(_)));
            let body = media.and_then(|media| {
                if matches!(media.kind, MediaKind::Raw | MediaKind::Items(_)) {
                    return Some(Body {
                        media_type: media.name.clone(),
                        ty: None,
                        pairs: None,
                    });
                }
                let name =
                    self.name_of_answer(media, *status, &format!("{base}{ending}"), &mut named);
                let ty = self.body_type(media, &name)?;
                found.push((root, ty, &media.place.span));
                Some(Body {
                    media_type: media.name.clone(),
                    ty: Some(ty),
                    pairs: None,
                })
            });
            let description = described.description().or(response.description.as_ref());
            let docs = Docs::described(description.cloned());
            responses.push(ir::Response {
                status: *status,
                docs,
                body,
                items,
            });
        }
        for (root, ty, span) in &found {
            let mut others = found.iter().filter(|(other, _, _)| other == root);
            if others.all(|(_, other, _)| other == ty) {
                roots.add(root, *ty, Direction::Response, span);
            } else {
                let name = self.types[*ty].name.in_case(Case::Item).replace('_', "-");
                let name = format!("{root}-{}", name.trim_end_matches('-'));
                roots.add(&name, *ty, Direction::Response, span);
            }
        }
        responses
    }

    /// What an answer that has no name of its own is called: the first one after the operation, and
    /// each other one after its status too.
    fn name_of_answer(
        &self,
        media: &'d MediaType,
        status: Status,
        base: &str,
        named: &mut BTreeMap<String, &'d str>,
    ) -> String {
        let pointer = match self.references.resolve(&media.schema) {
            Some(resolved) if resolved.component.is_none() => &resolved.target.place.pointer,
            _ => return base.to_owned(),
        };
        let pointer = pointer.as_str();
        let first = *named.entry(base.to_owned()).or_insert(pointer);
        if first == pointer {
            return base.to_owned();
        }
        match status {
            Status::Exact(status) => format!("{base}{status}"),
            Status::Range(digit) => format!("{base}{digit}xx"),
            Status::Default => format!("{base}Default"),
        }
    }
}
