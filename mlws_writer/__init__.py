"""mlws: documentation of ML work at three levels of detail, each made from the one below.

What scripts import from here needs the standard library only:

    from mlws_writer import setup_experiment_logging, record_run
"""

TYPE_CHECKING = False  # as type checkers understand it; `typing` itself would cost a script 10 ms
if TYPE_CHECKING:
    from typing import Any

    from mlws_writer.tier1_logs.recording import record_run, setup_experiment_logging

__all__ = ["record_run", "setup_experiment_logging"]


def __getattr__(name: str) -> "Any":
    """Import the recording when a script first asks for it: the command line starts without it."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from mlws_writer.tier1_logs import recording

    return getattr(recording, name)
