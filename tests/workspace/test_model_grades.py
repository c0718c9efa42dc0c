"""How well models did in the evals of a workspace."""

from datetime import UTC, datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from mlws_writer.workspace.layout import Workspace
from mlws_writer.workspace.model_grades import grades, keep_grade
from mlws_writer.workspace.settings import Settings


def workspace(root: Path) -> Workspace:
    """Make a workspace."""
    return Workspace(root, Settings(), UTC, datetime(2024, 10, 19, tzinfo=UTC))


def test_the_last_grade_of_each_model_is_kept(tmp_path: Path) -> None:
    """A newer one takes the place of the older one; those of other models stay."""
    here = workspace(tmp_path)
    assert grades(here) == {}

    for model, mean in (("a:1b", 0.5), ("b:8b", 0.91234), ("a:1b", 0.75)):
        assert keep_grade(here, model, mean)

    assert grades(here) == {"a:1b": 0.75, "b:8b": 0.9123}


@given(st.binary(max_size=80) | st.sampled_from([b'{"a": {"mean": "x"}}', b'{"a": 1}', b"[]", b'{"a": {"mean": 7}}']))
def test_a_damaged_file_holds_no_grades(raw: bytes) -> None:
    """Whatever stands in it, the models can be asked."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        state = Path(folder) / ".mlws"
        state.mkdir()
        (state / "evals.json").write_bytes(raw)

        assert grades(workspace(Path(folder))) == {}
