"""A session as it stands → a post for others: about one idea or the whole, for the program that will publish it."""

import json
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from mlws_writer.documents.inline import escape, without_markup
from mlws_writer.facts.model import Run
from mlws_writer.tier2_activity.leading import words_of
from mlws_writer.tier2_activity.wording import capitalize_first, templates
from mlws_writer.tier3_sessions.failure_post import failure, is_failure, title_of
from mlws_writer.tier3_sessions.ideas import topic_words
from mlws_writer.tier3_sessions.narrative import slug
from mlws_writer.tier3_sessions.share_gate import without_local_links
from mlws_writer.tier3_sessions.standing_session import LABEL, Piece, StandingIdea, StandingSession

_SAID_BY_PLACE = {"task", "discovery", "impact", "rationale", "evidence"}
"""Labels that a session needs and a story does not."""
_PLACES = re.compile(r"\b(?:\d\d:\d\d|line \d+|and)\b")
_READ = re.compile(r"- References: *(.+)")
_LONGEST = 48
_OWN = re.compile(
    r"\s*\((?:commit `[0-9a-f]{8}`(?:, before \[[^\]]*\]\([^()]*\))?|the author)\)|^Decided by .*\.$|^- Warning: .*\n?",
    re.MULTILINE,
)
"""What tells the author, and nobody else, where a thing stands."""
_WARNED = re.compile(r"(?m)^(\*\*Outcome\*\*: |\|)(.*?), with (?:a warning|\d+ kinds of warning)(?=[.:]| \(\[)")
"""How a run ended, with a word of the warnings, which a post does not show."""
_BOX = re.compile(r"^(\s*[-*+] )\[[ xX]\] ")
_ITEM = re.compile(r"^\s*[-*+] (?:\[[ xX]\] )?")
_IMAGE = re.compile(r"!\[((?:[^\[\]\\]|\\.)*)\]\(")


@dataclass(frozen=True, slots=True)
class Target:
    """A program that publishes posts: where its file and its pictures belong, and what it wants at the top."""

    name: str
    file: str
    assets: str = ""
    shown: str = "{file}"
    """How a picture is named in the text."""
    front: tuple[str, ...] = ()
    heading: bool = True
    more: str = ""
    """What parts the opening from the rest."""


TARGETS = {
    each.name: each
    for each in (
        Target("hugo", "index.md", front=("title", "date", "draft", "description"), heading=False, more="<!--more-->"),
        Target(
            "jekyll", "_posts/{day}-{slug}.md", "assets/{slug}", '{{{{ "/assets/{slug}/{file}" | relative_url }}}}',
            front=("layout", "title", "date", "published", "draft", "description"), heading=False,
        ),
        Target("mkdocs", "index.md", front=("title", "date", "draft", "description"), more="<!-- more -->"),
        Target("obsidian", "{slug}.md", front=("title", "date", "draft", "description", "audience")),
        Target("plain", "{slug}.md"),
    )
}  # fmt: skip
"""The targets of a post by their names; a page is none of them."""


@dataclass(frozen=True, slots=True)
class Matter:
    """What a post is made from: the idea, or the whole session, with the runs that it tells of."""

    title: str
    angle: str
    audience: str
    takeaways: tuple[str, ...]
    day: date
    runs: tuple[str, ...]
    """The names of the runs that it tells of, as the session has them."""
    others: tuple[str, ...]
    logs: frozenset[str]
    topic: frozenset[str] = frozenset()
    """Words of which insights, decisions, lessons and steps must have one; none where all of its runs is its topic."""

    @property
    def name(self) -> str:
        """The title as the name of a file, of whole words."""
        whole = slug(self.title)
        return whole if len(whole) <= _LONGEST else whole[: _LONGEST + 1].rpartition("-")[0] or whole[:_LONGEST]


def matter(
    session: StandingSession,
    idea: StandingIdea | None,
    told: Collection[str],
    names: Mapping[str, str],
    runs: Sequence[Run],
    *,
    audience: str = "",
    day: date,
) -> Matter:
    """Say what a post is about; `told` are the ids of the runs of the idea, none of them meaning all."""
    chosen = [run for run in runs if run.id in told or not told]
    own = tuple(names[run.id] for run in chosen)
    others = tuple(name for run in runs if (name := names[run.id]) not in own)
    logs = frozenset(run.log for run in chosen)
    if idea is None:
        title = title_of(session) if is_failure(session) else session.title
        return Matter(title, session.objective, escape(audience), (), day, own, others, logs)
    title = without_markup(idea.title)
    return Matter(title, idea.angle, escape(audience) or idea.audience, idea.takeaways, day, own, others, logs)


