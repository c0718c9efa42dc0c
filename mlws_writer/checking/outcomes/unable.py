"""What a sentence says could not be done, against cited lines that tell it done: the last of them above all."""

import re
from collections.abc import Sequence

from mlws_writer.checking.outcomes.made_good import is_of_another, lacks_its_number
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.going import ZEROES, in_part, went_further
from mlws_writer.checking.reading.language import SAID, stem, stems
from mlws_writer.checking.reading.troubles import denied_troubles
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.patterns import Pattern, Words

_GOOD = Verdict(True)
_ADVERB = r"(?:(?!be\b|been\b)[a-z]+ly |even |ever )?"
_UNABLE = Pattern(
    rf"(?:\b(?P<none>(?:none|neither|no|nothing|not one|not a single)\b[^,;.]*?) could\b|\b(?:could|can) ?(?:not|n['’]t|never|no longer)\b|\bunable to\b|\b(?:was|were) (?:not|never) able to\b|"
    r"\b(?:fail(?:ed|s)|did(?: not|n['’]t)(?: manage| succeed)?(?: in| to)?|did not get|never managed to|never)\b|\b(?:was|were) (?:never|not)\b|\b(?P<nobody>nobody|no one|nothing)(?: was| were)?|\b(?:before|without) (?:(?:it|he|she|they|the \w+) could|(?:ever )?being able to)) "
    rf"(?:to )?{_ADVERB}(?:be |been |have been )?{_ADVERB}(?P<verb>[a-z]+)\b(?P<to> (?:to )?(?:work|pass|run|build|compile|start|succeed|stop|finish)\b)?",
    *("nobody", "no one", "nothing", "could", "can", "unable", "able", "fail", "did", "never", "not"),
    flags=re.IGNORECASE,
)
_NOT_ALL = re.compile(
    r"\b(?:at first|initially|originally|until|unless|except|other than|apart from|besides|yet|so far|only|although|though|some|many|most|half|several|"
    r"in the end (?:it|they)|first|(?:one|two|three|four|five|six|seven|eight|nine|ten|\d[\d,]*) (?:of|[a-z]+s)|\d[\d.]*(?=%)|\w+teen|\w+ty(?:-\w+)?|of the (?:\w+ )?\w+s that)\b",
    re.IGNORECASE,
)
"""What was so of some, or for a time, says nothing of the end."""
_ONE = re.compile(r"(?:only )?(?:one|another|a single) [a-z]+ ", re.IGNORECASE)
"""One that was not done is told by a line that counts fewer than there are."""
_WENT_WELL = r"\bok\b|\bpass(?:ed)?\b|\bdone\b|succe(?:ss|ed)\w*|\bcompleted?\b|\bfinished\b|[\"'](?:ok|success)[\"']: ?true|✓|✔|\bgreen\b|\bworks?\b|\bexit(?:ed)?(?: code)?[ =:]*0\b|\brc=0\b"
_WAYS = (
    ("fix repair solve resolve cure mend remedy correct patch work pass succeed", r"\bfix(?:ed)?\b"),
    ("complete finish end", r"\b(?:ended|end)\b"),
    ("find identify locate determine explain discover establish", r"\b(?:answer|cause|reason|culprit|explanation)\b|\bbecause\b|\bdue to\b|\bfound\b|(?:->|:) *200\b"),
    ("build compile convert export produce generate create write save store make draw", r"\b(?:built|wrote|written|saved|exported|created|generated|compiled|converted)\b|\bengine \d|->\s*\S+\.\w{2,5}\b"),
    ("download fetch load open retrieve visit access", r"->\s*200\b|\b(?:status|http)\W{0,3}200\b|\b(?:downloaded|fetched|loaded|opened|retrieved)\b"),
    ("upload push publish deploy copy send submit deliver", r"\b(?:uploaded|pushed|published|deployed|copied|sent|submitted|delivered|synced)\b"),
    ("resume continue restart go carry", r"\bresum(?:ed|ing)\b|\brestarted\b|\bcontinu(?:ed|ing)\b|\bstarted again\b"),
    ("recover reconnect connect restore rejoin return revive brought come bring came", r"\b(?:recovered|reconnected|rejoined|connected|restored|restarted|back (?:online|up)|in sync)\b|\"(?:restart|reconnect|recover)\".*\"ok\": ?true"),
    ("train fit evaluate measure benchmark time score run test obtain", r"\b(?:rmse|mae|mse|mape|acc\w*|auc|f1|loss|bleu|wer|cer|m?ap\w*|r2|score|ppl|perplexity|reward|latency|fps|qps|throughput)\b\W{0,3}\d"),
    ("inform notify tell alert mail page", r"\b(?:sent|notified|informed|posted|acknowledged|paged)\b"),
    ("install delete remove start launch flash parse decode read merge import update refresh commit", ""),
)  # fmt: skip
_TOLD = {
    stem(verb): Words(f"{_WENT_WELL}|{own}" if own else _WENT_WELL)
    for verbs, own in _WAYS
    for word in verbs.split()
    for verb in (word, f"{word}ed")
}
_TOLD |= {
    stem(past): _TOLD[stem(verb)]
    for past, verb in (("found", "find"), ("drawn", "draw"), ("sent", "send"), ("ran", "run"))
}
_BACK = frozenset(
    map(
        stem,
        [
            "recover",
            "reconnect",
            "rejoin",
            "restore",
            "return",
            "revive",
            "restart",
            "brought",
            "bring",
            "come",
            "came",
        ],
    )
)
"""What came back tells so itself; the lines behind that need only tell of no new trouble."""
_ROUND = frozenset(map(stem, ["brought", "bring", "come", "came"]))
_AGAIN = re.compile(r" (?:it |\w+ )?(?:back|up|online)\b", re.IGNORECASE)
_ONCE_MORE = Words(r"error|exception|crash|fail|assert|traceback|seg\w*fault|panic|reproduced")
_PROVOKED = frozenset(map(stem, ["reproduce", "replicate", "provoke", "trigger", "confirm"]))
"""An error that could be provoked is told by itself."""
_EXPLAINED = frozenset(map(stem, ["find", "found", "identify", "determine", "explain", "discover", "establish"]))
_ON = frozenset(map(stem, ["resume", "continue", "go", "carry"]))
"""What went on is told by any later place."""
_WHY = re.compile(r"\b(?:reasons?|causes?|why|explanation|culprit|explain\w*|source|origin)\b", re.IGNORECASE)
_FOUND = "=found"
"""The verb of what was found but explains nothing."""
_TOLD[_FOUND] = Words(r"\b(?:found|200|ok|located|identified|discovered)\b")
_DENIED = Words(
    r"\b(?:not|non-?[a-z]+|no(?!-)|never|none|nothing|nobody|cannot|unable|unsuccessful\w*|fail\w*|errors?|exception|refused|denied|rejected|skipped|disabled|blocked|missing|pending|aborted|cancel+ed|killed|timed? ?out|[45]0\d|false|partial\w*|incomplete|un(?!ique|it|i|til|der|ion)[a-z]+ed)\b|n't\b|✗|✘",
)


