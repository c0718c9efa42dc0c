"""One question to the model: the facts as rows with short ids, what is wanted, and what to do when it does not fit."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain, count
from pathlib import Path
from string import ascii_lowercase

from mlws_writer.errors import ModelUnavailable, ReplyError
from mlws_writer.facts.model import Fact, FactKind
from mlws_writer.facts.seen import guarded
from mlws_writer.writing import budget, replies
from mlws_writer.writing.chat import Door, Reply
from mlws_writer.writing.failures import GivenUp, PromptTooLong, ReplyFull, note
from mlws_writer.writing.lanes import side_by_side
from mlws_writer.writing.prompts import Prompt, render

GONE = "The model stopped answering; the rest is written without it."


@dataclass(frozen=True, slots=True)
class Request:
    """A text that is wanted: what for, from which facts (the most important first), and the plain version of it.

    A view is a plan, a question or a hypothesis: only its names and numbers are checked, and it must read as one.
    One that only names says what something was, and nothing of how it went. `values` is how many it may hold, where
    tables beside it hold the rest. `prompt` is the kind of text: texts of one kind are asked for together, but for
    those of CHAINED.
    """

    slot: str
    want: str
    facts: tuple[Fact, ...]
    fallback: str = ""
    words: int = 40
    view: bool = False
    names: bool = False
    values: int | None = None
    prompt: str = "bullets"

    @property
    def chained(self) -> bool:
        """Whether it is asked for by itself, and the model sees the one before."""
        return self.prompt in CHAINED


CHAINED = ("overview", "story")
"""Prompts for the paragraphs of a narrative: each is published whole or not at all."""
COMPARING = ("bullets", "overview", "story", "insights")
"""Prompts that say what is told of differences, and are shown those that were computed."""
BATCH = 8
"""How many texts are asked for at once; more, and small models lose some of them."""


@dataclass(frozen=True, slots=True)
class Task:
    """What all calls of one composition share; `run_names` are how runs are called in a prompt.

    `whole` are all facts of the runs: more than is shown, and no text may contradict them. `stands` are the texts of
    the document so far, none of whose sentences is said again.
    """

    door: Door
    derived: tuple[Fact, ...] = ()
    context: Mapping[str, object] = field(default_factory=dict)
    run_names: Mapping[str, str] = field(default_factory=dict)
    overrides: Path | None = None
    whole: tuple[Fact, ...] = ()
    stands: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Call:
    """One question and what came of it; `shown` are the facts by the ids of that prompt."""

    said: tuple[replies.Said, ...] = ()
    shown: Mapping[str, Fact] = field(default_factory=dict)
    version: str = ""
    reply: Reply | None = None
    note: str = ""
    instructions: str = ""
    """What the model was told beside the facts."""


@dataclass(frozen=True, slots=True)
class Again:
    """A text that failed, and why."""

    text: str
    finding: str


def asked(
    task: Task, requests: tuple[Request, ...], again: Mapping[str, Again], *, halved: bool = False
) -> tuple[Call, ...]:
    """Ask for some texts; what does not fit into one prompt or one reply is asked for in more, or with fewer facts."""
    shown = _ids(task, requests)
    slots = [request.slot for request in requests]
    prompt = _rendered(task, requests, shown, again)
    try:
        if not task.door.fits(prompt):
            return _smaller(task, requests, again)
        reply = task.door.ask(prompt, replies.texts_schema(slots, list(shown)))
    except PromptTooLong:
        return _smaller(task, requests, again)
    except ReplyError as error:
        if isinstance(error, ReplyFull) and len(requests) > 1 and not halved:
            return _in_halves(task, requests, again, halved=True)
        over = (Call(note=GONE),) if isinstance(error, GivenUp) else ()
        return (Call(version=prompt.version, note=note(error)), *over)
    except ModelUnavailable as error:
        if task.door.required:
            raise
        return (Call(version=prompt.version, note=note(error)), Call(note=GONE))
    return (Call(replies.said(reply.value), shown, prompt.version, reply, instructions=prompt.system),)


def batches(requests: Sequence[Request]) -> Iterator[tuple[Request, ...]]:
    """Part requests into those that are asked for at once: a few of one kind, of a narrative each by itself."""
    for prompt in dict.fromkeys(request.prompt for request in requests):
        same = tuple(request for request in requests if request.prompt == prompt)
        size = 1 if prompt in CHAINED else BATCH
        yield from (same[start : start + size] for start in range(0, len(same), size))


def largest(task: Task, requests: Sequence[Request]) -> int:
    """Estimate the tokens of the largest prompt that requests lead to."""
    prompts = (_rendered(task, batch, _ids(task, batch), {}) for batch in batches(requests))
    return max((task.door.tokens(prompt) for prompt in prompts), default=0)


def _smaller(task: Task, requests: tuple[Request, ...], again: Mapping[str, Again]) -> tuple[Call, ...]:
    if len(requests) > 1:
        return _in_halves(task, requests, again)
    request = requests[0]
    kept = _fewer(task, request, again)
    if not kept:
        return (Call(note=_no_room(task, request)),)
    return asked(task, (replace(request, facts=kept),), again)


def _in_halves(
    task: Task, requests: tuple[Request, ...], again: Mapping[str, Again], *, halved: bool = False
) -> tuple[Call, ...]:
    middle = len(requests) // 2
    halves = [partial(asked, task, half, again, halved=halved) for half in (requests[:middle], requests[middle:])]
    return tuple(chain.from_iterable(side_by_side(halves, task.door.limits.parallel)))


def _no_room(task: Task, request: Request) -> str:
    run, _, what = request.slot.partition("/")
    about = f"{task.run_names.get(run, run)}: {what}" if what else run
    room = f"{task.door.limits.num_ctx:,}"
    return f"{about}: its facts do not fit into {room} tokens. To mend it: raise num_ctx in the settings."


def _fewer(task: Task, request: Request, again: Mapping[str, Again]) -> tuple[Fact, ...]:
    """Keep the most important facts that fit, and always fewer than before."""

    def fitting(facts: Sequence[Fact]) -> bool:
        smaller = (replace(request, facts=tuple(facts)),)
        return task.door.fits(_rendered(task, smaller, _ids(task, smaller), again))

    return tuple(budget.most(request.facts[: len(request.facts) * 3 // 4], fitting))


def _ids(task: Task, requests: tuple[Request, ...]) -> dict[str, Fact]:
    """Give each fact of a prompt a short id; small models copy those without a slip."""
    facts = dict.fromkeys(fact for request in requests for fact in request.facts)
    runs = {fact.run for fact in facts}
    compared = task.derived if requests[0].prompt in COMPARING else ()
    derived = dict.fromkeys(fact for fact in compared if fact.run in runs or not fact.run)
    given = numbered(list(facts))
    return given | {f"D{number}": fact for number, fact in enumerate((d for d in derived if d not in facts), 1)}


def numbered(facts: Sequence[Fact]) -> dict[str, Fact]:
    """Name facts by their lines: `F17`, `F17b` for a second one of that line, `F2_17` for one of the second run.

    The same facts have the same names whatever else is read from their logs, so that recorded replies stay good.
    """
    runs = list(dict.fromkeys(fact.run for fact in facts))
    found: dict[str, Fact] = {}
    for fact in facts:
        name = f"F{fact.line}" if len(runs) < 2 else f"F{runs.index(fact.run) + 1}_{fact.line}"
        ends = chain([name], (f"{name}{letter}" for letter in ascii_lowercase[1:]), (f"{name}_{n}" for n in count(27)))
        found[next(end for end in ends if end not in found)] = fact
    return found


_SHORT = (FactKind.DATASET, FactKind.MODEL, FactKind.COUNT)
"""What else the line of such a fact says is a fact of its own."""


_LONG, _LONG_NOTE = 160, 800
"""Letters of a value in a prompt, and of what the author noted."""


def row(name: str, fact: Fact, run_names: Mapping[str, str]) -> dict[str, object]:
    """Write a fact as a row of a prompt, without what is empty; its kind is the field that holds its name."""
    kind = fact.kind.value
    about = {
        "id": name,
        "run": run_names.get(fact.run, fact.run),
        **({kind: fact.shown} if fact.name.lower() == kind else {kind: fact.name, "value": fact.shown}),
        "split": fact.split,
        "step": fact.step,
        "text": fact.text if fact.kind not in _SHORT and _says_more(fact) else "",
        "quoted": fact.tainted,
    }
    most = _LONG_NOTE if fact.kind is FactKind.NOTE else _LONG
    return {name: _sent(value, most) for name, value in about.items() if value}


def _brief(text: str, most: int) -> str:
    """Show the start of a long value, such as the message of an error; its id still stands for the whole of it."""
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"


def rows(shown: Mapping[str, Fact], run_names: Mapping[str, str]) -> list[dict[str, object]]:
    """Write the facts of a prompt, those of no run first, then run by run; the text of a line stands once."""
    order = {run: number for number, run in enumerate(dict.fromkeys(("", *(fact.run for fact in shown.values()))))}
    found: list[dict[str, object]] = []
    told: set[tuple[str, int, object]] = set()
    for name, fact in sorted(shown.items(), key=lambda item: order[item[1].run]):
        made = row(name, fact, run_names)
        line = (fact.run, fact.line, made.get("text"))
        found.append({key: value for key, value in made.items() if key != "text" or line not in told})
        told.add(line)
    return found


def _sent(value: object, most: int) -> object:
    """Clean what is sent; secrets are hidden where facts are read, and once more here, since notes are typed."""
    return _brief(guarded(replies.clean(value)), most) if isinstance(value, str) else value


def _says_more(fact: Fact) -> bool:
    """Tell whether the record holds a word beyond the fact's own name, value and place."""
    own = f"{fact.kind} {fact.name} {fact.value} {fact.unit} {fact.split} {fact.step}".lower()
    return bool(set(re.findall(r"\w+", fact.text.lower())) - set(re.findall(r"\w+", own)) - {"outcome"})


def _rendered(
    task: Task, requests: tuple[Request, ...], shown: Mapping[str, Fact], again: Mapping[str, Again]
) -> Prompt:
    ids = {fact: name for name, fact in shown.items()}
    values = {
        "before": "",
        **task.context,
        "facts": rows(shown, task.run_names),
        "requests": [_wanted(request, ids, again.get(request.slot)) for request in requests],
        "again": bool(again),
    }
    return render(requests[0].prompt, values, task.overrides)


def _wanted(request: Request, ids: Mapping[Fact, str], again: Again | None) -> dict[str, object]:
    wanted: dict[str, object] = {
        "slot": request.slot,
        "want": request.want,
        "facts": [ids[fact] for fact in request.facts],
        "words": request.words,
    }
    return wanted | ({"earlier text": again.text, "what was wrong": again.finding} if again else {})
