"""What a day was about: the piece of work that it leads with, and the result."""

from collections.abc import Sequence

from mlws_writer.facts.derive import contrasts
from mlws_writer.tier1_logs.reader import read_bytes
from mlws_writer.tier2_activity.day import DayRun
from mlws_writer.tier2_activity.day_line import day_line
from mlws_writer.tier2_activity.leading import achievement, leading, pieces
from mlws_writer.tier2_activity.summary import Summary, summarize_run

SIDE = ("regressor", "Metric: test_mae=0.58")


def runs(*each: Sequence[str]) -> list[Summary]:
    """Summarize the runs of a day: their names and their lines."""
    found = []
    for number, (name, *lines) in enumerate(each):
        end = () if any(line.startswith("Outcome") for line in lines) else ("Outcome: completed",)
        said = (f"Run: {name} (training)", *lines, *end)
        text = "".join(f"2024-11-05 {9 + number:02}:00:{n:02} - INFO - {line}\n" for n, line in enumerate(said))
        found.append(summarize_run(read_bytes(text.encode(), name=f"{number}.log").runs[0]))
    return found


def lead(*each: Sequence[str], noted: Sequence[str] = ()) -> str:
    """Name the run and the result that such a day leads with."""
    found = runs(*each)
    chosen = leading(pieces(found, contrasts([s.run for s in found])), noted)
    told = achievement(chosen) if chosen else None
    return f"{told[0].run.name}: {told[1].name} {told[1].facts[0].shown}" if told else ""


def test_what_was_tried_again_and_used_leads() -> None:
    """Not the result that weighs most by its name."""
    made = ("parser", "Metric: val_accuracy=88%", "Saved: models/parser")

    assert lead(SIDE, made, ("demo", "Model: models/parser", "Metric: latency=3 s")) == (
        "parser: validation accuracy 88%"
    )
    assert lead(("parser", "Outcome: failed"), SIDE, ("parser", "Metric: val_accuracy=88%")).startswith("parser")


def test_of_equals_that_leads_of_which_the_notes_speak() -> None:
    """Those of other logs, and those of the journal."""
    tagger = ("tagger", "Metric: val_accuracy=88%")

    assert lead(SIDE, tagger, ("demo", "Insight: the tagger is good enough")).startswith("tagger")
    assert lead(SIDE, tagger, noted=["The tagger goes live"]).startswith("tagger")
    assert lead(tagger, SIDE, noted=["The regressor goes live"]).startswith("regressor")


def test_of_one_piece_of_work_the_run_that_did_best_leads() -> None:
    """By its comparisons, in the metric of which more is better."""
    tries = [
        ("tagger", f'Config: {{"lr": {lr}, "epochs": 2}}', f"Metric: val_loss={loss}", f"Metric: val_accuracy={score}%")
        for lr, loss, score in ((0.1, 0.5, 80), (0.2, 0.4, 85), (0.3, 0.6, 70))
    ]

    assert lead(*tries, SIDE) == "tagger: validation accuracy 85%"


def test_the_line_of_the_day_leads_with_it() -> None:
    """As its session does."""
    found = runs(SIDE, ("tagger", "Outcome: failed"), ("tagger", "Metric: val_accuracy=88%"))
    line = day_line([DayRun(summary, "x") for summary in found])

    assert line is not None
    assert line.lead is not None
    assert line.lead[0].summary is found[2]


def test_a_day_on_which_nothing_came_of_anything_leads_with_nothing() -> None:
    """No run, or none that measured something."""
    assert not lead()
    assert not lead(("tagger", "Outcome: failed"), ("demo", "Outcome: failed"))
