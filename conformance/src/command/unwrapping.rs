//! Reads `--pointer` and `--json-string`, which say where in a document the payload is.
//!
//! Their order counts, across both, which a derive cannot express: a string in a member is another
//! thing than a member in a string.

use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches};
use idcard_capture::{Step, Unwrap};

/// The steps into each document, in the order in which they were given.
pub(crate) struct Unwrapping(pub(crate) Unwrap);

const POINTER: &str = "pointer";
const JSON_STRING: &str = "json_string";

impl Args for Unwrapping {
    fn augment_args(command: Command) -> Command {
        let pointer = Arg::new(POINTER)
            .long("pointer")
            .value_name("POINTER")
            .action(ArgAction::Append)
            .value_parser(Step::pointer)
            .help(
                "The payload is the member of each document that this leads to, as /_source/body",
            );
        let json_string = Arg::new(JSON_STRING)
            .long("json-string")
            .action(ArgAction::Append)
            .num_args(0)
            .default_missing_value("true")
            .value_parser(clap::value_parser!(bool))
            .help("The payload is the text of the string that is there. Both may be repeated; their order counts");
        command.arg(pointer).arg(json_string)
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for Unwrapping {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let places = |name| matches.indices_of(name).into_iter().flatten();
        let pointers = matches.get_many::<Step>(POINTER).into_iter().flatten();
        let pointers = places(POINTER).zip(pointers.cloned());
        let strings = places(JSON_STRING).map(|place| (place, Step::JsonString));
        let mut steps: Vec<_> = pointers.chain(strings).collect();
        steps.sort_by_key(|(place, _)| *place);
        let steps: Vec<_> = steps.into_iter().map(|(_, step)| step).collect();
        Ok(Self(steps.into()))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(arguments: &[&str]) -> Unwrap {
        let command = Unwrapping::augment_args(Command::new("test").no_binary_name(true));
        let matches = command.try_get_matches_from(arguments).unwrap();
        Unwrapping::from_arg_matches(&matches).unwrap().0
    }

    #[test]
    fn their_order_is_that_of_the_command_line() {
        let pointer = |text| Step::pointer(text).unwrap();
        let expected = vec![
            pointer("/a"),
            Step::JsonString,
            Step::JsonString,
            pointer("/b/c"),
        ];
        let found = steps(&[
            "--pointer",
            "/a",
            "--json-string",
            "--json-string",
            "--pointer=/b/c",
        ]);
        assert_eq!(found, expected.into());
        assert!(steps(&[]).is_empty());
    }
}
