//! Goes through a document: everything of one kind, wherever it stands.

use super::{
    Document, MediaType, OrReference, Parameter, RequestBody, Requirement, Response, Schema,
};

impl Document {
    /// Every schema, those inside others included. With it the name of the component it belongs
    /// to, if any.
    pub fn schemas(&self) -> impl Iterator<Item = (Option<&str>, &Schema)> {
        let components = self
            .components
            .schemas
            .iter()
            .map(|(name, s)| (Some(name.as_str()), s));
        let bodies = self.bodies().filter_map(OrReference::here);
        let bodies = bodies.flat_map(|body| &body.content);
        let responses = self.responses().filter_map(OrReference::here);
        let responses = responses.flat_map(|response| &response.content);
        let media = bodies.chain(responses).map(|media| (None, &media.schema));
        let parameters = self.parameters().chain(self.headers());
        let parameters = parameters.filter_map(OrReference::here);
        let parameters = parameters.map(|parameter| (None, &parameter.schema));
        let mut waiting: Vec<_> = components.chain(media).chain(parameters).collect();
        waiting.reverse();
        std::iter::from_fn(move || {
            let (owner, schema) = waiting.pop()?;
            waiting.extend(schema.children().map(|child| (owner, child)));
            Some((owner, schema))
        })
    }
}

impl Document {
    /// Changes every schema, and then those that are inside of it still.
    pub(crate) fn each_schema(&mut self, change: &mut dyn FnMut(&mut Schema)) {
        fn within(schema: &mut Schema, change: &mut dyn FnMut(&mut Schema)) {
            change(schema);
            for child in schema.children_mut() {
                within(child, change);
            }
        }
        let here = |content: &mut Vec<MediaType>, change: &mut dyn FnMut(&mut Schema)| {
            for media in content {
                within(&mut media.schema, change);
                let encodings = media.encoding.values_mut();
                for (_, header) in encodings.flat_map(|encoding| &mut encoding.headers) {
                    if let OrReference::Here(header) = header {
                        within(&mut header.schema, change);
                    }
                }
            }
        };
        let headers = |response: &mut Response, change: &mut dyn FnMut(&mut Schema)| {
            for (_, header) in &mut response.headers {
                if let OrReference::Here(header) = header {
                    within(&mut header.schema, change);
                }
            }
        };
        for schema in self.components.schemas.values_mut() {
            within(schema, change);
        }
        let operations = self.operations.iter_mut();
        for operation in operations {
            if let Some(OrReference::Here(body)) = &mut operation.body {
                here(&mut body.content, change);
            }
            for (_, response) in &mut operation.responses {
                if let OrReference::Here(response) = response {
                    headers(response, change);
                    here(&mut response.content, change);
                }
            }
            let parameters = operation
                .of_path
                .iter_mut()
                .chain(&mut operation.parameters);
            for parameter in parameters {
                if let OrReference::Here(parameter) = parameter {
                    within(&mut parameter.schema, change);
                }
            }
        }
        let received = self.received.iter_mut().filter_map(|it| it.body.as_mut());
        for body in self.components.request_bodies.values_mut().chain(received) {
            if let OrReference::Here(body) = body {
                here(&mut body.content, change);
            }
        }
        for response in self.components.responses.values_mut() {
            if let OrReference::Here(response) = response {
                headers(response, change);
                here(&mut response.content, change);
            }
        }
        let components = &mut self.components;
        let parameters = components.parameters.values_mut();
        for parameter in parameters.chain(components.headers.values_mut()) {
            if let OrReference::Here(parameter) = parameter {
                within(&mut parameter.schema, change);
            }
        }
    }

    /// Every request body, those of components first.
    pub fn bodies(&self) -> impl Iterator<Item = &OrReference<RequestBody>> {
        let operations = self.operations.iter();
        let own = operations.filter_map(|operation| operation.body.as_ref());
        let received = self.received.iter().filter_map(|it| it.body.as_ref());
        self.components
            .request_bodies
            .values()
            .chain(own)
            .chain(received)
    }

    /// Every response, those of components first.
    pub fn responses(&self) -> impl Iterator<Item = &OrReference<Response>> {
        let operations = self.operations.iter();
        let own = operations.flat_map(|operation| &operation.responses);
        let components = self.components.responses.values();
        components.chain(own.map(|(_, response)| response))
    }

    /// Every parameter, those of components first.
    pub fn parameters(&self) -> impl Iterator<Item = &OrReference<Parameter>> {
        let operations = self.operations.iter();
        let own =
            operations.flat_map(|operation| operation.of_path.iter().chain(&operation.parameters));
        self.components.parameters.values().chain(own)
    }

    /// Every header of a response or of a part, those of components first.
    pub fn headers(&self) -> impl Iterator<Item = &OrReference<Parameter>> {
        let own = self.responses().filter_map(OrReference::here);
        let own = own.flat_map(|response| &response.headers);
        let bodies = self.bodies().filter_map(OrReference::here);
        let media = bodies.flat_map(|body| &body.content);
        let encodings = media.flat_map(|media| media.encoding.values());
        let own = own.chain(encodings.flat_map(|encoding| &encoding.headers));
        let components = self.components.headers.values();
        components.chain(own.map(|(_, header)| header))
    }

    /// Every requirement of security, of operations first.
    pub fn requirements(&self) -> impl Iterator<Item = &Requirement> {
        let operations = self.operations.iter();
        let own = operations.filter_map(|operation| operation.security.as_ref());
        own.chain([&self.security]).flatten()
    }
}
