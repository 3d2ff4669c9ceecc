#!/usr/bin/env bash
# 4 GB of made-up NDJSON through a pipe into `idcard validate -`: the memory that it takes at the
# most, and what a second thread brings; payloads in lines of text; a million damaged lines, each of them
# reported; and lines of 4 MB that are all faults. Exit 1 when it takes 32 MiB or more (of damaged lines 40
# with two threads, 80 with
# sixteen; of long ones more than `idcard validate --help` says), or with --check when two threads are
# not 1.5 times as fast as one; 3 when it could not run. IDCARD_GIGABYTES asks for another length.
set -euo pipefail
cd "$(dirname "$0")/../.."

. conformance/checks/tools.sh
need cargo python3
target=$(realpath -m "${CARGO_TARGET_DIR:-target}")
cargo build --quiet --release --locked --package idcard --bin idcard --example corpus ||
    say "idcard could not be built"
python3 conformance/checks/memory.py "$target/release/idcard" "$target/release/examples/corpus" \
    "${IDCARD_GIGABYTES:-4}" "$@"
