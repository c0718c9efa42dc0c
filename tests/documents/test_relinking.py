"""Links that lead to what was moved are mended; no other byte changes, and what was ours is ours."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlws_writer.documents.blocks import What
from mlws_writer.documents.ledger import Ledger
from mlws_writer.documents.relinking import plan_relinked

OLD, NEW = "logs/net.log", "logs/archive/2024-10/net.log"
LINES = (
    f"- Trained ([14:30]({OLD}#L1))", f'see [a]({OLD}), [b]({OLD}#L2 "title")', f"[c](<{OLD}#L3>)", f"[r]: {OLD}",
    f"`[d]({OLD})`", "```", f"[e](./{OLD})", f"    [f]({OLD})", "", "## 2024-10-19", "text", f"[g]({OLD}x)",
    f"[h](other/{OLD})", "<div>", f"| [i]({OLD}) |", f"\\[j]({OLD})", f"![k]({OLD})", "- - twice", "\u2028",
    f"[l](https://a.b/{OLD})", "~~~", "<!-- -->",
)  # fmt: skip


def moved(name: str, anchor: str) -> str | None:
    """Say where the one log went."""
    return NEW if name == OLD else None


def relink(journal) -> dict[str, What]:
    """Mend the links of a journal."""
    ledger = Ledger(tuple(journal.records))
    return journal.carry_out(plan_relinked(journal.raw, ledger, moved, ".", by_day=True))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(LINES), max_size=20), st.sampled_from(["\n", "\r\n", "\r"]))
def test_only_the_targets_of_links_change(lines: list[str], end: str):
    """Put back, they are the document that was."""
    raw = end.join(lines).encode()

    after = plan_relinked(raw, Ledger(), moved, ".").after

    assert after.replace(NEW.encode(), OLD.encode()) == raw


@pytest.mark.parametrize(
    ("folder", "text", "expected"),
    [
        (".", f"[a]({OLD}#L3)", f"[a]({NEW}#L3)"),
        ("docs/sessions", f"[a](../../{OLD}#L3)", f"[a](../../{NEW}#L3)"),
        (".", f"[a](<{OLD}> \"t\")", f"[a](<{NEW}> \"t\")"),
        (".", f"[a]: {OLD}\n", f"[a]: {NEW}\n"),
        (".", f"`[a]({OLD})` and [b]({OLD})", f"`[a]({OLD})` and [b]({NEW})"),
        (".", f"```\n[a]({OLD})\n```\n", f"```\n[a]({OLD})\n```\n"),
        (".", f"[a](https://a.b/{OLD}) [b](/{OLD}) [c]({OLD}.gz)", f"[a](https://a.b/{OLD}) [b](/{OLD}) [c]({OLD}.gz)"),
    ],
)  # fmt: skip
def test_a_link_leads_to_the_new_place_from_where_it_stands(folder: str, text: str, expected: str):
    """What is code, or leads elsewhere, stays."""
    assert plan_relinked(text.encode(), Ledger(), moved, folder).after.decode() == expected


def test_what_is_ours_is_still_kept_up_to_date(journal, run):
    """An update after the move is an update."""
    journal.write(run("net", 1), run("other", 1))
    relink(journal)

    assert journal.text.count(NEW) == 1
    assert OLD not in journal.text
    assert set(journal.write(run("net", 1), run("other", 1)).values()) == {What.UNCHANGED}
    assert journal.write(run("net", 2))["status"] is What.UPDATED
    assert journal.text.count("Trained net") == 1


def test_a_reworded_bullet_is_still_known_by_its_link(journal, run):
    """What hangs under it goes on."""
    journal.write(run("net", 1))
    journal.edit("Trained net", "Trained my net")
    relink(journal)

    assert journal.write(run("net", 2))["status"] is What.UPDATED
    assert "Trained my net" in journal.text
    assert NEW in journal.text


def test_a_deleted_bullet_stays_deleted(journal, run):
    """Also when a link of its neighbour is mended."""
    journal.write(run("net", 1))
    journal.raw = f"{journal.text}\n- [mine]({OLD})\n".encode()
    journal.edit("  - Goal: find out\n", "")
    relink(journal)

    assert journal.write(run("net", 2))["goal"] is What.DELETED


def test_without_such_links_nothing_is_written(journal, run):
    """Neither in the document nor in the ledger."""
    journal.write(run("other", 1))
    plan = plan_relinked(journal.raw, Ledger(tuple(journal.records)), moved, ".", by_day=True)

    assert (plan.changed, plan.emitted) == (False, ())
