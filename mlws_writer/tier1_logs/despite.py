"""What went wrong in a run though it came to its end: an error that came again and again, a summary that counts failures."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from mlws_writer.facts.model import FactKind
from mlws_writer.facts.patterns import Pattern
from mlws_writer.tier1_logs.finding import Finding
from mlws_writer.tier1_logs.lines import Line
from mlws_writer.tier1_logs.prose import is_code, is_prose
from mlws_writer.tier1_logs.troubles import Trouble, key_of

AGAIN = 3
"""From how many times on an error is one that nobody has mended."""
MOST = 3
SUMMED = 60
"""Among how many last lines a summary stands."""
_WHAT = r"(?:unit |test )?(?:tests?|cases?|checks?|tasks?|jobs?|items?|requests?|samples?|examples?|prompts?|files?|images?|runs?|trials?|experiments?|steps?|episodes?|problems?|questions?)"
_FAILURES = Pattern(
    rf"(?i)(?<![\w.,\-])([1-9]\d*)(?: ?(?:/|of|out of) ?\d+)?(?: {_WHAT})? (?:have |has |were |was )?(?:failed|failures?|crashed|timed out)\b(?! (?:to|attempts?|login))|"
    r"\b(?:failed|failures|crashed|timed[ _]out)(?: (?:tests?|cases?|checks?|tasks?|jobs?|requests?|samples?|files?|runs?|trials?))?[\"'*]{0,2}\s?[:=]\s?([1-9]\d*)\b(?![.:%]\d|%)",
    "fail",
    "crashed",
    "timed",
)


def failures_in(lines: Sequence[Line]) -> Iterator[Finding]:
    """Yield how many parts of the work failed, where the last lines sum that up."""
    for line in lines[-SUMMED:]:
        text = line.message.strip()
        found = _FAILURES.search(text) if line.repeats == 1 and len(text) <= 200 else None
        if found and not is_prose(text) and not is_code(text):
            value = found[1] or found[2]
            yield Finding(FactKind.WARNING, "failures", value, line.number, text, weight=0.86, time=line.time)


def recurring(troubles: Sequence[Trouble], counts: Mapping[int, int]) -> Iterator[Finding]:
    """Yield the errors that came again and again; `counts` says how many lines are like the one with a number."""
    same: dict[str, list[Trouble]] = defaultdict(list)
    for trouble in troubles:
        same[key_of(trouble)].append(trouble)
    often = [(max(len(each), *(counts.get(one.line, 1) for one in each)), each[-1]) for each in same.values()]
    for times, last in sorted(often, key=lambda one: -one[0])[:MOST]:
        if times >= AGAIN:
            said = f"{times} times, the last one here: {last.text[:200]}"
            yield Finding(FactKind.WARNING, "error again", last.text[:200], last.line, said, weight=0.62)
