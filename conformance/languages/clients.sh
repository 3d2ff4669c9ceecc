#!/usr/bin/env bash
# Clients that generators of other languages make of generated/openapi, compiled, and put to the
# stand-in: an answer is read, whatever it holds that the document does not name, and a failure can be
# told apart. Then each reads every valid document and writes it back, and reads all, damaged ones too, with
# marks in the place of what is not to be shown. Exit 1 when one does not do that, or loses or shows what the
# page does not say, or when an export can be broken without a change of types; 3 when it could not run.
# `clients.sh 1` breaks the exports in every place, instead of in one of so many.
set -euo pipefail
cd "$(dirname "$0")/../.."

root=$PWD
own=$root/conformance/languages/clients
document=$root/generated/openapi/client-json.yaml
. conformance/checks/tools.sh
need cargo python3 java javac
annotations=/usr/share/java/geronimo-annotation-1.3-spec.jar
okhttp=/usr/share/java/okhttp.jar:/usr/share/java/okio.jar:/usr/share/java/gson.jar
packages=(libgeronimo-annotation-1.3-spec-java libokhttp-java libgoogle-gson-java)
dpkg -s "${packages[@]}" >/dev/null 2>&1 ||
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends "${packages[@]}"; } >/dev/null 2>&1 ||
    say "the libraries of Java's clients could not be installed"
locked "$own"
jar=$(find "$venv" -name openapi-generator.jar)
made=$tools/made
rm -rf "$made"
mkdir -p "$made"
installed=$SECONDS

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

# What the page has to name beyond the defaults.
native=(openApiNullable=false containerDefaultToNull=true)
flags=("${native[@]}" setRequestInterceptor --use-annotated 'prefix=""' 'auth_header_name="X-OCR-SECRET"' dom.iterable)
for flag in "${flags[@]}"; do
    grep -qF -- "$flag" conformance/languages/README.md || { echo "clients.sh: the page does not name $flag"; exit 1; }
done
echo "flags beyond the defaults: ${#flags[@]}, all of them on the page"

# Debian's libraries are older than the default of Java asks for, and two of them are in no registry but Maven's:
# what the generator brings along for each document uses those, what it makes of this one does not.
for body in json multipart; do
    find "$made/$body-java/src/main" -name '*.java' >"$made/sources"
    javac -nowarn -XDshould-stop.ifError=FLOW -Xmaxerrs 1000 -cp "$okhttp:$jar:$annotations" -d "$made/okhttp" "@$made/sources" \
        >"$tools/said" 2>&1 && { echo "clients.sh: all of okhttp-gson compiles now: have it called"; exit 1; }
    wrong=$(sed -n 's|^.*/\([A-Za-z]*\)\.java:[0-9]*: error: .*|\1|p' "$tools/said" | sort -u | tr '\n' ' ')
    [ "$wrong" = "ApiClient JSON " ] || { cat "$tools/said"; echo "clients.sh: okhttp-gson: $wrong"; exit 1; }
    echo "java okhttp-gson, $body: compiled but for $wrong"
done

# The libraries of this one are in no registry but Maven's.
generate java restclient --library restclient --input-spec "$root/generated/openapi/client-json.yaml"
echo "java restclient, json: $("$venv/bin/python" "$own/imports.py" "$made/restclient/src/main" java org.openapitools)"

# What a JSON of null and none at all are told apart by in Java is in no registry but Maven's. A list that is
# absent would be written as an empty one.
generate java native --library native \
    --additional-properties "$(IFS=,; echo "${native[*]}")" --input-spec "$document"
find "$made/native/src/main" -name '*.java' >"$made/sources"
quietly javac -nowarn -cp "$jar:$annotations" -d "$made/json-classes" "@$made/sources"
# The lines of the page, in what a program has around them.
block() { python3 conformance/languages/lines.py "$@"; }
{
    echo 'import java.util.List; import org.openapitools.client.ApiClient;'
    echo 'import org.openapitools.client.api.*; import org.openapitools.client.model.*;'
    echo 'class Lines { public static void main(String[] args) throws Exception {'
    echo 'String invokeUrl = args[0], secret = args[1], picture = args[2];'
    block java native
    echo '} }'
} >"$made/Lines.java"
quietly javac -nowarn -cp "$made/json-classes:$jar:$annotations" -d "$made/json-classes" "$own/"*.java "$made/Lines.java"
mkdir -p "$made/ts"
cp -r "$made/json-typescript-fetch" "$made/ts/client"
cp "$own/"*.ts "$made/ts/"
for tool in fetch hey; do
    { echo "const [, , invokeUrl = '', secret = '', picture = ''] = process.argv;"; block ts "$tool"; } >"$made/ts/lines-$tool.ts"
