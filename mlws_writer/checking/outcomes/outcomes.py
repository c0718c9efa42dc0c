"""How a run ended, and when: what a sentence says of it against what its facts say."""

import re
from collections.abc import Iterator

from mlws_writer.checking.numbers.shares import well_of_all
from mlws_writer.checking.outcomes.denying import denying
from mlws_writer.checking.outcomes.lasting import REFERRED, REFUSED
from mlws_writer.checking.outcomes.opposites import plainly
from mlws_writer.checking.reading.evidence import Evidence
from mlws_writer.checking.reading.going import BAD, BAD_WORDS, WELL, ended_badly, furthest, is_bad
from mlws_writer.checking.reading.language import COMPLETED, FAILED, NEGATED, STOPPED, stem
from mlws_writer.checking.reading.tokens import PLACES, places, tokens
from mlws_writer.checking.reading.values import Value
from mlws_writer.checking.verdict import Verdict
from mlws_writer.facts.model import FactKind, Outcome
from mlws_writer.facts.patterns import Pattern, Words
from mlws_writer.facts.quantities import Dimension, Quantity, quantities, written_number

_GOOD = Verdict(True)
_AS_PLANNED = re.compile(r"\b(?:as planned|was (?:added|finished|completed|met)|were (?:added|completed|met))\b", re.I)


_DID = re.compile(r"\b((?!seed\b)[a-z]{2,}(?:ed|en|nt)|lost|found|made|built|kept|left|won|read)\b")


_UNNUMBERED = r"(?<![\d.#:])" + "".join(f"(?<!{place} )" for place in (*PLACES, "gpu", "device", "process"))
"""Trial 0 finished: a number by which something is called counts nothing."""


