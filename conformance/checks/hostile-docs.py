#!/usr/bin/env python3
"""Makes crates from documents whose every text is hostile, and holds them against the same crates
with harmless texts: rustdoc and clippy have no complaint, no doc test comes from a document, and no
page has anything in it that a browser would run, load or follow.

The texts are the files of codegen/tests/fixtures/hostile-docs; each says "planted" where it would do
harm. Exit 1 when something does not hold, 3 when it could not run.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEXTS = ROOT / "codegen/tests/fixtures/hostile-docs"
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")).resolve()
WORKSPACE = TARGET / "checks/hostile-docs"

MANIFEST = """[workspace]
resolver = "3"
members = [{members}]

[profile.dev]
debug = "line-tables-only"
"""

# Links to the web stay links; what the texts link to is here.
WEB = "https://planted.example"
# What the texts would have rustdoc resolve.
NAMES = {"planted", "Vec", "Option", "String", "crate", "Self::new", "self::planted", "a"}


class Page(HTMLParser):
    """A page: what of it a browser would run, load or follow for a document, and whether it has any
    of its texts."""

    def __init__(self, text):
        super().__init__()
        self.faults, self.inside, self.depth, self.link, self.planted = [], None, 0, None, False
        self.feed(text)

    def fault(self, what):
        self.faults.append(f"line {self.getpos()[0]}: {what[:100]}")

    def handle_starttag(self, tag, attributes):
        attributes = {name: value or "" for name, value in attributes}
        if tag in ("script", "style"):
            self.inside = tag
        href = attributes.get("href", "")
        scheme = re.match(r"\s*([a-z]+):", href, re.IGNORECASE)
        if scheme and scheme[1].lower() not in ("http", "https"):
            self.fault(f"a link to {href}")
        for name, value in attributes.items():
            if name.startswith("on") or (name in ("src", "style") and "lanted" in value):
                self.fault(f"<{tag} {name}={value}>")
        if self.depth and tag in ("iframe", "object", "embed", "b", "base", "form", "script", "style"):
            self.fault(f"<{tag}>")
        if tag == "a":
            self.link = href
        if tag == "div":
            self.depth = self.depth + 1 if self.depth or "docblock" in attributes.get("class", "") else 0

    def handle_endtag(self, tag):
        if tag in ("script", "style"):
            self.inside = None
        if tag == "a":
            self.link = None
        if tag == "div" and self.depth:
            self.depth -= 1

    def handle_data(self, data):
        self.planted |= "lanted" in data
        if self.inside and "planted()" in data:
            self.fault(f"<{self.inside}>{data}")
        if self.depth and self.link is not None and data.strip() in NAMES and not self.link.startswith(WEB):
            self.fault(f"[{data}] leads to {self.link}")

    def handle_comment(self, data):
        if "planted" in data:
            self.fault(f"<!--{data}")


def see():
    """Ends the run where a page that is not harmless would pass for one."""
    for page in (
        "<script>planted()</script>",
        '<img src="https://planted.example">',
        '<i onclick="planted()">',
        '<a href="javascript:planted()">a</a>',
        '<div class="docblock"><iframe></iframe></div>',
        '<div class="docblock"><p><a href="struct.Vec.html">Vec</a></p></div>',
        "<!-- planted -->",
    ):
        if not Page(page).faults:
            sys.exit(f"hostile-docs.py: nothing is found in {page}")


def document(texts):
    """An OpenAPI document with every text in every place that may have one."""
    turn = iter(texts * 99)
    word = lambda text: re.sub(r"\s+", " ", text).strip()[:60]
    schemas, paths = {}, {}
    for number, text in enumerate(texts):
        line = word(text)
        schemas[f"Pet{number}"] = {
            "type": "object",
            "title": text,
            "description": text,
            "x-source": text,
            "x-conflict": line,
            "examples": [{"name": text}],
            "default": {"name": text},
            "properties": {
                f"name{number} {line}": {
                    "type": "string",
                    "description": text,
                    "title": text,
                    "x-source": text,
                    "x-conflict": text,
                    "format": text,
                    "default": text,
                    "examples": [text],
                    "deprecated": True,
                },
                f"kind {line}": {"type": "string", "description": text, "enum": [f"a {text[:60]}", f"b {text[60:120]}"]},
                "bare": {"type": "string", "format": text, "title": text},
                f"inner {line}": {
                    "type": "object",
                    "title": text,
                    "description": f"a\n\n{text}",
                    "properties": {"list": {"type": "array", "description": text, "items": {"type": "string", "description": text}}},
                },
            },
        }
        response = {
            "description": text,
            "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/Pet{number}"}}},
        }
        paths[f"/pets/{number}"] = {
            "summary": text,
            "description": text,
            "post": {
                "operationId": f"adopt{number}",
                "summary": text,
                "description": text,
                "x-source": text,
                "externalDocs": {"url": "https://pets.example", "description": text},
                "requestBody": {
                    "description": text,
                    "content": {"application/json": {
                        "schema": {"$ref": f"#/components/schemas/Pet{number}"},
                        "examples": {line: {"summary": text, "value": {"name": text}}},
                    }},
                },
                "responses": {"200": response, "default": response},
            },
        }
    return {
        "openapi": "3.1.1",
        "info": {
            "title": next(turn),
            "version": word(next(turn)),
            "summary": next(turn),
            "description": next(turn),
            "license": {"name": next(turn), "identifier": "MIT"},
            "contact": {"name": next(turn)},
            "x-source": next(turn),
        },
        "tags": [{"name": next(turn), "description": next(turn)}],
        "servers": [{
            "url": "https://{house}.pets.example",
            "description": next(turn),
            "variables": {"house": {"default": "main", "description": next(turn)}},
        }],
        "security": [{"key": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {
                "key": {"type": "apiKey", "in": "header", "name": "X-Key", "description": next(turn), "x-source": next(turn)}
            },
            "schemas": schemas,
        },
    }


def run(*command, **options):
    done = subprocess.run(command, cwd=WORKSPACE, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **options)
    if done.returncode:
        print(done.stdout[-6000:], file=sys.stderr)
        sys.exit(f"hostile-docs.py: {' '.join(map(str, command))} ended with {done.returncode}")
    return done.stdout


def generated(texts):
    """Crates of the texts, a few in each, and one of harmless texts for each of them."""
    names = []
    codegen = TARGET / "debug/codegen"
    for first in range(0, len(texts), 4):
        some = texts[first : first + 4]
        for kind, words in (("hostile", some), ("harmless", [f"A pet {n}." for n in range(len(some))])):
            name = f"{kind}-{first // 4}"
            spec = WORKSPACE / f"{name}.json"
            spec.write_text(json.dumps(document(words)))
            run(codegen, "--spec", spec, "--out", WORKSPACE / name, "--package", name, "--with", "schemars,validator")
            names.append(name)
    return names


def doc_tests(name):
    """Where the doc tests of a crate are, without their lines."""
    listed = run("cargo", "test", "--quiet", "--doc", "--no-default-features", "--package", name, "--", "--list")
    tests = [line for line in listed.splitlines() if line.endswith(": test")]
    return sorted(re.sub(r" \(line \d+\)", "", line.split("/", 1)[-1]) for line in tests)


def pages(name):
    """The faults of the pages of a crate, and how many of them show its texts."""
    faults, planted = [], 0
    for path in sorted((TARGET / "doc" / name.replace("-", "_")).rglob("*.html")):
        page = Page(path.read_text(errors="replace"))
        planted += page.planted
        faults += [f"{path.relative_to(TARGET)}: {fault}" for fault in page.faults]
    return faults, planted


def main():
    see()
    subprocess.run(["cargo", "build", "--quiet", "--locked", "--package", "codegen"], cwd=ROOT, check=True)
    shutil.rmtree(WORKSPACE, ignore_errors=True)
    WORKSPACE.mkdir(parents=True)
    # The versions of the dependencies are those of this workspace.
    shutil.copy(ROOT / "Cargo.lock", WORKSPACE)
    texts = [path.read_bytes().decode() for path in sorted(TEXTS.glob("*.md"))]
    (WORKSPACE / "Cargo.toml").write_text(MANIFEST.format(members=""))
    names = generated(texts)
    (WORKSPACE / "Cargo.toml").write_text(MANIFEST.format(members=", ".join(f'"{name}"' for name in names)))
    hostile = [name for name in names if name.startswith("hostile")]
    only = [part for name in hostile for part in ("--package", name)]

    features = "--no-default-features"
    strict = {**os.environ, "RUSTDOCFLAGS": "-D warnings"}
    run("cargo", "doc", "--quiet", "--no-deps", features, *only, env=strict)
    run("cargo", "clippy", "--quiet", features, *only, "--", "-D", "warnings")
    run("cargo", "test", "--quiet", "--doc", features, *only)
    faults = []
    for name in hostile:
        of_document = set(doc_tests(name)) - set(doc_tests(name.replace("hostile", "harmless")))
        faults += [f"{name}: a doc test in {test}" for test in of_document]
        found, planted = pages(name)
        faults += found
        if planted < 10:
            faults.append(f"{name}: only {planted} pages show the texts")
    print("\n".join(faults) or f"{len(texts)} texts in {len(hostile)} crates: nothing is run, linked or rendered")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
