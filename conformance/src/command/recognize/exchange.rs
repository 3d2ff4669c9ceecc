//! Saves a call and its answer as an HTTP archive (HAR 1.2) that only its owner may read.
//!
//! The file is made before the call, so that an answer that was paid for has a place to go to, and
//! gets its name afterwards, so that nobody finds half of it. The picture, the secret key and the
//! path of the URL are not written, nor what the answer repeats of them.

use super::hidden::Hidden;
use super::pending::Pending;
use super::{CommandError, FAILED, Outcome};
use clova_id_card::operation::POST_ID_CARD;
use clova_id_card::{
    Error, ErrorBody, ImageFormat, MessageImage, MultipartMessage, MultipartRequest,
    RequestVersion, encode, new_request_id, timestamp_now,
};
use humantime::format_rfc3339_millis;
use serde_json::{Value, json};
use std::borrow::Cow;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, UNIX_EPOCH};

/// An exchange that has begun.
pub(super) struct Exchange {
    /// Has the file.
    pending: Pending,
    path: PathBuf,
    force: bool,
    message: MultipartMessage,
    format: ImageFormat,
    hidden: Hidden,
    begun: Instant,
}

/// What came back.
pub(super) struct Answer<'a> {
    status: u16,
    body: Cow<'a, [u8]>,
}

/// What the picture is called in the request. Its own name may be that of a person.
pub(super) const IMAGE: &str = "image";

impl Exchange {
    /// One that is to be saved here. Fails if it could not be.
    pub(super) fn new(
        path: &Path,
        force: bool,
        format: ImageFormat,
        hidden: Hidden,
        pending: &Pending,
    ) -> Result<Self, CommandError> {
        let refused = |why: &str| CommandError(FAILED, format!("--save: {why}; nothing was sent"));
        // Not what a link leads to: the file would take the place of the link.
        match path.symlink_metadata() {
            Ok(found) if found.is_dir() => return Err(refused("this is a folder")),
            Ok(found) if !found.is_file() => return Err(refused("it is there and is no file")),
            Ok(_) if !force => {
                return Err(refused("the file is there already; --force overwrites it"));
            }
            _ => {}
        }
        let folder = match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        // On Unix such a file has mode 0600 from its beginning.
        let mut state = pending.state();
        let file = tempfile::Builder::new()
            .prefix(BESIDE)
            .tempfile_in(folder)
            .map_err(|error| refused(&error.kind().to_string()))?;
        state.file = Some(file);
        let (id, timestamp) = (new_request_id(), timestamp_now());
        let images = vec![MessageImage::new(format, IMAGE)];
        Ok(Self {
            pending: pending.clone(),
            path: path.to_owned(),
            force,
            message: MultipartMessage::new(RequestVersion::V2, id, timestamp, images),
            format,
            hidden,
            begun: Instant::now(),
        })
    }

    pub(super) fn request_id(&self) -> &str {
        &self.message.request_id
    }

    pub(super) fn timestamp(&self) -> i64 {
        self.message.timestamp
    }

    /// Writes it, and only then gives it its name.
    pub(super) fn save(self, answer: &Answer<'_>) -> Result<(), CommandError> {
        let failed = |what: &str, error: &io::Error| {
            CommandError(FAILED, format!("--save: {what}: {}", error.kind()))
        };
        let archive = self.archive(answer);
        let pending = self.pending.clone();
        // Held until it is saved.
        let mut state = pending.state();
        let gone = || failed("the answer is lost", &io::ErrorKind::Interrupted.into());
        let mut file = state.file.take().ok_or_else(gone)?;
        serde_json::to_writer_pretty(&mut file, &archive)
            .map_err(io::Error::from)
            .and_then(|()| file.write_all(b"\n"))
            .and_then(|()| file.as_file().sync_all())
            .map_err(|error| failed("the answer could not be written", &error))?;
        let named = if self.force {
            file.persist(&self.path)
        } else {
            file.persist_noclobber(&self.path)
        };
        named.map(drop).map_err(|error| {
            // It was paid for: better a file with a strange name than none.
            let what = match error.file.keep() {
                Ok(_) => "the answer is beside it, in a file whose name begins with .idcard-",
                Err(_) => "the answer is lost",
            };
            failed(what, &error.error)
        })
    }

