#!/usr/bin/env bash
# The exported JSON Schemas through ajv in strict mode, and every payload through those schemas:
# a second implementation must accept what the judge accepts. Exit 3 when it could not run.
set -euo pipefail
cd "$(dirname "$0")/../.."

. conformance/checks/tools.sh
node_packages ajv@8.20.0
cp conformance/languages/ajv.mjs "$tools/ajv.mjs"
for draft in 2020-12 draft-07; do
    node "$tools/ajv.mjs" "generated/json-schema/$draft" conformance/payloads
done
