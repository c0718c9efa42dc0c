"""A day of the journal as it stands."""

from datetime import date

from mlws_writer.documents.reading import standing

JOURNAL = b"""# ML Workspace Activity Log

## 2024-10-19 (Saturday)

### Experiments
- Completed: a ([14:30](logs/a.log#L1))
  - Goal: find out
  - my own note

A paragraph of
mine.

### Next Steps
- [ ] open
- [x] done

---

## 2024-10-18

### Learning
- older
"""


def test_the_bullets_of_a_day_are_read_with_what_hangs_under_them():
    """Only that day's, in the order in which they stand."""
    bullets = standing(JOURNAL, date(2024, 10, 19))

    assert bullets is not None
    assert [(b.section, b.done) for b in bullets] == [
        ("Experiments", None),
        ("Next Steps", False),
        ("Next Steps", True),
        ("Experiments", None),
    ]
    assert bullets[-1].text == "A paragraph of mine."
    assert [child.text for child in bullets[0].children] == ["Goal: find out", "my own note"]


def test_a_day_without_a_heading_is_none():
    """Which is something else than a day whose bullets were all deleted."""
    assert standing(JOURNAL, date(2024, 10, 17)) is None
    assert standing(b"## 2024-10-17\n", date(2024, 10, 17)) == ()
