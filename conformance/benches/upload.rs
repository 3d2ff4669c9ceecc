//! What an upload costs, as ratios to the obvious way: peak memory and time of a large image, and
//! calls per second of a small one.
//!
//! ```text
//! cargo bench -p idcard-conformance --bench upload             prints figures
//! cargo bench -p idcard-conformance --bench upload -- --check  fails if one misses its target
//! ```
//!
//! The server is another process, and so is every way of sending, so that neither counts as the
//! memory of another. All ways are measured in one run, by turns: the machine is the same for all.
//! Without `--bench`, as when tests are run, it goes through the motions with a small image.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "what is wrong here is to stop it"
)]

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use clova_id_card::client::Content;
use clova_id_card::client::reqwest::Client as Http;
use clova_id_card::{BodyKind, Client, Image, RecognitionResponse};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

const ANSWER: &[u8] = include_bytes!("../payloads/samples/resident-card.json");
const MAGIC: &[u8] = b"\x89PNG\r\n\x1A\n";

/// The most that an upload may take beyond the image, in bytes.
const MEMORY: f64 = 8e6;

/// How much faster than the obvious way it has to be.
const FASTER: f64 = 3.0;

/// How much of the calls per second of code written by hand there have to be.
const RATE: f64 = 0.9;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["sink"] => sink(),
        ["upload", way, url, path, times] => upload(way, url, path, times.parse().unwrap()),
        ["rate", url, bytes, rounds] => rate(url, bytes.parse().unwrap(), rounds.parse().unwrap()),
        options => return report(options.contains(&"--bench"), options.contains(&"--check")),
    }
    ExitCode::SUCCESS
}

// The process that asks the others and prints.

fn report(in_earnest: bool, check: bool) -> ExitCode {
    let (bytes, times, rounds) = if in_earnest {
        (50_000_000, 7, 60)
    } else {
        (500_000, 1, 1)
    };
    let mut server = start(&["sink"]);
    let url = line(&mut server);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("image.png");
    std::fs::write(&path, image(bytes)).unwrap();
    let path = path.to_str().unwrap();
    let mut missed = false;
    let mut met = |what: &str, met: bool| {
        println!("  {} {what}", if met { "met   " } else { "MISSED" });
        missed |= !met;
    };

    println!("an image of {bytes} bytes: peak memory beyond it, and the shortest of {times} times");
    let [(obvious_memory, obvious_time), multipart, json] = ["obvious", "multipart", "json"]
        .map(|way| numbers(&["upload", way, &url, path, &times.to_string()]));
    let row = |name, (memory, time): (f64, f64)| {
        let (memory, more) = (memory / 1e6, memory / obvious_memory);
        let (time, faster) = (time * 1e3, obvious_time / time);
        println!("  {name:<26}{memory:8.1} MB {more:6.3}{time:8.1} ms {faster:6.2} times as fast");
    };
    row("base64, String, .json()", (obvious_memory, obvious_time));
    row("multipart from a path", multipart);
    row("JSON from bytes", json);
    for (name, (memory, time)) in [("multipart", multipart), ("JSON", json)] {
        met(
            &format!("{name}: under {} MB", MEMORY / 1e6),
            memory < MEMORY,
        );
        let faster = obvious_time / time;
        met(&format!("{name}: {FASTER} times as fast"), faster >= FASTER);
    }

    println!("calls per second, one after the other, and as a part of those of reqwest by hand");
    for bytes in [1_000, 100_000] {
        let (by_hand, client) = numbers(&["rate", &url, &bytes.to_string(), &rounds.to_string()]);
        let part = client / by_hand;
        println!("  {bytes:>7} bytes as JSON: {client:8.0} of {by_hand:8.0}, {part:.3}");
        met(&format!("at least {RATE}"), part >= RATE);
    }
    server.kill().unwrap();
    server.wait().unwrap();
    ExitCode::from(u8::from(missed && check && in_earnest))
}

fn image(length: usize) -> Vec<u8> {
    let mut image = MAGIC.to_vec();
    // Not all alike, so that nothing has an easy time.
    let noise = (0_u32..).map(|n| (n.wrapping_mul(2_654_435_761) >> 24).to_le_bytes()[0]);
    image.extend(noise.take(length - MAGIC.len()));
    image
}

fn start(arguments: &[&str]) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(arguments)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

fn line(child: &mut Child) -> String {
    let mut line = String::new();
    let mut output = BufReader::new(child.stdout.as_mut().unwrap());
    output.read_line(&mut line).unwrap();
    line.trim().to_owned()
}

/// What a child of one task prints: two numbers.
fn numbers(arguments: &[&str]) -> (f64, f64) {
    let mut child = start(arguments);
    let line = line(&mut child);
    assert!(child.wait().unwrap().success(), "{arguments:?}");
    let (first, second) = line.split_once(' ').unwrap();
    (first.parse().unwrap(), second.parse().unwrap())
}

// The server: takes everything and looks at nothing.

fn sink() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    println!("http://{}/key", listener.local_addr().unwrap());
    for connection in listener.incoming() {
        let connection = connection.unwrap();
        std::thread::spawn(move || drain(connection));
    }
}

