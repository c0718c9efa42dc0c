"""What is read from a session as it stands, and what the gate does to it."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlws_writer.tier3_sessions.page import anchors, cited, page, prepared, resting
from mlws_writer.tier3_sessions.post import TARGETS, Matter, compose, matter
from mlws_writer.tier3_sessions.share_gate import Gate, inside, replaced, without_local_links
from mlws_writer.tier3_sessions.standing_session import read_session

MARKDOWN = st.lists(
    st.sampled_from(
        [
            "# Tickets",
            "## Results & Metrics",
            "## Tasks Completed",
            "## Blog Post Ideas",
            "### 1. One",
            "**Date**: 2024-10-19",
            "**Angle**: all of it",
            "**Target audience**: you",
            "- a point ([14:30](../../logs/a.log#L3))",
            "- [ ] a step",
            "It fell. ([14:30](../../logs/a.log#L3), [15:30](../../logs/b.log#L4))",
            "![a picture](x.svg)",
            "[x](../y.md) and [z](https://a.org/b)",
            "| a | b |",
            "|---|---|",
            "| [r](../../logs/a.log#L1) | 3 |",
            "```",
            "~~~",
            "    code",
            "> quote",
            "",
            "<a href='../x'>y</a>",
            "---",
            "{{< x >}}",
        ]
    ),
    max_size=30,
).map("\n".join)


def test_a_session_is_read_in_pieces() -> None:
    """A task under its heading, a discovery with its evidence, an item, a table."""
    session = read_session(
        "# Tickets\n\n**Date**: 2024-10-19\n\n## Tasks Completed\n\n### 1. one\n\nText.\n\n### 2. two\n\nMore.\n\n"
        "## Technical Insights\n\n**Discovery**: A.\n\n**Impact**: B.\n\n"
        "**Discovery**: C.\n\n- an item\n\n| a |\n|---|\n| 1 |\n"
    )

    assert session.title == "Tickets"
    assert session.days == (date(2024, 10, 19),)
    assert [(p.title, p.text) for p in session.section("tasks completed")] == [("one", "Text."), ("two", "More.")]
    assert [p.text for p in session.section("Technical Insights")] == [
        "**Discovery**: A.\n\n**Impact**: B.",
        "**Discovery**: C.",
        "- an item",
        "| a |\n|---|\n| 1 |",
    ]


def test_what_was_replaced_is_listed_with_its_lines() -> None:
    """A word that only looks like a home folder is none."""
    gate = Gate(["user=annika", "hostname: gpu-node-17"], root="/srv/work")

    text = gate.through(
        "Ask annika,\nabout ~5 minutes on gpu-node-17:\n/home/annika/x and /srv/work/results/y in /srv/work.\n"
    )

    assert text == "Ask [person-1],\nabout ~5 minutes on [host-1]:\n~/x and results/y in ./.\n"
    assert [(each.stand_in, each.lines) for each in replaced(text)] == [
        ("[person-1]", (1,)),
        ("[host-1]", (2,)),
        ("~", (3,)),
    ]


@given(MARKDOWN)
def test_no_local_link_is_left_and_code_stays(text: str) -> None:
    """Whatever a person made of the document."""
    left = without_local_links(text, lambda target: "")
    outside = re.sub(r"^(```|~~~).*?(^\1|\Z)", "", left, flags=re.MULTILINE | re.DOTALL)

    assert not re.search(r"\]\((?!https?:)|href=", outside)
    assert without_local_links(left, lambda target: "") == left


@given(MARKDOWN, st.sampled_from(sorted(TARGETS)))
def test_any_document_becomes_a_post(text: str, target: str) -> None:
    """With the heading or the front matter that its target wants."""
    session = read_session(text)
    about = matter(session, next(iter(session.ideas), None), (), {}, (), day=date(2024, 10, 19))

    post = compose(session, about, TARGETS[target], asset=lambda file: "", place=lambda link: inside(link, "a/b"))

    assert post.startswith("---\n" if TARGETS[target].front else "# ")
    assert post.endswith("\n")


@given(MARKDOWN, st.lists(st.tuples(st.integers(0, 40), st.sampled_from(["you", "a step", "It fell.", "code", "One"]))))
def test_a_citation_is_only_put_behind_the_words_it_is_of(text: str, said: list[tuple[int, str]]) -> None:
    """Whatever else the document holds stays as it is."""
    rested = resting(text, [(line, words, [("logs/c.log", 7)]) for line, words in said], "docs")

    assert rested.replace(" ([line 7](../logs/c.log#L7))", "") == text
    assert all(
        new == old
        for new, old in zip(rested.split("\n"), text.split("\n"), strict=True)
        if old.startswith(("#", "|", "!", "    ", "```"))
    )


@given(MARKDOWN)
def test_any_document_becomes_a_page_that_leads_nowhere_else(text: str) -> None:
    """Each link on it is one of the web, or one to a line that is cited."""

    def place(target: str) -> str:
        return inside(target, "docs/sessions")

    lines = cited(text, place)
    known = anchors(lines.items())
    shown = page("t", prepared(text, known, place, lambda file: ""), (), {}, None)

    links = re.findall(r'href="([^"]*)"', shown)
    assert {link for link in links if not link.startswith("https:")} <= {f"#{key}" for key in known.values()}


SEVERAL = """# Tickets

