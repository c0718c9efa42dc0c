"""What to change in a document now: a pure function of its bytes, of what was written before, and of what is to stand."""

from mlws_writer.documents.blocks import DayEntry, Document, Plan
from mlws_writer.documents.ledger import Ledger


def plan_entry(raw: bytes | None, ledger: Ledger, entry: DayEntry, *, head: str = "", refresh: bool = False) -> Plan:
    """Plan the day of a journal; `head` opens a journal that is not there yet."""
    raise NotImplementedError


def plan_document(raw: bytes | None, ledger: Ledger, document: Document, *, refresh: bool = False) -> Plan:
    """Plan a session document, of which whole parts are kept or rewritten."""
    raise NotImplementedError
