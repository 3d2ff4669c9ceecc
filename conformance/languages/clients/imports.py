"""Fails where a source that a generator made imports a model that it did not make:
`imports.py FOLDER ENDING PACKAGE`."""

import pathlib
import re
import sys

folder, ending, package = sys.argv[1:]
sources = list(pathlib.Path(folder).rglob(f"*.{ending}"))
made = {path.stem for path in sources}
wanted = re.compile(rf"^import {re.escape(package)}\.(?:\w+\.)*models?\.([A-Z]\w*)", re.MULTILINE)
dangling = [
    f"{path.name}: {name}"
    for path in sources
    for name in wanted.findall(path.read_text())
    if name not in made
]
if not sources or dangling:
    sys.exit(f"{folder}: {len(sources)} sources, dangling imports: {dangling}")
print(f"{len(sources)} sources, no dangling import")
