"""The editor that the person chose."""

import os
import shlex
import subprocess
from pathlib import Path

from mlws_writer.errors import InputError, UsageError


def edit(path: Path, example: str) -> None:
    """Open a file in the editor and wait until it is closed; `example` shows how to name one."""
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if not command:
        why = "neither VISUAL nor EDITOR is set"
        raise UsageError("there is no editor to open", why=why, fix=f"EDITOR=nano {example}")
    try:
        code = subprocess.call([*shlex.split(command), str(path)])  # noqa: S603  # the editor that the person chose
    except OSError as error:
        raise InputError(f"{command} cannot be run", why=error.strerror or str(error), fix="set EDITOR") from error
    if code:
        raise InputError(f"{command} ended with {code}", why="so what it left is not used", fix="try again")
