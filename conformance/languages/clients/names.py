"""Fails where a generator calls a type otherwise than the document: `names.py DOCUMENT MADE`."""

import json
import pathlib
import re
import sys

import yaml

DOCUMENT, MADE = map(pathlib.Path, sys.argv[1:])
SCHEMAS = yaml.safe_load(DOCUMENT.read_text())["components"]["schemas"]
# An open set is a string, which half of the tools write where it is used.
ANSWER = json.loads((DOCUMENT.parent.parent / "json-schema/draft-07/response.json").read_text())
NAMES = {name for name, schema in SCHEMAS.items() if "enum" in schema or "properties" in schema}
# What bears the names: files that are called after a type, or a text with a pattern.
FOUND = {
    "openapi-generator, Java": "native/src/main/java/org/openapitools/client/model/*.java",
    "openapi-generator, Spring": "json-spring/src/main/java/org/openapitools/model/*.java",
    "openapi-generator, Kotlin": "json-kotlin/src/main/kotlin/org/openapitools/client/models/*.kt",
    "openapi-generator, typescript-fetch": "json-typescript-fetch/models/*.ts",
    "openapi-typescript": ("types.ts", r"^        (\w+): "),
    "json-schema-to-typescript": ("response.ts", r"^export (?:interface|type) (\w+) "),
    "hey-api": ("ts/heyapi/types.gen.ts", r"^export type (\w+) ="),
    "openapi-python-client": ("py/client/models/__init__.py", r"import (\w+)"),
    "datamodel-code-generator": ("py/models.py", r"^class (\w+)\("),
}

failures = []
for tool, where in FOUND.items():
    if isinstance(where, str):
        found = {path.stem for path in MADE.glob(where)}
    else:
        found = set(re.findall(where[1], (MADE / where[0]).read_text(), re.MULTILINE))
    # That one is given answers alone.
    names = {ANSWER["title"], *ANSWER["definitions"]} if tool == "json-schema-to-typescript" else NAMES
    missing = sorted(names - found)
    if missing:
        failures.append(f"FAILED {tool}: nothing is called {', '.join(missing)}")
print("\n".join(failures) or f"{len(NAMES)} types have their names in {len(FOUND)} tools")
sys.exit(1 if failures else 0)
