"""OpenMMLab trainings (mmengine, mmcv): the model in the configuration, results of validation, how far they came."""

from collections.abc import Iterable, Iterator, Sequence

from mlws_writer.facts.digits import count
from mlws_writer.facts.model import FactKind, Outcome, Work
from mlws_writer.facts.patterns import Pattern
from mlws_writer.tier1_logs.dialects.dialect import Dialect
from mlws_writer.tier1_logs.ending import Ending
from mlws_writer.tier1_logs.finding import Finding
from mlws_writer.tier1_logs.lines import Line
from mlws_writer.tier1_logs.troubles import troubles_of

_SIGN = Pattern(r"\bmm(?:engine|cv|det|seg|action|pose|cls|pretrain|rotate|ocr|3d|det3d)\w* - INFO - ")
_STEP = Pattern(r"\b(Epoch|Iter)(?:\((train|val)\))?\s+\[\s*(\d+)(?:/(\d+))?\](?:\[\s*(\d+)/(\d+)\])?")
_RESULT = Pattern(r"([A-Za-z][\w/@.\-]*): (-?\d+\.\d+|nan)\b")
_TOTAL = Pattern(r"\b(?:max|total)_(epochs|iters)\s*=\s*(\d+)")
_TO_GO = Pattern(r"\[\s*(\d+)/(\1)\].*\beta: (?!0:00:00)|\beta: (?:\d+ days?|[1-9]\d*:|0:0[1-9]|0:[1-5])")
"""Time that is left at the end of an epoch, or a minute and more of it anywhere."""
_TYPE = Pattern(r"^    type='(\w+)'")
_MINOR = frozenset({"data_time", "time", "lr", "memory"})


def suits(lines: Sequence[Line]) -> bool:
    """Tell whether one of the family's loggers speaks."""
    return any(_SIGN.search(line.text[:120]) for line in lines)


def read(line: Line) -> Iterable[Finding] | None:
    """Read the results of a validation."""
    step = _STEP.search(line.text[:200])
    if step is None or step[2] != "val" or step[5] != step[6]:
        return None
    at = f"{step[1]} {step[3]}"
    found = [one.groups() for one in _RESULT.finditer(line.text[step.end() :]) if one[1] not in _MINOR]
    return tuple([
        Finding(FactKind.METRIC, name, value, line.number, f"{name}: {value}", at, split="val", weight=0.8)
        for name, value in found
    ])  # fmt: skip


def read_all(lines: Sequence[Line]) -> Iterator[Finding]:
    """Find the type of the model in the configuration, and the last validation."""
    inside = False
    for line in lines:
        inside = line.text.startswith("model = dict(") or (inside and line.text[:1] in " )")
        if inside and (found := _TYPE.match(line.text)):
            yield Finding(FactKind.MODEL, "model", found[1], line.number, found[0].strip(), weight=0.95)
    last = next((results for line in reversed(lines) if (results := read(line))), ())
    for number, one in enumerate(last):
        yield one._replace(weight=0.96 - 0.01 * min(number, 20))


def ends(lines: Sequence[Line]) -> Ending | None:
    """Compare the last step with the number that the configuration asks for, else see what time was still to go."""
    steps = [(line, found) for line in lines if (found := _STEP.search(line.text[:200]))]
    if not steps or any(one.traceback for one in troubles_of([line for line in lines if line.at > steps[-1][0].at])):
        return None
    line, last = steps[-1]
    counted = "epochs" if last[1] == "Epoch" else "iters"
    wanted = [count(found[2]) for each in lines for found in _TOTAL.finditer(each.text[:20_000]) if found[1] == counted]
    total = int(last[4] or 0) or (wanted[-1] if wanted else 0)
    if total and (last[1] == "Epoch" or last[2] != "val"):
        done = int(last[3]) >= total and (last[5] is None or int(last[5]) > 0.9 * int(last[6]))
        return Ending(Outcome.COMPLETED if done else Outcome.INTERRUPTED, line.number, line.message)
    trained = next((each for each, found in reversed(steps) if found[2] != "val"), None)
    to_go = not total and trained is not None and _TO_GO.search(trained.text)
    return Ending(Outcome.INTERRUPTED, line.number, line.message) if to_go else None


DIALECT = Dialect("OpenMMLab", suits=suits, read=read, read_all=read_all, ends=ends, work=Work.TRAINING)
