"""Many logs, read by whoever is at hand: the readings and their order are the same."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from itertools import islice
from multiprocessing import get_all_start_methods, get_context
from pathlib import Path
from typing import Any

import pytest

from mlws_writer.errors import InputError
from mlws_writer.facts.model import LogReading
from mlws_writer.tier1_logs import many
from mlws_writer.tier1_logs.many import read_logs
from mlws_writer.tier1_logs.reader import read_log

Made = Callable[..., list[Path]]


@pytest.fixture
def logs(tmp_path: Path) -> Made:
    """Return the function that makes so many small logs, each with a run, some cut short by an error."""

    def make(count: int) -> list[Path]:
        paths = [tmp_path / f"run-{number:04d}.log" for number in range(count)]
        for number, path in enumerate(paths):
            ending = "ValueError: too many rows" if number % 5 == 4 else f"Accuracy: {50 + number % 50}.5%"
            path.write_text(f"2024-10-19 14:30:00 - INFO - Model: model-{number}\nstep 1 loss 0.{number}\n{ending}\n")
        return paths

    return make


def plain(paths: list[Path]) -> list[LogReading]:
    """Return what the logs say one after the other."""
    return [read_log(path) for path in paths]


EXECUTORS: dict[str, Callable[[], Executor]] = {
    "threads": lambda: ThreadPoolExecutor(2),
    "processes": lambda: ProcessPoolExecutor(2, get_context("spawn")),
}


@pytest.mark.parametrize("executor", EXECUTORS.values(), ids=EXECUTORS)
def test_any_executor_reads_the_same(logs: Made, executor: Callable[[], Executor]) -> None:
    """In the order of the paths, whichever batch is done first."""
    paths = logs(60)

    with executor() as pool:
        readings = list(read_logs(paths, executor=pool))

    assert readings == plain(paths)


def test_a_few_logs_are_read_here(logs: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pool would cost more than it saves."""
    monkeypatch.setattr(many, "_pooled", None)
    paths = logs(3)

    assert list(read_logs(paths)) == plain(paths)


@pytest.mark.parametrize("method", get_all_start_methods())
def test_many_logs_are_read_by_a_pool(logs: Made, monkeypatch: pytest.MonkeyPatch, method: str) -> None:
    """However its processes start."""
    monkeypatch.setattr(many, "WORTH_A_POOL", 0)
    monkeypatch.setattr(many, "start_method", lambda: method)
    paths = logs(60)

    assert list(read_logs(paths)) == plain(paths)


def test_names_and_heads_go_with_their_logs(logs: Made) -> None:
    """Citations use the names; a head by which a log was known stays with it while the log grows."""
    paths = logs(30)
    names = [f"logs/{path.name}" for path in paths]
    heads = [reading.head for reading in plain(paths)]
    for path in paths:
        with path.open("a") as file:
            file.write("one more line\n")

    with ThreadPoolExecutor(2) as pool:
        readings = list(read_logs(paths, names=names, known=heads, executor=pool))

    assert [reading.log for reading in readings] == names
    assert [reading.head for reading in readings] == heads


@pytest.mark.parametrize("pooled", [True, False])
def test_a_log_that_cannot_be_read_is_an_error_in_its_place(logs: Made, pooled: bool) -> None:
    """Those before it are read; the error is the one that reading it alone raises."""
    paths = logs(30)
    paths[27].unlink()
    with pytest.raises(InputError) as alone:
        read_log(paths[27])

    got = []
    with ThreadPoolExecutor(2) as pool, pytest.raises(InputError) as among:
        for reading in read_logs(paths, executor=pool if pooled else None):
            got.append(reading.log)

    assert got == [str(path) for path in paths[:27]]
    assert (str(among.value), among.value.why) == (str(alone.value), alone.value.why)


class Counting(ThreadPoolExecutor):
    """Threads, and how many batches were handed to them."""

    handed = 0

    def submit(self, *task: Any, **more: Any) -> Future[Any]:
        """Count a batch, and take it on."""
        self.handed += 1
        return super().submit(*task, **more)


def test_batches_wait_until_there_is_room(logs: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    """Readings that nobody has taken yet do not pile up."""
    monkeypatch.setattr(many, "AHEAD", 2)
    monkeypatch.setattr(many, "BATCH", 5)

    with Counting(1) as pool:
        readings = read_logs(logs(60), executor=pool)
        taken = list(islice(readings, 5))
        handed = pool.handed
        readings.close()

    assert len(taken) == 5
    assert handed == 2


def test_a_long_log_is_a_task_of_its_own(logs: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that short logs do not wait behind it."""
    monkeypatch.setattr(many, "BATCH_BYTES", 1000)
    paths = logs(4)
    with paths[1].open("a") as file:
        file.write("a line\n" * 1000)

    with Counting(1) as pool:
        readings = list(read_logs(paths, executor=pool))

    assert pool.handed == 3
    assert readings == plain(paths)


@pytest.mark.skipif("fork" not in get_all_start_methods(), reason="only a fork is sure to die as we want")
def test_where_processes_die_this_one_reads_on(logs: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that is killed costs time, not readings."""
    monkeypatch.setattr(many, "WORTH_A_POOL", 0)
    monkeypatch.setattr(many, "start_method", lambda: "fork")
    monkeypatch.setattr(many, "_begin", lambda: os._exit(1))
    paths = logs(60)

    assert list(read_logs(paths)) == plain(paths)


def test_a_process_with_threads_is_not_forked() -> None:
    """A lock that another thread holds would never be opened in the fork."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(int).result()  # the thread waits for more

        method = many.start_method()

    assert method != "fork"


@pytest.fixture(scope="module")
def cluster() -> Iterator[Executor]:
    """Run a cluster of two processes on loopback, and hand out its executor."""
    distributed = pytest.importorskip("distributed", reason="pip install 'mlws-writer[dask]'")
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address="127.0.0.1:0"
        ) as local,
        distributed.Client(local, set_as_default=False) as client,
        client.get_executor(pure=False) as executor,
    ):
        yield executor


def test_a_cluster_reads_a_thousand_logs_as_one_process_does(logs: Made, cluster: Executor) -> None:
    """Two workers, forty tasks, and not a letter of difference."""
    paths = logs(1000)

    assert list(read_logs(paths, executor=cluster)) == plain(paths)


def test_what_the_workers_cannot_read_is_an_error_here(logs: Made, cluster: Executor) -> None:
    """A cluster says of a missing log what one process says."""
    paths = logs(3)
    paths[1].unlink()

    with pytest.raises(InputError, match=r"run-0001\.log cannot be read"):
        list(read_logs(paths, executor=cluster))
