"""Reads every case and writes it back, a line each: `roundtrip.py CASES classes|models`."""

import json
import pathlib
import sys

import models
from client import models as classes

TYPES = {"error": "ErrorBody", "request": "JsonRequest", "response": "RecognitionResponse"}


def written(name: str, text: str) -> str:
    if sys.argv[2] == "classes":
        return json.dumps(getattr(classes, name).from_dict(json.loads(text)).to_dict())
    read = getattr(models, name).model_validate_json(text)
    return str(read.model_dump_json(by_alias=True, exclude_unset=True))


for line in pathlib.Path(sys.argv[1]).read_text().splitlines():
    case = json.loads(line)
    try:
        print(written(TYPES[case["root"]], case["text"]))
    except Exception as error:
        print(f"refused {type(error).__name__}")
