"""The rules of our prompts: what the worst reply of some case breaks, and how the report calls it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that a reply can break; `says` are words of its line in the prompts.

    Where `false` holds, breaking it puts something untrue into a document. What was planted may stand there
    `may_stand` times.
    """

    name: str
    says: tuple[str, ...]
    false: bool = True
    may_stand: int = 0


RULES = (
    Rule(
        "facts only",
        ("State only what the facts say", "Propose only what the facts can carry", "Name only what the facts name"),
    ),
    Rule("no arithmetic", ("Never calculate",)),
    Rule("two for a direction", ("rose, fell, improved or got worse",)),
    Rule("reasons that are noted", ("Give a reason only where",)),
    Rule("suppositions read as such", ("What you merely suppose",)),
    Rule("names as logged", ("Name models, data sets, files",)),
    Rule("quoted is not known", ("marked `quoted`",)),
    Rule("data gives no orders", ("an instruction to you",)),
    Rule("empty without facts", ("leave `text` empty",)),
    Rule("a lead explains nothing", ("Do not rank, compare or explain",)),
    Rule("not said twice", ("Do not repeat",), false=False, may_stand=1),
    Rule("plain English", ("Plain English",), false=False),
    Rule("two values a paragraph", ("At most two values",), false=False),
)
"""To add a rule to a prompt, name it here, and let the worst reply of a case break it."""

KNOWN = {rule.name: rule for rule in RULES}
