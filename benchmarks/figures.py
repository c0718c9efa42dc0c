"""Time the figures of a run of a million steps, once its log is read, and weigh their files.

    python benchmarks/figures.py [STEPS]

Writes a log of that many steps with five metrics and an evaluation every thousandth, reads it as `mlws draft-session`
does, then draws its figures nine times: the median of the processor's seconds, and the kB of each file.
"""

import math
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from mlws_writer.tier1_logs.reader import read_log
from mlws_writer.tier2_activity.summary import summarize_run
from mlws_writer.tier3_sessions.figures import figures

STEPS, TIMES = 1_000_000, 9
MOST_SECONDS, MOST_KB = 1.0, 40.0


def main() -> int:
    """Print the table; 1 where a limit is passed."""
    steps = int(sys.argv[1]) if len(sys.argv) > 1 else STEPS
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "20241019-143000-long.log"
        with log.open("w", encoding="utf-8") as file:
            file.writelines(_lines(steps))
        start = time.perf_counter()
        reading = read_log(log)
        print(f"{log.stat().st_size / 1e6:.0f} MB, {reading.lines:,} lines read in {time.perf_counter() - start:.1f} s")
    summaries = [summarize_run(run) for run in reading.runs]
    took = []
    for _ in range(TIMES):
        start = time.process_time()
        drawn = figures(summaries)
        took.append(time.process_time() - start)
    print(f"{len(drawn)} figures in {statistics.median(took):.3f} s (slowest {max(took):.3f} s)")
    sizes = {each.file("long"): len(each.svg.encode()) / 1000 for each in drawn}
    for name, size in sizes.items():
        print(f"{size:8.1f} kB  {name}")
    return int(not drawn or statistics.median(took) > MOST_SECONDS or max(sizes.values()) > MOST_KB)


def _lines(steps: int) -> Iterator[str]:
    """Give the log of a run that learns, is noisy, and is evaluated now and then."""
    yield "2024-10-19 14:30:00 - INFO - Run: long (training)\n"
    for step in range(1, steps + 1):
        at = f"2024-10-{19 + step // 40_000_000} {14 + step // 3_600_000 % 8:02}:{30 + step // 60_000 % 30:02}:{step // 1000 % 60:02}"
        noise = math.sin(step * 12.9898) * 0.08
        loss, rate = 2.5 * math.exp(-step / (steps / 4)) + 0.4 + noise, 1e-3 * (1 - step / steps)
        yield (
            f"{at} - INFO - Metrics: step={step}, loss={loss:.4f}, accuracy={1 - loss / 4:.4f}, "
            f"perplexity={math.exp(loss):.3f}, grad_norm={1 + noise:.3f}, lr={rate:.3g}\n"
        )
        if step % max(steps // 1000, 1) == 0:
            yield f"{at} - INFO - Metric: loss={loss + 0.1:.4f}, step={step}, split=val\n"
    yield "2024-10-19 23:00:00 - INFO - Outcome: completed\n"


if __name__ == "__main__":
    sys.exit(main())
