"""Numbers of settings that a sentence mentions in passing: the log gives them once, in a line that need not be cited."""

import re

from mlws_writer.checking.reading.agreement import agrees
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import content, stem, stems
from mlws_writer.checking.reading.statements import Statement, source
from mlws_writer.checking.reading.tokens import places
from mlws_writer.checking.reading.values import Value, word_before
from mlws_writer.facts.quantities import Dimension, Quantity

_BACK, _ON = 2, 2
"""How many words before and after a number may name the setting."""
_NAMED = re.compile(r"(?:^|[\s,({;])[\"']?--?[\w.-]+$|[\"']?[A-Za-z][\w.-]*[\"']?\s?[=:]\s?[\"']?$")
_LINKS = re.compile(r"\b(?:of|to|at|is|was|the|a|an|to|with)\b|[^\w\s-].*", re.IGNORECASE)
_CUT = re.compile(r"[,;:()]|\b(?:and|but|or)\b")


def known_setting(quantity: Quantity, sentence: str, evidence: Evidence) -> bool:
    """Tell whether a number is that of a setting which its own words name, and which the log gives one value only."""
    if quantity.dimension in (Dimension.CLOCK, Dimension.DATE, Dimension.POINTS, Dimension.TIMES):
        return False
    named = _words_beside(quantity, sentence)
    if _is_the_total(quantity, sentence, evidence):
        return True
    if _in_the_line_above(quantity, named, evidence):
        return True
    if _in_force(quantity, named, evidence):
        return True
    if quantity.dimension is Dimension.PERCENT:
        return False
    told = {
        word for word in named for value in evidence.ground.settings.get(word, ()) if _is_it(quantity, value, evidence)
    }
    unsaid = (value for value in evidence.values if value.quantity.text not in sentence)
    return bool(told) and not any(_is_other(value, quantity, told, evidence) for value in unsaid)


def _is_it(quantity: Quantity, value: Value, evidence: Evidence) -> bool:
    return agrees(quantity, value) and _is_set(value, evidence)


def _is_other(value: Value, quantity: Quantity, named: set[str], evidence: Evidence) -> bool:
    """Tell whether a cited line gives another value of what is named, so that it is not that of elsewhere."""
    statement = evidence.of(value)
    if value.quantity.dimension is not quantity.dimension or statement.tainted or agrees(quantity, value):
        return False
    if any(value.quantity.text in numbers for numbers in places(statement.text).values()):
        return False  # the number of an epoch is not how many there are
    return bool(stems(word_before(value, source(statement, value))) & value.key & named)


def _in_the_line_above(quantity: Quantity, named: frozenset[str], evidence: Evidence) -> bool:
    """Tell whether the line above an indented one, which says what that is of, gives the number by the same name: threshold 0.62."""
    within = (statement for statement in evidence.statements if statement.text[:1].isspace())
    above = (evidence.ground.by_id.get(statement.id - 1) for statement in within)
    heads = (line for line in above if line and not line.text[:1].isspace())
    lines = (line for line in heads if line.id not in evidence.own and not line.tainted)
    return any(agrees(quantity, v) and v.key & named and not v.metric for line in lines for v in line.values)


_PLANNED = frozenset(map(stem, ["steps", "epochs", "iterations", "rounds", "timesteps", "trials"]))
_OF_ALL = re.compile(
    r"\b(?P<place>epoch|step|round|iteration|trial|fold)s? \d[\d,]*(?: out)? of (?:the |its |all )?(?:planned |scheduled )?$|"
    r"\b\d[\d,]* (?:out )?of (?:the |its |all )?(?:planned |scheduled )?$",
    re.IGNORECASE,
)
_PLACE = re.compile(r" (?P<place>epoch|step|round|iteration|trial|fold)s?\b", re.IGNORECASE)


def _is_the_total(quantity: Quantity, sentence: str, evidence: Evidence) -> bool:
    """Tell whether a number says how many epochs there are in all, and any line has it behind the number of one: Epoch 9/12."""
    match = _OF_ALL.search(sentence[: quantity.start]) if quantity.text.isdigit() else None
    behind = _PLACE.match(sentence, quantity.end)
    place = (match["place"] or (behind["place"] if behind else "")) if match else ""
    total = (
        rf"(?i)\b{place}s?\W{{0,3}}\d+ ?(?:/|of) ?0*{quantity.text}(?!\d)|{place}s?[\"']?[ =:]+{quantity.text}(?![\d.])"
    )
    return bool(place) and re.search(total, evidence.said) is not None


_COUNTED = 20_000
"""From where on a number counts what came out rather than says how something was set."""
_FAR = 20
"""How many lines above, a line may say what still holds."""


def _in_force(quantity: Quantity, named: frozenset[str], evidence: Evidence) -> bool:
    """Tell whether the last line above a cited one that says a number by that name, and measures nothing, says this one: stage 3: 80 rps."""
    for statement in evidence.statements:
        above = (evidence.ground.by_id.get(statement.id - back) for back in range(1, _FAR + 1))
        for line in (s for s in above if s and not s.tainted and not any(v.metric for v in s.values)):
            said = [v for v in line.values if _called(v, line) & named - _DEVICES and not v.headed]
            said = [
                v
                for v in said
                if (v.quantity.value % 1 == 0 and (v.quantity.value < _COUNTED or _called(v, line) & _PLANNED))
                or _is_set(v, evidence)
            ]
            if said:
                told = frozenset[str]().union(*(_called(v, line) & named for v in said if agrees(quantity, v)))
                if told and not any(_called(v, statement) & told for v in statement.values):  # else it says so itself
                    return True
                break
    return False


_DEVICES = frozenset(map(stem, ["gpu", "cuda", "rank", "worker", "device", "node"]))
"""Which of several something ran on is told where it ran."""
_UNIT = re.compile(r"\s?([A-Za-z]+)(?:[\s,;|)]|$)")


def _called(value: Value, line: Statement) -> frozenset[str]:
    """Give what a number is called, and the word right behind it."""
    behind = _UNIT.match(source(line, value), value.quantity.end)
    return value.key | (content(behind[1]) if behind else frozenset())


def _words_beside(quantity: Quantity, sentence: str) -> frozenset[str]:
    before = _LINKS.sub(" ", _CUT.split(sentence[: quantity.start])[-1]).split()[-_BACK:]
    after = _CUT.split(sentence[quantity.end :].lstrip("-"))[0].split()[:_ON]
    if of_it := _OF_IT.search(sentence[: quantity.start]):
        after = [*after, of_it["noun"]]
    return content(" ".join((*before, *after)).replace("-", " "))


_OF_IT = re.compile(
    r"\b(?:\d[\d,]*|[a-z]+) (?P<noun>[a-z]+s) (?:short of|shy of|out of|of|before|below|under|ahead of) (?:the |its )?(?:[a-z]+ )?$"
)
"""What another number counts of it, and so what it is of: 24 epochs short of the planned 80."""


def _is_set(value: Value, evidence: Evidence) -> bool:
    """Tell whether a name and a sign stand right before a value: batch_size=32, "patience": 5, --bs 8."""
    statement = evidence.of(value)
    before = statement.text[: value.quantity.start].rstrip(" ")
    came_out = value.quantity.value >= _COUNTED and not value.key & _PLANNED and before.endswith(":")
    return not value.headed and not came_out and _NAMED.search(before) is not None
