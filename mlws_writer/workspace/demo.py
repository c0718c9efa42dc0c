"""A small real experiment that logs: a network learns two moons, twice, with learning rates that differ.

Everything is computed when it runs, the insights too; it takes about two seconds and the standard library.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import starmap
from math import cos, exp, log, pi, sin, tanh
from pathlib import Path
from random import Random

from mlws_writer.tier1_logs.recording import RecordedRun, record_run

Point = tuple[float, float, int]
"""Where a point lies, and which moon it belongs to."""

RATES = (0.01, 0.3)
EPOCHS, HIDDEN, SEED, NOISE = 40, 8, 7, 0.2
SIZES = {"train": 400, "validation": 200, "test": 400}


@dataclass(slots=True)
class Network:
    """A hidden layer of tanh units and a sigmoid: rows of two weights and a bias, and the weights of the output."""

    hidden: list[list[float]]
    output: list[float]

    def probability(self, x: float, y: float) -> float:
        """Give how likely a point belongs to the second moon."""
        return self._forward(x, y)[1]

    def learn(self, point: Point, rate: float) -> None:
        """Move all weights one step down the gradient of the loss on one point."""
        x, y, label = point
        units, probability = self._forward(x, y)
        slope = probability - label
        for i, unit in enumerate(units):
            inner = slope * self.output[i] * (1 - unit * unit)
            self.output[i] -= rate * slope * unit
            row = self.hidden[i]
            row[0] -= rate * inner * x
            row[1] -= rate * inner * y
            row[2] -= rate * inner
        self.output[-1] -= rate * slope

    def _forward(self, x: float, y: float) -> tuple[list[float], float]:
        units = [tanh(a * x + b * y + c) for a, b, c in self.hidden]
        total = self.output[-1] + sum(map(float.__mul__, self.output, units))
        return units, 1 / (1 + exp(-max(-60.0, min(60.0, total))))


@dataclass(frozen=True, slots=True)
class Trained:
    """What came of one run: its learning rate, the share of test points it got right, and its log."""

    rate: float
    accuracy: float
    log: Path


def run_demo(folder: Path) -> Path:
    """Train the network at each learning rate, with a log for each below `folder`; give the last log."""
    results: list[Trained] = []
    for rate in RATES:
        results.append(_experiment(folder / "logs" / "experiments", rate, results))
    return results[-1].log


def _experiment(folder: Path, rate: float, before: Sequence[Trained]) -> Trained:
    with record_run(f"two-moons-lr-{rate}", seed=SEED, log_dir=folder, console=False) as run:
        _introduce(run, rate, before)
        random = Random(SEED)  # noqa: S311 - an experiment that can be run again needs no secrets
        data = {split: moons(random, size) for split, size in SIZES.items()}
        network = new_network(random)
        _train(run, network, data, rate, random)
        accuracy = share_right(network, data["test"])
        run.metric("accuracy", round(100 * accuracy, 1), unit="%", split="test")
        trained = Trained(rate, accuracy, run.log_file)
        if before:
            _compare(run, before[-1], trained)
    return trained


def _introduce(run: RecordedRun, rate: float, before: Sequence[Trained]) -> None:
    run.note("goal", "See how much the learning rate matters to a small network on two moons")
    if before:
        run.note("why", f"The run before had a learning rate of {before[-1].rate}; all else stays as it was")
    run.model(f"mlp-2-{HIDDEN}-1")
    run.config({"learning_rate": rate, "epochs": EPOCHS, "hidden_units": HIDDEN, "batch_size": 1, "optimizer": "sgd"})
    for split, size in SIZES.items():
        run.dataset("two-moons", size=size, split=split)


def _compare(run: RecordedRun, first: Trained, second: Trained) -> None:
    """Note what the two results say, whichever way they came out."""
    shares = [f"{one.accuracy:.1%} with a learning rate of {one.rate}" for one in (first, second)]
    run.note("insight", f"Test accuracy is {shares[0]} and {shares[1]}")
    if first.accuracy == second.accuracy:
        run.note("next", f"Train for more than {EPOCHS} epochs, to see whether the two stay equal")
        return
    best = max(first, second, key=lambda one: one.accuracy)
    run.note("next", f"Try learning rates around {best.rate}, with three seeds each")


def _train(run: RecordedRun, network: Network, data: dict[str, list[Point]], rate: float, random: Random) -> None:
    points = list(data["train"])
    for epoch in range(1, EPOCHS + 1):
        random.shuffle(points)
        for point in points:
            network.learn(point, rate)
        run.metrics(
            epoch,
            loss=round(mean_loss(network, data["train"]), 4),
            val_loss=round(mean_loss(network, data["validation"]), 4),
            val_accuracy=round(share_right(network, data["validation"]), 4),
        )


def moons(random: Random, size: int) -> list[Point]:
    """Draw points from two half circles that reach into each other, with noise."""
    points = []
    for number in range(size):
        label, angle = number % 2, random.uniform(0, pi)
        x, y = (1 - cos(angle), 0.5 - sin(angle)) if label else (cos(angle), sin(angle))
        points.append((x + random.gauss(0, NOISE), y + random.gauss(0, NOISE), label))
    return points


def new_network(random: Random) -> Network:
    """Make a network with small random weights."""
    hidden = [[random.uniform(-1, 1) for _ in range(3)] for _ in range(HIDDEN)]
    return Network(hidden, [random.uniform(-0.5, 0.5) for _ in range(HIDDEN + 1)])


def mean_loss(network: Network, points: Sequence[Point]) -> float:
    """Give the mean cross-entropy over the points."""

    def loss(x: float, y: float, label: int) -> float:
        probability = network.probability(x, y)
        return -log(max(probability if label else 1 - probability, 1e-12))

    return sum(starmap(loss, points)) / len(points)


def share_right(network: Network, points: Sequence[Point]) -> float:
    """Give the share of points on the right side."""
    return sum((network.probability(x, y) > 0.5) == bool(label) for x, y, label in points) / len(points)
