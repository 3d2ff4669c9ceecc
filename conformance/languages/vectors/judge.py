"""jsonschema: `judge.py SCHEMAS CASES`, a verdict a line."""

import json
import pathlib
import sys

import jsonschema

schemas, cases = map(pathlib.Path, sys.argv[1:])
validators = {}
for line in cases.read_text().splitlines():
    case = json.loads(line)
    root = case["root"]
    if root not in validators:
        schema = json.loads((schemas / f"{root}.json").read_text())
        kind = jsonschema.validators.validator_for(schema)
        kind.check_schema(schema)
        validators[root] = kind(schema)
    print("valid" if validators[root].is_valid(json.loads(case["text"])) else "invalid")
