"""Calls the stand-in with what openapi-python-client made, and reads the same answers with the models
of datamodel-code-generator: `caller.py URL SECRET`."""

import json
import sys
from typing import TypeVar

import models
from client import AuthenticatedClient
from client.api.recognition import post_id_card
from client.models import ErrorBody, JsonRequest, RecognitionResponse
from client.types import Response, Unset

T = TypeVar("T")

URL, SECRET = sys.argv[1:]
REQUEST = {
    "version": "V2",
    "requestId": "1",
    "timestamp": 0,
    "images": [{"format": "png", "name": "front", "data": "iVBORw0KGgo="}],
}
faults = 0


def wrong(fault: str, what: str) -> None:
    global faults
    faults += 1
    print(f"Python: {fault}: WRONG: {what}")


def there(value: T | Unset | None) -> T:
    """What may be absent, and is not."""
    assert value is not None and not isinstance(value, Unset)
    return value


def call(fault: str) -> Response[ErrorBody | RecognitionResponse]:
    headers = {"x-mock-answer": "ic"}
    if fault != "plain":
        headers["x-mock-fault"] = fault
    client = AuthenticatedClient(
        base_url=URL, token=SECRET, prefix="", auth_header_name="X-OCR-SECRET", headers=headers
    )
    return post_id_card.sync_detailed(client=client, body=JsonRequest.from_dict(REQUEST))


def answered(fault: str) -> None:
    try:
        answer = call(fault)
        ic = json.loads(answer.content)["images"][0]["idCard"]["result"].get("ic")
        assert isinstance(answer.parsed, RecognitionResponse)
        card = answer.parsed.images[0].id_card
        read = models.RecognitionResponse.model_validate_json(answer.content)
        if fault not in ("unknown-card", "repeated-keys"):
            name = ic["name"][0]["text"]
            if there(there(there(there(card).result).ic).name)[0].text != name:
                wrong(fault, "another name was read")
            result = there(there(there(read.images[0].idCard).result).ic)
            if there(result.name)[0].text.get_secret_value() != name:
                wrong(fault, "the models read another name")
            if name in repr(read):
                wrong(fault, "repr of the models shows a name")
        print(f"Python: {fault}: read")
    except Exception as error:  # Whatever it is, the answer is lost.
        wrong(fault, f"the answer is lost: {type(error).__name__}")


def refused(fault: str, status: int, code: str) -> None:
    try:
        answer = call(fault)
        body = answer.parsed
        told = body.code or "" if isinstance(body, ErrorBody) else ""
        if answer.status_code != status or told != code:
            wrong(fault, f"status {int(answer.status_code)}, code {told}")
        print(f"Python: {fault}: told apart by status {status} {code}")
    except json.JSONDecodeError as error:
        if error.doc in str(error):
            wrong(fault, "the exception shows the body")
        # The generated client reads every described status as JSON, so the status is lost.
        if not fault.startswith("html"):
            wrong(fault, "JSONDecodeError")
        print(f"Python: {fault}: told apart by JSONDecodeError alone")
    except Exception as error:
        wrong(fault, type(error).__name__)


for it in ["plain", "extra-members", "unknown-enum", "unknown-card", "repeated-keys"]:
    answered(it)
refused("gateway=404", 404, "")
refused("error=0025", 400, "0025")
refused("html=502", 502, "")
sys.exit(1 if faults else 0)
