"""Breaks each exported schema in one place at a time: `mutants.py SCHEMAS CASES OUT`, a mutant a line.

A mutant is `{"draft", "root", "what", "schema", "cases"}`: what was done, and the numbers of the cases to
try, the likeliest first. Some case must get another verdict than before.
"""

import copy
import json
import pathlib
import sys

SCHEMAS, CASES, OUT = map(pathlib.Path, sys.argv[1:])
# What a schema says without asserting anything; `definitions` and `$defs` assert where they are used, and what
# a `format` means stands beside it as limits.
SILENT = {
    "$comment", "$defs", "$id", "$schema", "contentEncoding", "definitions", "description", "format", "title",
}
OF_NAMES = {"$defs", "definitions", "properties"}


def schemas_in(schema, path=()):
    """Every schema in one, with the way to it."""
    yield path, schema
    for keyword, value in schema.items():
        if keyword in OF_NAMES:
            for name, inner in value.items():
                yield from schemas_in(inner, (*path, keyword, name))
        elif keyword in ("allOf", "anyOf", "oneOf"):
            for index, inner in enumerate(value):
                yield from schemas_in(inner, (*path, keyword, index))
        elif keyword == "items":
            yield from schemas_in(value, (*path, keyword))


def bare(schema):
    """Without what is long and asserts nothing."""
    for _, inner in schemas_in(schema):
        for keyword in ("examples", "description"):
            inner.pop(keyword, None)
    return schema


def changes(schema):
    """What can be done to one schema: words for it, the keyword, and a function that does it."""
    for keyword, value in schema.items():
        if keyword in SILENT or (keyword == "type" and "enum" in schema):
            # The values of a set are strings without being told so.
            continue
        if keyword == "additionalProperties":
            assert value is True
            yield "closed", keyword, lambda it: it.update(additionalProperties=False)
            continue
        yield f"without {keyword}", keyword, lambda it, keyword=keyword: it.pop(keyword)
        # Without its only item a list is as good as not there.
        if keyword in ("required", "enum", "oneOf") and len(value) > 1:
            for index in range(len(value)):
                words = f"without {keyword}/{index}"
                yield words, keyword, lambda it, keyword=keyword, index=index: it[keyword].pop(index)
        if keyword == "enum":
            yield "with one more in enum", keyword, lambda it: it["enum"].append("undocumented")


def ordered(cases, root, path, keyword):
    """The likeliest first: faults of that keyword, at a member of that name."""
    names = [part for part in path if isinstance(part, str) and part not in OF_NAMES]

    def rank(number):
        case = cases[number]
        near = any(f'"{name}"' in case["text"] for name in names[-1:])
        return (case["keyword"] != keyword, not near, len(case["text"]))

    return sorted((number for number, case in enumerate(cases) if case["root"] == root), key=rank)


def main():
    cases = [json.loads(line) for line in CASES.read_text().splitlines()]
    count = 0
    with OUT.open("w") as out:
        for draft in ("2020-12", "draft-07"):
            for file in sorted((SCHEMAS / draft).glob("*.json")):
                whole = bare(json.loads(file.read_text()))
                for path, schema in schemas_in(whole):
                    for words, keyword, act in changes(schema):
                        mutant = copy.deepcopy(whole)
                        inner = mutant
                        for part in path:
                            inner = inner[part]
                        act(inner)
                        what = f"/{'/'.join(map(str, path))}: {words}"
                        order = ordered(cases, file.stem, path, keyword)
                        line = {"draft": draft, "root": file.stem, "what": what, "schema": mutant, "cases": order}
                        out.write(json.dumps(line) + "\n")
                        count += 1
    print(f"{count} mutants")


main()