def unable(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse that something could not be done, never was, or failed to be where a cited line says that it was."""
    match = _UNABLE.search(sentence)
    if (
        match is None
        or denied_troubles(sentence)
        or match.group().lower().endswith(" fit")
        or SAID.search(sentence)
        or _NOT_ALL.search(sentence[: match.start()] + sentence[match.end() :])
    ):
        return _GOOD
    told = evidence.firsthand
    if told and _ONE.match(sentence) and in_part(told[-1].text):
        return _GOOD
    if told and (
        is_of_another(told[-1], sentence[: match.start()], evidence)
        or lacks_its_number(told[-1].text, sentence[: match.start()])
    ):
        return _GOOD
    verb = _verb(match)
    lines = [ZEROES.sub(" ", s.text) for s in evidence.firsthand]
    of_any = bool(match["none"] or match["nobody"])
    if verb in _ROUND and not _AGAIN.match(sentence, match.end()):
        return _GOOD
    telling = lines if of_any else _last_without_trouble(lines) if verb in _BACK else lines[-1:]
    able = _COULD_BE.search(match.group()) is not None
    done = next((text for text in telling if _is_told(verb, text, by_name=of_any, able=able)), "")
    if not done and verb in _ON and lines and went_further(evidence.statements[0], evidence.statements[-1]):
        done = lines[-1]
    return Verdict(False, "outcome_flip", f"a fact says {done.strip()[:80]!r}: that was done") if done else _GOOD


def _last_without_trouble(lines: Sequence[str]) -> Sequence[str]:
    """Give the last lines of which none speaks of trouble."""
    troubled = (place for place, text in enumerate(lines, 1) if _DENIED.search(text))
    return lines[max(troubled, default=0) :]


_WORKED = Words(_WENT_WELL)
_COULD_BE = re.compile(r"\b(?:could|can) ?(?:not|n't|never) (?:\w+ly )?be [a-z]+ed$", re.IGNORECASE)
"""Whatever it was that could not be done to something, a line that tells of it alone that it is done says that it could."""
_NONE_OF = re.compile(r"(?<![\d.:])0 ([a-z]+(?: [a-z]+)?)\b", re.IGNORECASE)


def _verb(match: re.Match[str]) -> str:
    """Give the verb of what could not be done; what is found may be a thing, or what explains one."""
    verb = stem((match["to"] or match["verb"]).split()[-1])
    return _FOUND if verb in _EXPLAINED and not _WHY.search(match.string) else verb


def _is_told(verb: str, text: str, *, by_name: bool, able: bool = False) -> bool:
    """Tell whether a line says that it was done what a verb says, maybe only in that very word, and nothing of trouble."""
    if verb in _PROVOKED:
        return _ONCE_MORE.search(text) is not None and not re.search(r"\b(?:not|no|cannot|unable)\b", text)
    told = _TOLD.get(verb) or (_WORKED if able else None)
    none = {stem(word) for words in _NONE_OF.findall(text) for word in words.split()}
    if re.search(rf"(?i)\b{verb[:4]}[a-z]*\W{{1,3}}0\b(?![.,]\d)", text):
        return False  # sent: 0
    if none & {verb, stem("ok"), stem("passed"), stem("done")}:
        return False
    if (told is None and not by_name) or (_DENIED.search(text) and verb not in _EXPLAINED):
        return False
    return (told is not None and told.search(text) is not None) or (verb in stems(text) and verb not in _EXPLAINED)
