"""A run that tries several values of a setting: each is told, the chosen one above all, and none as where it ended."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from mlws_writer.facts.model import Run
from mlws_writer.facts.results import settings
from mlws_writer.facts.sweeps import Sweep, sweep
from mlws_writer.tier1_logs.reader import read_bytes
from mlws_writer.tier2_activity.summary import summarize_run
from mlws_writer.workspace.layout import Workspace
from mlws_writer.workspace.sessions import SessionOrder, draft
from mlws_writer.workspace.settings import Settings

DAY = date(2024, 11, 5)
COURSE = (("0.4", "0.90", "0.98"), ("0.5", "0.91", "0.95"), ("0.6", "0.95", "0.87"), ("0.7", "0.95", "0.78"))
JSON = "".join(
    f'{{"ts": "2024-11-05T13:3{n}:00Z", "step": {n}, "cutoff": {at}, "precision": {p}, "kept": {kept}}}\n'
    for n, (at, p, kept) in enumerate(COURSE)
)
TABLE = "threshold | precision | recall\n" + "".join(f"{' | '.join(row)}\n" for row in COURSE)
PAIRS = "".join(f"temperature={at} accuracy={p} latency={kept}s\n" for at, p, kept in COURSE)


def read(log: str) -> Run:
    """Read the run of a log."""
    return read_bytes(log.encode(), name="logs/experiments/sweep.log").runs[0]


def tried(log: str) -> Sweep:
    """Find the sweep of a log."""
    found = sweep(read(log))
    assert found is not None
    return found


@pytest.mark.parametrize(("log", "setting"), [(JSON, "cutoff"), (TABLE, "threshold"), (PAIRS, "temperature")])
def test_each_value_of_a_setting_has_its_row(log: str, setting: str) -> None:
    """In whatever form the log has it, with what is no known metric, and also where two rows measured the same."""
    found = tried(log)

    assert found.setting == setting
    assert [(row[0].step, *(point.value for point in row)) for row in found.rows] == list(COURSE)


@pytest.mark.parametrize(
    "log",
    [
        "".join(f"epoch {n} temperature={at} accuracy={p}\n" for n, (at, p, _) in enumerate(COURSE)),
        "".join(f"step {n} beta=0.{n} alpha=0.{n} loss: {p}\n" for n, (_, p, _) in enumerate(COURSE)),
        "".join(f"threshold=0.5 precision={p}\n" for _, p, _ in COURSE),
        "".join(f"threshold={at} alpha={p} precision={p}\n" for at, p, _ in COURSE),
    ],
)
def test_what_is_set_anew_as_it_goes_on_is_no_sweep(log: str) -> None:
    """Nor is a setting that stays, and two at once have no row by one of them."""
    assert sweep(read(log)) is None


def test_a_setting_that_is_swept_is_set_to_none_of_its_values() -> None:
    """The first one is no setting of the run."""
    assert "temperature" not in settings(read(PAIRS))


def test_the_result_of_a_sweep_is_told_by_its_ends() -> None:
    """An arrow between them would read as a course."""
    result = summarize_run(read(TABLE)).results[0]

    assert (result.name, result.value) == ("precision", "0.90 at threshold 0.4 and 0.95 at 0.7")


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("The router goes live with a threshold of 0.6", "0.6"),
        ("Threshold 0.60 from now on", "0.6"),
        ("It goes live at 0.6", ""),
        ("A threshold of 0.55", ""),
        ("A threshold between 0.5 and 0.6", ""),
    ],
)
def test_the_chosen_value_is_the_one_that_a_decision_names_beside_the_setting(text: str, step: str) -> None:
    """One that was tried, and one alone."""
    assert [point.step for point in tried(TABLE).at(text)[:1]] == ([step] if step else [])


@pytest.fixture
def session(tmp_path: Path) -> Callable[[str], str]:
    """Draft the session of a day with one sweep."""

    def write(log: str) -> str:
        path = tmp_path / "logs/experiments/20241105-133000-cutoffs.log"
        path.parent.mkdir(parents=True)
        path.write_text(log)
        found = Workspace(tmp_path, Settings(model="none"), UTC, datetime(2024, 11, 6, 9, tzinfo=UTC))
        done = draft(found, SessionOrder((DAY,), model="none"))
        assert done.path is not None
        return done.path.read_text()

    return write


def test_a_session_tells_each_value_and_the_chosen_one(session: Callable[[str], str]) -> None:
    """Each row leads to its own line of the log."""
    text = session(
        "2024-11-05 13:30:00 - INFO - Run: cutoffs (experiment)\n"
        + "".join(f"2024-11-05 13:3{n}:00 - INFO - cutoff={at} precision={p}\n" for n, (at, p, _) in enumerate(COURSE))
        + "2024-11-05 13:38:00 - INFO - Decision: Sort by hand below a cutoff of 0.6\n"
        "2024-11-05 13:38:01 - INFO - Outcome: completed\n"
    )

    assert "| [cutoffs](../../logs/experiments/20241105-133000-cutoffs.log#L4) | 0.6, chosen | 0.95 |" in text
    assert "precision 0.95 at the chosen cutoff of 0.6 (0.90 at 0.4 and 0.95 at 0.7)" in text
    assert text.count("cutoffs](../../logs") == len(COURSE)
    assert "0.90 → 0.95" not in text


def test_of_a_long_sweep_the_ends_the_best_and_the_chosen_one_are_told(session: Callable[[str], str]) -> None:
    """And some between, so that the table can be read."""
    rows = [f"k={n} recall={0.5 + 0.01 * (30 - abs(n - 23)):.3f}\n" for n in range(1, 41)]
    text = session("".join(rows) + "Decision: k = 17\nDone\n")
    told = [line.split(" | ")[1] for line in text.split("\n") if line.startswith("| [cutoffs]")]

    assert {"1", "17, chosen", "23", "40"} <= set(told)
    assert len(told) <= 12
