"""The lowest and highest number of many lines, and the sample of them, are those that a look at each line gives."""

from hypothesis import given
from hypothesis import strategies as st

from mlws_writer.tier1_logs.chunks import MANY, Chunk, Listed, Mixed, Sliced, put_together
from mlws_writer.tier1_logs.sampling import sampled_of
from mlws_writer.tier1_logs.shapes import DIGITS, Plan

FORMS = (
    "loss {:.3f}",
    "loss -{:.3f}",
    "lr {:.2e}",
    "rate {:,.1f} rows",
    "step {:07.0f}",
    "gain +{:.4f}",
    "long {:.35f}",
)
NUMBERS = st.one_of(st.floats(0, 30_000), st.sampled_from([0.0, 1.0, 1e-5, 9.9999, 999.95, 28_999.0]))


def chunks_of(form: str, numbers: list[float]) -> list[Chunk]:
    """Return the lines that say these numbers, shape by shape."""
    rows = [form.format(number).encode() for number in numbers]
    shapes: dict[bytes, list[int]] = {}
    for i, row in enumerate(rows):
        shapes.setdefault(row.translate(DIGITS), []).append(i)
    return [Sliced(index, Plan(shape), rows) for shape, index in shapes.items()]


def said(chunk: Chunk) -> list[float]:
    """Return the numbers of a chunk's lines."""
    return [float(chunk.value(0, j).replace(b",", b"")) for j in range(len(chunk.index))]


@given(st.sampled_from(FORMS), st.lists(NUMBERS, min_size=1, max_size=20), st.integers(1, 3 * MANY), NUMBERS, NUMBERS)
def test_extremes_are_found_as_in_a_list(form: str, numbers: list[float], again: int, low: float, high: float) -> None:
    """The first lowest and first highest line are found, unless what is known is lower, or higher, than all."""
    for chunk in chunks_of(form, numbers * again):
        values = said(chunk)
        listed = Listed(chunk.index, {0: [chunk.value(0, j) for j in range(len(values))]})
        for known in ((float("inf"), float("-inf")), (low, high), (-low, -high), (min(values), max(values))):
            for found in (chunk.extremes(0, *known), listed.extremes(0, *known)):
                for at, best, near in zip(
                    found, (min(values), max(values)), (min(values) <= known[0], max(values) >= known[1]), strict=True
                ):
                    assert at == values.index(best) if near else at is None or values[at] == best


@given(st.sampled_from(FORMS), st.lists(NUMBERS, min_size=2, max_size=3 * MANY))
def test_lines_put_together_say_the_same(form: str, numbers: list[float]) -> None:
    """Chunks with few lines each become one, whose lines stand in order and have the numbers they had."""
    chunks = chunks_of(form, numbers)
    together = put_together(chunks)
    before = {i: value for chunk in chunks for i, value in zip(chunk.index, said(chunk), strict=True)}
    assert {i: value for chunk in together for i, value in zip(chunk.index, said(chunk), strict=True)} == before
    for chunk in together:
        assert chunk.index == sorted(chunk.index)
        values = said(chunk)
        found = chunk.extremes(0, float("inf"), float("-inf"))
        assert found == (values.index(min(values)), values.index(max(values)))
    assert sum(len(chunk.index) < MANY for chunk in together if not isinstance(chunk, Mixed)) <= 1


@given(st.integers(0, 1 << 33), st.integers(1, 3_000), st.integers(1, 14), st.data())
def test_lines_are_sampled_by_their_own_numbers(start: int, size: int, power: int, data: st.DataObject) -> None:
    """Whichever lines are read together, and from wherever, each is in the sample, or not, for itself."""
    index = sorted(data.draw(st.one_of(st.just(range(size)), st.sets(st.integers(0, size - 1), min_size=1))))
    alone = [j for j, i in enumerate(index) if sampled_of([0], start + i, 1, 1 << power)]
    assert sampled_of(index, start, size, 1 << power) == alone
    assert set(alone) <= set(sampled_of(index, start, size, 1 << (power - 1)))
