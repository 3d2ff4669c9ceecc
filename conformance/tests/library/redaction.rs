//! `Debug` of every type of the generated crate, those that do not travel as JSON included: none
//! shows what it holds. A type that nobody thought of here makes the test fail.

use clova_id_card::operation::{Credentials, Server};
use clova_id_card::wire::{FilePart, FreeParts, Members, UnknownMembers};
use clova_id_card::{
    Client, IdCardResult, Image, InferResult, JsonRequest, MultipartMessage, MultipartRequest,
    Nullable, Personal, PresentMember, RecognitionResponse, RequestVersion, Secret, catalog,
    decode, encode,
};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const CANARY: &str = "zq7canary";
const SOURCES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../generated/src");

/// Types that are no part of a JSON document, each with what `Debug` shows of one that holds a
/// canary wherever it has room for one.
fn constructed() -> Vec<(&'static str, String)> {
    let file = FilePart::new(CANARY, "image/png", CANARY.as_bytes().to_vec());
    let message = MultipartMessage::new(RequestVersion::V2, "1", 0, Vec::new());
    let card: IdCardResult =
        decode(format!(r#"{{"ic":{{"name":[{{"text":"{CANARY}"}}]}}}}"#).as_bytes()).unwrap();
    let mut unknown = UnknownMembers::default();
    unknown.expose_mut().insert(CANARY.into(), CANARY.into());
    let parts = FreeParts::new().with_text(CANARY, CANARY);
    let parts = parts.with_file(CANARY, file.clone());
    let members: Members<String> = [(CANARY, CANARY)].into_iter().collect();
    let outside: InferResult = CANARY.into();
    let InferResult::Unknown(outside) = outside else {
        panic!("an answer's enum is open");
    };
    let refused = decode::<RequestVersion>(format!("\"{CANARY}\"").as_bytes()).unwrap_err();
    vec![
        ("PresentMember", format!("{:?}", card.present_member())),
        (
            "Credentials",
            format!("{:?}", Credentials::new(Secret::new(CANARY.to_owned()))),
        ),
        ("DecodeError", format!("{refused:?} {refused}")),
        (
            "EncodeError",
            format!("{:?}", encode(&f64::NAN).unwrap_err()),
        ),
        ("FilePart", format!("{file:?}")),
        ("FreeParts", format!("{parts:?}")),
        ("Members", format!("{members:?}")),
        (
            "MultipartRequest",
            format!("{:?}", MultipartRequest::new(message, file)),
        ),
        (
            "Nullable",
            format!("{:?}", Nullable::Value(Personal::new(CANARY))),
        ),
        ("Personal", format!("{:?}", Personal::new(CANARY))),
        ("Secret", format!("{:?}", Secret::new(CANARY))),
        (
            "Server",
            format!("{:?}", Server::new(Secret::new(CANARY.to_owned()))),
        ),
        ("UnknownMembers", format!("{unknown:?}")),
        ("UnknownValue", format!("{outside:?}")),
    ]
}

/// The client, what it is told and what it makes of an answer, each with a canary.
fn of_the_client() -> Vec<(&'static str, String)> {
    let url = format!("https://gateway.invalid/{CANARY}");
    let builder = Client::builder(url, CANARY);
    let told = format!("{builder:?}");
    let client = builder.build().unwrap();
    let image = || Image::path(CANARY);
    let recognize = client.recognize(image()).image_name(CANARY);
    let request = JsonRequest::new(RequestVersion::V2, CANARY, 0, Vec::new());
    let call = client.post_id_card(&request);
    let answer = |outcome: &str| -> RecognitionResponse {
        let text = format!(
            r#"{{"version":"V2","requestId":"1","timestamp":0,"images":[{{"name":"{CANARY}",
            "message":"{CANARY}","inferResult":"{outcome}","idCard":{{"result":{{"idtype":"ID Card",
            "ic":{{"name":[{{"text":"{CANARY}"}}]}}}}}}}}]}}"#
        );
        decode(text.as_bytes()).unwrap()
    };
    let failed = answer("FAILURE").into_recognized().unwrap_err();
    let redacted = answer("SUCCESS");
    let redacted = redacted.redacted();
    let recognized = answer("SUCCESS").into_recognized().unwrap();
    vec![
        ("ClientBuilder", told),
        ("Client", format!("{client:?}")),
        ("Image", format!("{:?}", image())),
        ("Content", format!("{:?}", Image::bytes(CANARY))),
        ("Recognize", format!("{recognize:?}")),
        ("Call", format!("{call:?}")),
        ("NotRecognized", format!("{failed:?} {failed}")),
        ("Card", format!("{:?}", recognized.card())),
        ("Recognized", format!("{recognized:?}")),
        ("Redacted", format!("{redacted:?}")),
    ]
}

