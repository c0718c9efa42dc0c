"""What a sentence denies of a course or of a comparison, where the values show just that: the loss did not fall, A is not better than B."""

import re

from mlws_writer.checking.numbers.comparing import is_borne_out
from mlws_writer.checking.numbers.versus import turned_out
from mlws_writer.checking.order.directions import WAYS, directed, followed, goes
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.language import BETTER, FALL, NEGATED, RISE, SAID, WORSE, content, stems
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.patterns import Pattern, Words

_GOOD = Verdict(True)
_PAST = {
    "rise": "rose", "fall": "fell", "grow": "grew", "shrink": "shrank", "sink": "sank", "climb": "climbed", "drop": "dropped",
    "decline": "declined", "improve": "improved", "worsen": "worsened", "increase": "increased", "decrease": "decreased",
    "go up": "went up", "go down": "went down", "get better": "got better", "get worse": "got worse", "get faster": "got faster",
    "get slower": "got slower", "slow down": "slowed down", "speed up": "sped up", "come down": "came down",
    "deteriorate": "deteriorated", "degrade": "degraded", "gain": "gained",
}  # fmt: skip
_WENT_NOT = Pattern(
    rf"\b(?:(?:did|does|has|had|have) (?:not|never)|never|failed to) (?:really |actually |even )?(?P<verb>{'|'.join(_PAST)})(?:[ds]|ed|pp?ed)?\b"
    r"(?= at all\b|\W*$|,| (?:with|when|as|over|during|across|from|between|in|and|but)\b)",
    *("not ", "never", "failed to"),
    flags=re.IGNORECASE,
)
_BUT_FOR = re.compile(
    r"\b(?:any ?more|any (?:further|longer)|further|again|anywhere|every|each|always|all|both|either|much|significant\w*|enough|only|but|"
    r"after|since|until|before|beyond|past|below|above|under|then|once|from then|for (?:\w+ )?(?:epochs|steps|rounds|evaluations|checks)|last|second half|while|although)\b",
    re.IGNORECASE,
)
"""What says that the denial is of a part only: no further, not everywhere, not for three epochs."""
_THAN_NOT = Pattern(
    r"\b(?P<verb>is|are|was|were|ran|runs?|did|does|do|has|had|have) (?P<not>(?:not|no|never|hardly) )(?:really |actually |even |any |do |perform |run |score |have (?:an? |the )?|get )?"
    r"(?=(?:[\w-]+ ){0,2}?(?:[a-z]{3,}er|better|worse|more|less|beat|outperform|surpass)\b)",
    *("not ", "no ", "never", "hardly"),
    flags=re.IGNORECASE,
)
_MUCH = re.compile(
    r"\b(?:much|far|significant\w*|any|necessarily|always|only|considerably|substantially|clearly|notably|noticeably|markedly|a lot|appreciably|quite)\b",
    re.IGNORECASE,
)


def denied(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse the denial of what the values show: that they did not go the way that they go, that one is not above the other."""
    if SAID.search(sentence):
        return _GOOD
    if match := _WENT_NOT.search(sentence):
        return _did_go(sentence, match, evidence)
    match = _THAN_NOT.search(sentence)
    if match is None or _MUCH.search(sentence, match.start(), match.end() + _CLOSE):
        return _GOOD
    plain = f"{sentence[: match.start('not')]}{sentence[match.end('not') :]}"
    if not is_borne_out(plain, evidence):
        return _GOOD
    return Verdict(False, "direction", f"the facts say what {match.group().strip()!r} denies")


_CLOSE = 20


def _did_go(sentence: str, match: re.Match[str], evidence: Evidence) -> Verdict:
    before = _CLAUSE.split(sentence[: match.start()])[-1]
    after = _CLAUSE.split(sentence[match.end() :])[0]
    found = directed(_PAST[match["verb"].lower()])
    if found is None or _BUT_FOR.search(after) or _BUT_FOR.search(before) or _says_so(match["verb"], evidence):
        return _GOOD
    if told := _told_to_go(found[1], before, evidence):
        return Verdict(False, "direction", f"a fact says {told.strip()[:80]!r}")
    clause = f"{before}{found[0]}{after}"
    went = turned_out(clause, clause, *WAYS[found[1]], evidence)
    values, wanted = followed(*found, clause, clause, evidence) if went is None else ([], 0)
    if went or (len(values) > 1 and wanted and goes(values, wanted, evidence)):
        return Verdict(False, "direction", f"the values do what {match.group()!r} denies")
    return _GOOD


def _told_to_go(way: str, subject: str, evidence: Evidence) -> str:
    """Give the line that says in a word of its own that what is spoken of went that way: recall for new users fell from 0.55."""
    words: dict[str, re.Pattern[str] | Words] = {"up": RISE, "down": FALL, "better": BETTER, "worse": WORSE}
    word = words.get(way)
    about = content(subject)
    if word is None or len(about) < _TWO:
        return ""
    for line in evidence.firsthand:
        match = word.search(line.text)
        if match and about <= stems(line.text[: match.start()]) and not NEGATED.search(line.text[: match.end()]):
            return line.text
    return ""


def _says_so(verb: str, evidence: Evidence) -> bool:
    """Tell whether a cited line denies it in the same word: val_loss did not improve."""
    said = re.compile(rf"(?i)(?:\bnot|n't|\bnever|\bno) (?:[a-z]+ )?{verb.split(maxsplit=1)[0][:_ROOT]}")
    return any(said.search(line.text) for line in evidence.firsthand)


_ROOT = 6
_TWO = 2
_CLAUSE = re.compile(r"[;:,] |\b(?:while|although|though|because|so that)\b")
