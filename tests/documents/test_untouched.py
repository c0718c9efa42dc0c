"""Whatever a document holds, no byte of it changes but in our own bullets."""

import re
from datetime import date

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mlws_writer.documents.markdown import Page
from mlws_writer.documents.parsing import parse
from mlws_writer.errors import Refused

PIECES = """\
## 2024-10-19|## 2024-10-18|##  2024-10-20 (Sat) #tag|2024-10-19\n---|# Activity|### Models|### Next Steps|###Code
   ### Code ###|   ## 2024-10-18|- a|  - b|\t- c|    - d|* s|+ p|1. one|10) ten|- [ ] todo|- [x] done|-|- |```|~~~~
````py|```a`b|   ```|- ```|  ```|> ```|<!--|-->|<div>|</div>|<pre>|$$|> q|> - q|> ## 2024-10-19|---|***|text|lazy
    code|\tcode|| a | b ||||--|--||[ref]: x|[ref]: y|[^1]: foot|\\## 2024-10-19|- ## 2024-10-19|===| \t |- x  |%% c %%
\u2028x\x0cy\x1cz\x85w|é🚀\u200d|- \u00a0nb|- nul \x00 here|- - twice|- > quoted|- # head
## [[2024-10-18]]|## 19 October 2024|## Sat, 2024-10-20|Oct 18th, 2024\n---"""
LINES = [piece for row in PIECES.split("\n") for piece in row.split("|")] + [
    "2024-10-19\n---",
    "| a | b |",
    "|--|--|",
    "",
]
FRONT = "---\ntitle: a\n# comment\n---\n"


@st.composite
def documents(draw: st.DrawFn) -> bytes:
    """Draw a document out of awkward pieces, with any line ends, and sometimes with bytes that are no text."""
    end = draw(st.sampled_from(["\n", "\n", "\r\n", "\r"]))
    lines = draw(
        st.lists(st.tuples(st.sampled_from(["", "", "", " ", "   ", "\t"]), st.sampled_from(LINES)), max_size=25)
    )
    text = "".join(indent + line + end for indent, line in lines)
    text = draw(st.sampled_from(["", "", "\ufeff", FRONT])) + text
    raw = (text if draw(st.booleans()) else text.rstrip("\r\n")).encode()
    for _ in range(draw(st.sampled_from([0, 0, 0, 1, 3]))):
        at = draw(st.integers(0, len(raw)))
        raw = raw[:at] + draw(st.binary(min_size=1, max_size=2)) + raw[at + 1 :]
    return raw


days = st.sampled_from([date(2024, 10, day) for day in (17, 18, 19, 20, 21)])
sections = st.sampled_from(["Models", "Code", "Next Steps", "Learning"])


def lines_of(raw: bytes) -> list[bytes]:
    """Split a document into lines with their ends."""
    return re.findall(rb"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+", raw.removeprefix(b"\xef\xbb\xbf"))


def holds(before: bytes, after: bytes) -> bool:
    """Tell whether all lines of one state stand in the other, in their order; a last line may have got its end."""
    rest = iter(lines_of(after))
    return all(any(line in (new, new.rstrip(b"\r\n")) for new in rest) for line in lines_of(before))


@settings(max_examples=150, deadline=None)
@given(raw=documents(), day=days, section=sections)
def test_nothing_but_new_bullets_is_added(make_journal, run, raw, day, section):
    """A document keeps every byte and its order when a day is written into it; and the second time nothing changes."""
    journal = make_journal(raw)
    try:
        journal.write(run("net", 1), run("other", 1), section=section, day=day)
    except Refused:
        assume(False)

    assert holds(raw, journal.raw)
    assert not journal.plan(run("net", 1), run("other", 1), section=section, day=day).changed
    new = [line for line in lines_of(journal.raw) if b"Trained" in line]
    assert [line.count(b"Trained ") for line in new] == [1, 1]


@settings(max_examples=150, deadline=None)
@given(raw=documents(), day=days, section=sections)
def test_an_update_changes_only_the_text_that_is_new(make_journal, run, raw, day, section):
    """An update is the old bytes with one text in place of another."""
    journal = make_journal(raw)
    try:
        journal.write(run("net", 1), section=section, day=day)
    except Refused:
        assume(False)
    before = journal.raw

    journal.write(run("net", 2), section=section, day=day)

    assert journal.raw == before.replace(b"at epoch 1", b"at epoch 2")


@settings(max_examples=300, deadline=None)
@given(raw=documents())
def test_a_document_in_chunks_is_the_document(raw):
    """Cut at its top headings, a document has the blocks, lines and bytes that it has as a whole."""
    page = Page.of(raw)

    assert page.raw == raw
    whole, line = [], 0
    for chunk in page.chunks:
        whole += [(b.kind, b.level, b.text, b.line + line) for b in chunk.parsed.blocks]
        line += chunk.lines
    assert whole == [(b.kind, b.level, b.text, b.line) for b in parse(page.text, front=True).blocks]
