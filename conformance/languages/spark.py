"""The example for Apache Spark, held against a run without Spark: whatever the number of partitions,
the merged reports are the same to the byte, and every line is answered.

    spark.py IDCARD PAYLOADS FOLDER
"""

import json
import pathlib
import subprocess
import sys
import types

ROOT = pathlib.Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "conformance" / "examples" / "spark"
sys.path.insert(0, str(EXAMPLE))

import judge  # noqa: E402
from pyspark import SparkContext  # noqa: E402

# A cluster of two worker processes on this machine: what runs on them is another process than the
# driver, with another environment.
MASTER = "local-cluster[2,1,1024]"
LINES = 3000
SEED = 20231026
PARTITIONS = [None, 1, 7, 17]


def main():
    idcard, payloads, folder = sys.argv[1:]
    folder = pathlib.Path(folder)
    corpus = folder / "corpus"
    subprocess.run(
        [sys.executable, EXAMPLE / "corpus.py", payloads, corpus, str(LINES), str(SEED)], check=True
    )
    files = sorted(map(str, corpus.glob("*.ndjson")))
    expected = {form: alone(idcard, files, folder, form) for form in ["text", "json"]}
    check_corpus(expected["json"])
    context = SparkContext(conf=judge.configuration(MASTER))
    context.setLogLevel("ERROR")
    try:
        for partitions in PARTITIONS:
            compare(context, idcard, files, folder, partitions, expected)
        refuse(context, idcard, folder)
    finally:
        context.stop()
    print(expected["text"].decode().split("\n", 1)[0])


def alone(idcard, files, folder, form):
    """Without Spark: each file is a part."""
    parts = []
    for file in files:
        part = folder / (pathlib.Path(file).name + ".verdicts")
        with open(file, "rb") as lines, open(part, "wb") as verdicts:
            command = [idcard, "stream", "--id-pointer", "/requestId"]
            subprocess.run(command, stdin=lines, stdout=verdicts, check=True, env={})
        parts.append(part)
    return subprocess.run([idcard, "merge", *parts, "--report", form], check=False, capture_output=True).stdout


def check_corpus(report):
    """A corpus without faults would prove little."""
    report = json.loads(report)
    counts = report["counts"]
    judged = sum(counts[verdict] for verdict in ["valid", "findings", "invalid", "unreadable"])
    if judged + report["blank"] != LINES + 1 or counts["failed"]:
        sys.exit(f"spark.py: {LINES + 1} lines were written, and {judged} judged, {report['blank']} blank")
    if min(counts["valid"], counts["findings"], counts["invalid"], counts["unreadable"], report["blank"]) < 20:
        sys.exit(f"spark.py: a corpus that proves little: {counts}")


def compare(context, idcard, files, folder, partitions, expected):
    verdicts = folder / f"verdicts-{partitions or 'as-read'}"
    told = settings(idcard, files, verdicts, partitions)
    fault = judge.judge(context, told)
    if fault:
        sys.exit(f"spark.py: {partitions} partitions: {fault}")
    parts = len(list(verdicts.glob("part-*")))
    if parts < 2 and partitions != 1 or partitions and parts != partitions:
        sys.exit(f"spark.py: {partitions} partitions, and {parts} parts")
    for form, report in expected.items():
        told.report = form
        if judge.merge(told, capture_output=True).stdout != report:
            sys.exit(f"spark.py: {partitions} partitions: another report, see {verdicts}")
    print(f"spark: {parts} parts, the same report")


def refuse(context, idcard, folder):
    """What Spark cannot hand on unchanged is not judged in silence."""
    file = folder / "not-utf-8.ndjson"
    file.write_bytes(b'{"code":"0011"}\n{"code":"\xb0\xa1"}\n')
    fault = judge.judge(context, settings(idcard, [str(file)], folder / "verdicts-not-utf-8", None))
    if not fault or "1 lines are not UTF-8" not in fault:
        sys.exit(f"spark.py: a line that is not UTF-8 got through: {fault}")
    print("spark: a line that is not UTF-8 is refused")


def settings(idcard, files, verdicts, partitions):
    return types.SimpleNamespace(
        files=files,
        idcard=idcard,
        verdicts=str(verdicts),
        partitions=partitions,
        id_pointer="/requestId",
        report="text",
    )


if __name__ == "__main__":
    main()
