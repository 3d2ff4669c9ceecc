//! Chooses what an answer has to be like, from what was asked for and the fault that it meets.

use super::config::{Config, Show};
use super::fault::Fault;
use super::image::is_converted;
use super::request::Asked;
use idcard_synthetic::{AnswerOptions, CardKind, Outcome, Seeded, Variety};

/// The options of an answer.
pub(super) fn options<'a>(
    asked: &'a Asked,
    show: Show,
    fault: Option<&Fault>,
    config: &Config,
    seeded: &mut Seeded,
) -> AnswerOptions<'a> {
    let (outcome, card) = match show {
        _ if fault == Some(&Fault::UnknownCard) => (Outcome::Success, CardKind::Unknown),
        Show::Card(member) => (Outcome::Success, CardKind::In(member)),
        Show::Failure => (Outcome::Failure, CardKind::Any),
        Show::Error => (Outcome::Error, CardKind::Any),
        Show::Any if config.variety => {
            let outcome = match seeded.between(0, 9) {
                0 => Outcome::Failure,
                1 => Outcome::Error,
                _ => Outcome::Success,
            };
            (outcome, CardKind::Any)
        }
        Show::Any => (Outcome::Success, CardKind::Any),
    };
    AnswerOptions {
        outcome: Some(outcome),
        card,
        request_id: Some(&asked.request_id),
        image_name: Some(&asked.image_name),
        converted: Some(is_converted(asked.format)),
        variety: if config.variety {
            Variety::Allowed
        } else {
            Variety::Typical
        },
        unlisted: fault == Some(&Fault::UnknownEnum),
        undocumented: config.extra_members || fault == Some(&Fault::ExtraMembers),
    }
}
