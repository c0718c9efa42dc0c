"""The log of our own calls: what each cost and what came of it, never what was said.

A file a day under .mlws/calls, outside logs/, so that it is never summarized itself; `mlws facts` reads it.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path


class CallLog:
    """A folder of JSON lines; a log that cannot be written costs nothing else."""

    def __init__(self, folder: Path | None = None, clock: Callable[[], datetime] = datetime.now) -> None:
        self._folder, self._clock = folder, clock

    def call(self, about: Mapping[str, object]) -> None:
        """Note one call: its model, prompt, tokens, seconds, and how it ended."""
        self._append("call", about)

    def verdicts(self, model: str, document: str, found: Iterable[tuple[bool, tuple[str, ...]]]) -> None:
        """Note what the check made of a composition: for each text, whether it is the model's, and what was found."""
        texts = list(found)
        refused = Counter(reason for _, reasons in texts for reason in reasons)
        kept = sum(by_model for by_model, _ in texts)
        counts = {"texts": len(texts), "by_model": kept, "plain": len(texts) - kept}
        about = {"model": model, "document": document, **counts, "refused": dict(sorted(refused.items()))}
        self._append("verdicts", about)

    def _append(self, what: str, about: Mapping[str, object]) -> None:
        if self._folder is None:
            return
        now = self._clock()
        line = {"time": now.isoformat(timespec="milliseconds"), "level": "info", "message": what, **about}
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with (self._folder / f"{now:%Y%m%d}-calls.jsonl").open("a", encoding="utf-8") as file:
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
        except OSError:
            return
