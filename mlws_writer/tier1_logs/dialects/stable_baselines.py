"""Stable-Baselines3: which algorithm on which environment, and the reward before the losses."""

from collections.abc import Iterator, Sequence

from mlws_writer.facts.model import FactKind, Work
from mlws_writer.facts.patterns import Pattern
from mlws_writer.tier1_logs.dialects.dialect import Dialect
from mlws_writer.tier1_logs.finding import Finding
from mlws_writer.tier1_logs.lines import Line

_SIGN = Pattern(r"^\| (?:rollout|time|train|eval)/ +\| +\|$|Wrapping the env (?:with a|in a) ")
_ROW = Pattern(r"^\|\s+(ep_rew_mean|mean_reward|success_rate) +\| (-?[\d.]+(?:e[-+]?\d+)?) +\|$")
_ALGORITHMS = "A2C|PPO|DQN|SAC|TD3|DDPG|TRPO|TQC|QRDQN|ARS|HER|RecurrentPPO|MaskablePPO"
_STATED = (
    (FactKind.TASK, "environment", 0.9, Pattern(r"Creating environment from the given name '([^']+)'")),
    (FactKind.TASK, "environment", 0.85, Pattern(r"\benv(?:_id)?[\"']?[:=] ?[\"']?(\w[\w\-/]*-v\d)")),
    (FactKind.MODEL, "algorithm", 0.9, Pattern(rf"Logging to \S*?\b({_ALGORITHMS})(?=_\d)")),
)


def suits(lines: Sequence[Line]) -> bool:
    """Tell whether the library's tables or its wrappers show."""
    return any(_SIGN.search(line.text[:100]) for line in lines)


def read_all(lines: Sequence[Line]) -> Iterator[Finding]:
    """Find algorithm and environment, and the last, best and first mean reward."""
    for line in lines:
        for kind, name, weight, pattern in _STATED:
            if found := pattern.search(line.text[:500]):
                yield Finding(kind, name, found[1], line.number, found[0], weight=weight, time=line.time)
    rows: dict[str, list[tuple[Line, str]]] = {}
    for line in lines:
        if row := _ROW.match(line.text):
            rows.setdefault(row[1], []).append((line, row[2]))
    for name, course in rows.items():
        best = max(course, key=lambda one: float(one[1]))
        for which, (line, value), weight in (
            ("", course[-1], 0.96),
            ("best ", best, 0.88),
            ("first ", course[0], 0.62),
        ):
            yield Finding(FactKind.METRIC, which + name, value, line.number, f"{name} {value}", weight=weight)


DIALECT = Dialect("Stable-Baselines3", suits=suits, read_all=read_all, work=Work.TRAINING)
