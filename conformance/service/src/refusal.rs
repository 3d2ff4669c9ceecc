//! Writes errors in the two shapes of the service: its own, and that of the gateway before it.
//!
//! A status is never written beside a code: the spec's table has both.

use super::reply::Reply;
use clova_id_card::wire::Value;
use clova_id_card::{
    ErrorBody, GatewayError, GatewayErrorDetail, ServiceError, ServiceErrorCode, encode,
    operation::POST_ID_CARD,
};
use idcard_synthetic::Seeded;

/// Why the service does not take a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) code: ServiceErrorCode,
    /// In words; `None` for the usual ones.
    pub(super) message: Option<String>,
}

impl Refusal {
    pub(super) fn new(code: ServiceErrorCode) -> Self {
        Self {
            code,
            message: None,
        }
    }

    /// A member of the request at fault.
    pub(super) fn invalid(place: &str, what: &str) -> Self {
        Self {
            code: ServiceErrorCode::RequestInvalid,
            message: Some(format!("Request invalid: {{{place}={what}}}")),
        }
    }

    pub(super) fn reply(&self, invoke_key: &str, seeded: &mut Seeded) -> Reply {
        let status = self.code.http_status().unwrap_or(400);
        let message = self.message.as_deref().unwrap_or(words(&self.code));
        let path = format!("/external/v1/0/{invoke_key}{}", POST_ID_CARD.path);
        let error = ServiceError::new(self.code.clone())
            .with_message(message.to_owned())
            .with_path(path)
            .with_trace_id(seeded.name())
            .with_timestamp(seeded.time());
        Reply::json(status, written(&ErrorBody::ServiceError(Box::new(error))))
    }
}

/// The gateway's answer.
pub(super) fn gateway(status: u16, number: &str, message: &str, details: &str) -> Reply {
    let detail = GatewayErrorDetail::new(number.to_owned())
        .with_message(message.to_owned())
        .with_details(details.to_owned());
    let error = ErrorBody::GatewayError(Box::new(GatewayError::new(detail)));
    Reply::json(status, written(&error))
}

/// The types of errors hold no number that JSON has no room for, so this cannot fail.
fn written<T: Value>(error: &T) -> Vec<u8> {
    encode(error).unwrap_or_default()
}

/// The vendor's words for its codes.
fn words(code: &ServiceErrorCode) -> &'static str {
    match code {
        ServiceErrorCode::UrlInvalid => "URL is invalid.",
        ServiceErrorCode::SecretInvalid => "Secret key validate failed.",
        ServiceErrorCode::RequestInvalid => "Request body invalid.",
        ServiceErrorCode::VersionUnsupported => "Protocol version not support.",
        ServiceErrorCode::DomainInvalid => "Request domain invalid.",
        ServiceErrorCode::QuotaExhausted => "API request count reach the upper limit.",
        ServiceErrorCode::RateLimited => "Calls to this api have exceeded the rate limit.",
        ServiceErrorCode::ServiceFailed => "Unknown service error.",
        ServiceErrorCode::EngineFailed => "OCR service error.",
        ServiceErrorCode::NotDeployed => "Not Found Deploy Info",
        ServiceErrorCode::ServiceBlocked => "Service is blocked.",
        _ => "An error of a kind that is not known.",
    }
}
