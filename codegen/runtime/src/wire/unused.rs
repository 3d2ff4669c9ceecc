//! Names the parts of the hand-written modules that an API may have no use for.
//!
//! `wire` and `client` serve every API: one without unions never asks for `Union`, and one whose
//! requests have no arrays never asks for the place of an item. What is named here counts as used,
//! so the lint still finds anything else that is not.
#![expect(
    dead_code,
    reason = "named for the compiler and never run: an API need not use all that any API may"
)]

use super::{UnknownMembers, object};

/// The tables of the catalogue.
#[cfg(feature = "catalog")]
fn catalog() {
    use super::catalog::{Member, Sensitivity, Shape, Standing, Type};

    let member = Member::required("", Shape::Any).nullable().conflict("");
    let member = member.source("").standing(Standing::Observed).known(&[]);
    let _ = member.sensitivity(Sensitivity::Public);
    let _ = Type::of::<bool>("", "", "", "");
}

/// The address of a service.
fn operation() {
    let _ = super::operation::base("", &[]);
}

/// An object with a member of each kind.
struct Objects {
    required: bool,
    optional: Option<bool>,
    absent: Option<bool>,
    others: UnknownMembers,
}

object!(Objects {
    required: required("required"),
    optional: optional("optional"),
    absent: unless_null("absent"),
    ..others
});

/// Unions.
#[cfg(feature = "unions")]
fn union<'de, T: super::Union + super::Value, D, S>(from: D, to: S) -> Option<S::Ok>
where
    D: serde::Deserializer<'de>,
    S: serde::Serializer,
{
    use super::{Tag, fits, requires};

    let _ = requires("", &[]).then(|| fits::<T>(""));
    #[cfg(feature = "scalars")]
    let _ = Tag::of_scalar("", "");
    let tag = Tag::of("", "");
    tag.named::<T>(&[]).or_else(|| tag.not_other(&[]))?;
    T::decode_whole(from).ok()?.encode_whole(to).ok()
}

/// The parts of a form without names.
#[cfg(feature = "free-parts")]
fn parts() {
    use super::{FreePart, FreeParts};

    for (_, part) in FreeParts::new().into_parts() {
        match part {
            FreePart::Text(text) => drop(text),
            FreePart::File(file) => drop(file),
        }
    }
}

/// Lists of strings.
#[cfg(feature = "lists")]
enum Listed {}

#[cfg(feature = "lists")]
impl super::Text for Listed {
    fn read(text: &str) -> Option<Self> {
        let _ = super::UnknownValue::new(text);
        None
    }

    fn write(&self) -> &str {
        match *self {}
    }
}

#[cfg(feature = "lists")]
super::impl_value!(Text, Listed);

/// The name of a choice.
#[cfg(feature = "naming")]
fn naming() {
    let _ = super::Naming::of(None, None);
}

/// Lists of other values.
#[cfg(feature = "scalars")]
enum Values {}

#[cfg(feature = "scalars")]
impl super::Scalar for Values {
    fn read(json: &str) -> Option<Self> {
        use super::{Kind, UnknownScalar};

        let kinds = [Kind::Boolean, Kind::Integer, Kind::Number, Kind::String];
        let _ = (UnknownScalar::of(json, &kinds), UnknownScalar::new(&true));
        None
    }

    fn write(&self) -> &str {
        match *self {}
    }
}

#[cfg(feature = "scalars")]
super::impl_value!(Scalar, Values);

/// The corrections of derived schemas.
#[cfg(feature = "schemars")]
fn schema(schema: &mut schemars::Schema) {
    super::schema::not_null(schema);
    super::schema::exclusive(schema);
    super::schema::items(0, "", "")(schema);
}

