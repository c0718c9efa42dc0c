"""Playing a case: the document that a recording or a live model leads to, and what became of each text on the way."""

import hashlib
import json
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from mlws_writer.evals.cases import Case, Recording
from mlws_writer.facts.model import Run
from mlws_writer.workspace import ideas, journal, sessions
from mlws_writer.workspace.layout import Workspace
from mlws_writer.workspace.material import gather
from mlws_writer.workspace.session_order import SessionOrder
from mlws_writer.workspace.settings import Settings
from mlws_writer.workspace.verifying import Verified, checker
from mlws_writer.writing import replies
from mlws_writer.writing.chat import Beside, Door
from mlws_writer.writing.choice import Wishes, choose
from mlws_writer.writing.compose import Composition, Ideas, Worded
from mlws_writer.writing.prompts import Prompt, file_of, parts, version
from mlws_writer.writing.window import Limits


@dataclass(frozen=True, slots=True)
class Live:
    """A model that is asked in place of a recording, and the prompts of one's own that it shall be sent."""

    model: str
    base_url: str = ""
    allow_cloud: bool = False
    prompts: Path | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """One question and the answer to it."""

    prompt: Prompt
    reply: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Text:
    """What became of one text: as it was offered, round after round, what was published of it, and what was found.

    `published` is empty where the plain version stands; `mended` tells that it is not what was offered first.
    """

    slot: str
    offered: tuple[str, ...] = ()
    published: str = ""
    mended: bool = False
    findings: tuple[str, ...] = ()
    prompt: str = ""
    """The kind of prompt that it was asked for with."""


@dataclass(frozen=True, slots=True)
class Played:
    """The document that came out, the runs it is about, and how it came to be."""

    text: str
    runs: tuple[Run, ...] = ()
    texts: tuple[Text, ...] = ()
    calls: tuple[Call, ...] = ()
    source: str = ""
    verified: tuple[Verified, ...] = ()
    """What `mlws verify` finds in the documents that came out, where that was asked for."""

    @property
    def published(self) -> tuple[str, ...]:
        """The texts that are the model's own."""
        return tuple(text.published for text in self.texts if text.published)

    @property
    def prompt(self) -> str:
        """The hash of the first prompt of each kind; what is sent later may hang on what came back."""
        first = {call.prompt.name: call.prompt.version for call in reversed(self.calls)}
        return hashlib.sha256("".join(first[name] for name in sorted(first)).encode()).hexdigest() if first else ""


def play(case: Case, by: Recording | Live | None = None, *, verify: bool = False) -> Played:
    """Make a case's document in a workspace of its own, with a recording, a live model or none."""
    hearing = Hearing()
    live = by if isinstance(by, Live) else Live("")
    with tempfile.TemporaryDirectory() as folder:
        workspace = _workspace(Path(folder), case, live.prompts)
        with _door(case, by, hearing) as door:
            text = _MAKERS[case.kind](workspace, case, door, hearing)
        runs = gather(workspace).days.get(case.day, ())
        source = source_version(case.kind, workspace.prompts)
        documents = filter(Path.is_file, (workspace.activity, *sorted(workspace.sessions.glob("*.md"))))
        verified = tuple(each for path in documents for each in checker(workspace, path).all()) if verify else ()
    unique = tuple(day.summary.run for day in runs)
    return Played(text, unique, tuple(hearing.texts()), tuple(hearing.calls), source, verified)


PROMPTS = {
    "entry": ("bullets", "day"),
    "session": ("overview", "story", "insights", "titles"),
    "ideas": ("ideas",),
}
"""With which prompts each kind of document is made."""


def source_version(kind: str, overrides: Path | None = None) -> str:
    """Name the files of the prompts of a kind of document by their hash."""
    return version([file_of(name, part) for name in PROMPTS[kind] for part in parts(name)], overrides)


