"""Judges NDJSON files on a cluster: Apache Spark deals the lines out, `idcard` judges them.

    lines ── partitions ── RDD.pipe("idcard stream") ── verdict lines, in part files
                                                            │
             trailers: is every line answered? ─────────────┤
             idcard merge: one report, whatever the parts ──┘

No payload comes back to the driver: only verdicts leave the executors, and there is no value of a
payload in them. `idcard` has to be at the same path on every machine, and nothing else has to be
there: it needs no environment and no other file.

Exit codes are those of `idcard merge`: 0 clean, 1 findings or invalid, 3 something could not be
read or done.
"""

import argparse
import glob
import json
import os
import shlex
import subprocess
import sys

from pyspark import SparkConf, SparkContext

TRAILER = '{"trailer":'
REPLACEMENT = "\ufffd"


def main():
    told = arguments()
    context = SparkContext(conf=configuration(told.master))
    context.setLogLevel("ERROR")
    try:
        fault = judge(context, told)
    finally:
        context.stop()
    if fault:
        print(f"judge.py: {fault}", file=sys.stderr)
        return 3
    return merge(told).returncode


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", metavar="FILE", help="NDJSON, each line a payload")
    parser.add_argument("--idcard", required=True, help="path of the program, the same everywhere")
    parser.add_argument("--verdicts", required=True, help="a folder that is not there yet, on a file system that all share")
    parser.add_argument("--partitions", type=int, help="deal the lines out anew to so many")
    parser.add_argument("--id-pointer", help="a member that is shown beside verdicts, such as /requestId")
    parser.add_argument("--report", default="text", choices=["text", "json"])
    parser.add_argument("--master", default="local[2]", help="the cluster")
    return parser.parse_args()


def configuration(master):
    conf = SparkConf().setMaster(master).setAppName("idcard")
    conf.set("spark.ui.enabled", "false").set("spark.ui.showConsoleProgress", "false")
    # Otherwise a carriage return would end a line too, and a line that has one would be two.
    conf.set("spark.hadoop.textinputformat.record.delimiter", "\n")
    # The executors run the Python that runs this.
    os.environ["PYSPARK_PYTHON"] = sys.executable
    return conf


def judge(context, told):
    """Judges the lines into part files; what is wrong with the whole, if anything."""
    replaced = context.accumulator(0)

    def look(line):
        if REPLACEMENT in line:
            replaced.add(1)
        return line

    read = context.textFile(",".join(map(os.path.abspath, told.files)))
    # Lines are shuffled, too. It does not matter.
    lines = read.repartition(told.partitions) if told.partitions else read
    # A partition has one core: Spark runs one on each.
    command = [told.idcard, "stream", "--threads", "1"]
    if told.id_pointer:
        command += ["--id-pointer", told.id_pointer]
    # With `checkCode` a process that does not end well fails its task, and Spark runs that again.
    verdicts = lines.map(look).pipe(shlex.join(command), checkCode=True)
    # One part file for each partition: the verdicts of one process, the trailer last.
    verdicts.saveAsTextFile(told.verdicts)
    trailers = context.textFile(told.verdicts).filter(lambda line: line.startswith(TRAILER))
    trailers = [json.loads(line) for line in trailers.collect()]
    return fault(read.count(), trailers, replaced.value)


def fault(lines, trailers, replaced):
    """`idcard merge` looks at each part; that no part is missing, only Spark can know."""
    answered = sum(trailer["in"] for trailer in trailers)
    if answered != lines:
        return f"{lines} lines were read, and {answered} answered"
    # What is not UTF-8 reaches `idcard` as U+FFFD, and would be taken for good.
    if replaced:
        return (
            f"{replaced} lines are not UTF-8, or have U+FFFD in them, and Spark does not tell which: "
            "judge these files with `idcard validate`"
        )
    return None


def merge(told, **options):
    """The report of all parts."""
    parts = sorted(glob.glob(os.path.join(glob.escape(told.verdicts), "part-*")))
    return subprocess.run([told.idcard, "merge", *parts, "--report", told.report], check=False, **options)


if __name__ == "__main__":
    sys.exit(main())
