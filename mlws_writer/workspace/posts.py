"""`mlws draft-post`: a session as it stands → a post for others, through the share gate."""

import base64
import itertools
import posixpath
import re
import socket
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date
from pathlib import Path
from urllib.parse import quote

from mlws_writer.documents import store
from mlws_writer.documents.blocks import Plan
from mlws_writer.documents.commit import commit, preview
from mlws_writer.documents.inline import escape
from mlws_writer.documents.ledger import Ledger, digest
from mlws_writer.errors import InputError, Refused, UsageError
from mlws_writer.facts.model import LogReading, Run
from mlws_writer.facts.texts import texts_of
from mlws_writer.sources.git import people
from mlws_writer.tier2_activity.summary import Summary, run_names
from mlws_writer.tier2_activity.wording import short
from mlws_writer.tier3_sessions.outline import Author, outline
from mlws_writer.tier3_sessions.page import Excerpt, anchors, cited, page, prepared, resting, with_neighbours
from mlws_writer.tier3_sessions.pitch import pitch
from mlws_writer.tier3_sessions.post import TARGETS, Matter, Target, compose, matter
from mlws_writer.tier3_sessions.share_gate import Gate, Replaced, inside, replaced
from mlws_writer.tier3_sessions.standing_session import StandingIdea, StandingSession, for_others, read_session
from mlws_writer.tier3_sessions.svg import is_sealed, sealed
from mlws_writer.workspace.ideas import sessions_of
from mlws_writer.workspace.layout import Workspace
from mlws_writer.workspace.material import gather
from mlws_writer.workspace.model import Tell
from mlws_writer.workspace.pictures import put as put_picture
from mlws_writer.workspace.verifying import FINDINGS, Stands, Verified, checker

PAGE = "page"
_LONGEST_LINE = 400
_COLOURS = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp")


@dataclass(frozen=True, slots=True)
class PostOrder:
    """Which session a post is made from, about which of its ideas (0: all of it), for which target and whom."""

    session: Path
    target: str = "plain"
    idea: int = 0
    audience: str = ""
    output: Path | None = None
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Posted:
    """A post with the bytes of its file before and after, what was replaced in it, and the pictures beside it."""

    path: Path | None
    before: bytes
    after: bytes
    title: str
    replaced: tuple[Replaced, ...]
    assets: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    """What the author should look at before it is published."""
    unsupported: bool = False
    """Whether the session says something of ours that the logs do not support."""

    @property
    def changed(self) -> bool:
        """Whether a byte was changed, or would be without a dry run."""
        return self.before != self.after or bool(self.assets)


@dataclass(frozen=True, slots=True)
class Behind:
    """What is behind a session: its own text and place, the runs that it tells of, and the gate that knows them all."""

    text: str
    session: StandingSession
    folder: str
    day: date
    summaries: tuple[Summary, ...]
    gate: Gate
    checked: tuple[Verified, ...]

    @property
    def unsupported(self) -> bool:
        """Whether a sentence of ours is not supported by the logs."""
        return any(each.stands is Stands.UNSUPPORTED for each in self.checked)

    @property
    def findings(self) -> tuple[str, ...]:
        """What does not hold of the session, for its author, and what a log says otherwise."""
        bad = [each for each in self.checked if each.stands in FINDINGS or each.against]
        return tuple(
            f"line {each.line} of the session, “{short(each.text)}”: "
            + (f"the log says {'; '.join(each.against)}" if each.against else each.reason or each.stands.value)
            for each in bad
        )

    @property
    def runs(self) -> tuple[Run, ...]:
        """The runs."""
        return tuple(summary.run for summary in self.summaries)

    def place(self, target: str) -> str:
        """Say to which file of the workspace a link of the session leads."""
        return inside(target, self.folder)


def session_file(workspace: Workspace, word: str, days: Sequence[date], folder: Path) -> Path:
    """Find a session document by its file, or by its day."""
    named = folder / word
    if named.is_file():
        return named
    found = sessions_of(workspace, days)
    if found:
        return workspace.root / next(iter(found.values()))
    raise InputError(f"no session document is {word}", why="no file and no day of one has that name",
                     fix=f"write it first: mlws draft-session {word if days else 'DAY'}")  # fmt: skip


