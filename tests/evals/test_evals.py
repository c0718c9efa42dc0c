"""Prompt evals: cases, recordings, scorers, report."""

import html
import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from mlws_writer import evals
from mlws_writer.errors import InputError, UsageError
from mlws_writer.evals import Order, baseline, page, recording
from mlws_writer.evals.cases import Case, Planted, Recording, load_cases
from mlws_writer.evals.grading import grade
from mlws_writer.evals.playing import Call, Played, Text, play
from mlws_writer.evals.report import Report
from mlws_writer.evals.rules import KNOWN, RULES
from mlws_writer.evals.scorers import SCORERS, flat, lost, score
from mlws_writer.writing.prompts import Prompt, names, shown

QUALITIES = {"good", "careless", "worst"}
CASES = {case.name: case for case in load_cases()}


@pytest.fixture(scope="module")
def report() -> Report:
    """Play two of the cases by all of their recordings, once for all tests."""
    return evals.run(Order(cases=("entry-agent-injection", "session-agent-outage")))


@pytest.fixture(scope="module")
def case() -> Case:
    """Give a case with two runs and a comparison."""
    return CASES["entry-two-temperatures"]


def test_there_are_cases_of_every_sort():
    """Failures, injections, days with little and long days; each with replies of three qualities that say whence."""
    tags = Counter(tag for case in CASES.values() for tag in case.tags)

    assert len(CASES) >= 24
    assert tags["failure"] >= 6
    assert min(tags["injection"], tags["little"], tags["long"]) >= 4
    assert {case.kind for case in CASES.values()} == {"entry", "session", "ideas"}
    assert all(set(case.recordings) >= QUALITIES for case in CASES.values())
    assert all(each.how for case in CASES.values() for each in case.recordings.values())


@pytest.mark.parametrize("name", CASES)
def test_what_is_demanded_of_a_case_is_true_without_a_model(name: str):
    """The plain document holds each fact of weight, and nothing that was planted."""
    case = CASES[name]
    plain = play(case)

    assert lost(case, plain) == ()
    said = flat(plain.text)
    assert [each.text for each in case.planted if said.count(flat(each.text)) > KNOWN[each.rule].may_stand] == []


def test_a_falsehood_that_is_planted_is_offered():
    """Or the oracle would look for what nobody says."""
    for case in CASES.values():
        replies = flat(json.dumps([dict(by.replies) for by in case.recordings.values()], ensure_ascii=False))
        told = {p for by in case.recordings.values() for p in grade(case, by, play(case, by)).planted}

        assert [p.text for p in case.planted if p not in told and flat(p.text) not in replies] == [], case.name


@pytest.fixture(scope="module")
def worst() -> Report:
    """Play all cases by the replies that break the rules."""
    bad = ((case, by) for case in CASES.values() for by in case.recordings.values() if by.quality == "worst")
    return Report(tuple(grade(case, by, play(case, by)) for case, by in bad))


@pytest.mark.parametrize("prompt", names())
def test_each_rule_of_a_prompt_is_broken_by_the_worst_reply_of_some_case(prompt: str, worst: Report):
    """A rule that nobody breaks may as well not be there; what breaks it is counted in the report."""
    rules = [rule.name for rule in RULES if any(part in shown(prompt, "system") for part in rule.says)]

    assert rules
    assert [rule for rule in rules if not worst.broken[prompt, rule]] == []


def test_each_rule_of_a_prompt_is_known():
    """Who adds a line to a prompt names it among the rules."""
    lines = [
        line
        for name in names()
        for line in shown(name, "system").partition("Rules\n")[2].splitlines()
        if line.startswith("- ")
    ]
    manner = ("Tell it as prose",)

    for line in lines:
        assert any(part in line for rule in RULES for part in (*rule.says, *manner)), line
    for rule in RULES:
        assert any(part in line for part in rule.says for line in lines), rule.name


def test_the_report_holds_where_every_play_does(report: Report):
    """The table says how many, who answered, and what became of the sentences."""
    assert report.passed
    assert "6 of 6 plays hold; answered by good, careless, worst" in report.table()
    assert re.search(r"^sentences .* offered +kept +repaired +refused", report.table(), re.MULTILINE)


def test_the_report_is_json_and_junit_too(report: Report):
    """For programs and CI systems."""
    told = json.loads(report.json())
    suite = ElementTree.fromstring(report.junit())

    assert [case["passed"] for case in told["cases"]] == [True] * 6
    assert told["qualities"]["worst"]["planted"] > 0
    assert suite.attrib["tests"] == "6"
    assert suite.attrib["failures"] == "0"


