#!/usr/bin/env python3
"""Holds what the generator exports against the cases of the JSON-Schema-Test-Suite.

The schema of each group stands behind a member, in an array and behind a reference of a document of
OpenAPI. Where the document is accepted, every case is judged by the schemas that are exported for both
drafts, by jsonschema-rs and by ajv, which has to take each in strict mode. What the suite calls valid is
invalid only where the generator warned that it takes a schema without a type for one of objects or arrays;
what it calls invalid is valid only in draft 7, and where the export told that it cannot say something. Where
ajv is wrong about the draft itself, AJV tells why. The counts are pinned: fewer groups that are accepted fail
too, and more are to be written down here.

Argument: the folder of the archive that holds the suite, and of ajv. Exit 1 when something does not hold, 3
when it could not run.
"""

import json
import os
import re
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
# What a validator of 2020-12 need not do: take a `format` for more than a remark, and `dependencies` of drafts
# before it for a keyword, of which a document is warned.
UNASKED = ("/optional/format/", "/optional/dependencies-compatibility")
TESTS = "json/tests/draft2020-12/"
# Each schema says so, and a document does by itself.
DIALECT = ("$schema", "https://json-schema.org/draft/2020-12/schema")
# The validator of jsonschema-rs for each draft.
DRAFTS = {"2020-12": jsonschema_rs.Draft202012Validator, "draft-07": jsonschema_rs.Draft7Validator}
PINNED = {
    "groups accepted": 359,
    "cases stricter in 2020-12, with a warning": 34,
    "cases stricter in draft-07, with a warning": 34,
    "cases laxer in draft-07, with a note": 104,
    "schemas that ajv takes": 718,
}
# Why ajv is wrong about a case, of which, and how often.
AJV = {
    "ajv divides doubles, and what overflows is no integer then": ("^optional/float-overflow", 4),
    "ajv passes over a member called `__proto__`": ("__proto__ not valid$", 4),
    "ajv does not follow which items `contains` or a branch has looked at": ("^unevaluatedItems", 18),
    "ajv takes what a false `if` has looked at for looked at where there is no `then`": (
        "^unevaluatedProperties.json: .*then not defined", 2
    ),
}


def groups(folder):
    archives = list(folder.glob("jsonschema-*.tar.gz"))
    if not archives:
        print(f"schema-suite.py: no archive of the suite in {folder}", file=sys.stderr)
        sys.exit(3)
    with tarfile.open(archives[0]) as archive:
        for member in sorted(archive.getnames()):
            if TESTS in member and member.endswith(".json") and not any(it in member for it in UNASKED):
                for group in json.load(archive.extractfile(member)):
                    yield f"{member.split(TESTS)[1]}: {group['description']}", group


def document(schema):
    if isinstance(schema, dict):
        schema = {keyword: value for keyword, value in schema.items() if (keyword, value) != DIALECT}
        # In a document, a pointer begins at its root, but for a schema with an `$id`.
        if "$id" not in schema and '"$ref": "#' in json.dumps(schema):
            schema = {"$id": "https://suite.example/tested", **schema}
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


def exported(schema, draft, folder):
    """The exported schema of the document around a schema, and what was said; `None` if it is refused."""
    spec = folder / "suite.json"
    spec.write_text(json.dumps(document(schema)))
    out = folder / draft
    command = [CODEGEN, "export", "--spec", spec, "--to", out, "--as", "json-schema", "--draft", draft]
    done = subprocess.run(command, text=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"schema-suite.py: codegen ended with {done.returncode}\n{done.stderr}")
    if done.returncode:
        return None, done.stderr
    return json.loads(next(out.rglob("response.json")).read_text()), done.stderr


def by_ajv(tools, exports):
    """What ajv says: the verdicts of each export's cases, or why it does not take the schema."""
    lines = [json.dumps({"draft": it["draft"], "schema": it["schema"], "values": it["values"]}) for it in exports]
    command = ["node", tools / "schema-suite.mjs"]
    done = subprocess.run(command, input="\n".join(lines), text=True, stdout=subprocess.PIPE, check=False)
    answers = done.stdout.splitlines()
    if done.returncode or len(answers) != len(exports):
        sys.exit(f"schema-suite.py: ajv answered {len(answers)} of {len(exports)}")
    return [json.loads(answer) for answer in answers]


def of_group(name, group, folder):
    """An export of each draft with the cases of a group; none if its document is refused."""
    for draft in DRAFTS:
        schema, said = exported(group["schema"], draft, folder)
        if schema is None:
            return
        cases = [(case["description"], case["valid"], at) for case in group["tests"] for at in ("value", "list")]
        values = [value for case in group["tests"] for value in ({"value": case["data"]}, {"list": [case["data"]]})]
        yield {"name": name, "draft": draft, "schema": schema, "said": said, "cases": cases, "values": values}


def excused(export, should):
    """Why a verdict may be another than the suite's."""
    if should and "without a `type`" in export["said"]:
        return f"cases stricter in {export['draft']}, with a warning"
    if not should and export["draft"] == "draft-07" and "so more is valid" in export["said"]:
        return "cases laxer in draft-07, with a note"
    return None


def main():
    tools = Path(sys.argv[1])
    count, exports, faults = Counter(), [], []
    for name, group in groups(tools):
        with tempfile.TemporaryDirectory() as folder:
            made = list(of_group(name, group, Path(folder)))
        count["groups accepted" if made else "groups refused"] += 1
        exports += made
    for export, ajv in zip(exports, by_ajv(tools, exports)):
        validator = DRAFTS[export["draft"]](export["schema"], validate_formats=False)
        if isinstance(ajv, str):
            faults.append(f"{export['draft']}, {export['name']}: ajv: {ajv}")
        else:
            count["schemas that ajv takes"] += 1
        for index, (case, should, at) in enumerate(export["cases"]):
            count["cases"] += 1
            words = f"{export['name']}: {case}"
            valid = validator.is_valid(export["values"][index])
            if valid != should:
                reason = excused(export, should)
                count[reason] += 1
                if reason is None:
                    faults.append(f"{export['draft']}, {words}, in {at}: {'valid' if valid else 'invalid'}")
            if not isinstance(ajv, str) and ajv[index] != valid:
                reasons = [why for why, (known, _) in AJV.items() if re.search(known, words)]
                count.update(reasons[:1])
                if not reasons:
                    faults.append(f"{export['draft']}, {words}, in {at}: {'valid' if ajv[index] else 'invalid'} for ajv")
    print("\n".join(faults))
    print(", ".join(f"{number} {what}" for what, number in sorted(count.items(), key=str)))
    for what, number in [*PINNED.items(), *((why, number) for why, (_, number) in AJV.items())]:
        if count[what] != number:
            faults.append(what)
            print(f"FAILED {number} {what} are written down, {count[what]} there are")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
