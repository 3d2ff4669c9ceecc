#!/usr/bin/env bash
# The example of conformance/examples/spark on a local cluster, held against a run without Spark.
# Exit 1 when the reports differ, 3 when it could not run.
set -euo pipefail
cd "$(dirname "$0")/../.."

version=3.5.7
target=$(realpath -m "${CARGO_TARGET_DIR:-target}")
tools=$target/checks/spark
. conformance/checks/tools.sh
need cargo python3 timeout
command -v java >/dev/null ||
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends openjdk-17-jre-headless; } ||
    say "Java could not be installed"
mkdir -p "$tools"
[ -x "$tools/venv/bin/python" ] || python3 -m venv "$tools/venv" || say "no virtual environment can be made"
[ "$("$tools/venv/bin/python" -m pip list --format freeze 2>/dev/null | grep -i '^pyspark==' || true)" = "pyspark==$version" ] ||
    "$tools/venv/bin/python" -m pip install --quiet --disable-pip-version-check "pyspark==$version" ||
    say "pyspark $version could not be installed"
cargo build --quiet --locked --package idcard --bin idcard || say "idcard could not be built"

rm -rf "$tools/run"
mkdir "$tools/run"
status=0
# Names of this machine need not be known to its resolver.
SPARK_LOCAL_IP=127.0.0.1 PYTHONDONTWRITEBYTECODE=1 timeout 600 "$tools/venv/bin/python" \
    conformance/languages/spark.py "$target/debug/idcard" "$PWD/conformance/payloads" "$tools/run" \
    >"$tools/log" 2>"$tools/errors" || status=$?
cat "$tools/log"
if [ "$status" -ne 0 ]; then
    tail -n 40 "$tools/errors" >&2
    [ "$status" -eq 1 ] && grep -q '^spark.py: ' "$tools/errors" && exit 1
    say "the example could not run (exit $status)"
fi
# That it ran at all: every number of partitions, and the line that Spark cannot hand on.
[ "$(grep -c '^spark: .* the same report$' "$tools/log")" -eq 4 ] && grep -q '^spark: .* is refused$' "$tools/log" ||
    say "it did not really run"
