"""Scorers: each looks at one thing that must hold of a document, gives 0 to 1, and says what is missing."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from mlws_writer.checking.check import check
from mlws_writer.checking.reading.language import sentences
from mlws_writer.evals.cases import Case, Planted
from mlws_writer.evals.playing import Played
from mlws_writer.evals.rules import KNOWN
from mlws_writer.facts.derive import contrasts
from mlws_writer.tier2_activity.asking import difference_facts
from mlws_writer.tier2_activity.summary import run_names

_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_RUN = re.compile(r"r-[0-9a-f]{12}")
_CITED = re.compile(r"\]\((?:\.\./)*logs/([^)#]+)#L(\d+)\)")
_ENDS = re.compile(r"\W*(?:Status|Outcome|Evidence|Rests on)\b")
"""What cites the last line of a run, or lines as such."""
_HEADING = re.compile(r"^(#{2,3}) (.+)$", re.MULTILINE)
_LEAK = 7
"""So many words in a row that stand in the instructions are no coincidence."""
_TONE = re.compile(
    r"\b(?:impressive\w*|remarkabl\w+|excellent\w*|outstanding|amazing\w*|exciting\w*|fantastic|great|stunning|"
    r"cutting-edge|state-of-the-art|game-chang\w+|groundbreaking|seamless\w*|delv\w+|leverag\w+|robust\w*|"
    r"it is worth noting|it should be noted|needless to say|in conclusion|as an ai|we|our|i)\b|!",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Score:
    """What one scorer found: a value from 0 to 1, and each thing that is wrong."""

    scorer: str
    value: float
    findings: tuple[str, ...] = ()


def recall(case: Case, played: Played) -> Score:
    """Share of the facts that a reader must find, and do stand in the document."""
    return _share("recall", len(case.must), [f"missing: {text}" for text in lost(case, played)])


def support(case: Case, played: Played) -> Score:
    """Share of the model's published texts that the facts of the day support, and nothing of what was planted."""
    facts = [f for run in played.runs for f in run.facts]
    facts += [f for c in contrasts(list(played.runs)) for f in difference_facts(c)]
    wrong = [
        f"said: {each.text}"
        for each in got_through(case, played)
        if KNOWN[each.rule].false and each.text not in case.gaps
    ]
    names = run_names(played.runs)
    for text in played.texts:
        several = text.slot.startswith(("contrast:", "task:"))  # named by the first of their runs
        about = set() if several else set(_RUN.findall(text.slot))
        mine = [fact for fact in facts if not about or fact.run in about]
        verdict = check(text.published, mine, run_names=names, view=case.kind == "ideas" or "next" in text.slot)
        if text.published and not verdict.ok:
            wrong.append(f"{verdict.reason}: {text.published[:90]}")
    return _share("support", len(played.published) + len(case.planted), wrong)


def citations(case: Case, played: Played) -> Score:
    """Share of the links to log lines that lead to a line which is there and says something of what is said."""
    lines = {name: raw.decode("utf-8", "replace").split("\n") for name, raw in case.logs.items()}
    asked, wrong = 0, []
    for said in played.text.split("\n"):
        for link in _CITED.finditer(said):
            asked += 1
            log, number = lines.get(link[1], []), int(link[2])
            cited = log[number - 1] if number <= len(log) else ""
            if not cited.strip() or not (_ENDS.match(said) or _words(cited) & _words(_CITED.sub("]", said))):
                wrong.append(f"{link[1]}#L{number} says nothing of: {plain(said).strip()[:60]}")
    return _share("citations", asked, wrong)


def form(case: Case, played: Played) -> Score:
    """Whether the document has the shape of its kind: headings, links to log lines, no leftovers of templates."""
    text = played.text
    wrong = [f"left over: {mark}" for mark in ("{{", "}}", "{%", "None", "Undefined") if mark in text]
    if case.kind == "entry":
        bullets = [line for line in text.split("\n") if re.match(r"\s*[-*] ", line)]
        wrong += [f"no link: {line.strip()[:60]}" for line in bullets if "](" not in line]
        wrong += [] if f"## {case.day}" in text else ["no heading of the day"]
    else:
        wrong += [] if not text or "**Angle**" in text or "## " in text else ["no headings"]
    return _share("form", 5, wrong)


def length(case: Case, played: Played) -> Score:
    """Whether each section keeps to its lines."""
    wrong = []
    if case.kind == "entry":
        for title, body in _sections(played.text):
            lines = [line for line in body.split("\n") if line.strip()]
            if len(lines) > case.longest:
                wrong.append(f"{title} has {len(lines)} lines")
    else:
        paragraphs = [p for p in played.text.split("\n\n") if not p.lstrip().startswith(("-", "|", "#", "`", "*"))]
        wrong = [f"{len(p.split())} words: {p[:50]}" for p in paragraphs if len(p.split()) > 130]
    return _share("length", 1, wrong)


