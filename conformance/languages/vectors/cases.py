"""Writes the cases that validators are put to, a line each: `cases.py GENERATED PAYLOADS OUT [ROOT…]`, the
valid ones of these documents alone where there are any.

A case is a vector of the index, or a payload with the verdict beside it. It holds the text of a document,
since some of what matters is lost once it is read:
`{"root", "text", "valid", "keyword", "name", "beyond"}`.
"""

import json
import pathlib
import re
import sys

GENERATED, PAYLOADS, OUT = map(pathlib.Path, sys.argv[1:4])
ROOTS = sys.argv[4:]
# Digits that a double loses, close to the bounds of 64 bits.
BEYOND = re.compile(r"[^0-9.]92233720368547[0-9]{5}[^0-9]")


def vectors():
    files = {}
    for entry in json.loads((GENERATED / "vectors/index.json").read_text())["vectors"]:
        name = entry["file"]
        if name not in files:
            lines = (GENERATED / "vectors" / name).read_text().splitlines()
            begin = lines.index('  "documents": [') + 1
            files[name] = [line.removesuffix(",") for line in lines[begin : lines.index("  ]")]]
        yield {
            "root": entry["root"],
            "text": files[name][entry["number"]],
            "valid": entry["valid"],
            "keyword": entry.get("keyword"),
            "name": f"{name} {entry['number']}",
            "beyond": "beyond" in entry,
        }


def payloads():
    for expected in sorted(PAYLOADS.rglob("*.expect.json")):
        said = json.loads(expected.read_text())
        if said["verdict"] == "unreadable":
            continue
        stem = str(expected).removesuffix(".expect.json")
        path = next(path for end in (".json", ".txt") if (path := pathlib.Path(stem + end)).exists())
        text = path.read_bytes().decode("utf-8-sig")
        yield {
            "root": said["as"],
            "text": text,
            "valid": said["verdict"] != "invalid",
            "keyword": None,
            "name": str(path.relative_to(PAYLOADS)),
            "beyond": bool(BEYOND.search(text)),
        }


cases = [*vectors(), *payloads()]
if ROOTS:
    cases = [case for case in cases if case["valid"] and case["root"] in ROOTS]
OUT.write_text("".join(json.dumps(case) + "\n" for case in cases))
print(f"{len(cases)} cases, {sum(case['beyond'] for case in cases)} of them beyond a double")
