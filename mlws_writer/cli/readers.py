"""Who reads the logs."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from concurrent.futures import Executor


@contextmanager
def readers(scheduler: str | None) -> "Iterator[Executor | None]":
    """Hand out who reads the logs: the cluster at an address, or, where none is named, None for this machine."""
    if scheduler is None:
        yield None
        return
    from mlws_writer.workspace.cluster import executor_at  # only for whoever has a cluster

    with executor_at(scheduler) as executor:
        yield executor
