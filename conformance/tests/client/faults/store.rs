//! A machine without certificates of authorities, such as a container with nothing but a program.
//!
//! Which certificates a system has is asked for once, so the test is a process of its own.

use super::caller::small;
use super::connections::{AUTHORITY, CERTIFICATE, PATH, tls};
use clova_id_card::client::reqwest::{Certificate, ClientBuilder, Proxy};
use clova_id_card::client::{BuildError, blocking};
use idcard_service::{Config, Service};
use std::env;
use std::process::Command;

#[test]
fn a_machine_that_trusts_nobody_is_told_of() {
    let empty = tempfile::tempdir().unwrap();
    let child = Command::new(env::current_exe().unwrap())
        .args(["faults::store::on_a_machine_that_trusts_nobody", "--exact"])
        .args(["--ignored", "--nocapture"])
        .env("SSL_CERT_DIR", empty.path())
        .env_remove("SSL_CERT_FILE")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&child.stdout);
    assert!(child.status.success(), "{said}");
    assert!(said.contains("1 passed"), "{said}");
}

#[test]
#[ignore = "run by the test above, as a process of its own"]
fn on_a_machine_that_trusts_nobody() {
    let client = |url: &str| blocking::Client::builder(url, "secret");
    let error = client("https://service.invalid").build().unwrap_err();
    assert!(matches!(error, BuildError::NoAuthorities), "{error:?}");
    assert_eq!(
        error.to_string(),
        "there are no certificates of authorities to trust; install them, or pass some"
    );

    // Without TLS nobody has to be trusted, whatever the connections are.
    let service = Service::start(Config::default()).unwrap();
    let proxy = Proxy::all("http://127.0.0.1:9").unwrap();
    for connections in [
        ClientBuilder::new(),
        ClientBuilder::new().proxy(proxy),
        ClientBuilder::new().tls_certs_merge([Certificate::from_pem(AUTHORITY).unwrap()]),
    ] {
        let client = blocking::Client::builder(service.invoke_url(), service.secret());
        let client = client.http(connections).build().unwrap();
        client.recognize(small()).send().unwrap();
    }

    // Nor where the program brings those whom it trusts.
    let (port, _arrived) = tls(CERTIFICATE);
    let authority = || [Certificate::from_pem(AUTHORITY).unwrap()];
    for connections in [
        ClientBuilder::new().tls_certs_only(authority()),
        ClientBuilder::new().tls_certs_merge(authority()),
    ] {
        let client = client(&format!("https://127.0.0.1:{port}/{PATH}"));
        let client = client.http(connections.no_proxy()).boundary("boundary");
        client.build().unwrap().recognize(small()).send().unwrap();
    }
}