@dataclass
class Hearing:
    """Hears each call and each composition while a case is played."""

    calls: list[Call] = field(default_factory=list)
    compositions: list[Composition | Ideas] = field(default_factory=list)

    def call(self, prompt: Prompt, reply: Mapping[str, Any]) -> None:
        """Hear a question and its answer."""
        self.calls.append(Call(prompt, reply))

    def texts(self) -> Iterator[Text]:
        """Tell what became of each text."""
        for composition in self.compositions:
            if isinstance(composition, Composition):
                yield from (self._text(worded) for worded in composition.texts)
            else:
                yield from self._ideas(composition)

    def _text(self, worded: Worded) -> Text:
        said = [
            (call, item) for call in self.calls for item in call.reply.get("texts", ()) if item["slot"] == worded.slot
        ]
        offered, prompt = (
            tuple(_filled(call, item["text"]) for call, item in said),
            said[0][0].prompt.name if said else "",
        )
        findings = tuple(f"{v.reason}: {v.detail}" for v in worded.verdicts if not v.ok)
        return Text(worded.slot, offered, worded.text if worded.by_model else "", bool(findings), findings, prompt)

    def _ideas(self, made: Ideas) -> Iterator[Text]:
        kept = {idea.title: idea for idea in made.ideas}
        told = [refusal.told for refusal in getattr(made, "refused", ())]
        offered = ((call, idea) for call in self.calls for idea in replies.ideas(call.reply))
        for number, (call, idea) in enumerate(offered, 1):
            title = re.compile(re.sub(r"\\\{\\\{.*?\\\}\\\}", ".+", re.escape(idea.title)))
            mine = next((own for name, own in kept.items() if title.fullmatch(name)), None)
            findings = () if mine else tuple(t for t in told if idea.title[:20] in t) or ("a text of it does not hold",)
            published = _whole(mine) if mine else ""
            yield Text(f"idea {number}", (_filled(call, _whole(idea)),), published, False, findings, call.prompt.name)


def _filled(call: Call, text: str) -> str:
    """Put the values that the prompt showed in place of their ids, as a reader would."""
    shown: dict[str, str] = {}
    for line in call.prompt.user.splitlines():
        if line.startswith('{"id": ') and line.endswith("}"):
            row = json.loads(line)
            shown[row["id"]] = str(row.get("value", list(row.values())[1]))
    return replies.SLOT.sub(lambda match: shown.get(match[1], match[0]), replies.clean(text))


def _whole(idea: replies.Idea) -> str:
    """Write an idea as sentences."""
    return " ".join(
        part if part.endswith((".", "!", "?")) else f"{part}."
        for part in (idea.title, idea.angle, *idea.takeaways)
        if part
    )


def _workspace(root: Path, case: Case, prompts: Path | None) -> Workspace:
    for name, content in case.logs.items():
        path = root / "logs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    midday = datetime(case.day.year, case.day.month, case.day.day, 12, tzinfo=UTC)
    workspace = Workspace(root, Settings(model="none"), UTC, midday)
    if prompts is not None and prompts.is_dir():
        shutil.copytree(prompts, workspace.prompts)
    return workspace


def _door(case: Case, by: Recording | Live | None, hearing: Hearing) -> AbstractContextManager[Door | None]:
    beside = Beside(heard=hearing.call)
    if by is None:
        return nullcontext()
    if isinstance(by, Live):
        wishes = Wishes(allow_cloud=by.allow_cloud)
        door = choose(by.model, base_url=by.base_url, wishes=wishes, beside=beside)
        assert door is not None, "a model that is named is there"
        return door
    # Imported here: LangChain takes a second, which only an eval pays.
    from mlws_writer.writing.mock import RecordedChat

    chat = RecordedChat(replies=dict(by.replies))
    return Door(chat, name="recorded", digest=case.name, limits=Limits(), beside=beside, required=True)


def _entry(workspace: Workspace, case: Case, door: Door | None, hearing: Hearing) -> str:
    order = journal.Order(days=(case.day,), model=_name(door), door=door, composed=hearing.compositions.append)
    return journal.summarize(workspace, order).after.decode()


def _session(workspace: Workspace, case: Case, door: Door | None, hearing: Hearing) -> str:
    journal.summarize(workspace, journal.Order(days=(case.day,), model="none"))
    order = SessionOrder((case.day,), model=_name(door), door=door, composed=hearing.compositions.append)
    return sessions.draft(workspace, order).after.decode()


def _ideas(workspace: Workspace, case: Case, door: Door | None, hearing: Hearing) -> str:
    offers = ideas.offer(workspace, (case.day,), _name(door), door=door, composed=hearing.compositions.append)
    return ideas.render(workspace, offers)


def _name(door: Door | None) -> str:
    return door.name if door else "none"


_MAKERS = {"entry": _entry, "session": _session, "ideas": _ideas}
