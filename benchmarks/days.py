"""Make the documents of three made-up days, without a model and with recorded replies, and say what they are like.

    python benchmarks/days.py [DIR]            the documents lie in DIR afterwards; the table goes to standard output
    python benchmarks/days.py DIR --prompts    writes what would be asked to DIR, to be answered

For each document: paragraphs of prose, the share of them that are the template's, texts of a model offered and refused,
numbers a paragraph (mean and most), phrases of five words that stand twice, headings with nothing behind them, what
`mlws verify` says, and the seconds of the draft (of the processor and of the clock). The replies are in
benchmarks/replies/, by day and slot; each file says how they came about.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests import three_days
from tests.ollama import OllamaServer

REPLIES = Path(__file__).parent / "replies"
MODEL = "llama3.1:8b"
_NUMBER = re.compile(r"(?<![\w.`])[-+]?\d[\d,]*(?:\.\d+)?(?!\w)")
_LINK = re.compile(r"!?\[(?:[^\[\]\\]|\\.)*\]\([^()\s]*\)|`[^`]*`")
_SETTINGS = 'tz = "UTC"\nmodel = "none"\n'


@dataclass
class Replies:
    """Recorded replies of a day; what is asked is kept, and what was recorded for another prompt is counted."""

    recorded: Mapping[str, Any]
    asked: list[dict[str, Any]]
    older: int = 0
    missing: int = 0
    times: dict[str, int] = field(default_factory=dict)

    def answer(self, body: Mapping[str, Any]) -> str:
        """Answer a question with the replies of its slots; none is recorded for a slot: an empty text."""
        schema, prompt = body["format"]["properties"], body["messages"][-1]["content"]
        slots = schema["texts"]["items"]["properties"]["slot"]["enum"] if "texts" in schema else ["ideas"]
        version = sha256(prompt.encode()).hexdigest()[:12]
        self.asked.append({"prompt": version, "slots": slots, "text": prompt})
        return json.dumps(
            {"texts": [self._text(slot, version) for slot in slots]} if "texts" in schema else {"ideas": []}
        )

    def _text(self, slot: str, version: str) -> dict[str, Any]:
        """Give the reply of a slot: the first, and the next one each time that it is asked for again."""
        known = self.recorded.get(slot)
        if known is None:
            self.missing += 1
            return {"slot": slot, "text": "", "facts": []}
        turn = self.times[slot] = self.times.get(slot, -1) + 1
        self.older += known["prompt"] != version and not turn
        said = known["said"][min(turn, len(known["said"]) - 1)]
        return {"slot": slot, "text": said["text"], "facts": said["facts"]}


def main() -> None:
    """Make the three days in both ways."""
    words = [word for word in sys.argv[1:] if not word.startswith("-")]
    with tempfile.TemporaryDirectory() as temporary:
        out = Path(words[0] if words else temporary)
        if "--prompts" in sys.argv:
            _prompts(out)
            return
        print(
            f"{'document':34}{'paras':>6}{'plain':>7}{'texts':>9}{'numbers':>10}{'twice':>6}{'bare':>5}  verify              seconds"
        )
        for day in three_days.DAYS:
            for way in ("plain", "worded"):
                _day(day, out / day / way, worded=way == "worded")


def _prompts(out: Path) -> None:
    for day in three_days.DAYS:
        replies = _day(day, out / day / "asked", worded=True, quiet=True)
        (out / f"{day}.json").write_text(json.dumps(replies.asked, ensure_ascii=False, indent=1), encoding="utf-8")
        print(f"{out / day}.json: {len(replies.asked)} prompts, {replies.missing} slots without a reply")


def _day(name: str, root: Path, *, worded: bool, quiet: bool = False) -> Replies:
    day = three_days.DAYS[name]
    three_days.make(name, root)
    (root / ".mlws.toml").write_text(_SETTINGS, encoding="utf-8")
    file = REPLIES / f"{name}.json"
    held = json.loads(file.read_text(encoding="utf-8"))["replies"] if worded and file.is_file() else {}
    replies, server = Replies(held, []), OllamaServer()
    server.answers(replies.answer)
    model = ("--model", MODEL, "--base-url", server.url) if worded else ("--model", "none")
    for note in three_days.NOTES.get(name, ()):
        _mlws(root, "log", "--day", day, *note)
    entry = _asking(replies, root, "summarize", day, *model)
    session = _asking(replies, root, "draft-session", day, *model)
    _mlws(root, "draft-post", day)
    _mlws(root, "draft-post", day, "--for", "hugo", "--idea", "1", allow=(0, 1, 2))
    _mlws(root, "draft-post", day, "--for", "page")
    server.stop()
    if "--refused" in sys.argv:
        print(re.sub(r"(?m)^(?!.*(?:not taken|: cut)).*\n?", "", entry.told + session.told))
    if not quiet:
        _report(f"{name}, {'worded' if worded else 'plain'}", root, {"ACTIVITY.md": entry, "session": session}, worded)
        if replies.older or replies.missing:
            print(f"    {replies.older} replies are to an older prompt, {replies.missing} slots have none")
    return replies


def _asking(replies: Replies, root: Path, *words: str) -> "Said":
    before = len(replies.asked)
    said = _mlws(root, *words)
    return replace(said, slots=frozenset(slot for each in replies.asked[before:] for slot in each["slots"]))


@dataclass(frozen=True)
class Said:
    """What a command took and said."""

    cpu: float
    wall: float
    told: str
    slots: frozenset[str] = frozenset()


def _mlws(root: Path, *words: str, allow: tuple[int, ...] = (0,)) -> Said:
    start, before = time.perf_counter(), os.times()
    command = [sys.executable, "-m", "mlws_writer", "-C", str(root), "-v", *words]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env=os.environ | {"OLLAMA_HOST": "127.0.0.1:9"}
    )
    after = os.times()
    if done.returncode not in allow:
        raise SystemExit(f"{' '.join(words)}: exit {done.returncode}\n{done.stderr}")
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Said(cpu, time.perf_counter() - start, done.stderr)


def _report(title: str, root: Path, made: Mapping[str, Said], worded: bool) -> None:
    documents = {"ACTIVITY.md": root / "ACTIVITY.md", "session": next((root / "docs/sessions").glob("*.md"))}
    documents |= {"post": next((root / "blog/drafts").glob("*/plain/*.md"))}
    for path in (root / "blog/drafts").glob("*/hugo/*.md"):
        documents["post for hugo"] = path
    documents |= {"page": next((root / "blog/drafts").glob("*.html"))}
    by_model = _by_model(root) if worded else ()
    for name, path in documents.items():
        text = _text_of(path)
        paragraphs = list(_paragraphs(text))
        plain = [p for p in paragraphs if not any(_same(p, own) for own in by_model)]
        counts = [len(_NUMBER.findall(_LINK.sub("", p))) for p in paragraphs]
        said = made.get(name)
        twice = _twice(paragraphs)
        numbers = f"{sum(counts) / max(len(counts), 1):.1f} / {max(counts, default=0)}"
        share = f"{100 * len(plain) / max(len(paragraphs), 1):.0f}%"
        seconds = f"{said.cpu:.2f} / {said.wall:.2f}" if said else ""
        texts = _taken(said) if said and worded else ""
        print(
            f"{title + ': ' + name:34}{len(paragraphs):6}{share:>7}{texts:>9}{numbers:>10}{len(twice):6}{_bare(text):5}  {_verified(root, path):20}{seconds}"
        )
        if "--twice" in sys.argv:
            for phrase, times in twice.items():
                print(f"      {times} times: {phrase}")


def _by_model(root: Path) -> tuple[str, ...]:
    """Give the sentences that a model worded, by what `mlws verify` says of them."""
    documents = (root / "ACTIVITY.md", *(root / "docs/sessions").glob("*.md"))
    return tuple(row["text"] for path in documents for row in _rows(root, path) if row["by"] == MODEL)


def _taken(said: Said) -> str:
    """Count the texts that a model was asked for, and what of its answers was not taken, by what `-v` tells."""
    return f"{len(said.slots)} / {len(re.findall(r': (?:not taken|cut) .', said.told))}"


def _text_of(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".html":
        return text
    body = text.partition("<main>")[2].partition("</main>")[0]
    body = re.sub(r"<pre>.*?</pre>|<table>.*?</table>|<h\d[^>]*>.*?</h\d>", "\n\n", body, flags=re.DOTALL)
    return re.sub(r"<[^>]+>", "", re.sub(r"</(?:p|li)>", "\n\n", body))


def _paragraphs(text: str) -> Iterator[str]:
    """Give what is prose: no headings, tables, code, pictures, lists of links, front matter or labels alone."""
    text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)
    for block in re.split(r"\n\s*\n", re.sub(r"```.*?```", "", text, flags=re.DOTALL)):
        bare = " ".join(block.split())
        if bare and not re.match(r"#|\||!\[|[-*+] |---|\*\*[^*]+\*\*:$", bare) and len(bare.split()) > 3:
            yield bare


def _same(paragraph: str, own: str) -> bool:
    return own[:60] in re.sub(r"\\(.)", r"\1", paragraph)


def _twice(paragraphs: list[str]) -> dict[str, int]:
    """Find phrases of five words that stand more than once in the prose."""
    found: Counter[str] = Counter()
    for paragraph in paragraphs:
        words = re.findall(r"[^\W\d_][\w'-]*", re.sub(r"\*\*[^*]+\*\*:?", "", _LINK.sub("", paragraph)).casefold())
        found.update({" ".join(words[at : at + 5]) for at in range(len(words) - 4)})
    return {phrase: times for phrase, times in found.items() if times > 1}


def _bare(text: str) -> int:
    """Count the headings with nothing behind them."""
    lines = [line for line in re.sub(r"```.*?```", "x", text, flags=re.DOTALL).split("\n") if line.strip()]
    heads = [re.match(r"(#+) ", line) for line in lines] + [re.match(r"(#) ", "# ")]
    return sum(bool(one and other and len(other[1]) <= len(one[1])) for one, other in pairwise(heads))


def _verified(root: Path, path: Path) -> str:
    if path.parent.name not in {root.name, "sessions"}:
        return ""
    counts = Counter(row["verdict"] for row in _rows(root, path) if row["verdict"] != "nothing to check")
    return ", ".join(f"{count} {'ok' if verdict == 'supported' else verdict}" for verdict, count in counts.items())


def _rows(root: Path, path: Path) -> list[dict[str, Any]]:
    command = [sys.executable, "-m", "mlws_writer", "-C", str(root), "verify", str(path), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    main()
