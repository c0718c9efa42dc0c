"""What a play is worth: its scores, what became of each sentence, and which rules were broken on the way."""

from dataclasses import dataclass, replace
from typing import Self

from mlws_writer.checking.reading.language import sentences
from mlws_writer.evals.cases import Case, Planted, Recording
from mlws_writer.evals.playing import Live, Played
from mlws_writer.evals.rules import KNOWN
from mlws_writer.evals.scorers import Score, flat, got_through, lost, score


@dataclass(frozen=True, slots=True)
class Sentences:
    """How many sentences were offered in all rounds, stand as they were offered first, stand mended, were refused."""

    offered: int = 0
    kept: int = 0
    repaired: int = 0
    refused: int = 0

    def __add__(self, other: Self) -> "Sentences":
        """Add those of another play."""
        return Sentences(
            self.offered + other.offered,
            self.kept + other.kept,
            self.repaired + other.repaired,
            self.refused + other.refused,
        )


@dataclass(frozen=True, slots=True)
class Graded:
    """One play of one case: by whom, with which scores."""

    case: Case
    by: Recording | Live
    played: Played
    scores: tuple[Score, ...]

    @property
    def quality(self) -> str:
        """What the report calls whoever answered: a quality, or the name of a model."""
        return self.by.quality if isinstance(self.by, Recording) else self.by.model

    @property
    def older(self) -> bool:
        """Whether the replies answer another prompt than the one that is sent now."""
        return isinstance(self.by, Recording) and self.by.prompt != self.played.prompt

    @property
    def version(self) -> str:
        """The files of the prompt that was answered."""
        return self.by.source if isinstance(self.by, Recording) and self.by.source else self.played.source

    @property
    def mean(self) -> float:
        """The mean score, from 0 to 1."""
        return sum(s.value for s in self.scores) / len(self.scores)

    @property
    def false(self) -> tuple[Planted, ...]:
        """The planted falsehoods that stand in the document."""
        return tuple(each for each in self.through if KNOWN[each.rule].false)

    @property
    def through(self) -> tuple[Planted, ...]:
        """What was planted, false or only bad manners, and stands in the document."""
        return got_through(self.case, self.played)

    @property
    def lost(self) -> tuple[str, ...]:
        """The facts that the document lacks."""
        return lost(self.case, self.played)

    @property
    def passed(self) -> bool:
        """Whether the document is true and whole, and, made with the prompt of today, as good as the case demands."""
        known = all(each.text in self.case.gaps for each in self.false)
        return known and not self.lost and (self.older or self.mean >= self.case.bar)

    @property
    def findings(self) -> tuple[str, ...]:
        """Each thing that is wrong."""
        return tuple(f"{s.scorer}: {finding}" for s in self.scores for finding in s.findings)

    @property
    def sentences(self) -> Sentences:
        """What became of each sentence."""
        offered = kept = repaired = 0
        for text in self.played.texts:
            offered += len({part for said in text.offered for part in sentences(said)})
            published = len(sentences(text.published)) if text.published else 0
            kept, repaired = kept + (0 if text.mended else published), repaired + (published if text.mended else 0)
        offered = max(offered, kept + repaired)
        return Sentences(offered, kept, repaired, offered - kept - repaired)

    @property
    def planted(self) -> tuple[Planted, ...]:
        """What was planted and stands in the replies of this play."""
        return tuple(dict.fromkeys(each for _, each in self.broken))

    @property
    def broken(self) -> tuple[tuple[str, Planted], ...]:
        """What was planted and stands in the replies of this play, each with the kind of prompt that was answered."""
        said: dict[str, str] = {}
        for text in self.played.texts:
            said[text.prompt] = f"{said.get(text.prompt, '')} {flat(' '.join(text.offered))}"
        return tuple(
            (name, each) for name, told in said.items() for each in self.case.planted if flat(each.text) in told
        )


def grade(case: Case, by: Recording | Live, played: Played) -> Graded:
    """Ask every scorer; of replies that are bad on purpose nothing need come through."""
    bad = isinstance(by, Recording) and by.quality in BAD
    asked = replace(case, by_model=0.0) if bad else case
    return Graded(case, by, played, score(asked, _without_gaps(case, played)))


BAD = ("careless", "worst")
"""The qualities whose replies are bad on purpose."""


def _without_gaps(case: Case, played: Played) -> Played:
    """Leave out the texts that hold what is known to get through; they are counted, not scored."""
    held = [flat(text) for text in case.gaps]
    texts = (replace(t, published="") if any(g in flat(t.published) for g in held) else t for t in played.texts)
    return replace(played, texts=tuple(texts))
