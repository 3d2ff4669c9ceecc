//! Lowers operations: what is sent, what is answered, and the root documents.

use super::naming::Wanted;
use super::reference::References;
use super::{Lowering, docs};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::ir::{self, Body, Direction, Docs, PartContent, Root, Shape, TypeId};
use crate::name::{Case, Name, Scope, quoted};
use crate::openapi::{MediaKind, Operation};
use crate::source::Span;
use crate::vocabulary::Status;

/// Constants of the emitted module `operation` that stand beside those of the operations.
const TAKEN: [&str; 2] = ["operations", "server"];

/// What travels, gathered from all operations.
#[derive(Debug, Default)]
pub(super) struct Travels {
    /// Types, each with its direction.
    pub(super) types: Vec<(TypeId, Direction)>,
    /// Types that the service sends by itself, each with what is said of that.
    pub(super) told: Vec<(TypeId, Vec<String>)>,
    /// Sorted by name.
    pub(super) roots: Vec<Root>,
}

/// Every use of a type outside of types, with its direction.
pub(super) fn each_use(
    operations: &mut [ir::Operation],
    roots: &mut [Root],
    mut of: impl FnMut(&mut TypeId, Direction),
) {
    for operation in operations {
        let parameters = operation.parameters.iter_mut();
        let parameters = parameters.filter_map(|parameter| parameter.ty.named_mut());
        let bodies = operation.bodies.iter_mut();
        let bodies = bodies.filter_map(|body| body.ty.as_mut());
        for id in parameters.chain(bodies) {
            of(id, Direction::Request);
        }
        let headers = operation.headers.iter_mut();
        for id in headers.filter_map(|header| header.ty.named_mut()) {
            of(id, Direction::Response);
        }
        for response in &mut operation.responses {
            let body = response.body.iter_mut().filter_map(|it| it.ty.as_mut());
            let items = response.items.iter_mut().filter_map(|it| it.ty.as_mut());
            for id in body.chain(items) {
                of(id, Direction::Response);
            }
        }
    }
    for root in roots {
        of(&mut root.ty, root.direction);
    }
}

/// The roots of one operation: a name, a type, and the place.
pub(super) struct Roots<'a> {
    prefix: &'a str,
    found: Vec<(Root, Span)>,
}

impl Roots<'_> {
    pub(super) fn add(&mut self, name: &str, ty: TypeId, direction: Direction, span: &Span) {
        let name = format!("{}{name}", self.prefix);
        let root = Root {
            name,
            ty,
            direction,
        };
        self.found.push((root, span.clone()));
    }
}

impl<'d> Lowering<'d> {
    pub(super) fn operations(&mut self) -> (Vec<ir::Operation>, Travels) {
        let document = self.document;
        let several = document.operations.len() > 1;
        let names = self.operation_names();
        let mut root_scope = Scope::new("the exported schemas");
        let mut travels = Travels::default();
        let mut operations = Vec::new();
        for (operation, name) in document.operations.iter().zip(names) {
            let Some(name) = name else { continue };
            let id = operation.id.as_ref().map_or(&operation.path, |id| id);
            let prefix = if several {
                name.replace('_', "-") + "-"
            } else {
                String::new()
            };
            let mut roots = Roots {
                prefix: &prefix,
                found: Vec::new(),
            };
            operations.push(self.operation(operation, name, &mut roots));
            let directions = roots
                .found
                .iter()
                .map(|(root, _)| (root.ty, root.direction));
            travels.types.extend(directions);
            for (mut root, span) in self.one_of_each(roots.found) {
                let alone = root.name.clone();
                let mut number = 2;
                while let Err(fault) = root_scope.claim(&root.name, &id.value, &span) {
                    if number == 2 {
                        let help = "the second schema gets a number";
                        let fault = fault.with_help(help).sloppily(Severity::Warning);
                        self.faults.push(fault);
                    }
                    root.name = format!("{alone}-{number}");
                    number += 1;
                }
                travels.roots.push(root);
            }
        }
        for body in operations.iter().flat_map(|operation| &operation.bodies) {
            let ty = body.ty.map(|ty| (ty, Direction::Request));
            travels.types.extend(ty);
        }
        let sent = operations
            .iter()
            .flat_map(|operation| &operation.parameters);
        let sent = sent.filter_map(|parameter| parameter.ty.named());
        travels
            .types
            .extend(sent.map(|ty| (ty, Direction::Request)));
        let headers = operations.iter().flat_map(|operation| &operation.headers);
        let headers = headers.filter_map(|header| header.ty.named());
        let headers = headers.map(|ty| (ty, Direction::Response));
        travels.types.extend(headers);
        self.received(&mut travels);
        travels.roots.sort_by(|a, b| a.name.cmp(&b.name));
        (operations, travels)
    }

