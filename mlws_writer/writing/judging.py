"""Whether a text of a model may be published: its form, the facts behind it, and what holds of one that fails."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from mlws_writer.checking.judgement import Behind, Told, asserts, objected, supported
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.model import Fact, FactKind
from mlws_writer.writing import replies
from mlws_writer.writing.asking import Call, Request, Task

_DATA = re.compile(r"[{}`|]|\*\*|~~|#\s|\bwww\.|\\[nrtux]|\S{80}")
"""What no prose holds: pieces of JSON and of prompts, addresses, escapes, and words without an end."""
_ECHO = 7
"""So many words in a row that stand in the instructions are no coincidence."""
_TAIL = re.compile(
    r"\s*(?:;|—|–(?= )| - |\s\()|,\s|\s*,?\s+(?=(?:because|since|due to|thanks to|owing to|which|while|whereas|"
    r"although|though|making|leading to|resulting in|so that|meaning|suggesting|showing|indicating|compared|despite|"
    r"after|and|but|with|as)\b)"
)
_DANGLING = re.compile(r"\b(?:and|or|but|with|of|the|a|an|to|in|on|at|from|by|for|than|as|was|were|is|which|that)$")
_LEAST = 3
"""Words; what is shorter says nothing."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A text with its verdict, the facts that it rests on, and the prompt that it answers."""

    text: str
    verdict: Verdict
    facts: tuple[Fact, ...] = ()
    prompt: str = ""
    given: str = ""
    """What the model gave, where a clause was cut from it."""
    told: Told = Told.STATEMENT
    about: tuple[str, ...] = ()
    """The runs that it may be about, by which it was judged."""


def judged(task: Task, request: Request, calls: Sequence[Call], *, cut: bool) -> Judged | None:
    """Check what was said for a request against the facts that it names; None where nothing was said.

    With `cut`, a text that fails may lose a clause, if what is left holds by itself and still says what was wanted.
    """
    answered = next(((call, said) for call in calls for said in call.said if said.slot == request.slot), None)
    if answered is None:
        return None
    call, said = answered
    may = (*_offered(task, request, call), *task.derived)
    offered = {name: fact for name, fact in call.shown.items() if fact in may}
    named = [offered[name] for name in dict.fromkeys((*said.facts, *replies.slots(said.text))) if name in offered]
    text = replies.fill(said.text, offered)
    text = replies.as_title(text) if request.prompt == "titles" else text
    if wrong := _misfilled(task, said.text, offered):
        return Judged(text, Verdict(False, "FORM", wrong), tuple(named), call.version)
    found = replace(_against(task, request, call, text, named), prompt=call.version)
    if found.verdict.ok or not cut or _form(text, request, call):
        return found
    for rest in _remainders(text):
        if _says_enough(rest, text, request):
            mended = _against(task, request, call, rest, named)
            if mended.verdict.ok:
                return replace(mended, prompt=call.version, verdict=found.verdict, given=text)
    return found


def _misfilled(task: Task, text: str, offered: Mapping[str, Fact]) -> str:
    from mlws_writer.checking.names.bare_values import misfilled  # here, with the check

    return misfilled(text, offered, task.whole or tuple(offered.values()))


def _offered(task: Task, request: Request, call: Call) -> list[Fact]:
    """Give the facts that a text may state: those wanted for it, and what was shown of its runs for other texts.

    What several runs have in common may be shown once; it holds of each of them.
    """
    about = {fact.run for fact in request.facts}
    runs = frozenset[str]() if request.names else about
    offered = [fact for fact in call.shown.values() if fact in request.facts or fact.run in runs]
    common = {(fact.kind, fact.name, fact.value) for fact in offered if fact.kind in _IN_COMMON}
    same = (f for f in task.whole if f.run in about and f not in offered and (f.kind, f.name, f.value) in common)
    return [*offered, *same]


_IN_COMMON = (FactKind.MODEL, FactKind.DATASET)


def _of_the_facts(task: Task, request: Request, call: Call, text: str) -> Verdict:
    """Check that what only names holds names alone, and that what asserts asserts something of the runs."""
    from mlws_writer.checking.names.phrase import names_only  # here, with the check

    if request.prompt in CLOSED and not (verdict := _in_their_words(task, request, call, text)).ok:
        return verdict
    if request.names and not (verdict := names_only(text, request.facts)).ok:
        return verdict
    return Verdict(True) if request.view else _speaks_of_facts(text, task.whole or request.facts, task)


def _speaks_of_facts(text: str, facts: Sequence[Fact], task: Task) -> Verdict:
    """Refuse a sentence that is its writer's own from end to end."""
    from mlws_writer.checking.reading.evidence import kept
    from mlws_writer.checking.views import speaks_of  # here, with the check

    return speaks_of(text, kept((*facts, *task.derived), task.run_names).words)


