"""TensorBoard: a folder of event files is a run; `train`, `validation` and the like below it are parts of it."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from mlws_writer.errors import InputError
from mlws_writer.sources.trackers.tracked import Measured, TrackedRun, library

NAME, EXTRA = "TensorBoard", "tensorboard"
_EVENTS = "*tfevents*"
_PARTS = {"train": "train", "validation": "validation", "val": "validation", "eval": "eval", "test": "test"}
_HPARAMS = "_hparams_/"
_ENDS = {1: "completed", 2: "failed"}
"""What the numbers of a session's status mean for us."""
_PLAIN = frozenset({"scalars", "tensors"})


def suits(folder: Path) -> bool:
    """Tell whether TensorBoard wrote this folder, or parts of a run below it."""
    return bool(_folders(folder))


def read(folder: Path) -> TrackedRun:
    """Read a run; how it ended is known only where its hyperparameters were logged with a status."""
    accumulator = library("tensorboard.backend.event_processing.event_accumulator", EXTRA, folder)
    for part in _folders(folder).values():
        _look(part)
    loaded = {split: _loaded(accumulator, part) for split, part in _folders(folder).items()}
    measured = [one for split, events in loaded.items() for one in _scalars(events, split)]
    config: dict[str, Any] = {}
    status, began, ended = 0, list[float](), list[float]()
    for events in loaded.values():
        began += _first(events)
        start, end = _session(events)
        if start is not None:
            config |= {key: _value(value) for key, value in sorted(start.hparams.items())}
            began += [start.start_time_secs] if start.start_time_secs > 0 else []
        if end is not None:
            status = end.status
            ended += [end.end_time_secs] if end.end_time_secs > 0 else []
    if not measured and not config:
        raise InputError(
            f"{folder} holds nothing to import",
            why="there is no scalar and no hyperparameter in its event files",
            fix="name the folder of a run that logged some",
        )
    return TrackedRun(
        NAME,
        folder,
        folder.name,
        min([*began, *(one.time for one in measured)]),
        _ENDS.get(status, "unknown"),
        f"{NAME} says {'success' if status == 1 else 'failure'}" if status in _ENDS else f"{NAME} does not say",
        ended=max(ended, default=None),
        config=config,
        measured=measured,
        passed_over=sorted({one for events in loaded.values() for one in _passed_over(events)}),
    )


def _folders(folder: Path) -> dict[str, Path]:
    """Find the folders of one run, by the part of the data that they are about; "" is the run itself."""
    found = {"": folder} if any(folder.glob(_EVENTS)) else {}
    parts = {split: folder / name for name, split in _PARTS.items() if any((folder / name).glob(_EVENTS))}
    return found | parts


def _look(folder: Path) -> None:
    """See that no event file is damaged, where TensorBoard would end without a word; one that just stops was killed."""
    errors = import_module("tensorboard.compat.tensorflow_stub.errors")
    reader = import_module("tensorboard.compat.tensorflow_stub.pywrap_tensorflow").PyRecordReader_New
    for path in sorted(folder.glob(_EVENTS)):
        records = reader(str(path))
        try:
            while True:
                records.GetNext()
        except errors.OutOfRangeError:
            continue
        except errors.DataLossError as error:
            if "has truncated record" not in str(error):
                raise InputError(
                    f"{folder} cannot be imported", why=f"{path.name} is damaged", fix="name a run that is whole"
                ) from error


def _loaded(accumulator: Any, folder: Path) -> Any:
    everything = dict.fromkeys(accumulator.DEFAULT_SIZE_GUIDANCE, 0) | {"images": 1, "audio": 1, "histograms": 1}
    events = accumulator.EventAccumulator(str(folder), size_guidance=everything, purge_orphaned_data=False)
    return events.Reload()


def _scalars(events: Any, split: str) -> Iterator[Measured]:
    float32 = import_module("numpy").float32
    array = import_module("tensorboard.util.tensor_util").make_ndarray
    tags = events.Tags()
    for tag in tags["scalars"]:
        for event in events.Scalars(tag):
            yield Measured(event.wall_time, tag, _short(float32(event.value)), event.step, split)
    for tag in filter(lambda tag: _is_scalar(events, tag), tags["tensors"]):
        for event in events.Tensors(tag):
            yield Measured(event.wall_time, tag, _short(array(event.tensor_proto).flat[0]), event.step, split)


def _is_scalar(events: Any, tag: str) -> bool:
    return bool(events.SummaryMetadata(tag).plugin_data.plugin_name == "scalars")


def _short(number: Any) -> float:
    """Give a number of the array library, of 32 bits most often, with the digits that it was logged with."""
    return float(str(number))


def _first(events: Any) -> list[float]:
    try:
        return [events.FirstEventTimestamp()]
    except ValueError:  # there is no event
        return []


def _session(events: Any) -> tuple[Any, Any]:
    """Read what was said of the hyperparameters when the run began and when it ended."""
    metadata = import_module("tensorboard.plugins.hparams.metadata")
    try:
        said = events.PluginTagToContent(metadata.PLUGIN_NAME)
    except KeyError:  # nothing was
        return None, None
    start, end = said.get(metadata.SESSION_START_INFO_TAG), said.get(metadata.SESSION_END_INFO_TAG)
    return (
        None if start is None else metadata.parse_session_start_info_plugin_data(start),
        None if end is None else metadata.parse_session_end_info_plugin_data(end),
    )


def _value(value: Any) -> Any:
    """Give a hyperparameter as it was: all its numbers are kept as floats."""
    kind = value.WhichOneof("kind")
    if kind == "number_value":
        return int(value.number_value) if value.number_value.is_integer() else value.number_value
    return getattr(value, kind) if kind in {"string_value", "bool_value"} else None


def _passed_over(events: Any) -> Iterator[str]:
    """Name what is no number: pictures, histograms, texts."""
    tags = events.Tags()
    for kind, found in tags.items():
        if kind not in _PLAIN and isinstance(found, list):
            yield from found
    yield from (tag for tag in tags["tensors"] if not tag.startswith(_HPARAMS) and not _is_scalar(events, tag))
