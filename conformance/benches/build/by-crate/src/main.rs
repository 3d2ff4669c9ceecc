//! Sends a picture and prints the kind of card, with `clova-id-card`.

use clova_id_card::{Client, Image};
use std::env;
use std::error::Error;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let path = env::args_os().nth(1).ok_or("usage: by-crate PICTURE")?;
    let client = Client::builder(
        env::var("CLOVA_OCR_INVOKE_URL")?,
        env::var("CLOVA_OCR_SECRET")?,
    );
    let answer = client.build()?.recognize(Image::path(path)).await?;
    let recognized = answer.into_recognized()?;
    println!("{}", recognized.card().code());
    Ok(())
}