@dataclass(frozen=True, slots=True)
class _Selection:
    """What of a session belongs into a post, in the words and with the links of its target."""

    session: StandingSession
    about: Matter
    target: Target
    asset: Callable[[str], str]
    place: Callable[[str], str]

    def words(self, text: str) -> str:
        return _for_target(without_local_links(_WARNED.sub(r"\1\2", _OWN.sub("", text)), self._shown), self.target)

    def chosen(self, heading: str) -> list[Piece]:
        """Give the pieces of a section that belong to the post."""
        pieces = _with_their_tables(self.session.section(heading), lambda piece: self._belongs(piece, heading))
        kept = [self.bare(replace(p, text=_rows(p, self.about, self.place))) for p in pieces]
        return list(dict.fromkeys(p for p in kept if p.text.strip() or p.title))

    def told(self, heading: str) -> list[Piece]:
        """Leave what leads in a list that is not shown whole: it speaks of all of it."""
        every, shown = self.session.section(heading), self.chosen(heading)
        cut = sum(map(_is_listed, shown)) < sum(map(_is_listed, every))
        return [p for p in shown if _is_listed(p) or not cut]

    def steps(self) -> list[str]:
        """Give the items of the next steps."""
        heading = "Next Steps & Recommendations"
        items = [piece for piece in self.session.section(heading) if piece.kind == "item"]
        found = [p for p in items if _is_next(p, self.about, self.place) and _serves(p, heading, self.about)]
        return [self.bare(piece).text for piece in found]

    def bare(self, piece: Piece) -> Piece:
        return replace(piece, title=self.words(piece.title), text=self.words(piece.text))

    def _shown(self, file: str) -> str:
        name = self.asset(file)
        return self.target.shown.format(file=name, slug=self.about.name) if name else ""

    def _belongs(self, piece: Piece, heading: str) -> bool:
        return _is_about(piece, self.about, self.place) and _serves(piece, heading, self.about)


def compose(
    session: StandingSession,
    about: Matter,
    target: Target,
    *,
    asset: Callable[[str], str],
    place: Callable[[str], str],
    overrides: Path | None = None,
) -> str:
    """Write the post, front matter and all.

    `asset` says under which name a picture of the session can be shown, `place` to which file a link of it leads.
    """
    of = _Selection(session, about, target, asset, place)
    aim = f"**Aim**: {words}" if (words := of.words(session.objective)) else ""
    overview, decided, steps = [p.text for p in of.chosen("Session Overview")], of.told(_DECISIONS), of.steps()
    decisions, resources = [_decided(piece) for piece in decided], of.chosen("Resources Referenced")
    failed = None
    if is_failure(session) and not about.takeaways:
        work = next(of.bare(p) for p in session.section("Tasks Completed") if p.title)
        failed = failure(overview, work, [p.text for p in decided], [_ITEM.sub("", step) for step in steps])
    values: dict[str, object] = {
        "failure": failed,
        "about": about,
        "target": target,
        "takeaways": [of.words(each) for each in about.takeaways],
        "angle": aim if about.angle == session.objective else of.words(about.angle),
        "audience": of.words(about.audience),
        "tasks": _tasks(of, aim),
        "results": of.chosen("Results & Metrics"),
        "insights": [_told(p.text) for p in of.chosen("Technical Insights")],
        "decisions": [p for p in decisions if p.title or not any(p.text in text for text in overview)],
        "lessons": [p.text for p in of.told("Lessons Learned")],
        "steps": [_BOX.sub(r"\1", step) for step in steps],
        "overview": overview if not about.takeaways else [],
        "reading": [] if about.others else [m[1] for p in resources if (m := _READ.match(p.text))],
    }
    body = templates(overrides).get_template("post/post.md.j2").render(values)
    return front_matter(about, target) + re.sub(r"\n{3,}", "\n\n", body).strip("\n") + "\n"


_DECISIONS = "Key Decisions & Rationale"


def _tasks(of: _Selection, aim: str) -> list[Piece]:
    """Tell the work; the only piece of a session says what it was for where the post does not open with that."""
    tasks = [replace(p, text=_story(p.text)) for p in of.chosen("Tasks Completed") if p.title]
    alone = len(tasks) == 1 == len(of.session.section("Tasks Completed"))
    if alone and of.about.angle != of.session.objective:
        return [replace(tasks[0], text=f"{aim}\n\n{tasks[0].text}".strip("\n"))]
    return tasks


def _is_listed(piece: Piece) -> bool:
    return bool(piece.title) or piece.kind == "item"


def front_matter(about: Matter, target: Target) -> str:
    """Write what the target wants at the top; each text is quoted, whatever it holds."""
    known: Mapping[str, object] = {
        "layout": "post",
        "title": about.title,
        "date": about.day,
        "draft": True,
        "published": False,
        "description": without_markup(about.angle),
        "audience": without_markup(about.audience),
    }
    lines = [f"{key}: {_yaml(known[key])}" for key in target.front if known[key] not in ("", None)]
    return "\n".join(["---", *lines, "---", "", ""]) if lines else ""


def _yaml(value: object) -> str:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str | bool) else str(value)


def _is_about(piece: Piece, about: Matter, place: Callable[[str], str]) -> bool:
    """Tell whether a piece belongs to the runs of a post: by its links, else by the names in it."""
    if piece.kind == "table":
        return bool(_rows(piece, about, place))
    if image := _IMAGE.match(piece.text):
        text = without_markup(image[1])
        return not any(_names(text, name) for name in about.others)
    logs = {place(path) for path, line in piece.links if line}
    if logs:
        return bool(logs & about.logs)
    text = f"{piece.title} {piece.text}"
    return any(_names(text, n) for n in about.runs) or not any(_names(text, n) for n in about.others)