def draft_post(workspace: Workspace, order: PostOrder, tell: Tell = lambda note: None) -> Posted:
    """Write the post of a session, and the pictures that it shows beside it."""
    behind = look_behind(workspace, order.session, tell)
    if order.target == PAGE:
        return _page(workspace, behind, order)
    idea = _idea(behind.session, order.idea)
    told, topic = _told(workspace, behind, idea)
    names = run_names(behind.runs)
    about = matter(behind.session, idea, told, names, behind.runs, audience=order.audience, day=behind.day)
    if idea is None and len(behind.session.ideas) > 1:
        tell(f"The post tells of the whole session; --idea N makes one of a single idea: {_named(behind.session)}.")
    about = replace(about, topic=topic, title=behind.gate.through(about.title))  # the file is named by it
    target = TARGETS[order.target]
    pictures = _Pictures(workspace, behind, bool(order.output and str(order.output) == "-"))
    text = compose(
        behind.session, about, target, asset=pictures.name, place=behind.place, overrides=workspace.templates
    )
    shared = behind.gate.through(text)
    after, list_of = shared.encode("utf-8", "replace"), replaced(shared)
    if str(order.output) == "-":
        return Posted(None, b"", after, about.title, list_of, (), behind.findings, behind.unsupported)
    path = order.output or _path(workspace, about, target)
    before = put(workspace, path, after, dry_run=order.dry_run)
    beside = path.parent
    if target.assets and order.output is None:
        beside = path.parents[target.file.count("/")] / target.assets.format(slug=about.name)
    new = tuple(pictures.put(beside, tell, dry_run=order.dry_run))
    look = (*behind.findings, *pictures.warnings)
    return Posted(path, before, after, about.title, list_of, new, look, behind.unsupported)


def _page(workspace: Workspace, behind: Behind, order: PostOrder) -> Posted:
    """Write a session as one page, with the log lines that it rests on beside it."""
    said = [(v.line, v.text, _lines_of(v)) for v in behind.checked]
    behind = replace(behind, text=for_others(resting(behind.text, said, behind.folder)))
    wanted = {log: with_neighbours(lines) for log, lines in cited(behind.text, behind.place).items()}
    read = {log: lines for log, numbers in wanted.items() if (lines := _lines(workspace, log, numbers))}
    behind = replace(behind, gate=behind.gate.knowing(text for lines in read.values() for _, text in lines))
    through = behind.gate.through
    excerpts = [Excerpt(through(log), tuple((n, through(text)) for n, text in lines)) for log, lines in read.items()]
    pictures = _Pictures(workspace, behind, none=False)
    shown = anchors((log, [line for line, _ in lines]) for log, lines in read.items())
    text = through(prepared(behind.text, shown, behind.place, pictures.name))
    title = through(behind.session.title)
    whole = page(title, text, excerpts, pictures.data, workspace.templates)
    list_of = replaced("\n".join([text, *(line for excerpt in excerpts for _, line in excerpt.lines)]))
    list_of = tuple(replace(each, lines=()) for each in list_of)
    after = whole.encode("utf-8", "replace")
    if str(order.output) == "-":
        return Posted(None, b"", after, title, list_of, (), behind.findings, behind.unsupported)
    path = order.output or workspace.drafts / f"{_bare(through(order.session.stem))}.html"
    before = put(workspace, path, after, dry_run=order.dry_run)
    return Posted(path, before, after, title, list_of, (), (*behind.findings, *pictures.warnings), behind.unsupported)


def _lines_of(said: Verified) -> list[tuple[str, int]]:
    """Give the lines that a sentence rests on, those of the values that it states first."""
    return list(dict.fromkeys((b.log, b.line) for b in sorted(said.places, key=lambda b: not b.value) if b.line))


def _lines(workspace: Workspace, log: str, numbers: Sequence[int]) -> list[tuple[int, str]]:
    """Read some lines of a log as a terminal would show them; none where the log is gone."""
    path, wanted = workspace.root / log, set(numbers)
    found = []
    try:
        with path.open("rb") as opened:
            for number, raw in enumerate(itertools.islice(opened, max(wanted, default=0)), 1):
                if number in wanted:
                    text = _COLOURS.sub("", raw.decode("utf-8", "replace").rstrip("\r\n")).rpartition("\r")[2]
                    found.append((number, text if len(text) <= _LONGEST_LINE else text[:_LONGEST_LINE] + " …"))
    except OSError:
        return []  # it was archived or deleted: the page then shows the document alone
    return found


def look_behind(workspace: Workspace, path: Path, tell: Tell) -> Behind:
    """Read a session document as it stands, find the runs behind it, and learn what must not be shared."""
    raw = store.read(path)
    if raw is None:
        raise InputError(f"{path} is not there", why="no file has that name", fix="name a session document")
    text = raw.decode("utf-8", "replace")
    session = read_session(for_others(text))
    material = gather(workspace, tell=tell)
    folder = posixpath.dirname(workspace.own_name(path)) or "."
    cited = {inside(link, folder) for _, pieces in session.sections for piece in pieces for link, _ in piece.links}
    days = [run for day in session.days for run in material.days.get(day, ())]
    found = {run.summary.run.id: run.summary for run in days if run.summary.run.log in cited or not cited}
    texts = [text, *_private_texts(workspace, material.readings)]
    day = next(iter(session.days), workspace.today)
    checked = checker(workspace, path).all()
    return Behind(text, session, folder, day, tuple(found.values()), Gate(texts, str(workspace.root)), checked)


