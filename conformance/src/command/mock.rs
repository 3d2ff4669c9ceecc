//! Runs the stand-in of the service until the program is ended: `idcard mock`.

use clova_id_card::operation::POST_ID_CARD;
use idcard_service::{Config, Fault, NoSuchFault, Service, Show};
use serde::Serialize;
use std::fmt::Write as _;
use std::io::{self, IsTerminal, Write};
use std::time::Duration;

/// Arguments of `idcard mock`.
#[derive(clap::Args)]
pub(crate) struct Mock {
    /// The port on the loopback interface; 0 for one that is free.
    #[arg(long, default_value_t = 0)]
    port: u16,

    /// What all answers are made from: the same seed and the same calls, the same bytes.
    #[arg(long, default_value_t = 0)]
    seed: u64,

    /// What the answers show: any, ic, dl, pp, ac, failure or error.
    #[arg(long, value_name = "WHAT", default_value = "any")]
    answer: Show,

    /// What the first calls meet, one after the other; none for nothing.
    #[arg(long, value_name = "FAULT", value_delimiter = ',', value_parser = step)]
    script: Vec<Step>,

    /// Faults that calls meet by chance: any but those of the connection.
    #[arg(long, value_name = "FAULT", value_delimiter = ',', value_parser = by_chance)]
    faults: Vec<Fault>,

    /// How likely a call meets one of them: from 0 to 1.
    #[arg(
        long,
        value_name = "PROBABILITY",
        default_value_t = 0.1,
        value_parser = probability,
        requires = "faults"
    )]
    fault_rate: f64,

    /// How many calls may be on their way; one more is refused with code 0025.
    #[arg(long, value_name = "CALLS")]
    max_concurrent: Option<usize>,

    /// How many milliseconds each good call takes.
    #[arg(long, value_name = "MILLISECONDS", default_value_t = 0)]
    latency: u64,

    /// Have answers differ as far as the spec allows: failures, results without a card, cards that
    /// were read in part; without it they are what the service typically sends.
    #[arg(long)]
    variety: bool,

    /// Add members that the spec does not name.
    #[arg(long)]
    extra_members: bool,
}

/// A step of the script.
#[derive(Clone)]
struct Step(Option<Fault>);

fn step(text: &str) -> Result<Step, NoSuchFault> {
    match text {
        "none" => Ok(Step(None)),
        _ => text.parse().map(|fault| Step(Some(fault))),
    }
}

fn by_chance(text: &str) -> Result<Fault, String> {
    let fault: Fault = text
        .parse()
        .map_err(|error: NoSuchFault| error.to_string())?;
    if fault.may_be_by_chance() {
        Ok(fault)
    } else {
        Err("this happens before there is a call: give it to --script".to_owned())
    }
}

fn probability(text: &str) -> Result<f64, String> {
    let number = text.parse().ok();
    number
        .filter(|number| (0.0..=1.0).contains(number))
        .ok_or_else(|| "not a number from 0 to 1".to_owned())
}

/// The text of `--help` below the options.
pub(crate) fn help() -> String {
    let mut help = "\
One line of JSON on standard output says when it is ready, where, and with which secret; on a
terminal, lines to paste do.
GET /__mock/journal says which calls would have been billed, DELETE begins it anew.
A single call steers it by headers: x-mock-fault, x-mock-answer, x-mock-seed.

Faults:
"
    .to_owned();
    for (fault, what) in Fault::all() {
        // Writing to a string cannot fail.
        let _ = writeln!(help, "  {:<32}{what}", fault.to_string());
    }
    help
}

/// The line that says where it is.
#[derive(Serialize)]
struct Line<'a> {
    ready: bool,
    invoke_url: String,
    secret: &'a str,
}

impl Line<'_> {
    /// What a person pastes into a shell: the variables of `idcard recognize`, and the commands of
    /// the vendor's page. A text in quotes cannot end there: neither value holds a quote.
    fn to_paste(&self) -> String {
        let Self {
            invoke_url, secret, ..
        } = self;
        let url = format!("{invoke_url}{}", POST_ID_CARD.path);
        format!(
            r#"The stand-in is ready, until Ctrl-C. For `idcard recognize`, and for programs:

export CLOVA_OCR_INVOKE_URL='{invoke_url}'
export CLOVA_OCR_SECRET='{secret}'

The two commands of the vendor's page; the second one sends a picture card.png:

curl --location --request POST '{url}' --header 'Content-Type: application/json' --header 'X-OCR-SECRET: {secret}' --data '{{"version": "V2", "requestId": "string", "timestamp": 0, "images": [
    {{"format": "png", "name": "idcard_test", "data": "{PNG}"}}
]}}'

curl --location --request POST '{url}' --header 'X-OCR-SECRET: {secret}' --header 'Content-Type: multipart/form-data' --form 'message={{"version": "V2", "requestId": "1234", "timestamp": 0, "images": [{{"format": "png", "name": "idcard_test"}}]}}' --form 'file=@"card.png"'
"#
        )
    }
}

/// A picture of one pixel.
const PNG: &str = "\
iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

pub(crate) fn run(args: Mock, mut out: impl Write) -> io::Result<u8> {
    let mut config = Config::default()
        .port(args.port)
        .seed(args.seed)
        .show(args.answer)
        .script(args.script.into_iter().map(|Step(fault)| fault))
        .faults(args.faults, args.fault_rate)
        .latency(Duration::from_millis(args.latency))
        .variety(args.variety)
        .extra_members(args.extra_members);
    if let Some(calls) = args.max_concurrent {
        config = config.max_concurrent(calls);
    }
    let service = Service::start(config)?;
    let line = Line {
        ready: true,
        invoke_url: service.invoke_url(),
        secret: service.secret(),
    };
    if io::stdout().is_terminal() {
        out.write_all(line.to_paste().as_bytes())?;
    } else {
        serde_json::to_writer(&mut out, &line)?;
        writeln!(out)?;
    }
    out.flush()?;
    service.wait()
}
