"""What a person does to the journal, and what the next run makes of it."""

from datetime import date

import pytest

from mlws_writer.documents.blocks import ABOVE, SECTION_ORDER, Bullet, DayEntry, Section, Slot, What
from mlws_writer.documents.ledger import Ledger
from mlws_writer.documents.plan import plan_entry
from mlws_writer.errors import Refused

STATUS = "  - Status: at epoch 1\n"


def test_a_new_journal_has_its_head_and_the_day(journal, run):
    """Without a file, the head, the day, the section and the bullets with their children are written."""
    journal.write(run("net", 1))

    assert journal.text == (
        "# ML Workspace Activity Log\n\nWhat was done here, newest first.\n\n---\n\n## 2024-10-19\n\n"
        "### Experiments\n\n- Trained net ([14:30](logs/net.log#L1))\n  - Goal: find out\n  - Status: at epoch 1\n"
    )


def test_sections_stand_in_their_order_whatever_order_they_come_in(journal):
    """Sections are written in the order of the journal, and those without bullets are left out."""
    sections = [Section(title, (Bullet(Slot("r", title), f"In {title}", "s"),)) for title in reversed(SECTION_ORDER)]
    entry = DayEntry(journal.day, (*sections, Section("Notes of mine", ())))

    plan = plan_entry(None, Ledger(), entry)

    headings = [line[4:] for line in plan.after.decode().splitlines() if line.startswith("### ")]
    assert headings == list(SECTION_ORDER)


def test_a_section_that_comes_later_finds_its_place(journal, run):
    """A section is put before those that follow it in the order."""
    journal.write(run("net", 1), section="Agents")
    journal.write(run("old", 1), section="Models")
    journal.write(Bullet(Slot("net", "next"), "[ ] Try more", "s"), section="Next Steps")

    assert [line for line in journal.text.splitlines() if line.startswith("#")][2:] == [
        "### Models",
        "### Agents",
        "### Next Steps",
    ]
    assert "- [ ] Try more\n" in journal.text


def test_days_stand_newest_first_and_are_parted_by_rules(journal, run):
    """Whatever the order in which days are written, the newest stands first."""
    for day in (18, 20, 19):
        journal.write(run(f"net{day}", 1), day=date(2024, 10, day))

    lines = [line for line in journal.text.splitlines() if line == "---" or line.startswith("## ")]
    assert lines == ["---", "## 2024-10-20", "---", "## 2024-10-19", "---", "## 2024-10-18"]


def test_a_journal_that_runs_the_other_way_keeps_doing_so(make_journal, run):
    """In a journal with the oldest day first, a new day goes to its place in that order, without rules."""
    journal = make_journal(b"# Log\n\n## 2024-10-01\n- a\n\n## 2024-10-18\n- b\n")
    journal.write(run("net", 1))
    journal.write(run("old", 1), day=date(2024, 10, 9))

    assert [line for line in journal.text.splitlines() if line.startswith("## ") or line == "---"] == [
        "## 2024-10-01",
        "## 2024-10-09",
        "## 2024-10-18",
        "## 2024-10-19",
    ]


def test_a_second_run_changes_nothing(journal, run):
    """The same source is never written twice."""
    journal.write(run("net", 1))

    again = journal.plan(run("net", 1))

    assert not again.changed
    assert not again.emitted
    assert {note.what for note in again.report} == {What.UNCHANGED}


def test_what_untouched_bullets_say_is_brought_up_to_date(journal, run):
    """A log that has grown updates the bullets that it changes, in place."""
    journal.write(run("net", 1))
    before = journal.text

    what = journal.write(run("net", 2))

    assert journal.text == before.replace("epoch 1", "epoch 2")
    assert what == {"run": What.UNCHANGED, "goal": What.UNCHANGED, "status": What.UPDATED}


def test_the_same_source_is_worded_anew_only_on_request(journal):
    """A better wording of the same log is taken with `refresh`, and only then."""
    journal.write(Bullet(Slot("net", "run"), "Trained a net", "log"))

    assert not journal.plan(Bullet(Slot("net", "run"), "Trained a small net", "log")).changed
    journal.write(Bullet(Slot("net", "run"), "Trained a small net", "log"), refresh=True)
    assert "- Trained a small net\n" in journal.text


def test_a_new_fact_goes_under_its_run_in_its_order(journal, run):
    """A slot that appears later is inserted among the children of its parent, behind those that precede it."""
    journal.write(run("net", 1), run("other", 1))
    journal.edit(STATUS + "- Trained other", STATUS + "    - my note\n- Trained other")

    journal.write(run("net", 1, "Result: 87.3 %"), run("other", 1))

    assert STATUS + "    - my note\n  - Result: 87.3 %\n- Trained other" in journal.text


