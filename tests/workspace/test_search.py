"""The index follows the files, whatever happens to either."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlws_writer.workspace import search as searching
from mlws_writer.workspace.index import Hit, Index
from mlws_writer.workspace.layout import Workspace
from mlws_writer.workspace.query import parse
from mlws_writer.workspace.searchable import pieces_of_document

LOGGED = "logs/experiments/20241019-143000-sentiment.log"
JOURNAL = f"""# Activity

## 2024-10-19

### Experiments

- Completed: **sentiment**, llama3.1:8b on reviews; batch_size 16 ([14:30]({LOGGED}#L1))
  - Result: accuracy 87.3%, F1 0.852 ([14:54]({LOGGED}#L5))
  - my own note: neutral is weak #baseline #Übung

## 2024-10-18

### Learning

- Für kurze Texte genügt 小さいモデルでも十分だった
- การทดลองสำเร็จ
"""
LOG = """2024-10-19 14:30:00 - INFO - Run: {name} (experiment)
2024-10-19 14:30:00 - INFO - Model: llama3.1:8b
2024-10-19 14:30:00 - INFO - Config: {{"temperature": 0.3, "max_tokens": 12}}
2024-10-19 14:40:00 - INFO - Metric: accuracy={accuracy}%
2024-10-19 14:40:00 - INFO - Metric: f1={f1}
2024-10-19 14:40:01 - INFO - Outcome: completed
"""
FAILED = """2024-10-17 09:00:00 - INFO - Run: finetune (training)
2024-10-17 09:00:00 - INFO - Model: mistral:7b
2024-10-17 09:00:09 - ERROR - Failed: RuntimeError: out of memory
2024-10-17 09:00:10 - INFO - Outcome: failed (RuntimeError)
"""

Find = Callable[..., list[str]]


@pytest.fixture
def filled(workspace: Workspace) -> Workspace:
    """Return a workspace with a journal, a session, a draft and three logs, one of them archived."""
    write(workspace, "ACTIVITY.md", JOURNAL)
    write(workspace, "docs/sessions/2024-10-16-setup.md", "# Setup\n\nWe chose a vector store for the agent.\n")
    write(workspace, "blog/drafts/post.md", "# A post\n\nVector stores, explained.\n")
    sentiment = LOG.format(name="sentiment", accuracy="87.3", f1="0.852")
    write(workspace, "logs/experiments/20241019-143000-sentiment.log", sentiment)
    write(workspace, "logs/training/20241017-090000-finetune.log", FAILED)
    write(workspace, "logs/archive/2024-01/20240101-100000-old.log", LOG.format(name="old", accuracy="60", f1="0.5"))
    return workspace


@pytest.fixture
def find(filled: Workspace) -> Find:
    """Return the function that searches, and gives `path:line` of what it finds."""

    def search(query: str, limit: int = 0) -> list[str]:
        told: list[str] = []
        found = searching.search(filled, parse(query, filled.today), limit=limit, tell=told.append)
        return [f"{hit.path}:{hit.line}" for hit in found.hits]

    return search


def write(workspace: Workspace, name: str, text: str) -> Path:
    """Write a file of the workspace."""
    path = workspace.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "words",
    [
        "llama3.1:8b",
        "llama3",
        "llama",
        "batch_size",
        "batch",
        "20241019-143000-sentiment.log",
        '"batch_size 16"',
        "LLAMA3.1",
    ],
)
def test_a_name_is_found_whole_and_by_its_parts(find: Find, words: str) -> None:
    """Models, settings, files."""
    assert "ACTIVITY.md:7" in find(words)


@pytest.mark.parametrize("words", ["8", "lama", "llama3.2:8b", '"size batch"', '"batch_siz"'])
def test_what_only_looks_alike_is_not_found(find: Find, words: str) -> None:
    """An ending, another number, another order, half of a word that was asked for as it is."""
    assert "ACTIVITY.md:7" not in find(words)


@pytest.mark.parametrize(
    ("words", "line"), [("モデル", 15), ("十分", 15), ("fur kurze", 15), ("Für", 15), ("ทดลอง", 16), ("モテル", None)]
)
def test_other_alphabets_are_found_by_any_part(find: Find, words: str, line: int | None) -> None:
    """Those without spaces by any sign, those with accents with and without."""
    assert find(words) == ([f"ACTIVITY.md:{line}"] if line else [])


def test_all_tiers_and_the_archive_are_searched_newest_first(find: Find) -> None:
    """The journal of a day before its documents and its logs."""
    assert find("llama3.1:8b") == [
        "ACTIVITY.md:7",
        "logs/experiments/20241019-143000-sentiment.log:1",
        "logs/experiments/20241019-143000-sentiment.log:2",
        "logs/archive/2024-01/20240101-100000-old.log:1",
        "logs/archive/2024-01/20240101-100000-old.log:2",
    ]
    assert {name.partition(":")[0] for name in find("vector")} == {
        "docs/sessions/2024-10-16-setup.md",
        "blog/drafts/post.md",
    }


def test_a_filter_finds_the_runs_and_where_they_are_told(find: Find) -> None:
    """One line each."""
    assert find("f1>0.8") == ["ACTIVITY.md:7", "logs/experiments/20241019-143000-sentiment.log:1"]
    assert find("accuracy>80% temperature=0.3 kind:experiment model:llama3") == find("f1>0.8")
    assert find("outcome:failed") == ["logs/training/20241017-090000-finetune.log:1"]
    assert find("outcome:failed f1>0.1") == []


def test_a_filter_and_words_find_the_lines_of_such_runs(find: Find) -> None:
    """Also the note that a person put under the bullet of the run."""
    assert find("neutral f1>0.8") == ["ACTIVITY.md:9"]
    assert find("neutral f1>0.9") == []


def test_a_tag_is_a_whole_word(find: Find) -> None:
    """With or without its sign."""
    assert find("tag:baseline") == find("tag:#baseline") == ["ACTIVITY.md:9"]
    assert find("tag:übung") == find("tag:baseline")
    assert find("tag:base") == []


def test_days_bound_what_is_found(find: Find) -> None:
    """In the forms of every command."""
    assert find("2024-10-18") == [f"ACTIVITY.md:{line}" for line in (1, 11, 13, 15, 16)]
    assert find("kurze 2024-10-18..2024-10-19") == ["ACTIVITY.md:15"]
    assert find("kurze 2024-10-19") == []


def test_a_limit_keeps_the_newest_and_says_how_many_there_are(filled: Workspace) -> None:
    """So that nothing is cut silently."""
    all_of_them = searching.search(filled, parse("llama3", filled.today), tell=print)
    found = searching.search(filled, parse("llama3", filled.today), limit=2, tell=print)

    assert found.hits == all_of_them.hits[:2]
    assert found.total == len(all_of_them.hits) > 2


def test_a_search_after_an_edit_is_right(filled: Workspace, find: Find) -> None:
    """Also when size and time of the file stay the same, and when lines move."""
    assert find("kurze") == ["ACTIVITY.md:15"]
    path = filled.activity
    before = path.stat()
    path.write_text(JOURNAL.replace("kurze", "lange"), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

    assert (find("kurze"), find("lange")) == ([], ["ACTIVITY.md:15"])
    path.write_text(JOURNAL.replace("## 2024-10-19", "## 2024-10-20\n\n- New\n\n## 2024-10-19", 1), encoding="utf-8")

    assert (find("kurze"), find("New")) == (["ACTIVITY.md:19"], ["ACTIVITY.md:5"])


def test_what_is_gone_is_not_found(filled: Workspace, find: Find) -> None:
    """A log that was moved is found where it is now."""
    assert find("finetune")
    log = filled.root / "logs/training/20241017-090000-finetune.log"
    log.rename(filled.root / "logs/archive/2024-01" / log.name)

    assert find("outcome:failed") == [f"logs/archive/2024-01/{log.name}:1"]


@pytest.mark.parametrize("content", [b"not a database at all" * 500, b"", b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_broken_index_is_made_again(filled: Workspace, find: Find, content: bytes) -> None:
    """And what was there is kept aside."""
    place = filled.state / "index.sqlite"
    place.parent.mkdir()
    place.write_bytes(content)
    told: list[str] = []

    found = searching.search(filled, parse("kurze", filled.today), tell=told.append)

    assert [hit.line for hit in found.hits] == [15]
    assert find("kurze") == ["ACTIVITY.md:15"]
    assert bool(told) == bool(content)
    assert not content or [path.read_bytes() for path in filled.state.glob("index.sqlite.unusable-*")] == [content]


def test_an_index_that_is_damaged_within_is_made_again(filled: Workspace, find: Find) -> None:
    """Its first page is as it was."""
    assert find("kurze")
    place = filled.state / "index.sqlite"
    raw = place.read_bytes()
    place.write_bytes(raw[:4096] + b"\xff" * (len(raw) - 4096))
    write(filled, "ACTIVITY.md", JOURNAL + "\n- More\n")

    assert find("kurze") == ["ACTIVITY.md:15"]


def test_a_database_of_something_else_is_kept_aside(filled: Workspace, find: Find) -> None:
    """Nothing of it is lost."""
    filled.state.mkdir()
    with sqlite3.connect(filled.state / "index.sqlite") as other:
        other.execute("CREATE TABLE mine(a)")
    other.close()

    assert find("kurze") == ["ACTIVITY.md:15"]
    (aside,) = filled.state.glob("index.sqlite.unusable-*")
    with sqlite3.connect(aside) as kept:
        assert kept.execute("SELECT name FROM sqlite_master").fetchall() == [("mine",)]
    kept.close()


def test_an_index_of_another_version_is_made_again(filled: Workspace, find: Find) -> None:
    """It is ours, so nothing of it is kept."""
    assert find("kurze")
    with sqlite3.connect(filled.state / "index.sqlite") as index:
        index.execute("PRAGMA user_version = 999")
    index.close()

    assert find("kurze") == ["ACTIVITY.md:15"]
    assert not list(filled.state.glob("*unusable*"))


def test_where_nothing_can_be_kept_the_search_is_right_all_the_same(filled: Workspace) -> None:
    """A folder stands where the index would be."""
    (filled.state / "index.sqlite").mkdir(parents=True)
    told: list[str] = []

    found = searching.search(filled, parse("kurze", filled.today), tell=told.append)

    assert [hit.line for hit in found.hits] == [15]
    assert "for this search only" in told[0]


def test_several_searches_at_once_find_the_same(filled: Workspace) -> None:
    """While all of them make the index, beginning with one that is broken."""
    filled.state.mkdir()
    (filled.state / "index.sqlite").write_bytes(b"broken" * 1000)
    command = [sys.executable, "-m", "mlws_writer", "-C", str(filled.root), "search", "llama3.1:8b", "--json", "-q"]
    several = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(4)]

    answers = [process.communicate()[0] for process in several]

    assert [process.returncode for process in several] == [0] * 4
    assert len(set(answers)) == 1
    assert answers[0].count(b'"path"') >= 3


def test_no_secret_reaches_the_index(filled: Workspace) -> None:
    """Neither a token nor a line of a key."""
    token, body = "hf_" + "A1b2C3d4" * 4, "MIIEpAIBAAKCAQEAxyz"
    key = f"-----BEGIN RSA PRIVATE KEY-----\n{body}\n-----END RSA PRIVATE KEY-----"
    write(filled, "ACTIVITY.md", f"## 2024-10-19\n\n- login with {token}\n\n```\n{key}\n```\n\n- and after it\n")

    found = searching.search(filled, parse("after", filled.today), tell=print)

    raw = (filled.state / "index.sqlite").read_bytes().lower()
    assert token.lower().encode() not in raw
    assert body.lower().encode() not in raw
    assert [hit.line for hit in found.hits] == [11]


_LINES = st.lists(st.sampled_from(["- one alpha", "  - two", "", "three beta", "```", "# four"]), max_size=6)
_DAYS = st.lists(st.tuples(st.integers(1, 28), _LINES), max_size=6)


@settings(max_examples=60)
@given(st.lists(_DAYS, min_size=2, max_size=4))
def test_an_index_that_followed_edits_is_as_one_made_anew(states: list[list[tuple[int, list[str]]]]) -> None:
    """Whatever is written between the days."""
    texts = ["\n".join(line for day, lines in state for line in (f"## 2024-10-{day:02d}", *lines)) for state in states]

    def everything(index: Index) -> list[Hit]:
        return sorted(index.find(parse("0001-01-01..2030-01-01", date(2024, 1, 1)), 0)[0], key=repr)

    def put(index: Index, text: str) -> None:
        with index.writing():
            index.put("A.md", "journal", "", "", pieces_of_document(text.encode(), "A.md", date(2024, 1, 1)))

    with Index.open(None) as followed, Index.open(None) as anew:
        for text in texts:
            put(followed, text)
        put(anew, texts[-1])

        assert everything(followed) == everything(anew)
        words = parse("alpha", date(2024, 1, 1))
        assert sorted(followed.find(words, 0)[0], key=repr) == sorted(anew.find(words, 0)[0], key=repr)


@given(st.text(max_size=20).filter(lambda text: any(sign.isalnum() or sign == "_" for sign in text)))
def test_a_text_that_stands_there_is_found(words: str) -> None:
    """Whatever signs it is made of; as a phrase, since that is what stands there."""
    words = " ".join(words.replace('"', " ").replace("\0", " ").split())
    if not any(sign.isalnum() for sign in words) or not words.isprintable():
        return
    raw = f"## 2024-10-19\n\n- before {words} behind\n".encode("utf-8", "replace")
    with Index.open(None) as index:
        with index.writing():
            index.put("A.md", "journal", "", "", pieces_of_document(raw, "A.md", date(2024, 1, 1)))

        hits, _ = index.find(parse(f'"{words}"', date(2024, 1, 1)), 0)

    assert [hit.line for hit in hits] == [3]


def test_each_line_with_words_is_found_under_its_own_number() -> None:
    """As an editor counts them."""
    text = "\n\n# Title\r\n\n## 2024-10-19\n\n- a1\n  text b2\n\n## 2024-10-18\n- c3"
    numbered = {line.strip("- \r"): number for number, line in enumerate(text.split("\n"), start=1) if line.strip()}

    with Index.open(None) as index:
        with index.writing():
            index.put("A.md", "journal", "", "", pieces_of_document(text.encode(), "A.md", datetime.now(UTC).date()))
        hits = index.find(parse("1000-01-01..", date(2025, 1, 1)), 0)[0]

    assert {hit.text.strip("- "): hit.line for hit in hits} == numbered
