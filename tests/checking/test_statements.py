"""What a fact says: its values, and what its text gives besides them."""

import pytest

from mlws_writer.checking.reading.statements import statement
from mlws_writer.facts.model import Citation, Fact, FactKind


@pytest.mark.parametrize(
    ("text", "value", "unit", "step", "numbers"),
    [
        ("step 12: accuracy=43.21 on validation", "43.21", "", "12", {"43.21", "12"}),
        ("accuracy 43.21% on validation", "43.21", "%", "", {"43.21"}),
        ("step 12 s: accuracy=43.21", "43.21", "", "12", {"43.21", "12", "12 s"}),
        ("took twelve minutes, accuracy=43.21", "43.21", "", "", {"43.21", "twelve minutes"}),
        ("12 May: accuracy=43.21", "43.21", "", "12", {"43.21", "12", "12 May"}),
        ("accuracy=43.21 for 7 classes", "43.21", "", "12", {"43.21", "12", "7"}),
    ],
)
def test_the_text_of_a_fact_is_read_for_what_it_gives_besides_its_value_and_its_step(
    text: str, value: str, unit: str, step: str, numbers: set[str]
) -> None:
    """A text that says no more is not read; one that does is, whatever its digits may be part of."""
    fact = Fact("F1", "a", FactKind.METRIC, "accuracy", value, Citation("a.log", 1), unit=unit, step=step, text=text)

    read = statement(fact, 0, "a").values

    assert {each.quantity.text.rstrip("% ") for each in read} == numbers
