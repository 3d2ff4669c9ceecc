#!/usr/bin/env bash
# Clients that generators of other languages make of generated/openapi, compiled, and put to the
# stand-in: an answer is read, whatever it holds that the document does not name, and a failure can be
# told apart. Exit 1 when one does not do that, 3 when it could not run.
set -euo pipefail
cd "$(dirname "$0")/../.."

root=$PWD
own=$root/conformance/languages/clients
document=$root/generated/openapi/client-json.yaml
. conformance/checks/tools.sh
need cargo python3 java javac
annotations=/usr/share/java/geronimo-annotation-1.3-spec.jar
[ -f "$annotations" ] ||
    { apt-get update -qq && apt-get install -y -qq libgeronimo-annotation-1.3-spec-java; } >/dev/null 2>&1 ||
    say "the annotations that Java's clients bear could not be installed"
node_packages typescript@5.9.3 @types/node@20.19.43 openapi-typescript@7.13.0 json-schema-to-typescript@15.0.4
venv=$tools/venv
[ -x "$venv/bin/python" ] || python3 -m venv "$venv" || say "no virtual environment can be made"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --requirement "$own/requirements.txt" ||
    say "the generators from PyPI could not be installed"
jar=$(find "$venv" -name openapi-generator.jar)
made=$tools/made
rm -rf "$made"
mkdir -p "$made"

# What was said is shown where it fails.
quietly() {
    "$@" >"$tools/said" 2>&1 || { cat "$tools/said"; echo "clients.sh: failed: $*"; exit 1; }
}
generate() {
    quietly java -jar "$jar" generate --generator-name "$1" --output "$made/$2" "${@:3}"
}

echo "openapi-generator $("$venv/bin/python" -m pip show openapi-generator-cli | sed -n "s/^Version: //p"), $(javac -version 2>&1), node $(node --version), $("$venv/bin/python" --version)"
for body in json multipart; do
    for kind in java:java kotlin:kt spring:java typescript-fetch:ts; do
        name=${kind%%:*} folder=$body-${kind%%:*}
        generate "$name" "$folder" --input-spec "$root/generated/openapi/client-$body.yaml"
        [ "$name" = typescript-fetch ] && continue
        echo "$name, $body: $("$venv/bin/python" "$own/imports.py" "$made/$folder/src/main" "${kind##*:}" org.openapitools)"
    done
    quietly "$tools/node_modules/.bin/tsc" --noEmit --strict --target es2022 --module commonjs "$made/$body-typescript-fetch/index.ts"
    echo "typescript-fetch, $body: compiled"
done

# What a JSON of null and none at all are told apart by in Java is in no registry but Maven's.
generate java native --library native --additional-properties openApiNullable=false --input-spec "$document"
find "$made/native/src/main" -name '*.java' >"$made/sources"
quietly javac -nowarn -cp "$jar:$annotations" -d "$made/json-classes" "@$made/sources"
quietly javac -nowarn -cp "$made/json-classes:$jar:$annotations" -d "$made/json-classes" "$own/Caller.java"
mkdir -p "$made/ts"
cp -r "$made/json-typescript-fetch" "$made/ts/client"
cp "$own/caller.ts" "$made/ts/"
quietly "$tools/node_modules/.bin/tsc" --strict --target es2022 --module commonjs --types node \
    --typeRoots "$tools/node_modules/@types" --outDir "$made/js" "$made/ts/caller.ts"
quietly "$tools/node_modules/.bin/openapi-typescript" "$document" --output "$made/types.ts"
"$tools/node_modules/.bin/json2ts" generated/json-schema/draft-07/response.json >"$made/response.ts"
quietly "$tools/node_modules/.bin/tsc" --noEmit --strict --target es2022 "$made/types.ts" "$made/response.ts"
grep -q '^export interface RecognitionResponse ' "$made/response.ts" || { echo "the types have other names"; exit 1; }

mkdir -p "$made/py"
printf 'post_hooks: []\n' >"$made/py/config.yml"
quietly "$venv/bin/openapi-python-client" generate --path "$document" --meta none \
    --config "$made/py/config.yml" --output-path "$made/py/client"
quietly "$venv/bin/datamodel-codegen" --input "$document" --input-file-type openapi \
    --output-model-type pydantic_v2.BaseModel --output "$made/py/models.py"

stand_in
status=0
java -cp "$made/json-classes:$jar:$annotations" Caller "$url" "$secret" || status=1
node "$made/js/caller.js" "$url" "$secret" || status=1
cp "$own/caller.py" "$made/py/"
PYTHONDONTWRITEBYTECODE=1 "$venv/bin/python" "$made/py/caller.py" "$url" "$secret" || status=1
exit "$status"
