"""The result that a day leads with: what the test data gave before what was seen while training."""

import pytest

from mlws_writer.tier1_logs.reader import read_bytes
from mlws_writer.tier2_activity.leading import achievement
from mlws_writer.tier2_activity.summary import Summary, summarize_run

TRAINING = """2025-02-03 10:00:00 - INFO - Run: leaf-net (training)
2025-02-03 10:00:00 - INFO - Model: resnet18
2025-02-03 10:01:00 - INFO - Epoch 1: loss=0.9 val_accuracy=0.80
2025-02-03 10:02:00 - INFO - Epoch 2: loss=0.5 val_accuracy=0.88
{more}2025-02-03 10:03:00 - INFO - Artifact: models/leaf-net.pt, kind=model
2025-02-03 10:03:01 - INFO - Outcome: completed
"""
OTHER = """2025-02-03 11:00:00 - INFO - Run: {name} (experiment)
2025-02-03 11:00:00 - INFO - Model: {model}
2025-02-03 11:00:00 - INFO - Dataset: leaves, size=20{split}
2025-02-03 11:01:00 - INFO - Metric: {metric}
2025-02-03 11:01:01 - INFO - Outcome: completed
"""


def of(log: str) -> Summary:
    """Read the run of a log."""
    return summarize_run(read_bytes(log.encode(), name="logs/run.log").runs[0])


def leads(more: str = "", **other: str) -> tuple[str, str]:
    """Give the run and the value that lead where a training is the main work, with one other run beside it."""
    known = {"name": "leaf-check", "model": "models/leaf-net.pt", "split": "", "metric": "accuracy=0.85"} | other
    found = achievement([of(TRAINING.format(more=more))], [of(OTHER.format(**known))])
    assert found is not None
    return found[0].run.name, found[1].facts[0].value


@pytest.mark.parametrize(
    "other",
    [{"split": ", split=test"}, {"name": "leaf-test"}, {"metric": "test_accuracy=0.85"}, {"split": ", path=test.csv"}],
)
def test_another_run_on_the_test_data_leads(other: dict[str, str]):
    """Whichever way its log says that the data was the test data."""
    assert leads(**other)[1] == "0.85"


@pytest.mark.parametrize(
    "other",
    [
        {"split": ", split=val"},
        {"name": "leaf-test", "model": "models/oak-net.pt"},
        {"name": "leaf-test", "metric": "mae=0.3"},
        {"name": "leaf-test", "metric": "val_accuracy=0.85"},
    ],
)
def test_what_is_no_test_of_the_same_thing_does_not_lead(other: dict[str, str]):
    """Validation data, another model, another measure."""
    assert leads(**other) == ("leaf-net", "0.88")


def test_a_training_that_tests_itself_leads_with_its_test():
    """Before another run's."""
    assert leads("2025-02-03 10:02:30 - INFO - test_accuracy=0.86\n", name="leaf-test") == ("leaf-net", "0.86")
