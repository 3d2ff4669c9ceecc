//! Says what a call costs, before it is made and when it has failed.

use super::{CommandError, USAGE, failed};
use crate::command::message::complain;
use clova_id_card::Error;
use clova_id_card::client::Sent;
use clova_id_card::wire::Repeat;
use std::io::{self, IsTerminal, Write};

/// Says what the call costs, and asks, unless the answer is known.
pub(super) fn agree(yes: bool) -> Result<(), CommandError> {
    let mut terminal = io::stderr();
    if yes {
        complain("this call is billed");
        return Ok(());
    }
    if !(io::stdin().is_terminal() && terminal.is_terminal()) {
        let message = "this call is billed, and nobody can be asked here: say --yes";
        return Err(CommandError(USAGE, message.to_owned()));
    }
    let asked = write!(terminal, "This call is billed. Make it? [y/N] ").and_then(|()| {
        let mut answer = String::new();
        io::stdin().read_line(&mut answer).map(|_| answer)
    });
    match asked {
        Ok(answer) if ["y", "yes"].contains(&answer.trim().to_lowercase().as_str()) => Ok(()),
        Ok(_) => Err(failed(&"cancelled")),
        Err(error) => Err(failed(&error.kind())),
    }
}

/// What a call that failed may have cost.
pub(super) fn cost(error: &Error) -> &'static str {
    let repeat = match error {
        Error::Status(error, _) => error.repeat(),
        _ => None,
    };
    cost_of(error.sent(), repeat)
}

fn cost_of(sent: Sent, repeat: Option<Repeat>) -> &'static str {
    match (sent, repeat) {
        (Sent::No, _) => "nothing was sent, so nothing is to be paid",
        (Sent::Yes, Some(Repeat::Never | Repeat::Later)) => {
            "the service refused before any work, so nothing should be billed"
        }
        (Sent::Yes, _) => "the service answered: this call may have to be paid for",
        (Sent::Maybe, _) => {
            "some of it was sent, and nobody knows what became of it: it may have to be paid for, \
             and so may be another call"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_refusal_before_any_work_is_free_once_something_was_sent() {
        for (sent, repeat, words) in [
            (Sent::No, None, "nothing is to be paid"),
            (Sent::Yes, Some(Repeat::Never), "nothing should be billed"),
            (Sent::Yes, Some(Repeat::Later), "nothing should be billed"),
            (
                Sent::Yes,
                Some(Repeat::MayCost),
                "this call may have to be paid for",
            ),
            (Sent::Yes, None, "this call may have to be paid for"),
            (Sent::Maybe, None, "nobody knows what became of it"),
        ] {
            let cost = cost_of(sent, repeat);
            assert!(cost.contains(words), "{sent:?}, {repeat:?}: {cost}");
        }
    }
}
