#!/usr/bin/env python3
"""Holds what the generator exports against the cases of the JSON-Schema-Test-Suite.

The schema of each group stands behind a member, in an array and behind a reference of a document of
OpenAPI. Where the document is accepted, every case is judged by the exported schema. What the suite
calls invalid is never valid; what it calls valid is invalid only where the generator warned that it
takes a schema without a type for one of objects or arrays. The counts are pinned: fewer groups that are
accepted fail too, and more are to be written down here.

Argument: the folder of the archive that holds the suite. Exit 1 when something does not hold, 3 when it
could not run.
"""

import json
import os
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from pathlib import Path

import jsonschema_rs

ROOT = Path(__file__).resolve().parents[2]
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")).resolve()
CODEGEN = TARGET / "debug/codegen"
TESTS = "json/tests/draft2020-12/"
# Groups that are accepted, and cases of them that are stricter, with a warning.
ACCEPTED, STRICTER = 285, 28


def groups(folder):
    archives = list(folder.glob("jsonschema-*.tar.gz"))
    if not archives:
        print(f"schema-suite.py: no archive of the suite in {folder}", file=sys.stderr)
        sys.exit(3)
    with tarfile.open(archives[0]) as archive:
        for member in sorted(archive.getnames()):
            if TESTS in member and member.endswith(".json") and "/optional/format/" not in member:
                for group in json.load(archive.extractfile(member)):
                    yield f"{member.split(TESTS)[1]}: {group['description']}", group


def document(schema):
    if isinstance(schema, dict):
        schema = {keyword: value for keyword, value in schema.items() if keyword != "$schema"}
    reference = {"$ref": "#/components/schemas/Tested"}
    holder = {
        "type": "object",
        "description": "What holds it.",
        "properties": {"value": reference, "list": {"type": "array", "items": reference}},
    }
    answer = {"description": "It.", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Holder"}}}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Suite", "version": "1"},
        "servers": [{"url": "https://suite.example"}],
        "paths": {"/it": {"get": {"operationId": "getIt", "summary": "Gets it.", "responses": {"200": answer}}}},
        "components": {"schemas": {"Holder": holder, "Tested": schema}},
    }


def exported(schema, folder):
    """The exported schema of the document around a schema, and what was said; `None` if it is refused."""
    spec = folder / "suite.json"
    spec.write_text(json.dumps(document(schema)))
    out = folder / "out"
    command = [CODEGEN, "export", "--spec", spec, "--to", out, "--as", "json-schema"]
    done = subprocess.run(command, text=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"schema-suite.py: codegen ended with {done.returncode}\n{done.stderr}")
    if done.returncode:
        return None, done.stderr
    return json.loads(next(out.rglob("response.json")).read_text()), done.stderr


def main():
    count, faults = Counter(), []
    for name, group in groups(Path(sys.argv[1])):
        with tempfile.TemporaryDirectory() as folder:
            schema, said = exported(group["schema"], Path(folder))
        count["refused" if schema is None else "accepted"] += 1
        if schema is None:
            continue
        validator = jsonschema_rs.Draft202012Validator(schema)
        for case in group["tests"]:
            for value in ({"value": case["data"]}, {"list": [case["data"]]}):
                valid = validator.is_valid(value)
                count["cases"] += 1
                if valid and not case["valid"]:
                    faults.append(f"{name}: {case['description']}: valid, and should not be")
                elif case["valid"] and not valid:
                    count["stricter"] += 1
                    if "without a `type`" not in said:
                        faults.append(f"{name}: {case['description']}: invalid, without a warning")
    print("\n".join(faults))
    print(", ".join(f"{number} {what}" for what, number in sorted(count.items())))
    if (count["accepted"], count["stricter"]) != (ACCEPTED, STRICTER):
        faults.append("counts")
        print(f"pinned are {ACCEPTED} accepted and {STRICTER} stricter: write down what they are now")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
