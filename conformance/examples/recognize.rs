//! Has a picture read, and prints what of the answer may be shown.
//!
//! ```sh
//! export CLOVA_OCR_INVOKE_URL=… CLOVA_OCR_SECRET=…
//! cargo run --package idcard --example recognize -- card.jpg
//! ```
//!
//! The call is billed.

use clova_id_card::{Card, Client, Image};
use std::env;
use std::error::Error;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let path = env::args_os().nth(1).ok_or("which picture?")?;
    // Both belong on a server, and into neither source nor arguments.
    let (url, secret) = (
        env::var("CLOVA_OCR_INVOKE_URL").map_err(|_| "set CLOVA_OCR_INVOKE_URL, in UTF-8")?,
        env::var("CLOVA_OCR_SECRET").map_err(|_| "set CLOVA_OCR_SECRET, in UTF-8")?,
    );
    let client = Client::builder(url, secret).max_in_flight(2).build()?;

    let answer = match client.recognize(Image::path(path)).send().await {
        Ok(answer) => answer,
        Err(error) => {
            eprintln!("may it have been paid for? sent: {:?}", error.sent());
            if let Some(advice) = error.advice() {
                eprintln!("{advice}");
            }
            return Err(error.into());
        }
    };
    println!("{}", answer.redacted());

    // Status 200 does not mean that a card was recognised, and the service chooses the kind.
    let recognized = answer.into_recognized()?;
    match recognized.card() {
        Card::Resident(card) => {
            let names = card.name.as_deref().unwrap_or_default();
            for name in names {
                // `expose` is the one way to a value: search for it to find all places.
                let letters = name.text.expose().chars().count();
                println!("a name of {letters} letters, score {:?}", name.score());
            }
        }
        other => println!("no resident registration card, but: {}", other.kind()),
    }
    Ok(())
}
