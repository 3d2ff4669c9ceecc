#!/usr/bin/env bash
# What a program costs to build that uses `clova-id-card` with its default features, against the same
# program written with reqwest and serde: processor time from nothing, the better of two builds each,
# in turn, and their ratio. Exit 1 with --check when the ratio is above 1; 3 when it could not run.
set -euo pipefail
cd "$(dirname "$0")/../.."

. conformance/checks/tools.sh
need cargo python3
python3 conformance/checks/build-cost.py "$@"
