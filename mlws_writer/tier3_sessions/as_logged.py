"""What the logs give where their author, in words, gives something else: both are shown, neither is judged."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from mlws_writer.checking.order.price import Price, mispriced
from mlws_writer.documents.statements import plain
from mlws_writer.facts.model import Fact
from mlws_writer.facts.results import results
from mlws_writer.tier2_activity.summary import Summary, metric_name
from mlws_writer.tier2_activity.wording import listed
from mlws_writer.tier3_sessions.tables import series_name

_NUMBER = re.compile(r"\d")
_FEW = 3
"""So many steps of a sweep are told one by one."""


def as_logged(texts: Sequence[str], own: Summary, among: Sequence[Summary]) -> tuple[str, tuple[Fact, ...]] | None:
    """Say what the logs of the day give otherwise than an author's words on a run; None where nothing does."""
    for text in map(plain, texts):
        if price := mispriced(text, own.run):
            return _price_said(price), _of_steps(price, own)
        if _NUMBER.search(text) and (found := _otherwise(text, own, among)):
            return listed(f"{metric_name(f.name, f.split)} {f.shown}" for f in found), found
    return None


def _otherwise(text: str, own: Summary, among: Sequence[Summary]) -> tuple[Fact, ...]:
    """Find the values of the run that a text contradicts, where no run of the day has what it says."""
    from mlws_writer.checking.contradiction import contradicted  # here, for the few texts with numbers

    notes = {(f.run, f.line) for s in among for f in s.notes() if plain(f.value) == text}
    every = [f for s in among for f in s.run.facts if (f.run, f.line) not in notes]
    found = contradicted(text, every)
    if not found:
        return ()
    from mlws_writer.checking.check import check  # the whole check takes a second to load

    if check(text, every, run_names={s.run.id: s.run.name for s in among}).ok:
        return ()
    mine = contradicted(text, [f for f in every if f.run == own.run.id])
    return tuple(f for f in mine if f.name in {each.name for each in found})


def _price_said(price: Price) -> str:
    of, each = series_name(price.paid), series_name(price.bought)
    if len(price.steps) > _FEW:
        ends = sorted((step.price for step in price.steps), key=abs)
        return f"between {_short(ends[0])} and {_short(ends[-1])} points of {of} for each point of {each}"
    first, *others = price.steps
    said = [
        f"{_short(first.price)} points of {of} for each point of {each} from {first.before.step} to {first.after.step}"
    ]
    return listed([*said, *(f"{_short(s.price)} from {s.before.step} to {s.after.step}" for s in others)])


def _short(value: Decimal) -> str:
    return f"{abs(value):.1f}"


def _of_steps(price: Price, own: Summary) -> tuple[Fact, ...]:
    """Give the lines of the steps as facts that can be cited."""
    like = next(f for f in results(own.run).values() if f.name == price.bought.name)
    points = dict.fromkeys(point for step in price.steps for point in (step.before, step.after))
    return tuple(replace(like, citation=replace(like.citation, line=p.line, digest=""), time=None) for p in points)
