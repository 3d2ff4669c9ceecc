//! Defines operations, what they send and answer, and what a caller must know to call.

use super::{
    Direction, Docs, Framing, Name, Origin, ParameterPlace, ParameterStyle, Rule, SecretForm,
    Sensitivity, Shape, Status, Type, TypeId, Types,
};

/// A call that the service answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Operation {
    /// `operationId` as a Rust name in snake case.
    pub name: Name,
    /// Upper case.
    pub method: String,
    /// As the document has it.
    pub path: String,
    /// What it does.
    pub docs: Docs,
    /// Where it stands.
    pub origin: Origin,
    /// What travels beside the body: by place, and in the order of the document.
    pub parameters: Vec<Parameter>,
    /// What the document says of the body.
    pub body: Option<String>,
    /// By media type.
    pub bodies: Vec<Body>,
    /// Whether a call may be made without any of them, though there are some.
    pub bodiless: bool,
    /// By status: exact ones first, then ranges, then the default.
    pub responses: Vec<Response>,
    /// What comes beside the body of an answer that is a success.
    pub headers: Vec<Header>,
    /// Alternatives, of which one is sent: the names of the credentials of each.
    pub credentials: Vec<Vec<String>>,
    /// Whether a call can do without them.
    pub anonymous: bool,
    /// The certificates that the connection of a caller has to have.
    pub certificates: Vec<Certificate>,
}

/// A certificate of the caller, which is no part of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    /// The name of the security scheme.
    pub scheme: String,
    /// What the document says of it.
    pub description: Option<String>,
}

impl Operation {
    /// Whether no call can do without a credential.
    pub fn needs(&self, credential: &String) -> bool {
        let mut alternatives = self.credentials.iter();
        let any = !self.anonymous && !self.credentials.is_empty();
        any && alternatives.all(|alternative| alternative.contains(credential))
    }

    /// The answers that are a success. Where nothing else describes any status from 200 to 299, the
    /// answer for all that is left does.
    pub fn successes(&self) -> impl Iterator<Item = &Response> {
        let good = |status: Status| status.is_success();
        let none = !self.responses.iter().any(|response| good(response.status));
        let all = self.responses.iter();
        all.filter(move |response| {
            good(response.status) || (none && response.status == Status::Default)
        })
    }

    /// The items of those that are a success, by the first that has any.
    pub fn items(&self) -> Option<&Items> {
        self.successes()
            .find_map(|response| response.items.as_ref())
    }

    /// Whether a success may come as a whole: not where each comes as items.
    pub fn is_whole(&self) -> bool {
        self.items().is_none() || self.successes().any(|response| response.body.is_some())
    }

    /// The answers that report a failure.
    pub fn failures(&self) -> impl Iterator<Item = &Response> {
        let all = self.responses.iter();
        all.filter(|response| !response.status.is_success())
    }
}

/// What travels in the path, the query, a header or a cookie.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    /// Rust name, unique in its operation.
    pub name: Name,
    /// Name in the document.
    pub wire: String,
    /// Where it travels.
    pub place: ParameterPlace,
    /// How its items or members are written.
    pub style: ParameterStyle,
    /// Whether it must be there.
    pub required: bool,
    /// A scalar, a set of strings, an array of those, or an object of those; any type where it is
    /// written as JSON.
    pub ty: Type,
    /// What it means.
    pub docs: Docs,
    /// Where it stands.
    pub origin: Origin,
}

/// A header of an answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Header {
    /// Rust name, unique in its operation.
    pub name: Name,
    /// Name in the document.
    pub wire: String,
    /// A scalar, a set of strings, or an array of those.
    pub ty: Type,
    /// What it means.
    pub docs: Docs,
    /// Where it stands.
    pub origin: Origin,
}

/// What travels as one media type.
#[derive(Debug, Clone, PartialEq)]
pub struct Body {
    /// As the document has it.
    pub media_type: String,
    /// The type, which has a `Multipart` shape where the media type is that; none where the body
    /// travels as it is.
    pub ty: Option<TypeId>,
    /// Where it travels as pairs of names and values: the members that have a style of their own.
    pub pairs: Option<Vec<(String, ParameterStyle)>>,
}

impl Body {
    /// Whether it travels as JSON.
    pub(crate) fn is_json(&self, types: &Types) -> bool {
        let form = |ty: TypeId| matches!(types[ty].shape, Shape::Multipart(_));
        self.pairs.is_none() && self.ty.is_some_and(|ty| !form(ty))
    }
}

/// What tells a media type of JSON from others, in words.
pub(crate) fn label(media_type: &str) -> String {
    let (essence, parameters) = media_type.split_once(';').unwrap_or((media_type, ""));
    let essence = essence.trim().trim_start_matches("application/");
    let essence = essence.strip_suffix("+json").unwrap_or(essence);
    format!("{essence} {}", parameters.trim())
}

/// A field of a form.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Rust name, unique in its body.
    pub name: Name,
    /// Name of the form field; `*` of those that have none.
    pub wire: String,
    /// Whether it must be there.
    pub required: bool,
    /// What travels in it.
    pub content: PartContent,
    /// The headers that it always has, with their values.
    pub headers: Vec<(String, String)>,
    /// What it means.
    pub docs: Docs,
    /// Where it stands.
    pub origin: Origin,
}

