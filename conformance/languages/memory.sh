#!/usr/bin/env bash
# 4 GB of made-up NDJSON through a pipe into `idcard validate -`: the memory that it takes at the
# most, and what a second thread brings. Exit 1 when it takes 32 MiB or more, or with --check when two
# threads are not 1.5 times as fast as one; 3 when it could not run. IDCARD_GIGABYTES asks for another
# length.
set -euo pipefail
cd "$(dirname "$0")/../.."

say() {
    echo "memory.sh: $1" >&2
    exit 3
}
for tool in cargo python3; do
    command -v "$tool" >/dev/null || say "$tool is not installed"
done
target=$(realpath -m "${CARGO_TARGET_DIR:-target}")
cargo build --quiet --release --locked --package idcard-conformance --bin idcard --example corpus ||
    say "idcard could not be built"
python3 conformance/languages/memory.py "$target/release/idcard" "$target/release/examples/corpus" \
    "${IDCARD_GIGABYTES:-4}" "$@"
