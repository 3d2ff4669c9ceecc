#!/usr/bin/env bash
# `idcard` on a real terminal, by Python's `pty`: colours where they belong and nowhere else, progress
# beside a report whose lines stay whole, and findings that are there before the input ends. Exit 3
# when it could not run.
set -euo pipefail
cd "$(dirname "$0")/../.."

. conformance/checks/tools.sh
need cargo python3
python3 -c 'import fcntl, pty, termios' 2>/dev/null || say "this Python has no pty"
target=$(realpath -m "${CARGO_TARGET_DIR:-target}")
cargo build --quiet --locked --package idcard --bin idcard || say "idcard could not be built"
python3 conformance/checks/terminal.py "$target/debug/idcard" conformance/payloads/faulty/enum-infer-result.json
