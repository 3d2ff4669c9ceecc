"""Streams a corpus into `idcard validate -` and looks at what it takes.

    memory.py IDCARD CORPUS GIGABYTES [--check]

Then come payloads in lines of text, and a million damaged lines, all of which are reported: what is wrong with the input may not
pile up, whatever the number of threads. And long lines that are all faults, which take the most: they are
held against what `--help` says.

The corpus is written once and sent again and again by one program that does nothing else, so the
sender costs next to nothing. What is measured is the receiver alone: its time on all processors and
by the wall, and the most memory that it held, by what the kernel says when it has ended.
"""

import os
import re
import subprocess
import sys
import tempfile
import time

DOCUMENTS = 20_000
MOST_MEMORY = 32.0
DAMAGED_LINES = 1_000_000
# Gigabytes of payloads in lines of text.
TEXT = 0.3
MOST_DAMAGED = {1: 32.0, 2: 40.0, 16: 80.0}
LEAST_GAIN = 1.5
# What `--help` says: MiB in all, MiB for each thread, and bytes there for each byte of the longest line.
SAID = re.compile(r"Memory: (\d+) MiB, and for each thread (\d+) MiB and at the most (\d+) bytes")
# Long enough that it is the line that counts.
HOSTILE_LINE = 4_000_000
HOSTILE = ["1,", "[1,],", '{"":1},']


def stream(idcard, corpus, times, threads):
    command = [idcard, "validate", "-", "--input", "ndjson", "--as", "response", "--threads", str(threads)]
    source = [corpus, "--documents", str(DOCUMENTS), "--times", str(times)]
    sender = subprocess.Popen(source, stdout=subprocess.PIPE)
    begun = time.monotonic()
    receiver = subprocess.Popen(
        command, stdin=sender.stdout, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    sender.stdout.close()
    errors = receiver.stderr.read()
    _, status, usage = os.wait4(receiver.pid, 0)
    wall = time.monotonic() - begun
    receiver.returncode = os.waitstatus_to_exitcode(status)
    if receiver.returncode != 0 or sender.wait() != 0:
        sys.stderr.write(errors.decode()[-400:])
        print(f"memory.py: idcard ended with {receiver.returncode}", file=sys.stderr)
        sys.exit(3)
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main(idcard, corpus, gigabytes, *options):
    # What this program holds counts as its children's until they are what they are to be, so it
    # holds nothing: the corpus is a file.
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "corpus.ndjson")
        subprocess.run([corpus, "--documents", str(DOCUMENTS), "--out", path], check=True)
        size = os.path.getsize(path)
        times = max(1, round(float(gigabytes) * 1e9 / size))
        print(f"{times * size / 1e9:.2f} GB of NDJSON through a pipe")
        missed = False
        walls = {}
        for threads in (1, 2):
            wall, cpu, memory = stream(idcard, corpus, times, threads)
            walls[threads] = wall
            met = memory < MOST_MEMORY
            missed |= not met
            print(
                f"  {'met   ' if met else 'MISSED'} {threads} thread{'s' if threads > 1 else ''}:"
                f" {memory:.1f} MiB at the most, under {MOST_MEMORY:.0f};"
                f" {wall:.2f} s, {cpu:.2f} s of processors, {times * size / wall / 1e9:.2f} GB/s"
            )
        memory = text(idcard, path, max(1, round(TEXT * 1e9 / size)))
        met = memory < MOST_MEMORY
        missed |= not met
        print(
            f"  {'met   ' if met else 'MISSED'} payloads in lines of text: {memory:.1f} MiB at the most,"
            f" under {MOST_MEMORY:.0f}"
        )
        for threads, most in MOST_DAMAGED.items():
            memory = damaged(idcard, os.path.join(folder, "damaged.ndjson"), threads)
            met = memory < most
            missed |= not met
            print(
                f"  {'met   ' if met else 'MISSED'} damaged lines, {threads} thread{'s' if threads > 1 else ''}:"
                f" {memory:.1f} MiB at the most, under {most:.0f}"
            )
        for command, threads in (("validate", 1), ("validate", 2), ("stream", 2)):
            memory = hostile(idcard, os.path.join(folder, "hostile.ndjson"), command, threads)
            help = subprocess.run([idcard, command, "--help"], stdout=subprocess.PIPE, check=True)
            said = [int(number) for number in SAID.search(help.stdout.decode()).groups()]
            most = said[0] + threads * (said[1] + said[2] * HOSTILE_LINE / (1 << 20))
            met = memory < most
            missed |= not met
            print(
                f"  {'met   ' if met else 'MISSED'} {command}, lines that are all faults,"
                f" {threads} thread{'s' if threads > 1 else ''}: {memory:.1f} MiB at the most,"
                f" under {most:.0f}"
            )
        # A pipe needs a processor for the sender too, so the gain is looked at on a file.
        gain = on_a_file(idcard, corpus, os.path.join(folder, "long.ndjson"), round(5e8 / size))
    met = gain >= LEAST_GAIN
    # What a second thread brings depends on who else is at work, so it is held against its floor only
    # when somebody asks for that.
    missed |= not met and "--check" in options
    print(
        f"  {'met   ' if met else 'MISSED'} two threads on a file are {gain:.2f} times as fast as one,"
        f" at least {LEAST_GAIN}"
    )
    print(f"         (through the pipe, with the sender beside them: {walls[1] / walls[2]:.2f})")
    sys.exit(1 if missed else 0)


