"""What the templates say of the logs as they are: for documents whose records are lost."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain
from pathlib import Path

from mlws_writer.documents.statements import digest, statements
from mlws_writer.errors import MlwsError
from mlws_writer.tier2_activity.entry import EntryMaker
from mlws_writer.tier2_activity.wording import entry_wording
from mlws_writer.workspace.layout import Workspace
from mlws_writer.workspace.material import gather
from mlws_writer.workspace.session_order import SessionOrder
from mlws_writer.workspace.session_source import prepare
from mlws_writer.workspace.session_wording import plain


def said_now(workspace: Workspace, days: Sequence[date], path: Path) -> Iterator[str]:
    """Give the digests of all statements of an entry, or of a session, that the templates would write now."""
    material = gather(workspace, keep=False)
    folder = Path(workspace.settings.activity).parent.as_posix()
    maker = EntryMaker(entry_wording(workspace.templates), folder=folder)
    for day in (day for day in days if day in material.days):
        for section in maker.entry(day, material.days[day]).sections:
            yield from (digest(bullet.text) for top in section.bullets for bullet in chain([top], top.children))
    if path != workspace.activity and days:
        yield from _session(workspace, tuple(days), path)


def _session(workspace: Workspace, days: tuple[date, ...], path: Path) -> Iterator[str]:
    order = SessionOrder(days, model="none", dry_run=True, output=path)
    try:
        source = prepare(workspace, order)
    except MlwsError:
        return  # no journal to make it from
    if source is None:
        return
    for folder in dict.fromkeys([Path(workspace.name(path)).parent.as_posix(), "."]):
        made = plain(workspace, source, folder)
        for text in (made.head, *(part.text for part in made.parts)):
            yield from (said.digest for said in statements(text.encode("utf-8", "surrogatepass")))
