//! Lowers the answers of an operation: of successes one type, of failures another.

use super::Lowering;
use super::operation::Roots;
use super::reference::References;
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{self, Body, Direction, Docs, Status};
use crate::name::quoted;
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
        // Where nothing else describes a success, the answer for all that is left does.
        let alone = !operation
            .responses
            .iter()
            .any(|(status, _)| status.is_success());
        let mut firsts = BTreeMap::new();
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
            let media = response.content.first().filter(|_| !bodiless);
            let body = media.and_then(|media| {
                if media.kind == MediaKind::Raw {
                    return Some(Body {
                        media_type: media.name.clone(),
                        ty: None,
                    });
                }
                if !self.is_first(media, root, &mut firsts) {
                    return None;
                }
                let ty = self.body_type(media, &format!("{base}{ending}"))?;
                roots.add(root, ty, Direction::Response, &media.place.span);
                Some(Body {
                    media_type: media.name.clone(),
                    ty: Some(ty),
                })
            });
            let description = described.description().or(response.description.as_ref());
            let docs = Docs::described(description.cloned());
            responses.push(ir::Response {
                status: *status,
                docs,
                body,
            });
        }
        responses
    }

    /// Whether an answer has the type of the first one of its kind. Where it has another, that is
    /// the fault, and not what the two would be called.
    fn is_first(
        &mut self,
        media: &'d MediaType,
        root: &'static str,
        firsts: &mut BTreeMap<&'static str, (&'d str, Span)>,
    ) -> bool {
        let Some(resolved) = self.references.resolve(&media.schema) else {
            return true;
        };
        let pointer = resolved.target.place.pointer.as_str();
        let span = &media.place.span;
        let (known, first) = firsts
            .entry(root)
            .or_insert_with(|| (pointer, span.clone()));
        let same = *known == pointer;
        if !same {
            let message = format!("two types of {} in one operation", quoted(root));
            self.faults.push(
                Diagnostic::new(Code::UnsupportedConstruct, span.clone(), message)
                    .with_related(first.clone(), "the first is here"),
            );
        }
        same
    }
}
