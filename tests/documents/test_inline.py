"""Text from outside as one line of Markdown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from mlws_writer.documents.inline import code, escape, link, rebase, targets, without_markup


def shown(markdown: str) -> str:
    """Give the text that a reader sees of one list item."""
    tokens = MarkdownIt("commonmark").parse(f"- {markdown}\n")
    inline = [token for token in tokens if token.type == "inline"]
    assert len(inline) <= 1, "the text became more than one block"
    return "".join(child.content for child in inline[0].children or ()) if inline else ""


@given(st.text())
def test_what_is_escaped_is_shown_as_it_was(text: str):
    """Whatever a log says, it is shown, and opens no markup."""
    plain = escape(text)

    assert "\n" not in plain
    assert shown(plain) == escape_free(text)


def escape_free(text: str) -> str:
    """Give the text with control characters and runs of blanks as one space."""
    import re

    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+", " ", text).split())


@pytest.mark.parametrize("text", ["val_loss", "llama3.1:8b", "a - b", "3 < 4", "87.3%", "lr=1e-5"])
def test_ordinary_names_keep_their_looks(text: str):
    """Escapes appear only where Markdown would read something else."""
    assert escape(text).replace("\\<", "<") == text


@given(st.text(min_size=1))
def test_a_code_span_holds_whatever_backticks_it_is_given(text: str):
    """The span cannot be closed from inside."""
    if not escape_free(text).strip():
        return

    tokens = MarkdownIt("commonmark").parse(f"x {code(text)}\n")

    kinds = [child.type for child in tokens[1].children or ()]
    assert kinds == ["text", "code_inline"]


def test_a_link_is_seen_from_the_folder_of_its_document():
    """A session in docs/sessions leads two folders up."""
    assert link("14:30", "logs/a b.log", line=12, start="docs/sessions") == "[14:30](../../logs/a%20b.log#L12)"


def test_links_move_with_a_line_from_one_document_to_another():
    """Addresses of the web stay what they are."""
    line = "see ([14:30](logs/a.log#L12)) and [paper](https://example.org/x)"

    moved = rebase(line, ".", "docs/sessions")

    assert moved == "see ([14:30](../../logs/a.log#L12)) and [paper](https://example.org/x)"


def test_the_targets_of_a_line_are_read_back():
    """What `link` writes, `targets` reads, blanks included."""
    assert targets(link("x", "logs/a b.log", line=7)) == (("logs/a b.log", 7),)


@pytest.mark.parametrize(
    ("line", "plain"),
    [
        ("Completed: **a\\*b**, `x` ([14:30](logs/a.log#L12))", "Completed: a*b, x"),
        ("see [the paper](https://example.org/x) ([1](a#L1), [2](b#L2))", "see the paper"),
        ("snake_case and (brackets)", "snake_case and (brackets)"),
    ],
)
def test_a_line_without_markup_is_what_a_reader_reads(line: str, plain: str) -> None:
    """The links in brackets behind it are for who can follow them."""
    assert without_markup(line) == plain


@given(st.text(max_size=40))
def test_what_was_escaped_is_read_as_it_was(text: str) -> None:
    """Where it holds no control characters, and begins and ends in a letter."""
    line = " ".join(f"a {text} z".split())
    if not line.isprintable() or "](" in line:
        return

    assert without_markup(escape(line)) == line
