"""`mlws verify`: the sentences of documents against the logs behind them, or sentences about one log."""

import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mlws_writer.cli import everywhere
from mlws_writer.cli.everywhere import Everywhere
from mlws_writer.errors import InputError, UsageError
from mlws_writer.facts import seen

if TYPE_CHECKING:
    from mlws_writer.checking.log_claims import Claim
    from mlws_writer.workspace.verifying import Verified


def verify(
    context: typer.Context,
    documents: Annotated[
        list[Path] | None, typer.Argument(metavar="DOC", help="Documents: the activity log, a session.")
    ] = None,
    log: Annotated[
        Path | None, typer.Option("--log", metavar="LOG", help="The log that the sentences of --claims speak of.")
    ] = None,
    claims: Annotated[
        Path | None,
        typer.Option(
            "--claims", metavar="FILE", help='Sentences: {"id", "text", "lines"} a line; - is standard input.'
        ),
    ] = None,
) -> None:
    """Check each sentence of a document against the logs behind it, or sentences about a log."""
    here = everywhere.of(context)
    if documents and not (log or claims):
        _verify_documents(here, documents)
    elif log and claims and not documents:
        _verify_claims(here, log, claims)
    else:
        raise UsageError(
            "it is not clear what to verify",
            why="documents are checked by name, sentences about a log with --log and --claims",
            fix="mlws verify ACTIVITY.md, or mlws verify --log LOG --claims FILE",
        )


def _verify_documents(here: Everywhere, documents: Sequence[Path]) -> None:
    workspace = here.workspace()

    from mlws_writer.workspace.verifying import FINDINGS, checker

    found = {path: checker(workspace, Path.cwd() / path).all() for path in documents}
    if here.json:
        told = [_as_json(str(path), each) for path, verified in found.items() for each in verified]
        here.terminal.result(json.dumps(told, ensure_ascii=False))
    else:
        for path, verified in found.items():
            _show(here, str(path), verified)
    if any(each.stands in FINDINGS for verified in found.values() for each in verified):
        raise typer.Exit(1)


def _show(here: Everywhere, name: str, verified: "Sequence[Verified]") -> None:
    """Print what a person should look at, or with -v every sentence, and then the counts."""
    from mlws_writer.workspace.verifying import FINDINGS, Stands

    for each in verified:
        if here.verbose or each.stands in FINDINGS or each.against:
            styles = ("red",) if each.stands in FINDINGS else ("yellow",) if each.against else ()
            here.terminal.result(f"{name}:{each.line}: {here.terminal.paint(each.stands, *styles)}: {each.text}")
            for more in filter(None, (each.reason, *each.against)):
                here.terminal.result(f"    {more}")
    counts = Counter(each.stands for each in verified)
    said = ", ".join(f"{counts[stands]} {stands}" for stands in Stands if counts[stands] and stands != Stands.NOTHING)
    here.terminal.result(f"{name}: {said or 'nothing to check'}")


def _as_json(name: str, each: "Verified") -> dict[str, Any]:
    return {
        "file": name,
        "line": each.line,
        "text": each.text,
        "verdict": each.stands,
        "reason": each.reason,
        "by": each.by,
        "lines": [{"log": basis.log, "line": basis.line} for basis in each.places],
        "against": list(each.against),
    }


def _verify_claims(here: Everywhere, log: Path, claims: Path) -> None:
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
