"""Runs each validator as a process of its own, by turns, and prints what it took.

    speed.py IDCARD TOOLS SCHEMA CORPUS
    speed.py run jsonschema|jsonschema-rs SCHEMA CORPUS LINES    (one of them, in Python)
"""

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROUNDS = 5
FLOOR = 20


def run(which, schema, corpus, lines):
    """Counts the good lines, by a validator that Python has."""
    schema = json.loads(Path(schema).read_text())
    if which == "jsonschema":
        import jsonschema
        import orjson

        valid = jsonschema.Draft202012Validator(schema).is_valid
    else:
        import jsonschema_rs
        import orjson

        valid = jsonschema_rs.validator_for(schema).is_valid
    good = 0
    with open(corpus, "rb") as file:
        for number, line in enumerate(file):
            if number == lines:
                break
            good += valid(orjson.loads(line))
    print(good)


def child(command, **streams):
    """Seconds by the wall and of all processors, MiB at the most, and what was printed."""
    begun = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **streams)
    out, err = process.stdout.read(), process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"speed.py: {command[0]} ended with {process.returncode}: {err.decode()[-400:]}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, out.decode() + err.decode()


def main(idcard, tools, schema, corpus):
    tools = Path(tools)
    size = os.path.getsize(corpus)
    with open(corpus, "rb") as file:
        total = sum(1 for _ in file)
    few = total // 20
    with open(corpus, "rb") as file:
        small = sum(len(line) for _, line in zip(range(few), file))
    python = str(tools / "venv/bin/python")
    found = list(tools.glob("venv/lib/python*/site-packages/sourcemeta_jsonschema/jsonschema-linux-x86_64"))
    if not found:
        print("speed.py: the sourcemeta CLI has no program for this machine", file=sys.stderr)
        sys.exit(3)
    sourcemeta = str(found[0])
    os.chmod(sourcemeta, 0o755)
    node = ["node", str(tools / "speed.mjs")]
    ajv = str(tools / "validate.cjs")
    child([*node, "compile", ajv, schema])
    ours = [idcard, "validate", "-", "--input", "ndjson", "--as", "response", "--threads"]
    here = [python, str(Path(__file__).resolve()), "run"]
    # Of the slow ones a part is enough; the count that they print has to be right in any case.
    contestants = [
        ("idcard, one thread", [*ours, "1"], size, None, True),
        ("idcard, two threads", [*ours, "2"], size, None, True),
        ("sourcemeta CLI, --fast", [sourcemeta, "validate", "--fast", schema, corpus], size, total, False),
        ("sourcemeta CLI", [sourcemeta, "validate", schema, corpus], size, total, False),
        ("ajv standalone, JSON.parse", [*node, "run", ajv, corpus], size, total, False),
        ("jsonschema-rs, orjson", [*here, "jsonschema-rs", schema, corpus, str(total)], size, total, False),
        ("jsonschema, orjson", [*here, "jsonschema", schema, corpus, str(few)], small, few, False),
    ]
    figures = {name: [] for name, *_ in contestants}
    for _ in range(ROUNDS):
        for name, command, _, count, piped in contestants:
            if piped:
                with open(corpus, "rb") as file:
                    *figure, printed = child(command, stdin=file)
            else:
                *figure, printed = child(command)
            if count is not None and str(count) not in printed:
                sys.exit(f"speed.py: {name} did not find all {count} documents good: {printed[-400:]}")
            figures[name].append(figure)
    print(f"{total} documents, {size / 1e6:.1f} MB, medians of {ROUNDS} rounds; x against idcard with one thread")
    print(f"  {'':<30}{'wall s':>8}{'CPU s':>8}{'MiB':>7}{'MB/s':>8}{'x':>8}")
    walls = {}
    for name, _, bytes_read, _, _ in contestants:
        wall, cpu, memory = (statistics.median(column) for column in zip(*figures[name]))
        walls[name] = wall / bytes_read
        ratio = walls[name] / walls["idcard, one thread"]
        print(f"  {name:<30}{wall:>8.3f}{cpu:>8.3f}{memory:>7.0f}{bytes_read / wall / 1e6:>8.0f}{ratio:>8.1f}")
    times = walls["sourcemeta CLI, --fast"] / walls["idcard, one thread"]
    met = times >= FLOOR
    print(f"  {'met   ' if met else 'MISSED'} {FLOOR} times as fast as the sourcemeta CLI at its fastest: {times:.1f}")
    sys.exit(0 if met else 1)


if __name__ == "__main__":
    if sys.argv[1] == "run":
        run(*sys.argv[2:5], int(sys.argv[5]))
    else:
        main(*sys.argv[1:])
