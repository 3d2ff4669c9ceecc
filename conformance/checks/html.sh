#!/usr/bin/env bash
# The report as a page, in a real browser without a window: nothing is asked of the network, nothing
# is complained of, nothing leaves the page, labels are apart, the filter filters, and what is drawn is
# there: in light and in dark, on a narrow, a middling and a wide screen. Exit 3 when it could not run.
set -euo pipefail
cd "$(dirname "$0")/../.."

. conformance/checks/tools.sh
need chromium
node_packages playwright-core@1.65.1
cargo build --quiet --locked --package idcard
idcard=${CARGO_TARGET_DIR:-target}/debug/idcard
cards=conformance/payloads/samples
# Some are faulty, so that there are findings: what counts here is the page.
SOURCE_DATE_EPOCH=981173106 "$idcard" validate "$cards/passport.json" "$cards/resident-card.json" \
    conformance/payloads/faulty --report html --output "$tools/page.html" || true
cp conformance/checks/html.mjs "$tools/html.mjs"
node "$tools/html.mjs" "$(command -v chromium)" "$tools" "$cards/passport.json" "$cards/resident-card.json"
