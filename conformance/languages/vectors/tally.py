"""Holds what validators said against what is right: `tally.py CASES VERDICTS CONSUMER@DRAFT…`.

Prints a table, and fails where a consumer did not judge every case, was wrong without a reason
in exceptions.json, or has a reason there that it no longer needs.
"""

import json
import pathlib
import re
import sys

CASES, VERDICTS = map(pathlib.Path, sys.argv[1:3])
HERE = pathlib.Path(__file__).parent
MOST_SHOWN = 10

cases = [json.loads(line) for line in CASES.read_text().splitlines()]
exceptions = json.loads((HERE / "exceptions.json").read_text())
used = set()
failures = []


def excused(consumer, case, said):
    """Whether an exception is about this; those that were put to use are noted."""
    for index, exception in enumerate(exceptions):
        if exception["consumer"] != consumer or exception["says"] != said:
            continue
        number = exception.get("number")
        # A number stands behind a colon or a bracket, and its digits end with it.
        fits = number and re.search(rf"[:\[,]\s*{number}\s*[,\]}}]", case["text"])
        if fits or (exception.get("beyond") and case["beyond"]):
            used.add(index)
            return True
    return False


rows = [("consumer", "draft", "right", "wrong, with a reason", "wrong", "not run")]
for asked in sys.argv[3:]:
    consumer, draft = asked.split("@")
    path = VERDICTS / asked.replace("/", " ")
    said = path.read_text().splitlines() if path.exists() else []
    right, known, wrong = 0, 0, []
    for case, verdict in zip(cases, said):
        if verdict == ("valid" if case["valid"] else "invalid"):
            right += 1
        elif excused(consumer, case, verdict):
            known += 1
        else:
            wrong.append(f"{asked}: {case['name']}: {verdict}")
    missing = len(cases) - min(len(said), len(cases))
    rows.append((consumer, draft, right, known, len(wrong), missing))
    failures += wrong[:MOST_SHOWN]
    if missing or len(said) != len(cases):
        failures.append(f"{asked}: {len(said)} of {len(cases)} cases were judged")
for index, exception in enumerate(exceptions):
    if index not in used:
        failures.append(f"{exception['consumer']}: no exception any more: {exception['because']}")

widths = [max(len(str(row[column])) for row in rows) for column in range(len(rows[0]))]
for row in rows:
    print("  ".join(str(cell).ljust(width) for cell, width in zip(row, widths)).rstrip())
for index in sorted(used):
    print(f"reason: {exceptions[index]['consumer']}: {exceptions[index]['because']}")
for failure in failures:
    print(f"FAILED {failure}")
sys.exit(1 if failures else 0)
