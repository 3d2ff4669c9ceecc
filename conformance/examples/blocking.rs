//! The same for code that waits: no runtime of one's own, and no `async`.
//!
//! ```sh
//! export CLOVA_OCR_INVOKE_URL=… CLOVA_OCR_SECRET=…
//! cargo run --package idcard --example blocking -- card.jpg
//! ```
//!
//! The call is billed.

use clova_id_card::Image;
use clova_id_card::client::blocking::Client;
use std::env;
use std::error::Error;
use std::time::Duration;

fn main() -> Result<(), Box<dyn Error>> {
    let path = env::args_os().nth(1).ok_or("which picture?")?;
    let (url, secret) = (
        env::var("CLOVA_OCR_INVOKE_URL").map_err(|_| "set CLOVA_OCR_INVOKE_URL, in UTF-8")?,
        env::var("CLOVA_OCR_SECRET").map_err(|_| "set CLOVA_OCR_SECRET, in UTF-8")?,
    );
    let client = Client::builder(url, secret).build()?;
    let answer = client
        .recognize(Image::path(path))
        .timeout(Duration::from_mins(1))
        .send()?;
    println!("{}", answer.redacted());
    Ok(())
}
