"""How many wrong sentences the check refuses: each verified sentence of the eval cases, made wrong in ten ways or more.

    python benchmarks/mutations.py            # rates by kind, and every survivor with its sentence
    python benchmarks/mutations.py --quiet    # rates only

Exit 1 below the bar.
"""

import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from mlws_writer.checking.check import check, check_plan, to_the_letter
from mlws_writer.checking.judgement import Told
from mlws_writer.evals.cases import load_cases
from mlws_writer.evals.playing import play
from mlws_writer.facts.derive import contrasts
from mlws_writer.facts.model import Fact, FactKind
from mlws_writer.tier2_activity.asking import difference_facts
from mlws_writer.tier2_activity.summary import run_names
from mlws_writer.writing import compose

BAR = 0.97
_NUMBER = re.compile(r"(?<![\w.:/-])\d+(?:,\d{3})*(?:\.\d+)?(?![\w:/-]|\.\d)")
_CLOCK = re.compile(r"\b([01]\d|2[0-3]):([0-5]\d)\b")
_OPPOSITES = (
    ("rose", "fell"), ("fell", "rose"), ("higher", "lower"), ("lower", "higher"), ("improved", "worsened"),
    ("completed", "failed"), ("complete", "failed"), ("failed", "completed"), ("better", "worse"), ("gain", "loss"),
    ("lowest", "highest"), ("highest", "lowest"), ("best", "worst"), ("first", "last"), ("last", "first"),
    ("more", "fewer"), ("second", "third"), ("third", "second"),
)  # fmt: skip
_UNITS = (
    ("%", " seconds"), ("%", " GB"), (" GB", " MB"), (" min", " h"), (" s", " ms"), (" points", "%"), (" epochs", " hours"),
    (" examples", " tokens"), (" tokens", " seconds"), (" calls", " days"),
)  # fmt: skip
_ADDED = {
    "cause": ("because the disk was full", "due to a broken network card", "thanks to a larger vocabulary"),
    "event": ("and was deployed to production", "and was pushed to GitHub", "after the team had approved it"),
    "comparison": ("which beats the baseline", "significantly better than last year", "twice as good as before"),
    "entity": ("together with GPT-4o", "on ImageNet", "as scripts/never.py shows"),
    "number": ("with 77.77% recall", "after 4,321 steps", "in 3.21 seconds"),
}


@dataclass(frozen=True)
class Verified:
    """A sentence that the check lets through, with all that was used for it."""

    case: str
    text: str
    facts: tuple[Fact, ...]
    known: tuple[Fact, ...]
    names: dict[str, str]
    view: bool = False

    def holds(self, text: str) -> bool:
        """Check another sentence as this one was before it was published."""
        judge = check_plan if self.view else check
        found = judge(text, self.facts, known=self.known, run_names=self.names)
        return found.ok and to_the_letter(text, self.known, self.names, self.names).ok


def verified() -> Iterator[Verified]:
    """Play the cases, and give what the model worded and what the templates say, as far as the check can judge it."""
    for case in load_cases():
        heard: list[compose.Worded] = []
        with _listening(heard):
            played = play(case, case.recordings["good"], verify=True)
        every = [fact for run in played.runs for fact in run.facts]
        derived = [fact for contrast in contrasts(list(played.runs)) for fact in difference_facts(contrast)]
        names = run_names(played.runs)

        def made(
            text: str,
            facts: Sequence[Fact],
            *,
            view: bool = False,
            of: tuple[str, list[Fact], list[Fact], dict[str, str]] = (case.name, every, derived, names),
        ) -> Verified:
            name, known, more, called = of
            return Verified(name, text, (*facts, *more), tuple(known), called, view)

        found = [
            made(worded.text, worded.rests_on, view=worded.told is not Told.STATEMENT)
            for worded in heard
            if worded.by_model
        ]
        for each in played.verified:
            places = {(basis.log, basis.line) for basis in each.places}
            facts = [fact for fact in every if (fact.citation.log, fact.line) in places]
            if each.by == "template" and facts:
                found.append(made(each.text, facts))
        unique = {(one.text, one.facts): one for one in found}
        yield from (one for one in unique.values() if one.holds(one.text))


class _listening:  # noqa: N801  read as a word
    """Hears what is worded while a case is played."""

    def __init__(self, heard: list[compose.Worded]) -> None:
        self.heard, self.word = heard, compose.word

    def __enter__(self) -> None:
        def word(*arguments: Any, **more: Any) -> compose.Composition:
            made = self.word(*arguments, **more)
            self.heard.extend(made.texts)
            return made

        compose.word = word

    def __exit__(self, *_: object) -> None:
        compose.word = self.word


def mutants(one: Verified, rng: random.Random) -> Iterator[tuple[str, str]]:
    """Make a sentence wrong in many ways, each with its kind."""
    for kind in (_digits, _units, _verbs, _entities, _swaps, _times, _added):
        yield from dict.fromkeys(kind(one, rng))


def _digits(one: Verified, rng: random.Random) -> Iterator[tuple[str, str]]:
    true = {
        value.replace(",", "")
        for fact in (*one.facts, *one.known)
        for value in _NUMBER.findall(f"{fact.shown} {fact.text}")
    }
    for match in list(_NUMBER.finditer(one.text))[:5]:
        said = match.group()
        for _ in range(3):
            at = rng.choice([n for n, letter in enumerate(said) if letter.isdigit()])
            wrong = said[:at] + str((int(said[at]) + rng.randint(1, 8)) % 10) + said[at + 1 :]
            if wrong.replace(",", "") not in true and not (len(wrong) > 1 and wrong[0] == "0" and wrong[1] != "."):
                yield "digit", one.text[: match.start()] + wrong + one.text[match.end() :]


