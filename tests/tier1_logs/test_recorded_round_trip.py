"""What our own recording writes is read back exactly: from values to lines, and from lines to facts."""

import json
import math
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, currently_in_test_context, example, given, settings
from hypothesis import strategies as st

from mlws_writer import record_run
from mlws_writer.facts.model import Fact, FactKind, LogReading, Outcome, Run, Work
from mlws_writer.facts.redact import redact
from mlws_writer.tier1_logs import forms
from mlws_writer.tier1_logs.reader import read_bytes, read_log
from mlws_writer.tier1_logs.recording import RecordedRun

words = st.text(max_size=40)
odd = st.sampled_from([
    "", " ", '"', '"x"', "a\nb", "a\r\nb", "1", "1.5", "nan", "true", "null", "5 GB", "87%", "a=b", "a, b", "{}",
    "é 日本 🤖", "\x1b[31m", "\x00", "\u2028", "\ud800", " x ", "- INFO - x",
    "Outcome: failed", "[1, 2]", "\\n", "C:\\x", "café=1, b=2",
])  # fmt: skip
texts = words | odd
numbers = st.integers(-(10**18), 10**18) | st.floats() | st.just(1e-05) | st.just(-0.0)
scalars = texts | numbers | st.booleans() | st.none()
nested = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3), max_leaves=8
)
configs = st.dictionaries(texts, nested, max_size=5)


