"""The demo really trains, and says only what came out."""

import re
from pathlib import Path

import pytest

from mlws_writer.facts.derive import contrasts
from mlws_writer.facts.model import FactKind, Outcome, Run
from mlws_writer.tier1_logs.reader import read_log
from mlws_writer.workspace.demo import RATES, run_demo


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> list[Run]:
    """Run the demo once, and read its logs."""
    folder = tmp_path_factory.mktemp("demo")
    last = run_demo(folder)
    logs = sorted(folder.rglob("*.log"), key=lambda log: log.stat().st_mtime_ns)
    assert logs[-1] == last
    return [run for log in logs for run in read_log(log).runs]


def test_it_trains_once_for_each_learning_rate(runs: list[Run]) -> None:
    """Each run is whole, and its loss falls."""
    assert len(runs) == len(RATES)
    assert {run.outcome for run in runs} == {Outcome.COMPLETED}
    for run in runs:
        (loss,) = [s for s in run.series if (s.name, s.split) == ("loss", "")]
        assert float(loss.last.value) < float(loss.first.value)


def test_the_runs_differ_in_one_setting(runs: list[Run]) -> None:
    """So that a comparison says something."""
    (contrast,) = contrasts(runs)

    assert contrast.setting == "learning_rate"


def test_the_insight_states_the_results(runs: list[Run]) -> None:
    """The percentages in the note are those of the two runs."""
    accuracies = [f.value for run in runs for f in run.facts if f.kind is FactKind.METRIC and f.name == "accuracy"]

    (insight,) = [f.value for run in runs for f in run.facts if f.kind is FactKind.NOTE and f.name == "insight"]

    assert re.findall(r"([\d.]+)%", insight) == accuracies


def test_nothing_is_written_but_the_logs(tmp_path: Path) -> None:
    """The folder holds two logs and nothing else."""
    run_demo(tmp_path)

    assert {path.suffix for path in tmp_path.rglob("*") if path.is_file()} == {".log"}
    assert len(list(tmp_path.rglob("*.log"))) == len(RATES)
