# What the scripts of this folder begin with; they source it. `say` tells why one could not run, and
# ends it with 3. `need` does so when a tool is not there. `node_packages` installs packages into a
# folder of the script's own, which is `$tools` from then on; `locked` installs there what the lock files of a
# folder pin, down to the last package and with its digest. `stand_in` starts the stand-in for as long as
# the script runs, and sets `$url` and `$secret`.

say() {
    echo "$(basename "$0"): $1" >&2
    exit 3
}

need() {
    local tool
    for tool in "$@"; do
        command -v "$tool" >/dev/null || say "$tool is not installed"
    done
}

tools_folder() {
    tools=$(realpath -m "${CARGO_TARGET_DIR:-target}")/checks/$(basename "$0" .sh)
    mkdir -p "$tools"
}

locked() {
    local folder=$1 lock
    need node npm python3
    tools_folder
    venv=$tools/venv
    # What is there already is there as it is pinned.
    lock=$(cat "$folder/package-lock.json" "$folder/requirements.txt" | sha256sum)
    [ "$(cat "$tools/locked" 2>/dev/null)" = "$lock" ] && return
    cp "$folder"/package*.json "$tools/"
    npm ci --silent --no-audit --no-fund --ignore-scripts --prefix "$tools" ||
        say "not all that $folder/package-lock.json pins could be installed"
    rm -rf "$venv"
    python3 -m venv "$venv" || say "no virtual environment can be made"
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes \
        --requirement "$folder/requirements.txt" || say "not all that $folder/requirements.txt pins could be installed"
    echo "$lock" >"$tools/locked"
}

node_packages() {
    need node npm
    tools_folder
    [ -f "$tools/package.json" ] || echo '{"private": true}' >"$tools/package.json"
    npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$tools" "$@" ||
        say "not all of it could be installed: $*"
}

stand_in() {
    local ready=$tools/ready.json
    cargo build --quiet --locked --package idcard --bin idcard || say "idcard could not be built"
    "$(realpath -m "${CARGO_TARGET_DIR:-target}")/debug/idcard" mock --port 0 --seed 1 >"$ready" &
    mock=$!
    trap 'kill "$mock" 2>/dev/null || true' EXIT
    for _ in $(seq 100); do
        [ -s "$ready" ] && break
        sleep 0.1
    done
    url=$(python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["invoke_url"])' "$ready") ||
        say "the stand-in is not ready"
    secret=$(python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["secret"])' "$ready")
}
