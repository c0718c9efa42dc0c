"""The dialects that the reader knows; the general reader needs none of them."""

from mlws_writer.tier1_logs.dialects import agent_session, recorded
from mlws_writer.tier1_logs.dialects.dialect import Dialect

DIALECTS: tuple[Dialect, ...] = (recorded.DIALECT, agent_session.DIALECT)
"""In the order in which they are tried; a log may be in several (a launcher's, a trainer's)."""
