"""What a sentence may rest on: the facts behind it, and all that is known beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from mlws_writer.checking.reading.breakdowns import Breakdown, breakdowns, runs
from mlws_writer.checking.reading.families import sayable
from mlws_writer.checking.reading.ground import Ground
from mlws_writer.checking.reading.leagues import League, leagues_of_columns, named_leagues
from mlws_writer.checking.reading.places import Place
from mlws_writer.checking.reading.series import columns, lists
from mlws_writer.checking.reading.statements import Statement, statement
from mlws_writer.checking.reading.values import Value
from mlws_writer.checking.reading.wholes import wholes
from mlws_writer.facts.model import Fact, FactKind

_ITEM = frozenset({"item"})
_SEVERAL = 8


def _unnamed(statement: Statement) -> list[Value]:
    """Give the scores of a line that are written alike, each behind a name that is no measure: soprano 8.14 alto 5.76."""
    found = [replace(v, tags=v.key) for v in statement.values if v.exact and not (v.metric or v.headed)]
    found = [value for value in found if "." in value.quantity.text]
    alike = len({(v.quantity.dimension, v.quantity.behind_point) for v in found}) == 1
    return found if alike and len(found) > _TWO else []


_TWO = 2


@dataclass(frozen=True)
class Evidence:
    """What a sentence may rest on: `statements` for all, `ground` for names, and for what else could be meant."""

    statements: tuple[Statement, ...]
    ground: Ground = field(default_factory=Ground)

    @property
    def known(self) -> tuple[Statement, ...]:
        """All statements, those behind the sentence among them."""
        return self.ground.statements

    @cached_property
    def values(self) -> tuple[Value, ...]:
        """The values of the statements behind the sentence, in their order."""
        return tuple(value for statement in self.statements for value in statement.values)

    @cached_property
    def firsthand(self) -> tuple[Statement, ...]:
        """Those of them that are the log's own, not text that it quotes."""
        return tuple(statement for statement in self.statements if not statement.tainted)

    @cached_property
    def own(self) -> dict[int, Statement]:
        """The statements behind the sentence, by their ids."""
        return {statement.id: statement for statement in self.statements}

    def of(self, value: Value) -> Statement:
        """Give the statement of a value."""
        return self.own.get(value.statement) or self.ground.by_id[value.statement]

    @cached_property
    def columns(self) -> tuple[tuple[Value, ...], ...]:
        """The columns in which the values of those statements stand, be there a header or not."""
        return tuple(columns(self.statements, self.ground))

    @cached_property
    def leagues(self) -> tuple[League, ...]:
        """All in which a thing of those statements is compared with others."""
        named = self.named_leagues
        return (*named, *leagues_of_columns(self.statements, self.columns, self.ground, named))

    @cached_property
    def compared(self) -> frozenset[str]:
        """The tokens by which their members go."""
        return frozenset().union(*(member.name for league in self.leagues for member in league.members))

    @cached_property
    def named_leagues(self) -> tuple[League, ...]:
        """Those of them whose measure a header, the head of a list or the word before each value names."""
        return tuple(named_leagues(self.statements, self.ground))

    @cached_property
    def lists(self) -> tuple[tuple[Value, ...], ...]:
        """What those statements list by name."""
        return tuple(lists(self.statements, self.ground))

    @cached_property
    def breakdowns(self) -> tuple[Breakdown, ...]:
        """The counts that those statements list by kind."""
        return tuple(breakdowns(self))

    @cached_property
    def counts(self) -> tuple[tuple[Value, ...], ...]:
        """The counts that those statements give in a row, each behind or before its name."""
        return tuple(tuple(run) for each in self.statements if not each.tainted for run in runs(each))

    @cached_property
    def comparable_rows(self) -> tuple[tuple[Value, ...], ...]:
        """The scores that those statements list by name, each as a value of one and the same thing."""
        rows = [tuple(v for v in row if v.quantity.value % 1) for row in self.lists]
        rows += [tuple(_unnamed(statement)) for statement in self.statements if not statement.tainted]
        return tuple(tuple(replace(v, key=_ITEM, metric="") for v in row) for row in rows if 1 < len(row) <= _SEVERAL)

    @cached_property
    def wholes(self) -> tuple[tuple[Value, ...], ...]:
        """The values of those statements that stand for one thing, so that they can be summed and shared out."""
        return tuple(wholes(self))

    @cached_property
    def placed(self) -> dict[str, tuple[Place, ...]]:
        """The sentences that were held against those statements, and the places that they name."""
        return {}

    @property
    def words(self) -> frozenset[str]:
        """The stems of all words that are known."""
        return self.ground.words

    @cached_property
    def cited(self) -> frozenset[str]:
        """The stems of all words of the statements behind the sentence."""
        return frozenset().union(*(statement.words for statement in self.statements))

    @cached_property
    def sayable(self) -> frozenset[str]:
        """The stems of the words by which readers call what those statements say in others."""
        return sayable(self.cited)

    @property
    def said(self) -> str:
        """All that is known, as it was said."""
        return self.ground.said

    @property
    def text(self) -> str:
        """All that is known, folded to letters and digits."""
        return self.ground.text

    def of_kind(self, *kinds: FactKind) -> tuple[Statement, ...]:
        """Select the statements of some kinds."""
        return tuple(statement for statement in self.statements if statement.kind in kinds)


def evidence(facts: Sequence[Fact], known: Sequence[Fact] = (), run_names: Mapping[str, str] | None = None) -> Evidence:
    """Turn facts into evidence; `run_names` are how sentences call runs."""
    known_all = kept((*facts, *known), run_names)
    return Evidence(known_all.statements[: len(dict.fromkeys(facts))], known_all)


def kept(facts: Sequence[Fact], run_names: Mapping[str, str] | None = None) -> Ground:
    """Give what is known by some facts; it is made once for the texts that are judged by the same ones in turn."""
    return _kept(tuple(dict.fromkeys(facts)), tuple((run_names or {}).items()))


@lru_cache(maxsize=16)
def _kept(facts: tuple[Fact, ...], run_names: tuple[tuple[str, str], ...]) -> Ground:
    return ground(facts, dict(run_names))


def ground(facts: Sequence[Fact], run_names: Mapping[str, str] | None = None) -> Ground:
    """Turn all facts into what is known; of facts that are given twice, one."""
    called = run_names or {}
    unique = dict.fromkeys(facts)
    models: dict[str, set[str]] = {}
    for fact in unique:
        if fact.kind is FactKind.MODEL:
            models.setdefault(fact.run, set()).add(fact.value)
    its = {run: found.pop() for run, found in models.items() if len(found) == 1}
    return Ground(
        tuple(
            statement(fact, number, called.get(fact.run, fact.run), its.get(fact.run, ""))
            for number, fact in enumerate(unique)
        )
    )