def _with_their_tables(pieces: Sequence[Piece], belongs: Callable[[Piece], bool]) -> list[Piece]:
    """Keep the pieces that belong to a post; a table that leads nowhere belongs to the text above it."""
    kept: list[Piece] = []
    above: Piece | None = None
    for piece in pieces:
        loose = piece.kind == "table" and not piece.links
        if loose and above is not None:
            kept += [piece] if above in kept else []
        elif belongs(piece):
            kept.append(piece)
        above = above if loose else piece
    return kept


def _serves(piece: Piece, heading: str, about: Matter) -> bool:
    """Tell whether a piece serves the idea of a post: by a word of its topic, and by speaking of no other run."""
    alone = piece.kind != "table" and not _IMAGE.match(piece.text) and bool(about.takeaways)
    if alone and heading == "Results & Metrics" and any(_names(piece.text, name) for name in about.others):
        return False
    if heading not in _BY_TOPIC or not about.topic:
        return True
    said = piece.title or piece.text.partition("\n\n")[0]
    return bool(about.topic & topic_words(said))


_BY_TOPIC = ("Technical Insights", _DECISIONS, "Lessons Learned", "Next Steps & Recommendations")


def _is_next(piece: Piece, about: Matter, place: Callable[[str], str]) -> bool:
    """Tell whether a next step is one of what a post tells: by its link, else by a word that tells it from the rest."""
    if not about.others or any(line for _, line in piece.links):
        return _is_about(piece, about, place)
    own = {word for name in (*about.runs, *map(_label, about.takeaways)) for word in words_of(name)}
    others = {frozenset(words_of(name)) for name in about.others}
    few = len(others) * _GENERAL
    topic = {word for word in own if sum(word in each for each in others) < few}
    return bool(topic & words_of(piece.text))


_GENERAL = 1 / 3
"""A word that so many of the other runs have in their names is none of the topic of a post."""


def _label(takeaway: str) -> str:
    """Give what a takeaway is about: the setting or the metric that it names."""
    return takeaway.partition(":")[0] if ":" in takeaway else ""


def _names(text: str, name: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text) is not None


def _rows(piece: Piece, about: Matter, place: Callable[[str], str]) -> str:
    """Keep of a table the rows of the runs of a post; what is no table is kept whole."""
    if piece.kind != "table":
        return piece.text
    lines = piece.text.split("\n")
    rows = [row for row in lines[2:] if _is_about(Piece("", row), about, place)]
    return "\n".join(_filled([*lines[:2], *rows])) if rows else ""


def _filled(lines: Sequence[str]) -> list[str]:
    """Leave out the columns in which no row that was kept has anything; a table of other widths stays as it is."""
    cells = [re.split(r"(?<!\\)\|", line.strip().strip("|")) for line in lines]
    if len({len(row) for row in cells}) != 1:
        return list(lines)
    kept = [at for at in range(len(cells[0])) if any(row[at].strip() for row in cells[2:])]
    return ["| " + " | ".join(row[at].strip() for at in kept) + " |" for row in cells]


def _story(text: str) -> str:
    """Take off the labels that a story does not need, and those behind which nothing is left."""
    paragraphs = [_unlabelled(part) for part in re.split(r"\n{2,}(?![ \t])", text)]
    told = [part for part in paragraphs if part.strip()]
    followed = zip(told, [*told[1:], ""], strict=False)
    return "\n\n".join(part for part, after in followed if not _ALONE.fullmatch(part) or after[:2] in ("- ", "* "))


_ALONE = re.compile(r"\*\*Details\*\*:\s*")
"""The label of a list."""


def _decided(piece: Piece) -> Piece:
    """Tell a decision under its heading; one without a word of why is a sentence of its own."""
    text = _story(piece.text)
    return replace(piece, text=text) if text else Piece("", f"{piece.title}.")


def _told(text: str) -> str:
    """Write a discovery, its impact and its evidence as one paragraph."""
    paragraphs = [_unlabelled(part) for part in re.split(r"\n{2,}", text)]
    return " ".join(part for part in paragraphs if part)


def _unlabelled(paragraph: str) -> str:
    found = LABEL.match(paragraph)
    if found is None:
        return paragraph
    rest = paragraph[found.end() :].strip()
    if found["label"] == "Evidence" and not re.search(r"\w", _PLACES.sub("", rest)):
        return ""
    return capitalize_first(rest) if found["label"].casefold() in _SAID_BY_PLACE else paragraph


def _for_target(text: str, target: Target) -> str:
    """Keep the words of a log from being read as commands of the program that publishes them."""
    if target.name == "jekyll":
        return re.sub(r"\{\{(?! \"/assets/)|\{%", lambda found: "{% raw %}" + found.group() + "{% endraw %}", text)
    return re.sub(r"\{\{(?=[<%])", "{ {", text) if target.name == "hugo" else text
