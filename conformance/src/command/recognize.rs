//! Sends a picture to the service and prints what may be shown of the answer: `idcard recognize`.
//!
//! It is the only command that costs money, and the only one that reads secrets. Nothing that it
//! prints holds a value, a secret or a URL, or the name of a file, but that of a picture which is not
//! there. Of a service on this machine nothing is billed: it is a stand-in.

mod billing;
mod exchange;
mod hidden;
mod invoke_url;
mod pending;
mod setting;

use super::message::complain;
use super::standard_output::StandardOutput;
use clova_id_card::client::blocking::Client;
use clova_id_card::{BodyKind, Error, Image, ImageFormat};
use exchange::{Answer, Exchange};
use hidden::Hidden;
use invoke_url::Place;
use pending::Pending;
use setting::{KEY, URL};
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::time::Duration;

/// Arguments of `idcard recognize`.
#[derive(clap::Args)]
#[expect(clippy::doc_markdown, reason = "it is the text of --help")]
pub(crate) struct Recognize {
    /// A picture of one card: JPEG or PNG, or a PDF or TIFF file of one page.
    image: PathBuf,

    /// A file that holds the invoke URL, instead of the variable CLOVA_OCR_INVOKE_URL.
    #[arg(long, value_name = "FILE")]
    invoke_url_file: Option<PathBuf>,

    /// A file that holds the secret key, instead of the variable CLOVA_OCR_SECRET.
    #[arg(long, value_name = "FILE")]
    secret_file: Option<PathBuf>,

    /// Write the exchange into this file, which only you may read: personal data in clear.
    #[arg(long, value_name = "FILE")]
    save: Option<PathBuf>,

    /// Let --save overwrite a file.
    #[arg(long, requires = "save")]
    force: bool,

    /// Do not ask whether to make a call that is billed.
    #[arg(long)]
    yes: bool,

    /// How many seconds the call may take. Too few, and the answer is paid for and lost.
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..=3600))]
    timeout: Option<u64>,
}

/// The text of `--help` below the options.
pub(crate) const HELP: &str = "\
The call is billed, so it asks first; where nobody can be asked, --yes is needed. It is made again
only where that is free: when nothing was sent, or the service refused it before any work. Of a
stand-in on this machine (`idcard mock`) neither is said.

The invoke URL and the secret key come from the variables CLOVA_OCR_INVOKE_URL and CLOVA_OCR_SECRET
or from files, never from an argument, which every process on the machine can read.

What is saved is an HTTP archive (HAR 1.2) with the request, but for the picture, and the answer.
Neither the secret key nor the last part of the invoke URL is in it, even if the answer repeats it.

Exit codes: 0 recognised · 1 no card was recognised, or the service refused · 2 usage · 3 it could
not be done.";

const RECOGNIZED: u8 = 0;
const NOT_RECOGNIZED: u8 = 1;
const USAGE: u8 = 2;
const FAILED: u8 = 3;

/// An error that ends the command: its exit code, and what went wrong.
struct CommandError(u8, String);

pub(crate) fn run(args: &Recognize, out: &mut StandardOutput) -> io::Result<u8> {
    let pending = Pending::default();
    pending.watch(out)?;
    let (place, exchange, outcome) = match call(args, &pending) {
        Ok(called) => called,
        Err(CommandError(code, message)) => {
            complain(&message);
            return Ok(code);
        }
    };
    // Before it is shown: a reader that went away must not cost the answer.
    let kept = exchange.is_none_or(|exchange| keep(exchange, &outcome));
    let code = match outcome {
        Ok(answer) => {
            writeln!(out, "{}", answer.redacted())?;
            match answer.into_recognized() {
                Ok(_) => RECOGNIZED,
                Err(why) => {
                    complain(&why.to_string());
                    NOT_RECOGNIZED
                }
            }
        }
        Err(error) => explain(&error, place),
    };
    Ok(if kept { code } else { FAILED })
}

type Outcome = Result<clova_id_card::Answer, Error>;

/// Everything that can go wrong without a call goes wrong before it.
fn call(
    args: &Recognize,
    pending: &Pending,
) -> Result<(Place, Option<Exchange>, Outcome), CommandError> {
    let url = setting::read(URL, "--invoke-url-file", args.invoke_url_file.as_deref())?;
    let secret = setting::read(KEY, "--secret-file", args.secret_file.as_deref())?;
    let place = invoke_url::place(&url)?;
    let format = format(args)?;
    let hidden = Hidden::new(&url, &secret);
    idcard::tls::install_provider();
    let client = Client::builder(url, secret)
        .build()
        .map_err(|error| failed(&error))?;
    let exchange = match &args.save {
        Some(path) => Some(Exchange::new(path, args.force, format, hidden, pending)?),
        None => None,
    };
    if place == Place::Elsewhere {
        billing::agree(args.yes)?;
    }
    let mut call = client
        .recognize(Image::path(&args.image))
        .format(format)
        .body(BodyKind::Multipart);
    if let Some(exchange) = &exchange {
        call = call
            .image_name(exchange::IMAGE)
            .request_id(exchange.request_id())
            .timestamp(exchange.timestamp());
    }
    if let Some(seconds) = args.timeout {
        call = call.timeout(Duration::from_secs(seconds));
    }
    pending.state().is_sent(place);
    let outcome = call.send();
    pending.state().is_over();
    Ok((place, exchange, outcome))
}

fn failed(why: &dyn ToString) -> CommandError {
    CommandError(FAILED, format!("{}; nothing was sent", why.to_string()))
}

/// What the picture is, by its first bytes.
fn format(args: &Recognize) -> Result<ImageFormat, CommandError> {
    let unread = |error: io::Error| match error.kind() {
        // Whoever misspelt a name has to see it.
        io::ErrorKind::NotFound => failed(&format!("there is no file {}", args.image.display())),
        kind => failed(&format!("the picture: {kind}")),
    };
    // A pipe would be empty when it is sent, and asking it may take for ever.
    if fs::metadata(&args.image).is_ok_and(|metadata| !metadata.is_file()) {
        return Err(failed(&"the picture: this is not a file"));
    }
    let mut head = Vec::new();
    let most = u64::try_from(ImageFormat::HEAD).unwrap_or(u64::MAX);
    File::open(&args.image)
        .and_then(|file| file.take(most).read_to_end(&mut head))
        .map_err(unread)?;
    ImageFormat::of(&head).map_err(|error| failed(&error))
}

/// Writes down what came, if anything did; false when that failed.
fn keep(exchange: Exchange, outcome: &Outcome) -> bool {
    let Some(answer) = Answer::of(outcome) else {
        complain("nothing is saved: there was no answer");
        return true;
    };
    match exchange.save(&answer) {
        Ok(()) => true,
        Err(CommandError(_, message)) => {
            complain(&message);
            false
        }
    }
}

/// What went wrong, what can be done, and what it may have cost.
fn explain(error: &Error, place: Place) -> u8 {
    complain(&error.to_string());
    if let Some(advice) = error.advice() {
        complain(advice);
    }
    if place == Place::Elsewhere {
        complain(billing::cost(error));
    }
    match error.answer() {
        Some(_) => NOT_RECOGNIZED,
        None => FAILED,
    }
}