**Date**: 2024-10-19

## Key Decisions & Rationale

Both decisions were taken before lunch.

### Label at 0.3

**Rationale**: fewer gaps ([15:43](../../logs/one.log#L9))

### Go live at 0.6

**Rationale**: precise enough ([16:10](../../logs/two.log#L4))

## Lessons Learned

Both lessons cost us an hour.

- Look at the gaps ([15:43](../../logs/one.log#L10))
- Look at the curve ([16:10](../../logs/two.log#L5))
"""


@pytest.mark.parametrize(("runs", "leads"), [(("one", "two"), True), (("one",), False)])
def test_what_leads_in_a_list_stands_only_above_the_whole_list(runs: tuple[str, ...], leads: bool) -> None:
    """A post of one idea shows some of the decisions; a sentence about all of them would be false there."""
    logs = frozenset(f"logs/{run}.log" for run in runs)
    others = tuple({"one", "two"} - set(runs))
    about = Matter("Labels", "", "", (), date(2024, 10, 19), runs, others, logs)

    post = compose(
        read_session(SEVERAL), about, TARGETS["plain"], asset=lambda file: "", place=lambda link: inside(link, "a/b")
    )

    assert ("Both decisions" in post, "Both lessons" in post) == (leads, leads)
    assert "Label at 0.3" in post
    assert "Look at the gaps" in post
    assert ("Go live at 0.6" in post) is leads


@pytest.mark.parametrize("warned", ["a warning", "2 kinds of warning"])
def test_a_post_is_silent_of_warnings_that_it_does_not_show(warned: str) -> None:
    """What the author says of them stays."""
    told = f"**Outcome**: Complete, 3 min, with {warned}. Loss 0.3 ([log](../../logs/a.log#L9))."
    row = f"| [09:05](../../logs/a.log#L1) | Complete, 9 s, with {warned}. Loss 0.4 ([log](../../logs/a.log#L2)) |"
    text = f"# T\n\n## Tasks Completed\n\n### 1. one\n\nIt ended with {warned}.\n\n{told}\n\n"
    session = read_session(text + f"| Started | Outcome |\n|---|---|\n{row}\n")
    about = Matter("T", "", "", (), date(2024, 10, 19), ("one",), (), frozenset({"logs/a.log"}))

    post = compose(session, about, TARGETS["plain"], asset=lambda _: "", place=lambda to: inside(to, "a/b"))

    assert "Complete, 3 min. Loss 0.3" in post
    assert "| Complete, 9 s. Loss 0.4 |" in post
    assert re.findall(r".*warning.*", post) == [f"It ended with {warned}."]


STEPS = """# Mails

**Date**: 2024-10-19

**Objective**: Sort the mails

## Tasks Completed

### 1. mail-parser

Text. ([log](../../logs/parser.log#L1))

### 2. mail-reader

Text. ([log](../../logs/reader.log#L1))

## Next Steps & Recommendations

**Immediate**:

- [ ] Read the log again ([14:30](../../logs/parser.log#L3))
- [ ] Answer faster ([14:30](../../logs/reader.log#L3))
- [ ] Give the parser more examples
- [ ] Set the window of the next run to 30 days
- [ ] Ask the office about the mails
- [ ] Show mail-reader to the office
"""


def steps(*, others: tuple[str, ...]) -> list[str]:
    """Give the next steps of a post about the parser, beside other runs."""
    about = Matter(
        "The parser", "How it parses", "you", ("Window: 30 in place of 10",), date(2024, 10, 19),
        ("mail-parser",), others, frozenset({"logs/parser.log"}),
    )  # fmt: skip
    place = {"../../logs/parser.log": "logs/parser.log", "../../logs/reader.log": "logs/reader.log"}
    text = compose(read_session(STEPS), about, TARGETS["plain"], asset=lambda _: "", place=lambda to: place.get(to, ""))
    return re.findall(r"^- (.*)", text.partition("## What comes next")[2], re.MULTILINE)


def test_a_post_has_the_next_steps_of_its_topic_alone() -> None:
    """By their lines, else by words that tell its runs or its settings from the others."""
    assert steps(others=("mail-reader",)) == [
        "Read the log again",
        "Give the parser more examples",
        "Set the window of the next run to 30 days",
    ]


def test_a_post_of_the_whole_session_has_all_next_steps() -> None:
    """But those that lead to logs of which it does not tell."""
    assert len(steps(others=())) == 5
