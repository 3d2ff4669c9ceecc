"""Reads every case, a line each: `roundtrip.py CASES classes|models` writes it back, and with `shown` behind
that says what `repr` shows of it, or the exception with its causes."""

import json
import pathlib
import sys
import traceback

import models
from client import models as classes
from pydantic import ValidationError

TYPES = {"error": "ErrorBody", "request": "JsonRequest", "response": "RecognitionResponse"}


def answered(name: str, text: str, shown: bool) -> str:
    if sys.argv[2] == "classes":
        value = getattr(classes, name).from_dict(json.loads(text))
        return json.dumps(["read", repr(value)] if shown else value.to_dict())
    read = getattr(models, name).model_validate_json(text)
    return json.dumps(["read", repr(read)]) if shown else str(read.model_dump_json(by_alias=True, exclude_unset=True))


SHOWN = sys.argv[3:] == ["shown"]
for line in pathlib.Path(sys.argv[1]).read_text().splitlines():
    case = json.loads(line)
    try:
        print(answered(TYPES[case["root"]], case["text"], SHOWN))
    except Exception as error:
        if isinstance(error, ValidationError) and "mark" in str(error.errors(include_input=False)):
            sys.exit("the faults without their input show a value")
        said = "".join(traceback.format_exception(error))
        print(json.dumps(["refused", said]) if SHOWN else f"refused {type(error).__name__}")