    fn archive(&self, answer: &Answer<'_>) -> Value {
        let milliseconds = self.begun.elapsed().as_secs_f64() * 1000.0;
        let message = encode(&self.message).unwrap_or_default();
        let name = format!("{IMAGE}.{}", self.format.as_str());
        let json = "application/json";
        let answered = self.hidden.in_text(&String::from_utf8_lossy(&answer.body));
        json!({"log": {
            "version": "1.2",
            "creator": {"name": env!("CARGO_BIN_NAME"), "version": env!("CARGO_PKG_VERSION")},
            "entries": [{
                "startedDateTime": moment(self.message.timestamp),
                "time": milliseconds,
                "request": {
                    "method": POST_ID_CARD.method,
                    "url": format!("{HIDDEN_URL}{}", POST_ID_CARD.path),
                    "httpVersion": "HTTP/1.1",
                    "cookies": [],
                    "headers": [],
                    "queryString": [],
                    "postData": {
                        "mimeType": "multipart/form-data",
                        "params": [
                            {
                                "name": MultipartRequest::MESSAGE,
                                "value": String::from_utf8_lossy(&message),
                                "contentType": json,
                            },
                            {
                                "name": MultipartRequest::FILE,
                                "fileName": name,
                                "contentType": self.format.media_type(),
                            },
                        ],
                    },
                    "headersSize": -1,
                    "bodySize": -1,
                },
                "response": {
                    "status": answer.status,
                    "statusText": "",
                    "httpVersion": "HTTP/1.1",
                    "cookies": [],
                    "headers": [],
                    "content": {
                        "size": answered.len(),
                        "mimeType": json,
                        "text": answered,
                    },
                    "redirectURL": "",
                    "headersSize": -1,
                    "bodySize": -1,
                },
                "cache": {},
                "timings": {"send": 0, "wait": milliseconds, "receive": 0},
            }],
        }})
    }
}

/// One without an answer leaves no file.
impl Drop for Exchange {
    fn drop(&mut self) {
        drop(self.pending.state().file.take());
    }
}

/// What the name of the file begins with until it is complete.
const BESIDE: &str = ".idcard-";

/// What stands for the invoke URL, which is a secret.
const HIDDEN_URL: &str = "https://invoke-url.invalid";

/// What stands for a path, which holds the key of the invoke URL.
const HIDDEN_PATH: &str = "/…";

impl<'a> Answer<'a> {
    /// `None` when there was none, or when what came with an error is not described by the spec: a
    /// message of a gateway or a proxy may repeat the URL.
    pub(super) fn of(outcome: &'a Outcome) -> Option<Self> {
        let (status, body) = match outcome {
            Ok(answer) => (200, Cow::Owned(encode(&**answer).ok()?)),
            Err(Error::Decode(error, _)) => (error.status, (&**error.raw.expose()).into()),
            Err(Error::Body(error, _)) => (error.status, (&**error.raw.expose()).into()),
            Err(Error::Status(error, _)) => {
                let mut answer = error.answer()?.clone();
                if let ErrorBody::ServiceError(error) = &mut answer
                    && let Some(path) = &mut error.path
                {
                    *path = HIDDEN_PATH.into();
                }
                (error.status, Cow::Owned(encode(&answer).ok()?))
            }
            Err(_) => return None,
        };
        Some(Self { status, body })
    }
}

/// Milliseconds since 1970 as ISO 8601 has them.
fn moment(milliseconds: i64) -> String {
    /// The end of the year 9999, behind which the form has no room.
    const LAST: u64 = 253_402_300_799_999;
    let since = u64::try_from(milliseconds).unwrap_or_default().min(LAST);
    format_rfc3339_millis(UNIX_EPOCH + Duration::from_millis(since)).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_one_of_the_calendar() {
        for (milliseconds, text) in [
            (i64::MIN, "1970-01-01T00:00:00.000Z"),
            (0, "1970-01-01T00:00:00.000Z"),
            (951_782_400_001, "2000-02-29T00:00:00.001Z"),
            (1_709_251_199_999, "2024-02-29T23:59:59.999Z"),
            (1_735_689_600_000, "2025-01-01T00:00:00.000Z"),
            (i64::MAX, "9999-12-31T23:59:59.999Z"),
        ] {
            assert_eq!(moment(milliseconds), text);
        }
    }
}