/// The functions that an emitted validator calls.
#[cfg(feature = "validator")]
fn validator(cursor: &mut super::validator::Cursor<'_>, path: &super::validator::Path<'_>) {
    use super::catalog::Object;
    use super::validator::{Bounds, Cursor, Seen, Span};

    static OBJECT: Object = Object {
        schema: "",
        rust: "",
        members: &[],
        others: None,
        one_of: None,
    };
    let _ = (cursor.boolean(0), cursor.some(0), Cursor::undecided(0));
    let _ = (cursor.integer(0), cursor.number(0), cursor.decimal(0));
    let bounds = Bounds {
        least: 0,
        most: 0,
        whole: true,
        multiple: 1,
    };
    let _ = cursor.number_in(0, &bounds);
    let _ = (cursor.string(0), cursor.string_of(0, 0, 0), cursor.null(0));
    let _ = cursor.number_of(0, &[]);
    let _ = (cursor.listed(0, &[]), cursor.listed_in(&OBJECT, "", 0, 0));
    let _ = cursor.array(0, |cursor, at, _| cursor.any(at, path.depth));
    let _ = cursor.branch(0, 0, &[], &[], true);
    let Seen { members, name } = Seen::<u32>::default();
    let Span { start, end } = name;
    let _ = cursor.undocumented(&OBJECT, start, name, end, &path.key("").index(0));
    let _ = (members, path.is_deep(), cursor.undocumented_of(0));
    let _ = (cursor.open(0), cursor.key(0), cursor.has(0, b""));
    let _ = (path.other().depth, cursor.keep_key(cursor.keys(), name));
    cursor.forget_keys(0);
}

/// The functions that an emitted client calls, or code written by hand beside it.
#[cfg(feature = "client")]
fn client(
    http: &std::sync::Arc<crate::client::Http>,
    operation: super::operation::Operation,
) -> Result<(), crate::client::BuildError> {
    use crate::client::{BuildError, Call, ClientBuilder, Payload, Undescribed};
    use crate::client::{document, nothing, perhaps, random};

    let payload = Payload::json(&true);
    let call = Call::<bool, Undescribed>::new(http, operation, payload, document);
    #[cfg(feature = "prepared")]
    let call = {
        drop(call);
        let payload = async { Payload::json(&true) };
        Call::<bool, Undescribed>::prepared(http, operation, payload, document)
    };
    #[cfg(feature = "call-id")]
    let call = call.id(crate::client::CallId::Made(String::new()));
    #[cfg(feature = "call-id")]
    let call = call.id(crate::client::CallId::Given(String::new().into()));
    #[cfg(feature = "blocking")]
    let call = {
        let runtime = crate::client::Runtime::new()?.into();
        crate::client::blocking::Call::new(&runtime, call)
    };
    drop(call);
    let none = || Ok(Payload::Nothing);
    drop(Call::<Option<bool>, Undescribed>::new(
        http,
        operation,
        none(),
        perhaps,
    ));
    drop(Call::<(), Undescribed>::new(
        http,
        operation,
        none(),
        nothing,
    ));
    let builder = ClientBuilder::new("", Vec::new(), |_| Err::<(), _>(BuildError::Url));
    drop(builder.relative_to(""));
    Err(BuildError::refused(random().to_string()))
}

/// The id of a call that failed.
#[cfg(feature = "client")]
#[cfg(feature = "call-id")]
fn id(error: &crate::client::CallError<()>) -> Option<&str> {
    error.id().map(crate::client::CallId::as_str)
}

/// The limits of a body.
#[cfg(feature = "client")]
#[cfg(feature = "limits")]
fn limits<T: crate::client::Limited>(body: &T) -> Result<(), crate::client::BuildError> {
    let outer = crate::client::Place::Body.member("");
    let place = outer.item(0);
    place.count(0, 0..=0)?;
    place.base64("")?;
    body.limits(&place)
}

/// Forms.
#[cfg(feature = "client")]
#[cfg(feature = "form")]
fn form() -> Result<crate::client::Payload, crate::client::BuildError> {
    use crate::client::{Form, Payload};

    let form = Form::new().json("", &true)?;
    #[cfg(feature = "files")]
    let form = form.file_part("", None)?;
    let form = form.file("", "", "", "".into())?;
    Ok(Payload::Form(form))
}

/// A string whose content is read while it is sent.
#[cfg(feature = "client")]
#[cfg(feature = "base64-content")]
fn around() {
    drop(crate::client::Payload::json_around(
        "".into(),
        str::to_owned,
    ));
}

/// A document as pairs.
#[cfg(feature = "client")]
#[cfg(feature = "urlencoded")]
fn pairs() {
    drop(crate::client::Payload::urlencoded(&true, &[]));
}

/// An answer as it comes.
#[cfg(feature = "client")]
#[cfg(feature = "raw")]
fn raw() {
    let _ = crate::client::raw;
}
