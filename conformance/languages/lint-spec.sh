#!/usr/bin/env bash
# The spec under the recommended rules of Redocly and Spectral, none switched off: what other
# people's tools warn of is mended, not silenced. Exit 3 when it could not run.
set -euo pipefail
cd "$(dirname "$0")/../.."

spec=${1:-schema/id-card.openapi.yaml}
. conformance/checks/tools.sh
node_packages --no-package-lock @redocly/cli@2.77.0 @stoplight/spectral-cli@6.16.3

failed=0
# Neither calls home: no telemetry, no look for a newer version.
REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true \
    "$tools/node_modules/.bin/redocly" lint --config conformance/languages/redocly.yaml "$spec" || failed=1
"$tools/node_modules/.bin/spectral" lint --ruleset conformance/languages/spectral.yaml \
    --fail-severity hint "$spec" || failed=1
[ "$failed" -eq 0 ] && echo "lint-spec: nothing found under Redocly recommended and Spectral spectral:oas"
exit "$failed"