/// Errors of the client, of the caller's settings and of a picture. What they show is tested where
/// they arise: in `codegen/tests/fixtures/emitted/client/` and in `tests/client/`.
const ERRORS: [&str; 21] = [
    "Account",
    "BodyError",
    "BodyFault",
    "BuildError",
    "CallError",
    "CallId",
    "Cause",
    "DecodeFailure",
    "FormatError",
    "HeaderError",
    "ItemError",
    "ItemFault",
    "NotBase64",
    "NotUpright",
    "ProxyFault",
    "StatusError",
    "TimeoutError",
    "TlsFault",
    "TransportError",
    "TransportFault",
    "WrongLength",
];

/// Types that hold nothing but counts, places in a picture or in a text, limits, and words of our own.
const COUNTS: [&str; 26] = [
    "Answer",
    "BodyKind",
    "Bounds",
    "Field",
    "Gap",
    "Http",
    "Limit",
    "Masking",
    "NotMasked",
    "Orientation",
    "Picture",
    "Progress",
    "Reading",
    "Region",
    "RepeatPolicy",
    "Runtime",
    "Seen",
    "Sent",
    "Span",
    "Undescribed",
    "Undocumented",
    "Unmasked",
    "Validator",
    "View",
    "Way",
    "Why",
];

/// Types that hold nothing but what the document says.
const DATA: [&str; 22] = [
    "Alternatives",
    "Body",
    "Choice",
    "Framing",
    "In",
    "Listed",
    "Member",
    "Naming",
    "NotListed",
    "Object",
    "OneOf",
    "Operation",
    "Repeat",
    "Response",
    "Root",
    "Scalar",
    "Sensitivity",
    "Shape",
    "Standing",
    "Status",
    "Step",
    "Style",
];

/// Types that show digits as `i64` and `f64` do: a member that may tell of a person holds them in `Personal`.
const NUMBERS: [&str; 2] = ["Integer", "Number"];

/// Types that hold a status, or a body of another type, and else what is `Personal` or shows nothing.
const WRAPPED: [&str; 7] = [
    "Event",
    "Headed",
    "Headers",
    "Items",
    "RawAnswer",
    "RawItem",
    "UnknownScalar",
];

#[test]
fn no_type_shows_what_it_holds() {
    let mut thought_of: BTreeSet<&str> = DATA.into();
    thought_of.extend(NUMBERS);
    thought_of.extend(WRAPPED);
    thought_of.extend(ERRORS);
    thought_of.extend(COUNTS);
    for (name, shown) in constructed().into_iter().chain(of_the_client()) {
        assert!(!shown.contains(CANARY), "{name}: {shown}");
        thought_of.insert(name);
    }
    // Those are tested over values made from the schema: `tests/types.rs`.
    thought_of.extend(catalog::TYPES.iter().map(|ty| ty.rust));
    thought_of.insert("Type");
    assert!(matches!(
        IdCardResult::new().present_member(),
        PresentMember::None
    ));

    let found = types_with_debug();
    assert!(found.len() > 40);
    let forgotten: Vec<_> = found
        .iter()
        .filter(|name| !thought_of.contains(name.as_str()))
        .collect();
    assert!(forgotten.is_empty(), "what do they show? {forgotten:?}");
}

/// The public types of the crate that have `Debug`, derived or not.
fn types_with_debug() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut folders = vec![Path::new(SOURCES).to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                for item in syn::parse_file(&fs::read_to_string(path).unwrap())
                    .unwrap()
                    .items
                {
                    found.extend(name_with_debug(&item));
                }
            }
        }
    }
    found
}

fn name_with_debug(item: &syn::Item) -> Option<String> {
    let derives = |attributes: &[syn::Attribute]| {
        attributes.iter().any(|attribute| {
            attribute.path().is_ident("derive")
                && quote::ToTokens::to_token_stream(attribute)
                    .to_string()
                    .contains("Debug")
        })
    };
    match item {
        syn::Item::Struct(item) if derives(&item.attrs) => Some(item.ident.to_string()),
        syn::Item::Enum(item) if derives(&item.attrs) => Some(item.ident.to_string()),
        syn::Item::Impl(item) => {
            let (of, _) = item.trait_.as_ref()?;
            let syn::Type::Path(ty) = item.self_ty.as_ref() else {
                return None;
            };
            let debug = of.segments.last().is_some_and(|last| last.ident == "Debug");
            debug.then(|| ty.path.segments.last().map(|last| last.ident.to_string()))?
        }
        _ => None,
    }
}
