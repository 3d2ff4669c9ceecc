"""Makes crates of published documents, and says what is in them; see public-documents.sh."""

import collections
import json
import re
import subprocess
import sys
import time
from pathlib import Path

import foreign

VERSION = re.compile(r"""(?:^|[{,])\s*["']?openapi["']?\s*:\s*["']?3\.1""", re.MULTILINE)
MOST_REASONS = 12


def documents(folder, words):
    """The documents of OpenAPI 3.1 below a folder; of one that is there in JSON too, not the YAML."""
    found = {}
    for path in sorted(folder.rglob("*.*")):
        if path.suffix not in (".json", ".yaml", ".yml") or not path.is_file():
            continue
        if all(word in path.as_posix() for word in words) and VERSION.search(path.read_text(errors="replace")):
            found.setdefault(foreign.package(path), path)
    return list(found.values())


def reasons(path):
    command = [foreign.TARGET / "debug/codegen", "lint", "--spec", path, "--report", "json"]
    report = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=False).stdout)
    return report["reasons"]


def main():
    folder, *words = sys.argv[1:]
    only_count = "--only-count" in words
    chosen = documents(Path(folder), [word for word in words if word != "--only-count"])
    if not chosen:
        sys.exit("public-documents.py: there are no such documents")
    foreign.WORKSPACE = foreign.TARGET / "checks/public-documents/crates"
    foreign.start(["codegen"])
    crates, whole, totals = [], 0, collections.Counter()
    stand_in_the_way = collections.Counter()
    for path in chosen:
        begun = time.monotonic()
        name, every, taken = foreign.generated(path)
        if taken is not None:
            crates.append(name)
        whole += taken == every
        totals.update(every=every, taken=taken or 0)
        for reason in reasons(path):
            stand_in_the_way[f"{reason['code']}: {reason['construct']}"] += reason["operations"]
        print(f"{path.name:<52} {taken or 0:>4} of {every:>4} operations {time.monotonic() - begun:>6.1f} s", flush=True)
    print(f"{totals['taken']} of {totals['every']} operations; {whole} of {len(chosen)} documents whole, {len(crates)} crates")
    for what, operations in stand_in_the_way.most_common(MOST_REASONS):
        print(f"{operations:>6} {what}")
    if not only_count:
        foreign.look(crates, "--workspace")
        print(f"{len(crates)} crates without a complaint")


main()