    /// The names of the operations. What is made for one is called after it in another case, in which no
    /// two may be the same either.
    fn operation_names(&mut self) -> Vec<Option<Name>> {
        let document = self.document;
        let mut scope = Scope::of_words("the operations");
        for name in TAKEN {
            scope.reserve(name);
        }
        let mut wanted = Vec::new();
        for operation in &document.operations {
            let id = operation.id.as_ref().map_or(&operation.path, |id| id);
            let text = match &operation.id {
                Some(id) => id.value.clone(),
                None => format!("{} {}", operation.method, operation.path.value),
            };
            let own = operation.rust_name.as_ref();
            let name = self.name_of(&text, own, Case::Item, &id.span);
            wanted.push(name.map(|name| Wanted {
                name,
                given: own.is_some(),
                original: &id.value,
                span: &id.span,
            }));
        }
        self.take(&mut scope, &wanted)
    }

    fn operation(
        &mut self,
        operation: &'d Operation,
        name: Name,
        roots: &mut Roots<'_>,
    ) -> ir::Operation {
        let base = name.in_case(Case::Variant);
        let bodies = self.bodies(operation, base.trim_end_matches('_'), roots);
        let parameters = self.parameters(operation, base.trim_end_matches('_'));
        let headers = self.headers(operation, base.trim_end_matches('_'));
        let responses = self.responses(operation, base.trim_end_matches('_'), roots);
        self.note_undescribed(operation);
        ir::Operation {
            name,
            method: operation.method.to_owned(),
            path: operation.path.value.clone(),
            docs: Docs {
                description: docs::paragraphs(
                    [&operation.summary, &operation.description]
                        .into_iter()
                        .flatten()
                        .chain(&operation.more),
                ),
                deprecated: operation.deprecated,
                ..Docs::default()
            },
            origin: docs::origin(&operation.place),
            parameters,
            body: self.about_body(operation),
            bodiless: !bodies.is_empty() && self.is_bodiless(operation),
            bodies,
            responses,
            headers,
            credentials: self.credentials_of(operation),
            certificates: self.certificates_of(operation),
            anonymous: self.is_anonymous(operation),
        }
    }

    /// Where nothing describes a success, the caller gets what comes as it came.
    fn note_undescribed(&mut self, operation: &Operation) {
        let mut statuses = operation.responses.iter().map(|(status, _)| *status);
        let described = |status: Status| status.is_success() || status == Status::Default;
        if !operation.responses.is_empty() && !statuses.any(described) {
            let message = "no success is described: what comes with one is given as it came";
            let span = operation.place.span.clone();
            let found = Diagnostic::new(Code::LeftOut, span, message);
            self.faults
                .push(found.with_help("so is a redirection that is described"));
        }
    }

    /// The description beside a reference counts before that of what it leads to.
    fn about_body(&self, operation: &'d Operation) -> Option<String> {
        let components = &self.document.components.request_bodies;
        let body = operation.body.as_ref()?;
        let own = || {
            References::thing(components, "requestBodies", body)?
                .description
                .as_ref()
        };
        body.description().or_else(own).cloned()
    }