def nothing_done(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse what is said to have been done where a fact counts none of it: 0 sent, deleted=0."""
    if NEGATED.search(sentence):
        return _GOOD
    said = "\n".join(statement.text for statement in evidence.firsthand)
    for word in _DID.findall(sentence):
        if re.search(rf"{_UNNUMBERED}0 (?:\w+ )?{word}\b|\b{word}\s*[=:\s]\s*0\b(?![.:/-])", said, re.IGNORECASE):
            some = re.search(rf"(?<![\d.])[1-9]\d* (?:\w+ )?{word}\b|\b{word}\s*[=:\s]\s*[1-9]", said, re.IGNORECASE)
            if some and len(evidence.own) > 1:
                continue  # one line counts none, another one some
            return Verdict(False, "outcome_flip", f"a fact counts 0 {word}")
    return _GOOD


def outcome(sentence: str, evidence: Evidence) -> Verdict:
    """Judge how a sentence says that work ended."""
    ended = {_ended(statement.value) for statement in evidence.of_kind(FactKind.OUTCOME)} - {""}
    said = _by_outcome(sentence, ended, evidence) if ended else _GOOD
    if said.ok and ended and ended <= {Outcome.FAILED, Outcome.INTERRUPTED}:
        said = _as_far(sentence, evidence)
    return said if not said.ok else _by_words(sentence, evidence)


_EXTENT = re.compile(
    r"\b(?:for|through|over|all|after|in)\s+(?:(?:all|the|its|of|planned|full)\s+)*(?P<number>\d[\d,]*|[a-z]+(?:-[a-z]+)?)\s+"
    r"(?P<what>epoch|step|round|iteration|fold|trial)s\b",
    re.IGNORECASE,
)


_WAS_TO = re.compile(
    r"\b(?:was|were) (?:due |meant |supposed |set |scheduled |planned |configured |intended )?to (?:run|train|go|last|continue)\s+$|"
    r"\b(?:planned|scheduled|configured|meant|intended|set)\s+$|\b(?:should|would) have (?:\w+\s+)$|\binstead of\s+$",
    re.IGNORECASE,
)
"""How far something was only meant to go."""


def _as_far(sentence: str, evidence: Evidence) -> Verdict:
    """Refuse that broken-off work went as far as was planned: trained for 10 epochs, of which it saw three."""
    for match in _EXTENT.finditer(sentence):
        said, what = written_number(match["number"]), match["what"].lower()
        done = [
            furthest(places(_PLANNED.sub(" ", statement.text)).get(what, _NONE))
            for statement in evidence.statements
            if statement.kind is not FactKind.SETTING and not statement.name.lower().startswith("total")
        ]
        if said is not None and any(done) and said > max(done) and not _WAS_TO.search(sentence[: match.start()]):
            return Verdict(
                False, "outcome_flip", f"it was broken off, and {what} {max(done)} is the last that a fact has"
            )
    return _GOOD


_NONE: frozenset[str] = frozenset()
_PLANNED = re.compile(r"(?:epoch|step|round|iteration|fold|trial)s\b[\s_:='\"]*\d[\d,]*", re.IGNORECASE)
"""How many there shall be, as a log sets it: --epochs 10."""


_ENDS = (
    (Outcome.COMPLETED, re.compile(r"max_(?:epochs|steps)[ =]*\d*`? reached", re.IGNORECASE)),
    (Outcome.FAILED, re.compile(r"fail|error|crash|abort|exception|out of memory", re.IGNORECASE)),
    (Outcome.INTERRUPTED, re.compile(r"interrupt|kill|cancel|stopp", re.IGNORECASE)),
    (Outcome.RUNNING, re.compile(r"running|serving|listening", re.IGNORECASE)),
    (Outcome.COMPLETED, re.compile(r"complet|finish|done|succe|saved|pass", re.IGNORECASE)),
)


def _ended(said: str) -> str:
    """Read an outcome in whatever words it was logged; nothing where they do not tell."""
    return next((outcome for outcome, words in _ENDS if words.search(said)), "")


def _by_outcome(sentence: str, ended: set[str], evidence: Evidence) -> Verdict:
    flipped = Verdict(False, "outcome_flip", f"the outcome is {', '.join(sorted(ended))}")
    bad = ended & {Outcome.FAILED, Outcome.INTERRUPTED}
    denied = NEGATED.search(sentence)
    told = REFERRED.sub(" ", sentence)
    of_each = FAILED.search(sentence) is not None  # three finished and one failed
    if _completed(sentence) and not denied and not of_each and not ended & {Outcome.COMPLETED, Outcome.RUNNING}:
        return flipped
    troubled = bad or evidence.of_kind(FactKind.ERROR, FactKind.WARNING) or stem("failed") in evidence.words
    if FAILED.search(told) and not denied and not troubled:
        return flipped
    stopped = (
        bad or stem("stopped") in evidence.words or denied or any(STOPPED.search(s.text) for s in evidence.statements)
    )
    return flipped if STOPPED.search(told) and not stopped else _GOOD


def _completed(sentence: str) -> bool:
    """Tell whether it is the run that a sentence calls completed, not some of its epochs."""
    match = COMPLETED.search(sentence)
    after = sentence[match.end() :] if match else ""
    if match and re.search(r"\bhad\s+$", sentence[: match.start()]):
        return False  # before
    if match and _COUNTED.search(sentence[: match.start()]):
        return False  # seven epochs were complete
    return match is not None and not re.match(r"\s+(?:\S+ ){0,2}(?:epochs?|steps?|batches|items|of)\b", after)


_COUNTED = re.compile(
    r"\b(?:epochs?|steps?|batches|items|rounds?|folds?|trials?)\s+(?:was|were|had been|are)\s+$", re.IGNORECASE
)
_SO_FAR = re.compile(rf"{_COUNTED.pattern[:-1]}(?:completed?|finished|done)\b", re.IGNORECASE)
_DONE = Words(
    r"\b(?:(?:went|came|ran|trained) through|(?:was|were|has been|have been|been) (?:pushed|approved|accepted|granted|met|fixed|solved|"
    r"repaired|installed|uploaded|merged|restored|deployed|delivered|refunded|reached)|reached (?:the|its|all)(?! (?:\w+ ){0,2}(?:[a-z]+est\b|best|worst|limit|maximum|budget|quota|cap|deadline|ceiling|end of its))|recovered|status ok|green|(?:came back|is|was|were|ended) clean|without (?:any |an? )?(?:errors?|"
    r"problems?|trouble)|in time|had approved|carried on|went on|worked (?:at|on|in) (?:once|the (?:first|second|third|fourth|fifth|last|final|next|end)|all)\b|to the end|is among the completed|(?:counts|counted) as (?:solved|done|passed|complete\w*|success\w*)|(?:is|was) (?:considered|deemed) (?:solved|done|complete|passed))\b",
)
_WHICH = re.compile(
    r"\b(?:the|all|its|their|those|of|each) (?:(?:one|two|three|four|five|six|seven|eight|nine|ten|\d+|first|last|already|other) )?(?:finished|completed)\b",
    re.IGNORECASE,
)


def _by_words(sentence: str, evidence: Evidence) -> Verdict:
    """Judge by what the facts themselves say of going well or badly, the last of them above all."""
    against = next(_against(sentence, evidence), "") if evidence.statements else ""
    return Verdict(False, "outcome_flip", against) if against else _GOOD


_DONE_BY_ANY = Words(
    r"\b(?:was|were|has been|have been|had been) (?:\w+ly )?(?!expect|need|want|suppos|intend|miss|violat|breach|about\b|differ|suffic|effic|consist|signif|present\b|absent|const|import|equiv|recent|without|even\b|often|between)\w+(?:ed|en|nt|ut|ld|id|ought)\b|\b(?:set up|rolled out|passed|sent|fixed|installed|published|pushed|met(?! (?:with|an?)\b))\b",
)
_REFUSING = re.compile(
    r"\b(?:denied|refused(?!\W*\d)|rejected by|unsent|not sent|waiting for|awaiting|permission denied|exit code [1-9]\d*|FAIL|forbidden(?![-_ ]?\w+ \d)|unauthori[sz]ed|left undone|uncommitted|user: (?:please )?(?:no|not|wait|later|hold|stop|don't))\b"
)


_SOME = re.compile(
    r"\b(?:half|third|quarter|part|some|most|majority|\d+|one|two|three|four|five|six|seven|eight|nine|ten)\b",
    re.IGNORECASE,
)
_EVERY = re.compile(r"\b(?:all|every|each|both|everything)\b", re.IGNORECASE)
_COUNTED_WELL = re.compile(
    r"(?<![\w.])\d+ (?:\w+ )?(?:accepted|approved|fixed|solved|repaired|installed|uploaded|merged|deployed|delivered|refunded|passed)\b",
    re.IGNORECASE,
)
"""A line that counts what went well beside what did not is no end of a whole."""
_COUNT_BEFORE = re.compile(r"(?<![\w.])\d+ (?:\w+ )?$")


def _says_it_was(sentence: str, last: str) -> bool:
    """Tell whether a line says of itself what a sentence says was done, beside what was refused: push denied, asked the owner."""
    done = [match.group().split()[-1].lower() for match in _DONE_BY_ANY.finditer(sentence)]
    return bool(done) and all(
        re.search(rf"(?<!not )(?<!never )(?<!un)(?<!\d )\b{word}\b", last, re.IGNORECASE) for word in done
    )


def _only_some(sentence: str, refusing: re.Match[str], last: str) -> bool:
    """Tell whether a line counts what was refused beside what was not, and a sentence is of some only: 24 sent, 7 waiting."""
    counted = _COUNT_BEFORE.search(last, 0, refusing.start()) is not None and "," in last[: refusing.start()]
    return counted and _SOME.search(sentence) is not None and not _EVERY.search(sentence)


def _against(sentence: str, evidence: Evidence) -> Iterator[str]:
    """List what speaks against how a sentence says that work went."""
    texts = [statement.text for statement in evidence.statements]
    last = next((text for text in reversed(texts) if not _FORMER.match(text)), texts[-1])
    told = REFERRED.sub(" ", sentence)
    negative = _predicated(FAILED, _SHORT_OF.sub(" ", told)) or _predicated(STOPPED, told)
    if (
        negative
        and not _NONE_FAILED.search(sentence)
        and not _NOT_SO.search(sentence[: negative.start()])
        and not BAD.search(plainly(" ".join(texts)))
        and not evidence.of_kind(FactKind.ERROR)
        and not any(v.headed and v.quantity.value > 0 and BAD.search(v.name.replace("_", " ")) for v in evidence.values)
        and not (STOPPED.search(sentence) and any(map(_SIGNAL.search, texts)))
        and next(well_of_all(evidence), None) is None
        and not any(v.key & _SUCCESS and 0 < v.quantity.value < 1 for v in evidence.values)
    ):
        yield f"no fact says that anything {negative.group()}"
    again = any(map(_TAKEN_UP.search, texts)) and not any(map(_GAVE_UP.search, texts))
    gave_up = _GAVE_UP.search(sentence) and not NEGATED.search(sentence)
    if gave_up and (again or not any(map(_GIVING_UP.search, texts))):
        yield "no fact says that anybody gave up"
    if (crash := _CRASH.search(sentence)) and not NEGATED.search(sentence) and not _CRASHED.search(" ".join(texts)):
        yield f"no fact says that anything {crash.group()}"
    counted = _SOME.search(sentence) and not _EVERY.search(sentence) and _COUNTED_WELL.search(last)
    met = _TARGET.search(sentence) and any(map(_MET.search, texts))
    well = not (negative or counted or met) and _says_well(sentence, last)
    if well and (ended_badly(last) or all(map(is_bad, texts))):
        yield "the facts say that it did not end well"
    if (
        _DONE_BY_ANY.search(sentence)
        and not BAD.search(sentence)
        and not NEGATED.search(sentence)
        and (refusing := _REFUSING.search(last))
        and not re.search(r"\bpass", last, re.IGNORECASE)
        and not _only_some(sentence, refusing, last)
        and not _says_it_was(sentence, last)
    ):
        yield f"the last fact says {refusing.group()!r}"
    if _NON_ZERO.search(sentence) and any(map(_ZERO.search, texts)) and not any(map(_EXITED.search, texts)):
        yield "a fact says that the exit code was 0"
    if denied := denying(sentence, evidence):
        yield f"a fact says {denied.strip()[:80]!r}"
    planned = _AS_PLANNED.search(_SO_FAR.sub(" ", sentence))
    of_itself = planned is not None and f" {planned.group().split()[-1].lower()}" in last.lower()
    if (
        planned
        and not of_itself
        and not met
        and not REFUSED.search(sentence)
        and BAD.search(last)
        and not WELL.search(last)
    ):
        yield "the last fact says that it did not"


def _predicated(words: re.Pattern[str], text: str) -> re.Match[str] | None:
    """Find a word by which a text says how something went; one that only goes with a noun says no such thing: broken answers."""
    return next((m for m in words.finditer(text) if not _goes_with_a_noun(m)), None)


def _goes_with_a_noun(match: re.Match[str]) -> bool:
    before, after = match.string[: match.start()], match.string[match.end() :]
    return match.group().lower().startswith("failure") or bool(_DETERMINED.search(before) and _NOUN.match(after))


_DETERMINED = re.compile(
    r"(?:\b(?:the|an?|its|their|our|of|these|those|all|no|any|some|\d+|two|three|four|five|six|seven|eight|nine|ten)|'s|s') $",
    re.IGNORECASE,
)
_NOUN = re.compile(
    r" (?!(?:in|at|on|after|before|during|with|without|because|by|and|but|or|when|while|was|were|is|are|had|has|due|once|twice|again|to|for|from|as|since|so|only|too|early|outright|half\w*|mid\w*)\b)[A-Za-z]"
)


_NON_ZERO = re.compile(r"\bnon-?zero (?:exit|return) (?:code|status)\b", re.IGNORECASE)
_ZERO = re.compile(r"\bexit[ _]?(?:code|status)?\W{0,3}0\b", re.IGNORECASE)
_EXITED = re.compile(r"\bexit\w*(?: with)?[ _]?(?:code|status)?\W{0,3}[1-9]", re.IGNORECASE)
_SUCCESS = frozenset(map(stem, ["success", "solved", "passed", "pass"]))
"""Of what a rate below one tells that some of it failed."""
_SHORT_OF = re.compile(
    r"\bbroke (?:the|its|an?|any|house) (?:\w+ )?(?:policy|policies|rules?|records?|news)\b|"
    r"\bfail(?:ed|s|ing)? to (?:\w+ly )?(?:beat|better|best|improve|set|reach|match|surpass|exceed|outperform|top|bring|meet|lift|raise|lower|reduce|"
    r"win|gain|overtake|close|catch|keep up|come|get|pass|clear|hold|stay|show|make|add|help|attain|achieve|rise|fall|recover|detect|find|recogni[sz]e|spot|notice)\b",
    re.IGNORECASE,
)
"""What only fell short of something is no failure."""
_TARGET = re.compile(r"\b(?:targets?|goal|threshold)\b", re.IGNORECASE)
_MET = re.compile(rf"{_TARGET.pattern}.*\b(?:reached|met|hit|attained)\b", re.IGNORECASE)
"""What was reached was so, however the run ended after it."""
_SIGNAL = re.compile(r"\bsig(?:term|kill|int|usr[12]|hup)\b|\^C|\bctrl-c\b", re.IGNORECASE)
"""What interrupts work, and is no failure of it."""
_NOT_SO = re.compile(r"(?:\bnot|\bnever|n't)(?: (?:\w+ly|been|be))? $", re.IGNORECASE)
_NONE_FAILED = re.compile(
    r"\b(?:none|no|not (?:a single|one)|nothing|never|neither|without (?:an?|any|a single))\b(?:[^,;.]|(?<=\d)[,.](?=\d))*\b(?:fail|crash|abort|broke|died|kill|cancel|interrupt|stopped)",
    re.IGNORECASE,
)
_FORMER = re.compile(
    r"\W*(?:the )?(?:previous|prior|earlier|last|former) (?:process|run|job|session|attempt|worker)\b", re.IGNORECASE
)
"""A line of what went before is not the last word on what came of it."""
_GAVE_UP = re.compile(
    r"\b(?:gave up|has given up|was (?:given up|abandoned))(?! (?:a|an|some|about|only|less|more|\d)\b)", re.IGNORECASE
)
_GIVING_UP = Words(
    rf"{BAD_WORDS}|giv(?:e|es|en|ing) up|gave up|abandon|discard|skip|budget|maximum|\bmax\b|too |without|dropp|prun|unsolved|unresolved|open\b|later|instead|out of mem"
)
_TAKEN_UP = re.compile(r"\b(?:was|were) (?:rerun|run again|restarted|retried|repeated)\b", re.IGNORECASE)
_CRASH = re.compile(r"\b(?:crash(?:ed|es)|aborted|died|was killed|were killed)\b", re.IGNORECASE)
_CRASHED = Words(
    r"crash|error|exception|abort|kill|traceback|\boom\b|out[ _-]of[ _-](?:gpu[ _-])?mem|\bnan\b|sig[a-z]{3,4}\b|die[ds]?\b|(?:exit|status|code|rc)\w*\W{0,3}[1-9-]|fatal|"
    r"seg\w*fault|panic|core dumped|fail(?!\w*[=:] ?\d)|cancel|preempt|lost|unreachable|stop|terminat|interrupt|limit|exceed|prun|divid|diverg",
)


_NOT_YET = re.compile(
    r"\b(?:before|without|unless) (?!(?:any |an? |a single )*(?:errors?|problems?|trouble|failures?|incidents?|interruptions?|hitch)\b)[^,;.]*",
    re.IGNORECASE,
)


_WENT_ON = re.compile(r"\b(?:went|carried|goes|carries) on\b", re.IGNORECASE)
_GOES_ON = re.compile(r"\b(?:continu(?:e|es|ed|ing)|carrying on|going on|resum(?:e|es|ed|ing))\b", re.IGNORECASE)
"""A line that tells of a failure may say itself that work went on."""
_LIMIT_REACHED = re.compile(
    r"\b(?:limit|maximum|budget|quota|cap|deadline|ceiling|timeout)s?\b[^,;.]{0,20}\b(?:was|were|is|had been|has been) reached\b",
    re.IGNORECASE,
)


_NOTHING = re.compile(
    r"^\W*(?:nothing|none(?: of [\w -]{2,30}?)?|no [\w-]+(?: [\w-]+)?) (?:was|were|is|are|has been|have been|had been|got) \w+",
    re.IGNORECASE,
)
_IN_PART = re.compile(
    r"\b(?:completed|finished|reached) (?:only|just|barely|half|part|some|(?:about |roughly |less than )?(?:a|one|two|three) (?:half|thirds?|quarters?|fifths?|tenths?))\b",
    re.IGNORECASE,
)
"""What was not done at all, or to a part only."""


def _says_well(sentence: str, last: str) -> bool:
    """Tell whether a sentence says that work went well, beyond that it went on where the last line says so too."""
    sentence = _WENT_ON.sub(" ", sentence) if _GOES_ON.search(last) else sentence
    sentence = _LIMIT_REACHED.sub(" ", _NOT_YET.sub(" ", _NOTHING.sub(" ", _IN_PART.sub(" ", sentence))))
    done = COMPLETED.search(_SO_FAR.sub(" ", _WHICH.sub(" ", sentence))) or _DONE.search(sentence)
    return done is not None and not REFUSED.search(sentence)


_CALLED = Pattern(
    rf"\b(?:(?P<well>successful|completed|finished|surviving)|(?P<badly>failed|failing|crashed|aborted|killed|broken)) (?P<kind>{'|'.join(PLACES)})\b",
    *("successful", "completed", "finished", "surviving", "fail", "crashed", "aborted", "killed", "broken"),
    flags=re.IGNORECASE,
)


def called(sentence: str, evidence: Evidence) -> Verdict:
    """Let an attempt be called the successful one only where none of its lines says that it failed, and the reverse."""
    match = _CALLED.search(sentence)
    clocks = [q for q in quantities(sentence) if q.dimension is Dimension.CLOCK] if match else []
    if match is None or not clocks:
        return _GOOD
    for statement in evidence.statements:
        at = any(_same_minute(value, q) for q in clocks for value in statement.values)
        places_of = [tag for tag in statement.tags if tag.startswith(f"{match['kind'].lower()}=")] if at else []
        ends = [
            s
            for tag in places_of
            for s in evidence.ground.lines_of.get(tag, ())
            if tag in tokens(s.text) and not s.tainted
        ]
        failed = any(FAILED.search(s.text) for s in ends)
        done = any(COMPLETED.search(s.text) for s in ends)
        if failed != done and failed == bool(match["well"]):
            return Verdict(
                False, "wrong_time", f"the {match['kind']} of that time {'failed' if failed else 'completed'}"
            )
    return _GOOD


def _same_minute(value: Value, clock: Quantity) -> bool:
    return value.quantity.dimension is Dimension.CLOCK and 0 <= value.quantity.value - clock.value < 60
