//! Runs cargo in a workspace of emitted crates.

use std::path::Path;
use std::process::Command;
use std::{env, fs};

/// Has the workspace take the versions of this one, which are at hand.
pub(crate) fn same_versions(root: &Path) {
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    if lock.exists() {
        fs::copy(lock, root.join("Cargo.lock")).unwrap();
    }
}

/// That of this workspace, whose profile and versions are the same: much of what is needed is there.
fn target() -> &'static Path {
    let temporary = Path::new(env!("CARGO_TARGET_TMPDIR"));
    temporary.parent().unwrap()
}

/// Runs cargo there, and fails with what it says.
pub(crate) fn cargo(root: &Path, arguments: &[&str]) {
    let output = Command::new(env::var_os("CARGO").unwrap())
        .args(arguments)
        .current_dir(root)
        .env("CARGO_TARGET_DIR", target())
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    let shown = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success(),
        "cargo {arguments:?}\n{shown}\n{said}"
    );
}