def test_a_new_run_goes_between_its_neighbours(journal, run):
    """Runs stand in the order of the entry, also when one in the middle is found later."""
    journal.write(run("a", 1), run("c", 1))
    journal.write(run("a", 1), run("b", 1), run("c", 1))

    assert [line[10:11] for line in journal.text.splitlines() if line.startswith("- Trained")] == ["a", "b", "c"]


def test_an_edited_bullet_is_left_for_good(journal, run):
    """A word changed by a person makes the bullet theirs; that there is news is said."""
    journal.write(run("net", 1))
    journal.edit("Status: at epoch 1", "Status: at epoch 1, I think")
    edited = journal.raw

    plan = journal.plan(run("net", 2))

    assert plan.after == edited
    note = next(note for note in plan.report if note.slot.name == "status")
    assert (note.what, note.news, note.text) == (What.EDITED, True, "Status: at epoch 2")


def test_facts_under_an_edited_headline_stay_ours(journal, run):
    """A run whose headline a person reworded is still known by its link."""
    journal.write(run("net", 1))
    journal.edit("Trained net (", "Trained my precious net (")

    what = journal.write(run("net", 2, "Result: 87.3 %"))

    assert what == {"run": What.EDITED, "goal": What.UNCHANGED, "status": What.UPDATED, "result": What.INSERTED}
    assert "- Trained my precious net (" in journal.text


def test_a_link_that_a_person_put_elsewhere_is_not_the_runs_bullet(journal, run):
    """With a run's bullet gone, nothing is hung under another bullet that happens to link to the same line."""
    journal.write(run("net", 1))
    journal.edit(
        journal.text[journal.text.index("- Trained net") :], "### Next Steps\n\n- [ ] Redo it ([x](logs/net.log#L1))\n"
    )
    left = journal.raw

    journal.write(run("net", 2, "Result: 87.3 %"))

    assert journal.raw == left


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("- [ ] Try more", "- [x] Try more", "- [x] Try much more"),
        ("- [ ] Try more", "  - [ ] Try more", "  - [ ] Try much more"),
        ("- [ ] Try more", "* [ ] Try more", "* [ ] Try much more"),
        ("- [ ] Try more", "1. Try more", "1. Try much more"),
        ("- [ ] Try more\n", "- [ ] Try more  \n", "- [ ] Try much more  "),
    ],
    ids=["ticked", "indented", "marker changed", "box removed", "white space at its end"],
)
def test_the_shape_of_a_bullet_is_the_persons(journal, old, new, expected):
    """Ticks, indents and markers are kept while the text is brought up to date."""
    journal.write(Bullet(Slot("net", "next"), "[ ] Try more", "1"), section="Next Steps")
    journal.edit(old, new)

    journal.write(Bullet(Slot("net", "next"), "[ ] Try much more", "2"), section="Next Steps")

    assert expected in journal.text.splitlines()


def test_a_run_that_was_moved_is_still_ours(journal, run):
    """A run's bullet may be moved to another day with all that hangs under it."""
    journal.write(run("net", 1))
    own = journal.text[journal.text.index("- Trained net") :]
    journal.edit(own, "\n## 2024-10-18\n\n### Learning\n\n" + own)

    what = journal.write(run("net", 2, "Result: 87.3 %"))

    assert (what["status"], what["result"]) == (What.UPDATED, What.INSERTED)
    assert journal.text.endswith("  - Status: at epoch 2\n  - Result: 87.3 %\n")


@pytest.mark.parametrize("note", ["    - a note\n", "    a note\n", "\n    a note\n\n", "    ```\n    code\n    ```\n"])
def test_notes_under_a_bullet_stay_while_it_is_updated(journal, run, note):
    """What a person writes under a bullet of ours is theirs, the bullet stays ours."""
    journal.write(run("net", 1))
    journal.edit(STATUS, STATUS + note)

    journal.write(run("net", 2))

    assert journal.text.endswith("  - Status: at epoch 2\n" + note)


def test_a_deleted_bullet_never_comes_back(journal, run):
    """Neither what was deleted nor news about it is written again."""
    journal.write(run("net", 1))
    journal.edit(STATUS, "")
    deleted = journal.raw

    for epoch in (1, 2, 3):
        assert journal.write(run("net", epoch))["status"] is What.DELETED
    assert journal.raw == deleted


def test_nothing_new_is_written_about_a_deleted_run(journal, run):
    """With a run's bullet goes all that would hang under it."""
    journal.write(run("net", 1), run("kept", 1))
    start, end = journal.text.index("- Trained net"), journal.text.index("- Trained kept")
    journal.edit(journal.text[start:end], "")
    deleted = journal.raw

    journal.write(run("net", 2, "Result: 87.3 %"), run("kept", 1))

    assert journal.raw == deleted


