"""What a number on a line is called: by the text before it, or by the few words that name it otherwise; its unit."""

import re
from functools import lru_cache

from mlws_writer.facts.names import is_metric, is_step
from mlws_writer.tier1_logs.not_finite import after_last
from mlws_writer.tier1_logs.pairs import name_before
from mlws_writer.tier1_logs.shapes import GAP

_UNIT = re.compile(r"\s?(%|[a-zA-Zµ]{1,7}(?:/[a-z]{1,7})?)(?![\w])")
_UNITS = frozenset(
    "% s ms us sec secs second seconds min mins minutes h hours hr gb gib mb mib kb tokens/s tok/s it/s tokens/sec "  # noqa: SIM905 - read as prose
    "samples/s samples/sec img/s images/s fps x k m b g qps rps usec infer/sec infer/s req/s req/sec queries/s steps/s iter/s".split()
)
_UNIT_BYTES = frozenset(map(str.encode, _UNITS))
LONGEST_UNIT = 16
LONGEST_HEAD = 160
_LEVEL = re.compile(
    rb"(?:^|[\s\]|\-])(?:TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERROR|SEVERE|CRITICAL|FATAL)(?:[\]:|\-]?\s+|:[\w.]+:(?=[^\W\d]))"
)
_AFTER = re.compile(rb"(s|ms|%)?\s+=\s+([A-Za-z][\w ]{1,30}\w)(?:\s+\((\w+)\))?\s*(?:$|\|)")
_RATE = re.compile(rb" ?([a-z]{1,8}/s(?:ec)?)(?![\w/])")
_LIBRARY = re.compile(rb"\b(?:np|numpy|torch|jnp|jax)\.(?:float|int|uint|bfloat)$")
_JOINS = frozenset({b"=", b":", b""})
_SAYS = frozenset({b"is", b"=", b":", b"was", b"->"})
_AT_STEP = re.compile(
    rb"(?:^|[^\w ]\s*)([A-Za-z][\w/-]*(?: [A-Za-z][\w/-]*){0,3}?) (?:at|after|for|in|on) (?i:global |training )?(?i:step|iteration|iter|epoch|round|batch|episode)\W*$"
)
"""What is said of a step before its number, and its value behind it: `Minibatch loss at step 100: 0.35`."""
_LOSS_SCORES = frozenset({"Score"})
"""What a framework calls its loss when it tells it by iterations."""


_BEHIND = re.compile(rb" ([A-Za-z][\w\-]*(?: [A-Za-z][\w\-]*)?)\s*(?:[,;|)\]]|$)")


def name_behind(gap: bytes) -> str:
    """Return the metric that stands behind a number and names it: `1.284 avg loss,`."""
    found = _BEHIND.match(gap)
    name = found[1].decode("utf-8", "replace") if found else ""
    return name if name and is_metric(name) else ""


_OPEN_HEAD = re.compile(rb"([A-Za-z][\w./@\-]*)[\[(][^\[\]()]*$")
_PARTS = frozenset({"mean", "avg", "average", "value", "median"})


def headed_name(name: str, gaps: list[bytes], place: int) -> str:
    """Return what a mean is of where that stands before the bracket around it: `exact_match[count=1, mean=0.558]`."""
    found = _OPEN_HEAD.search(GAP.join(gaps[: place + 1])[-LONGEST_HEAD:]) if name in _PARTS else None
    head = found[1].decode("utf-8", "replace") if found else ""
    return f"{head} {name}" if head and not is_step(head) else name


@lru_cache(maxsize=50_000)
def named(gap: bytes) -> tuple[str, int, bool]:
    """Return the name that a gap gives the number after it, where it begins, and whether a sign joins them."""
    cut = after_last(gap)
    level = _LEVEL.search(gap, cut)
    cut = level.end() if level else cut
    name, start, joined = name_before(gap[cut:].decode("utf-8", "replace"))
    return name, start + len(gap[:cut].decode("utf-8", "replace")), joined


def unit_after(gap: bytes) -> str:
    """Return the unit that stands behind a number, or nothing."""
    found = _UNIT.match(gap[:12].decode("utf-8", "replace"))
    return found.group(1) if found and found.group(1).lower() in _UNITS else ""


def is_unit(gap: bytes) -> bool:
    """Tell whether all that stands between two numbers is the unit of the first."""
    alone = gap[:1] == b" " or gap[-1:] == b" "
    return alone and len(gap) < LONGEST_UNIT and gap.strip().lower() in _UNIT_BYTES


def odd_name(gaps: list[bytes], place: int) -> str:
    """Return a name that does not end before its number: `0.86 = Validation score`, `R^2`, `'acc': np.float64(0.5)`."""
    if place and gaps[place] == b"(" and _LIBRARY.search(gaps[place - 1]):
        return named(gaps[place - 1])[0]
    if place and gaps[place].strip() in _JOINS and gaps[place - 1].rstrip().endswith((b"R^", b"r^")):
        return "R2"
    if place and gaps[place].strip() in _SAYS and (said := _AT_STEP.search(gaps[place - 1])):
        what = said[1].decode("utf-8", "replace")
        return f"{what} loss" if what in _LOSS_SCORES else what
    if rate := _RATE.match(gaps[place + 1]) if not gaps[place].strip(b" ,;") else None:
        return rate[1].decode()
    found = _AFTER.match(gaps[1]) if place == 0 and not gaps[0].strip() else None
    return " ".join(found[2].decode().split()) if found else ""