def _units(one: Verified, _: random.Random) -> Iterator[tuple[str, str]]:
    for unit, wrong in _UNITS:
        for match in list(re.finditer(rf"(?<=\d){re.escape(unit)}(?!\w)", one.text))[:2]:
            yield "unit", one.text[: match.start()] + wrong + one.text[match.end() :]


def _verbs(one: Verified, _: random.Random) -> Iterator[tuple[str, str]]:
    for word, wrong in _OPPOSITES:
        kind = "best and last" if word in ("lowest", "highest", "best", "first", "last", "second", "third") else "verb"
        for match in list(re.finditer(rf"\b{word}\b", one.text))[:1]:
            yield kind, one.text[: match.start()] + wrong + one.text[match.end() :]


def _entities(one: Verified, rng: random.Random) -> Iterator[tuple[str, str]]:
    kinds = (FactKind.MODEL, FactKind.DATASET, FactKind.ARTIFACT)
    named = {fact.value for fact in one.known if fact.kind in kinds} | set(one.names.values())
    for name in sorted(name for name in named if name and name in one.text):
        for other in sorted(named - {name}):
            apart = (
                other not in one.text
                and other not in name
                and name not in other
                and not _same_of_both(name, other, one)
            )
            if apart and _alike(name, other, one):
                yield "two runs" if name in one.names.values() else "entity", one.text.replace(name, other, 1)
        yield "entity", one.text.replace(name, _sibling(name, rng), 1)


def _same_of_both(name: str, other: str, one: Verified) -> bool:
    """Tell whether all numbers of a sentence are facts of the other run too, under the same names: then it stays true."""
    ids = {called: run for run, called in one.names.items()}
    if name not in ids or other not in ids:
        return False
    said = set(_NUMBER.findall(one.text.replace(name, " ")))
    mine, theirs = (
        {(f.name, n) for f in one.known if f.run == ids[each] for n in _NUMBER.findall(f.shown)}
        for each in (name, other)
    )
    of_mine = {pair for pair in mine if pair[1] in said}
    return bool(said) and said <= {number for _, number in of_mine} and of_mine <= theirs


def _alike(name: str, other: str, one: Verified) -> bool:
    """Tell whether two names are of one kind, so that one may be mistaken for the other."""
    runs = set(one.names.values())
    if "/" in name + other:
        return False  # the path of a data set is no other data set
    kinds = [{fact.kind for fact in one.known if fact.value == each} for each in (name, other)]
    return (name in runs and other in runs) or bool(kinds[0] & kinds[1])


def _sibling(name: str, rng: random.Random) -> str:
    digits = [n for n, letter in enumerate(name) if letter.isdigit()]
    if not digits:
        return name + rng.choice(("-v9", "-large", "-xl"))
    at = digits[-1]
    return name[:at] + str((int(name[at]) + 3) % 10) + name[at + 1 :]


def _swaps(one: Verified, _: random.Random) -> Iterator[tuple[str, str]]:
    found = list(_NUMBER.finditer(one.text))
    pairs = [(a, b) for n, a in enumerate(found) for b in found[n + 1 :] if a.group() != b.group()]
    for a, b in pairs[:4]:
        yield (
            "swap",
            one.text[: a.start()] + b.group() + one.text[a.end() : b.start()] + a.group() + one.text[b.end() :],
        )


def _times(one: Verified, _: random.Random) -> Iterator[tuple[str, str]]:
    for match in _CLOCK.finditer(one.text):
        wrong = f"{(int(match[1]) + 5) % 24:02}:{(int(match[2]) + 17) % 60:02}"
        yield "date", one.text[: match.start()] + wrong + one.text[match.end() :]
    for match in re.finditer(r"\b(20\d\d)-(\d\d)-(\d\d)\b", one.text):
        yield (
            "date",
            one.text[: match.start()]
            + f"{match[1]}-{match[2]}-{(int(match[3]) % 27) + 1:02}"
            + one.text[match.end() :],
        )


def _added(one: Verified, _: random.Random) -> Iterator[tuple[str, str]]:
    said = one.text.rstrip(".")
    for kind, tails in _ADDED.items():
        for tail in tails:
            yield f"added {kind}", f"{said}{'' if kind in ('event', 'entity', 'number', 'cause') else ','} {tail}."


def main(quiet: bool = False) -> int:
    """Print how many are refused, by kind, and who survives."""
    rng, tried, refused = random.Random(7), Counter[str](), Counter[str]()
    survivors: list[tuple[str, str, Verified]] = []
    sentences = fewest = 0
    for one in verified():
        made = list(mutants(one, rng))
        sentences, fewest = sentences + 1, min(fewest or len(made), len(made))
        for kind, text in made:
            tried[kind] += 1
            if one.holds(text):
                survivors.append((kind, text, one))
            else:
                refused[kind] += 1
    for kind, text, one in () if quiet else survivors:
        print(f"{kind} ({one.case}): {text}\n    from: {one.text}")
    for kind in sorted(tried):
        print(f"{kind:18} {refused[kind]:5} of {tried[kind]:5} refused  {refused[kind] / tried[kind]:6.1%}")
    rate = refused.total() / tried.total()
    print(
        f"{sentences} sentences, at least {fewest} wrong ones of each: {refused.total()} of {tried.total()} refused, {rate:.2%}"
    )
    return int(rate < BAR)


if __name__ == "__main__":
    sys.exit(main("--quiet" in sys.argv[1:]))
