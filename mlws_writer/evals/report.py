"""What the evals found, for a person, a program or a CI system."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from xml.sax.saxutils import escape, quoteattr

from mlws_writer.evals.baseline import Baseline, Worse, shares
from mlws_writer.evals.grading import BAD, Graded, Sentences
from mlws_writer.evals.rules import RULES
from mlws_writer.evals.scorers import SCORERS


@dataclass(frozen=True, slots=True)
class Report:
    """All plays, each case by each quality or model; `baseline` is an earlier report that they are held against."""

    graded: tuple[Graded, ...]
    baseline: Baseline | None = None

    @property
    def passed(self) -> bool:
        """Whether every document is true, whole and as good as it must be, none is worse than before, no gap closed."""
        return bool(self.graded) and all(each.passed for each in self.graded) and not self.worse and not self.closed

    @property
    def closed(self) -> tuple[tuple[str, str], ...]:
        """The gaps that a case lists and that get through no more, where all its recordings were played: case, text."""
        found = []
        for case in {each.case.name: each.case for each in self.graded}.values():
            plays = [each for each in self.graded if each.case.name == case.name]
            open_still = {each.text for play in plays for each in play.through}
            if case.recordings.keys() <= {play.quality for play in plays}:
                found += [(case.name, gap) for gap in case.gaps if gap not in open_still]
        return tuple(found)

    @property
    def worse(self) -> tuple[Worse, ...]:
        """What does worse than in the baseline."""
        if self.baseline is None:
            return ()
        told: dict[tuple[str, str], Sentences] = {}
        for each in self.graded:
            key = each.case.name, each.quality
            told[key] = told.get(key, Sentences()) + each.sentences
        return self.baseline.worse(self.means, shares(told))

    @property
    def mean(self) -> float:
        """The mean score of all plays, from 0 to 1."""
        return _mean(each.mean for each in self.graded)

    @property
    def means(self) -> dict[tuple[str, str], float]:
        """The mean score of each case by each quality, over all repetitions."""
        keys = dict.fromkeys((each.case.name, each.quality) for each in self.graded)
        return {key: _mean(each.mean for each in self.graded if (each.case.name, each.quality) == key) for key in keys}

    @property
    def qualities(self) -> tuple[str, ...]:
        """Whoever answered, the best first where that is known, the others by name."""
        return tuple(sorted({each.quality for each in self.graded}, key=lambda q: (q in BAD, q != "good", q)))

    def of(self, quality: str) -> list[Graded]:
        """Give the plays of one quality."""
        return [each for each in self.graded if each.quality == quality]

    def table(self) -> str:
        """Write the scores as tables, and under them what is wrong."""
        parts = [self._cases(), self._qualities(), self._sentences(), self._versions(), self._rules(), self._wrong()]
        return "\n\n".join("\n".join(part) for part in parts if part)

    def _cases(self) -> list[str]:
        means = self.means
        names = list(dict.fromkeys((each.case.name, each.case.kind) for each in self.graded))
        width = _width([name for name, _ in names], "case")
        rows = [f"{'case':{width}}  kind   " + "".join(f"  {q:>9}" for q in self.qualities)]
        for name, kind in names:
            values = (f"{means[name, q]:9.0%}" if (name, q) in means else " " * 9 for q in self.qualities)
            rows.append(f"{name:{width}}  {kind:7}" + "".join(f"  {value}" for value in values))
        return rows

    def _qualities(self) -> list[str]:
        """Compare who answered, scorer by scorer."""
        names, width = [scorer.__name__ for scorer in SCORERS], _width(self.qualities, "answered by")
        rows = [f"{'answered by':{width}}  " + "  ".join(f"{n:>{max(len(n), 5)}}" for n in names) + "   mean  lowest"]
        for quality in self.qualities:
            plays = self.of(quality)
            means = (_mean(each.scores[at].value for each in plays) for at in range(len(names)))
            values = "  ".join(f"{v:>{max(len(n), 5)}.0%}" for n, v in zip(names, means, strict=True))
            whole, lowest = _mean(each.mean for each in plays), min(each.mean for each in plays)
            rows.append(f"{quality:{width}}  {values}  {whole:5.0%}  {lowest:6.0%}")
        return rows

    def _sentences(self) -> list[str]:
        width = _width(self.qualities, "answered by")
        heads = (
            "plays",
            "older prompt",
            "offered",
            "kept",
            "repaired",
            "refused",
            "planted",
            "false",
            "known gaps",
            "lost",
        )
        rows = [f"{'sentences':{width}}  " + "  ".join(f"{head:>8}" for head in heads)]
        for quality in self.qualities:
            values = zip(heads, counts(self.of(quality)).values(), strict=True)
            rows.append(f"{quality:{width}}  " + "  ".join(f"{value:>{max(len(head), 8)}}" for head, value in values))
        return rows

    def _versions(self) -> list[str]:
        """Compare the versions of each prompt."""
        now = {each.case.kind: each.played.source for each in self.graded}
        keys = sorted({(each.case.kind, each.version, each.quality) for each in self.graded})
        rows = [f"prompt   version       {'answered by':12} plays   mean    kept"]
        for kind, version, quality in keys:
            plays = [each for each in self.of(quality) if (each.case.kind, each.version) == (kind, version)]
            told = sum((each.sentences for each in plays), Sentences())
            kept = (told.kept + told.repaired) / told.offered if told.offered else 0.0
            note = "" if version == now[kind] else "  an older version"
            mean = _mean(each.mean for each in plays)
            rows.append(f"{kind:7}  {version}  {quality:12} {len(plays):5}  {mean:5.0%}  {kept:6.0%}{note}")
        return rows

    def _rules(self) -> list[str]:
        found = [(rule.name, *broken) for rule, *broken in self.rules if broken[0]]
        if not found:
            return []
        broken, width = self.broken, _width([name for name, *_ in found], "rule of a prompt")
        prompts = sorted({prompt for prompt, _ in broken})
        rows = [f"{'rule of a prompt':{width}}   cases  planted  in a document  {'  '.join(prompts)}"]
        for name, cases, planted, through in found:
            each = "  ".join(f"{broken.get((prompt, name)) or '':>{len(prompt)}}" for prompt in prompts)
            rows.append(f"{name:{width}}  {cases:6}  {planted:7}  {through:13}  {each}".rstrip())
        return rows

    @property
    def broken(self) -> dict[tuple[str, str], int]:
        """How often replies break each rule of each prompt: by the kind of prompt and the name of the rule."""
        return Counter((prompt, each.rule) for graded in self.graded for prompt, each in graded.broken)

    @property
    def rules(self) -> list[tuple]:  # type: ignore[type-arg]
        """For each rule, the cases whose replies break it, how often, and how much of that stands in a document."""
        found = []
        for rule in RULES:
            planted = [(each, p) for each in self.graded for p in each.planted if p.rule == rule.name]
            through = [p for each in self.graded for p in each.through if p.rule == rule.name]
            found.append((rule, len({each.case.name for each, _ in planted}), len(planted), len(through)))
        return found

    def _wrong(self) -> list[str]:
        rows = []
        for each in self.graded:
            if not each.passed or each.older:
                note = "made with an older prompt" if each.older else f"below {each.case.bar:.0%}"
                rows.append(f"{each.case.name}, {each.quality}: {each.mean:.0%}, {note}")
                rows += [f"    {finding}" for finding in each.findings]
        rows += [
            f"{w.case}, {w.quality}, {w.what}: {w.now:.1%}, worse than the {w.before:.1%} of the baseline"
            for w in self.worse
        ]
        rows += [f"{case}: {gap!r} gets through no more; take it out of the gaps" for case, gap in self.closed]
        good = sum(each.passed for each in self.graded)
        return [*rows, f"{good} of {len(self.graded)} plays hold; answered by {', '.join(self.qualities)}"]

    def json(self) -> str:
        """Write all that was found as one JSON object; a later run takes it as its baseline."""
        cases = [
            {
                "name": each.case.name, "kind": each.case.kind, "quality": each.quality, "passed": each.passed,
                "mean": round(each.mean, 4), "bar": each.case.bar, "older_prompt": each.older, "prompt": each.version,
                "how": getattr(each.by, "how", "asked now"), "false": [p.text for p in each.false],
                "gaps": list(each.case.gaps), "lost": list(each.lost), "sentences": asdict(each.sentences),
                "scores": [asdict(s) for s in each.scores],
            }
            for each in self.graded
        ]  # fmt: skip
        rules = [
            {
                "rule": rule.name, "cases": cases, "planted": planted, "in_documents": through,
                "prompts": {prompt: count for (prompt, name), count in self.broken.items() if name == rule.name},
            }
            for rule, cases, planted, through in self.rules
        ]  # fmt: skip
        qualities = {quality: counts(self.of(quality)) for quality in self.qualities}
        worse = [asdict(each) for each in self.worse]
        whole = {
            "passed": self.passed,
            "qualities": qualities,
            "rules": rules,
            "worse": worse,
            "closed": self.closed,
            "cases": cases,
        }
        return json.dumps(whole, ensure_ascii=False)

    def junit(self) -> str:
        """Write the plays as JUnit test cases."""
        worse = {(each.case, each.quality): each for each in self.worse}
        rows, failed = [], 0
        for each in self.graded:
            fell = worse.get((each.case.name, each.quality))
            name = quoteattr(f"{each.case.name}, {each.quality}")
            rows.append(f"  <testcase classname={quoteattr(each.case.kind)} name={name}>")
            if not each.passed or fell:
                failed += 1
                less = f"{each.mean:.0%} is below {each.case.bar:.0%}"
                told = quoteattr(f"worse than the {fell.before:.1%} of the baseline" if fell else less)
                rows.append(f"    <failure message={told}>{escape(chr(10).join(each.findings))}</failure>")
            rows.append("  </testcase>")
        head = f'<testsuite name="mlws eval" tests="{len(self.graded)}" failures="{failed}" errors="0">'
        return "\n".join(['<?xml version="1.0" encoding="utf-8"?>', head, *rows, "</testsuite>", ""])


def counts(plays: Sequence[Graded]) -> dict[str, int]:
    """Count the sentences of some plays, what was planted in them, and what of that came through or was lost."""
    told = sum((each.sentences for each in plays), Sentences())
    return {
        "plays": len(plays),
        "older": sum(each.older for each in plays),
        **asdict(told),
        "planted": sum(len(each.planted) for each in plays),
        "false": sum(len(each.false) for each in plays),
        "gaps": sum(p.text in each.case.gaps for each in plays for p in each.false),
        "lost": sum(len(each.lost) for each in plays),
    }


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return sum(found) / len(found) if found else 0.0


def _width(names: Sequence[str], head: str) -> int:
    return max(map(len, [*names, head]))