def test_an_old_buffer_saved_over_a_write_counts_as_a_deletion(journal, run):
    """Bullets that an editor's old buffer wiped out are not added again, and that is said."""
    journal.write(run("net", 1))
    old = journal.raw
    journal.write(run("net", 1), run("later", 1))
    journal.raw = old

    plan = journal.plan(run("net", 1), run("later", 1))

    assert not plan.changed
    assert {note.what for note in plan.report if note.slot.run == "later"} == {What.DELETED}


def test_of_two_copies_neither_is_touched(journal, run):
    """Nobody can say which of two copies is ours, so both are left and it is reported."""
    journal.write(run("net", 1))
    journal.edit(STATUS, STATUS * 2)
    copied = journal.raw

    assert journal.write(run("net", 2))["status"] is What.COPIED
    assert journal.raw == copied


def test_what_hangs_under_a_copied_run_is_left_alone(journal, run):
    """A run's bullet that was copied as a whole is not touched in either place."""
    journal.write(run("net", 1))
    own = journal.text[journal.text.index("- Trained net") :]
    journal.edit(own, own * 2)
    copied = journal.raw

    assert set(journal.write(run("net", 2, "Result: 87.3 %")).values()) == {What.COPIED}
    assert journal.raw == copied


def test_what_a_person_wrote_in_the_same_words_is_adopted(journal, run):
    """A fact that a person added to the run's bullet word for word is not doubled, and is ours from then on."""
    journal.write(run("net", 1))
    journal.edit(STATUS, STATUS + "  * Result: 87.3 %\n")
    before = journal.raw

    assert journal.write(run("net", 1, "Result: 87.3 %"))["result"] is What.ADOPTED
    assert journal.raw == before


def test_the_same_words_under_another_run_are_another_bullet(journal, run):
    """A slot is matched only within its own run: "Status: Complete" stands under many."""
    journal.write(run("a", 1), run("b", 1))
    start = journal.text.index("- Trained b")
    journal.write(run("a", 2), run("b", 1))

    assert journal.text[start:].count("epoch 1") == 1
    assert journal.text[:start].count("epoch 2") == 1


def test_two_runs_with_the_same_next_step_each_keep_theirs(journal):
    """Texts that stand as often as they were written are not copies."""

    def steps(text: str, source: str) -> list[Bullet]:
        return [Bullet(Slot(name, "next"), text, source) for name in ("a", "b")]

    journal.write(*steps("[ ] Try more", "1"), section="Next Steps")
    what = journal.plan(*steps("[ ] Try much more", "2"), section="Next Steps")

    assert [note.what for note in what.report] == [What.UPDATED, What.UPDATED]


def test_a_run_that_was_journaled_without_this_ledger_is_left_to_its_author(make_journal, run):
    """A link to the run's log says that it was journaled before: nothing is inserted, and that is said."""
    journal = make_journal(b"# Log\n\n## 2024-10-19\n\n- My net, see [the log](logs/net.log)\n")

    plan = journal.plan(run("net", 1), run("other", 1))

    assert b"Trained net" not in plan.after
    assert b"Trained other" in plan.after
    assert {note.what for note in plan.report if note.slot.run == "net"} == {What.JOURNALED}


def test_two_runs_in_one_log_are_told_apart_by_their_lines(journal):
    """A second launch in a log that is linked already is written, if its own line is not linked."""

    def launch(number: int) -> Bullet:
        return Bullet(Slot(f"log:{number}", "run"), f"Launch {number} ([log](logs/x.log#L{number}))", "s")

    journal.write(launch(1))
    journal.edit("Launch 1", "First launch")

    assert journal.write(launch(1), launch(90)) == {"run": What.INSERTED}
    assert "Launch 90" in journal.text


def test_new_lines_look_like_their_neighbours(make_journal, run):
    """The line end, the bullet marker, the indent and the person's heading are taken over."""
    journal = make_journal(
        b"\xef\xbb\xbf# Log\r\n\r\n## 2024-10-19 (Saturday)\r\n\r\n### Experiments\r\n* mine\r\n    * note\r\n"
    )

    journal.write(run("net", 1))

    assert journal.raw.startswith(b"\xef\xbb\xbf# Log\r\n")
    assert journal.text.endswith(
        "### Experiments\r\n* mine\r\n    * note\r\n* Trained net ([14:30](logs/net.log#L1))\r\n"
        "    * Goal: find out\r\n    * Status: at epoch 1\r\n"
    )


def test_a_missing_last_line_end_is_added_before_new_text(make_journal, run):
    """A file without a line end at its end gets one before, and nothing else."""
    journal = make_journal(b"## 2024-10-19\n\n### Experiments\n\n- mine")

    journal.write(run("net", 1))

    assert journal.text.startswith("## 2024-10-19\n\n### Experiments\n\n- mine\n- Trained net")


