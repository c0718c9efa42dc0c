"""From the bullets of an entry: which runs it tells of, and what in it is the author's own."""

from collections.abc import Collection, Iterable, Sequence

from mlws_writer.documents.inline import rebase, targets
from mlws_writer.documents.reading import Standing
from mlws_writer.facts.model import Run
from mlws_writer.tier3_sessions.tasks import Remark

RUN_SECTIONS = ("Models", "Experiments", "Agents", "Datasets")
NEXT_STEPS = "Next Steps"


def runs_in(bullets: Sequence[Standing], runs: Sequence[Run], *, start: str) -> frozenset[str]:
    """Find the runs that the entry still tells of, by the links of its bullets; `start` is the journal's folder."""
    found = (_run_of(bullet, runs, start) for bullet in bullets if bullet.section in RUN_SECTIONS)
    return frozenset(filter(None, found))


def remarks_of(
    bullets: Sequence[Standing], runs: Sequence[Run], ours: Collection[str], *, start: str, to: str
) -> tuple[Remark, ...]:
    """Collect what the author wrote or changed, and the boxes of the next steps as they stand.

    `ours` are the texts that were written for the author, `to` the folder from which links shall be seen.
    """
    texts = {text.removeprefix("[ ] ") for text in ours}
    return tuple(remark for bullet in bullets for remark in _remarks(bullet, "", runs, texts, start, to))


def _remarks(
    bullet: Standing, run: str, runs: Sequence[Run], texts: Collection[str], start: str, to: str
) -> Iterable[Remark]:
    about = run or (_run_of(bullet, runs, start) if bullet.section in RUN_SECTIONS else "")
    if bullet.section == NEXT_STEPS or bullet.text not in texts:
        yield Remark(bullet.section, rebase(bullet.text, start, to), about, bullet.done)
    for child in bullet.children:
        yield from _remarks(child, about, runs, texts, start, to)


def _run_of(bullet: Standing, runs: Sequence[Run], start: str) -> str:
    """Tell which run a bullet is about: the log it leads to, and among its runs the one with that line."""
    for path, line in targets(rebase(bullet.text, start, ".")):
        for run in runs:
            if run.log == path and (not line or run.first_line <= line <= run.last_line):
                return run.id
    return ""
