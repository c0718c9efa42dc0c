"""How long a run says that it took."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlws_writer.facts.taken import span, taken
from mlws_writer.tier1_logs.reader import read_bytes
from mlws_writer.tier2_activity.summary import spell, summarize_run

COURSE = "{'loss': 0.5, 'epoch': 1.0}\n{'loss': 0.4, 'epoch': 2.0}\n{'loss': 0.3, 'epoch': 3.0}\n"


@pytest.mark.parametrize(
    ("line", "took"),
    [
        ("{'train_runtime': 3618.4, 'train_samples_per_second': 7.9, 'epoch': 3.0}", "1 h"),
        ("  train_runtime            = 1:00:18.40", "1 h"),
        ("Total time: 1:02:03", "1 h 2 min"),
        ("Total training time: 2.5 hours", "2 h 30 min"),
        ("Training complete in 62m 3s", "1 h 2 min"),
        ("Total time: 1 day, 2:03:04", "26 h 3 min"),
        ("Total time: 9001.2s", "2 h 30 min"),
    ],
)
def test_a_log_without_times_may_say_how_long_it_took(line: str, took: str) -> None:
    """In the words of whatever wrote it."""
    run = read_bytes(f"{COURSE}{line}\n".encode(), name="a.log").runs[0]

    assert summarize_run(run).took == took


@pytest.mark.parametrize(
    "line",
    [
        "{'eval_runtime': 9.8, 'eval_loss': 0.4}",
        "Total time: 3600",
        "Epoch 3 loss: 0.4 time: 12.3s",
        "#SBATCH --time=24:00:00",
        "walltime=24:00:00",
    ],
)
def test_what_is_no_time_of_all_of_it_is_none(line: str) -> None:
    """An evaluation, a number without a unit, a step, what was asked of a scheduler."""
    assert taken(read_bytes(f"{COURSE}{line}\n".encode(), name="a.log").runs[0]) is None


def test_times_on_the_lines_count_before_what_is_said() -> None:
    """They are of the whole run."""
    log = b"2024-11-05 10:00:00 - INFO - Start\n2024-11-05 10:20:00 - INFO - Total time: 15 minutes\n"

    assert summarize_run(read_bytes(log, name="a.log").runs[0]).duration == timedelta(minutes=20)


@given(st.integers(0, 400), st.integers(0, 23), st.integers(0, 59), st.integers(0, 59))
def test_a_time_that_is_written_in_parts_is_read_whole(days: int, hours: int, minutes: int, seconds: int) -> None:
    """Whatever its parts."""
    text = f"{days}d {hours}h {minutes} min and {seconds} seconds of work"

    assert span(text) == timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)


@given(st.text())
def test_any_text_has_a_length_of_time_or_none(text: str) -> None:
    """Without an exception."""
    assert (span(text) or timedelta()) >= timedelta()


@given(st.integers(0, 10_000_000))
def test_a_time_is_rounded_to_what_is_written_of_it(seconds: int) -> None:
    """And not cut: 59 s over the minute are a minute."""
    said = span(spell(timedelta(seconds=seconds)))

    assert said is not None
    slack = 0 if seconds < 600 else 30 if seconds < 172_770 else 1830
    assert abs(said.total_seconds() - seconds) <= slack
