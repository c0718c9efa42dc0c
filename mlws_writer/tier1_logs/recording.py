"""Execution logs from inside a script: a logger with a file of its own, and a run that records what it stands on.

    logger, log_file = setup_experiment_logging("sentiment-analysis", log_dir="logs/experiments")

    with record_run("llama-finetuning", kind="training", seed=7) as run:
        run.config({"lr": 1e-4, "epochs": 3})
        run.metric("loss", 0.452, step=1, split="train")

The standard library is all that this needs, and nothing here may break the script that it records.
"""

import itertools
import logging
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from traceback import format_exception_only
from types import TracebackType
from typing import Any, Literal

from mlws_writer.facts.redact import redact
from mlws_writer.tier1_logs import forms, machine
from mlws_writer.tier1_logs.logfiles import close_log, logger_for, new_log_file

Kind = Literal["experiment", "training", "agent", "data"]
NoteKind = Literal[
    "goal", "why", "decision", "alternative", "rejected", "insight", "impact", "evidence", "lesson", "next", "later",
    "resource", "idea", "note",
]  # fmt: skip

FOLDERS = {"experiment": "experiments", "training": "training", "agent": "agents", "data": "experiments"}
_numbers = itertools.count(1)


def setup_experiment_logging(
    name: str, log_dir: str | Path = "logs/experiments", *, level: int = logging.INFO, console: bool = True
) -> tuple[logging.Logger, Path]:
    """Make a log file named by time and name, and a logger that writes to it and to the console.

    Asked again for the same name, it closes the first file and begins another; handlers of others stay where they are.
    """
    log_file = new_log_file(name, Path(log_dir))
    return logger_for(f"mlws.{name}", log_file, level=level, console=console), log_file


def record_run(
    name: str,
    *,
    kind: Kind = "experiment",
    seed: int | None = None,
    log_dir: str | Path | None = None,
    console: bool = True,
) -> "RecordedRun":
    """Record all that happens within a `with` block as one run, in a log of its own under logs/."""
    folder = Path(log_dir) if log_dir is not None else Path("logs", FOLDERS.get(kind, "experiments"))
    return RecordedRun(name, kind, folder, seed=seed, console=console)


class RecordedRun:
    """A run that is being recorded: each call writes one plain line, or a few, that mlws reads back exactly."""

    logger: logging.Logger
    log_file: Path

    def __init__(self, name: str, kind: str, folder: Path, *, seed: int | None, console: bool) -> None:
        self.name = name
        self.kind = kind
        self._folder = folder
        self._seed = seed
        self._console = console
        self._interactions = itertools.count(1)
        self._began = 0.0
        self._gpu = machine.GpuWatch()

    def __enter__(self) -> "RecordedRun":
        self.log_file = new_log_file(self.name, self._folder)
        self.logger = logger_for(f"mlws.{self.log_file.stem}.{next(_numbers)}", self.log_file, console=self._console)
        self._began = time.monotonic()
        self._gpu.__enter__()
        command, python = machine.command_line(), machine.this_python()
        gpus = self._gpu.names
        for line in header(self.name, self.kind, command, Path.cwd(), python=python, seed=self._seed, gpus=gpus):
            self.logger.info(line)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._gpu.__exit__(kind, error, trace)
        outcome, why = _outcome(error)
        if error is not None and outcome == "failed":
            self.logger.error("Failed: %s", _said(error), exc_info=(type(error), error, trace))
        seconds = time.monotonic() - self._began
        for line in footer(seconds, machine.peak_memory(), self._gpu.peak, outcome, why):
            self.logger.info(line)
        close_log(self.logger)

    def config(self, values: Mapping[str, Any]) -> None:
        """Record settings; secrets among them are left out."""
        for line in config_lines(values):
            self.logger.info("%s", line)

    def model(self, name: str) -> None:
        """Record which model is used or trained."""
        self.logger.info("Model: %s", forms.one_line(name))

    def dataset(self, name: str, *, size: int | None = None, split: str = "", path: str | Path = "") -> None:
        """Record which data is used: how many examples, which part of it, where it lies."""
        self.logger.info("%s", dataset_line(name, size=size, split=split, path=path))

    def metric(
        self, name: str, value: float, *, step: float | str | None = None, split: str = "", unit: str = ""
    ) -> None:
        """Record a metric's value, at a step or as a result."""
        self.logger.info("%s", metric_line(name, value, step=step, split=split, unit=unit))

    def metrics(self, step: float | str, /, **values: float) -> None:
        """Record several metrics at one step."""
        found: list[tuple[str, object]] = [("step", step), *values.items()]
        self.logger.info("Metrics: %s", forms.pairs((name, forms.scalar(value)) for name, value in found))

    def artifact(self, path: str | Path, *, kind: str = "") -> None:
        """Record a file, folder or model that the run leaves behind."""
        self.logger.info("%s", artifact_line(str(path), kind))

    def interaction(  # noqa: PLR0913 - a turn has these parts, all by keyword and none required
        self,
        *,
        input: str | None = None,
        output: str | None = None,
        tool: str | None = None,
        arguments: Mapping[str, Any] | None = None,
        response: object = None,
        reasoning: str | None = None,
        latency: float | None = None,
        retries: int | None = None,
        tokens: int | None = None,
        number: int | None = None,
    ) -> int:
        """Record one turn of an agent and give its number, by which a second tool call can be added to it.

        `response` is what the tool answered, `output` what the agent said; `latency` is in seconds.
        """
        turn = next(self._interactions) if number is None else number
        self._say(turn, "input", input)
        self._say(turn, "reasoning", reasoning)
        if tool is not None:
            self.logger.info("Interaction %d tool: %s", turn, forms.call(tool, arguments))
        self._say(
            turn, "response", response if response is None or isinstance(response, str) else forms.quoted(response)
        )
        self._say(turn, "output", output)
        counted = (("latency", latency), ("retries", retries), ("tokens", tokens))
        if found := [
            (key, forms.quantity(v, "s" if key == "latency" else "") or "") for key, v in counted if v is not None
        ]:
            self.logger.info("Interaction %d: %s", turn, forms.pairs(found))
        return turn

    def note(self, kind: NoteKind, text: str) -> None:
        """Record in words what numbers do not say: a goal, a reason, an insight, a decision, what to do next."""
        label = forms.NOTES.get(kind) or f"Note ({kind})"
        self.logger.info("%s: %s", label, forms.one_line(text))

    def info(self, message: str, *values: object) -> None:
        """Write a line of your own."""
        self.logger.info(message, *values)

    def warning(self, message: str, *values: object) -> None:
        """Write a warning of your own."""
        self.logger.warning(message, *values)

    def _say(self, turn: int, label: str, text: str | None) -> None:
        if text is not None:
            self.logger.info("Interaction %d %s: %s", turn, label, forms.one_line(text))


