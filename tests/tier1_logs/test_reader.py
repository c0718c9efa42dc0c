"""What the reader makes of logs written for these tests."""

from mlws_writer.facts.model import FactKind, Outcome, Work
from mlws_writer.tier1_logs.digest import digest
from mlws_writer.tier1_logs.reader import read_bytes

SENTIMENT = b"""2024-10-19 14:30:00 - INFO - Model: llama3.1:8b
2024-10-19 14:30:00 - INFO - Config: {temperature: 0.3, max_tokens: 100}
2024-10-19 14:30:01 - INFO - Goal: Find the temperature that leaves fewest answers unparsed
2024-10-19 14:30:14 - INFO - Batch 1/2 complete (14.2s, 7.0 tokens/sec)
2024-10-19 14:30:28 - INFO - Batch 2/2 complete (14.0s, 7.1 tokens/sec)
2024-10-19 14:30:29 - INFO - Accuracy: 87.3%, F1: 0.852
2024-10-19 14:30:29 - INFO - Results saved: results/20241019-sentiment-analysis/
2024-10-19 14:30:30 - INFO - Experiment completed
"""


def test_a_log_of_the_method_is_read_whole() -> None:
    """Model, settings, goal, results, artefact, times, name, kind of work and outcome come from the plain forms."""
    reading = read_bytes(SENTIMENT, name="logs/experiments/20241019-143000-sentiment-analysis.log")

    (run,) = reading.runs
    said = {(fact.kind, fact.name, fact.value) for fact in run.facts}
    assert {
        (FactKind.MODEL, "Model", "llama3.1:8b"),
        (FactKind.SETTING, "temperature", "0.3"),
        (FactKind.METRIC, "Accuracy", "87.3"),
        (FactKind.METRIC, "F1", "0.852"),
        (FactKind.NOTE, "goal", "Find the temperature that leaves fewest answers unparsed"),
    } <= said
    assert (run.name, run.work, run.outcome) == ("sentiment-analysis", Work.EXPERIMENT, Outcome.COMPLETED)
    assert str(run.started) == "2024-10-19 14:30:00"


def test_the_digest_keeps_to_its_budget() -> None:
    """Rows never cost more than asked for, and the outcome is that of the last run."""
    made = digest([read_bytes(SENTIMENT, name="run.log")], budget=60)

    assert made.rows
    assert made.tokens <= 60
    assert made.outcome is Outcome.COMPLETED
