"""`mlws verify`: each sentence against the log it speaks of."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mlws_writer.cli import everywhere
from mlws_writer.errors import InputError
from mlws_writer.facts import seen

if TYPE_CHECKING:
    from mlws_writer.checking.log_claims import Claim


def verify(
    context: typer.Context,
    log: Annotated[Path, typer.Option("--log", metavar="LOG", help="The log that the sentences speak of.")],
    claims: Annotated[
        Path,
        typer.Option(
            "--claims", metavar="FILE", help='Sentences: {"id", "text", "lines"} a line; - is standard input.'
        ),
    ],
) -> None:
    """Check sentences about a log: which of them its facts support, and why the others are not."""
    here = everywhere.of(context)

    from mlws_writer.checking.log_claims import verify_claims
    from mlws_writer.tier1_logs.reader import read_log

    asked = _claims(claims)
    reading = read_log(log)
    seen.learn(reading.secrets)
    verdicts = verify_claims(reading, log.read_bytes(), asked)
    for claim, verdict in zip(asked, verdicts, strict=True):
        word = "supported" if verdict.ok else "unsupported"
        reason = "" if verdict.ok else seen.guarded(": ".join(filter(None, (verdict.reason, verdict.detail))))
        if here.json:
            told = {"id": claim.id, "verdict": word, "reason": reason}
            here.terminal.result(json.dumps(told, ensure_ascii=False))
        else:
            here.terminal.result(
                f"{word:11}  {seen.guarded(claim.text)}" + (f"\n             {reason}" if reason else "")
            )
    if not all(verdict.ok for verdict in verdicts):
        raise typer.Exit(1)


def _claims(path: Path) -> "list[Claim]":
    from mlws_writer.checking.log_claims import Claim

    try:
        lines = (sys.stdin.read() if str(path) == "-" else path.read_text(encoding="utf-8")).split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read", why=str(error), fix="check the path") from error
    found = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            told = json.loads(line)
            found.append(Claim(told["id"], str(told["text"]), tuple(int(n) for n in told.get("lines", ()))))
        except (ValueError, TypeError, KeyError) as error:
            raise InputError(
                f"{path}, line {number} is no claim",
                why=f"it is not an object with id and text: {error}",
                fix='write {"id": 1, "text": "…", "lines": [12]}',
            ) from error
    return found
