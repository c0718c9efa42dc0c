"""A journal that was there before mlws: its headings, section names, line ends and order stay its author's."""

from dataclasses import replace
from datetime import date

import pytest

from mlws_writer.documents.reading import standing
from mlws_writer.errors import UsageError
from mlws_writer.workspace import own_entry
from mlws_writer.workspace.journal import Order, summarize
from mlws_writer.workspace.layout import Workspace
from mlws_writer.workspace.settings import Layer, Settings, combine, from_environment
from mlws_writer.writing.prompts import template

GERMAN = {"Experiments": "Experimente", "Next Steps": "Nächste Schritte"}
OWN = """\
---
title: Laborbuch
---
# Laborbuch

## [[2024-10-17]]\r
\r
### Experimente:\r
\r
* Selbst probiert\r
    * mit Notiz\r

Freier Text, <b>unberührt</b>.

## [[2024-10-18]]

### 🧪 Experimente

+ Noch einmal

### Nächste Schritte

+ [x] fertig
"""


@pytest.fixture
def own(workspace: Workspace) -> Workspace:
    """Give a workspace with a German journal, oldest day first, and one run on the 19th."""
    path = workspace.root / "logs/experiments/20241019-143000-a.log"
    path.parent.mkdir(parents=True)
    lines = ("Model: llama3.1:8b", "Accuracy: 87.3%", "Next: Try a lower rate", "Experiment complete")
    path.write_text("".join(f"2024-10-19 14:3{n}:00 - INFO - {line}\n" for n, line in enumerate(lines)))
    workspace.activity.write_bytes(OWN.encode())
    return replace(workspace, settings=Settings(sections=GERMAN))


def test_a_day_is_added_in_the_words_and_the_order_of_the_journal(own: Workspace):
    """What stood there is there byte for byte, and the new day comes last, under the author's names."""
    summarize(own, Order(model="none"))

    raw = own.activity.read_bytes()
    assert raw.startswith(OWN.encode())
    added = raw.decode().removeprefix(OWN).splitlines()
    assert [line for line in added if line.startswith("#")] == [
        "## [[2024-10-19]]", "### Experimente", "### Nächste Schritte",
    ]  # fmt: skip
    assert any(line.startswith("+ Completed: **a**") for line in added)


def test_the_second_run_changes_no_byte(own: Workspace):
    """With names of one's own too."""
    summarize(own, Order(model="none"))
    before = own.activity.read_bytes()

    assert not summarize(own, Order(model="none")).changed
    assert own.activity.read_bytes() == before


@pytest.mark.parametrize("heading", ["### Experimente:", "### 🧪 experimente", "### **Experimente**"])
def test_a_run_goes_into_the_section_that_is_there(own: Workspace, heading: str):
    """However its author spells it."""
    own.activity.write_text(f"## 2024-10-19 (Samstag)\n\n{heading}\n\n- von mir\n")

    summarize(own, Order(model="none"))

    text = own.activity.read_text()
    assert text.startswith(f"## 2024-10-19 (Samstag)\n\n{heading}\n\n- von mir\n- Completed: **a**")
    assert text.count("xperimente") == 1


def test_an_entry_of_ones_own_names_the_section_in_either_language(own: Workspace):
    """`mlws log Experimente …` and `mlws log Experiments …` are the same."""
    for words in (["Experimente", "eins gemacht"], ["Experiments", "zwei gemacht"]):
        section, text = own_entry.section_and_text(words, own.settings.sections)
        own_entry.write(own, date(2024, 10, 18), section, text, "")

    assert "### 🧪 Experimente\n\n+ Noch einmal\n+ eins gemacht\n+ zwei gemacht\n" in own.activity.read_text()


def test_the_sections_are_read_back_under_our_names(own: Workspace):
    """A session is made of them, whatever they are called."""
    bullets = standing(OWN.encode(), date(2024, 10, 18), GERMAN)

    assert bullets is not None
    assert [(b.section, b.text, b.done) for b in bullets] == [
        ("Experiments", "Noch einmal", None), ("Next Steps", "fertig", True),
    ]  # fmt: skip
    assert [OWN.encode().splitlines()[b.line - 1] for b in bullets] == [b"+ Noch einmal", b"+ [x] fertig"]


def test_the_names_come_from_a_table_or_a_variable():
    """By our own title, with a line between its words."""
    table = Layer("file", {"sections": {"experiments": "Experimente", "next_steps": "Nächste Schritte"}})
    variable = from_environment({"MLWS_SECTIONS": "experiments=Experimente, Next Steps=Nächste Schritte"})

    assert combine([table]).settings.sections == combine([variable]).settings.sections == GERMAN


@pytest.mark.parametrize(
    ("names", "why"),
    [
        ({"experimnets": "A"}, "did you mean experiments"),
        ({"experiments": ""}, "one line"),
        ({"experiments": 3}, "one line"),
        ({"experiments": "Models"}, "one name"),
        ({"experiments": "🧪"}, "one name"),
    ],
)
def test_names_that_cannot_be_told_apart_are_refused(names: dict[str, object], why: str):
    """With what is wrong about them."""
    with pytest.raises(UsageError) as error:
        combine([Layer("file", {"sections": names})])

    assert why in error.value.why


def test_the_settings_that_init_writes_name_them():
    """The commented table is one that can be taken over as it is."""
    import tomllib

    lines = [line.removeprefix("# ") for line in template("templates", "settings.toml").splitlines()[-3:]]

    assert combine([Layer("file", tomllib.loads("\n".join(lines)))]).settings.sections == GERMAN
