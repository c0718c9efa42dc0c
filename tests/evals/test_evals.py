"""Prompt evals: cases, scorers, report."""

import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from mlws_writer import evals
from mlws_writer.errors import UsageError
from mlws_writer.evals.cases import Case, Played, load_cases, play
from mlws_writer.evals.report import Report
from mlws_writer.evals.scorers import SCORERS, score


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> tuple[Report, Path]:
    """Play two of the cases, once for all tests."""
    junit = tmp_path_factory.mktemp("junit") / "evals.xml"
    return evals.run(cases=("entry-busy-day", "entry-careless-numbers"), junit=junit), junit


@pytest.fixture
def case() -> Case:
    """Load a case without playing it."""
    return load_cases(("entry-careless-numbers",))[0]


def test_there_are_cases_for_each_kind_of_log_and_document():
    """At least eight, over experiments, training and agents."""
    cases = load_cases()

    folders = {name.split("/")[0] for case in cases for name in case.logs}
    assert len(cases) >= 8
    assert folders == {"experiments", "training", "agents"}
    assert {case.kind for case in cases} == {"entry", "session", "ideas"}
    assert all(case.replies_are for case in cases)


def test_the_report_passes_where_every_case_reaches_its_bar(report: tuple[Report, Path]):
    """The table says how many."""
    graded, _ = report

    assert graded.passed
    assert "2 of 2 cases at their bar; answered by recorded replies" in graded.table()


def test_the_report_is_json_and_junit_too(report: tuple[Report, Path]):
    """For programs and CI systems."""
    graded, junit = report

    told = json.loads(graded.json())
    suite = ElementTree.fromstring(junit.read_text())

    assert [case["passed"] for case in told["cases"]] == [True, True]
    assert suite.attrib["tests"] == "2"
    assert suite.attrib["failures"] == "0"


def test_a_careless_reply_is_not_published(case: Case):
    """The numbers that the model made up are nowhere in the entry."""
    played = play(case)

    assert not any(text in played.text for text in case.must_not)
    assert len(played.published) < played.wanted


def test_a_document_that_lacks_a_fact_falls_below_its_bar(case: Case):
    """With a finding that says what is missing."""
    wanting = replace(case, must=("not in any log",))

    graded = Report(((wanting, score(wanting, play(wanting))),), "recorded replies")

    assert not graded.passed
    assert "missing: not in any log" in graded.table()


def test_every_scorer_can_find_fault(case: Case):
    """None of them always says yes."""
    bad = Played(
        text="## 2001-01-01\n\n### Experiments\n\n" + "- {{F1}} five points\n" * 30,
        runs=play(case).runs,
        wanted=4,
        published=("Accuracy rose to 99.9% because of the moon.",),
    )
    demanding = replace(case, by_model=1.0, sections={"Models": ("x",)})

    found = {s.scorer: s.value for s in score(demanding, bad)}

    assert set(found) == {scorer.__name__ for scorer in SCORERS}
    assert all(value < 1 for value in found.values()), found


def test_an_unknown_case_is_an_error_that_lists_the_known():
    """So that the next try succeeds."""
    with pytest.raises(UsageError) as error:
        load_cases(("nope",))
    assert "entry-busy-day" in error.value.fix
