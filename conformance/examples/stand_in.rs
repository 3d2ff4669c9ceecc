//! Testing one's own code without a call that is billed: the service is a stand-in in the same
//! process, faults included.
//!
//! ```sh
//! cargo run --package idcard --example stand_in
//! ```
//!
//! In a project of one's own, `idcard-service` is a dev-dependency, and what is `main` here is a
//! test.

use clova_id_card::client::Sent;
use clova_id_card::{Client, Error};
use idcard_service::{Config, Fault, Service, Show};

/// The beginning of a PNG file: the stand-in does not look further.
const PICTURE: &[u8] = b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR";

/// The code to be tested: it wants to know whether a card was recognised, and whether that may have
/// to be paid for.
async fn my_code(client: &Client) -> Result<bool, Sent> {
    let answer = client.recognize(PICTURE).send().await;
    let answer = answer.map_err(|error: Error| error.sent())?;
    Ok(answer.into_recognized().is_ok())
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let card = Service::start(Config::default().seed(7).show(Show::Card("ac")))?;
    let client = Client::builder(card.invoke_url(), card.secret()).build()?;
    assert_eq!(my_code(&client).await, Ok(true));
    assert_eq!(card.journal().billed, 1);

    let none = Service::start(Config::default().show(Show::Failure))?;
    let client = Client::builder(none.invoke_url(), none.secret()).build()?;
    assert_eq!(my_code(&client).await, Ok(false));

    // The connection breaks when all was sent: nobody knows, so there is no second attempt.
    let broken = Service::start(Config::default().script([Some(Fault::ResetAfterBody)]))?;
    let client = Client::builder(broken.invoke_url(), broken.secret()).build()?;
    assert_eq!(my_code(&client).await, Err(Sent::Maybe));
    assert_eq!(broken.journal().calls, 1);

    // A refusal is free: the client waits for a moment, and its second attempt succeeds.
    let busy = Config::default().show(Show::Card("ic"));
    let busy = Service::start(busy.script([Some(Fault::TooManyRequests(1))]))?;
    let client = Client::builder(busy.invoke_url(), busy.secret()).build()?;
    assert_eq!(my_code(&client).await, Ok(true));
    assert_eq!((busy.journal().calls, busy.journal().billed), (2, 1));

    println!("all as expected, and nothing was paid");
    Ok(())
}