def repetition(case: Case, played: Played) -> Score:
    """Whether no sentence of the model stands there twice, and no text turns in circles."""
    said = [part for text in played.published for part in sentences(text) if len(part.split()) > 3]
    counts = Counter(part.casefold().rstrip(".") for part in said)
    wrong = [f"{count} times: {part[:60]}" for part, count in counts.items() if count > 1]
    for text in played.published:
        grams = Counter(_grams(text, 4))
        wrong += [f"in circles: {' '.join(gram)}" for gram, count in grams.items() if count > 2]
    return _share("repetition", len(said), wrong)


def leak(case: Case, played: Played) -> Score:
    """Whether nothing of the instructions stands in the document."""
    told = {gram for call in played.calls for gram in _grams(call.prompt.system, _LEAK)}
    found = list(dict.fromkeys(gram for text in played.published for gram in _grams(text, _LEAK) if gram in told))
    return _share("leak", len(played.published), [f"of the prompt: {' '.join(gram)}" for gram in found])


def tone(case: Case, played: Played) -> Score:
    """Whether the model's texts are without praise, filler and speech of itself that the logs do not hold."""
    logged = " ".join(raw.decode("utf-8", "replace") for raw in case.logs.values()).casefold()
    said = [match.group() for text in played.published for match in _TONE.finditer(text)]
    wrong = [word for word in said if not re.search(rf"(?<!\w){re.escape(word.casefold())}(?!\w)", logged)]
    return _share("tone", len(played.published), [f"tone: {word}" for word in wrong])


def section(case: Case, played: Played) -> Score:
    """Share of the texts that stand under the heading where they belong."""
    bodies: dict[str, str] = {}
    for title, body in _sections(played.text):
        bodies[title] = bodies.get(title, "") + plain(body)
    wanted = [(title, text) for title, texts in case.sections.items() for text in texts]
    wrong = [f"not under {title}: {text}" for title, text in wanted if text not in bodies.get(title, "")]
    return _share("section", len(wanted), wrong)


def worded(case: Case, played: Played) -> Score:
    """Whether enough of the texts that were wanted are the model's own; 0 where none should have come through."""
    share = len(played.published) / len(played.texts) if played.texts else 0.0
    wrong = [f"{len(played.published)} of {len(played.texts)} texts are the model's"] if share < case.by_model else []
    return _share("worded", 1, wrong)


SCORERS: tuple[Callable[[Case, Played], Score], ...] = (
    recall, support, citations, form, length, repetition, leak, tone, section, worded,
)  # fmt: skip
"""To add a scorer, write a function and name it here."""


def score(case: Case, played: Played) -> tuple[Score, ...]:
    """Ask every scorer."""
    return tuple(scorer(case, played) for scorer in SCORERS)


def lost(case: Case, played: Played) -> tuple[str, ...]:
    """Give the facts that a reader must find and that the document lacks."""
    text = plain(played.text)
    return tuple(fact for fact in case.must if fact not in text)


def got_through(case: Case, played: Played) -> tuple[Planted, ...]:
    """Give what was planted and stands in the document, or stands there twice; this asks no check of ours."""
    said = flat(played.text)
    return tuple(each for each in case.planted if said.count(flat(each.text)) > KNOWN[each.rule].may_stand)


def plain(text: str) -> str:
    """Take links, emphasis and escapes off, so that words are compared with words."""
    return re.sub(r"\\([^\w\s])", r"\1", _LINK.sub(r"\1", text)).replace("**", "")


def flat(text: str) -> str:
    """Make one line of small letters of a text, without its marks."""
    return " ".join(plain(text).casefold().split())


def _share(name: str, asked: int, wrong: list[str]) -> Score:
    total = max(asked, len(wrong), 1)
    return Score(name, (total - len(wrong)) / total, tuple(wrong))


def _sections(text: str) -> Iterator[tuple[str, str]]:
    found = list(_HEADING.finditer(text))
    ends = [m.start() for m in found[1:]] + [len(text)]
    for heading, end in zip(found, ends, strict=False):  # a text without headings has no sections
        yield heading[2], text[heading.end() : end]


def _words(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]{3,}|\d+(?:\.\d+)?", text.casefold()))


def _grams(text: str, size: int) -> list[tuple[str, ...]]:
    said = re.findall(r"\w+", text.casefold())
    return [tuple(said[at : at + size]) for at in range(len(said) - size + 1)]
