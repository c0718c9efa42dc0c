"""What a check finds."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a sentence holds; if not, the code of the reason and a finding that a writer can act on."""

    ok: bool
    reason: str = ""
    detail: str = ""
