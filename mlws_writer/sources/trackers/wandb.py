"""Weights & Biases: the folder of an offline run, wandb/offline-run-….

Its library has the form of the records but no function that reads them back; they lie in a file like a log of LevelDB.
"""

import json
import struct
import zlib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from mlws_writer.errors import InputError
from mlws_writer.sources.trackers.tracked import Left, Measured, TrackedRun, library

NAME, EXTRA = "W&B", "wandb"
_FILE = "run-*.wandb"
_START, _BLOCK = 7, 32768
_HEADER = struct.Struct("<IHB")
"""Checksum, length and part of a record: 1 is all of it, 2 its first part, 3 one in the middle, 4 its last."""


def suits(folder: Path) -> bool:
    """Tell whether W&B wrote this folder."""
    return any(folder.glob(_FILE))


def read(folder: Path) -> TrackedRun:
    """Read a run; one without a word on its exit was killed, or goes on: W&B does not know."""
    records = list(_records(library("wandb.proto.wandb_internal_pb2", EXTRA, folder), folder))
    run = next((one.run for one in records if one.HasField("run")), None)
    if run is None:
        raise _broken(folder, "there is no run in its file")
    began = run.start_time.seconds + run.start_time.nanos / 1e9
    history = [one for record in records if record.HasField("history") for one in _history(record.history, began)]
    last = max([began, *(time for time, _, _, _ in history)])
    leaving = next((one.exit for one in reversed(records) if one.HasField("exit")), None)
    ended = None if leaving is None else max(last, began + leaving.runtime)
    numbers = [Measured(time, name, value, step) for time, step, name, value in history if _is_number(value)]
    seen = {name for _, _, name, _ in history}
    results = {name: value for name, value in _summary(records).items() if name not in seen}
    numbers += [Measured(ended or last, name, value) for name, value in results.items() if _is_number(value)]
    outcome, why = _outcome(leaving)
    return TrackedRun(
        NAME,
        folder,
        run.display_name or run.run_id,
        began,
        outcome,
        why,
        ended=ended,
        command=next(filter(None, (one.environment.code_path_local for one in records)), ""),
        commit=run.git.commit,
        config=_config(records),
        notes=[run.notes] if run.notes else [],
        measured=numbers,
        left=[Left(one.name, one.type, inside=False) for one in _artifacts(records)],
        passed_over=sorted(
            {name for _, _, name, value in history if not _is_number(value)}
            | {name for name, value in results.items() if not _is_number(value)}
        ),
    )


def _records(schema: Any, folder: Path) -> Iterator[Any]:
    """Give the records of a run's file in order; the last may be torn where the run was killed."""
    file, *more = sorted(folder.glob(_FILE))
    if more:
        raise _broken(folder, "it holds more than one run")
    unlike = import_module("google.protobuf.message").DecodeError
    try:
        raw = file.read_bytes()
        for record in _whole_records(raw):
            yield schema.Record.FromString(record)
    except (OSError, ValueError, unlike) as error:
        raise _broken(folder, str(error)) from error


def _whole_records(raw: bytes) -> Iterator[bytes]:
    if raw[:4] != b":W&B":
        raise ValueError("its file is no log of W&B")
    at, record = _START, b""
    while at + _HEADER.size <= len(raw):
        if (rest := _BLOCK - at % _BLOCK) < _HEADER.size:
            at += rest
            continue
        checksum, length, part = _HEADER.unpack_from(raw, at)
        at += _HEADER.size
        data = raw[at : at + length]
        if len(data) < length:
            return
        if zlib.crc32(data, zlib.crc32(bytes([part]))) != checksum:
            raise ValueError(f"its file is damaged at byte {at}")
        at, record = at + length, data if part in {1, 2} else record + data
        if part in {1, 4}:
            yield record


def _history(history: Any, began: float) -> Iterator[tuple[float, int, str, Any]]:
    """Give what was logged in one step: time, step, name, value."""
    said = {_key(item): json.loads(item.value_json) for item in history.item}
    for name in sorted(said):
        if not name.startswith("_"):
            yield said.get("_timestamp", began), history.step.num, name, said[name]


def _summary(records: list[Any]) -> dict[str, Any]:
    """Give the last value of each name, those that the run set by itself among them."""
    said: dict[str, Any] = {}
    for record in records:
        for item in record.summary.update:
            said[_key(item)] = json.loads(item.value_json)
    return {name: said[name] for name in sorted(said) if not name.startswith("_")}


def _config(records: list[Any]) -> dict[str, Any]:
    """Give the settings as they were in the end."""
    said: dict[str, Any] = {}
    for record in records:
        for changed in (record.run.config, record.config):
            said |= {_key(item): json.loads(item.value_json) for item in changed.update}
            for item in changed.remove:
                said.pop(_key(item), None)
    return {name: said[name] for name in sorted(said) if not name.startswith("_")}


def _artifacts(records: list[Any]) -> list[Any]:
    """Give what the run logged as artifacts, without those that W&B makes of every run."""
    logged = [record.artifact for record in records if record.HasField("artifact")]
    return [one for one in logged if not one.type.startswith("wandb-")]


def _outcome(leaving: Any) -> tuple[str, str]:
    if leaving is None:
        return "unknown", f"{NAME} does not say"
    return ("failed" if leaving.exit_code else "completed"), f"{NAME} says exit code {leaving.exit_code}"


def _key(item: Any) -> str:
    return item.key or ".".join(item.nested_key)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _broken(folder: Path, why: str) -> InputError:
    return InputError(f"{folder} cannot be imported", why=why, fix="name the folder of an offline run that is whole")
