//! Recognises a card in a picture: [`Recognize`].
//!
//! It fills in what every call needs, and checks the picture before anything is sent: a call that
//! cannot succeed is charged too.

use super::answer::Answer;
use super::format::FormatError;
use super::image::Image;
use super::masking::Picture;
use super::orientation::Orientation;
#[cfg(feature = "upright")]
use super::upright::upright;
use crate::client::{
    BuildError, Call, CallId, Client, Content, Error, Form, Payload, RepeatPolicy, document, random,
};
use crate::operation;
use crate::types::{
    ImageFormat, JsonRequest, MessageImage, MultipartMessage, MultipartRequest, RequestImage,
    RequestVersion,
};
use crate::wire::Personal;
use std::fmt;
use std::future::IntoFuture;
use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The body that a picture is sent in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum BodyKind {
    /// The shorter one: a form.
    #[default]
    Auto,
    /// A JSON document with the picture as base64, encoded while it is sent.
    Json,
    /// A form with the picture as a file.
    Multipart,
}

/// A call that has not been sent yet: send it with [`send`](Self::send), or await it.
///
/// Dropping the future cancels: the connection is closed. What was sent by then may be processed,
/// and charged, all the same.
#[must_use = "nothing is sent until this is awaited"]
pub struct Recognize {
    client: Client,
    image: Image,
    format: Option<ImageFormat>,
    name: Personal<String>,
    request_id: Option<String>,
    timestamp: Option<i64>,
    body: BodyKind,
    #[cfg(feature = "upright")]
    is_upright: bool,
    timeout: Option<Duration>,
    repeat: Option<RepeatPolicy>,
}

impl Client {
    /// Recognises the card in a picture. The format is detected, and everything else that the
    /// service asks for is filled in.
    ///
    /// # Examples
    ///
    /// ```
    /// use clova_id_card::{BodyKind, Client, Image};
    /// use std::time::Duration;
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// #     let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    /// #     runtime.block_on(call(service()?, "secret"))
    /// # }
    /// # async fn call(
    /// #     invoke_url: String,
    /// #     secret: &str,
    /// # ) -> Result<(), Box<dyn std::error::Error>> {
    /// # let picture = b"\x89PNG\r\n\x1A\n".to_vec();
    /// let client = Client::builder(invoke_url, secret).build()?;
    /// let call = client
    ///     .recognize(Image::bytes(picture))
    ///     .request_id("scan-7")
    ///     .body(BodyKind::Multipart)
    ///     .timeout(Duration::from_secs(60));
    /// match call.send().await {
    ///     Ok(answer) => println!("{}", answer.redacted()),
    ///     // Whether it may have been charged, and what to do about it.
    ///     Err(error) => println!("{error}: {}", error.advice().unwrap_or("nothing is known")),
    /// }
    /// # Ok(())
    /// # }
    /// #
    /// # /// Refuses one call, as the service does.
    /// # fn service() -> std::io::Result<String> {
    /// #     use std::io::{Read, Write};
    /// #
    /// #     let body = r#"{"code":"0002","message":"Secret key validate failed."}"#;
    /// #     let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
    /// #     let url = format!("http://{}", listener.local_addr()?);
    /// #     std::thread::spawn(move || -> std::io::Result<()> {
    /// #         let (mut stream, _) = listener.accept()?;
    /// #         let mut request = Vec::new();
    /// #         while !request.ends_with(b"--\r\n") {
    /// #             let mut piece = [0; 1024];
    /// #             let length = stream.read(&mut piece)?;
    /// #             request.extend_from_slice(&piece[..length]);
    /// #         }
    /// #         let length = body.len();
    /// #         write!(stream, "HTTP/1.1 401 No\r\nContent-Length: {length}\r\n\r\n{body}")
    /// #     });
    /// #     Ok(url)
    /// # }
    /// ```
    pub fn recognize(&self, image: impl Into<Image>) -> Recognize {
        Recognize {
            client: self.clone(),
            image: image.into(),
            format: None,
            name: Personal::from("image"),
            request_id: None,
            timestamp: None,
            body: BodyKind::default(),
            #[cfg(feature = "upright")]
            is_upright: false,
            timeout: None,
            repeat: None,
        }
    }
}

impl Recognize {
    /// Declares the format of the picture. It is detected anyway: a call with another one is not
    /// sent.
    pub const fn format(mut self, format: ImageFormat) -> Self {
        self.format = Some(format);
        self
    }

    /// Sets the name of the picture in the answer; `image` by default. Do not name a person in it.
    pub fn image_name(mut self, name: impl Into<Personal<String>>) -> Self {
        self.name = name.into();
        self
    }

    /// Sets the id of the call in the answer and in an error; a random UUID by default. Only the
    /// default one is in texts: this one may be personal.
    pub fn request_id(mut self, id: impl Into<String>) -> Self {
        self.request_id = Some(id.into());
        self
    }

    /// Sets the time of the call, in milliseconds since 1970-01-01 UTC; now by default.
    pub const fn timestamp(mut self, milliseconds: i64) -> Self {
        self.timestamp = Some(milliseconds);
        self
    }

    /// Sets the body that the picture is sent in.
    pub const fn body(mut self, kind: BodyKind) -> Self {
        self.body = kind;
        self
    }

