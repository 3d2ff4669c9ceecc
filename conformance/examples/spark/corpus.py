"""Writes NDJSON files made from the payloads of this repository: most are good, some are damaged in
one way or another, and some lines are none. The same seed, the same bytes.

    corpus.py PAYLOADS FOLDER LINES SEED
"""

import json
import pathlib
import random
import sys

FILES = 3


def main():
    payloads, folder, lines, seed = sys.argv[1:]
    chance = random.Random(int(seed))
    good = [json.loads(path.read_bytes()) for path in samples(pathlib.Path(payloads) / "samples")]
    faulty = [flat(path.read_bytes()) for path in samples(pathlib.Path(payloads) / "faulty")]
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    files = [open(folder / f"{at}.ndjson", "wb") for at in range(FILES)]
    for at in range(int(lines)):
        files[at % FILES].write(line(chance, good, faulty) + b"\n")
    # The last line of a file may lack its line feed.
    files[-1].write(b'{"code":"0011"')
    for file in files:
        file.close()


def samples(folder):
    return sorted(path for path in folder.glob("*.json") if not path.name.endswith(".expect.json"))


def flat(payload):
    """On one line. Bytes that are not UTF-8 would not get through Spark, so they become a letter."""
    return payload.decode("utf-8", "replace").replace("\ufffd", "x").replace("\n", " ").encode()


def line(chance, good, faulty):
    kind = chance.random()
    if kind < 0.02:
        return chance.choice([b"", b" ", b"\r", b"\t"])
    if kind < 0.12:
        return chance.choice(faulty)
    payload = dict(chance.choice(good))
    if "requestId" in payload:
        payload["requestId"] = f"request-{chance.randrange(10**9):09}"
    if kind < 0.17:
        payload["laterMember"] = {"a": [1, None]}
    if kind < 0.20:
        payload.pop(chance.choice(sorted(payload)))
    text = json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()
    if kind < 0.23:
        return text[: chance.randrange(len(text))].decode("utf-8", "ignore").encode()
    return text + chance.choice([b"", b"", b"\r"])


if __name__ == "__main__":
    main()