def shape(text: str) -> str:
    """Say what is wrong with the letters of a text, or nothing."""
    if any(unicodedata.category(letter)[0] == "C" for letter in text):
        return "it holds characters that nobody sees"
    if any(unicodedata.category(letter)[0] == "N" and not letter.isascii() for letter in text):
        return "its digits are not plain digits"
    if found := _DATA.search(text):
        return f"{found.group()[:20]!r} is not prose"
    return ""


def _against(task: Task, request: Request, call: Call, text: str, named: Sequence[Fact]) -> Judged:
    """Check a text against the facts it names, and if need be against all that were offered for it."""
    every = _offered(task, request, call)
    named = named or every  # what names no fact rests on any of them
    verdict = _verdict(task, request, call, text, named)
    if not verdict.ok and list(named) != every:
        whole = _verdict(task, request, call, text, every)  # models name too few; what those offered say may be said
        named, verdict = (every, whole) if whole.ok else (named, verdict)
    return Judged(text, verdict, tuple(named), told=_told(request), about=about(request))


def _told(request: Request) -> Told:
    return Told.PLAN if request.view else Told.STATEMENT


def _verdict(task: Task, request: Request, call: Call, text: str, named: Sequence[Fact]) -> Verdict:
    if wrong := _form(text, request, call) or said_again(text, task.stands) or _too_many(text, request):
        return Verdict(False, "FORM", wrong)
    if unknown := replies.slots(text):
        return Verdict(False, "UNKNOWN_FACT", f"{unknown[0]} is none of the facts for this text")
    if wrong := shape(text) or _bare(text, request):
        return Verdict(False, "FORM", wrong)
    if request.view and not _is_view(text):
        return Verdict(
            False, "NOT_A_VIEW", "it must read as a plan, a question or a supposition (might, could, should)"
        )
    if not (verdict := _of_the_facts(task, request, call, text)).ok:
        return verdict
    told = _told(request)
    verdict = asserts(text, (*named, *task.derived), task.run_names, known=request.facts, told=told)
    verdict = supported(text, named, behind(task, request.facts), about(request), told) if verdict.ok else verdict
    verdict = _as_written(task, request, text) if verdict.ok and not request.view else verdict
    return _not_contradicted(task, request, text) if verdict.ok else verdict


def behind(task: Task, facts: Sequence[Fact] = ()) -> Behind:
    """Give what all texts of a composition are judged by; of a task that knows no more, the facts that were given."""
    whole = task.whole or tuple(fact for fact in facts if fact not in task.derived)
    return Behind(whole, task.derived, task.run_names)


def about(request: Request) -> tuple[str, ...]:
    """Name the runs that a text may be about."""
    return tuple(dict.fromkeys(fact.run for fact in request.facts))


def _bare(text: str, request: Request) -> str:
    from mlws_writer.checking.names.bare_values import bare_values  # here, with the check

    return bare_values(text, request.facts)


def _is_view(text: str) -> bool:
    from mlws_writer.checking.views import is_view  # here, with the check

    return is_view(text)


def _whole(task: Task, request: Request) -> tuple[Fact, ...]:
    """Give all facts of the runs that a text may be of: by them `mlws verify` judges it, whatever was shown."""
    runs = {fact.run for fact in request.facts}
    return tuple(fact for fact in task.whole if fact.run in runs)


def _as_written(task: Task, request: Request, text: str) -> Verdict:
    """Check that plans and reasons of the author are told as written."""
    from mlws_writer.checking.author import as_written  # here, with the check

    return as_written(text, _whole(task, request) or request.facts)


CLOSED = ("day",)
"""Prompts for lines that rest on much and say little: whoever words them has no words of their own."""


def _in_their_words(task: Task, request: Request, call: Call, text: str) -> Verdict:
    """Refuse any word that neither the facts have nor a line needs which leads in what stands below it."""
    from mlws_writer.checking.names.phrase import names_only  # here, with the check
    from mlws_writer.checking.reading.words import leading_words

    offered = _offered(task, request, call)
    called = " ".join(task.run_names.get(fact.run, "") for fact in offered)
    verdict = names_only(_without(text, called.split()), offered, leading_words())
    return verdict if verdict.ok else replace(verdict, reason="unlicensed")


def _without(text: str, names: Sequence[str]) -> str:
    """Take the names of runs out of a text: whatever words they are made of, they say nothing."""
    longest = sorted({re.escape(name) for name in names}, key=len, reverse=True)
    return re.sub(rf"(?<![\w-])(?:{'|'.join(longest)})(?![\w-])", " ", text) if longest else text


