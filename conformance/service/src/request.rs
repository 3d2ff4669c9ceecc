//! Reads a body as the service does: what was asked, or why it is refused.
//!
//! Both bodies end in the same few facts, so that nothing after this knows which of them was sent.
//! The judge decides on the JSON; what no schema can say, the image and the parts, is decided here.

use super::image::{self, Unfit};
use super::refusal::Refusal;
use clova_id_card::wire::Value;
use clova_id_card::{ImageFormat, JsonRequest, MultipartMessage, ServiceErrorCode, decode};
use futures_util::stream;
use idcard_judge::{Finding, Judge, Judgement, Rule, Verdict};
use multer::Multipart;
use std::convert::Infallible;
use std::time::Duration;
use tokio::task::block_in_place;
use tokio::time::timeout;

/// What was asked.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    pub(super) request_id: String,
    pub(super) image_name: String,
    pub(super) format: ImageFormat,
    /// What the judge found and let pass.
    pub(super) found: Found,
}

/// What was found in a request.
#[derive(Debug, Clone, Default)]
pub(super) struct Found {
    /// Rule and place of the first.
    pub(super) findings: Vec<String>,
    /// How many there are besides.
    pub(super) more: u64,
}

/// From how many bytes on a body is large.
const LARGE: usize = 256 << 10;

/// The bodies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    Json,
    Multipart { boundary: String },
}

impl Kind {
    /// What a `Content-Type` announces, if it is a body of the operation.
    pub(super) fn of(content_type: &str) -> Option<Self> {
        let media_type = content_type.split(';').next().unwrap_or_default().trim();
        if media_type.eq_ignore_ascii_case("application/json") {
            return Some(Self::Json);
        }
        multer::parse_boundary(content_type)
            .ok()
            .map(|boundary| Self::Multipart { boundary })
    }

    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Multipart { .. } => "multipart",
        }
    }

    pub(super) async fn read(self, judge: &Judge, body: Vec<u8>) -> Result<Asked, Refusal> {
        match self {
            // Judging a large body takes a while, in which other connections go on.
            Self::Json if body.len() > LARGE => block_in_place(|| json(judge, body)),
            Self::Json => json(judge, body),
            Self::Multipart { boundary } => multipart(judge, boundary, body).await,
        }
    }
}

fn json(judge: &Judge, body: Vec<u8>) -> Result<Asked, Refusal> {
    let (request, found) = judged::<JsonRequest>(judge, "request", body)?;
    let image = only(request.images)?;
    image::check_text(image.data.expose(), image.format).map_err(|unfit| match unfit {
        Unfit::OtherFormat => Refusal::invalid("images[0].format", unfit.message()),
        Unfit::Empty | Unfit::NotBase64 => Refusal::invalid("images[0].data", unfit.message()),
    })?;
    Ok(Asked {
        request_id: request.request_id,
        image_name: image.name.into_inner(),
        format: image.format,
        found,
    })
}

async fn multipart(judge: &Judge, boundary: String, body: Vec<u8>) -> Result<Asked, Refusal> {
    let Parts {
        message,
        file,
        findings,
    } = parts(boundary, body).await?;
    let message = message.ok_or_else(|| Refusal::invalid("message", "must not be null"))?;
    let file = file.ok_or_else(|| Refusal::invalid("file", "must not be null"))?;
    let (message, mut found) = judged::<MultipartMessage>(judge, "message", message)?;
    found.findings.splice(..0, findings);
    let image = only(message.images)?;
    image::check_bytes(&file, image.format).map_err(|unfit| match unfit {
        Unfit::OtherFormat => Refusal::invalid("message.images[0].format", unfit.message()),
        Unfit::Empty | Unfit::NotBase64 => Refusal::invalid("file", unfit.message()),
    })?;
    Ok(Asked {
        request_id: message.request_id,
        image_name: image.name.into_inner(),
        format: image.format,
        found,
    })
}

#[derive(Default)]
struct Parts {
    message: Option<Vec<u8>>,
    file: Option<Vec<u8>>,
    findings: Vec<String>,
}

/// The parts by their names. The whole body is there, so nothing of this waits; the limit is for a
/// body that the parser does not come to an end with.
async fn parts(boundary: String, body: Vec<u8>) -> Result<Parts, Refusal> {
    const PATIENCE: Duration = Duration::from_secs(5);
    let broken = || Refusal::new(ServiceErrorCode::RequestInvalid);
    timeout(PATIENCE, split(boundary, body))
        .await
        .map_err(|_| broken())?
}

