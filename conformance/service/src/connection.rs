//! Serves a connection: calls are read one after the other, and each is answered, or meets its
//! fault.
//!
//! What a fault does to the bytes of an answer is here and nowhere else.

use super::call::{self, Request, Steering};
use super::fault::Fault;
use super::journal::Entry;
use super::refusal::gateway;
use super::reply::{Length, Reply};
use super::state::{Call, Shared};
use super::wire::{Broken, Head, Wire};
use tokio::net::TcpStream;
use tokio::select;
use tokio::time::sleep;

/// Where the journal is.
const JOURNAL: &str = "/__mock/journal";

/// Serves a connection to its end.
pub(super) async fn serve(shared: &Shared, stream: TcpStream) {
    // Without it an answer in two writes may wait for an acknowledgement; with it, nothing is lost.
    let _ = stream.set_nodelay(true);
    let greeting = shared.greeting();
    let mut wire = Wire::new(stream);
    let mut idle = shared.idle();
    let begins_tls = select! {
        biased;
        begins_tls = wire.begins_tls() => begins_tls,
        _ = idle.changed() => return wire.close().await,
    };
    match begins_tls {
        Err(_) => return,
        Ok(false) if greeting.is_none() => {}
        Ok(_) => {
            shared.prepare().await;
            if greeting == Some(Fault::TlsReset) {
                return wire.reset();
            }
            // A fatal alert: handshake_failure. To who did not ask for TLS it is no HTTP.
            let _ = wire.send(b"\x15\x03\x03\x00\x02\x02\x28").await;
            return wire.close().await;
        }
    }
    loop {
        let head = select! {
            biased;
            head = wire.head() => head,
            _ = idle.changed() => return wire.close().await,
        };
        let outcome = match head {
            Ok(head) if head.path == JOURNAL => journal(shared, &mut wire, &head).await,
            Ok(head) => {
                let call = shared.begin();
                match exchange(shared, &mut wire, &head, &call).await {
                    Ok(Next::Reset) => return wire.reset(),
                    outcome => outcome,
                }
            }
            Err(broken) => Err(broken),
        };
        match outcome {
            Ok(Next::Call) => {}
            Ok(Next::Close | Next::Reset) => return wire.close().await,
            Err(broken) => {
                if let Some(reply) = complaint(broken) {
                    let _ = send(&mut wire, &reply, false).await;
                }
                return wire.close().await;
            }
        }
    }
}

/// What becomes of the connection.
enum Next {
    Call,
    Close,
    Reset,
}

impl Next {
    fn keep(alive: bool) -> Self {
        if alive { Self::Call } else { Self::Close }
    }
}

/// The answer to a peer that does not speak HTTP properly.
fn complaint(broken: Broken) -> Option<Reply> {
    match broken {
        Broken::Gone => None,
        Broken::Malformed(what) => Some(gateway(400, "400", "Bad Request", what)),
        Broken::TooLarge => Some(gateway(
            413,
            "413",
            "Content Too Large",
            "The body is too long.",
        )),
    }
}

async fn journal(shared: &Shared, wire: &mut Wire, head: &Head) -> Result<Next, Broken> {
    wire.body(head, shared.config.max_request_bytes).await?;
    let reply = match head.method.as_str() {
        "GET" => Reply::json(
            200,
            serde_json::to_vec(&shared.journal()).unwrap_or_default(),
        ),
        "DELETE" => {
            shared.forget();
            Reply::of(204, "", Vec::new())
        }
        _ => gateway(
            405,
            "405",
            "Method Not Allowed",
            "GET reads it, DELETE begins it anew.",
        )
        .with("Allow", "GET, DELETE"),
    };
    send(wire, &reply, head.keep_alive).await?;
    Ok(Next::keep(head.keep_alive))
}

async fn exchange(
    shared: &Shared,
    wire: &mut Wire,
    head: &Head,
    call: &Call<'_>,
) -> Result<Next, Broken> {
    let steering = Steering::read(head);
    let fault = match &steering {
        Ok(steering) => steering.fault(call.fault.clone()),
        Err(_) => None,
    };
    let fault = fault.as_ref();
    let Some(body) = take_in(shared, wire, head, call, fault).await? else {
        return Ok(Next::Reset);
    };
    let (reply, entry) = match steering {
        Ok(steering) => {
            let request = Request {
                head,
                body,
                number: call.number,
                too_many: call.too_many,
                fault,
                steering: &steering,
            };
            call::answer(shared, request).await
        }
        Err(reply) => {
            let status = Some(reply.status);
            let bytes = body.len();
            let entry = Entry {
                bytes,
                status,
                ..unanswered(call, None)
            };
            (reply, entry)
        }
    };
    let billed = entry.billed;
    // Before the first byte of the answer: who sees the answer can look it up.
    shared.note(entry);
    if billed {
        sleep(shared.config.latency).await;
    }
    let keep_alive = !shared.prepare().await && head.keep_alive;
    if head.method == "HEAD" {
        let length = u64::try_from(reply.body.len()).unwrap_or(u64::MAX);
        let head = reply.head(Length::Known(length), keep_alive);
        wire.send(&head).await?;
        return Ok(Next::keep(keep_alive));
    }
    deliver(wire, reply, fault, keep_alive).await
}