def peak(receiver, codes):
    """The most memory of a process in MiB, once it has ended with one of these codes."""
    _, status, usage = os.wait4(receiver.pid, 0)
    receiver.returncode = os.waitstatus_to_exitcode(status)
    if receiver.returncode not in codes:
        print(f"memory.py: idcard ended with {receiver.returncode}", file=sys.stderr)
        sys.exit(3)
    return usage.ru_maxrss / 1024


def text(idcard, path, times):
    """The most memory while payloads behind words come through a pipe, in MiB."""
    prefix = b"2024-13-01 12:00:00.123  INFO 1 --- [exec-1] c.z.OcrClient : response="
    command = [idcard, "validate", "-", "--as", "response", "--threads", "1"]
    receiver = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    for _ in range(times):
        with open(path, "rb") as lines:
            for line in lines:
                receiver.stdin.write(prefix + line)
    receiver.stdin.close()
    return peak(receiver, [0])


def damaged(idcard, path, threads):
    """The most memory while every line of a file is reported, in MiB."""
    with open(path, "w", encoding="ascii") as lines:
        for _ in range(DAMAGED_LINES // 1000):
            lines.write('{"a":1}\n' * 1000)
    # What nobody says to be of this API would be named once, as a document of another kind.
    command = [idcard, "validate", path, "--input", "ndjson", "--as", "response", "--report", "ndjson", "--limit", "0"]
    receiver = subprocess.Popen([*command, "--threads", str(threads)], stdout=subprocess.DEVNULL)
    return peak(receiver, [1])


def hostile(idcard, path, command, threads):
    """The most memory while long lines are judged that have as many faults as they have values, in MiB."""
    most = 0
    for piece in HOSTILE:
        items = piece * (HOSTILE_LINE // len(piece))
        line = f'{{"version":"V2","requestId":"","timestamp":0,"images":[{items}{{}}]}}\n'
        with open(path, "w", encoding="ascii") as lines:
            lines.write(line * (2 * threads - 1))
        arguments = ["validate", path, "--input", "ndjson", "--limit", "0"]
        if command == "stream":
            arguments = ["stream"]
        with open(path, "rb") as lines:
            receiver = subprocess.Popen(
                [idcard, *arguments, "--threads", str(threads)],
                stdin=lines,
                stdout=subprocess.DEVNULL,
            )
            most = max(most, peak(receiver, [0, 1, 3]))
    return most


def on_a_file(idcard, corpus, path, times):
    """The gain of a second thread on half a gigabyte in a file, by the shortest of nine times."""
    source = [corpus, "--documents", str(DOCUMENTS), "--times", str(times), "--out", path]
    subprocess.run(source, check=True)
    shortest = {}
    for _ in range(9):
        for threads in (1, 2):
            command = [idcard, "validate", path, "--input", "ndjson", "--as", "response"]
            begun = time.monotonic()
            done = subprocess.run(
                [*command, "--threads", str(threads)],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                check=False,
            )
            if done.returncode != 0:
                sys.stderr.write(done.stderr.decode()[-400:])
                sys.exit(3)
            wall = time.monotonic() - begun
            shortest[threads] = min(wall, shortest.get(threads, wall))
    return shortest[1] / shortest[2]


if __name__ == "__main__":
    main(*sys.argv[1:])
