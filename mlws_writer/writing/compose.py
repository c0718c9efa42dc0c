"""From facts to checked text: ask, check each text, cut what does not hold, ask again, else keep the plain version."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from mlws_writer.checking.judgement import Behind, Told, asserts, supported
from mlws_writer.checking.verdict import Verdict
from mlws_writer.errors import ModelUnavailable, ReplyError
from mlws_writer.facts.model import Fact
from mlws_writer.writing import budget, judging, replies
from mlws_writer.writing.asking import GONE, Again, Call, Request, Task, asked, batches, numbered, row
from mlws_writer.writing.chat import Door
from mlws_writer.writing.lanes import side_by_side
from mlws_writer.writing.prompts import Prompt, render

ROUNDS = 2
"""How often a text that does not hold is asked for again."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A text of a model that is not in the document as it was given, and why; `place` is what a person calls it."""

    slot: str
    place: str
    text: str
    reason: str
    cut: bool = False

    @property
    def told(self) -> str:
        """Say it in a line."""
        short = self.text if len(self.text) <= _SHORT else self.text[:_SHORT] + " …"
        return f"{self.place}: {'cut' if self.cut else 'not taken'} ({self.reason}): {short}"


_SHORT = 160


@dataclass(frozen=True, slots=True)
class Worded:
    """A text as it may be published, who worded it, of which runs it may be, and what was found on the way."""

    slot: str
    text: str
    by_model: bool
    rests_on: tuple[Fact, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    prompt: str = ""
    refused: tuple[Refusal, ...] = ()
    told: Told = Told.STATEMENT
    about: tuple[str, ...] = ()

    @property
    def facts(self) -> tuple[str, ...]:
        """The ids of the facts that it rests on."""
        return tuple(fact.id for fact in self.rests_on)


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
    """All texts in the order they were wanted, what they were judged by, and what the reader should be told."""

    texts: tuple[Worded, ...]
    provenance: Provenance
    notes: tuple[str, ...] = ()
    behind: Behind = field(default_factory=Behind)

    def text(self, slot: str) -> str:
        """Look up the text of a slot, empty where there is none."""
        return next((worded.text for worded in self.texts if worded.slot == slot), "")

    @property
    def refused(self) -> tuple[Refusal, ...]:
        """What the model gave and the document does not hold."""
        return tuple(refusal for worded in self.texts for refusal in worded.refused)


@dataclass(frozen=True, slots=True)
class Ideas:
    """Ideas for posts whose texts hold, with the facts they rest on, and how they came to be."""

    ideas: tuple[replies.Idea, ...]
    provenance: Provenance
    notes: tuple[str, ...] = ()
    refused: tuple[Refusal, ...] = ()
    named: tuple[tuple[Fact, ...], ...] = ()
    """The facts that each idea names."""
    texts: tuple[Worded, ...] = ()
    """The parts of the ideas, each as a text of its own."""
    behind: Behind = field(default_factory=Behind)


def word(  # noqa: PLR0913  what a prompt is made of
    door: Door | None,
    requests: Sequence[Request],
    *,
    derived: Sequence[Fact] = (),
    whole: Sequence[Fact] = (),
    context: Mapping[str, object] | None = None,
    run_names: Mapping[str, str] | None = None,
    overrides: Path | None = None,
    heard: Callable[[Worded], None] = lambda worded: None,
) -> Composition:
    """Word each request from its facts, or keep its plain version; without a door that is all of them.

    Of a narrative, the model is shown the paragraph before, and one that fails is not published at all. Other texts
    are asked for side by side where the door allows it; a bullet may lose a clause that does not hold. `whole` are
    all facts of the runs, shown or not: no text may contradict them. `heard` is told each text as soon as it stands,
    so that a caller who is interrupted has those. Raises ModelUnavailable only for a door that is required.
    """
    if door is None:
        plain = tuple(_plain(request) for request in requests)
        return Composition(plain, Provenance("none", fallbacks=len(plain), texts=len(plain)))
    task = Task(door, tuple(derived), dict(context or {}), dict(run_names or {}), overrides, tuple(whole))
    told = tuple(request for request in requests if request.chained)
    others = batches([request for request in requests if not request.chained])
    work = [partial(_narrative, task, told, heard)] if told else []
    work += [partial(_at_once, task, batch, heard) for batch in others]
    made = side_by_side(work, door.limits.parallel)
    found = {request.slot: worded for lane in made for request, worded in lane.texts}
    texts = tuple(_heard_once([(request, found[request.slot]) for request in requests]))
    calls = tuple(call for lane in made for call in lane.calls)
    notes = (*_notes(calls), *_coverage(requests, calls))
    offered = tuple(dict.fromkeys(fact for request in requests for fact in request.facts))
    return Composition(texts, _provenance(task, calls, texts), notes, judging.behind(task, offered))


def _heard_once(found: Sequence[tuple[Request, Worded]]) -> Iterator[Worded]:
    """Keep the plain version of what stands beside a narrative and says a sentence of it again."""
    stands = [worded.text for request, worded in found if request.chained and worded.by_model]
    for request, worded in found:
        beside = bool(stands) and worded.by_model and not (request.chained or request.names)
        if beside and (again := judging.said_again(worded.text, stands)):
            refusal = Refusal(worded.slot, worded.slot.partition(":")[0], worded.text, again)
            verdicts = (*worded.verdicts, Verdict(False, "FORM", again))
            yield replace(_plain(request), verdicts=verdicts, refused=(*worded.refused, refusal))
            continue
        stands += [worded.text] if beside else []
        yield worded


@dataclass(frozen=True, slots=True)
class _Lane:
    """Texts that were asked for one after the other, and what was asked for them."""

    texts: tuple[tuple[Request, Worded], ...]
    calls: tuple[Call, ...]


def _narrative(task: Task, requests: tuple[Request, ...], heard: Callable[[Worded], None]) -> _Lane:
    """Word paragraphs in their order, each in view of the one before."""
    texts: tuple[Worded, ...] = ()
    calls: tuple[Call, ...] = ()
    for request in requests:
        stands = tuple(worded.text for worded in texts if worded.text)
        before = texts[-1].text if texts else ""
        here = replace(task, context={**task.context, "before": before}, stands=stands)
        made, new = _batch(here, (request,), cut=False)
        texts, calls = texts + made, calls + new
        heard(made[0])
        if any(call.note == GONE for call in new):
            texts += tuple(_plain(request) for request in requests[len(texts) :])
            break
    return _Lane(tuple(zip(requests, texts, strict=True)), calls)


def _at_once(task: Task, requests: tuple[Request, ...], heard: Callable[[Worded], None]) -> _Lane:
    """Word texts that know nothing of each other."""
    texts, calls = _batch(task, requests, cut=requests[0].prompt == "bullets")
    for worded in texts:
        heard(worded)
    return _Lane(tuple(zip(requests, texts, strict=True)), calls)


def ideas(
    door: Door | None,
    facts: Sequence[Fact],
    *,
    most: int = 5,
    derived: Sequence[Fact] = (),
    whole: Sequence[Fact] = (),
    run_names: Mapping[str, str] | None = None,
    overrides: Path | None = None,
) -> Ideas:
    """Ask for ideas for posts; an idea with a text that does not hold is left out, whole."""
    if door is None:
        return Ideas((), Provenance("none"))
    task = Task(door, tuple(derived), {}, dict(run_names or {}), overrides, tuple(whole))
    call = _ideas_call(task, tuple(facts), most)
    offered = replies.ideas(call.reply.value) if call.reply else ()
    filled = tuple(_filled_idea(idea, call.shown) for idea in offered)
    found = tuple((idea, _judged_idea(task, idea, call)) for idea in filled)
    kept = tuple(idea for idea, parts in found if not isinstance(parts, Refusal))
    refused = tuple(parts for _, parts in found if isinstance(parts, Refusal))
    provenance = replace(_provenance(task, (call,), ()), texts=len(offered), fallbacks=len(refused))
    texts = tuple(worded for _, parts in found if not isinstance(parts, Refusal) for worded in parts)
    named = tuple(_named(idea, call) for idea in kept)
    return Ideas(kept, provenance, _notes((call,)), refused, named, texts, judging.behind(task, facts))


def _named(idea: replies.Idea, call: Call) -> tuple[Fact, ...]:
    return tuple(dict.fromkeys(call.shown[name] for name in idea.facts if name in call.shown))


def _parts(idea: replies.Idea) -> Iterator[tuple[str, str]]:
    yield from (("title", idea.title), ("angle", idea.angle), ("audience", idea.audience))
    yield from (("takeaway", text) for text in idea.takeaways)


def _plain(request: Request, before: Worded | None = None) -> Worded:
    verdicts, refused = (before.verdicts, before.refused) if before else ((), ())
    return Worded(request.slot, request.fallback, False, request.facts, verdicts, refused=refused)


def _batch(task: Task, requests: tuple[Request, ...], *, cut: bool) -> tuple[tuple[Worded, ...], tuple[Call, ...]]:
    """Ask for some texts, then again for those that do not hold; who gives the same text twice is asked no more."""
    grounded = tuple(request for request in requests if request.facts)  # without facts there is nothing to word
    calls = asked(task, grounded, {}) if grounded else ()
    found = {request.slot: _worded(task, request, calls, _plain(request), cut=cut) for request in requests}
    failed = {request.slot: request for request in grounded if not found[request.slot].by_model}
    latest = {slot: _said(slot, calls) for slot in failed}
    for _ in range(ROUNDS):
        if not failed or any(call.note == GONE for call in calls):
            break
        findings = {slot: Again(latest[slot], _finding(found[slot])) for slot in failed}
        new = asked(task, tuple(failed.values()), findings)
        calls += new
        found |= {slot: _worded(task, request, new, found[slot], cut=cut) for slot, request in failed.items()}
        said = {slot: _said(slot, new) for slot in failed}
        failed = {s: request for s, request in failed.items() if not found[s].by_model and said[s] != latest[s]}
        latest = said
    return tuple(found[request.slot] for request in requests), calls


def _said(slot: str, calls: Sequence[Call]) -> str:
    return next((said.text for call in calls for said in call.said if said.slot == slot), "")


def _finding(worded: Worded) -> str:
    return worded.verdicts[-1].detail if worded.verdicts else "there was no text for this slot"


def _worded(task: Task, request: Request, calls: Sequence[Call], before: Worded, *, cut: bool) -> Worded:
    """Take what was said for a request if it holds, or what is left of it; else what stood before, and why."""
    found = judging.judged(task, request, calls, cut=cut)
    if found is None:
        return before
    verdicts, refused = (*before.verdicts, found.verdict), before.refused
    if not found.verdict.ok and (given := found.given or found.text):
        reason = found.verdict.detail or found.verdict.reason
        refusal = Refusal(request.slot, _place(task, request), given, reason, cut=bool(found.given))
        refused = tuple(dict.fromkeys((*refused, refusal)))
    if found.verdict.ok or found.given:
        whose = found.facts, verdicts, found.prompt, refused, found.told, found.about
        return Worded(request.slot, found.text, True, *whose)
    return replace(before, verdicts=verdicts, refused=refused)


def _place(task: Task, request: Request) -> str:
    """Name a slot as a person would: the run, and what is said of it."""
    first, slash, last = request.slot.partition("/")
    run, kind = (first, last) if slash else (last or request.slot.partition(":")[2], request.slot.partition(":")[0])
    name = task.run_names.get(run, "")
    return f"{name}, {kind.partition(':')[0]}" if name else kind or request.slot


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
    told = [row(name, fact, task.run_names) for name, fact in shown.items()]
    return render("ideas", {**task.context, "facts": told, "most": most}, task.overrides), shown


def _filled_idea(idea: replies.Idea, shown: Mapping[str, Fact]) -> replies.Idea:
    title, angle, audience = (replies.fill(text, shown) for text in (idea.title, idea.angle, idea.audience))
    takeaways = tuple(replies.fill(text, shown) for text in idea.takeaways)
    return replies.Idea(title, angle, audience, takeaways, idea.facts)


WORDS_OF_AN_IDEA = 60
"""A part of an idea that is longer is none."""


def _judged_idea(task: Task, idea: replies.Idea, call: Call) -> tuple[Worded, ...] | Refusal:
    """Give the parts of an idea, or say which of them does not hold; what it shows is asserted, the rest is a plan."""
    found, every = [], tuple(call.shown.values())
    for part, text in _parts(idea):
        told = Told.STATEMENT if part == "takeaway" else Told.PITCH
        named = _named(idea, call)
        if not named or not _idea_verdict(task, text, named, every, told).ok:
            named = every  # models name too few; what those offered say may be said
        verdict = _idea_verdict(task, text, named, every, told)
        if not verdict.ok:
            return Refusal("ideas", f"idea {idea.title[:60]!r}, {part}", text, verdict.detail or verdict.reason)
        about = tuple(dict.fromkeys(fact.run for fact in every))
        found.append(Worded("ideas", text, True, named, (verdict,), call.version, told=told, about=about))
    return tuple(found)


def _idea_verdict(task: Task, text: str, named: tuple[Fact, ...], every: tuple[Fact, ...], told: Told) -> Verdict:
    if unknown := replies.slots(text):
        return Verdict(False, "UNKNOWN_FACT", f"there is no fact {unknown[0]}")
    if wrong := replies.form(text, WORDS_OF_AN_IDEA) or judging.shape(text):
        return Verdict(False, "FORM", wrong)
    verdict = asserts(text, (*named, *task.derived), task.run_names, known=every, told=told)
    runs = tuple(dict.fromkeys(fact.run for fact in every))
    return supported(text, named, judging.behind(task, every), runs, told) if verdict.ok else verdict


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