/// The body; `None` when the fault is not to read it to its end.
async fn take_in(
    shared: &Shared,
    wire: &mut Wire,
    head: &Head,
    call: &Call<'_>,
    fault: Option<&Fault>,
) -> Result<Option<Vec<u8>>, Broken> {
    match fault {
        Some(Fault::ResetBeforeBody) => shared.note(unanswered(call, fault)),
        Some(Fault::ResetWithinBody) => {
            shared.note(unanswered(call, fault));
            wire.half_body(head).await?;
        }
        _ => {
            let body = wire.body(head, shared.config.max_request_bytes).await;
            if body.is_err() {
                shared.note(unanswered(call, fault));
            }
            return body.map(Some);
        }
    }
    Ok(None)
}

/// The line of a call that gets no answer.
fn unanswered(call: &Call<'_>, fault: Option<&Fault>) -> Entry {
    Entry {
        call: call.number,
        fault: fault.map(ToString::to_string),
        ..Entry::default()
    }
}

async fn send(wire: &mut Wire, reply: &Reply, keep_alive: bool) -> Result<(), Broken> {
    let length = u64::try_from(reply.body.len()).unwrap_or(u64::MAX);
    let mut bytes = reply.head(Length::Known(length), keep_alive);
    bytes.extend_from_slice(&reply.body);
    wire.send(&bytes).await
}

/// Sends an answer the way its fault wants it.
async fn deliver(
    wire: &mut Wire,
    mut reply: Reply,
    fault: Option<&Fault>,
    keep_alive: bool,
) -> Result<Next, Broken> {
    let length = u64::try_from(reply.body.len()).unwrap_or(u64::MAX);
    let head = reply.head(Length::Known(length), false);
    match fault {
        Some(Fault::ResetAfterBody) => Ok(Next::Reset),
        Some(Fault::CloseInHeaders) => {
            wire.send(&head[..head.len() / 2]).await?;
            Ok(Next::Close)
        }
        Some(Fault::ShortBody) => {
            wire.send(&head).await?;
            wire.send(&reply.body[..reply.body.len() / 2]).await?;
            Ok(Next::Close)
        }
        Some(Fault::SlowDrip(pause)) => {
            for piece in [head, reply.body].concat().chunks(16) {
                sleep(*pause).await;
                wire.send(piece).await?;
            }
            Ok(Next::Close)
        }
        Some(Fault::HugeBody(bytes)) if reply.status == 200 => {
            huge(wire, &reply, *bytes, false).await?;
            Ok(Next::Close)
        }
        Some(Fault::HugeChunkedBody(bytes)) if reply.status == 200 => {
            huge(wire, &reply, *bytes, true).await?;
            Ok(Next::Close)
        }
        other => {
            match other {
                Some(Fault::Latency(pause)) => sleep(*pause).await,
                Some(Fault::ContentType) => reply.media_type = "text/plain",
                Some(Fault::InvalidUtf8) => insert(&mut reply.body, br#":""#, b"\xFF\xFE"),
                Some(Fault::RepeatedKeys) if reply.status == 200 => {
                    insert(&mut reply.body, b"[{", br#""inferResult":"ERROR","#);
                    insert(&mut reply.body, b"{", br#""requestId":"not this one","#);
                }
                _ => {}
            }
            send(wire, &reply, keep_alive).await?;
            Ok(Next::keep(keep_alive))
        }
    }
}

/// Puts bytes behind the first place where these are.
fn insert(body: &mut Vec<u8>, behind: &[u8], bytes: &[u8]) {
    let place = body
        .windows(behind.len())
        .position(|window| window == behind);
    if let Some(place) = place.map(|place| place + behind.len()) {
        body.splice(place..place, bytes.iter().copied());
    }
}

/// An answer that is JSON, and of nothing but spaces in front of it.
async fn huge(wire: &mut Wire, reply: &Reply, bytes: u64, chunked: bool) -> Result<(), Broken> {
    const BLOCK: usize = 64 << 10;
    let length = if chunked {
        Length::Chunked
    } else {
        Length::Known(bytes.max(reply.body.len().try_into().unwrap_or(u64::MAX)))
    };
    wire.send(&reply.head(length, false)).await?;
    let block = |text: &[u8]| {
        let mut block = Vec::with_capacity(text.len() + 16);
        if chunked {
            block.extend(format!("{:x}\r\n", text.len()).into_bytes());
        }
        block.extend_from_slice(text);
        if chunked {
            block.extend(b"\r\n");
        }
        block
    };
    let spaces = vec![b' '; BLOCK];
    let mut left = usize::try_from(bytes)
        .unwrap_or(usize::MAX)
        .saturating_sub(reply.body.len());
    while left > 0 {
        let now = left.min(BLOCK);
        wire.send(&block(&spaces[..now])).await?;
        left -= now;
    }
    wire.send(&block(&reply.body)).await?;
    if chunked {
        wire.send(b"0\r\n\r\n").await?;
    }
    Ok(())
}