def put(workspace: Workspace, path: Path, after: bytes, *, dry_run: bool) -> bytes:
    """Write a shared file unless a person has changed it since we did; return what it held before."""

    def make(raw: bytes | None, ledger: Ledger) -> Plan:
        ours = {record.after for record in ledger.records if record.op == "intent"}
        if raw not in (None, after) and digest(raw or b"") not in ours:
            raise Refused("you have changed it", why="a post that was edited is not overwritten",
                          fix="write to another file with -o, or move it away")  # fmt: skip
        return Plan(after, (), (), raw)

    if dry_run:
        return preview(path, workspace.root, make).before or b""
    path.parent.mkdir(parents=True, exist_ok=True)
    return commit(path, workspace.root, make, at=workspace.now.astimezone(UTC)).before or b""


def _private_texts(workspace: Workspace, readings: Sequence[LogReading]) -> Iterator[str]:
    """Give every text in which somebody or something private may be named: logs, journal, commits, this host."""
    yield (store.read(workspace.activity) or b"").decode("utf-8", "replace")
    for reading in readings:
        yield from texts_of(reading)
    for name, mail in people(workspace.root):
        yield f'author="{name}" <{mail}>'
    host = socket.gethostname()
    if not host.isalpha():  # a host called by a plain word is hidden where a text says that it is one
        yield f"hostname: {host}"


def _idea(session: StandingSession, number: int) -> StandingIdea | None:
    if not number:
        return None
    if 0 < number <= len(session.ideas):
        return session.ideas[number - 1]
    have = _named(session) or "none"
    raise UsageError(f"the session has no idea {number}", why=f"it has: {have}", fix="name one of them with --idea")


def _named(session: StandingSession) -> str:
    return "; ".join(f"{number} {idea.title}" for number, idea in enumerate(session.ideas, 1))


def _told(workspace: Workspace, behind: Behind, idea: StandingIdea | None) -> tuple[frozenset[str], frozenset[str]]:
    """Find the runs and the topic of an idea, by its title, its angle and its takeaways; none where it is the author's.

    Whoever reads of a failure wants to know how it was overcome: the run that was done again belongs to it.
    """
    if idea is None or not behind.summaries:
        return frozenset(), frozenset()
    made = outline([behind.day], behind.summaries, Author(), entry_link="")
    like = [
        (escape(each.title) == idea.title, sum(escape(t) in idea.takeaways for t in each.takeaways), each, source)
        for source, each in zip(made.ideas, pitch(made.ideas, workspace.templates), strict=True)
        if escape(each.title) == idea.title or escape(each.angle) == idea.angle
    ]
    if not like:
        return frozenset(), frozenset()
    *_, found, source = max(like, key=lambda each: each[:2])  # two ideas may have one angle, and a model's title
    told = {summary.run.id for summary in found.summaries}
    told |= {retry.again.id for retry in made.retries if retry.failed.id in told}
    return frozenset(told), source.topic


def _path(workspace: Workspace, about: Matter, target: Target) -> Path:
    folder = workspace.drafts / f"{about.day}-{about.name}" / target.name
    return folder / target.file.format(day=about.day, slug=about.name)


def _bare(name: str) -> str:
    """Write a name with stand-ins in it as the name of a file."""
    return name.replace("[", "").replace("]", "")


class _Pictures:
    """The pictures of a session that a post shows, as they may be shared."""

    def __init__(self, workspace: Workspace, behind: Behind, none: bool) -> None:
        self._workspace, self._behind, self._none = workspace, behind, none
        self._found: dict[str, bytes] = {}
        self.warnings: list[str] = []

    def name(self, target: str) -> str:
        """Give a picture the name under which a post shows it, "" where there is none to show."""
        path = self._workspace.root / self._behind.place(target)
        if self._none or not self._behind.place(target) or path.suffix.lower() not in PICTURES or not path.is_file():
            return ""
        name = _bare(self._behind.gate.through(path.name))
        if name not in self._found:
            self._found[name] = self._shared(path, name)
        return quote(name)

    def _shared(self, path: Path, name: str) -> bytes:
        raw = path.read_bytes()
        if path.suffix.lower() == ".svg":
            text = raw.decode("utf-8", "replace")
            drawn = text.rpartition("<!-- ")[0] if is_sealed(raw) else text
            return sealed(self._behind.gate.through(drawn))
        self.warnings.append(f"{name} is a picture, copied as it is: look whether it shows what must not be shared")
        return raw

    @property
    def data(self) -> dict[str, str]:
        """Give each picture as the text that holds all of it."""
        kinds = {"svg": "svg+xml", "jpg": "jpeg"}
        return {
            quote(name): f"data:image/{kinds.get(kind, kind)};base64,{base64.b64encode(raw).decode()}"
            for name, raw in self._found.items()
            for kind in [name.rpartition(".")[2].lower()]
        }

    def put(self, folder: Path, tell: Tell, *, dry_run: bool) -> Iterator[str]:
        """Put the pictures into a folder; one that a person changed there is left alone."""
        for name, raw in self._found.items():
            if put_picture(self._workspace, folder / name, raw, tell, dry_run=dry_run):
                yield self._workspace.name(folder / name)
