//! A picture that does not come, against the limit of the whole.

use clova_id_card::client::{CallError, Limit, Sent, blocking};
use clova_id_card::{BodyKind, Client, Error, Image};
use std::io::{self, Read};
use std::sync::Mutex;
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::{Duration, Instant};

/// Has this many bytes of a picture, and then nothing until the test is over.
struct Stuck(usize, Mutex<Receiver<()>>);

impl Read for Stuck {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let picture = b"\x89PNG\r\n\x1A\n............";
        let some = self.0.min(into.len());
        into[..some].copy_from_slice(&picture[..some]);
        self.0 -= some;
        if some == 0 {
            let _ = self.1.lock().unwrap().recv();
        }
        Ok(some)
    }
}

fn stuck(after: usize) -> (Sender<()>, Image) {
    let (free, held) = mpsc::channel();
    let picture = Stuck(after, Mutex::new(held));
    (free, Image::reader(picture, Some(1_000_000)))
}

const LIMIT: Duration = Duration::from_millis(200);

/// Checks what a call ended in that had nothing to send.
fn check<T>(outcome: &Result<T, Error>, begun: Instant) {
    let error = outcome.as_ref().err().unwrap();
    assert!(matches!(error, CallError::Timeout(error, _) if error.limit == Limit::Total));
    assert_eq!((error.sent(), error.attempts()), (Sent::No, 0));
    assert!(begun.elapsed() < Duration::from_secs(10));
}

#[tokio::test]
async fn the_time_of_a_call_includes_the_first_look_at_the_picture() {
    let builder = Client::builder("http://127.0.0.1:9", "secret");
    let client = builder.timeout(LIMIT).build().unwrap();
    for body in [BodyKind::Json, BodyKind::Multipart] {
        for after in [0, 5] {
            let (_free, image) = stuck(after);
            let begun = Instant::now();
            check(&client.recognize(image).body(body).send().await, begun);
        }
    }
}

#[test]
fn it_does_so_where_the_caller_blocks() {
    let builder = blocking::Client::builder("http://127.0.0.1:9", "secret");
    let client = builder.build().unwrap();
    let (_free, image) = stuck(0);
    let begun = Instant::now();
    check(&client.recognize(image).timeout(LIMIT).send(), begun);
}
