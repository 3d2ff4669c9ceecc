#!/usr/bin/env bash
# Crates made from documents whose every text is hostile: rustdoc and clippy find nothing in them,
# rustdoc runs nothing of them, and their pages render and link nothing of them. Exit 3 when it could
# not run.
set -euo pipefail
cd "$(dirname "$0")/../.."

. conformance/checks/tools.sh
need python3 cargo
exec python3 conformance/checks/hostile-docs.py
