//! Starts `idcard mock`, and sends it the commands of the vendor's page.

use super::client::{self, PNG, PNG_TEXT, Request};
use crate::process;
use idcard_service::{Config, Service};
use serde_json::Value;
use std::fs;
use std::io::{self, BufRead, BufReader, Write};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};

/// Ended when the test is, however it ends.
struct Mock {
    child: Child,
    line: Value,
}

impl Drop for Mock {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn mock(arguments: &[&str]) -> Mock {
    let mut child = process::idcard()
        .arg("mock")
        .args(arguments)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    Mock {
        child,
        line: serde_json::from_str(&line).unwrap(),
    }
}

fn address(mock: &Mock) -> SocketAddr {
    let url = mock.line["invoke_url"].as_str().unwrap();
    let rest = url.strip_prefix("http://").unwrap();
    let (address, path) = rest.split_once('/').unwrap();
    assert_eq!(path, "custom/v1/0/mock");
    address.parse().unwrap()
}

#[test]
fn the_program_says_where_it_is_and_keeps_a_journal() {
    let mock = mock(&["--port", "0", "--script", "none,gateway=503", "--seed", "4"]);
    assert_eq!(mock.line["ready"], true);
    let address = address(&mock);
    // The path and the secret of a stand-in are the same wherever it runs.
    let twin = Service::start(Config::default().seed(4)).unwrap();
    assert_eq!(mock.line["secret"], twin.secret());
    let request = Request::json(&twin).with("Connection", "close");
    let answer = client::send(address, &request.bytes());
    assert_eq!(answer.raw, request.send(&twin).raw);
    assert_eq!(client::send(address, &request.bytes()).status(), 503);

    let journal = |method: &str| {
        let text = format!("{method} /__mock/journal HTTP/1.1\r\nConnection: close\r\n\r\n");
        client::send(address, text.as_bytes())
    };
    let told = journal("GET").json();
    assert_eq!((&told["calls"], &told["billed"]), (&2.into(), &1.into()));
    assert_eq!(told["entries"][1]["fault"], "gateway=503");
    assert_eq!(journal("DELETE").status(), 204);
    assert_eq!(journal("GET").json()["calls"], 0);
    assert_eq!(journal("POST").status(), 405);
}

#[test]
fn the_program_is_told_when_it_is_misused() {
    for (arguments, code) in [
        (&["--script", "nonsense"][..], 2),
        (&["--faults", "html=200"], 2),
        (&["--answer", "xx"], 2),
        (&["--fault-rate", "0.5"], 2),
        (&["--faults", "tls-alert"], 2),
        (&["--faults", "html", "--fault-rate", "2"], 2),
        (&["--faults", "html", "--fault-rate", "NaN"], 2),
    ] {
        let mut idcard = process::idcard();
        let output = idcard.arg("mock").args(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}");
    }
    let taken = Service::start(Config::default()).unwrap();
    let port = taken.address().port().to_string();
    let mut idcard = process::idcard();
    let output = idcard.args(["mock", "--port", &port]).output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    let said = process::stderr(&output);
    assert!(
        said.starts_with(&format!("idcard: port {port}: ")),
        "{said}"
    );
}

/// Whether the test needs a program that is not here, which is said where it is seen.
fn is_without(program: &str, test: &str) -> bool {
    let absent = Command::new(program).arg("--version").output().is_err();
    if absent {
        // Not by a macro: what those print is not shown when a test passes.
        let skipped = format!("\nSKIPPED {test}: no {program} here\n");
        io::stderr().write_all(skipped.as_bytes()).unwrap();
    }
    absent
}

/// By `script`, which makes a terminal; the lines are run as they came.
#[cfg(target_os = "linux")]
#[test]
fn on_a_terminal_it_says_what_to_paste() {
    let test = "on_a_terminal_it_says_what_to_paste";
    if is_without("curl", test) || is_without("script", test) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("card.png"), PNG).unwrap();
    let program = process::idcard().get_program().to_owned();
    let mut script = Command::new("script")
        .args(["--quiet", "--flush", "--command"])
        .arg(format!("{} mock", program.to_str().unwrap()))
        .arg("/dev/null")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(script.stdout.take().unwrap()).lines();
    let mut pasted = String::new();
    while !pasted.ends_with("--form 'file=@\"card.png\"'\n") {
        pasted += lines.next().unwrap().unwrap().trim_end();
        pasted.push('\n');
    }
    let from = pasted.find("export ").unwrap();
    let prose = "The two commands of the vendor's page";
    let commands: String = pasted[from..]
        .split_inclusive('\n')
        .filter(|line| !line.starts_with(prose))
        .collect();
    let commands = format!(
        "{commands}\necho\n'{}' recognize card.png\n",
        program.display()
    );
    let output = Command::new("sh")
        .args(["-c", &commands])
        .current_dir(folder.path())
        .output()
        .unwrap();
    let _ = script.kill();
    let _ = script.wait();
    let said = process::stdout(&output);
    assert_eq!(said.matches("\"version\":\"V2\"").count(), 2, "{said}");
    assert!(said.contains("\nSUCCESS; "), "{said}");
}

/// The page's two commands, as they are printed.
const JSON_COMMAND: &str = r#"curl --location --request POST 'https://cbgrx5natw.apigw.ntruss.com/custom/v1/{DomainId}/{InvokeKey}/document/id-card' \
--header 'Content-Type: application/json' \
--header 'X-OCR-SECRET: {Secret key issued when registering the app}' \
--data '{
    "version": "V2",
    "requestId": "string",
    "timestamp": 0,
    "images": [
        { 
            "format": "png", 
            "name": "idcard_test", 
            "data":"{Base64-encoded image data}"
        }
    ]
 }'
"#;

const MULTIPART_COMMAND: &str = r#"curl --location --request POST 'https://cbgrx5natw.apigw.ntruss.com/custom/v1/{DomainId}/{InvokeKey}/document/id-card' \
--header 'X-OCR-SECRET: {Secret key issued when registering the app}' \
--header 'Content-Type: multipart/form-data' \
--form 'message="{\"version\": \"V2\", \"requestId\": \"1234\", \"timestamp\": 1724832750462, \"images\": [{\"format\": \"png\", \"name\": \"idcard_test\"}]}"' \
--form 'file=@"{file}"'
"#;

#[test]
fn the_commands_of_the_page_are_taken() {
    if is_without("curl", "the_commands_of_the_page_are_taken") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("card.png");
    fs::write(&file, PNG).unwrap();
    let service = Service::start(Config::default()).unwrap();
    for (command, request_id, body) in [
        (JSON_COMMAND, "string", "json"),
        (MULTIPART_COMMAND, "1234", "multipart"),
    ] {
        let filled = [
            (
                "https://cbgrx5natw.apigw.ntruss.com/custom/v1/{DomainId}/{InvokeKey}",
                &*service.invoke_url(),
            ),
            (
                "{Secret key issued when registering the app}",
                service.secret(),
            ),
            ("{Base64-encoded image data}", PNG_TEXT),
            ("{file}", file.to_str().unwrap()),
        ]
        .iter()
        .fold(command.to_owned(), |command, (from, to)| {
            command.replace(from, to)
        });
        let output = Command::new("sh").args(["-c", &filled]).output().unwrap();
        let answer: Value = serde_json::from_slice(&output.stdout)
            .unwrap_or_else(|error| panic!("{error}: {output:?}"));
        assert_eq!(answer["requestId"], request_id);
        let entry = service.journal().entries.pop_back().unwrap();
        assert_eq!((entry.body, entry.billed), (Some(body), true));
        assert_eq!(entry.findings, [""; 0]);
    }
}