def header(
    name: str,
    kind: str,
    command: str,
    folder: Path,
    *,
    python: machine.Python | None,
    seed: int | None = None,
    gpus: tuple[str, ...] = (),
) -> list[str]:
    """Say what a run stands on, a line each; secrets are left out of the command."""
    facts = {
        "Run": f"{forms.one_line(name)} ({kind})",
        "Command": redact(forms.one_line(command)),
        "Working directory": forms.one_line(str(folder)),
        "Commit": machine.commit(folder),
        "Seed": "" if seed is None else str(seed),
        "Python": python.version if python else "",
        "Platform": machine.system(),
        "Packages": forms.pairs(python.packages.items()) if python else "",
        "GPU": forms.one_line(", ".join(gpus)) if gpus else "",
    }
    return [f"{label}: {value}" for label, value in facts.items() if value]


def config_lines(values: Mapping[str, Any]) -> list[str]:
    """Say settings on as few lines as are read whole; secrets among them are left out.

    A line that is too long is cut where it is read, and no setting of it would be left: only one that is itself too
    long stands on such a line, alone.
    """
    whole = _config_line(values)
    if _fits(whole):
        return [whole]
    lines: list[str] = []
    together: dict[str, Any] = {}
    for part in _parts(values):
        joined = together | part
        if together and (together.keys() & part.keys() or not _fits(_config_line(joined))):
            lines.append(_config_line(together))
            joined = part
        together = joined
    return [*lines, _config_line(together)]


_BEFORE_MESSAGE = 100
"""More bytes than time and level take."""


def _fits(line: str) -> bool:
    return len(line.encode("utf-8", "backslashreplace")) < forms.LONGEST_TEXT - _BEFORE_MESSAGE


def _parts(values: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Give settings one by one; those of a group that is too long for a line, too."""
    for name, value in values.items():
        if isinstance(value, Mapping) and not _fits(_config_line({name: value})):
            yield from ({name: part} for part in _parts(value))
        else:
            yield {name: value}


def _config_line(values: Mapping[str, Any]) -> str:
    return f"Config: {redact(forms.quoted(values))}"


def dataset_line(name: str, *, size: int | None = None, split: str = "", path: str | Path = "") -> str:
    """Say which data is used."""
    rest = [
        (key, forms.scalar(value))
        for key, value in (("size", size), ("split", split), ("path", str(path)))
        if _given(value)
    ]
    return f"Dataset: {forms.headed(name, rest)}"


def metric_line(name: str, value: float, *, step: float | str | None = None, split: str = "", unit: str = "") -> str:
    """Say a metric's value, at a step or as a result."""
    written = forms.quantity(value, unit)
    found = [(name, forms.scalar(value) if written is None else written)]
    more: tuple[tuple[str, object], ...] = (
        ("step", step),
        ("split", split),
        ("unit", unit if written is None else ""),
    )
    return f"Metric: {forms.pairs(found + [(key, forms.scalar(v)) for key, v in more if _given(v)])}"


def artifact_line(place: str, kind: str = "") -> str:
    """Say what a run leaves behind."""
    return f"Artifact: {forms.headed(place, [('kind', forms.scalar(kind))] if kind else [])}"


def footer(seconds: float | None, memory: int | None, gpu_memory: int, outcome: str, why: str = "") -> list[str]:
    """Say what a run took and how it ended, a line each."""
    lines = [] if seconds is None else [f"Duration: {round(seconds, 2)} s"]
    if memory:
        lines.append("Peak memory: {} {}".format(*machine.size(memory)))
    if gpu_memory:
        lines.append("Peak GPU memory: {} {} (all processes)".format(*machine.size(gpu_memory)))
    return [*lines, f"Outcome: {outcome}{f' ({why})' if why else ''}"]


def _outcome(error: BaseException | None) -> tuple[str, str]:
    """Tell how a block ended, and what to add where that needs a word."""
    if isinstance(error, KeyboardInterrupt):
        return "interrupted", "KeyboardInterrupt"
    if isinstance(error, SystemExit):
        return ("completed", "") if error.code in (None, 0) else ("failed", f"exit code {error.code}")
    return ("completed", "") if error is None else ("failed", type(error).__name__)


def _said(error: BaseException) -> str:
    """Give an exception's type and message on one line; its stack trace follows in full."""
    lines = format_exception_only(error)
    return forms.one_line(next((line for line in lines if not line[:1].isspace()), lines[0]).strip())


def _given(value: object) -> bool:
    return value is not None and value != ""
