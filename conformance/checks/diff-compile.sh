#!/usr/bin/env bash
# The compile column of `codegen diff` against the compiler: a program of each claim builds with the crate of
# OLD and not with that of NEW, and a caller of every public item builds with both where nothing is claimed.
# Five cases that the tests have left, or with `all` every one. Exit 3 when it could not run.
set -euo pipefail
cd "$(dirname "$0")/../.."

. conformance/checks/tools.sh
need cargo rustc python3
folder=$(realpath -m "${CARGO_TARGET_DIR:-target}")/tmp/diff-compile
if [ "${1-}" = all ] || [ ! -s "$folder/cases.json" ]; then
    CODEGEN_DIFF_COMPILE=${1-} cargo test --quiet --locked --package codegen --test diff compiles:: ||
        say "the programs could not be made"
fi
exec python3 conformance/checks/diff-compile.py "$folder"
