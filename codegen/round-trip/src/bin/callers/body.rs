//! Writes the body of a call.

use crate::crate_::Method;
use crate::write::Call;
use codegen::ir::{Body, PartContent, Shape};
use std::fmt::Write as _;

impl Call<'_> {
    /// The body.
    pub(crate) fn request(&self, body: &Body, ty: &str) -> Result<String, String> {
        let Some(id) = body.ty else {
            return Ok("client::Content::from(case.raw())".into());
        };
        let Shape::Multipart(parts) = &self.api.types[id].shape else {
            return Ok(format!("&value::<{ty}>(case.json()?)?"));
        };
        let name = ty.rsplit(' ').next().unwrap_or(ty);
        let Some((methods, uses)) = self.found.types.get(name) else {
            return Err(format!("there is no form {name}"));
        };
        let take = |method: &Method, part: &codegen::ir::Part, found: &str| {
            let argument = method
                .arguments
                .iter()
                .find(|(name, _)| name == part.name.as_str());
            let ty = argument
                .or(method.arguments.first())
                .map_or("_", |(_, ty)| ty.as_str());
            match &part.content {
                PartContent::File {
                    media_types,
                    several,
                    ..
                } => {
                    let media_type = media_types.first().map_or("*/*", |it| it);
                    let media_type = media_type.replace("*/*", "application/octet-stream");
                    let media_type = media_type.replace("/*", "/x-any");
                    let file = format!(
                        "|it: &serde_json::Value| super::wire::FilePart::new(\"a.bin\", {media_type:?}, it.as_str().unwrap_or_default().as_bytes().to_vec())"
                    );
                    match several {
                        Some(_) => format!(
                            "{found}.as_array().into_iter().flatten().map({file}).collect::<Vec<_>>()"
                        ),
                        None => format!("({file})({found})"),
                    }
                }
                _ => format!("super::value::<{ty}>({found})?"),
            }
        };
        let new = methods
            .iter()
            .find(|it| it.name == "new")
            .ok_or("a form has no `new`")?;
        let needed = parts.iter().filter(|part| part.required);
        let needed =
            needed.map(|part| take(new, part, &format!("case.needed_part({:?})", part.wire)));
        let needed: Vec<String> = needed.collect();
        let mut set = String::new();
        // What has no name in the document is no part of a payload that is made after it.
        let named = |part: &&codegen::ir::Part| !matches!(part.content, PartContent::Others { .. });
        for part in parts.iter().filter(|part| !part.required).filter(named) {
            let setter = format!("with_{}", part.name);
            let Some(method) = methods.iter().find(|it| it.name == setter) else {
                return Err(format!("{name} has no {setter}"));
            };
            let _ = writeln!(
                set,
                "if let Some(sent) = case.part({:?}) {{ form = form.{setter}({}); }}",
                part.wire,
                take(method, part, "sent")
            );
        }
        let uses = uses.replace("crate ::", &format!("{} ::", self.crate_));
        let uses = uses.replace("super ::", &format!("{} :: types ::", self.crate_));
        let mutable = if set.is_empty() { "" } else { "mut " };
        Ok(format!(
            "{{ mod form {{ {uses} pub fn form(case: &super::Case) -> Result<super::types::{name}, String> {{ \
             let {mutable}form = super::types::{name}::new({}); {set} Ok(form) }} }} form::form(case)? }}",
            needed.join(", ")
        ))
    }
}
