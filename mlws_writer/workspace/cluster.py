"""The door to a Dask cluster, whose workers read logs for us; imported only where one is asked for."""

from collections.abc import Iterator
from concurrent.futures import CancelledError, Executor
from contextlib import contextmanager
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any

import mlws_writer
from mlws_writer.errors import InputError, UsageError

PATIENCE = 4.0
"""Seconds within which a scheduler must answer."""


@contextmanager
def executor_at(address: str | None) -> Iterator[Executor | None]:
    """Hand out the executor of the cluster at an address such as tcp://10.0.0.1:8786; None where no address is given.

    UsageError where it cannot be used as it is, InputError where it does not answer, now or later.
    """
    if address is None:
        yield None
        return
    dask = _dask(address)
    _look(address, dask)
    try:
        with (
            dask.Client(address, timeout=PATIENCE, set_as_default=False) as client,
            client.get_executor(pure=False) as executor,
        ):
            _compare(address, client)
            yield executor
    except (CancelledError, dask.comm.CommClosedError, dask.KilledWorker) as error:
        raise InputError(
            f"the Dask cluster at {address} has stopped reading", why=str(error), fix="start it again, or read here"
        ) from error


def _dask(address: str) -> Any:
    try:
        return import_module("distributed")  # half a second
    except ImportError as error:
        raise UsageError(
            f"--scheduler {address} cannot be used", why="Dask is not installed", fix="pip install 'mlws-writer[dask]'"
        ) from error


def _look(address: str, dask: Any) -> None:
    """See that a scheduler answers there and has workers; where something else listens, a Client waits for ever."""
    import asyncio

    try:
        scheduler = asyncio.run(asyncio.wait_for(_asked(address, dask), PATIENCE))
    except (ValueError, TypeError) as error:  # no port, no such scheme, no certificates
        raise UsageError(
            f"--scheduler {address} cannot be used", why=str(error), fix="write it as tcp://127.0.0.1:8786"
        ) from error
    except (OSError, MemoryError) as error:  # what is no scheduler may announce a message of any length
        why = f"nothing that Dask understands came within {PATIENCE:.0f} seconds"
        raise InputError(f"no Dask scheduler answers at {address}", why=why, fix="start one: dask scheduler") from error
    if not scheduler.get("workers"):
        raise InputError(
            f"the Dask cluster at {address} cannot read",
            why="it has no workers",
            fix=f"start some: dask worker {address}",
        )


async def _asked(address: str, dask: Any) -> dict[str, Any]:
    async with dask.core.rpc(address) as scheduler:
        identity: dict[str, Any] = await scheduler.identity()
        return identity


def _compare(address: str, client: Any) -> None:
    """See that each worker would read as we do."""
    try:
        theirs = client.run(reader_digest)
    except ImportError as error:
        raise _unlike(address, str(error)) from error
    if set(theirs.values()) != {reader_digest()}:
        raise _unlike(address, "a worker has another mlws-writer than this one")


def reader_digest() -> str:
    """Return a digest of the reader's own files."""
    package = Path(mlws_writer.__file__).parent
    files = sorted(file for area in ("tier1_logs", "facts") for file in (package / area).rglob("*.py"))
    return sha256(b"".join(sha256(file.read_bytes()).digest() for file in files)).hexdigest()


def _unlike(address: str, why: str) -> UsageError:
    return UsageError(
        f"the Dask cluster at {address} cannot read", why=why, fix="install the same mlws-writer for its workers"
    )
