#!/usr/bin/env bash
# Crates made from documents of the kinds that the world has, each in the part that can be honoured:
# clippy, rustdoc and the doc tests have no complaint, with every feature, and each operation is called
# against a service made from the same document. Names of documents may be given;
# without any, all are taken. Exit 3 when it could not run.
set -euo pipefail
cd "$(dirname "$0")/../.."

. conformance/checks/tools.sh
need python3 cargo
exec python3 conformance/checks/foreign.py "$@"