def _told_of(task: Task, request: Request, text: str) -> Iterator[tuple[Fact, ...]]:
    """Give all facts of the runs that a text is about: those it tells apart, else all that it may be about.

    What says only that it went well, or only that it did not, and not of which run, must hold of each of them.
    """
    from mlws_writer.checking.names.pairing import meant  # here, with the check
    from mlws_writer.checking.reading.language import COMPLETED, FAILED

    may = {fact.run for fact in request.facts}
    runs = may & meant(text, task.whole, task.run_names)
    if not runs and bool(COMPLETED.search(text)) != bool(FAILED.search(text)):
        yield from (tuple(fact for fact in task.whole if fact.run == run) for run in sorted(may))
    elif task.whole:
        yield tuple(fact for fact in task.whole if fact.run in (runs or may))


def _not_contradicted(task: Task, request: Request, text: str) -> Verdict:
    """Check how a text says that things went against all that is known of its runs, not only what was shown."""
    verdicts = (objected(text, facts, task.run_names, _OF_THE_WHOLE) for facts in _told_of(task, request, text))
    found = next((verdict for verdict in verdicts if not verdict.ok), Verdict(True))
    return _not_outranked(task, request, text) if found.ok else found


def _not_outranked(task: Task, request: Request, text: str) -> Verdict:
    """Check what a text about several runs calls the most of all by every run there is, shown to the model or not."""
    from mlws_writer.checking.order.ranking import superlative
    from mlws_writer.checking.reading.evidence import evidence  # here, with the check
    from mlws_writer.checking.reading.language import sentences

    if not task.whole or len({fact.run for fact in request.facts}) < _SEVERAL:
        return Verdict(True)
    every = evidence(task.whole, (), task.run_names)
    return next((v for v in (superlative(part, every) for part in sentences(text)) if not v.ok), Verdict(True))


_SEVERAL = 2


_OF_THE_WHOLE = ("outcome_flip", "direction")
"""What a few facts of a run may not tell."""


def _form(text: str, request: Request, call: Call) -> str:
    if wrong := replies.form(text, request.words):
        return wrong
    return "it repeats the instructions" if _echoes(text, f"{call.instructions} {request.want}") else ""


def said_again(text: str, stands: Sequence[str]) -> str:
    """Say which sentence of a text stands there already, in itself or in what was written before it, or nothing."""
    from mlws_writer.checking.reading.language import sentences  # here, with the check

    told = {_words(part) for other in stands for part in sentences(other)}
    for part in sentences(text):
        if len(part.split()) > _LEAST and _words(part) in told:
            return f"it says again: {part}"
        told.add(_words(part))
    return ""


def _words(sentence: str) -> str:
    return " ".join(re.findall(r"\w+", sentence.casefold()))


def _too_many(text: str, request: Request) -> str:
    """Say that a paragraph holds more results than it may, or nothing; settings and counts in words are none."""
    from mlws_writer.facts.quantities import quantities

    settings = {q.value for fact in request.facts if fact.kind is FactKind.SETTING for q in quantities(fact.value)}
    most, found = request.values, sum(not q.spelled and q.value not in settings for q in quantities(text))
    return f"it holds {found} values where {most} are allowed" if most is not None and found > most * 2 else ""


def _echoes(text: str, instructions: str) -> bool:
    told, said = (re.findall(r"\w+", each.casefold()) for each in (instructions, text))
    heard = {tuple(told[at : at + _ECHO]) for at in range(len(told) - _ECHO + 1)}
    return any(tuple(said[at : at + _ECHO]) in heard for at in range(len(said) - _ECHO + 1))


def _remainders(text: str) -> Iterator[str]:
    """Give what is left without the end of a text, the longest first, then without one of its sentences."""
    end = "." if text.endswith(".") else ""
    for tail in reversed(list(_TAIL.finditer(text))):
        rest = text[: tail.start()].rstrip(" ,;:.")
        if rest.count("(") == rest.count(")") and not _DANGLING.search(rest):
            yield rest + end
    from mlws_writer.checking.reading.language import sentences  # here, with the check

    parts = sentences(text)
    for out in reversed(range(len(parts))) if len(parts) > 1 else ():
        yield " ".join(part for at, part in enumerate(parts) if at != out)


def _says_enough(rest: str, text: str, request: Request) -> bool:
    """Tell whether what is left is still about a fact that was wanted, and most of what was said."""
    left = len(rest.split())
    if left < _LEAST or left * 2 < len(text.split()):
        return False
    low = rest.casefold()
    return any(fact.shown.casefold() in low or fact.value.casefold() in low for fact in request.facts if fact.value)
