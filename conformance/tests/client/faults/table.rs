//! Lists each fault of the stand-in, and what the client has to make of it.
//!
//! It is the promise, written down by hand and not computed from what the client or the stand-in
//! believe.

use super::caller;
use clova_id_card::client::Sent;
use idcard_service::Fault;
use std::time::Duration;

/// Whether a call that met the fault may be made again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Again {
    /// Without being asked: it was not sent, or refused.
    Free,
    /// If the caller accepts a second charge.
    Costs,
    /// It is answered, or would fail again.
    Never,
}

pub(crate) struct Row {
    pub(crate) fault: Fault,
    pub(crate) what: &'static str,
    pub(crate) sent: Sent,
    pub(crate) again: Again,
}

impl Row {
    /// Where the fault strikes within the request, one that does not fit into one write.
    pub(crate) fn image(&self) -> Vec<u8> {
        match self.fault {
            Fault::ResetBeforeBody | Fault::ResetWithinBody => caller::image(400_000),
            _ => caller::small(),
        }
    }
}

#[expect(clippy::too_many_lines, reason = "it is a table")]
pub(crate) fn rows() -> Vec<Row> {
    let ms = Duration::from_millis;
    let error = |code: &str| Fault::Error(code.into());
    let rows = [
        // The request.
        (
            Fault::ResetBeforeBody,
            "transport Broken",
            Sent::Maybe,
            Again::Costs,
        ),
        (
            Fault::ResetWithinBody,
            "transport Broken",
            Sent::Maybe,
            Again::Costs,
        ),
        (
            Fault::ResetAfterBody,
            "transport Broken",
            Sent::Maybe,
            Again::Costs,
        ),
        // The answer.
        (
            Fault::CloseInHeaders,
            "transport Broken",
            Sent::Maybe,
            Again::Costs,
        ),
        (Fault::ShortBody, "body Truncated", Sent::Yes, Again::Costs),
        (Fault::SlowDrip(ms(1)), "answer", Sent::Yes, Again::Never),
        (Fault::Latency(ms(20)), "answer", Sent::Yes, Again::Never),
        (
            Fault::ContentType,
            "body ContentType",
            Sent::Yes,
            Again::Never,
        ),
        (Fault::InvalidUtf8, "body NotJson", Sent::Yes, Again::Never),
        (Fault::RepeatedKeys, "answer", Sent::Yes, Again::Never),
        (
            Fault::HugeBody(17 << 20),
            "body TooLarge",
            Sent::Yes,
            Again::Never,
        ),
        (
            Fault::HugeChunkedBody(17 << 20),
            "body TooLarge",
            Sent::Yes,
            Again::Never,
        ),
        (Fault::UnknownEnum, "answer", Sent::Yes, Again::Never),
        (Fault::ExtraMembers, "answer", Sent::Yes, Again::Never),
        (Fault::UnknownCard, "answer", Sent::Yes, Again::Never),
        // Refusals: the vendor's code decides, whatever the status is.
        (
            Fault::TooManyRequests(0),
            "status 429 gateway",
            Sent::Yes,
            Again::Free,
        ),
        (
            Fault::TooManyRequestsDate(0),
            "status 429 gateway",
            Sent::Yes,
            Again::Free,
        ),
        (
            error("0025"),
            "status 400 code 0025",
            Sent::Yes,
            Again::Free,
        ),
        (
            error("0001"),
            "status 400 code 0001",
            Sent::Yes,
            Again::Never,
        ),
        (
            error("0002"),
            "status 401 code 0002",
            Sent::Yes,
            Again::Never,
        ),
        (
            error("0011"),
            "status 400 code 0011",
            Sent::Yes,
            Again::Never,
        ),
        (
            error("0021"),
            "status 400 code 0021",
            Sent::Yes,
            Again::Never,
        ),
        (
            error("0022"),
            "status 400 code 0022",
            Sent::Yes,
            Again::Never,
        ),
        (
            error("0023"),
            "status 400 code 0023",
            Sent::Yes,
            Again::Never,
        ),
        (
            error("1021"),
            "status 500 code 1021",
            Sent::Yes,
            Again::Never,
        ),
        (
            error("1022"),
            "status 400 code 1022",
            Sent::Yes,
            Again::Never,
        ),
        (
            error("7777"),
            "status 400 code unlisted",
            Sent::Yes,
            Again::Never,
        ),
        (
            error("0500"),
            "status 500 code 0500",
            Sent::Yes,
            Again::Costs,
        ),
        (
            error("0501"),
            "status 500 code 0501",
            Sent::Yes,
            Again::Costs,
        ),
        // What is not the service's own.
        (
            Fault::Html(502),
            "status 502 ContentType",
            Sent::Yes,
            Again::Costs,
        ),
        (
            Fault::Html(404),
            "status 404 ContentType",
            Sent::Yes,
            Again::Never,
        ),
        (
            Fault::Gateway(404),
            "status 404 gateway",
            Sent::Yes,
            Again::Never,
        ),
        (
            Fault::Gateway(503),
            "status 503 gateway",
            Sent::Yes,
            Again::Costs,
        ),
        (
            Fault::Empty(520),
            "status 520 Empty",
            Sent::Yes,
            Again::Costs,
        ),
        // The connection.
        (
            Fault::Refuse(ms(800)),
            "transport Connect",
            Sent::No,
            Again::Free,
        ),
        (
            Fault::TlsAlert,
            "transport Tls(Refused)",
            Sent::No,
            Again::Free,
        ),
        (
            Fault::TlsReset,
            "transport Tls(Broken)",
            Sent::No,
            Again::Free,
        ),
    ];
    rows.map(|(fault, what, sent, again)| Row {
        fault,
        what,
        sent,
        again,
    })
    .into()
}
