#!/usr/bin/env bash
# Every reader takes any bytes at all: so many seconds of changed seeds for each, a minute unless said
# otherwise. Prints the seed of the changes, and how many were tried a second.
set -euo pipefail
cd "$(dirname "$0")/../.."

IDCARD_FUZZ_SECONDS="${1:-60}" cargo test --release --quiet --locked --package idcard --test fuzz -- --nocapture