fn drain(mut connection: TcpStream) -> Option<()> {
    connection.set_nodelay(true).unwrap();
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
        ANSWER.len()
    );
    let answer = [head.as_bytes(), ANSWER].concat();
    let mut piece = vec![0; 1 << 20];
    let mut begun = Vec::new();
    loop {
        let end = loop {
            let end = begun.windows(4).position(|four| four == b"\r\n\r\n");
            if let Some(end) = end {
                break end;
            }
            let read = connection.read(&mut piece).ok().filter(|read| *read > 0)?;
            begun.extend_from_slice(&piece[..read]);
        };
        let head = str::from_utf8(&begun[..end]).unwrap().to_lowercase();
        let length = head
            .lines()
            .find_map(|line| line.strip_prefix("content-length: "));
        let mut left = length.unwrap().parse::<usize>().unwrap();
        left -= begun.len() - (end + 4);
        while left > 0 {
            let read = connection.read(&mut piece).ok().filter(|read| *read > 0)?;
            left -= read;
        }
        begun.clear();
        connection.write_all(&answer).ok()?;
    }
}

// A way to send a large image: prints its peak memory and its time.

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
}

fn upload(way: &str, url: &str, path: &str, times: usize) {
    let sender = Sender::new(url);
    let warm = image(1_000);
    let small = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(small.path(), &warm).unwrap();
    runtime().block_on(async {
        sender.send(way, small.path(), &warm.into()).await;
        // Who sends from a path does not hold the image.
        let held = match way {
            "multipart" => bytes::Bytes::new(),
            _ => std::fs::read(path).unwrap().into(),
        };
        let before = memory("VmRSS");
        // From here on the peak is counted anew.
        std::fs::write("/proc/self/clear_refs", "5").unwrap();
        let mut shortest = Duration::MAX;
        for _ in 0..times {
            let begun = Instant::now();
            sender.send(way, Path::new(path), &held).await;
            shortest = shortest.min(begun.elapsed());
        }
        let peak = memory("VmHWM").saturating_sub(before);
        println!("{peak} {}", shortest.as_secs_f64());
    });
}

/// What the kernel says, in bytes.
fn memory(name: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let number = line.unwrap().trim_matches(|c: char| !c.is_ascii_digit());
    number.parse::<u64>().unwrap() * 1024
}

struct Sender {
    url: String,
    client: Client,
    http: Http,
}

impl Sender {
    fn new(url: &str) -> Self {
        Self {
            url: format!("{url}/document/id-card"),
            client: Client::builder(url, "secret").build().unwrap(),
            http: Http::builder().no_proxy().build().unwrap(),
        }
    }

    async fn send(&self, way: &str, path: &Path, held: &bytes::Bytes) {
        match way {
            "obvious" => self.by_hand(held).await,
            "multipart" => self.recognize(Image::path(path), BodyKind::Multipart).await,
            "json" => {
                let image = Image::from(Content::from(held.clone()));
                self.recognize(image, BodyKind::Json).await;
            }
            _ => panic!("no such way: {way}"),
        }
    }

    async fn recognize(&self, image: Image, body: BodyKind) {
        let call = self.client.recognize(image).body(body);
        std::hint::black_box(call.request_id("1").timestamp(0).await.unwrap());
    }

    /// The same exchange, as it is written without the client.
    async fn by_hand(&self, image: &[u8]) {
        #[derive(serde::Serialize)]
        #[expect(clippy::struct_field_names, reason = "they are the service's")]
        struct Request<'a> {
            version: &'a str,
            #[serde(rename = "requestId")]
            request_id: &'a str,
            timestamp: i64,
            images: [Picture<'a>; 1],
        }
        #[derive(serde::Serialize)]
        struct Picture<'a> {
            format: &'a str,
            name: &'a str,
            data: String,
        }
        let request = Request {
            version: "V2",
            request_id: "1",
            timestamp: 0,
            images: [Picture {
                format: "png",
                name: "image",
                data: STANDARD.encode(image),
            }],
        };
        let call = self.http.post(&self.url).header("X-OCR-SECRET", "secret");
        let answer = call.json(&request).send().await.unwrap();
        let answer = answer.error_for_status().unwrap();
        let answer = answer.json::<RecognitionResponse>().await.unwrap();
        std::hint::black_box(answer);
    }
}

// Calls per second: by hand and with the client, by turns; prints the median of each.

fn rate(url: &str, bytes: usize, rounds: usize) {
    const CALLS: u32 = 50;
    let sender = Sender::new(url);
    let image = bytes::Bytes::from(image(bytes));
    let path = Path::new("");
    let mut times = [Vec::new(), Vec::new()];
    runtime().block_on(async {
        for round in 0..=rounds {
            for (times, way) in times.iter_mut().zip(["obvious", "json"]) {
                let begun = Instant::now();
                for _ in 0..CALLS {
                    sender.send(way, path, &image).await;
                }
                // The first round warms up.
                if round > 0 {
                    times.push(begun.elapsed());
                }
            }
        }
    });
    let [by_hand, client] = times.map(|mut times| {
        times.sort();
        f64::from(CALLS) / times[times.len() / 2].as_secs_f64()
    });
    println!("{by_hand} {client}");
}
