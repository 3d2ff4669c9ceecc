#!/usr/bin/env bash
# The exported JSON Schemas through ajv in strict mode, and every payload through those schemas:
# a second implementation must accept what the judge accepts. Exit 3 when it could not run.
set -euo pipefail
cd "$(dirname "$0")/../.."

for tool in node npm; do
    command -v "$tool" >/dev/null || { echo "ajv.sh: $tool is not installed" >&2; exit 3; }
done
tools=${CARGO_TARGET_DIR:-target}/languages/ajv
mkdir -p "$tools"
[ -f "$tools/package.json" ] || echo '{"private": true}' >"$tools/package.json"
npm install --silent --no-audit --no-fund --prefix "$tools" ajv@8.20.0 || {
    echo "ajv.sh: ajv could not be installed" >&2
    exit 3
}
cp conformance/languages/ajv.mjs "$tools/ajv.mjs"
node "$tools/ajv.mjs" generated/json-schema/2020-12 conformance/payloads
