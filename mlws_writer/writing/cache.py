"""Replies kept by what was asked, so that the same question to the same model is asked once."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mlws_writer.writing.keeping import keep


@dataclass(frozen=True, slots=True)
class Kept:
    """A reply as it came, with what it cost."""

    content: str
    prompt_tokens: int = 0
    reply_tokens: int = 0


def key(model: str, options: Mapping[str, object], schema: Mapping[str, object], *messages: str) -> str:
    """Name a question: the model's digest, the options, the form of the reply, and all that is sent."""
    asked = json.dumps([model, dict(options), schema, messages], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(asked.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class ReplyCache:
    """A folder of replies, a file each; whatever cannot be read is a miss and is asked again."""

    folder: Path
    write: bool = True

    def get(self, name: str) -> Kept | None:
        """Look a reply up."""
        try:
            entry = json.loads(self._path(name).read_bytes())
            if entry["key"] != name or entry["sum"] != _sum(entry["content"]):
                return None
            return Kept(entry["content"], int(entry["prompt_tokens"]), int(entry["reply_tokens"]))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def put(self, name: str, reply: Kept) -> bool:
        """Keep a reply whole or not at all; a cache that cannot be written costs time, never the result."""
        if not self.write:
            return False
        entry = {
            "key": name,
            "sum": _sum(reply.content),
            "content": reply.content,
            "prompt_tokens": reply.prompt_tokens,
            "reply_tokens": reply.reply_tokens,
        }
        return keep(self._path(name), json.dumps(entry, ensure_ascii=False))

    def _path(self, name: str) -> Path:
        return self.folder / name[:2] / f"{name}.json"


def _sum(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()
