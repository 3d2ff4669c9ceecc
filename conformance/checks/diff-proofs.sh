#!/usr/bin/env bash
# The whole of what the tests of `codegen diff` sample: ten thousand bodies for each pair of schemas that is
# called safe, every edit of the schemas in both directions, and every node of every document removed,
# changed and given a sibling. Exit 3 when it could not run.
set -euo pipefail
cd "$(dirname "$0")/../.."

. conformance/checks/tools.sh
need cargo
exec cargo test --release --locked --package codegen --test diff -- --nocapture
