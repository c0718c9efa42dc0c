"""MLflow: a run folder of its file store, mlruns/EXPERIMENT/RUN."""

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mlws_writer.errors import InputError
from mlws_writer.sources.trackers.tracked import Left, Measured, TrackedRun, library

NAME, EXTRA = "MLflow", "mlflow"
_META = "meta.yaml"
_ENDS = {"FINISHED": "completed", "FAILED": "failed", "KILLED": "interrupted"}
_COMMAND, _COMMIT, _NOTE = "mlflow.source.name", "mlflow.source.git.commit", "mlflow.note.content"


def suits(folder: Path) -> bool:
    """Tell whether MLflow wrote this folder for a run; that of an experiment has no metrics of its own."""
    return (folder / _META).is_file() and (folder / "metrics").is_dir() and (folder / "params").is_dir()


def read(folder: Path) -> TrackedRun:
    """Read a run; its folder is copied first, artifacts left out, since a file store writes where it reads."""
    module = library("mlflow.store.tracking.file_store", EXTRA, folder)
    os.environ.setdefault("MLFLOW_ALLOW_FILE_STORE", "true")  # without it, newer versions refuse to read folders
    with tempfile.TemporaryDirectory() as root:
        try:
            _copy(folder, Path(root))
            store = module.FileStore(root)
            run = store.get_run(folder.name)
            metrics = {key: store.get_metric_history(folder.name, key) for key in sorted(run.data.metrics)}
        except Exception as error:  # MLflow and the reader of its YAML raise what they like
            raise InputError(
                f"{folder} cannot be imported",
                why=f"MLflow cannot read it: {' '.join(str(error).split())}",
                fix="see whether the run is whole",
            ) from error
    return _told(folder, run, metrics)


def _copy(folder: Path, root: Path) -> None:
    experiment = root / folder.parent.name
    shutil.copytree(folder, experiment / folder.name, ignore=lambda at, _: {"artifacts"} if Path(at) == folder else ())
    (experiment / folder.name / "artifacts").mkdir()  # without one, MLflow takes it for no run
    if (folder.parent / _META).is_file():
        shutil.copy(folder.parent / _META, experiment)


def _told(folder: Path, run: Any, metrics: Mapping[str, Any]) -> TrackedRun:
    info, data = run.info, run.data
    status = str(info.status)
    return TrackedRun(
        NAME,
        folder,
        info.run_name or folder.name,
        info.start_time / 1000,
        _ENDS.get(status, "unknown"),
        f"{NAME} says {status}",
        ended=info.end_time / 1000 if info.end_time else None,
        command=data.tags.get(_COMMAND, ""),
        commit=data.tags.get(_COMMIT, ""),
        config=dict(sorted(data.params.items())),
        notes=[data.tags[_NOTE]] if _NOTE in data.tags else [],
        datasets=sorted({one.dataset.name for one in run.inputs.dataset_inputs}),
        measured=[
            Measured(one.timestamp / 1000, key, one.value, one.step)
            for key, course in metrics.items()
            for one in course
        ],
        left=[Left(f"artifacts/{path.name}") for path in sorted(folder.glob("artifacts/*"))],
    )
