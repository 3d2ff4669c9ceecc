#!/usr/bin/env bash
# Bytes to verdict as whole processes, on 48 MB of made-up NDJSON: `idcard validate` against ajv
# compiled standalone, Python's jsonschema and jsonschema-rs, and the sourcemeta CLI, by turns in one
# run. Exit 1 when idcard is not 20 times as fast as the sourcemeta CLI, 3 when it could not run.
set -euo pipefail
cd "$(dirname "$0")/../.."

. conformance/checks/tools.sh
need cargo python3
target=$(realpath -m "${CARGO_TARGET_DIR:-target}")
node_packages ajv@8.20.0
[ -x "$tools/venv/bin/python" ] || python3 -m venv "$tools/venv" || say "no virtual environment can be made"
"$tools/venv/bin/python" -m pip install --quiet --disable-pip-version-check \
    jsonschema==4.26.0 jsonschema-rs==0.61.0 orjson==3.13.0 sourcemeta-jsonschema==17.3.0 ||
    say "the Python packages could not be installed"

cargo build --quiet --release --locked --package idcard --bin idcard --example corpus ||
    say "idcard could not be built"
# Without a faulty document: some of the others stop at the first, and a message costs what it likes.
"$target/release/examples/corpus" --documents 20000 --out "$tools/corpus.jsonl"
cp conformance/languages/speed.mjs "$tools/speed.mjs"
python3 conformance/languages/speed.py "$target/release/idcard" "$tools" \
    generated/json-schema/2020-12/response.json "$tools/corpus.jsonl"
