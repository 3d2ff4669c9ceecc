"""Compares what was written back with what was read: `losses.py DOCUMENT CASES TOOL=LINES…`."""

import json
import pathlib
import sys

import yaml

from table import Table

DOCUMENT, CASES = map(pathlib.Path, sys.argv[1:3])
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
    table = Table("written", ["documents", "equal"], KINDS)
    for asked in sys.argv[3:]:
        tool, file = asked.split("=")
        lines = pathlib.Path(file).read_text().splitlines()
        if len(lines) != len(cases):
            table.failures.append(f"{tool}: {len(lines)} of {len(cases)} documents")
        equal, found = 0, {kind: [] for kind in KINDS}
        for case, line in zip(cases, lines):
            if line.startswith("refused "):
                kinds = {"refused"}
            else:
                kinds = set(losses(json.loads(case["text"]), json.loads(line)))
            equal += not kinds
            for kind in kinds:
                found[kind].append(case["name"])
        table.add(tool, [len(cases), equal], found)
    table.end()


main()