@pytest.mark.parametrize(
    "hostile",
    [
        "two\nlines",
        "# heading",
        "```",
        "[a]: http://b",
        "<div>",
        "- nested",
        "    code",
        "",
        "> quote",
        "a\rb",
        "\ud800",
    ],
)
def test_a_text_that_is_no_bullet_is_left_out_and_named(journal, run, hostile):
    """Text from a log that would open something else is not written; all else is."""
    bad = Bullet(Slot("bad", "run"), hostile, "s", (Bullet(Slot("bad", "goal"), "Goal: harm", "s"),))

    plan = journal.plan(run("net", 1), bad)

    assert b"Trained net" in plan.after
    assert b"harm" not in plan.after
    assert {note.what for note in plan.report if note.slot.run == "bad"} == {What.REFUSED}


@pytest.mark.parametrize("marker", ["<<<<<<< HEAD", ">>>>>>> main", "||||||| base"])
def test_a_conflict_of_git_is_refused(make_journal, run, marker):
    """While both sides of a merge stand in the file, nothing is planned."""
    journal = make_journal(f"## 2024-10-19\n{marker}\n- a\n".encode())

    with pytest.raises(Refused, match="line 2 "):
        journal.plan(run("net", 1))


@pytest.mark.parametrize("left", [b"", None, b"# ML Workspace"])
def test_a_file_that_lost_half_its_bytes_is_refused(journal, run, left):
    """A file that is suddenly empty or half its size may be in the middle of a save."""
    journal.write(run("net", 1))
    journal.raw = left

    with pytest.raises(Refused, match="bytes"):
        journal.plan(run("net", 2))


def test_a_journal_that_was_shortened_on_purpose_goes_on_with_refresh(journal, run):
    """What the person took out stays out; a journal that they emptied begins again."""
    journal.write(run("net", 1))
    journal.raw = b"# Mine\n"
    assert journal.plan(run("net", 2), refresh=True).after == b"# Mine\n"

    journal.raw = None
    journal.write(run("net", 1), refresh=True)

    assert STATUS in journal.text
    assert journal.write(run("net", 2))["status"] is What.UPDATED


def test_a_new_day_goes_above_a_fence_that_is_never_closed(make_journal, run):
    """What stands below an open fence is code; a new day above it is safe."""
    journal = make_journal(b"# Log\n\n## 2024-10-18\n\n```\nnever closed\n")

    journal.write(run("net", 1))

    assert journal.text.index("2024-10-19") < journal.text.index("2024-10-18")


def test_where_a_fence_would_swallow_the_text_its_line_is_named(make_journal, run):
    """A place below an open fence is refused with the line to be closed."""
    journal = make_journal(b"# Log\n\n## 2024-10-20\n\n```\nnever closed\n")

    with pytest.raises(Refused) as refused:
        journal.plan(run("net", 1))
    assert "line 5" in refused.value.why


def _line(text: str, source: str = "s") -> Bullet:
    return Bullet(Slot("day", "line@2024-10-19"), text, source, link="")


def test_the_line_of_a_day_stands_above_its_sections(journal, run):
    """Right below the day's heading, in a new day as in one that stands, and it is brought up to date there."""
    journal.write(run("net", 1))
    journal.write(_line("One run."), section=ABOVE)
    standing = journal.text
    journal.write(_line("Two runs.", "t"), section=ABOVE)

    assert "## 2024-10-19\n\n- One run.\n\n### Experiments\n" in standing
    assert journal.text == standing.replace("One run.", "Two runs.")


def test_a_new_day_begins_with_its_line(journal, run):
    """Without a heading of its own."""
    entry = DayEntry(journal.day, (Section("Experiments", (run("net", 1),)), Section(ABOVE, (_line("One run."),))))

    plan = plan_entry(None, Ledger(), entry)

    assert "## 2024-10-19\n\n- One run.\n\n### Experiments\n\n- Trained net" in plan.after.decode()


def test_what_a_person_wrote_below_the_heading_of_a_day_stays_above_our_line(make_journal, run):
    """Ours comes behind it, before the first section."""
    journal = make_journal(b"# Log\n\n## 2024-10-19\n\nA good day.\n\n### Mine\n\n- a\n")
    journal.write(_line("One run."), section=ABOVE)

    assert "A good day.\n\n- One run.\n\n### Mine\n" in journal.text


def test_a_line_of_a_day_that_was_deleted_does_not_come_back(journal, run):
    """As with any other bullet."""
    journal.write(run("net", 1))
    journal.write(_line("One run."), section=ABOVE)
    journal.edit("- One run.\n\n", "")
    journal.write(_line("Two runs.", "t"), section=ABOVE)

    assert "runs." not in journal.text
