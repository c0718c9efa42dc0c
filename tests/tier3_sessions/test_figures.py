"""Figures of a session: what they show, to whom, and in which bytes."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlws_writer.facts.model import Better, Citation, Fact, FactKind, Outcome, Point, Run, Series, Work
from mlws_writer.tier2_activity.summary import summarize_run
from mlws_writer.tier3_sessions import svg
from mlws_writer.tier3_sessions.figures import figures
from mlws_writer.tier3_sessions.svg import Figure

START = datetime(2024, 10, 19, 14)


def series(values: Sequence[str], name: str = "loss", steps: Sequence[str] = (), first: int = 1) -> Series:
    """Make a series whose values stand on lines of their own."""
    counted = steps or [str(n) for n in range(1, len(values) + 1)]
    points = tuple(Point(s, v, first + n) for n, (s, v) in enumerate(zip(counted, values, strict=True)))
    ranked = sorted((p for p in points if re.fullmatch(r"-?[\d.]+", p.value)), key=lambda p: float(p.value)) or points
    return Series(
        "r", name, len(values), points[0], points[-1], ranked[0], ranked[-1], points, better=Better.LOWER
    )  # fmt: skip


def run(*held: Series, name: str = "tickets", launch: int = 1, hour: int = 14, accuracy: str = "") -> Run:
    """Make a training of half an hour."""
    start = START.replace(hour=hour)
    cited = Citation(f"logs/training/{name}.log", 90)
    facts = (Fact("f", name, FactKind.METRIC, "accuracy", accuracy, cited, weight=0.9),) if accuracy else ()
    return Run(
        f"{name}/{launch}", f"logs/training/{name}.log", launch, name, Work.TRAINING, launch, 99, Outcome.COMPLETED,
        started=start, ended=start + timedelta(minutes=30), facts=facts, series=held,
    )  # fmt: skip


def drawn(*runs: Run) -> tuple[Figure, ...]:
    """Draw the figures of some runs."""
    return figures([summarize_run(each) for each in runs])


def test_a_curve_shows_its_best_and_says_it_in_words() -> None:
    """For those who see the picture, and for those who do not."""
    (figure,) = drawn(run(series(["0.9", "0.5", "0.3", "0.4", "0.45"])))

    root = ElementTree.fromstring(figure.svg)
    assert figure.words == "Loss of tickets: loss: 0.9 → 0.45, best 0.3 at 3."
    assert root.findtext("{http://www.w3.org/2000/svg}desc") == figure.words
    assert figure.svg.count('r="4"') == 1


def test_training_and_validation_share_a_chart() -> None:
    """On the steps of the one that was logged more often."""
    trained = series(["9", "7", "5", "4", "3", "2"], steps=["10", "20", "30", "40", "50", "60"])
    validated = series(["8", "6"], name="val_loss", steps=["1", "2"], first=3)

    (figure,) = drawn(run(trained, validated))

    assert "validation loss: 8 → 6" in figure.words
    assert figure.svg.count('<polyline class="c1') == 2  # in the legend and in the chart


@pytest.mark.parametrize("values", [["1", "2", "3", "4"], ["nan"] * 9, []])
def test_what_is_read_faster_is_not_drawn(values: list[str]) -> None:
    """Fewer than five points are no figure, nor is what is no number."""
    assert drawn(run(*([series(values)] if values else []))) == ()


def test_work_that_began_anew_is_marked() -> None:
    """Where the steps go back, and where a log holds a second launch."""
    back = series(["9", "8", "7", "8", "7", "6"], steps=["1", "2", "3", "2", "3", "4"])

    (figure,) = drawn(run(back))
    (joined,) = drawn(run(series(["9", "8", "7"])), run(series(["6", "5", "4"], first=50), launch=2))

    assert "begun again once" in figure.words
    assert "begun again" in ElementTree.fromstring(figure.svg).itertext()
    assert "begun again once" in joined.words


@pytest.mark.parametrize("steps", [["1", "2"] * 5, ["1", "2", "3", "4", "5", "6", "7", "8", "9", "2"]])
def test_steps_within_an_epoch_are_no_new_beginning(steps: list[str]) -> None:
    """Nor is a last line that names an earlier step, as that of the best."""
    (figure,) = drawn(run(series([str(20 - n) for n in range(10)], steps=steps)))

    assert "begun again" not in figure.words
    assert "values, in the order of the log" in figure.svg


def test_runs_that_followed_the_same_measure_share_a_chart() -> None:
    """It is not drawn a second time for each of them; the launches of one log are one run."""
    one = run(series(["9", "8", "7", "6", "5"]), name="one")
    two = [run(series(["9", "8", "7"]), name="two"), run(series(["6", "5"], first=50), name="two", launch=2)]

    (figure,) = [each for each in drawn(one, *two) if each.name != "day"]

    assert figure.words.startswith("Loss of 2 runs: one: 9 → 5; two")


def test_five_runs_are_compared_and_their_day_is_drawn() -> None:
    """The best comes first; four runs are read faster in the table."""
    runs = [run(name=f"try-{n}", hour=8 + n, accuracy=f"{80 + n}%") for n in range(5)]

    day, compared = drawn(*runs)

    assert compared.words.startswith("Accuracy of 5 runs: try-4 84%, try-3 83%")
    assert day.words.startswith("5 runs between 08:00 and 12:30: try-0 from 08:00 to 08:30")
    assert [figure.name for figure in drawn(*runs[:4])] == ["day"]


def test_no_two_figures_have_the_same_file() -> None:
    """Names of runs may be alike for longer than the name of a file is."""
    alike = "a-training-with-a-very-long-name-that-says-all-of-its-settings-and-ends-in-"
    both = [series(["9", "8", "7", "6", "5"]), series(["9", "8", "7", "6", "5"], name="val_loss")]

    found = drawn(run(*both, name=f"{alike}one"), run(*both, name=f"{alike}two"))

    assert len({figure.file("x") for figure in found}) == len(found) > 2


def test_the_largest_figure_is_small() -> None:
    """400 points are kept of the longest series; five of them in one chart are less than 40 KB."""
    held = [series([f"{n * 7919 % 10007}.{k}" for n in range(400)], name=f"part_{'abcdefg'[k]}_loss") for k in range(7)]

    found = drawn(run(*held))

    assert found
    assert all(len(svg.sealed(figure.svg)) < 40_000 for figure in found)


@given(
    st.lists(st.one_of(st.floats().map(str), st.sampled_from(["1e999", "-0.0", "87%", "1,024", "x"])), max_size=30),
    st.text(max_size=20),
)
def test_whatever_a_log_holds_a_figure_is_xml_and_always_the_same(values: list[str], name: str) -> None:
    """Names and values are words of others."""
    held = run(*([series(values, name="loss")] if values else []), name=f"a{name}")

    first, second = drawn(held), drawn(held)

    assert first == second
    assert all(ElementTree.fromstring(figure.svg) is not None for figure in first)
    assert not any(re.search(r'="[^"]*(?:nan|inf)', figure.svg.split("</style>")[1]) for figure in first)


@given(st.binary(min_size=1, max_size=20), st.integers(0, 400))
def test_a_picture_that_was_changed_is_known(added: bytes, at: int) -> None:
    """Its last line is a digest of the others."""
    raw = svg.sealed(svg.picture(20, "a", "b", ["<g/>"]))

    assert svg.is_sealed(raw)
    assert not svg.is_sealed(raw[:at] + added + raw[at:])
