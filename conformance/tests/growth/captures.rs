//! Makes captures of so many payloads, in each format.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::json;
use std::fmt::Write as _;
use std::io::Write as _;

/// Makes a capture of so many of these payloads.
pub(crate) type Make = fn(&str, usize) -> Vec<u8>;

/// Each format, with the ending of a file of it.
pub(crate) const FORMATS: [(&str, Make); 12] = [
    ("ndjson", |payload, count| {
        format!("{payload}\n").repeat(count).into()
    }),
    ("one-line.json", |payload, count| array(payload, count, "")),
    ("array.json", |payload, count| array(payload, count, "\n")),
    ("har", |payload, count| archive(payload, count, false)),
    ("base64.har", |payload, count| archive(payload, count, true)),
    ("http", |payload, count| {
        let length = payload.len();
        format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n{payload}\r\n")
            .repeat(count)
            .into()
    }),
    ("chunked.http", |payload, count| {
        let chunk = format!("{:x}\r\n{payload}\r\n0\r\n\r\n", payload.len());
        format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{chunk}")
            .repeat(count)
            .into()
    }),
    ("trace", trace),
    ("ndjson.gz", |payload, count| {
        gzip(format!("{payload}\n").repeat(count).as_bytes())
    }),
    ("ndjson.zst", |payload, count| {
        zstd::encode_all(format!("{payload}\n").repeat(count).as_bytes(), 1).unwrap()
    }),
    ("log.ndjson", |payload, count| {
        format!("{}\n", json!({"_source": {"body": payload}}))
            .repeat(count)
            .into()
    }),
    ("blank.ndjson", |_, count| {
        "\n \n".repeat(count * 4000).into()
    }),
];

fn array(payload: &str, count: usize, end: &str) -> Vec<u8> {
    let items = vec![format!("{payload}{end}"); count];
    format!("[{}]", items.join(",")).into()
}

fn archive(payload: &str, count: usize, encoded: bool) -> Vec<u8> {
    let content = if encoded {
        json!({"mimeType": "application/json", "encoding": "base64", "text": STANDARD.encode(payload)})
    } else {
        json!({"mimeType": "application/json", "text": payload})
    };
    let entry = json!({
        "request": {"method": "POST", "url": "https://e.invalid/custom/v1/0/k/document/id-card", "headers": []},
        "response": {"status": 200, "headers": [], "content": content},
    });
    json!({"log": {"version": "1.2", "entries": vec![entry; count]}})
        .to_string()
        .into()
}

/// As `curl --trace` writes an answer.
fn trace(payload: &str, count: usize) -> Vec<u8> {
    let mut one = String::new();
    let head = "POST /document/id-card HTTP/1.1\r\nContent-Type: application/json\r\n\r\n";
    section(&mut one, "=> Send header", head.as_bytes());
    section(&mut one, "<= Recv header", b"HTTP/1.1 200 OK\r\n");
    let length = format!("Content-Length: {}\r\n", payload.len());
    section(&mut one, "<= Recv header", length.as_bytes());
    section(&mut one, "<= Recv header", b"\r\n");
    for piece in payload.as_bytes().chunks(4096) {
        section(&mut one, "<= Recv data", piece);
    }
    one.repeat(count).into()
}

fn section(trace: &mut String, name: &str, bytes: &[u8]) {
    let _ = writeln!(trace, "{name}, {} bytes (0x{:x})", bytes.len(), bytes.len());
    for (line, row) in bytes.chunks(16).enumerate() {
        let hex = row.iter().fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x} ");
            hex
        });
        let text: String = row
            .iter()
            .map(|byte| {
                if byte.is_ascii_graphic() {
                    char::from(*byte)
                } else {
                    '.'
                }
            })
            .collect();
        let _ = writeln!(trace, "{:04x}: {hex:<48}{text}", line * 16);
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}