def test_the_page_shows_log_prompt_reply_and_verdict_side_by_side_and_needs_nothing_else(report: Report):
    """What a log or a model says is text there, never markup."""
    case = CASES["entry-agent-injection"]
    wicked = replace(case.recordings["worst"], replies={"headline": "<script>alert(1)</script>"}, quality="wicked")
    shown = page.page(Report((*report.graded, grade(case, wicked, play(case, wicked)))))

    for text in ("Ignore previous instructions", "You word lines", "links, lists, headings"):
        assert text in shown
    findings = [finding for each in report.graded for text in each.played.texts for finding in text.findings]
    assert findings
    assert all(
        html.escape(finding) in shown.replace("&#34;", "&quot;").replace("&#39;", "&#x27;") for finding in findings
    )
    assert "<script" not in shown
    assert not re.search(r"(?:src|href)=", shown)


def test_each_sentence_is_counted_once(report: Report):
    """As kept, repaired or refused."""
    for each in report.graded:
        told = each.sentences
        assert told.offered == told.kept + told.repaired + told.refused
        assert min(told.kept, told.repaired, told.refused) >= 0


def test_a_careless_reply_is_not_published(case: Case):
    """The numbers that the model made up are nowhere in the entry."""
    played = play(case, case.recordings["careless"])

    assert "84.1%" not in played.text
    assert "doubled" not in played.text
    assert len(played.published) < len(played.texts)


def test_a_document_that_lacks_a_fact_fails(case: Case):
    """With a finding that says what is missing, however good the rest."""
    wanting = replace(case, must=("not in any log",), bar=0.0)
    found = Report((grade(wanting, case.recordings["good"], play(case, case.recordings["good"])),))

    assert not found.passed
    assert json.loads(found.json())["cases"][0]["lost"] == ["not in any log"]


def test_what_was_planted_and_gets_through_fails_unless_it_is_a_known_gap(case: Case):
    """A known gap is counted all the same."""
    good = case.recordings["good"]
    played = play(case, good)
    planted = replace(case, planted=(Planted("81.4%", "facts only"),), bar=0.0)

    open_gap = grade(replace(planted, gaps=("81.4%",)), good, played)

    assert not grade(planted, good, played).passed
    assert open_gap.passed
    assert len(open_gap.false) == 1


def test_a_gap_that_is_closed_must_leave_the_list(case: Case):
    """Or the list would hide what opens again; it is told once all replies of the case were played."""
    planted = replace(case, gaps=(case.planted[0].text,))
    plays = tuple(grade(planted, by, play(planted, by)) for by in planted.recordings.values())

    assert all(each.passed for each in plays)
    assert Report(plays).closed == ((case.name, planted.gaps[0]),)
    assert not Report(plays).passed
    assert "take it out of the gaps" in Report(plays).table()
    assert Report(plays[:1]).closed == ()


def test_a_recording_of_an_older_prompt_is_graded_and_said_to_be_one(case: Case):
    """It does not fail for being less than today's prompt would bring."""
    older = replace(case.recordings["good"], prompt="0" * 64, replies={})
    found = Report((grade(case, older, play(case, older)),))

    assert found.graded[0].mean < 1
    assert found.passed
    assert "made with an older prompt" in found.table()


def test_every_scorer_can_find_fault(case: Case):
    """None of them always says yes."""
    prompt = Prompt("bullets", "State only what the facts say. A reader will act on it.", "")
    saying = "Amazing! Accuracy rose to 99.9% because of the moon. State only what the facts say. A reader will act"
    link = "[10:00](logs/experiments/20250304-100000-ticket-queues.log#L999)"
    bad = Played(
        text="## 2001-01-01\n\n### Experiments\n\n" + f"- {{{{F1}}}} five points ({link})\n" * 30,
        runs=play(case).runs,
        texts=(Text("a", published=saying), Text("b", published=saying), Text("c"), Text("d")),
        calls=(Call(prompt, {}),),
    )
    demanding = replace(case, by_model=1.0, sections={"Models": ("x",)})

    found = {s.scorer: s.value for s in score(demanding, bad)}

    assert set(found) == {scorer.__name__ for scorer in SCORERS}
    assert all(value < 1 for value in found.values()), found


def test_worse_than_the_baseline_is_to_fail(report: Report, tmp_path: Path):
    """Even where every case is above its bar; what was not played then is not compared."""
    told: dict[str, Any] = json.loads(report.json())
    assert report.graded[0].mean == 1.0
    same = tmp_path / "same.json"
    same.write_text(json.dumps(told), encoding="utf-8")
    first, *others = report.graded[0].scores
    weaker = replace(report.graded[0], scores=(replace(first, value=0.9), *others))
    lenient = replace(weaker, case=replace(weaker.case, bar=0.0))

    assert replace(report, baseline=baseline.read(same)).passed
    fell = Report((lenient,), baseline.read(same))
    assert Report((lenient,)).passed
    assert not fell.passed
    assert "worse than the 100.0% of the baseline" in fell.table()
    assert "worse than the 100.0%" in fell.junit()


