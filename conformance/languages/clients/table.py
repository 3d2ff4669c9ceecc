"""Prints how often each kind of thing happened to each tool, and fails where a kind happened that is not in
losses.json, where one there did not, and where the page has another table."""

import json
import pathlib
import sys

HERE = pathlib.Path(__file__).parent
README = HERE.parent / "README.md"


class Table:
    def __init__(self, name, columns, kinds):
        self.reasons = json.loads((HERE / "losses.json").read_text())[name]
        self.kinds = kinds
        head = ["tool", *columns, *kinds]
        self.rows = ["| " + " | ".join(head) + " |", "|---" * len(head) + "|"]
        self.failures = []

    def add(self, tool, cells, found):
        """A row: cells that come before the kinds, and the names of the documents that each kind happened to."""
        reasons = self.reasons[tool]
        counts = [len(found[kind]) for kind in self.kinds]
        self.rows.append("| " + " | ".join(map(str, [tool, *cells, *counts])) + " |")
        for kind in self.kinds:
            if found[kind] and kind not in reasons:
                self.failures.append(f"{tool}: {kind}: {', '.join(found[kind][:3])}")
            if not found[kind] and kind in reasons:
                self.failures.append(f"{tool}: {kind}: it does not happen any more")

    def end(self):
        print("\n".join(self.rows))
        for tool, reasons in self.reasons.items():
            for kind, why in reasons.items():
                print(f"{tool}: {kind}: {why}")
        if "\n".join(self.rows) not in README.read_text():
            self.failures.append(f"{README.name} has another table")
        for failure in self.failures:
            print(f"FAILED {failure}")
        sys.exit(1 if self.failures else 0)
