#!/usr/bin/env bash
# Runs the script that watches the vendor's pages against a server of our own, whose page changed.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server"; rm -rf "$work"' EXIT
mkdir -p "$work/site/docs"
sed 's/^| `uid` /| `longImage` | Boolean | - | New |\n&/' \
    codegen/tests/page/resident-card.en.md >"$work/site/docs/card.md"
echo 'docs/card.md' >"$work/addresses"
snapshots=$(cat schema/pages/snapshot/* | cksum)

# The port is the first that it prints.
python3 -u -m http.server --bind 127.0.0.1 --directory "$work/site" 0 >"$work/port" 2>"$work/requests" &
server=$!
for _ in $(seq 100); do
    port=$(sed -n 's/.*port \([0-9]*\).*/\1/p' "$work/port")
    [ -n "$port" ] && break
    sleep 0.1
done
export PAGES_ADDRESSES="$work/addresses" PAGES_FETCHED="$work/fetched" PAGES_PAUSE=0

watch() {
    local code=0
    schema/pages/watch.sh "http://127.0.0.1:$port" >"$work/report" 2>"$work/errors" || code=$?
    if [ "$code" != "$1" ]; then
        cat "$work/report" "$work/errors"
        echo "exit $code, not $1"
        exit 1
    fi
}
watch 1
grep -q '^| added | .*resident-card (en), response-images, `longImage`: member: ' "$work/report"
# On the same day the page is not asked for again, nor is one that is not there.
watch 1
echo 'docs/absent.md' >>"$work/addresses"
watch 3
watch 3
requests=$(grep -c '"GET ' "$work/requests")
[ "$requests" = 2 ] || { cat "$work/requests"; exit 1; }
[ "$(cat schema/pages/snapshot/* | cksum)" = "$snapshots" ] || { echo "the snapshots changed"; exit 1; }
echo "the page that changed is reported, with one request a page"
