"""How fast sentences are judged: 1,000 claims against 10,000 facts in one process, evidence built once.

    python benchmarks/claims.py [--profile]

Processor time, three times with other facts and other claims each time, so that nothing is known from the time before
but the words; the first time, which compiles the patterns too, and the median. The bar is 3 s. Cycles are looked for as
seldom as a command of mlws does (see cli/boundary.py).
"""

import cProfile
import gc
import pstats
import random
import statistics
import sys
import time

from mlws_writer.checking.check import check_evidence
from mlws_writer.checking.reading.evidence import Evidence, ground
from mlws_writer.facts.model import Citation, Fact, FactKind

BAR, FACTS, CLAIMS, RUNS = 3.0, 10_000, 1_000, 40
_MEASURES = ("accuracy", "loss", "f1", "precision", "recall", "perplexity", "latency", "throughput")


def facts(rng: random.Random) -> list[Fact]:
    """Make up the facts of many runs: settings, models, and measures over steps."""
    found: list[Fact] = []
    for run in range(RUNS):
        log = f"logs/run-{run:02}.log"
        found += [
            Fact("F1", f"r{run}", FactKind.MODEL, "model", f"model{run}:7b", Citation(log, 1)),
            Fact("F2", f"r{run}", FactKind.DATASET, "dataset", f"set-{run}k", Citation(log, 2)),
            Fact("F3", f"r{run}", FactKind.SETTING, "temperature", f"0.{run:02}", Citation(log, 3)),
            Fact("F4", f"r{run}", FactKind.OUTCOME, "outcome", "completed", Citation(log, 4)),
        ]
        for n in range(FACTS // RUNS - 4):
            name = rng.choice(_MEASURES)
            value = f"{rng.random() * 100:.2f}"
            text = f"step {n}: {name}={value} on validation"
            found.append(
                Fact(f"F{n + 5}", f"r{run}", FactKind.METRIC, name, value, Citation(log, n + 5), step=str(n), text=text)
            )
    return found


def claims(known: list[Fact], rng: random.Random) -> list[tuple[str, list[int]]]:
    """Say something of a fact, every second time falsely, with the numbers of the facts that it cites."""
    found = []
    for _ in range(CLAIMS):
        at = rng.choice([n for n, fact in enumerate(known) if fact.kind is FactKind.METRIC])
        fact = known[at]
        value = fact.value if rng.random() < 0.5 else f"{float(fact.value) + 1.11:.2f}"
        found.append((f"The {fact.name} of run-{fact.run[1:]} was {value} at step {fact.step}.", [at]))
    return found


def main(*, profiled: bool = False) -> int:
    """Print what building the evidence and judging take."""
    gc.set_threshold(50_000, 20, 100)
    rng = random.Random(7)
    watch = cProfile.Profile()
    took = []
    for _ in range(1 if profiled else 3):
        known = facts(rng)
        asked = claims(known, rng)
        names = {fact.run: f"run-{fact.run[1:]}" for fact in known}
        if profiled:
            watch.enable()
        start = time.process_time()
        made = ground(known, names)
        built = time.process_time()
        verdicts = [
            check_evidence(text, Evidence(tuple(made.statements[n] for n in cited), made)) for text, cited in asked
        ]
        took.append((built - start, time.process_time() - built))
        watch.disable()
    for n, (evidence, judging) in enumerate(took, 1):
        print(
            f"{n}: {len(known):,} facts made evidence in {evidence:.2f} s, {len(asked):,} claims judged in {judging:.2f} s"
        )
    middle = statistics.median(map(sum, took))
    print(
        f"together {sum(took[0]):.2f} s of processor time the first time, {middle:.2f} s in the middle (bar: {BAR} s); "
        f"{sum(v.ok for v in verdicts)} supported"
    )
    if profiled:
        pstats.Stats(watch).sort_stats("cumulative").print_stats(30)
    return int(middle > BAR)


if __name__ == "__main__":
    sys.exit(main(profiled="--profile" in sys.argv[1:]))
