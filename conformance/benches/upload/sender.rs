//! The ways to send: by hand, and with the client by either body.
//!
//! They stand together because each has to send the same.

use super::memory::Peak;
use super::{PATIENCE, by_hand, image, median, seconds};
use bytes::Bytes;
use clova_id_card::client::reqwest;
use clova_id_card::{BodyKind, Client, Image};
use std::fs;
use std::io::BufRead;
use std::path::Path;
use tokio::runtime::{Builder, Runtime};

struct Sender {
    url: String,
    client: Client,
    http: reqwest::Client,
}

impl Sender {
    fn new(url: &str) -> Self {
        let client = Client::builder(url, "secret").timeout(PATIENCE);
        Self {
            url: format!("{url}/document/id-card"),
            client: client.build().unwrap(),
            http: reqwest::Client::builder()
                .no_proxy()
                .timeout(PATIENCE)
                .build()
                .unwrap(),
        }
    }

    async fn send(&self, way: &str, path: &Path, held: &Bytes) {
        match way {
            "obvious" => by_hand::send(&self.http, &self.url, held).await,
            "multipart" => self.recognize(Image::path(path), BodyKind::Multipart).await,
            "json" => {
                self.recognize(Image::bytes(held.clone()), BodyKind::Json)
                    .await;
            }
            _ => panic!("no such way: {way}"),
        }
    }

    async fn recognize(&self, image: Image, body: BodyKind) {
        let call = self.client.recognize(image).body(body);
        std::hint::black_box(call.request_id("1").timestamp(0).await.unwrap());
    }
}

/// Sends an image each time it is told to, and says how long it took; at the end, the peak of
/// memory.
pub(crate) fn uploads(way: &str, url: &str, path: &Path) {
    let sender = Sender::new(url);
    let small = tempfile::NamedTempFile::new().unwrap();
    let warm = image(1_000);
    fs::write(small.path(), &warm).unwrap();
    let runtime = runtime();
    runtime.block_on(sender.send(way, small.path(), &warm.into()));
    // Who sends from a path does not hold the image.
    let held = match way {
        "multipart" => Bytes::new(),
        _ => fs::read(path).unwrap().into(),
    };
    let peak = Peak::begin();
    for line in std::io::stdin().lock().lines() {
        if line.unwrap() == "end" {
            break;
        }
        println!(
            "{}",
            runtime.block_on(seconds(sender.send(way, path, &held)))
        );
    }
    println!("{}", peak.beyond());
}

/// Calls, one by hand and one with the client, by turns: on a busy machine both are held up alike.
/// Prints the calls per second of each, by the median of what a call takes.
pub(crate) fn calls(url: &str, bytes: usize, rounds: usize) {
    let sender = Sender::new(url);
    let image = Bytes::from(image(bytes));
    let path = Path::new("");
    let mut times = [Vec::new(), Vec::new()];
    runtime().block_on(async {
        for round in 0..rounds {
            for (times, way) in times.iter_mut().zip(["obvious", "json"]) {
                let time = seconds(sender.send(way, path, &image)).await;
                // The first tenth warms up.
                if round >= rounds / 10 {
                    times.push(time);
                }
            }
        }
    });
    let [by_hand, client] = times.map(|times| 1.0 / median(times.into_iter()));
    println!("{by_hand} {client}");
}

pub(crate) fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}
