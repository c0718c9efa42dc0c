"""Nothing leaves this machine without consent, and before it does, where it goes is said."""

from collections.abc import Callable

from mlws_writer.errors import ModelUnavailable
from mlws_writer.writing.failures import WITHOUT
from mlws_writer.writing.server import is_here, shown


def consent(url: str, name: str, allowed: bool, tell: Callable[[str], None]) -> None:
    """Let nothing leave this machine without consent, and say where it goes; ModelUnavailable without it."""
    if is_here(url):
        return
    if not allowed:
        raise ModelUnavailable(
            f"{name} at {shown(url)} is not asked.",
            why="that is another machine, which would see the facts of your logs",
            fix=f"allow it with --allow-cloud or allow_cloud = true in the settings, or {WITHOUT}",
        )
    tell(f"Facts of your logs are sent to {shown(url)}, as allow_cloud allows.")
