"""Starts `idcard validate` on a terminal, and looks at what a person would see there.

    terminal.py IDCARD FAULTY_PAYLOAD

Long work is made by waiting, not by size, so it is as long on any machine: either the input comes
slowly, or the report is longer than a pipe and is read late.
"""

import fcntl
import json
import os
import pty
import re
import struct
import subprocess
import sys
import tempfile
import termios
import threading
import time

PATIENCE = 60
LONG = 2.5
COLUMNS = 400


class Reader:
    """What comes out of a descriptor, as it comes."""

    def __init__(self, descriptor):
        self.bytes = b""
        self.descriptor = descriptor
        self.thread = threading.Thread(target=self.read, daemon=True)
        self.thread.start()

    def read(self):
        while True:
            try:
                piece = os.read(self.descriptor, 65536)
            except OSError:  # Of a terminal that nobody writes to any more.
                piece = b""
            if not piece:
                os.close(self.descriptor)
                return
            self.bytes += piece

    def all(self):
        self.thread.join(PATIENCE)
        assert not self.thread.is_alive(), "it does not end"
        return self.bytes


def terminal():
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 50, COLUMNS, 0, 0))
    return master, slave


class Run:
    """A run whose standard output and standard error are a terminal (the same one if both are) or pipes."""

    def __init__(self, arguments, out=False, err=False, late=0.0, **environment):
        kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "TERM")}
        environment = {**kept, "TERM": "xterm-256color", **environment}
        read_out, write_out = terminal() if out else os.pipe()
        read_err, write_err = (None, write_out) if out and err else terminal() if err else os.pipe()
        self.child = subprocess.Popen(
            [IDCARD, "validate", *arguments],
            stdin=subprocess.PIPE,
            stdout=write_out,
            stderr=write_err,
            env=environment,
        )
        for descriptor in {write_out, write_err}:
            os.close(descriptor)
        self.err = Reader(read_err) if read_err is not None else None
        time.sleep(late)
        self.out = Reader(read_out)

    def feed(self, text):
        self.child.stdin.write(text)
        self.child.stdin.flush()

    def end(self):
        self.child.stdin.close()
        self.child.wait(PATIENCE)
        return self.out.all(), self.err.all() if self.err else b""


def screen(output):
    """The lines that are left on the terminal, of what moves its cursor and takes back."""
    lines, row, column = [[]], 0, 0
    for token in re.findall(r"\x1b\[[0-9;?]*[A-Za-z]|.", output.decode(), re.DOTALL):
        if token.startswith("\x1b"):
            count = int(token[2:-1]) if token[2:-1].isdigit() else 1
            if token[-1] == "K":
                lines[row] = lines[row][:column] if count != 2 else []
            elif token[-1] == "A":
                row = max(0, row - count)
            elif token[-1] == "B":
                row += count
            elif token[-1] not in "mhl":
                raise AssertionError(f"a sequence of another kind: {token!r}")
        elif token == "\r":
            column = 0
        elif token == "\n":
            row += 1
        else:
            lines[row] += [" "] * (column - len(lines[row]))
            lines[row][column : column + 1] = [token]
            column += 1
        while len(lines) <= row:
            lines.append([])
    return [line for line in ("".join(line).rstrip() for line in lines) if line]


def colours():
    report = [FAULTY]
    for what, expected, run in [
        ("on a terminal", True, Run(report, out=True)),
        ("with NO_COLOR", False, Run(report, out=True, NO_COLOR="1")),
        ("with an empty NO_COLOR", True, Run(report, out=True, NO_COLOR="")),
        ("on a dumb terminal", False, Run(report, out=True, TERM="dumb")),
        ("in a pipe", False, Run(report)),
    ]:
        out, _ = run.end()
        assert b"enum" in out, out
        assert (b"\x1b" in out) == expected, f"colours {what}: {out!r}"


def progress(lines):
    report = [lines, "--input", "ndjson", "--limit", "0"]
    _, err = Run(report, err=True, late=LONG).end()
    assert re.search(rb"[KM]iB/[0-9.]+ [KM]iB [0-9.]+ [KM]?i?B/s \S+ left", err), err
    assert not re.search(rb"[GTPE]iB/s", err), err
    assert screen(err) == [], screen(err)
    for run in (Run(report, late=LONG), Run(report, err=True, late=LONG, TERM="dumb")):
        _, err = run.end()
        assert err == b"", err


def slowly(line, **where):
    run = Run(["-", "--input", "ndjson", "--limit", "0"], NO_COLOR="1", **where)
    for _ in range(int(LONG / 0.05)):
        run.feed(line)
        time.sleep(0.05)
    return run.end()


def lines_beside_it(line):
    plain, _ = slowly(line, out=True)
    both, _ = slowly(line, out=True, err=True)
    assert b"/s after 1s" in both, both
    assert b"after 0s" not in both, both
    assert len(screen(plain)) > 50
    assert screen(both) == screen(plain), "\n".join(screen(both))


def findings_at_once(line):
    for where in ({}, {"out": True}, {"out": True, "err": True}):
        run = Run(["-", "--input", "ndjson"], **where)
        run.feed(line)
        begun = time.monotonic()
        while b"enum" not in run.out.bytes:
            assert time.monotonic() - begun < PATIENCE, "the finding waits for the end of the input"
            time.sleep(0.01)
        run.end()


def main():
    with open(FAULTY, encoding="utf-8") as file:
        line = json.dumps(json.load(file), ensure_ascii=False).encode() + b"\n"
    with tempfile.NamedTemporaryFile(suffix=".ndjson") as file:
        file.write(line * 2000)
        file.flush()
        colours()
        progress(file.name)
    lines_beside_it(line)
    findings_at_once(line)
    print("terminal: colours, progress, whole lines beside it, and findings at once")


IDCARD, FAULTY = sys.argv[1:]
main()
