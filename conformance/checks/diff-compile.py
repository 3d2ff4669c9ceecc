"""Builds what the tests of `codegen diff` have left: each program of a claim builds with the crate of OLD
and not with that of NEW, and the one that calls every public item builds with OLD, and with NEW where the
column says none, minor, or that the same types come in another order."""

import json
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

root = Path(sys.argv[1])
# Beside the crates, which each run of the tests writes anew: what they depend on is built once.
target = root.with_name(f"{root.name}-target")
written = json.loads((root / "cases.json").read_text())
cases = written["cases"]
check = ["cargo", "check", "--quiet", "--workspace", "--no-default-features", "--message-format=json"]
check += ["--features", ",".join(written["features"])]
ran = subprocess.run(
    check, cwd=root, env={**os.environ, "CARGO_TARGET_DIR": str(target)}, stdout=subprocess.PIPE, text=True
)
if ran.returncode:
    sys.exit("diff-compile: the crates do not build")
libraries = {}
for line in ran.stdout.splitlines():
    message = json.loads(line)
    if message["reason"] == "compiler-artifact":
        for file in message["filenames"]:
            if file.endswith(".rmeta"):
                libraries[message["target"]["name"]] = file


def builds(code, crate):
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder) / "program.rs"
        program.write_text(code)
        command = ["rustc", "--edition", "2024", "--crate-type", "lib", "--emit", "metadata"]
        command += ["--out-dir", folder, "-L", f"dependency={target}/debug/deps"]
        command += ["--extern", f"api={libraries[crate]}"]
        command += [f"--extern={name}={libraries[name]}" for name in written["foreign"]]
        ran = subprocess.run([*command, str(program)], capture_output=True, text=True)
        return ran.returncode == 0, ran.stderr


def judge(work):
    what, code, crate, expected = work
    is_built, said = builds(code, crate)
    if is_built != expected:
        return f"{what}: it builds" if is_built else f"{what}: it does not build\n{said[:2000]}"


works = []
for case in cases:
    name, old, new = case["name"], case["old"], case["new"]
    works.append((f"{name}: every item, with the old crate", case["whole"], old, True))
    if case["compile"] in ("–", "minor", "silent swap"):
        works.append((f"{name}: every item, with the new crate", case["whole"], new, True))
    for claim in case["claims"]:
        what = f"{name}: {claim['item']}"
        works.append((f"{what}, with the old crate", claim["code"], old, True))
        works.append((f"{what}, with the new crate", claim["code"], new, False))
with ThreadPoolExecutor(os.cpu_count()) as pool:
    faults = [fault for fault in pool.map(judge, works) if fault]
claims = sum(len(case["claims"]) for case in cases)
print(f"{len(cases)} cases, {claims} claims, {len(works)} programs built, {len(faults)} otherwise than claimed")
print("\n".join(faults), end="\n" if faults else "")
sys.exit(1 if faults or not works else 0)