    /// Whether a call may be made without a body.
    fn is_bodiless(&self, operation: &'d Operation) -> bool {
        let components = &self.document.components.request_bodies;
        let body = operation.body.as_ref();
        let body = body.and_then(|body| References::thing(components, "requestBodies", body));
        body.is_some_and(|body| !body.required)
    }

    fn bodies(&mut self, operation: &'d Operation, base: &str, roots: &mut Roots<'_>) -> Vec<Body> {
        let components = &self.document.components.request_bodies;
        let body = operation.body.as_ref();
        let body = body.and_then(|body| References::thing(components, "requestBodies", body));
        let mut bodies = Vec::new();
        for media in body.iter().flat_map(|body| &body.content) {
            let span = &media.place.span;
            if media.kind == MediaKind::Raw {
                bodies.push(Body {
                    media_type: media.name.clone(),
                    ty: None,
                    pairs: None,
                });
            } else if media.kind == MediaKind::Pairs {
                bodies.extend(self.pairs(media, &format!("{base}Request")));
            } else if media.kind == MediaKind::Form {
                let Some(ty) = self.form_type(media, &format!("{base}Form")) else {
                    continue;
                };
                for (part, ty) in self.json_parts(ty) {
                    roots.add(&part, ty, Direction::Request, span);
                }
                bodies.push(Body {
                    media_type: media.name.clone(),
                    ty: Some(ty),
                    pairs: None,
                });
            } else {
                let first = !bodies.iter().any(|body: &Body| body.is_json(&self.types));
                let label = Name::coined(&ir::label(&media.name), Case::Variant);
                let (name, root) = if first {
                    (format!("{base}Request"), "request".to_owned())
                } else {
                    let label = label.trim_end_matches('_');
                    let root = Name::coined(label, Case::Item).replace('_', "-");
                    (format!("{base}{label}Request"), format!("request-{root}"))
                };
                let Some(ty) = self.body_type(media, &name) else {
                    continue;
                };
                roots.add(&root, ty, Direction::Request, span);
                bodies.push(Body {
                    media_type: media.name.clone(),
                    ty: Some(ty),
                    pairs: None,
                });
            }
        }
        bodies
    }

    /// The parts of a form that hold JSON: the name of each in kebab case, and its type.
    fn json_parts(&self, form: TypeId) -> Vec<(String, TypeId)> {
        let Shape::Multipart(parts) = &self.types[form].shape else {
            return Vec::new();
        };
        let json = parts.iter().filter_map(|part| match &part.content {
            PartContent::Json { ty, .. } => {
                let ty = ty.named().filter(|ty| self.is_structured(*ty))?;
                let name = part.name.replace('_', "-");
                Some((name.trim_end_matches('-').to_owned(), ty))
            }
            _ => None,
        });
        json.collect()
    }

    fn is_structured(&self, ty: TypeId) -> bool {
        matches!(self.types[ty].shape, Shape::Struct(_) | Shape::Union(_))
    }

    /// One root for each name: what an operation answers with is one type, or one for errors.
    fn one_of_each(&mut self, mut found: Vec<(Root, Span)>) -> Vec<(Root, Span)> {
        let mut roots: Vec<(Root, Span)> = Vec::new();
        for (root, span) in found.drain(..) {
            match roots.iter().find(|(other, _)| other.name == root.name) {
                None => roots.push((root, span)),
                Some((other, _)) if *other == root => {}
                Some((other, first)) => {
                    let (code, message) = if other.direction == root.direction {
                        let message =
                            format!("two types of {} in one operation", quoted(&root.name));
                        (Code::UnsupportedConstruct, message)
                    } else {
                        let message = format!("two documents with the name {}", quoted(&root.name));
                        (Code::NameCollision, message)
                    };
                    let fault = Diagnostic::new(code, span, message)
                        .with_related(first.clone(), "the first is here");
                    self.faults.push(match code {
                        Code::NameCollision => {
                            fault.with_help("name the part in Rust with `x-rust-name`")
                        }
                        _ => fault,
                    });
                }
            }
        }
        roots
    }
}
