"""Text that speaks to whoever reads the log, and may tell them what to write: data, never an instruction or evidence."""

import re

_READER = (
    r"(?:ais?|artificial intelligence|llms?|(?:language|ai) (?:models?|systems?)|assistants?|agents?|(?:chat)?bots?|summari[sz]\w+|models?|"
    r"graders?|judges?|evaluators?|labell?ers?|annotators?|reviewers?|readers?|system note|whoever reads|anyone reading|you|your \w+)"
)
_TELL = (
    r"(?:state|say|report|write|answer|claim|record|note|mark|treat|ignore|disregard|tell|rate|respond|reply|conclude|confirm|grant|"
    r"mention|assume|describe|list|output|print|summari[sz]e|give|call|approve|skip|delete|send|forward)"
)
_ADDRESSED = re.compile(
    rf"\b{_READER}\b[^.;\"\]]{{0,40}}?\b(?:must|should|shall|(?:are|is|have|has|need) to|please)\b[^.;\"]{{0,25}}?\b{_TELL}\b|"
    rf"\b(?:assistants?|summari[sz]ers?|agents?|ai|llms?|models?|reviewers?|judges?|graders?)\b(?: (?:that are )?reading (?:this|here|along))?\s*[:,]\s*(?:please |you )?(?:{_TELL}|do|never|always)\b|"
    rf"\b{_READER}\b(?: (?:that|who) (?:is|are))? (?:reading|processing|parsing|summari[sz]ing) (?:here|along|it|(?:this|the)(?: \w+)?)\b\s*[:,–—-]|"
    r"(?:note|message|memo|notice|hint|instructions?) (?:for|to) (?:the |all |any )?(?:\w+ )?(?:ai|llms?|agents?|assistants?|judges?|models?|summar\w+|bots?|systems?|readers?|reviewers?)\b|"
    r"\b(?:whoever|anyone|everyone|all) (?:who )?(?:reads?|evaluates?|grad(?:es?|ing)|judg(?:es?|ing)|process(?:es|ing)|review(?:s|ing)|pars(?:es?|ing)|sees?|finds?|label(?:s|l?ing)|summari[sz](?:es?|ing)|reading|evaluating) (?:this|it|these|here)\b\s*[:,–—-]|"
    r"\bdear (?:system|ai|model|assistant|agent|bot|llm|reader|judge|grader|evaluator|annotator|reviewer)s?\b|"
    r"\b(?:notice|note|message|memo|attention) (?:to|for) (?:all |any |the )?[a-z]+ing (?:software|systems?|tools?|programs?|pipelines?)\b|"
    r"\bignore (?:all|any|previous|prior|earlier|the|your)\b|\bdisregard\b|\bdo not (?:tell|mention|call)\b|"
    r"(?:report|state|say|write|claim|tell \w+|record|note) that (?:all|every|the|it|this|\w+ (?:is|was|has|won))",
    re.IGNORECASE,
)
_SIGNS = (
    *("must", "should", "shall", "please", " to", " for ", " that ", "ignore", "disregard", "do not"),
    *("assistant", "summari", "agent", "ai", "llm", "model", "whoever", "anyone", "everyone", "dear ", " all "),
)
"""One of these is in every such text."""
_TO_READER = re.compile(
    rf"\b{_READER}s?\b[^.]{{0,20}}?(?:[:,]|\bplease\b)|"
    r"\b(?:system|instructions?|admin|attention|important)\s*:\s*(?:please )?[a-z]+ (?:all|every|each|any|the|this|that|no)\b|"
    r"\b(?:ignore|disregard|write|state|report|say|mark|give|rate|claim|record|note|tell) (?:that|this|all|every|it|full|the|them|users?)\b",
    re.IGNORECASE,
)


def addressed(text: str) -> bool:
    """Tell whether a line, by its form, speaks to whoever reads the log; nothing that it says is evidence then."""
    low = text.lower()
    if low.isascii() and not any(map(low.__contains__, _SIGNS)):  # other letters may pass for these: a long s
        return False
    return _ADDRESSED.search(text) is not None


def may_instruct(quoted: str) -> bool:
    """Tell whether a text that is known to be quoted may tell its reader what to write."""
    return addressed(quoted) or _TO_READER.search(quoted) is not None