def test_a_good_sentence_that_stands_no_more_is_worse_than_the_baseline(report: Report, tmp_path: Path):
    """Though the plain version in its place loses no fact; of bad replies fewer may stand."""
    before = tmp_path / "before.json"
    before.write_text(report.json(), encoding="utf-8")
    strict = [
        replace(
            each, played=replace(each.played, texts=tuple(replace(text, published="") for text in each.played.texts))
        )
        for each in report.graded
    ]

    fell = Report(tuple(strict), baseline.read(before))

    assert {(worse.quality, worse.what) for worse in fell.worse} == {("good", "sentences that stand")}
    assert not fell.passed


@pytest.mark.parametrize("raw", [b"", b"{}", b"\xff", b'{"cases": [{"name": "a"}]}', b"[]"])
def test_a_baseline_that_is_none_is_an_error_that_says_how_to_make_one(raw: bytes, tmp_path: Path):
    """Not a comparison with nothing."""
    path = tmp_path / "b.json"
    path.write_bytes(raw)

    with pytest.raises(InputError) as error:
        baseline.read(path)
    assert "mlws eval --json" in error.value.fix


def test_an_unknown_case_is_an_error_that_lists_the_known():
    """So that the next try succeeds."""
    with pytest.raises(UsageError) as error:
        load_cases(("nope",))
    assert "entry-busy-day" in error.value.fix


def test_nothing_left_to_play_is_an_error():
    """A run that played nothing has shown nothing."""
    with pytest.raises(UsageError):
        evals.run(Order(only="nothing of the kind"))


@pytest.mark.parametrize(
    "told",
    [
        "kind = 'poem'",
        "kind = 'entry'\nday = 3",
        "color = 1",
        "kind = 'entry'\nday = 2025-01-01\nplanted = [['a', 'b']]",
    ],
)
def test_a_case_that_cannot_be_understood_is_an_error_that_names_its_file(told: str, tmp_path: Path):
    """And not a case that is left out."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "case.toml").write_text(told, encoding="utf-8")

    with pytest.raises(UsageError) as error:
        load_cases(("mine",), tmp_path)
    assert "mine/case.toml" in error.value.message


def test_what_is_recorded_is_played_again_the_same(case: Case, tmp_path: Path):
    """With the slots that were asked for twice, and for a case of one's own too."""
    first = play(case, case.recordings["worst"])
    recording.record(case, first, "again", "small:1b", tmp_path)

    found = load_cases((case.name,), tmp_path)[0]

    assert found.recordings["again"].model == "small:1b"
    assert set(found.recordings) > QUALITIES
    again = play(found, found.recordings["again"])
    assert again.text == first.text
    assert not grade(found, found.recordings["again"], again).older


@pytest.mark.parametrize("name", ["../x", "", ".hidden", "a/b"])
def test_a_recording_is_named_by_a_word(name: str):
    """It names a file."""
    with pytest.raises(UsageError):
        recording.named(name)


def test_a_filter_takes_names_tags_and_qualities():
    """So that one sort of case is played at a time."""
    played: Mapping[str, set[str]] = {
        only: {f"{case.case.name} {case.quality}" for case in evals.run(Order(cases=_FEW, only=only)).graded}
        for only in ("injection", "worst", "agent-inj")
    }

    assert len(played["injection"]) == 3
    assert played["agent-inj"] == played["injection"]
    assert played["worst"] == {f"{name} worst" for name in _FEW}


_FEW = ("entry-agent-injection", "entry-one-line")


def test_a_case_is_played_as_often_as_is_asked(case: Case):
    """And each play counts."""
    found = evals.run(Order(cases=(case.name,), only="worst", repeat=3))

    assert len(found.graded) == 3
    assert len(found.means) == 1


def test_an_unreadable_recording_is_an_error(tmp_path: Path):
    """That names its file."""
    folder = tmp_path / "entry-agent" / "replies"
    folder.mkdir(parents=True)
    (folder / "broken.json").write_text("[]", encoding="utf-8")

    with pytest.raises(InputError) as error:
        load_cases(("entry-agent",), tmp_path)
    assert "broken.json" in error.value.message


def test_a_recording_says_of_itself_how_it_came_about():
    """Recorded from a model, or written for the case."""
    hows = {each.how.split()[0] for case in CASES.values() for each in case.recordings.values()}

    assert hows <= {"recorded", "written"}
    assert isinstance(next(iter(CASES["entry-agent"].recordings.values())), Recording)
