"""Whatever a model leaves out, what a reader must find is in the document."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from mlws_writer.evals.cases import Case, Recording, load_cases
from mlws_writer.evals.playing import play
from mlws_writer.tier2_activity.entry import created_by
from mlws_writer.tier2_activity.summary import summarize_run

CASES = [case for case in load_cases() if case.kind != "ideas"]
_ID = re.compile(r"\{\{\s*([^{}\s]+)\s*\}\}")


def without(replies: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Take a fact out of all texts of a reply, and out of what they cite."""
    told = json.loads(json.dumps(replies))
    for said in told.values():
        if isinstance(said, dict):
            said["text"] = " ".join(re.sub(rf"\{{\{{\s*{re.escape(name)}\s*\}}\}}", "", said["text"]).split())
            said["facts"] = [each for each in said.get("facts", []) if each != name]
    return told


def named(replies: Mapping[str, Any]) -> Iterator[str]:
    """Give the facts that a reply states."""
    yield from dict.fromkeys(_ID.findall(json.dumps(replies)))


def weighty(case: Case) -> set[str]:
    """Give what a reader of a document must find: runs, failures, headline results, artefacts, models, data."""
    played = play(case, Recording("empty", "", {}))
    found: set[str] = set()
    for summary in map(summarize_run, played.runs):
        found |= {summary.run.name, summary.model, summary.dataset}
        found |= {result.value for result in summary.results} | {fact.value for fact in created_by(summary)}
        found |= {summary.error.value[:40]} if summary.error else set()
    return {each for each in found if each and each in played.text.replace("\\", "")}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_fact_that_a_reply_drops_is_in_the_document_all_the_same(case: Case) -> None:
    """Any one of the facts, and all of them at once; of a long day all at once, since each play of it takes a while."""
    wanted = weighty(case)
    good = case.recordings["good"]
    names = list(named(good.replies))
    everything = dict(good.replies)
    for name in names:
        everything = without(everything, name)

    one_by_one = [] if "long" in case.tags else [without(good.replies, name) for name in names]
    for replies in (everything, {}, *one_by_one):
        text = play(case, replace(good, replies=replies)).text.replace("\\", "")
        assert {each for each in wanted if each not in text} == set()
    assert wanted


def test_a_comparison_keeps_its_values_and_a_headline_its_model() -> None:
    """What the wording leaves unsaid the template adds."""
    (case,) = load_cases(("entry-two-temperatures",))
    good = case.recordings["good"]
    vague = {
        slot: {"text": "the lower temperature did better", "facts": []} for slot in good.replies if "against" in slot
    }
    vague |= {slot: {"text": "a trial of one temperature", "facts": []} for slot in good.replies if "headline" in slot}

    text = play(case, replace(good, replies=vague)).text

    assert "accuracy 76.9% against 81.4% (4.5 points lower)" in text
    assert text.count("qwen2.5:7b on tickets-2k") == 2
