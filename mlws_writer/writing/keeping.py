"""A text kept beside the documents, which costs time where it cannot be kept, and never the result."""

import os
import tempfile
from pathlib import Path


def keep(path: Path, text: str) -> bool:
    """Write a file whole or not at all, and tell whether it was."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(temporary).replace(path)
    except OSError:
        return False
    return True
