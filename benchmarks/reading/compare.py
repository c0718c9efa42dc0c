"""Compare reading with drain3 and ripgrep on generated logs of four kinds, all in one run.

    python benchmarks/reading/compare.py [--megabytes 100] [--drain-megabytes 10] [--rg rg] [--rounds 3]

`mlws` is a whole reading (facts and digest) in a process of its own; `rg --count-matches '[0-9]+'` merely counts the
numbers; drain3 with the usual masks (times, ids, addresses, numbers) reads a shorter log, and its rate is what counts.
Both readers look for cycles as seldom as a command of mlws does (see cli/boundary.py).
drain3 and ripgrep are not dependencies: `pip install drain3 ripgrep`, and name their interpreter with --peers.
"""

import argparse
import math
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from generate import KINDS, write

READ = """
import gc, resource, sys, time
gc.set_threshold(50_000, 20, 100)
from pathlib import Path
from mlws_writer.tier1_logs.digest import digest
from mlws_writer.tier1_logs.reader import read_log
start = time.perf_counter()
reading = read_log(Path(sys.argv[1]))
digest([reading])
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, len(reading.facts))
"""
DRAIN = """
import gc, sys, time
gc.set_threshold(50_000, 20, 100)
from drain3 import TemplateMiner
from drain3.masking import MaskingInstruction
from drain3.template_miner_config import TemplateMinerConfig
config = TemplateMinerConfig()
config.masking_instructions = [
    MaskingInstruction(r"\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d+)?", "TIME"),
    MaskingInstruction(r"((?<=[^A-Za-z0-9])|^)(\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3})((?=[^A-Za-z0-9])|$)", "IP"),
    MaskingInstruction(r"((?<=[^A-Za-z0-9])|^)(0x[a-f0-9A-F]+|[0-9a-f]{16,})((?=[^A-Za-z0-9])|$)", "HEX"),
    MaskingInstruction(r"((?<=[^A-Za-z0-9])|^)([\\-\\+]?\\d+(?:\\.\\d+)?(?:e[-+]?\\d+)?)((?=[^A-Za-z0-9])|$)", "NUM"),
]
miner = TemplateMiner(config=config)
start = time.perf_counter()
with open(sys.argv[1], errors="replace", newline="\\n") as file:
    for line in file:
        for part in line.rstrip().split("\\r"):
            miner.add_log_message(part)
print(time.perf_counter() - start, 0, len(miner.drain.clusters))
"""


def run(python: str, script: str, log: Path) -> tuple[float, float, int]:
    """Run a script on a log in a process of its own; return seconds, megabytes of memory and what it counted."""
    out = subprocess.run([python, "-c", script, str(log)], capture_output=True, text=True, check=True).stdout.split()
    return float(out[0]), float(out[1]), int(out[2])


def ripgrep(rg: str, log: Path) -> float:
    """Return the seconds that ripgrep takes to count the numbers of a log."""
    start = time.perf_counter()
    subprocess.run([rg, "--count-matches", "[0-9]+", str(log)], capture_output=True, check=True)
    return time.perf_counter() - start


def main() -> None:
    """Print a row a kind."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=int, default=100)
    parser.add_argument("--drain-megabytes", type=int, default=10)
    parser.add_argument("--peers", default=sys.executable, help="an interpreter that has drain3")
    parser.add_argument("--rg", default="rg")
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    ratios = []
    print("kind      mlws s  MB/s  peak MB   rg s  mlws/rg   drain3 MB/s  mlws/drain3")
    with tempfile.TemporaryDirectory() as folder:
        for kind in KINDS:
            log, short = Path(folder) / f"{kind}.log", Path(folder) / f"{kind}-short.log"
            write(kind, asked.megabytes, log)
            write(kind, asked.drain_megabytes, short)
            ours, theirs, memory = [], [], 0.0
            for _ in range(asked.rounds):
                seconds, memory, _ = run(sys.executable, READ, log)
                ours.append(seconds)
                theirs.append(ripgrep(asked.rg, log))
            drain = asked.drain_megabytes / run(asked.peers, DRAIN, short)[0]
            mine, grep = statistics.median(ours), statistics.median(theirs)
            rate = asked.megabytes / mine
            ratios.append(rate / drain)
            print(
                f"{kind:8} {mine:7.2f} {rate:5.0f} {memory:8.0f} {grep:6.2f} {mine / grep:8.2f} {drain:13.1f} {rate / drain:12.1f}",
                flush=True,
            )
            log.unlink()
    print(f"geometric mean against drain3: {math.exp(statistics.fmean(map(math.log, ratios))):.1f}")


if __name__ == "__main__":
    main()
