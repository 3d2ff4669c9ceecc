#!/usr/bin/env bash
# The report as SARIF through the schema of its standard, by ajv: of every sample, and of no payload
# at all. Exit 3 when it could not run.
set -euo pipefail
cd "$(dirname "$0")/../.."

. conformance/checks/tools.sh
# The schema is draft 4, which ajv has in a package of its own.
node_packages --legacy-peer-deps \
    ajv@8.20.0 ajv-draft-04@1.0.0 ajv-formats@3.0.1 @microsoft/jest-sarif@1.0.0-beta.0
cargo build --quiet --locked --package idcard
idcard=${CARGO_TARGET_DIR:-target}/debug/idcard
for input in conformance/payloads/samples conformance/payloads/faulty conformance/payloads/documented; do
    # Most of these are faulty: what counts here is the report.
    "$idcard" validate "$input" --report sarif --output "$tools/$(basename "$input").sarif" || true
done
"$idcard" validate "$tools/no such folder" --report sarif --output "$tools/nothing.sarif" 2>/dev/null || true
cp conformance/checks/sarif.mjs "$tools/sarif.mjs"
node "$tools/sarif.mjs" "$tools"/*.sarif
