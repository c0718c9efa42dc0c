"""What came out of a run and what it was set to, among all that its log says."""

import re
from collections.abc import Collection, Mapping
from decimal import Decimal

from mlws_writer.facts.digits import number as read_number
from mlws_writer.facts.model import Fact, FactKind, Run
from mlws_writer.facts.names import canonical, is_metric, split_of
from mlws_writer.facts.sweeps import swept_in

_NUMBER = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?(?:[eE][-+]?\d+)?")
_NOT_FINITE = re.compile(r"[-+]?(nan|inf|infinity)\b", re.IGNORECASE)
_TURNING_POINTS = ("first ", "best ", "worst ", "max ", "min ")
"""How the reader calls points of a series other than its last."""
_STATED = 0.9
"""A metric of this weight was stated as a result by who wrote the log, whatever it is called."""
_NEAR = 0.25
"""How much lighter than the heaviest result one may be, to stand beside it."""
_NOT_A_CHOICE = frozenset(
    {
        *("seed", "output_dir", "output", "run_name", "name", "log_dir", "results", "path", "port", "pid"),
        *("step", "epoch", "iter", "iteration", "global_step", "grad_norm", "status"),
    }
)


def number(fact: Fact) -> Decimal | None:
    """Give the number that a fact's value begins with, or None where it is not one number."""
    match = _NUMBER.match(fact.value.strip())
    return read_number(match.group()) if match else None


def is_percent(fact: Fact) -> bool:
    """Tell whether a fact's value is written as a percentage."""
    return fact.unit == "%" or fact.value.rstrip().endswith("%")


def results(run: Run) -> dict[str, Fact]:
    """Give the run's last value of each metric that has a name of its own, by canonical name; it may be NaN."""
    said = {fact.line for fact in run.facts if fact.kind in (FactKind.NOTE, FactKind.WARNING)}
    found: dict[str, Fact] = {}
    for fact in run.facts:
        if fact.kind is not FactKind.METRIC or fact.tainted or fact.line in said:
            continue
        if number(fact) is None and not _NOT_FINITE.match(fact.value.strip()):
            continue
        if not (is_metric(fact.name) or fact.weight >= _STATED) or fact.name.startswith(_TURNING_POINTS):
            continue
        found[canonical(fact.name)] = fact
    return found


def headline(found: Mapping[str, Fact]) -> list[str]:
    """Choose among results those that a reader asks for first: the heaviest, without the parts of others."""
    whole = [key for key in found if not is_part(key, found)]
    least = max((found[key].weight for key in whole), default=0.0) - _NEAR
    return sorted((k for k in whole if found[k].weight >= least), key=lambda k: (-found[k].weight, found[k].line))


def is_part(key: str, among: Collection[str]) -> bool:
    """Tell whether a canonical metric is a part of another one of the same split: the F1 of a class, a batch's loss."""
    split = split_of(key)
    before = f"{split} " if split and key.startswith(f"{split} ") else ""
    joints = [match.end() for match in re.finditer(r"[ _]", key.removeprefix(before))]
    return any(before + key.removeprefix(before)[joint:] in among for joint in joints)


def chief(run: Run, kind: FactKind) -> Fact | None:
    """Give the model or the dataset that a run is about: of those logged, the one that a reader would name."""
    return max((f for f in run.facts if f.kind is kind), key=_naming, default=None)


def _naming(fact: Fact) -> float:
    """Weigh how well a fact names a thing: `THUDM/chatglm2-6b` better than a file, a class, or two letters."""
    if len(fact.value) < _SHORTEST_NAME or _PLACEHOLDER.fullmatch(fact.value):
        return 0.0
    if _FILE.search(fact.value):
        return fact.weight - 0.1
    return fact.weight + 0.1 * bool(_REGISTERED.fullmatch(fact.value))


_SHORTEST_NAME = 3
_PLACEHOLDER = re.compile(r"<[^<>]*>|\$\{?\w+\}?|none|null|true|false|default|auto", re.IGNORECASE)
_REGISTERED = re.compile(r"[\w.-]+/[\w.-]+|[\w.-]+:[\w.-]+")
_FILE = re.compile(r"\.(?!\d)\w{2,5}$|^[./~]|--|/.*/")


def is_short(setting: Fact) -> bool:
    """Tell whether a setting can be said in a sentence: one value, and no list, mapping or command."""
    return len(setting.value) <= _SAYABLE and not setting.value.startswith(("[", "{", "("))


_SAYABLE = 40


def settings(run: Run) -> dict[str, Fact]:
    """Give the run's settings by canonical name; of a setting that is logged twice, the first.

    One that was tried at several values within the run is set to none of them.
    """
    found: dict[str, Fact] = {}
    swept = {swept_in(fact.step) for fact in run.facts if fact.kind is FactKind.METRIC}
    for fact in run.facts:
        if fact.kind is not FactKind.SETTING or fact.name.startswith(_TURNING_POINTS):
            continue
        if fact.name.casefold() not in _NOT_A_CHOICE and fact.name not in swept:
            found.setdefault(canonical(fact.name), fact)
    return _named_once(found)


def _named_once(found: Mapping[str, Fact]) -> dict[str, Fact]:
    """Keep of one setting that a log gives under several names, as a command and a configuration do, the shortest."""
    alike: dict[tuple[frozenset[str], str], str] = {}
    for key, fact in found.items():
        words = frozenset(re.split(r"[\W_]+", key.casefold()))
        own = words - _SAYS_NO_MORE or words, fact.value
        alike[own] = min(key, alike.get(own, key), key=lambda name: (len(name), name))
    kept = set(alike.values())
    return {key: fact for key, fact in found.items() if key in kept}


_SAYS_NO_MORE = frozenset({"num", "number", "of", "n", "per", "device", "train", "total", "size"})
"""Words of a setting's name without which it is the same setting: num_train_epochs is epochs."""