    /// Turns a photo upright before it is sent, if its EXIF data mark it as turned: JPEG is encoded
    /// anew, with a quality of 95, and PNG without loss, both without the EXIF data. All else is
    /// sent as it is. Like the call itself, this is done when it is sent, and it counts for its time;
    /// encoded and decoded, the photo is in memory. [`NotUpright`](super::NotUpright) says what can
    /// go wrong, as the source of a [`BuildError::Refused`].
    ///
    /// What to cover is then known for both views of the photo, and each has to be
    /// [named](super::Recognized::masking_in): the pixels that the caller has are still turned.
    #[cfg(feature = "upright")]
    pub const fn upright(mut self) -> Self {
        self.is_upright = true;
        self
    }

    /// Limits the time of the call, with all its attempts; instead of the client's own limit.
    pub const fn timeout(mut self, limit: Duration) -> Self {
        self.timeout = Some(limit);
        self
    }

    /// Sets when the call is repeated; instead of the client's own policy.
    pub fn repeat(mut self, policy: RepeatPolicy) -> Self {
        self.repeat = Some(policy);
        self
    }

    /// Sends the call. Status 200 does not mean that a card was recognised: see
    /// [`into_recognized`](Answer::into_recognized).
    ///
    /// # Errors
    /// When there is no answer of the described kind. The error says whether anything was sent.
    pub async fn send(mut self) -> Result<Answer, Error> {
        let (client, timeout, repeat) = (self.client.clone(), self.timeout, self.repeat.take());
        let call_id = match self.request_id.take() {
            Some(id) => CallId::Given(id.into()),
            None => CallId::Made(new_request_id()),
        };
        let id = call_id.as_str().to_owned();
        let seen = Arc::new(OnceLock::new());
        let sees = Arc::clone(&seen);
        let payload = async move {
            let head = self.image.0.head(Orientation::HEAD).await?;
            let format = self.checked(&head).map_err(BuildError::refused)?;
            let picture = Picture::of(&head);
            #[cfg(feature = "upright")]
            let picture = self.turned(picture, format).await?;
            let _ = sees.set(picture);
            self.payload(id, format)
        };
        let mut call = Call::prepared(&client.http, operation::POST_ID_CARD, payload, document)
            .id(call_id);
        if let Some(limit) = timeout {
            call = call.timeout(limit);
        }
        if let Some(policy) = repeat {
            call = call.repeat(policy);
        }
        let response = call.send().await?;
        // Whatever was answered was asked for with a picture that had been looked at.
        let picture = seen.get().copied().unwrap_or_default();
        Ok(Answer::new(response, picture))
    }

    /// The declared format, if it is the right one, or else the detected one.
    fn checked(&self, head: &[u8]) -> Result<ImageFormat, FormatError> {
        match self.format {
            Some(declared) => declared.check(head).map(|()| declared),
            None => ImageFormat::of(head),
        }
    }

    /// Turns the picture upright if it is to be.
    #[cfg(feature = "upright")]
    async fn turned(
        &mut self,
        mut picture: Picture,
        format: ImageFormat,
    ) -> Result<Picture, BuildError> {
        if self.is_upright && picture.orientation.is_turned() {
            upright(&mut self.image.0, format, picture.orientation).await?;
            picture.was_turned = true;
        }
        Ok(picture)
    }

    fn payload(self, id: String, format: ImageFormat) -> Result<Payload, BuildError> {
        let timestamp = self.timestamp.unwrap_or_else(timestamp_now);
        let (version, name, Image(content)) = (RequestVersion::V2, self.name, self.image);
        match self.body {
            BodyKind::Json => Payload::json_around(content, |data| {
                let image = RequestImage::new(format, name, data);
                JsonRequest::new(version, id, timestamp, vec![image])
            }),
            BodyKind::Auto | BodyKind::Multipart => {
                let image = MessageImage::new(format, name);
                form(
                    &MultipartMessage::new(version, id, timestamp, vec![image]),
                    format,
                    content,
                )
            }
        }
    }
}

/// Builds the form. The file gets a fixed name, because its own may name a person.
fn form(
    message: &MultipartMessage,
    format: ImageFormat,
    content: Content,
) -> Result<Payload, BuildError> {
    let file_name = format!("image.{}", format.as_str());
    let form = Form::new().json(MultipartRequest::MESSAGE, message)?.file(
        MultipartRequest::FILE,
        &file_name,
        format.media_type(),
        content,
    )?;
    Ok(Payload::Form(form))
}

impl IntoFuture for Recognize {
    type Output = Result<Answer, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

impl fmt::Debug for Recognize {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Recognize").finish_non_exhaustive()
    }
}

/// Returns a new id for a call, a UUID of version 4, for callers who want to know it before they
/// call. It keeps no secret: it only has to differ from all others.
#[must_use]
pub fn new_request_id() -> String {
    let (high, low) = (random(), random());
    let version = (high & !0xF000) | 0x4000;
    let variant = (low & !(0b11 << 62)) | (0b10 << 62);
    format!(
        "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        version >> 32,
        (version >> 16) & 0xFFFF,
        version & 0xFFFF,
        variant >> 48,
        variant & 0xFFFF_FFFF_FFFF
    )
}

/// Returns the time of now, in milliseconds since 1970-01-01 UTC.
#[must_use]
pub fn timestamp_now() -> i64 {
    // Before 1970, or very long after it, no clock is right.
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| {
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
    })
}
