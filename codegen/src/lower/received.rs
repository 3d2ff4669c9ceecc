//! Lowers what the service sends by itself: the types of its bodies, for whoever takes them.

use super::Lowering;
use super::operation::Travels;
use super::reference::References;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::ir::{Direction, Root, TypeId};
use crate::markdown::code;
use crate::name::{Case, Name, quoted};
use crate::openapi::{MediaKind, Received};

impl<'d> Lowering<'d> {
    pub(super) fn received(&mut self, travels: &mut Travels) {
        let document = self.document;
        for received in &document.received {
            self.one_received(received, travels);
        }
    }

    fn one_received(&mut self, received: &'d Received, travels: &mut Travels) {
        let components = &self.document.components.request_bodies;
        let text = match &received.id {
            Some(id) => id.value.clone(),
            None => format!("{} {}", received.name.value, received.method),
        };
        let (own, span) = (received.rust_name.as_ref(), &received.name.span);
        let Some(name) = self.name_of(text.trim(), own, Case::Item, span) else {
            return;
        };
        let base = name.in_case(Case::Variant);
        let kind = Name::coined(received.kind, Case::Variant);
        let base = format!("{}{kind}", base.trim_end_matches('_'));
        if received.body.is_none() {
            let message = format!(
                "a {} without a body has no type, and is written nowhere",
                received.kind
            );
            let mut found = Diagnostic::new(Code::LeftOut, span.clone(), message);
            found.severity = Severity::Note;
            self.faults.push(found);
        }
        let body = received.body.as_ref();
        let body = body.and_then(|body| References::thing(components, "requestBodies", body));
        let mut read = false;
        for media in body.iter().flat_map(|body| &body.content) {
            if media.kind != MediaKind::Json || read {
                let message = format!(
                    "the media type {} of a {} has no type",
                    quoted(&media.name),
                    received.kind
                );
                let span = media.place.span.clone();
                self.faults
                    .push(Diagnostic::new(Code::LeftOut, span, message));
                continue;
            }
            let Some(ty) = self.body_type(media, &base) else {
                continue;
            };
            read = true;
            travels.told.push((ty, when_sent(received)));
            let name = name.replace('_', "-");
            let mut name = format!("{}-{}", received.kind, name.trim_end_matches('-'));
            while travels.roots.iter().any(|root| root.name == name) {
                name.push_str("-more");
            }
            let direction = Direction::Response;
            travels.types.push((ty, direction));
            travels.roots.push(Root {
                name,
                ty,
                direction,
            });
        }
    }

    /// Says of types when they are sent, and how that may be answered.
    pub(super) fn tell(&mut self, told: &[(TypeId, Vec<String>)]) {
        for (ty, sent) in told {
            let docs = &mut self.types[*ty].docs;
            let described = docs.description.take();
            let all = described.iter().chain(sent);
            docs.description = super::docs::paragraphs(all);
        }
    }
}

/// When a body is sent and how that may be answered, in paragraphs.
fn when_sent(received: &Received) -> Vec<String> {
    let name = &received.name.value;
    let address = received.address.as_deref().map(code);
    let sent = format!(
        "The service sends it by itself: {} `{name}`{}.",
        received.kind,
        address.map_or(String::new(), |address| format!(", to {address}"))
    );
    let about = received.description.as_ref().map(|it| it.trim());
    let sent = [Some(sent.as_str()), about];
    let sent = sent.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let answers = received.answers.iter().map(|(status, described)| {
        let described = described
            .as_ref()
            .map_or(".".to_owned(), |it| format!(": {it}"));
        format!("It may be answered with `{status}`{described}")
    });
    [sent].into_iter().chain(answers).collect()
}
