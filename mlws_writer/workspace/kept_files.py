"""Files that we keep for ourselves: in place whole or not at all, and none of them the only copy of anything."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path


def put(path: Path, content: bytes) -> None:
    """Keep a file, for our user alone; on a read-only or full disk it is left out, which only costs time later."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, content)


def drop(path: Path) -> None:
    """Keep a file no longer."""
    with suppress(OSError):
        path.unlink(missing_ok=True)


def _replace(path: Path, content: bytes) -> None:
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(temporary).replace(path)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise
