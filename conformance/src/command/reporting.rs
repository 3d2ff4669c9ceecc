//! Reads the arguments that say what the report is to be, and opens the report.

use super::is_dumb;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use idcard_report::{
    Baseline, FailOn, Form, Options, Picture, Readers, Report, Run, Settings, Unfinished, create,
    write_whole,
};
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;

/// How the report is to be.
#[derive(clap::Args)]
pub(crate) struct Reporting {
    /// The form of the report.
    #[arg(long = "report", value_name = "FORM", default_value = Form::default().as_str(), value_parser = form())]
    form: Form,

    /// Write the report into a file, once it is whole.
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// An earlier report as json: what it has is counted, not shown, and does not fail the run.
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,

    /// How many findings of a rule at a pointer are shown; all are counted. 0 shows all.
    #[arg(long, value_name = "COUNT", default_value_t = 5)]
    limit: u64,

    /// When a report as text is coloured. `auto` means on a terminal that can, unless `NO_COLOR` is
    /// set.
    #[arg(long = "color", value_name = "WHEN", value_enum, default_value_t)]
    colour: Colour,

    /// Write no report to standard output: the exit code says it. What could not be read is still
    /// said on standard error, and --output still writes its file.
    #[arg(long, short, conflicts_with = "verbose")]
    quiet: bool,

    /// A picture, PNG or JPEG, that the first drawing of the page is drawn over. It becomes part of
    /// the page as it is, so whatever can be read on it can be read there: that is why it needs
    /// --show-values.
    #[arg(long, value_name = "FILE", requires = "show_values")]
    image: Option<PathBuf>,
}

/// When there are colours.
#[derive(Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
enum Colour {
    /// Where people look at it.
    #[default]
    Auto,
    /// Also into a file or a pipe.
    Always,
    /// Never.
    Never,
}

/// How many cards a page draws.
const MOST_DRAWINGS: usize = 12;

fn form() -> impl TypedValueParser<Value = Form> {
    let value = |form: &Form| PossibleValue::new(form.as_str()).help(form.about());
    // Only names of forms are let through.
    PossibleValuesParser::new(Form::ALL.iter().map(value))
        .try_map(|name| Form::named(&name).ok_or("no such form"))
}

impl Reporting {
    /// Why the options do not go together, if they do not.
    pub(crate) fn misuse(&self) -> Option<&'static str> {
        (self.image.is_some() && self.form != Form::Html)
            .then_some("--image is drawn on a page only: say --report html")
    }

    /// What is kept to be shown.
    pub(crate) fn settings(&self, verbose: bool) -> io::Result<Settings> {
        let baseline = match &self.baseline {
            Some(path) => Baseline::read(path).map_err(io::Error::other)?,
            None => Baseline::default(),
        };
        Ok(Settings {
            shown_per_group: (self.limit > 0).then_some(self.limit),
            baseline,
            lists_all: match self.form {
                Form::Ndjson => true,
                Form::Text => verbose,
                _ => false,
            },
            drawings: if self.form == Form::Html {
                MOST_DRAWINGS
            } else {
                0
            },
            ..Settings::default()
        })
    }

    /// Whether findings are to show where in their container they are.
    pub(crate) fn has_excerpts(&self) -> bool {
        self.form == Form::Html || self.is_on_a_terminal()
    }

    /// Whether people look at it as it comes.
    fn is_on_a_terminal(&self) -> bool {
        self.form == Form::Text && self.output.is_none() && io::stdout().is_terminal()
    }

    fn has_colours(&self) -> bool {
        match self.colour {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => {
                // https://no-color.org: any text but the empty one.
                let is_unwanted = std::env::var_os("NO_COLOR").is_some_and(|text| !text.is_empty());
                self.is_on_a_terminal() && !is_unwanted && !is_dumb()
            }
        }
    }

    /// Gives a report that is written to standard output, or into the file.
    pub(crate) fn write<T>(
        &self,
        out: impl Write,
        readers: Readers,
        unfinished: &Unfinished,
        options: (FailOn, Run),
        fill: impl FnOnce(&mut dyn Report) -> io::Result<T>,
    ) -> io::Result<T> {
        let (fail_on, run) = options;
        let options = Options {
            colour: self.has_colours(),
            fail_on,
            run,
            picture: self.image.as_deref().map(Picture::read).transpose()?,
        };
        match &self.output {
            None if self.quiet => fill(create(self.form, io::sink(), options).as_mut()),
            None => fill(create(self.form, out, options).as_mut()),
            Some(path) => write_whole(path, readers, unfinished, |out| {
                fill(create(self.form, out, options).as_mut())
            }),
        }
    }
}
