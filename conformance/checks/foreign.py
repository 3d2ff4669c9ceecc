#!/usr/bin/env python3
"""Makes a crate from each document of codegen/tests/fixtures/foreign, in the part that can be
honoured, and has clippy, rustdoc and the doc tests look at it, with its default features, with none,
and with all but those for TLS, which have nothing to do with what is emitted and take long to build.
Then each operation of each crate is called against a service made from the same document
(codegen/round-trip): what arrives is what was sent, what comes back decodes to what was answered, and a
request with any one fault is told from it.

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
# With every part that is written where it is asked for.
PARTS = "catalog,json-schema,schemars,validator"
# The document whose crate has types for strings of a format too, and the libraries that read them.
FORMATTED, LIBRARIES = "fastapi", ["jiff", "uuid"]
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


def module(path):
    """The name of a document, as one in Rust."""
    return re.sub(r"^(?=[0-9])", "v", re.sub(r"[^a-z0-9]+", "_", path.stem.lower()))


def package(path):
    return f"{module(path).replace('_', '-')}-api"


def generated(path):
    """Makes the crate of a document; how many operations the document has, and how many its crate,
    None where there is no crate."""
    name = package(path)
    parts = f"{PARTS},formats" if path.stem == FORMATTED else PARTS
    codegen = [TARGET / "debug/codegen", "--spec", path]
    arguments = ["--out", WORKSPACE / name, "--package", name, "--partial", "--allow-partial", "--with", parts]
    made = subprocess.run([*codegen, *arguments], text=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    if made.returncode not in (0, 1):
        sys.exit(f"foreign.py: {path.name} ended with {made.returncode}\n{made.stderr}")
    linted = subprocess.run([codegen[0], "lint", *codegen[1:], "--report", "json"], stdout=subprocess.PIPE, check=False)
    every = json.loads(linted.stdout)["operations"]
    left_out = sum(re.match(r"left out: [A-Z]+ /", line) is not None for line in made.stderr.splitlines())
    return name, every, None if made.returncode else every - left_out


def write_callers(paths):
    """Makes the program that calls every operation of the crates of these documents."""
    crate = WORKSPACE / "calls"
    (crate / "src").mkdir(parents=True)
    for path in paths:
        run(TARGET / "debug/callers", path, WORKSPACE / package(path), package(path), crate / "src" / f"{module(path)}_calls")
    modules = "".join(f"mod {module(path)}_calls;\n" for path in paths)
    trips = "".join(
        f'    let document = serde_json::from_str(include_str!("{module(path)}_calls.json")).unwrap();\n'
        f"    let trip = Trip::new(Document::new(document)).unwrap();\n"
        f"    {module(path)}_calls::call(&trip).await;\n"
        f'    failed |= shown("{path.stem}", trip.finish());\n'
        for path in paths
    )
    (crate / "src/main.rs").write_text(CALLS.replace("// modules", modules).replace("// trips", trips))
    crates = "".join(
        f'{package(path)} = {{ path = "../{package(path)}", default-features = false, features = {json.dumps(FEATURES)} }}\n' for path in paths
    )
    (crate / "Cargo.toml").write_text(
        '[package]\nname = "calls"\nedition = "2024"\npublish = false\n[dependencies]\n'
        f'round-trip = {{ path = "{ROOT / "codegen/round-trip"}" }}\n'
        'serde = { version = "1", default-features = false }\nserde_json = "1"\ntokio = { version = "1", default-features = false, features = ["rt"] }\n' + crates
    )


CALLS = """#![allow(unused)]
use round_trip::{Document, Figures, Trip};

// modules
fn shown(name: &str, (figures, faults): (Figures, Vec<String>)) -> bool {
    let Figures { operations, described, calls, damaged, left_out } = figures;
    println!("{name:<16} {operations:>3} of {described:>3} operations, {calls:>3} calls, {damaged:>5} damaged requests, {left_out} left out");
    for fault in &faults {
        println!("    {}", fault.chars().take(500).collect::<String>());
    }
    !faults.is_empty()
}

fn main() -> std::process::ExitCode {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    std::process::ExitCode::from(u8::from(runtime.block_on(trips())))
}

async fn trips() -> bool {
    let mut failed = false;
// trips
    failed
}
"""


def start(*packages):
    """Builds what the check is made with, and makes the folder of its workspace."""
    for built in packages:
        subprocess.run(["cargo", "build", "--quiet", "--locked", "--package", *built], cwd=ROOT, check=True)
    shutil.rmtree(WORKSPACE, ignore_errors=True)
    WORKSPACE.mkdir(parents=True)
    # The versions of the dependencies are those of this workspace, and its lints are not theirs.
    shutil.copy(ROOT / "Cargo.lock", WORKSPACE)
    (WORKSPACE / "clippy.toml").write_text("")


def look(crates, *emitted):
    """Has clippy, rustdoc and the doc tests look at the crates."""
    members = ", ".join(f'"{name}"' for name in crates)
    (WORKSPACE / "Cargo.toml").write_text(f'[workspace]\nresolver = "3"\nmembers = [{members}]\n[profile.dev]\ndebug = "line-tables-only"\n')
    every = ["--no-default-features", "--features", ",".join(FEATURES)]
    for features in (["--no-default-features"], ["--no-default-features", "--features", "client"], every):
        run("cargo", "clippy", "--quiet", *emitted, *features, "--all-targets", "--", "-D", "warnings")
    strict = {**os.environ, "RUSTDOCFLAGS": "-D warnings"}
    run("cargo", "doc", "--quiet", *emitted, "--no-deps", *every, env=strict)
    run("cargo", "test", "--quiet", *emitted, *every)


def main():
    chosen = documents(sys.argv[1:])
    start(["codegen"], ["round-trip", "--features", "callers"])
    crates = [generated(path) for path in chosen]
    write_callers([path for path, (_, _, taken) in zip(chosen, crates) if taken])
    look(["calls", *(name for name, _, taken in crates if taken is not None)], "--workspace", "--exclude", "calls")
    if any(path.stem == FORMATTED for path in chosen):
        features = ",".join([*FEATURES, *LIBRARIES])
        only = ["--package", package(DOCUMENTS / FORMATTED), "--no-default-features", "--features", features]
        run("cargo", "clippy", "--quiet", *only, "--all-targets", "--", "-D", "warnings")
    print("operations called, with parameters and answers that are not in the crate left out:")
    print(run("cargo", "run", "--quiet", "--package", "calls"), end="")
    for name, document, taken in crates:
        taken = taken or 0
        print(f"{name:<16} {taken:>3} of {document:>3} operations")
    taken, every = (sum(crate[part] or 0 for crate in crates) for part in (2, 1))
    print(f"{taken} of {every} operations, in crates without a complaint")


if __name__ == "__main__":
    main()
