"""jsonschema over broken schemas: `mutate.py SCHEMAS CASES MUTANTS`. Fails for each that no case finds."""

import json
import pathlib
import sys

import jsonschema

schemas, cases, mutants = map(pathlib.Path, sys.argv[1:])
documents = [json.loads(line) for line in cases.read_text().splitlines()]
for case in documents:
    case["document"] = json.loads(case["text"])
KINDS = {"2020-12": jsonschema.Draft202012Validator, "draft-07": jsonschema.Draft7Validator}
before, missed, count = {}, [], 0
for line in mutants.open():
    mutant = json.loads(line)
    draft, root = mutant["draft"], mutant["root"]
    known = before.setdefault((draft, root), {})
    whole = KINDS[draft](json.loads((schemas / draft / f"{root}.json").read_text()))
    broken = KINDS[draft](mutant["schema"])
    for number in mutant["cases"]:
        document = documents[number]["document"]
        if number not in known:
            known[number] = whole.is_valid(document)
        if broken.is_valid(document) != known[number]:
            break
    else:
        missed.append(f"{draft}/{root}{mutant['what']}")
    count += 1
for what in missed:
    print(f"FAILED no case finds {what}")
print(f"jsonschema (Python): {count - len(missed)} of {count} mutants are found")
sys.exit(1 if missed or not count else 0)
