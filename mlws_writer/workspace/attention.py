"""What in the journal needs its author, and what becomes of their answer."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date
from itertools import chain

from mlws_writer.documents import store
from mlws_writer.documents.answers import plan_accept, plan_restore
from mlws_writer.documents.attention import Item, attention
from mlws_writer.documents.blocks import Bullet, DayEntry, Plan, Slot
from mlws_writer.documents.commit import alone, commit, ledger_folder, mend, name_of, preview
from mlws_writer.documents.ledger import Ledger
from mlws_writer.errors import InputError, Refused
from mlws_writer.workspace.archived import archived_days
from mlws_writer.workspace.journal import entries
from mlws_writer.workspace.layout import Workspace

MakeAnswer = Callable[[bytes, Ledger, Item, Mapping[Slot, Bullet]], Plan]


def items(workspace: Workspace, made: Sequence[DayEntry] | None = None, since: date | None = None) -> tuple[Item, ...]:
    """List what in the journal needs its author; `made` is what would be written now, which costs a reading of logs."""
    known = entries(workspace) if made is None else made
    raw, ledger = store.read(workspace.activity), _ledger(workspace)
    return attention(raw or b"", ledger, known, file=_file(workspace), since=since, elsewhere=archived_days(workspace))


def accept(workspace: Workspace, id_: str, *, dry_run: bool = False) -> Plan:
    """Take the newer fact of an item."""
    return _answer(workspace, id_, plan_accept, dry_run)


def restore(workspace: Workspace, id_: str, *, dry_run: bool = False) -> Plan:
    """Bring back what an item says is gone."""
    return _answer(workspace, id_, plan_restore, dry_run)


def _answer(workspace: Workspace, id_: str, make: MakeAnswer, dry_run: bool) -> Plan:
    if not dry_run:
        with alone(workspace.root):  # a killed answer may have left something; the item would be gone already
            mend(workspace.activity, workspace.root, workspace.now.astimezone(UTC))
    made = entries(workspace)
    wanted = _bullets(made)
    item = _named(items(workspace, made), id_)

    def plan(raw: bytes | None, ledger: Ledger) -> Plan:
        found = make(raw or b"", ledger, item, wanted)
        return Plan(found.after, found.emitted, found.report, raw)

    if dry_run:
        done = preview(workspace.activity, workspace.root, plan)
    else:
        done = commit(workspace.activity, workspace.root, plan, at=workspace.now.astimezone(UTC))
    if not done.emitted:
        raise Refused(
            f"{id_} cannot be brought back",
            why="its run stands in the journal in your own words",
            fix=f"write it yourself: {item.wanted}",
        )
    return done


def _named(found: Sequence[Item], id_: str) -> Item:
    """Find the item of an id, or of the beginning of one."""
    same = [item for item in found if id_ and item.id.startswith(id_.casefold())]
    if len(same) == 1:
        return same[0]
    if same:
        raise InputError(f"{id_} is short of one item", why="several begin so", fix=", ".join(i.id for i in same))
    have = ", ".join(f"{item.id} ({item.need})" for item in found[:5]) or "nothing needs you"
    raise InputError(f"no item has the id {id_!r}", why=f"there is: {have}", fix="take an id that mlws check shows")


def _bullets(made: Sequence[DayEntry]) -> dict[Slot, Bullet]:
    def tree(bullet: Bullet) -> list[Bullet]:
        return [bullet, *chain.from_iterable(map(tree, bullet.children))]

    tops = [bullet for entry in made for section in entry.sections for bullet in section.bullets]
    return {bullet.slot: bullet for top in tops for bullet in tree(top)}


def _ledger(workspace: Workspace) -> Ledger:
    return Ledger.load(ledger_folder(workspace.root)).of(_file(workspace))


def _file(workspace: Workspace) -> str:
    return name_of(workspace.activity, workspace.root)
