"""How long a folder of many logs takes in one process, a pool of two and a Dask cluster of two; and a log that grew.

    python benchmarks/many.py [--logs 1000] [--megabytes 100] [--rounds 3] [--only many|growing]

The logs are made in a temporary folder, the same bytes each time. On a shared machine only the ratios of one run count.
"""

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import Any

from mlws_writer.tier1_logs.many import read_logs, start_method
from mlws_writer.tier1_logs.pieces import PIECE
from mlws_writer.tier1_logs.reader import read_log, read_on

GENERATOR = Path(__file__).parent / "reading" / "generate.py"


def small_log(seed: int, size: int = 15_000) -> str:
    """Return the log of a small training run."""
    dice = random.Random(seed)
    said = [f"Experiment: run-{seed}", "Model: llama3.1:8b", f"Config: {{seed: {seed}, epochs: 4}}"]
    for step in range(10, 10 * (size // 72), 10):
        said.append(f"step {step} loss={2 / (1 + step / 100) + dice.random() / 10:.4f} grad_norm={dice.random():.3f}")
        if step % 500 == 0:
            said.append(f"Epoch {step // 500}/4 complete - Loss: {dice.random():.3f}, Val Loss: {dice.random():.3f}")
    said += [f"Accuracy: {dice.random() * 100:.1f}%", f"Results saved: results/run-{seed}/", "Experiment complete"]
    day = f"2024-10-{1 + seed % 28:02d}"
    return "".join(f"{day} 1{n // 60 % 10}:{n % 60:02d}:30 - INFO - {text}\n" for n, text in enumerate(said))


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return the seconds that work takes, and what it returns."""
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


@contextmanager
def pool() -> Iterator[Executor]:
    """Start two processes as the reader does."""
    with ProcessPoolExecutor(2, get_context(start_method())) as executor:
        yield executor


def count(numbers: int) -> int:
    """Compute something that takes a while and needs no memory."""
    return sum(number * number for number in range(numbers))


def capacity() -> float:
    """Return how many times as quick two processes are at mere counting as one: 2 on two idle cores."""
    alone, _ = timed(lambda: [count(5_000_000) for _ in range(2)])
    with pool() as executor:
        list(executor.map(count, [1, 1]))
        together, _ = timed(lambda: list(executor.map(count, [5_000_000] * 2)))
    return alone / together


def cpu() -> float:
    """Return the seconds of CPU that this process and those that it waited for have used."""
    return sum(sum(resource.getrusage(whose)[:2]) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def in_a_pool(paths: Sequence[Path]) -> list[Any]:
    """Read the logs with a pool, its start included."""
    with pool() as executor:
        return list(read_logs(paths, executor=executor))


def many(folder: Path, wanted: int, rounds: int) -> None:
    """Print the times of many small logs."""
    from distributed import Client, LocalCluster

    paths = [folder / f"run-{number:05d}.log" for number in range(wanted)]
    for number, path in enumerate(paths):
        path.write_text(small_log(number))
    size = sum(path.stat().st_size for path in paths)
    print(f"{wanted} logs of {size / wanted / 1000:.0f} KB; mere counting in two processes: {capacity():.2f} x")

    def one() -> list[Any]:
        return [read_log(path) for path in paths]

    compare({"one process": one, "pool of two, its start included": lambda: in_a_pool(paths)}, rounds)
    start = time.perf_counter()
    with (
        LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address="127.0.0.1:0"
        ) as cluster,
        Client(cluster, set_as_default=False) as client,
        client.get_executor(pure=False) as executor,
    ):
        print(f"  (the cluster was up after {time.perf_counter() - start:.1f} s)")
        compare({"one process": one, "Dask, two workers": lambda: list(read_logs(paths, executor=executor))}, rounds)


def compare(ways: dict[str, Callable[[], list[Any]]], rounds: int) -> None:
    """Print the times of ways that take turns, and see that all read the same."""
    times: dict[str, list[float]] = {way: [] for way in ways}
    spent: dict[str, list[float]] = {way: [] for way in ways}
    for _ in range(rounds):
        results = []
        for way, work in ways.items():
            before = cpu()
            seconds, readings = timed(work)
            times[way].append(seconds)
            spent[way].append(cpu() - before)
            results.append(readings)
        assert all(readings == results[0] for readings in results)
    report(times, "one process")
    print(
        "  CPU: " + ", ".join(f"{way} {median(seconds):.2f} s" for way, seconds in spent.items() if "Dask" not in way)
    )


def growing(folder: Path, megabytes: int, rounds: int) -> None:
    """Print the times of a long log that grew by a megabyte."""
    for kind in ("logging", "steps", "json", "bars"):
        log = folder / f"{kind}.log"
        subprocess.run([sys.executable, GENERATOR, kind, "--megabytes", str(megabytes + 5), "--out", log], check=True)
        raw = log.read_bytes()
        end = (
            len(raw) - (1 << 20)
        ) // PIECE * PIECE - 1  # just short of a piece's end, so that as much as can be is read again
        log.write_bytes(raw[:end])
        first, (_, mark) = timed(lambda log=log: read_on(log))
        log.write_bytes(raw[: end + (1 << 20)])
        print(
            f"{kind}, {end / 1e6:.0f} MB, grew by 1 MB; mark {len(mark) / 1e6:.2f} MB, set in a reading of {first:.2f} s"
        )
        times: dict[str, list[float]] = {"whole": [], "from where it ended": []}
        for _ in range(rounds):
            whole, reading = timed(lambda log=log: read_log(log))
            on, (later, _) = timed(lambda log=log, mark=mark: read_on(log, mark=mark))
            times["whole"].append(whole)
            times["from where it ended"].append(on)
            assert later == reading and later.size == end + (1 << 20)
        report(times, "whole")
        log.unlink()


def report(times: dict[str, list[float]], base: str) -> None:
    """Print medians, and their ratio to one of them."""
    for way, seconds in times.items():
        print(f"  {way:32} {median(seconds):7.2f} s   {median(times[base]) / median(seconds):5.2f} x")


def main() -> None:
    """Run both."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--logs", type=int, default=1000)
    parser.add_argument("--megabytes", type=int, default=100)
    parser.add_argument("--only", choices=("many", "growing"))
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        if given.only != "growing":
            many(Path(name), given.logs, given.rounds)
        if given.only != "many":
            growing(Path(name), given.megabytes, given.rounds)


if __name__ == "__main__":
    main()