done
quietly "$tools/node_modules/.bin/openapi-ts" --input "$document" --output "$made/ts/heyapi" --no-log-file
quietly "$tools/node_modules/.bin/tsc" --strict --target es2022 --module commonjs --lib es2022,dom,dom.iterable \
    --types node --typeRoots "$tools/node_modules/@types" --outDir "$made/js" "$made/ts/"*.ts
quietly "$tools/node_modules/.bin/openapi-typescript" "$document" --output "$made/types.ts"
"$tools/node_modules/.bin/json2ts" generated/json-schema/draft-07/response.json >"$made/response.ts"
quietly "$tools/node_modules/.bin/tsc" --noEmit --strict --target es2022 "$made/types.ts" "$made/response.ts"

mkdir -p "$made/py"
printf 'post_hooks: []\n' >"$made/py/config.yml"
quietly "$venv/bin/openapi-python-client" generate --path "$document" --meta none \
    --config "$made/py/config.yml" --output-path "$made/py/client"
quietly "$venv/bin/datamodel-codegen" --input "$document" --input-file-type openapi \
    --output-model-type pydantic_v2.BaseModel --use-annotated --output "$made/py/models.py"
cp "$own/"{caller,roundtrip}.py "$made/py/"
{ echo 'import sys'; echo '_, invokeUrl, secret, picture = sys.argv'; block python classes; } >"$made/py/lines_classes.py"
block python pydantic >"$made/py/lines_pydantic.py"
cp conformance/payloads/samples/passport.json "$made/py/answer.json"
export PYTHONDONTWRITEBYTECODE=1
(cd "$made/py" && quietly "$venv/bin/python" -m mypy --strict --no-color-output models.py caller.py roundtrip.py client &&
    echo "Python: $(tail -n 1 "$tools/said")")
compiled=$SECONDS

stand_in
status=0
"$venv/bin/python" "$own/names.py" "$document" "$made" || status=1
java -cp "$made/json-classes:$jar:$annotations" Caller "$url" "$secret" || status=1
node "$made/js/caller.js" "$url" "$secret" || status=1
node "$made/js/hey.js" "$url" "$secret" || status=1
"$venv/bin/python" "$made/py/caller.py" "$url" "$secret" || status=1
lines() {
    local said
    said=$("$@" "$url" "$secret" iVBORw0KGgo=)
    [ "$said" = SUCCESS ] || { echo "FAILED the lines of the page: $*: $said"; status=1; }
}
lines java -cp "$made/json-classes:$jar:$annotations" Lines
lines node "$made/js/lines-fetch.js"
lines node "$made/js/lines-hey.js"
lines "$venv/bin/python" "$made/py/lines_classes.py"
(cd "$made/py" && "$venv/bin/python" lines_pydantic.py | grep -q SUCCESS) || { echo "FAILED the lines for pydantic"; status=1; }
called=$SECONDS

cases=$made/cases.ndjson
python3 conformance/languages/vectors/cases.py generated conformance/payloads "$cases" error request response
# What each tool makes of every document of a file, a line each; `shown` behind it is what it shows of them.
each() {
    java -cp "$made/json-classes:$jar:$annotations" RoundTrip "$@" >"$made/native.lines"
    node "$made/js/roundtrip.js" "$@" >"$made/fetch.lines"
    for kind in classes models; do
        "$venv/bin/python" "$made/py/roundtrip.py" "$1" "$kind" "${@:2}" >"$made/$kind.lines"
    done
    lines=("openapi-generator, Java native=$made/native.lines"
        "openapi-generator, typescript-fetch=$made/fetch.lines"
        "openapi-python-client=$made/classes.lines"
        "datamodel-code-generator, pydantic=$made/models.lines")
}
each "$cases"
"$venv/bin/python" "$own/losses.py" "$document" "$cases" "${lines[@]}" || status=1
python3 conformance/languages/vectors/cases.py generated conformance/payloads "$cases"
"$venv/bin/python" "$own/planted.py" schema/id-card.openapi.yaml "$cases" "$made/planted.ndjson"
each "$made/planted.ndjson" shown
"$venv/bin/python" "$own/shown.py" "$made/planted.ndjson" "${lines[@]}" || status=1
mkdir -p "$made/mutants"
"$venv/bin/python" "$own/mutants.py" schema/id-card.openapi.yaml generated "$cases" "$made/mutants" "$jar" "${1:-20}" || status=1
echo "installed in ${installed}s, compiled in $((compiled - installed))s, called in $((called - compiled))s, the rest in $((SECONDS - called))s"
exit "$status"
