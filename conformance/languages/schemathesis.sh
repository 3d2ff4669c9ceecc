#!/usr/bin/env bash
# schemathesis against the stand-in: requests made from the spec, good ones and bad ones, and no
# answer may be a failure of the server or one that the spec does not describe. Exit 1 when it found
# something, 3 when it could not run, or ran without being answered and refused.
set -euo pipefail
cd "$(dirname "$0")/../.."

version=4.32.5
root=$PWD
target=$(realpath -m "${CARGO_TARGET_DIR:-target}")
tools=$target/checks/schemathesis
. conformance/checks/tools.sh
need cargo curl python3 timeout
mkdir -p "$tools"
[ -x "$tools/venv/bin/python" ] || python3 -m venv "$tools/venv" || say "no virtual environment can be made"
[ "$("$tools/venv/bin/python" -m pip list --format freeze 2>/dev/null | grep -i '^schemathesis==' || true)" = "schemathesis==$version" ] ||
    "$tools/venv/bin/python" -m pip install --quiet --disable-pip-version-check "schemathesis==$version" ||
    say "schemathesis $version could not be installed"

stand_in

# `positive_data_acceptance` is left out: that `data` is base64 of an image is beyond the schema.
# It leaves a folder behind where it runs, so it runs beside its tools.
cd "$tools"
status=0
SCHEMATHESIS_HOOKS=schemathesis_hooks PYTHONPATH="$root/conformance/languages" PYTHONDONTWRITEBYTECODE=1 \
    timeout 150 "$tools/venv/bin/schemathesis" run "$root/schema/id-card.openapi.yaml" \
    --url "$url" --header "X-OCR-SECRET: $secret" \
    --checks all --exclude-checks positive_data_acceptance \
    --phases examples,coverage,fuzzing --max-examples 300 --max-time 40 --seed 1 \
    --generation-database none --no-color || status=$?
[ "$status" -ne 124 ] || say "it did not end in time"

# That it ran at all: calls were answered, over both bodies, and calls were refused.
journal=$(curl --silent --fail "${url%/custom/*}/__mock/journal") || say "the stand-in is gone"
printf '%s' "$journal" | python3 -c '
import json, sys
journal = json.load(sys.stdin)
answered = {entry["body"] for entry in journal["entries"] if entry["billed"]}
refused = journal["calls"] - journal["billed"]
print("schemathesis: {} calls, {} answered, {} refused".format(journal["calls"], journal["billed"], refused))
if journal["calls"] < 300 or answered != {"json", "multipart"} or refused == 0:
    sys.exit("schemathesis.sh: it did not really run: answered bodies are {}".format(sorted(map(str, answered))))
' || exit 3
[ "$status" -le 1 ] || say "schemathesis could not run (exit $status)"
exit "$status"
