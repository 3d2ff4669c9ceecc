"""Looks for planted marks in what was shown of documents: `shown.py CASES TOOL=LINES…`.

A line is what a tool gave for a case: `["read", TEXT]`, or `["refused", TEXT]` with all that an exception says.
"""

import json
import pathlib
import re
import sys

from table import Table

CASES = pathlib.Path(sys.argv[1])
KINDS = ["documented", "undocumented", "exception"]


def kinds(how, text):
    # One that was cut is one too.
    for mark in set(re.findall("mark(?:-(?:[du](?:[0-9]+)?)?)?", text)):
        if how == "refused":
            yield "exception"
        else:
            yield "undocumented" if mark.startswith("mark-u") else "documented"


def main():
    cases = [json.loads(line) for line in CASES.read_text().splitlines()]
    table = Table("shown", ["documents", "refused"], KINDS)
    for asked in sys.argv[2:]:
        tool, file = asked.split("=")
        lines = [json.loads(line) for line in pathlib.Path(file).read_text().splitlines()]
        if len(lines) != len(cases) or not any(how == "read" for how, _ in lines):
            table.failures.append(f"{tool}: {len(lines)} of {len(cases)} documents")
        found = {kind: [] for kind in KINDS}
        for case, (how, text) in zip(cases, lines):
            for kind in set(kinds(how, text)):
                found[kind].append(case["name"])
        table.add(tool, [len(cases), sum(how == "refused" for how, _ in lines)], found)
    table.end()


main()
