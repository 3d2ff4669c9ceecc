#!/usr/bin/env bash
# How many crates `clova-id-card` compiles without features, itself included, against the limit; that
# whoever tests against the stand-in compiles nothing that only `idcard` needs; that every feature of
# `clova-id-card` compiles alone, without warnings; and that it does with the oldest compiler that the
# manifest names, where rustup can have that. Where not, clippy knows which version of the standard
# library has what (`incompatible_msrv`).
set -euo pipefail
cd "$(dirname "$0")/../.."

crates_of() {
    cargo tree --quiet --locked --edges normal,build --prefix none --no-dedupe --format '{p}' --package "$@" |
        sed 's/ (.*//' | sort -u
}

limit=12
crates=$(crates_of clova-id-card --no-default-features)
count=$(printf '%s\n' "$crates" | wc -l)
printf 'clova-id-card without features compiles %s crates (at most %s):\n%s\n' "$count" "$limit" "$crates"
[ "$count" -le "$limit" ] || { echo "footprint.sh: too many" >&2; exit 1; }

crates=$(crates_of idcard-service)
grep -q '^idcard-service ' <<<"$crates" || { echo "footprint.sh: found no stand-in" >&2; exit 3; }
# clap, the generator, annotate-snippets, and what reads YAML.
unwanted=$(grep -E '^(clap|codegen|annotate-snippets|saphyr)[-_a-z]* ' <<<"$crates" || true)
[ -z "$unwanted" ] || { printf 'footprint.sh: the stand-in compiles %s\n' "$unwanted" >&2; exit 1; }

features=$(awk '/^\[/ { inside = $0 == "[features]" } inside && /^[a-z]/ { print $1 }' generated/Cargo.toml)
[ -n "$features" ] || { echo "footprint.sh: found no features" >&2; exit 3; }
for feature in '' $features; do
    echo "clippy with only the feature '${feature:-none}'"
    cargo clippy --quiet --locked --package clova-id-card --no-default-features --features "$feature" -- -D warnings
done

oldest=$(sed -n 's/^rust-version = "\(.*\)"$/\1/p' generated/Cargo.toml)
[ -n "$oldest" ] || { echo "footprint.sh: found no rust-version" >&2; exit 3; }
if ! rustup run "$oldest" rustc --version 2>/dev/null &&
    ! rustup toolchain install "$oldest" --profile minimal; then
    echo "footprint.sh: no Rust $oldest here; clippy alone has looked"
    exit 0
fi
for feature in '' $features; do
    echo "check by Rust $oldest with only the feature '${feature:-none}'"
    cargo "+$oldest" check --quiet --locked --package clova-id-card --no-default-features --features "$feature"
done
