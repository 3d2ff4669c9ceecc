#!/usr/bin/env python3
"""Makes a crate from each document of codegen/tests/fixtures/foreign, in the part that can be
honoured, and has clippy, rustdoc and the doc tests look at it, with its default features, with none,
and with all but those for TLS, which have nothing to do with what is emitted and take long to build.

Arguments name documents without their ending; without any, all are taken. Prints how many operations
of each are in its crate. Exit 1 when something does not hold, 3 when it could not run.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ROOT / "codegen/tests/fixtures/foreign"
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")).resolve()
WORKSPACE = TARGET / "checks/foreign"
FEATURES = ["blocking", "schemars", "tracing", "validator"]


def run(*command, **options):
    done = subprocess.run(command, cwd=WORKSPACE, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **options)
    if done.returncode:
        print(done.stdout[-9000:], file=sys.stderr)
        sys.exit(f"foreign.py: {' '.join(map(str, command))} ended with {done.returncode}")
    return done.stdout


def documents(names):
    found = {path.stem: path for path in sorted(DOCUMENTS.iterdir()) if path.suffix in (".yaml", ".json")}
    for name in names:
        if name not in found:
            print(f"foreign.py: there is no document {name}: {', '.join(found)}", file=sys.stderr)
            sys.exit(3)
    return [found[name] for name in names] if names else list(found.values())


def generated(path):
    """Makes the crate of a document; how many operations the document has, and how many its crate,
    None where there is no crate."""
    name = f"{path.stem}-api"
    codegen = [TARGET / "debug/codegen", "--spec", path]
    arguments = ["--out", WORKSPACE / name, "--package", name, "--partial", "--allow-partial"]
    made = subprocess.run([*codegen, *arguments], text=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    if made.returncode not in (0, 1):
        sys.exit(f"foreign.py: {path.name} ended with {made.returncode}\n{made.stderr}")
    linted = subprocess.run([codegen[0], "lint", *codegen[1:], "--report", "json"], stdout=subprocess.PIPE, check=False)
    every = json.loads(linted.stdout)["operations"]
    left_out = sum(re.match(r"left out: [A-Z]+ /", line) is not None for line in made.stderr.splitlines())
    return name, every, None if made.returncode else every - left_out


def main():
    chosen = documents(sys.argv[1:])
    subprocess.run(["cargo", "build", "--quiet", "--locked", "--package", "codegen"], cwd=ROOT, check=True)
    shutil.rmtree(WORKSPACE, ignore_errors=True)
    WORKSPACE.mkdir(parents=True)
    # The versions of the dependencies are those of this workspace, and its lints are not theirs.
    shutil.copy(ROOT / "Cargo.lock", WORKSPACE)
    (WORKSPACE / "clippy.toml").write_text("")
    crates = [generated(path) for path in chosen]
    members = ", ".join(f'"{name}"' for name, _, taken in crates if taken is not None)
    (WORKSPACE / "Cargo.toml").write_text(f'[workspace]\nresolver = "3"\nmembers = [{members}]\n[profile.dev]\ndebug = "line-tables-only"\n')

    every = ["--no-default-features", "--features", ",".join(FEATURES)]
    for features in (["--no-default-features"], ["--no-default-features", "--features", "client"], every):
        run("cargo", "clippy", "--quiet", "--workspace", *features, "--all-targets", "--", "-D", "warnings")
    strict = {**os.environ, "RUSTDOCFLAGS": "-D warnings"}
    run("cargo", "doc", "--quiet", "--workspace", "--no-deps", *every, env=strict)
    run("cargo", "test", "--quiet", "--workspace", *every)
    for name, document, taken in crates:
        taken = taken or 0
        print(f"{name:<16} {taken:>3} of {document:>3} operations")
    taken, every = (sum(crate[part] or 0 for crate in crates) for part in (2, 1))
    print(f"{taken} of {every} operations, in crates without a complaint")


if __name__ == "__main__":
    main()
