# What the scripts of this folder begin with; they source it. `say` tells why one could not run, and
# ends it with 3. `need` does so when a tool is not there. `node_packages` installs packages into a
# folder of the script's own, which is `$tools` from then on.

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

node_packages() {
    need node npm
    tools=$(realpath -m "${CARGO_TARGET_DIR:-target}")/checks/$(basename "$0" .sh)
    mkdir -p "$tools"
    [ -f "$tools/package.json" ] || echo '{"private": true}' >"$tools/package.json"
    npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$tools" "$@" ||
        say "not all of it could be installed: $*"
}