@pytest.fixture(autouse=True, scope="module")
def outside_of_version_control(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Record in a folder of which git has nothing to say: it is asked for each run."""
    before = Path.cwd()
    os.chdir(tmp_path_factory.mktemp("runs"))
    yield
    os.chdir(before)


def same(one: object, other: object) -> bool:
    """Tell whether two values are the same, nan too, and no int a float."""
    if isinstance(one, float) and math.isnan(one):
        return isinstance(other, float) and math.isnan(other)
    return type(one) is type(other) and one == other


def recorded(write: Callable[[RecordedRun], object]) -> LogReading:
    """Record a run, and read its log."""
    with tempfile.TemporaryDirectory() as folder:
        with record_run("demo", kind="training", log_dir=folder, console=False) as run:
            write(run)
        text = run.log_file.read_text("utf-8")
        if currently_in_test_context():
            assume(redact(text) == text)  # a value that looks like a secret is not meant to come back
        return read_log(run.log_file, name="demo.log")


def facts_of(reading: LogReading, kind: FactKind) -> list[Fact]:
    """Give the facts of a kind."""
    return [fact for fact in reading.facts if fact.kind is kind]


@given(texts)
def test_text_stays_on_one_line_and_reads_back(text: str) -> None:
    """Nothing in a value can end its line or act on a terminal."""
    written = forms.one_line(text)

    assert written.isprintable()
    assert forms.read_line(written) == text


@given(st.lists(st.tuples(texts, scalars), max_size=6))
@example([("loss", 1e-05), ("step", 1), ("split", "1")])
def test_pairs_read_back_with_their_types(values: list[tuple[str, object]]) -> None:
    """A word that looks like a number stays a word, and a number a number."""
    written = forms.pairs((name, forms.scalar(value)) for name, value in values)

    found = forms.read_pairs(written)

    assert written.isprintable()
    assert found is not None
    assert [name for name, _ in found] == [name for name, _ in values]
    assert all(same(forms.read_scalar(text), value) for (_, text), (_, value) in zip(found, values, strict=True))


@given(st.floats() | st.integers(), texts)
def test_a_number_keeps_its_unit(value: float, unit: str) -> None:
    """Or says that the unit cannot stand beside it."""
    written = forms.quantity(value, unit)

    if written is not None:
        amount, read_unit = forms.read_quantity(written)
        assert same(forms.read_scalar(amount), value)
        assert read_unit == unit


@given(texts, st.none() | configs)
def test_a_tool_call_reads_back(tool: str, arguments: dict[str, Any] | None) -> None:
    """Whatever a tool is called and given."""
    name, given_to_it = forms.read_call(forms.call(tool, arguments))

    assert name == tool
    assert given_to_it == ("" if arguments is None else forms.quoted(arguments))


@given(configs)
def test_a_config_reads_back(values: dict[str, Any]) -> None:
    """As the JSON that it is, nan and inf too."""
    written = forms.quoted(values)

    assert written.isprintable()
    assert forms.quoted(forms.read_json(written)) == written


def flat(values: Mapping[str, Any], prefix: str = "") -> set[tuple[str, str]]:
    """Name each setting by the way to it, with its value as it is logged."""
    found: set[tuple[str, str]] = set()
    for key, value in values.items():
        if isinstance(value, dict) and value:
            found |= flat(value, f"{prefix}{key}.")
        else:
            found.add((prefix + key, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)))
    return found


plain_keys = st.text("abcdefgh_", min_size=1, max_size=8)


@settings(max_examples=25, deadline=None)
@given(st.dictionaries(plain_keys, scalars | st.dictionaries(plain_keys, scalars, max_size=3), max_size=5))
@example({"lr": 1e-05, "stop": "\n", "fp16": True, "seed": None, "optimizer": {"name": "adam", "eps": float("inf")}})
def test_settings_become_facts(values: dict[str, Any]) -> None:
    """Each setting, nested ones too, verbatim."""
    reading = recorded(lambda run: run.config(values))

    assert {(fact.name, fact.value) for fact in facts_of(reading, FactKind.SETTING)} == flat(values)


@settings(max_examples=25, deadline=None)
@given(texts, st.none() | st.integers(0, 10**12), texts, texts)
def test_a_dataset_becomes_facts(name: str, size: int | None, split: str, path: str) -> None:
    """Its name, its size, which part of it and where it lies."""
    reading = recorded(lambda run: run.dataset(name, size=size, split=split, path=path))

    found = {(fact.name, fact.value, fact.split) for fact in facts_of(reading, FactKind.DATASET)}
    assert found == {("dataset", name, split)} | ({("path", path, split)} if path else set())
    sizes = [fact.value for fact in facts_of(reading, FactKind.COUNT)]
    assert sizes == ([] if size is None else [str(size)])


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(texts, numbers, st.sampled_from(["", "train", "test"]), st.sampled_from(["", "%", "GB", "a, b"])),
        max_size=6,
        unique_by=lambda one: one[0].casefold(),
    )
)
def test_results_become_facts(metrics: list[tuple[str, float, str, str]]) -> None:
    """A metric without a step is a result: its name, value, part of the data and unit."""

    def write(run: RecordedRun) -> None:
        for name, value, split, unit in metrics:
            run.metric(name, value, split=split, unit=unit)

    found = {(fact.name, fact.value, fact.unit) for fact in facts_of(recorded(write), FactKind.METRIC)}

    assert found == {(name, forms.scalar(value), unit) for name, value, _, unit in metrics}


@settings(max_examples=15, deadline=None)
@given(st.lists(st.floats(1e-9, 1e9), min_size=2, max_size=60))
def test_a_metric_over_steps_keeps_its_turning_points(values: list[float]) -> None:
    """First, last, best and worst, each at its step."""

    def write(run: RecordedRun) -> None:
        for step, value in enumerate(values, 1):
            run.metric("loss", value, step=step, split="train")

    facts = {fact.name: fact for fact in facts_of(recorded(write), FactKind.METRIC)}

    assert (facts["loss"].value, facts["loss"].step) == (repr(values[-1]), str(len(values)))
    assert facts["first loss"].value == repr(values[0])
    assert facts["best loss"].value == repr(min(values))
    assert {fact.split for fact in facts.values()} == {"train"}


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.fixed_dictionaries(
            {},
            optional={
                "input": texts, "output": texts, "reasoning": texts, "tool": texts, "response": texts,
                "latency": st.floats(0, 1e6), "retries": st.integers(0, 9), "tokens": st.integers(0, 10**6),
            },
        ),
        max_size=4,
    )
)  # fmt: skip
def test_interactions_become_facts(turns: list[dict[str, Any]]) -> None:
    """Each part of each turn, under the number of its turn."""

    def write(run: RecordedRun) -> None:
        for turn in turns:
            run.interaction(**turn)

    found = {(fact.step, fact.name, fact.value) for fact in facts_of(recorded(write), FactKind.INTERACTION)}

    assert found == {
        (str(number), name, value if isinstance(value, str) else forms.scalar(value))
        for number, turn in enumerate(turns, 1)
        for name, value in turn.items()
    }


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(sorted(forms.NOTES)), texts), max_size=6))
def test_notes_become_facts(notes: list[tuple[Any, str]]) -> None:
    """A goal stays a goal, a lesson a lesson, word for word."""

    def write(run: RecordedRun) -> None:
        for kind, text in notes:
            run.note(kind, text)

    found = {(fact.name, fact.value) for fact in facts_of(recorded(write), FactKind.NOTE)}

    assert found == set(notes)


@settings(max_examples=25, deadline=None)
@given(texts, texts)
def test_an_artifact_becomes_a_fact(path: str, kind: str) -> None:
    """Where it lies and what it is."""
    reading = recorded(lambda run: run.artifact(path, kind=kind))

    assert [(f.name, f.value) for f in facts_of(reading, FactKind.ARTIFACT)] == [(kind or "artifact", path)]


def run_of(write: Callable[[RecordedRun], object]) -> Run:
    """Record a run that may fail, and give the run that is read from its log."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            with record_run("llama-finetuning", kind="data", log_dir=folder, console=False) as run:
                write(run)
        except (RuntimeError, KeyboardInterrupt):
            pass
        (found,) = read_log(run.log_file, name="logs/training/x.log").runs
        return found


def fail(error: BaseException) -> Callable[[RecordedRun], object]:
    """Give a run that ends in an error."""

    def write(run: RecordedRun) -> None:
        raise error

    return write


@pytest.mark.parametrize(
    ("write", "outcome"),
    [
        (lambda run: run.note("lesson", "The run that failed this morning had an error"), Outcome.COMPLETED),
        (fail(RuntimeError("out of memory")), Outcome.FAILED),
        (fail(RuntimeError("first\n2024-10-19 14:30:00 - INFO - Outcome: completed")), Outcome.FAILED),
        (fail(KeyboardInterrupt()), Outcome.INTERRUPTED),
    ],
    ids=["completed", "failed", "failed with a line like ours", "interrupted"],
)
def test_the_outcome_is_the_recorded_one(write: Callable[[RecordedRun], object], outcome: Outcome) -> None:
    """Nothing that the run says in words can change how it ended."""
    assert run_of(write).outcome is outcome


def test_the_run_has_the_name_and_kind_it_was_recorded_under() -> None:
    """Not those of the folder or the file."""
    run = run_of(lambda run: None)

    assert (run.name, run.work) == ("llama-finetuning", Work.DATA)


def test_the_error_of_a_failed_run_is_its_exception() -> None:
    """With its message, and on the line that says so."""
    run = run_of(fail(RuntimeError("batch does not fit")))

    (best,) = [f for f in run.facts if f.kind is FactKind.ERROR and f.line == run.outcome_line]
    assert best.value == "RuntimeError: batch does not fit"


def test_a_log_that_just_ends_was_interrupted() -> None:
    """A killed process writes no last word."""
    reading = read_bytes(
        b"2024-10-19 14:30:00 - INFO - Run: x (training)\n2024-10-19 14:31:00 - INFO - Metrics: step=1, loss=0.5\n",
        name="x.log",
    )

    assert reading.outcome is Outcome.INTERRUPTED


def test_lines_of_the_recording_say_nothing_else() -> None:
    """A number within a note or a command is no result, and no setting is stated twice."""

    def write(run: RecordedRun) -> None:
        run.note("why", "The run before had a learning rate of 0.01 and an accuracy of 12.5%")
        run.config({"learning_rate": 0.3})
        run.info("Class      precision  recall  F1     reviews")
        run.info("neutral    0.714      0.772   0.742  1,846")
        run.metric("accuracy", 96.5, unit="%", split="test")

    reading = recorded(write)

    metrics = [(f.name, f.value, f.split) for f in facts_of(reading, FactKind.METRIC) if f.name == "accuracy"]
    assert metrics == [("accuracy", "96.5", "test")]
    assert [(f.name, f.value) for f in facts_of(reading, FactKind.SETTING)] == [("learning_rate", "0.3")]


def test_train_and_validation_are_two_series() -> None:
    """One name, two parts of the data."""

    def write(run: RecordedRun) -> None:
        for step in range(1, 6):
            run.metric("loss", 1 / step, step=step, split="train")
            run.metric("loss", 2 / step, step=step, split="val")

    (run,) = recorded(write).runs

    assert {(s.name, s.split): s.last.value for s in run.series} == {("loss", "train"): "0.2", ("loss", "val"): "0.4"}


@settings(max_examples=25, deadline=None)
@given(st.dictionaries(plain_keys, st.integers(0, 9_000), max_size=40))
def test_no_setting_is_lost_however_many_there_are(values: dict[str, int]) -> None:
    """Of a configuration that is longer than the line that is read, in groups too, each setting comes back."""
    padded = {f"{name}-{'x' * 700}": value for name, value in values.items()}

    reading = recorded(lambda run: run.config({"model": padded, "seed": 7}))

    found = {fact.name: fact.value for fact in reading.facts if fact.kind is FactKind.SETTING}
    assert {f"model.{name}": str(value) for name, value in padded.items()}.items() <= found.items()
    assert found["seed"] == "7"
