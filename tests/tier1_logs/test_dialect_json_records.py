# ruff: noqa: E501 - logs stand here as they are printed
"""JSON-lines records of Python loggers and structlog."""

import json
from typing import Any

from mlws_writer.facts.model import FactKind, Outcome, Run
from mlws_writer.tier1_logs.reader import read_bytes

TRACEBACK = 'Traceback (most recent call last):\n  File "t.py", line 3, in run\n    fit(x)\nValueError: Input contains NaN, "inf" or worse'
FOLDS = [{"event": "fold done", "level": "info", "fold": fold, "auc": 0.97 + fold / 1000} for fold in range(1, 6)]
BEGUN = {
    "event": "run started",
    "level": "info",
    "model": "xgboost",
    "dataset": "fraud-2024",
    "config": {"max_depth": 6},
}


def read(*records: dict[str, Any]) -> Run:
    """Return the one run of a log."""
    stamped = [{"timestamp": f"2025-03-01T12:{minute:02d}:00Z", **record} for minute, record in enumerate(records)]
    (run,) = read_bytes("".join(json.dumps(record) + "\n" for record in stamped).encode(), name="run.jsonl").runs
    return run


def test_an_exception_inside_the_last_record_fails_the_run() -> None:
    """Its last line says what went wrong, as it stands in the log."""
    run = read(BEGUN, *FOLDS, {"event": "fold 6 failed", "level": "error", "exception": TRACEBACK})

    assert run.outcome is Outcome.FAILED
    assert run.outcome_text == r"ValueError: Input contains NaN, \"inf\" or worse"
    assert any(one.kind is FactKind.ERROR and one.name == "ValueError" for one in run.facts)


def test_an_exception_that_was_survived_is_an_error_not_the_end() -> None:
    """Records after it show that the run went on."""
    done = {"event": "run finished", "level": "info", "mean_auc": 0.973}
    run = read(BEGUN, {"event": "retry", "level": "warning", "exc_info": TRACEBACK}, *FOLDS, done)

    assert run.outcome is Outcome.COMPLETED
    assert any(one.kind is FactKind.ERROR and one.name == "ValueError" for one in run.facts)


def test_all_else_in_records_is_the_general_readers() -> None:
    """Model, data, settings and results of JSON lines need no dialect."""
    values = {one.name: one.value for one in read(BEGUN, *FOLDS).facts}

    said = (values["model"], values["dataset"], values["max_depth"], values["fold 5 auc"])
    assert said == ("xgboost", "fraud-2024", "6", "0.975")
