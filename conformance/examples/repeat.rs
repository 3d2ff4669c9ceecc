//! When a call is made again: three ways to decide, from the safest to the one that may cost.
//!
//! ```sh
//! export CLOVA_OCR_INVOKE_URL=… CLOVA_OCR_SECRET=…
//! cargo run --package idcard --example repeat -- card.jpg
//! ```
//!
//! The calls are billed.

use clova_id_card::client::RepeatPolicy;
use clova_id_card::{Client, Image};
use std::env;
use std::error::Error;
use std::time::Duration;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let path = env::args_os().nth(1).ok_or("which picture?")?;
    let (url, secret) = (
        env::var("CLOVA_OCR_INVOKE_URL").map_err(|_| "set CLOVA_OCR_INVOKE_URL, in UTF-8")?,
        env::var("CLOVA_OCR_SECRET").map_err(|_| "set CLOVA_OCR_SECRET, in UTF-8")?,
    );

    // What holds for all calls: more patience than by default, but still only where nothing can
    // have been paid for. That is where nothing was sent, or the vendor refused it.
    let patient = RepeatPolicy::default()
        .attempts(5)
        .backoff(Duration::from_secs(1), Duration::from_secs(20))
        .retry_after_cap(Duration::from_mins(1));
    let client = Client::builder(url, secret).repeat(patient).build()?;

    // What holds for one call: no second attempt at all.
    let once = client
        .recognize(Image::path(&path))
        .repeat(RepeatPolicy::never());
    if let Err(error) = once.send().await {
        println!("{} attempt, sent: {:?}", error.attempts(), error.sent());
    }

    // Where an answer is worth a second charge.
    let at_any_price = RepeatPolicy::default().accept_a_second_charge();
    let answer = client
        .recognize(Image::path(&path))
        .repeat(at_any_price)
        .await?;
    println!("{}", answer.redacted());
    Ok(())
}
