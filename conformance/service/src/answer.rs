//! Chooses what an answer has to be like, from what was asked for and the fault that it meets.

use super::config::Show;
use super::fault::Fault;
use super::image::is_converted;
use super::request::Asked;
use idcard_synthetic::{AnswerOptions, CardKind, Outcome, Seeded};

/// The options of an answer.
pub(super) fn options<'a>(
    asked: &'a Asked,
    show: Show,
    fault: Option<&Fault>,
    extra_members: bool,
    seeded: &mut Seeded,
) -> AnswerOptions<'a> {
    let (outcome, card) = match show {
        _ if fault == Some(&Fault::UnknownCard) => (Outcome::Success, CardKind::Unknown),
        Show::Card(member) => (Outcome::Success, CardKind::In(member)),
        Show::Failure => (Outcome::Failure, CardKind::Any),
        Show::Error => (Outcome::Error, CardKind::Any),
        Show::Any => {
            let outcome = match seeded.between(0, 9) {
                0 => Outcome::Failure,
                1 => Outcome::Error,
                _ => Outcome::Success,
            };
            (outcome, CardKind::Any)
        }
    };
    AnswerOptions {
        outcome: Some(outcome),
        card,
        request_id: Some(&asked.request_id),
        image_name: Some(&asked.image_name),
        converted: Some(is_converted(asked.format)),
        gaps: true,
        unlisted: fault == Some(&Fault::UnknownEnum),
        undocumented: extra_members || fault == Some(&Fault::ExtraMembers),
    }
}