async fn split(boundary: String, body: Vec<u8>) -> Result<Parts, Refusal> {
    let broken = |_| Refusal::new(ServiceErrorCode::RequestInvalid);
    let whole = stream::iter([Ok::<_, Infallible>(body)]);
    let mut multipart = Multipart::new(whole, boundary);
    let mut parts = Parts::default();
    while let Some(field) = multipart.next_field().await.map_err(broken)? {
        let name = field.name().unwrap_or_default().to_owned();
        let bytes = Vec::from(field.bytes().await.map_err(broken)?);
        let place = match name.as_str() {
            "message" => &mut parts.message,
            "file" => &mut parts.file,
            _ => {
                parts.findings.push("undocumented-part".to_owned());
                continue;
            }
        };
        if place.replace(bytes).is_some() {
            return Err(Refusal::invalid(&name, "must be there once"));
        }
    }
    Ok(parts)
}

/// The type of a document that the judge lets pass, and what it found all the same.
fn judged<T: Value>(judge: &Judge, document: &str, bytes: Vec<u8>) -> Result<(T, Found), Refusal> {
    let decoded = decode::<T>(&bytes).ok();
    let judgement = judge.judge(document, bytes, judge.document(document));
    match (judgement.verdict, decoded) {
        (Verdict::Valid | Verdict::Findings, Some(decoded)) => {
            let findings = judgement.findings.iter();
            let findings = findings.map(|finding| format!("{} {}", finding.rule, finding.pointer));
            let found = Found {
                findings: findings.collect(),
                more: judgement.more,
            };
            Ok((decoded, found))
        }
        _ => Err(refused(&judgement)),
    }
}

/// The first fault is the one that is answered; but a protocol that is not spoken comes before what
/// is said in it.
fn refused(judgement: &Judgement) -> Refusal {
    let faults = || {
        let findings = judgement.findings.iter();
        findings.filter(|finding| finding.rule.verdict() >= Verdict::Invalid)
    };
    if judgement.verdict == Verdict::Invalid && faults().any(is_other_version) {
        return Refusal::new(ServiceErrorCode::VersionUnsupported);
    }
    faults().next().map_or_else(
        || Refusal::new(ServiceErrorCode::RequestInvalid),
        |fault| Refusal::invalid(&path(&fault.pointer), &fault.message),
    )
}

fn is_other_version(finding: &Finding) -> bool {
    finding.pointer == "/version" && matches!(finding.rule, Rule::Enum | Rule::Const)
}

/// The only image: the schema has made sure that there is one.
fn only<T>(images: Vec<T>) -> Result<T, Refusal> {
    let [image] = <[T; 1]>::try_from(images)
        .map_err(|_| Refusal::invalid("images", "must be exactly one"))?;
    Ok(image)
}

/// A pointer as the service writes it: `images[0].format`.
fn path(pointer: &str) -> String {
    let mut path = String::new();
    for step in pointer.split('/').skip(1) {
        if step.bytes().all(|byte| byte.is_ascii_digit()) && !step.is_empty() {
            path.extend(["[", step, "]"]);
        } else {
            if !path.is_empty() {
                path.push('.');
            }
            path.push_str(&step.replace("~1", "/").replace("~0", "~"));
        }
    }
    if path.is_empty() {
        path.push_str("body");
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_media_type_is_told_from_its_parameters() {
        let boundary = |boundary: &str| Kind::Multipart {
            boundary: boundary.to_owned(),
        };
        for (content_type, kind) in [
            ("application/json", Some(Kind::Json)),
            ("Application/JSON; charset=utf-8", Some(Kind::Json)),
            ("multipart/form-data; boundary=abc", Some(boundary("abc"))),
            (
                "multipart/form-data; boundary=\"a b\"",
                Some(boundary("a b")),
            ),
            ("multipart/form-data", None),
            ("text/plain", None),
            ("application/jsonp", None),
            ("", None),
        ] {
            assert_eq!(Kind::of(content_type), kind, "{content_type}");
        }
    }

    #[test]
    fn a_place_is_written_as_the_service_does() {
        for (pointer, place) in [
            ("", "body"),
            ("/images/0/format", "images[0].format"),
            ("/version", "version"),
            ("/a~1b/~0", "a/b.~"),
        ] {
            assert_eq!(path(pointer), place);
        }
    }
}
