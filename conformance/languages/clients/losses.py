"""Compares what was written back with what was read: `losses.py DOCUMENT README CASES TOOL=LINES…`.

Prints a table of equal documents and of each kind of loss, and fails where a kind is not in losses.json,
where one there does not occur any more, and where the page has another table.
"""

import json
import pathlib
import sys

import yaml

DOCUMENT, README, CASES = map(pathlib.Path, sys.argv[1:4])
REASONS = json.loads((pathlib.Path(__file__).parent / "losses.json").read_text())
KINDS = ["refused", "documented", "undocumented", "hidden", "number", "added"]
SCHEMAS = yaml.safe_load(DOCUMENT.read_text())["components"]["schemas"].values()
NAMED = {name for schema in SCHEMAS for name in schema.get("properties", {})}


def losses(read, written):
    """Kinds of what is different, as often as it is."""
    if isinstance(read, dict) and isinstance(written, dict):
        for name in read.keys() - written.keys():
            yield "documented" if name in NAMED else "undocumented"
        for name in written.keys() - read.keys():
            yield "added"
        for name in read.keys() & written.keys():
            yield from losses(read[name], written[name])
    elif isinstance(read, list) and isinstance(written, list) and len(read) == len(written):
        for one, other in zip(read, written):
            yield from losses(one, other)
    elif isinstance(written, str) and written and not written.strip("*"):
        yield "hidden"
    elif type(read) in (int, float) and type(written) in (int, float):
        if read != written:
            yield "number"
    elif read != written:
        yield "documented"


def main():
    cases = [json.loads(line) for line in CASES.read_text().splitlines()]
    assert cases
    table = ["| tool | documents | equal | " + " | ".join(KINDS) + " |", "|---" * (3 + len(KINDS)) + "|"]
    failures = []
    for asked in sys.argv[4:]:
        tool, file = asked.split("=")
        lines = pathlib.Path(file).read_text().splitlines()
        if len(lines) != len(cases):
            failures.append(f"{tool}: {len(lines)} of {len(cases)} documents")
        equal, found = 0, dict.fromkeys(KINDS, 0)
        for case, line in zip(cases, lines):
            if line.startswith("refused "):
                kinds = {"refused"}
            else:
                kinds = set(losses(json.loads(case["text"]), json.loads(line)))
            equal += not kinds
            for kind in kinds:
                found[kind] += 1
                if kind not in REASONS[tool] and found[kind] <= 3:
                    failures.append(f"{tool}: {case['name']}: {kind} {line[:40] if kind == 'refused' else ''}")
        failures += [f"{tool}: {kind} is not lost any more" for kind in REASONS[tool] if not found[kind]]
        cells = [tool, len(cases), equal, *found.values()]
        table.append("| " + " | ".join(map(str, cells)) + " |")
    print("\n".join(table))
    for tool, reasons in REASONS.items():
        for kind, why in reasons.items():
            print(f"{tool}: {kind}: {why}")
    if "\n".join(table) not in README.read_text():
        failures.append(f"{README} has another table")
    for failure in failures:
        print(f"FAILED {failure}")
    sys.exit(1 if failures else 0)


main()
