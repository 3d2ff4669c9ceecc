"""Builds both programs of conformance/benches/build in turn; see build-cost.sh."""

import os
import resource
import subprocess
import sys
import tempfile

FOLDER = "conformance/benches/build"
ROUNDS = 2


def seconds(package):
    """Processor time of a build from nothing; the compilers are all children."""
    with tempfile.TemporaryDirectory() as target:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            ["cargo", "build", "--quiet", "--locked", "--package", package],
            cwd=FOLDER,
            # A dependency that comes from elsewhere is not built incrementally.
            env=os.environ | {"CARGO_TARGET_DIR": target, "CARGO_INCREMENTAL": "0"},
            check=True,
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main():
    try:
        # What is downloaded is no part of it.
        subprocess.run(["cargo", "fetch", "--quiet", "--locked"], cwd=FOLDER, check=True)
        runs = [(seconds("by-crate"), seconds("by-hand")) for _ in range(ROUNDS)]
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"build-cost.sh: {error}", file=sys.stderr)
        return 3
    crate, hand = (min(times) for times in zip(*runs))
    ratio = crate / hand
    print(f"with clova-id-card {crate:.1f} s, by hand {hand:.1f} s: {ratio:.2f}")
    return 1 if "--check" in sys.argv and ratio > 1 else 0


sys.exit(main())
