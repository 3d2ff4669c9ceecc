#!/usr/bin/env bash
# The cases of the official JSON-Schema-Test-Suite, each schema in a document of OpenAPI: what the
# generator exports of those that it takes gives the verdict that the suite says, under both drafts, and
# ajv takes it in strict mode. Exit 3 when it could not run.
set -euo pipefail
cd "$(dirname "$0")/../.."

. conformance/checks/tools.sh
need cargo python3
# This release brings the suite along.
release=jsonschema==4.23.0
locked conformance/languages/vectors
cp conformance/checks/schema-suite.mjs "$tools/"
pip=("$venv/bin/pip" --quiet --disable-pip-version-check)
"${pip[@]}" install jsonschema-rs==0.61.0 || say "jsonschema-rs could not be installed"
ls "$tools"/*.tar.gz >/dev/null 2>&1 ||
    "${pip[@]}" download --no-binary jsonschema --no-deps --dest "$tools" "$release" ||
    say "the suite could not be fetched"
cargo build --quiet --locked --package codegen --bin codegen || say "codegen could not be built"
exec "$venv/bin/python" conformance/checks/schema-suite.py "$tools" "$@"
