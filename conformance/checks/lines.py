"""Counts the lines of what two generators make of the same documents; see lines.sh."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ROOT / "codegen/tests/fixtures/foreign"
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")).resolve()
WORK = TARGET / "checks/lines/made"
SETTINGS = 'edition = "2024"\nstyle_edition = "2024"\n'

# What is made of the document; the rest of an emitted crate is copied, whatever the document.
OF_THE_API = re.compile(r"src/(types/.*|operation|lib|client/(api|blocking))\.rs")


def lines(path):
    text = [line.strip() for line in path.read_text().splitlines()]
    return sum(line != "" and not line.startswith("//") for line in text)


def rust(folder):
    return sorted(folder.rglob("*.rs"))


def ours(document, folder):
    command = [TARGET / "debug/codegen", "--spec", document, "--out", folder, "--package", "made", "--partial", "--allow-partial"]
    made = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
    if made.returncode:
        return None, None, made.stderr.strip().splitlines()[-1:]
    counts = {path.relative_to(folder).as_posix(): lines(path) for path in rust(folder)}
    every = sum(counts.values())
    own = sum(count for path, count in counts.items() if OF_THE_API.fullmatch(path))
    return every, every - own, []


def theirs(program, document, folder):
    folder.mkdir(parents=True)
    made = subprocess.run([program, "generate", document], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    files = rust(folder)
    if made.returncode or not files:
        return None
    settings = folder / "rustfmt.toml"
    settings.write_text(SETTINGS)
    for path in files:
        text = subprocess.run(["rustfmt", "--config-path", settings], input=path.read_text(), stdout=subprocess.PIPE, text=True, check=True)
        path.write_text(text.stdout)
    return sum(map(lines, files))


def main():
    program, *given = sys.argv[1:]
    documents = [Path(path).resolve() for path in given] or sorted(path for path in DOCUMENTS.iterdir() if path.is_file())
    shutil.rmtree(WORK, ignore_errors=True)
    totals = [0, 0, 0]
    print(f"{'document':<44} {'theirs':>7} {'ours':>7} {'of the API':>11} {'ratio':>6} {'of the API':>11}")
    for document in documents:
        mine, runtime, why = ours(document, WORK / "ours" / document.stem)
        other = theirs(program, document, WORK / "theirs" / document.stem)
        if mine is None or other is None:
            print(f"{document.name:<44} {other or 'none':>7} {mine or 'none':>7} {' '.join(why)}")
            continue
        totals = [total + count for total, count in zip(totals, (other, mine, mine - runtime))]
        print(f"{document.name:<44} {other:>7} {mine:>7} {mine - runtime:>11} {mine / other:>6.2f} {(mine - runtime) / other:>11.2f}")
    other, mine, own = totals
    if other:
        print(f"{'together':<44} {other:>7} {mine:>7} {own:>11} {mine / other:>6.2f} {own / other:>11.2f}")


main()
