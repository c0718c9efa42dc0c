"""Which tracker wrote a folder, and the run in it."""

from pathlib import Path

from mlws_writer.errors import InputError
from mlws_writer.sources.trackers import mlflow, tensorboard, wandb
from mlws_writer.sources.trackers.tracked import TrackedRun

_TRACKERS = ((mlflow.suits, mlflow.read), (wandb.suits, wandb.read), (tensorboard.suits, tensorboard.read))


def read_run(folder: Path) -> TrackedRun:
    """Read the run that a tracker kept in a folder."""
    if not folder.is_dir():
        why = "it is a file" if folder.exists() else "there is no such folder"
        raise InputError(f"{folder} cannot be imported", why=why, fix="name the folder of a run")
    for suits, read in _TRACKERS:
        if suits(folder):
            return read(folder)
    raise _no_run(folder)


def _no_run(folder: Path) -> InputError:
    """Say that a folder is no run, and which of those in it are."""
    below = (path for pattern in ("*", "*/*") for path in folder.glob(pattern) if path.is_dir())
    runs = sorted(path for path in below if not path.is_symlink() and any(suits(path) for suits, _ in _TRACKERS))
    if not runs:
        return InputError(
            f"{folder} cannot be imported",
            why="it holds no event files of TensorBoard, no run of MLflow and no offline run of W&B",
            fix="name the folder of a run",
        )
    shown = " ".join(str(path) for path in runs[:3])
    more = f" (and {len(runs) - 3} more)" if runs[3:] else ""
    return InputError(
        f"{folder} cannot be imported", why="it is no run itself but holds runs", fix=f"name them: {shown}{more}"
    )
