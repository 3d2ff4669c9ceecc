"""Looks at what no verdict shows of the exports: `exports.py SPEC GENERATED`.

Names of types, the `$id` that every validator takes, objects that say that they are open, sets that are
closed for validators and requests and open in answers, one body. Then each is broken in turn, in
every place, and has to be found; the generators have to find it too (`clients/mutants.py`).
"""

import copy
import json
import pathlib
import sys

import yaml

SPEC, GENERATED = map(pathlib.Path, sys.argv[1:3])
COMPONENTS = yaml.safe_load(SPEC.read_text())["components"]["schemas"]
ROOTS = {
    "error": "ErrorBody",
    "message": "MultipartMessage",
    "request": "JsonRequest",
    "response": "RecognitionResponse",
}
BODIES = {"json": "application/json", "multipart": "multipart/form-data"}


def nodes(value, path=()):
    yield path, value
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            if key not in ("examples", "example", "properties"):
                yield from nodes(inner, (*path, key))
            elif key == "properties":
                for name, member in inner.items():
                    yield from nodes(member, (*path, key, name))


def reached(document, value, found):
    for _, node in nodes(value):
        reference = node.get("$ref") if isinstance(node, dict) else None
        if isinstance(reference, str) and reference not in found:
            found.add(reference)
            target = document
            for part in reference.removeprefix("#/").split("/"):
                target = target[part]
            reached(document, target, found)
    return found


def objects(name, schemas):
    for path, node in nodes(schemas):
        if isinstance(node, dict) and node.get("type") == "object" and node.get("additionalProperties") is not True:
            yield f"{name}/{'/'.join(map(str, path))} does not say that it is open"


def named(name, schemas):
    for key, schema in schemas.items():
        if schema.get("title") != key:
            yield f"{name}: {key} is called {schema.get('title')}"


def of_schema(draft, root, schema):
    name = f"{draft}/{root}"
    if schema.get("$id") != f"https://clova-id-card.invalid/json-schema/{draft}/{root}.json":
        yield f"{name} has the $id {schema.get('$id')}"
    definitions = schema.get("$defs", schema.get("definitions", {}))
    yield from named(name, {**definitions, ROOTS[root]: schema})
    yield from objects(name, schema)
    for key, definition in definitions.items():
        if definition.get("enum") != COMPONENTS.get(key, {}).get("enum"):
            yield f"{name}: {key} is another set"


def of_openapi(body, document):
    name = f"openapi/{body}"
    schemas = document["components"]["schemas"]
    yield from named(name, schemas)
    yield from objects(name, schemas)
    answered = set()
    for path, node in nodes(document["paths"]):
        if path and path[-1] == "responses":
            reached(document, node, answered)
        if path and path[-1] == "requestBody" and list(node["content"]) != [BODIES[body]]:
            yield f"{name} has the bodies {list(node['content'])}"
    for key, schema in schemas.items():
        is_open = f"#/components/schemas/{key}" in answered
        if schema.get("enum") != (None if is_open else COMPONENTS.get(key, {}).get("enum")):
            yield f"{name}: {key} is another set"


def faults(exports):
    for (kind, of), document in exports.items():
        yield from of_openapi(of, document) if kind == "openapi" else of_schema(kind, of, document)


def broken(exports):
    """Exports with one change each, and words for it."""
    for export, document in exports.items():
        for path, node in nodes(document):
            if not isinstance(node, dict) or path == ("info",):
                continue
            for keyword, value in {
                "title": "Another",
                "$id": "urn:another",
                "additionalProperties": None,
                "enum": None,
            }.items():
                if keyword in node:
                    yield change(exports, export, path, keyword, value)
            known = COMPONENTS.get(path[-1], {}).get("enum") if path else None
            if known and "enum" not in node:
                yield change(exports, export, path, "enum", known)
            if path and path[-1] == "requestBody":
                (other,) = set(BODIES.values()) - set(node["content"])
                schema = {"type": "object", "properties": {"file": {"type": "string"}}}
                both = {**node["content"], other: {"schema": schema}}
                yield change(exports, export, path, "content", both)


def change(exports, export, path, keyword, value):
    document = copy.deepcopy(exports[export])
    node = document
    for part in path:
        node = node[part]
    if value is None:
        del node[keyword]
    else:
        node[keyword] = value
    return f"{'/'.join(export)}: /{'/'.join(map(str, path))}: {keyword}", export, document


def read_exports():
    schemas = {
        (draft, root): json.loads((GENERATED / f"json-schema/{draft}/{root}.json").read_text())
        for draft in ("2020-12", "draft-07")
        for root in ROOTS
    }
    return schemas | {
        ("openapi", body): yaml.safe_load((GENERATED / f"openapi/client-{body}.yaml").read_text()) for body in BODIES
    }


def main():
    exports = read_exports()
    wrong = list(faults(exports))
    tried, missed = 0, []
    for words, export, document in broken(exports):
        tried += 1
        if list(faults({**exports, export: document})) == wrong:
            missed.append(f"nothing finds {words}")
    for fault in wrong + missed:
        print(f"FAILED {fault}")
    found = f"{tried - len(missed)} of {tried} changes are found"
    print(f"{len(exports)} exports have names, open objects and sets as they should; {found}")
    sys.exit(1 if wrong or missed or not tried else 0)


if __name__ == "__main__":
    main()
