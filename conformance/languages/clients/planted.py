"""Plants a mark in the place of each value that is not to be shown: `planted.py SPEC CASES OUT`.

Strings that are personal or secret, or that nobody has classified, undocumented members among them, become
marks. Of each sample there are also the documents in which a mark, or a list with one, stands where something
else should, and those with one member more: what reads it may complain, and show what it complains about. A line is
`{"root", "text", "name"}`.
"""

import copy
import itertools
import json
import pathlib
import sys

import yaml

SPEC, CASES, OUT = map(pathlib.Path, sys.argv[1:])
SCHEMAS = yaml.safe_load(SPEC.read_text())["components"]["schemas"]
ROOTS = {"error": "ErrorBody", "request": "JsonRequest", "response": "RecognitionResponse"}


def target(schema):
    while "$ref" in schema:
        schema = SCHEMAS[schema["$ref"].removeprefix("#/components/schemas/")]
    return schema


def members(schema):
    """Members by their names, of each branch of a choice too."""
    schema = target(schema)
    found = dict(schema.get("properties", {}))
    for branch in schema.get("oneOf", []):
        found |= members(branch)
    return found


def planted(value, schema, numbers):
    """The value with marks in it: of `d`ocumented members, and of `u`ndocumented ones below no schema."""
    known = None if schema is None else target(schema)
    if isinstance(value, dict):
        names = {} if known is None else members(known)
        return {name: planted(inner, names.get(name), numbers) for name, inner in value.items()}
    if isinstance(value, list):
        items = None if known is None else known.get("items", {})
        return [planted(inner, items, numbers) for inner in value]
    if not isinstance(value, str) or known is not None and known.get("x-sensitivity") == "public":
        return value
    return f"mark-{'u' if known is None else 'd'}{next(numbers):04}"


def places(value, schema, path=()):
    """Where something stands that is not public, with its schema, once for each member and for elements together."""
    known = target(schema)
    if path and known.get("x-sensitivity") != "public":
        yield path, value
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from places(inner, members(known).get(name, {}), (*path, name))
    elif isinstance(value, list) and value:
        yield from places(value[0], known.get("items", {}), (*path, 0))


def damaged(document, schema):
    """Documents with a mark in another's place, or in a member that nobody knows."""
    for path, value in places(document, schema):
        wrong = ["mark-d9999", ["mark-d9999"]]
        if isinstance(value, dict):
            wrong.append({**value, "undocumented": "mark-u9999"})
        for other in wrong:
            changed = copy.deepcopy(document)
            holder = changed
            for part in path[:-1]:
                holder = holder[part]
            holder[path[-1]] = other
            yield "/".join(map(str, path)), changed


def main():
    count = 0
    with OUT.open("w") as out:
        for line in CASES.read_text().splitlines():
            case = json.loads(line)
            if case["root"] not in ROOTS:
                continue
            root = {"$ref": f"#/components/schemas/{ROOTS[case['root']]}"}
            document = planted(json.loads(case["text"]), root, itertools.count())
            changed = damaged(document, root) if "samples" in case["name"] else ()
            for name, document in [("", document), *changed]:
                text = json.dumps(document, ensure_ascii=False)
                if "mark-" in text:
                    words = f"{case['name']} {name}".strip()
                    out.write(json.dumps({"root": case["root"], "text": text, "name": words}) + "\n")
                    count += 1
    print(f"{count} documents with values that are not to be shown")


main()
