#!/usr/bin/env bash
# The test vectors and the payloads through validators of other languages, under each draft that they
# know, and through exports that were broken on purpose. Exit 1 when one is wrong without a known
# reason, or a broken export is not found out; 3 when it could not run. `vectors.sh 1` puts every broken export
# to the validator of Java too, instead of one in three.
set -euo pipefail
cd "$(dirname "$0")/../.."

own=$PWD/conformance/languages/vectors
schemas=$PWD/generated/json-schema
. conformance/checks/tools.sh
need python3 java javac perl
# Go, PHP, Perl and Ruby have what Debian has of them.
packages=(golang-go golang-github-xeipuuv-gojsonschema-dev php-cli php-json-schema libjson-validator-perl ruby ruby-json-schemer)
dpkg -s "${packages[@]}" >/dev/null 2>&1 ||
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends "${packages[@]}"; } >/dev/null 2>&1 ||
    say "the validators of Debian could not be installed"
# networknt's validator is in no registry but Maven's, and inside of this.
locked "$own"
installed=$SECONDS
jar=$(find "$tools/node_modules/wiremock" -name 'wiremock-standalone-*.jar')
printf 'ajv %s, networknt of wiremock %s under %s, jsonschema %s under %s, %s\n' \
    "$(node -p "require('$tools/node_modules/ajv/package.json').version")" "$(basename "$jar" .jar | sed 's/.*-//')" "$(javac -version 2>&1)" \
    "$("$venv/bin/python" -m pip show jsonschema | sed -n 's/^Version: //p')" "$("$venv/bin/python" --version)" \
    "$(dpkg-query --show --showformat '${Package} ${Version}, ' "${packages[@]}" | sed 's/, $//')"

said=$tools/said
cases=$tools/cases.ndjson
rm -rf "$said"
mkdir -p "$said" "$tools/classes" "$tools/go"
python3 "$own/cases.py" generated conformance/payloads "$cases"
cp "$own/"*.mjs "$tools/"
javac -nowarn -cp "$jar" -d "$tools/classes" "$own/"*.java || say "the callers of networknt do not compile"
GO111MODULE=off GOPATH=/usr/share/gocode GOCACHE=$tools/go/cache GOFLAGS=-buildvcs=false \
    go build -o "$tools/go/judge" "$own/judge.go" || say "the caller of gojsonschema does not compile"

asked=()
# One that ends early has judged less than all, which the tally tells.
judge() {
    local name=$1 draft=$2
    shift 2
    asked+=("$name@$draft")
    "$@" "$schemas/$draft" "$cases" >"$said/$name@$draft" 2>"$tools/errors" ||
        { echo "$name, $draft: exit $?"; head -n 5 "$tools/errors"; }
}
for draft in 2020-12 draft-07; do
    judge ajv "$draft" node "$tools/ajv.mjs"
    judge networknt "$draft" java -cp "$jar:$tools/classes" Networknt
    judge "jsonschema (Python)" "$draft" "$venv/bin/python" "$own/judge.py"
done
judge "gojsonschema (Go)" draft-07 "$tools/go/judge"
judge "json-schema (PHP)" draft-07 php "$own/judge.php"
judge "JSON::Validator (Perl)" draft-07 perl "$own/judge.pl"
judge "json_schemer (Ruby)" draft-07 ruby "$own/judge.rb"
status=0
python3 "$own/tally.py" "$cases" "$said" "${asked[@]}" || status=1
"$venv/bin/python" "$own/exports.py" schema/id-card.openapi.yaml generated || status=1
# The lines of the page: nothing is printed of a valid answer, and of another where it is not.
page=$tools/page
mkdir -p "$page"
ln -sfn "$PWD/generated" "$page/generated"
block() { python3 conformance/languages/lines.py "$1" validator; }
block python >"$page/lines.py"
block js >"$tools/lines.mjs"
{ block php | sed '1s/^/<?php /'; } >"$page/lines.php"
block perl >"$page/lines.pl"
block ruby >"$page/lines.rb"
{
    echo 'import java.nio.file.*; import wiremock.com.networknt.schema.*;'
    echo 'class Lines { public static void main(String[] args) throws Exception {'
    block java
    echo '} }'
} >"$page/Lines.java"
{
    echo 'package main; import ("fmt"; "os"; "github.com/xeipuuv/gojsonschema")'
    echo 'func main() {'
    block go
    echo '}'
} >"$page/lines.go"
javac -nowarn -cp "$jar" -d "$page" "$page/Lines.java" || status=1
GO111MODULE=off GOPATH=/usr/share/gocode GOCACHE=$tools/go/cache GOFLAGS=-buildvcs=false \
    go build -o "$page/lines" "$page/lines.go" || status=1
(
    cd "$page"
    failed=0
    for language in "Python:$venv/bin/python lines.py" "JavaScript:node $tools/lines.mjs" "Java:java -cp $jar:. Lines" \
        "Go:./lines" "PHP:php lines.php" "Perl:perl lines.pl" "Ruby:ruby lines.rb"; do
        cp "$OLDPWD/conformance/payloads/samples/passport.json" answer.json
        valid=$(${language#*:}) || failed=1
        echo '{"version": "V2", "requestId": "", "timestamp": 0, "images": [{"inferResult": "x"}]}' >answer.json
        invalid=$(${language#*:}) || failed=1
        echo "the lines for ${language%%:*}: $invalid"
        [ -z "$valid" ] && grep -q inferResult <<<"$invalid" || { echo "FAILED the lines for ${language%%:*}: $valid"; failed=1; }
    done
    exit "$failed"
) || status=1

# Nothing else asks for a schema by its `$id`.
for file in generated/json-schema/*/*.json; do
    for id in urn:another https://another.invalid/; do
        other=$tools/other/$(basename "$(dirname "$file")")
        mkdir -p "$other"
        sed "s|\"\$id\": \".*\"|\"\$id\": \"$id\"|" "$file" >"$other/$(basename "$file")"
        grep --max-count 1 "\"root\": \"$(basename "$file" .json)\"" "$cases" >"$tools/one"
        node "$tools/ajv.mjs" "$other" "$tools/one" >/dev/null 2>&1 &&
            { echo "FAILED nothing finds $file with the \$id $id"; status=1; }
    done
done
judged=$SECONDS

mutants=$tools/mutants.ndjson
python3 "$own/mutants.py" "$schemas" "$cases" "$mutants"
node "$tools/mutate.mjs" "$schemas" "$cases" "$mutants" || status=1
"$venv/bin/python" "$own/mutate.py" "$schemas" "$cases" "$mutants" || status=1
java -cp "$jar:$tools/classes" Mutate "$schemas" "$cases" "$mutants" "${1:-3}" || status=1
echo "installed in ${installed}s, judged in $((judged - installed))s, mutants in $((SECONDS - judged))s"
exit "$status"
