#!/usr/bin/env bash
# Fetches the vendor's pages, at most once a day each, and says what changed.
#
#   schema/pages/watch.sh [--open] [HOST]
#
# HOST is https://api.ncloud-docs.com without it. With --open, what changed is accepted on a branch, and a
# change request is opened with the report and the suggested edits of the spec; it needs `gh`. Pages are
# kept in target/pages, or in the folder that PAGES_FETCHED names; PAGES_ADDRESSES names another list.
# Exit codes are those of `codegen page`.
set -euo pipefail
cd "$(dirname "$0")/../.."

open=
if [ "${1-}" = --open ]; then
    open=yes
    shift
fi
host=${1:-https://api.ncloud-docs.com}
addresses=${PAGES_ADDRESSES:-schema/pages/addresses.txt}
today=${PAGES_FETCHED:-target/pages}/$(date -u +%F)
mkdir -p "$today"

failed=
files=()
while read -r address; do
    case $address in '' | '#'*) continue ;; esac
    file=$today/${address//\//_}
    # A page that could not be had is not asked for again today either.
    if [ ! -e "$file" ]; then
        : >"$file"
        if ! curl --fail --silent --show-error --location --max-time 60 --max-filesize 10000000 \
            --user-agent 'clova-id-card schema watch' --output "$file.part" "$host/$address"; then
            rm -f "$file.part"
        else
            mv "$file.part" "$file"
        fi
        sleep "${PAGES_PAUSE:-2}"
    fi
    if [ -s "$file" ]; then
        files+=("$file")
    else
        printf 'error: %s could not be fetched\n' "$host/$address" >&2
        failed=yes
    fi
done <"$addresses"

if [ ${#files[@]} = 0 ]; then
    exit 3
fi
page() {
    cargo run --quiet --locked --package codegen -- page "${files[@]}" "$@"
}
code=0
page --report markdown >"$today/report.md" || code=$?
cat "$today/report.md"
if [ "$code" = 1 ] && [ -n "$open" ]; then
    page --suggest >"$today/suggested.patch" || true
    page --accept >/dev/null || true
    {
        cat "$today/report.md"
        printf '\nSuggested edits of the spec; what is marked `# open:` is for a person.\n\n```diff\n'
        cat "$today/suggested.patch"
        printf '```\n'
    } >"$today/request.md"
    # One branch, so that a change nobody looked at yet is one request and not one a day.
    branch=vendor-pages
    git switch --quiet --force-create "$branch"
    git add schema/pages/snapshot
    git commit --quiet --message "The vendor's pages as of $(date -u +%F)"
    git push --quiet --force --set-upstream origin "$branch"
    if [ "$(gh pr list --head "$branch" --state open --json number --jq length)" = 0 ]; then
        gh pr create --head "$branch" --title "The vendor's pages changed" --body-file "$today/request.md"
    else
        gh pr edit "$branch" --body-file "$today/request.md"
    fi
fi
if [ "$code" -lt 2 ] && [ -n "$failed" ]; then
    code=3
fi
exit "$code"
