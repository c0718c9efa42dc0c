"""Each promise of the README names the test that holds it, and that test is there."""

import ast
import re
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent
README = CHECKOUT / "README.md"
pytestmark = pytest.mark.skipif(not README.is_file(), reason="the README lies in the checkout only")


def promises() -> list[tuple[str, str, str]]:
    """Give the rows of the table: name, file of the test, name of the test."""
    return re.findall(r"^\| (P\d) \| .+ \| `(tests/[\w/]+\.py)::(\w+)` \|$", README.read_text(encoding="utf-8"), re.M)


def test_all_eight_promises_are_there() -> None:
    """In their order."""
    assert [name for name, _, _ in promises()] == [f"P{number}" for number in range(1, 9)]


@pytest.mark.parametrize("row", range(8))
def test_each_promise_is_held_by_a_test(row: int) -> None:
    """One that exists under that very name, and asserts something."""
    _, file, name = promises()[row]

    tree = ast.parse((CHECKOUT / file).read_text(encoding="utf-8"))

    (found,) = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name == name]
    asserts = [node for node in ast.walk(found) if isinstance(node, ast.Assert | ast.With)]
    reports = [node for node in ast.walk(found) if isinstance(node, ast.Attribute) and node.attr == "report"]
    assert asserts or reports
