"""Breaks each export in one place at a time, as `vectors/exports.py` does, and makes types of it:
`mutants.py SPEC GENERATED CASES FOLDER JAR STEP`.

The types have to have other names than before, or to read some document otherwise: the valid ones, each with a
member more in every object, and those with a value that is in no set. Two bodies in one operation have to leave a
dangling import in what openapi-generator makes. Of each kind one of STEP is tried; exit 1 where nothing finds one. What an
`$id` is for, `vectors.sh` shows.
"""

import importlib.util
import json
import logging
import pathlib
import shutil
import subprocess
import sys
import warnings

import yaml
from datamodel_code_generator import DataModelType, InputFileType, generate

HERE = pathlib.Path(__file__).parent
sys.path.append(str(HERE.parent / "vectors"))
SPEC, GENERATED, CASES, FOLDER, JAR = map(pathlib.Path, sys.argv[1:6])
STEP = int(sys.argv[6])

import exports  # It reads the same arguments.


def extended(value):
    if isinstance(value, dict):
        return {name: extended(inner) for name, inner in value.items()} | {"undocumented": 1}
    return [extended(inner) for inner in value] if isinstance(value, list) else value


def documents():
    """Texts by the name of their type."""
    found = {name: [] for name in exports.ROOTS.values()}
    for line in CASES.read_text().splitlines():
        case = json.loads(line)
        texts = found[exports.ROOTS[case["root"]]]
        if case["valid"]:
            texts += [case["text"], json.dumps(extended(json.loads(case["text"])))]
        elif case["keyword"] == "enum":
            texts.append(case["text"])
    assert all(found.values())
    # A form, as if it were JSON.
    form = {"message": json.loads(found["MultipartMessage"][0]), "file": "", "undocumented": 1}
    return found | {"MultipartRequest": [json.dumps(form)]}


def types(kind, document):
    """The classes that are made of a document, by name."""
    source, out = FOLDER / "mutant.json", FOLDER / "mutant.py"
    source.write_text(json.dumps(document))
    generate(
        source,
        input_file_type=InputFileType.OpenAPI if kind == "openapi" else InputFileType.JsonSchema,
        output=out,
        output_model_type=DataModelType.PydanticV2BaseModel,
        use_title_as_name=True,
        formatters=[],
    )
    spec = importlib.util.spec_from_file_location("mutant", out)
    module = importlib.util.module_from_spec(spec)
    sys.modules["mutant"] = module
    exec(compile(out.read_text(), out, "exec"), module.__dict__)
    return {name: it for name, it in vars(module).items() if isinstance(it, type) and it.__module__ == "mutant"}


def written(model, text):
    try:
        return model.model_validate_json(text).model_dump_json(by_alias=True, exclude_unset=True)
    except Exception as error:
        return f"refused {type(error).__name__}"


def read(export, document, texts):
    """The names of the types, and what is read of each document."""
    kind, of = export
    classes = types(kind, document)
    sent = ["JsonRequest"] if of == "json" else ["MultipartMessage", "MultipartRequest"]
    roots = ["ErrorBody", "RecognitionResponse", *sent] if kind == "openapi" else [exports.ROOTS[of]]
    models = [(classes.get(root), text) for root in roots for text in texts[root]]
    return sorted(classes), [written(model, text) if model else "" for model, text in models]


def imports_dangle(document):
    source, out = FOLDER / "bodies.yaml", FOLDER / "bodies"
    shutil.rmtree(out, ignore_errors=True)
    source.write_text(yaml.safe_dump(document))
    command = ["java", "-jar", JAR, "generate", "-g", "java", "-i", source, "-o", out]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    check = [sys.executable, HERE / "imports.py", out / "src/main", "java", "org.openapitools"]
    return subprocess.run(check, capture_output=True, check=False).returncode != 0


def main():
    logging.disable()
    warnings.simplefilter("ignore")
    texts = documents()
    whole = exports.read_exports()
    before = {export: read(export, document, texts) for export, document in whole.items()}
    for export, (names, lines) in before.items():
        assert "" not in lines and len(names) > 1, export
    mutants = [mutant for mutant in exports.broken(whole) if not mutant[0].endswith("$id")]
    kinds = {}
    for mutant in mutants:
        kinds.setdefault((mutant[1][0], mutant[0].rpartition(": ")[2]), []).append(mutant)
    tried = [mutant for kind in kinds.values() for mutant in kind[::STEP]]
    missed = []
    for words, export, document in tried:
        if words.endswith("content"):
            found = imports_dangle(document)
        else:
            found = read(export, document, texts) != before[export]
        if not found:
            missed.append(words)
    for words in missed:
        print(f"FAILED the types are the same with {words}")
    print(f"{len(tried) - len(missed)} of {len(tried)} changes are found by the types that are made, of {len(mutants)}")
    sys.exit(1 if missed or not tried else 0)


main()