/// What travels in a form field.
#[derive(Debug, Clone, PartialEq)]
pub enum PartContent {
    /// A JSON text; of an array one for each item.
    Json {
        /// What is written.
        ty: Type,
        /// The media type, as the document has it.
        media_type: String,
    },
    /// A scalar as text; of an array or an object as a parameter of the query has it.
    Text {
        /// What is written.
        ty: Type,
        /// How items or members are written; without a word, each item by itself.
        style: ParameterStyle,
        /// The media type, where the document has one.
        media_type: Option<String>,
    },
    /// Bytes with a file name and one of these media types.
    File {
        /// The media types that it may have.
        media_types: Vec<String>,
        /// Whom its content may be shown to.
        sensitivity: Sensitivity,
        /// Where there may be several files: the limits on how many.
        several: Option<Vec<Rule>>,
    },
    /// The parts that have no name in the schema.
    Others {
        /// What is written in each: a scalar as text, of an array each item by itself, an object as
        /// JSON. None where the caller says what is in each.
        ty: Option<Type>,
    },
}

impl PartContent {
    /// The type of what is written; none where it is bytes.
    pub fn ty(&self) -> Option<&Type> {
        match self {
            Self::Json { ty, .. } | Self::Text { ty, .. } => Some(ty),
            Self::Others { ty } => ty.as_ref(),
            Self::File { .. } => None,
        }
    }

    pub(crate) fn ty_mut(&mut self) -> Option<&mut Type> {
        match self {
            Self::Json { ty, .. } | Self::Text { ty, .. } => Some(ty),
            Self::Others { ty } => ty.as_mut(),
            Self::File { .. } => None,
        }
    }
}

/// An answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Response {
    /// The statuses that it comes with.
    pub status: Status,
    /// When it comes.
    pub docs: Docs,
    /// What comes with it; none where no content is described, or where it comes as items alone.
    pub body: Option<Body>,
    /// What comes with it one after the other, where the caller asks for that.
    pub items: Option<Items>,
}

/// What comes as one item after the other.
#[derive(Debug, Clone, PartialEq)]
pub struct Items {
    /// As the document has it.
    pub media_type: String,
    /// How they are told from one another.
    pub framing: Framing,
    /// The type of an item; none where it is text.
    pub ty: Option<TypeId>,
    /// Whether that is the type of all of an event, rather than of its data.
    pub whole: bool,
}

impl Credential {
    /// What the client knows it by: the name of its header, or with a prefix another way to travel,
    /// and of several that travel alike the scheme. No header has a colon in its name.
    pub fn key(&self) -> String {
        let way = match (self.place, self.form) {
            (_, SecretForm::Basic) => "basic",
            (ParameterPlace::Query, _) => "query",
            (ParameterPlace::Cookie, _) => "cookie",
            _ => "header",
        };
        let (carrier, scheme) = (&self.carrier, &self.scheme);
        match (self.alone, way) {
            (true, "header") => carrier.clone(),
            (true, _) => format!("{way}:{carrier}"),
            (false, _) => format!("{way}/{scheme}:{carrier}"),
        }
    }
}

/// A secret that the service asks for.
#[derive(Debug, Clone, PartialEq)]
pub struct Credential {
    /// Name of the security scheme in the document.
    pub scheme: String,
    /// Rust name in snake case.
    pub name: Name,
    /// Where it travels.
    pub place: ParameterPlace,
    /// Name of the header, or of what it is called in the query or in a cookie.
    pub carrier: String,
    /// What it travels as.
    pub form: SecretForm,
    /// Whether no other one travels in its place; an operation asks for one of those that share it.
    pub alone: bool,
    /// Whether every operation asks for it, so that no client can do without.
    pub required: bool,
    /// What it is.
    pub docs: Docs,
    /// Where it stands.
    pub origin: Origin,
}

/// Where the service is: a URL whose variables the caller knows.
#[derive(Debug, Clone, PartialEq)]
pub struct Server {
    /// As the document has it, `{variable}` in braces.
    pub template: String,
    /// Whether it is relative to the place of the document, so that the caller knows the rest.
    pub relative: bool,
    /// What the caller fills in.
    pub variables: Vec<ServerVariable>,
    /// What it is.
    pub docs: Docs,
    /// Where it stands.
    pub origin: Origin,
}

/// A part of the URL that the caller knows.
#[derive(Debug, Clone, PartialEq)]
pub struct ServerVariable {
    /// Name in the template.
    pub wire: String,
    /// Rust name in snake case.
    pub name: Name,
    /// What it is when the caller gives none.
    pub default: String,
    /// Whom its value may be shown to.
    pub sensitivity: Sensitivity,
    /// What it is.
    pub docs: Docs,
}

/// A document that travels: a body, a part of one, or an answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Root {
    /// `request`, `response`, `error`, or the name of a multipart part that holds JSON. Prefixed
    /// by the operation where there are several.
    pub name: String,
    /// An object, or a choice of them.
    pub ty: TypeId,
    /// The direction in which it travels.
    pub direction: Direction,
}
