"""Recording what a live model answers, as replies that a case can be played with again and again."""

import json
from pathlib import Path
from typing import Any

from mlws_writer.errors import UsageError
from mlws_writer.evals.cases import Case
from mlws_writer.evals.playing import Played

HOW = "recorded from a model that was sent these prompts"


def record(case: Case, played: Played, quality: str, model: str, folder: Path) -> Path:
    """Keep the replies of a play under a person's folder of cases, and give the file."""
    named(quality)
    path = folder / case.name / "replies" / f"{quality}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    whole = {"how": HOW, "model": model, "prompt": played.prompt, "source": played.source, "replies": _replies(played)}
    path.write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path


def named(quality: str) -> str:
    """Insist on a quality that is a word, since it names a file."""
    if not quality.replace("-", "").replace(".", "").isalnum() or quality.startswith("."):
        raise UsageError(f"{quality!r} names no recording", why="it names a file", fix="use letters, digits and dashes")
    return quality


def _replies(played: Played) -> dict[str, Any]:
    """Sort the answers by slot; a slot that was asked for again has its answers in a list."""
    found: dict[str, Any] = {}
    for call in played.calls:
        if "ideas" in call.reply:
            found["ideas"] = call.reply["ideas"]
        for item in call.reply.get("texts", ()):
            found.setdefault(item["slot"], []).append({"text": item["text"], "facts": item["facts"]})
    return {slot: said[0] if slot != "ideas" and len(said) == 1 else said for slot, said in found.items()}
