"""From facts to checked text: ask, check each text, ask once more with what was found, else keep the plain version."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from mlws_writer.checking.verdict import Verdict
from mlws_writer.errors import ModelUnavailable, ReplyError
from mlws_writer.facts.model import Fact
from mlws_writer.writing import budget, replies
from mlws_writer.writing.asking import GONE, Again, Call, Request, Task, asked, numbered, row
from mlws_writer.writing.chat import Door
from mlws_writer.writing.prompts import Prompt, render

_VIEW = re.compile(
    r"\b(?:might|may|could|would|should|will|perhaps|probably|likely|plan\w*|try|trying|whether|worth|next|consider|suggest\w*|"
    r"seems?|appears?|expect\w*|hypothes\w*|idea|to)\b|\?",
    re.IGNORECASE,
)
BATCH = 8
"""How many texts are asked for at once; more, and small models lose some of them."""


@dataclass(frozen=True, slots=True)
class Worded:
    """A text as it may be published, who worded it, and what was found on the way."""

    slot: str
    text: str
    by_model: bool
    facts: tuple[str, ...] = ()
    verdicts: tuple[Verdict, ...] = ()


@dataclass(frozen=True, slots=True)
class Provenance:
    """How texts came to be: kept beside the document."""

    model: str
    digest: str = ""
    prompts: tuple[str, ...] = ()
    settings: Mapping[str, object] = field(default_factory=dict)
    prompt_tokens: int = 0
    reply_tokens: int = 0
    cached: int = 0
    fallbacks: int = 0
    texts: int = 0

    @property
    def share_plain(self) -> float:
        """The share of texts that are the plain version."""
        return self.fallbacks / self.texts if self.texts else 0.0


@dataclass(frozen=True, slots=True)
class Composition:
    """All texts in the order they were wanted, and what the reader should be told."""

    texts: tuple[Worded, ...]
    provenance: Provenance
    notes: tuple[str, ...] = ()

    def text(self, slot: str) -> str:
        """Look up the text of a slot, empty where there is none."""
        return next((worded.text for worded in self.texts if worded.slot == slot), "")


@dataclass(frozen=True, slots=True)
class Ideas:
    """Ideas for posts whose texts hold, with the facts they rest on, and how they came to be."""

    ideas: tuple[replies.Idea, ...]
    provenance: Provenance
    notes: tuple[str, ...] = ()


def word(  # noqa: PLR0913  what a prompt is made of
    door: Door | None,
    prompt: str,
    requests: Sequence[Request],
    *,
    derived: Sequence[Fact] = (),
    context: Mapping[str, object] | None = None,
    run_names: Mapping[str, str] | None = None,
    overrides: Path | None = None,
    chained: bool = False,
    heard: Callable[[Worded], None] = lambda worded: None,
) -> Composition:
    """Word each request from its facts, or keep its plain version; without a door that is all of them.

    `chained` asks one text at a time and shows the model the one before. `heard` is told each text as soon as it
    stands, so that a caller who is interrupted has those. Raises ModelUnavailable only for a door that is required.
    """
    if door is None:
        plain = tuple(_plain(request) for request in requests)
        return Composition(plain, Provenance("none", fallbacks=len(plain), texts=len(plain)))
    task = Task(door, prompt, tuple(derived), dict(context or {}), dict(run_names or {}), overrides)
    size = 1 if chained else BATCH
    texts: tuple[Worded, ...] = ()
    calls: tuple[Call, ...] = ()
    for start in range(0, len(requests), size):
        batch = tuple(requests[start : start + size])
        before = texts[-1].text if chained and texts else ""
        made, new = _batch(replace(task, context={**task.context, "before": before}), batch)
        texts, calls = texts + made, calls + new
        for worded in made:
            heard(worded)
        if any(call.note == GONE for call in new):
            texts += tuple(_plain(request) for request in requests[start + size :])
            break
    return Composition(texts, _provenance(task, calls, texts), (*_notes(calls), *_coverage(requests, calls)))


def ideas(
    door: Door | None,
    facts: Sequence[Fact],
    *,
    most: int = 5,
    context: Mapping[str, object] | None = None,
    run_names: Mapping[str, str] | None = None,
    overrides: Path | None = None,
) -> Ideas:
    """Ask for ideas for posts; an idea with a text that does not hold is left out, whole."""
    if door is None:
        return Ideas((), Provenance("none"))
    task = Task(door, "ideas", (), dict(context or {}), dict(run_names or {}), overrides)
    call = _ideas_call(task, tuple(facts), most)
    known = tuple(call.shown.values())
    offered = replies.ideas(call.reply.value) if call.reply else ()
    filled = tuple(_filled_idea(idea, call.shown) for idea in offered)
    kept = tuple(idea for idea in filled if idea.title and all(_holds(task, text, known) for text in _texts(idea)))
    provenance = replace(_provenance(task, (call,), ()), texts=len(offered), fallbacks=len(offered) - len(kept))
    return Ideas(kept, provenance, _notes((call,)))


def _plain(request: Request, verdicts: tuple[Verdict, ...] = ()) -> Worded:
    return Worded(request.slot, request.fallback, False, tuple(fact.id for fact in request.facts), verdicts)


def _batch(task: Task, requests: tuple[Request, ...]) -> tuple[tuple[Worded, ...], tuple[Call, ...]]:
    """Ask for some texts, then once more for those that do not hold."""
    calls = asked(task, requests, {})
    first = {request.slot: _judged(task, request, calls) for request in requests}
    failed = tuple(request for request in requests if not first[request.slot].by_model)
    if not failed or any(call.note == GONE for call in calls):
        return tuple(first.values()), calls
    findings = {request.slot: _again(request, first[request.slot], calls) for request in failed}
    repaired = asked(task, failed, findings)
    second = {request.slot: _judged(task, request, repaired, first[request.slot].verdicts) for request in failed}
    return tuple((first | second).values()), calls + repaired


def _again(request: Request, worded: Worded, calls: tuple[Call, ...]) -> Again:
    text = next((said.text for call in calls for said in call.said if said.slot == request.slot), "")
    finding = worded.verdicts[-1].detail if worded.verdicts else "there was no text for this slot"
    return Again(text, finding)


def _judged(task: Task, request: Request, calls: tuple[Call, ...], before: tuple[Verdict, ...] = ()) -> Worded:
    """Check what was said for a request against the facts it names; what fails is the plain version."""
    answered = next(((call, said) for call in calls for said in call.said if said.slot == request.slot), None)
    if answered is None:
        return _plain(request, before)
    call, said = answered
    text = replies.fill(said.text, call.shown)
    named = [call.shown[name] for name in dict.fromkeys((*said.facts, *replies.slots(said.text))) if name in call.shown]
    verdict = _verdict(task, text, request, named)
    every = [fact for fact in call.shown.values() if fact in request.facts]
    if not verdict.ok and named != every:
        whole = _verdict(task, text, request, every)  # models name too few facts; what those offered say may be said
        named, verdict = (every, whole) if whole.ok else (named, verdict)
    if not verdict.ok:
        return _plain(request, (*before, verdict))
    return Worded(request.slot, text, True, tuple(fact.id for fact in named), (*before, verdict))


def _verdict(task: Task, text: str, request: Request, named: Sequence[Fact]) -> Verdict:
    if wrong := replies.form(text, request.words):
        return Verdict(False, "FORM", wrong)
    if unknown := replies.slots(text):
        return Verdict(False, "UNKNOWN_FACT", f"there is no fact {unknown[0]}")
    if request.view and not _VIEW.search(text):
        return Verdict(
            False, "NOT_A_VIEW", "it must read as a plan, a question or a supposition (might, could, should)"
        )
    return _check(text, (*named, *task.derived), known=request.facts, run_names=task.run_names, view=request.view)


def _ideas_call(task: Task, facts: tuple[Fact, ...], most: int) -> Call:
    kept = tuple(budget.most(facts, lambda some: task.door.fits(_ideas_prompt(task, tuple(some), most)[0])))
    prompt, shown = _ideas_prompt(task, kept, most)
    try:
        reply = task.door.ask(prompt, replies.ideas_schema(list(shown), most))
    except ModelUnavailable as error:
        if task.door.required and not isinstance(error, ReplyError):
            raise
        return Call(version=prompt.version, note=f"{error.message} ({error.why})")
    note = f"{len(kept)} of {len(facts)} facts were shown to the model." if len(kept) < len(facts) else ""
    return Call((), shown, prompt.version, reply, note)


def _ideas_prompt(task: Task, facts: tuple[Fact, ...], most: int) -> tuple[Prompt, dict[str, Fact]]:
    shown = numbered(facts)
    rows = [row(name, fact, task.run_names) for name, fact in shown.items()]
    return render(task.prompt, {**task.context, "facts": rows, "most": most}, task.overrides), shown


def _filled_idea(idea: replies.Idea, shown: Mapping[str, Fact]) -> replies.Idea:
    title, angle, audience = (replies.fill(text, shown) for text in (idea.title, idea.angle, idea.audience))
    takeaways = tuple(replies.fill(text, shown) for text in idea.takeaways)
    return replies.Idea(
        title, angle, audience, takeaways, tuple(shown[name].id for name in idea.facts if name in shown)
    )


def _check(
    text: str,
    facts: Sequence[Fact],
    *,
    known: Sequence[Fact] = (),
    run_names: Mapping[str, str],
    view: bool,
) -> Verdict:
    # Imported here: its patterns take 40 ms to compile, which a run without a model must not pay.
    from mlws_writer.checking.check import check

    return check(text, facts, known=known, run_names=run_names, view=view)


def _holds(task: Task, text: str, known: tuple[Fact, ...]) -> bool:
    return not replies.slots(text) and _check(text, known, run_names=task.run_names, view=True).ok


def _texts(idea: replies.Idea) -> tuple[str, ...]:
    return (idea.title, idea.angle, *idea.takeaways)


def _provenance(task: Task, calls: tuple[Call, ...], texts: tuple[Worded, ...]) -> Provenance:
    answered = [call.reply for call in calls if call.reply]
    return Provenance(
        model=task.door.name,
        digest=task.door.digest,
        prompts=tuple(dict.fromkeys(call.version for call in calls if call.version)),
        settings=task.door.limits.options,
        prompt_tokens=sum(reply.prompt_tokens for reply in answered),
        reply_tokens=sum(reply.reply_tokens for reply in answered),
        cached=sum(reply.cached for reply in answered),
        fallbacks=sum(not worded.by_model for worded in texts),
        texts=len(texts),
    )


def _notes(calls: tuple[Call, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(call.note for call in calls if call.note))


def _coverage(requests: Sequence[Request], calls: tuple[Call, ...]) -> tuple[str, ...]:
    """Say for which texts the model saw fewer facts than there were."""
    seen = {said.slot: set(call.shown.values()) for call in calls for said in call.said}
    counts = (
        (request, sum(fact in seen[request.slot] for fact in request.facts))
        for request in requests
        if request.slot in seen
    )
    return tuple(
        f"{request.slot}: {count} of {len(request.facts)} facts were shown to the model."
        for request, count in counts
        if count < len(request.facts)
    )
