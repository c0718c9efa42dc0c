"""What the best of many trials was set to: of the record that holds the best value, the settings beside it."""

import re
from collections.abc import Iterator, Sequence

from mlws_writer.facts.model import Better, FactKind
from mlws_writer.facts.names import better, is_metric, is_step
from mlws_writer.tier1_logs.finding import Finding
from mlws_writer.tier1_logs.lines import Line
from mlws_writer.tier1_logs.pairs import Pair, pairs
from mlws_writer.tier1_logs.results import measured, weight_of
from mlws_writer.tier1_logs.series import Course
from mlws_writer.tier1_logs.vocabulary import meaning

_SETTINGS = re.compile(
    r"[\"']?\b(?:config|(?:best_)?(?:hyper_?)?param(?:eter)?s|hparams|settings|kwargs|point|suggestion|assignments|(?:trial|run|candidate) ?#?\d+)[\"']?\s*[:=,]?\s*\{([^{}]{3,4000})\}"
)
_CHOSEN = (FactKind.MODEL, FactKind.DATASET, FactKind.TASK)
LEAST = 2
"""From how many trials on one of them is the best."""
MOST = 24
"""Of how many settings at most it is told."""
WEIGHT, LESS, CHOSEN = 0.62, 0.012, 0.8


def best_trials(found: Sequence[Course], lines: Sequence[Line]) -> Iterator[Finding]:
    """Yield the settings of the record with the best value of the main metric."""
    scored = [one for one in found if one.size >= LEAST and measured(one) == "metric" and better(one.name) is not None]
    texts = {line.number: line.text for line in lines} if scored else {}
    for course in sorted(scored, key=weight_of, reverse=True):
        best = course.high if better(course.name) is Better.HIGHER else course.low
        text = texts.get(best.line, "")
        settings = _SETTINGS.search(text)
        if settings is not None:
            yield from _settings(text, settings, best.line)
            return


def _settings(text: str, settings: re.Match[str], line: int) -> Iterator[Finding]:
    inside: list[Pair] = []
    outside: list[Pair] = []
    for pair in pairs(text):
        within = settings.start(1) <= pair.start < settings.end(1)
        (inside if within else outside).append(pair)
    for pair in outside:
        kind, _ = meaning(pair.name) or (None, 0.0)
        if kind in _CHOSEN and any(map(str.isalpha, pair.value)) and kind is not None:
            yield _finding(kind, pair, text, line, CHOSEN)
    for place, pair in enumerate([one for one in inside if not is_metric(one.name) and not is_step(one.name)][:MOST]):
        yield _finding(FactKind.SETTING, pair, text, line, WEIGHT - LESS * place)


def _finding(kind: FactKind, pair: Pair, text: str, line: int, weight: float) -> Finding:
    return Finding(kind, f"best {pair.name}", pair.value, line, text[pair.start : pair.end], weight=weight)
