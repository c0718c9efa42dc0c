"""Plain Markdown, parsed fast: what is said of it is what the whole parser says."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from mlws_writer.documents import plain
from mlws_writer.documents.parsing import parse_any

LINES = (
    "", "", " ", "- a", "- b", "  - c", "    - d", "      - e", "   - f", "-", "- ", "-  g", "* h", "+ i", "1. j",
    "2024-10-19", "- [ ] step", "- [x] done", "- [x]", "- [ ] [x] twice", "- - a", "- 1. k", "- # l", "- > m",
    "- **bold**: words ([log](a.log#L1))", "## 2024-10-19", "### Models", "# A #", "#", "#no", "####### h7", "---",
    "--", "===", "***", "words", "more words", "  words", "    words", "words\\", "**bold**", "**", "> quote", "```",
    "~~~", "<div>", "<!-- a", "| a | b |", "|---|---|", "[a]: b", "[a]", "a | b", "--- | ---", "\ta", "- a\t", "- a ",
    "words ", "é", "\u00a0", "- \u00a0a", "- a\u00a0", "a\u2028b", "- a\x0cb", "\x0c", "\x00", "- \\[ ] a",
    "Setext\n---", "## a\\", "&nbsp;", "- `code`", "`code`", "    - deep", "- _a_", "_a_", "title: x",
)  # fmt: skip
PLAIN = tuple(line for line in LINES if plain.parse(line) is not None)
ENDS = ("\n", "\n", "\n", "\n", "\r\n", "\r")


@settings(max_examples=1000, deadline=None)
@example(lines=["- a", "---", "- b"], end="\n", closed=True, front=False)
@example(lines=["- a", "", "- b"], end="\n", closed=True, front=False)
@example(lines=["- a", "", "  - b"], end="\n", closed=True, front=False)
@example(lines=["- a", "", "", "words", "- b"], end="\n", closed=False, front=False)
@example(lines=["---", "title: x", "---"], end="\n", closed=True, front=True)
@given(
    lines=st.lists(st.sampled_from(LINES) | st.sampled_from(PLAIN) | st.text(max_size=6), max_size=14),
    end=st.sampled_from(ENDS),
    closed=st.booleans(),
    front=st.booleans(),
)
def test_what_is_plain_is_parsed_as_the_whole_parser_does(lines: list[str], end: str, closed: bool, front: bool):
    """Or not at all."""
    text = end.join(lines) + (end if closed else "")

    found = plain.parse(text)

    assert found is None or found == parse_any(text, front=front)


@settings(max_examples=1000, deadline=None)
@given(lines=st.lists(st.sampled_from(PLAIN), max_size=24), closed=st.booleans(), front=st.booleans())
def test_plain_lines_in_any_order_are_parsed_alike(lines: list[str], closed: bool, front: bool):
    """Of these most are plain together."""
    text = "\n".join(lines) + ("\n" if closed else "")

    found = plain.parse(text)

    assert found is None or found == parse_any(text, front=front)


def test_a_day_as_it_is_written_is_plain():
    """Else nothing would be won."""
    day = (
        "## 2024-10-19\n\n### Experiments\n\n- Completed: **run-1**, llama3.1:8b ([14:30](logs/a.log#L1))\n"
        "  - Result: accuracy 87.3%\n- mine\n\n### Next Steps\n\n- [ ] look\n\n---\n\n"
    )

    assert plain.parse(day) == parse_any(day)
