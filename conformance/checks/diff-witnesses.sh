#!/usr/bin/env bash
# Each body by which `codegen diff` shows a break, put to ajv: a second implementation must take it by the
# sender's schema, and refuse it by the receiver's where and why the line says. The bodies are those that
# the tests have left; without any, that test is run. Exit 3 when it could not run.
set -euo pipefail
cd "$(dirname "$0")/../.."

. conformance/checks/tools.sh
node_packages ajv@8.20.0
witnesses=$(realpath -m "${CARGO_TARGET_DIR:-target}")/tmp/diff-witnesses.json
[ -s "$witnesses" ] || cargo test --quiet --locked --package codegen --test diff witness:: ||
    say "the witnesses could not be made"
cp conformance/checks/diff-witnesses.mjs "$tools/diff-witnesses.mjs"
node "$tools/diff-witnesses.mjs" "$witnesses"
