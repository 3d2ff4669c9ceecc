//! Reads `--pointer`, `--json-string`, `--base64` and `--or`, which say where in a document the payloads
//! are.
//!
//! Their order counts, across all of them, which a derive cannot express: a string in a member is
//! another thing than a member in a string.

use clap::error::ErrorKind;
use clap::{Arg, ArgAction, ArgMatches, Args, Command, Error, FromArgMatches};
use idcard_capture::{Step, Unwrap};

/// The paths into each document, with the steps in the order in which they were given.
pub(crate) struct Unwrapping(pub(crate) Unwrap);

const POINTER: &str = "pointer";
const JSON_STRING: &str = "json_string";
const BASE64: &str = "base64";
const OR: &str = "or";

impl Args for Unwrapping {
    fn augment_args(command: Command) -> Command {
        let pointer = Arg::new(POINTER)
            .long("pointer")
            .value_name("POINTER")
            .action(ArgAction::Append)
            .value_parser(Step::pointer)
            .help(
                "The payloads are what this leads to in each document, as /_source/body or \
                 /hits/hits/*/_source: * is each element or member, and a list means its elements. \
                 What is absent, null or empty is counted",
            );
        let flag = |name, long, help| {
            Arg::new(name)
                .long(long)
                .action(ArgAction::Append)
                .num_args(0)
                .default_missing_value("true")
                .value_parser(clap::value_parser!(bool))
                .help(help)
        };
        command.arg(pointer).args([
            flag(
                JSON_STRING,
                "json-string",
                "The payload is the text of the string that is there, behind words too; an object \
                 is taken as it is",
            ),
            flag(
                BASE64,
                "base64",
                "The payload is what is there in base64, by gzip or zstd too. These three may be \
                 repeated; their order counts",
            ),
            flag(
                OR,
                "or",
                "Begins another path into each document, as to the response beside a request",
            ),
        ])
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for Unwrapping {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        let places = |name| matches.indices_of(name).into_iter().flatten();
        let pointers = matches.get_many::<Step>(POINTER).into_iter().flatten();
        let pointers = places(POINTER).zip(pointers.cloned().map(Some));
        let strings = places(JSON_STRING).map(|place| (place, Some(Step::JsonString)));
        let encoded = places(BASE64).map(|place| (place, Some(Step::Base64)));
        let others = places(OR).map(|place| (place, None));
        let mut words: Vec<_> = { pointers.chain(strings).chain(encoded).chain(others) }.collect();
        words.sort_by_key(|(place, _)| *place);
        let mut paths = vec![Vec::new()];
        for (_, word) in words {
            match (word, paths.last_mut()) {
                (Some(step), Some(path)) => path.push(step),
                _ => paths.push(Vec::new()),
            }
        }
        if paths.len() > 1 && paths.iter().any(Vec::is_empty) {
            let message =
                "--or stands between two paths, as in --pointer /req --or --pointer /res\n";
            return Err(Error::raw(ErrorKind::MissingRequiredArgument, message));
        }
        Ok(Self(paths.into()))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
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

    #[test]
    fn another_path_begins_behind_or() {
        let pointer = |text| Step::pointer(text).unwrap();
        let paths = vec![
            vec![pointer("/a"), Step::Base64],
            vec![Step::JsonString, pointer("/b")],
        ];
        let found = steps(&[
            "--pointer",
            "/a",
            "--base64",
            "--or",
            "--json-string",
            "--pointer=/b",
        ]);
        assert_eq!(found, paths.into());
        for nothing in [
            &["--or"][..],
            &["--pointer=/a", "--or"],
            &["--or", "--base64"],
        ] {
            let command = Unwrapping::augment_args(Command::new("test").no_binary_name(true));
            let matches = command.try_get_matches_from(nothing).unwrap();
            assert!(
                Unwrapping::from_arg_matches(&matches).is_err(),
                "{nothing:?}"
            );
        }
    }
}
