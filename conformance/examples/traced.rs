//! All that a log can hold of a call: every crate at TRACE, and what is printed of the outcome.
//!
//! ```sh
//! export CLOVA_OCR_INVOKE_URL=… CLOVA_OCR_SECRET=…
//! RUST_LOG=trace cargo run --package idcard --example traced -- card.jpg
//! ```
//!
//! The calls are billed: four of them, by both bodies, awaited and blocking. The crate needs its
//! feature `tracing` for a span of its own.

use clova_id_card::client::{RepeatPolicy, blocking};
use clova_id_card::{Answer, BodyKind, Client, Error, Image, Personal};
use std::env;
use std::path::PathBuf;
use std::thread;
use tokio::runtime::Runtime;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::format::FmtSpan;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::from_default_env())
        .with_span_events(FmtSpan::FULL)
        .with_ansi(false)
        .init();
    let path = PathBuf::from(env::args_os().nth(1).ok_or("which picture?")?);
    let (url, secret) = (
        env::var("CLOVA_OCR_INVOKE_URL").map_err(|_| "set CLOVA_OCR_INVOKE_URL, in UTF-8")?,
        env::var("CLOVA_OCR_SECRET").map_err(|_| "set CLOVA_OCR_SECRET, in UTF-8")?,
    );
    // The name of a file may be that of a person. Even where it is sent, it is not logged.
    let name = Personal::new(path.to_string_lossy().into_owned());
    let awaited = Client::builder(&*url, &*secret)
        .repeat(RepeatPolicy::never())
        .build()?;
    let waiting = blocking::Client::builder(&*url, &*secret)
        .repeat(RepeatPolicy::never())
        .build()?;
    println!("{awaited:?}\n{waiting:?}");
    let runtime = Runtime::new()?;
    for body in [BodyKind::Json, BodyKind::Multipart] {
        let call = awaited.recognize(Image::path(&path)).body(body);
        let call = call.image_name(name.clone());
        println!("{call:?}");
        show(runtime.block_on(call.send()));
        let call = waiting.recognize(Image::path(&path)).body(body);
        show(call.image_name(name.clone()).send());
    }
    Ok(())
}

/// What a careful program prints, and what a careless one does.
fn show(outcome: Result<Answer, Error>) {
    println!("{outcome:?}\n{outcome:#?}");
    match &outcome {
        Ok(answer) => {
            println!("{}", answer.redacted());
            println!("{:?}", answer.clone().into_recognized());
            println!("{:?}", answer.card());
        }
        Err(error) => {
            println!("{error}");
            let mut cause = std::error::Error::source(error);
            while let Some(error) = cause {
                println!("{error}");
                cause = error.source();
            }
        }
    }
    #[expect(clippy::unwrap_used, reason = "its words are to be seen")]
    let careless = thread::spawn(move || outcome.unwrap().into_recognized().unwrap());
    // The panic has spoken already.
    drop(careless.join());
}
