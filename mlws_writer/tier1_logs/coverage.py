"""What of a run was understood, and which families of lines led to nothing."""

from collections.abc import Collection, Mapping, Sequence

from mlws_writer.facts.model import Ignored
from mlws_writer.tier1_logs.condense import Condensed
from mlws_writer.tier1_logs.families import Family
from mlws_writer.tier1_logs.lines import Line

MOST_IGNORED = 40
LONGEST_EXAMPLE = 160


def coverage(
    run: Condensed,
    lines: Sequence[Line],
    owners: Mapping[int, Family],
    told: Collection[int],
    series: Collection[bytes],
) -> tuple[int, list[Ignored]]:
    """Return how many segments led to a fact, a series or a time, and the families that did not, largest first.

    `told` holds the numbers of lines with facts, `series` the texts of families whose numbers became series.
    """
    clear: set[bytes] = set(series)
    examples: dict[bytes, Line] = {}
    for line in lines:
        family = owners.get(line.at)
        if family is None:
            continue
        if line.number in told or line.time is not None:
            clear.add(family.text)
        examples.setdefault(family.text, line)
    understood = sum(family.count for text, family in run.families.items() if text in clear)
    unclear = [family for text, family in run.families.items() if text not in clear and text in examples]
    unclear = [family for family in unclear if not examples[family.text].is_rule]
    unclear.sort(key=lambda family: (-family.count, examples[family.text].number))
    ignored = [
        Ignored(examples[family.text].number, family.count, examples[family.text].text.strip()[:LONGEST_EXAMPLE])
        for family in unclear[:MOST_IGNORED]
    ]
    if run.flood and run.flood_first is not None:
        ignored.append(
            Ignored(run.flood_first.line, run.flood, "lines that are all different, of which a part was kept")
        )
    return understood, ignored
