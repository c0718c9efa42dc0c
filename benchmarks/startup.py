"""How long whole processes take: `mlws --help`, an entry written without a model, `mlws digest` of five small logs.

python benchmarks/startup.py [RUNS]
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "reading"))
from generate import KINDS, write
from many import small_log

SAMPLES = Path(__file__).resolve().parent.parent / "logs"
DAY = "2024-10-19"
FIVE, SIZE = 5, 50_000
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""Modules are compiled once, as where a person has installed them: else each process compiles them, for 80 ms."""


def medians_ms(command: list[str], runs: int, before: Callable[[], None]) -> tuple[float, float]:
    """Return the median wall time and the median processor time of so many runs, in milliseconds."""
    walls, processor = [], []
    for _ in range(runs):
        before()
        start, used = time.perf_counter(), os.times()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=ENVIRONMENT)
        now = os.times()
        walls.append((time.perf_counter() - start) * 1000)
        processor.append((now.children_user + now.children_system - used.children_user - used.children_system) * 1000)
    return statistics.median(walls), statistics.median(processor)


def five_logs(folder: Path) -> dict[str, list[Path]]:
    """Write five logs of 50 KB of each kind."""
    made: dict[str, list[Path]] = {}
    for kind in ("training", *KINDS):
        made[kind] = [folder / f"{kind}-{number}.log" for number in range(FIVE)]
        for number, path in enumerate(made[kind]):
            if kind == "training":
                path.write_text(small_log(number, SIZE))
            else:
                write(kind, 1, path, seed=number)
                os.truncate(path, SIZE)
    return made


def main() -> None:
    """Time each command and print a line for it."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    mlws = [sys.executable, "-m", "mlws_writer"]
    script = Path(sys.executable).with_name("mlws")
    if script.exists():
        mlws = [os.fspath(script)]
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copytree(SAMPLES, root / "logs")
        summarize = [*mlws, "-C", folder, "summarize", DAY, "--model", "none"]

        def nothing() -> None:
            pass

        def anew() -> None:
            shutil.rmtree(root / ".mlws", ignore_errors=True)
            (root / "ACTIVITY.md").unlink(missing_ok=True)

        anew()
        subprocess.run(summarize, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=ENVIRONMENT)
        digests = [
            (f"mlws digest, five logs of 50 KB, {kind}", [*mlws, "digest", *map(str, paths)], nothing, 350)
            for kind, paths in five_logs(root).items()
        ]
        for title, command, before, bar in (
            ("mlws --help", [*mlws, "--help"], nothing, 150),
            (f"mlws summarize {DAY} --model none, logs read for the first time", summarize, anew, 400),
            (f"mlws summarize {DAY} --model none, nothing new", summarize, nothing, 400),
            *digests,
        ):
            wall, processor = medians_ms(command, runs, before)
            print(f"{wall:6.0f} ms (processor {processor:.0f}, bar {bar})  {title}")


if __name__ == "__main__":
    main()
