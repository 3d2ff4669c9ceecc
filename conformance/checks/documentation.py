#!/usr/bin/env python3
"""Runs every command that the documentation shows, and compares what it prints.

Blocks marked `sh` are commands that must succeed. In blocks marked `console`, a line that begins
with `$ ` is a command and what follows is what it prints; a line that is only `…` stands for any
lines, and what is shown is all there is otherwise. Both run in the root of the repository.

Arguments are commands that have been run already, and are not run again.
"""

import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"^ *```(sh|console)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)


def blocks(document):
    for match in BLOCK.finditer(document.read_text(encoding="utf-8")):
        yield match.group(1), match.group(2).splitlines()


def commands(lines):
    """Pairs of a command and the lines that are shown of what it prints."""
    shown = []
    for line in lines:
        if line.startswith("$ "):
            shown.append((line[2:], []))
        elif shown and shown[-1][0].endswith("\\"):
            shown[-1] = (shown[-1][0] + "\n" + line, [])
        elif shown:
            shown[-1][1].append(line)
    return shown


def run(command):
    print(f"$ {command}", flush=True)
    return subprocess.run(
        ["bash", "-c", command],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


def matches(shown, printed):
    parts = []
    for line in shown:
        parts.append(r"(?:.*\n)*?" if line.strip() == "…" else re.escape(line.rstrip()) + r"[ \t]*\n")
    text = "".join(line.rstrip() + "\n" for line in printed.splitlines())
    return re.fullmatch("".join(parts), text) is not None


def main():
    documents = sorted(
        path for path in ROOT.rglob("*.md")
        if not {"target", "node_modules", ".git"} & set(path.relative_to(ROOT).parts)
    )
    passed, failures = 0, []
    for document in documents:
        name = document.relative_to(ROOT)
        for kind, lines in blocks(document):
            if kind == "sh":
                lines = ["$ " + line.strip() for line in lines if line.strip()]
            for command, shown in commands(lines):
                if command in sys.argv[1:]:
                    print(f"$ {command}\nhas been run", flush=True)
                    continue
                result = run(command)
                if kind == "sh":
                    print(result.stdout, end="", flush=True)
                if kind == "sh" and result.returncode != 0:
                    failures.append(f"{name}: `{command}` exits {result.returncode}\n{result.stdout}")
                elif kind == "console" and not matches(shown, result.stdout):
                    failures.append(f"{name}: `{command}` prints otherwise:\n{result.stdout}")
                else:
                    passed += 1
    for failure in failures:
        print(failure)
    print(f"{passed} passed, {len(failures)} failed")
    sys.exit(1 if failures or not passed else 0)


main()
