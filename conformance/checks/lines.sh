#!/usr/bin/env bash
# How many lines of Rust a crate has, beside what openapi-to-rust makes of the same document, types and client
# together: as rustfmt lays them out, without comments and blank lines. Of ours also how many of them are the
# same for every API. The documents are those of codegen/tests/fixtures/foreign; others may be given.
# Not for CI: the other generator is installed from its sources, once. Exit 3 when it could not run.
set -euo pipefail
cd "$(dirname "$0")/../.."

. conformance/checks/tools.sh
need python3 cargo rustfmt
tools_folder
version=0.23.0
theirs=$tools/bin/openapi-to-rust
[ "$("$theirs" --version 2>/dev/null)" = "openapi-to-rust $version" ] ||
    CARGO_TARGET_DIR=$tools/target cargo install --quiet --locked --root "$tools" --version "$version" openapi-to-rust ||
    say "openapi-to-rust $version could not be installed"
cargo build --quiet --locked --package codegen || say "codegen could not be built"
exec python3 conformance/checks/lines.py "$theirs" "$@"
