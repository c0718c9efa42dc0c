"""Secrets, which no fact may hold: found by what services issue, by the names they are given, by where they stand."""

import re
from functools import lru_cache

from mlws_writer.facts.patterns import Pattern
from mlws_writer.facts.services import SHAPED, TOKENS

HIDDEN = "«redacted»"

LONG = 18
"""No token of a service is shorter."""
_LONG = re.compile(rf"[\w\-.:/+~]{{{LONG},}}")
_LONGER = re.compile(r"[A-Za-z0-9_~\-]{22}", re.ASCII)
"""No token of a service has a shorter part; those without a telling word have a longer one."""
_TOKENS = tuple(Pattern(rf"(?<![A-Za-z0-9_])(?:{pattern})", *hints, flags=re.ASCII) for pattern, hints in TOKENS)
_SHAPED = Pattern(rf"(?<![A-Za-z0-9_])(?:{SHAPED})", flags=re.ASCII)
_TOKEN_WORDS = tuple(dict.fromkeys(hint for _, hints in TOKENS for hint in hints))
_NAMES = (
    "key", "token", "secret", "pass", "pwd", "credential", "bearer", "basic ", "auth", "login", "wandb", "cookie", "sessionid", "connection",
    "signature", "sig=", "sig:", " -p", " -a", " -w", " -u", "-user", "@", "hook", "otp=", "otp:", "pin=", "pin:", "_pat", "_psk", "code=",
)  # fmt: skip
"""One of these, in lower case, is in every text that holds a secret which is no token of a service."""
_PEM = Pattern(
    r"-----BEGIN [A-Z0-9 ]*(?:PRIVATE KEY|CERTIFICATE)[^-]*-----(?:(?!-----BEGIN)[\s\S])*?(?:-----END [A-Z0-9 ]*-----|$)",
    "-----begin",
)
_URL = Pattern(r"(?P<head>[a-zA-Z][\w+.\-]*://[^\s/:@'\"]*:)(?P<secret>[^\s/@'\"]+(?:@[^\s/@'\"]+(?=@))*)(?=@)", "@")
_URL_USER = Pattern(r"(?P<head>https?://)(?P<secret>[A-Za-z0-9_\-]{16,})(?=@)", "@")
_URL_WEBHOOK = Pattern(r"(?i)(?P<head>https?://[^\s\"']{3,80}?/(?:web)?hooks?/)(?P<secret>[\w\-/]{16,})", "hook")
_JOINED = r"\\?[\"']?\s*(?:=>|:=|==|=|:)\s*(?:(?:Bearer|Basic|Token)\s+)?"
_CERTAIN = (
    r"api[_\-. ]?key(?:[_\-]?id)?|access[_\-]?key(?:[_\-]?id)?|secret[_\-]?(?:access[_\-]?)?key|account[_\-]?key|private[_\-]?key|encryption[_\-]?key|signing[_\-]?key|"
    r"(?:auth|access|api|bearer|refresh|hub|hf|session|security|secret|user|bot|deploy|push_to_hub|wandb|github|gitlab|git|slack|vault|jwt|csrf|private|personal[_\-]access)[_\-]?token|"
    r"secrets?|client[_\-]?secret|passw(?:or)?d|passwd|passphrase|pwd|credentials?|authkey|connection[_\-]?string|shared[_\-]?access[_\-]?signature|"
    r"sessionid|set-cookie|webhook(?:[_\-]?url)?"
)
_GIVEN = Pattern(
    rf"(?i)(?P<head>(?P<word>key(?:[_\-]?id)?|token|secret|passw(?:or)?d|passwd|passphrase|pass|pwd|credential|string|signature|sessionid|cookie|webhook(?:[_\-]?url)?|pat|psk|sig|login|auth|pin|otp)s?(?:[_\-]?\d)?{_JOINED})(?P<quote>\\?[\"']?)(?P<secret>[^\s\"',;}}\])&]{{4,}})",
    "key", "token", "secret", "pass", "pwd", "credential", "connection", "signature", "sessionid", "cookie", "webhook", "_pat", "_psk", "sig=", "sig:", "login", "auth", "pin=", "pin:", "otp=", "otp:",
)  # fmt: skip
"""What is named like a secret. What stands before the last word of the name tells whether it is one."""
_WORDS = re.compile(
    r"(?=(?:key|token|secret|pass|pwd|credential|string|sig|sessionid|cookie|webhook|pat|psk|login|auth|pin|otp)[a-z]{0,9}(?:[_\-]?(?:id|url))?(?:[_\-]?\d)?[\\\"']{0,2}\s*[:=])"
)
"""Where one may begin, in lower case: to look there alone is three times as quick."""
_ALWAYS = frozenset(
    (
        "secret",
        "password",
        "passwd",
        "passphrase",
        "pwd",
        "credential",
        "sessionid",
        "cookie",
        "webhook",
        "webhook_url",
        "webhookurl",
    )
)
_BEFORE = Pattern(
    r"(?i)(?:api|access|secret|account|private|encryption|signing|auth|bearer|refresh|hub|hf|session|security|user|bot|deploy|wandb|github|gitlab|git|slack|vault|jwt|csrf|connection)[_\-. ]?\Z"
)
_IN_CAPITALS = re.compile(r"[A-Z0-9]_\Z")
_COOKIE = Pattern(
    r"(?i)(?P<head>\bcookie\\?[\"']?\s*[:=]\s*[\"']?)(?P<cookie>[^\n\"']*?=[^\n\"']{4,}?)(?=[\"']|$|\n|\s->|\s--?\w)",
    "cookie",
)
_QUOTED = Pattern(
    r"(?i)(?P<head>(?:key|token|secret|passw\w*|pwd|passphrase|credentials?)[\"']?\s*(?:=>|:=|=|:)\s*)(?P<quote>[\"'])(?P<secret>(?=[^\"'\n]* )[^\"'\n]{4,})",
    "key", "token", "secret", "passw", "pwd", "credential",
)  # fmt: skip
_PAIR = Pattern(
    rf"(?i)(?P<head>[\"'][\w\-]*(?:{_CERTAIN})[\"']\s*,\s*)(?P<quote>[\"'])(?P<secret>[^\"'\n]{{6,}})", "key", "token", "secret", "passw", "pwd",
)  # fmt: skip
_SAID = Pattern(
    r"(?i)(?P<head>\b(?:api[_ \-]?key|secret|passw(?:or)?d|passphrase|(?:with|using|access|auth|api|bearer|new|your|my)[_ \-]token|pwd|credentials?)s?\b[^\S\n]*(?:[│|]|is|was|are|to|->|→)?[^\S\n]+[\"'`]?)(?P<random>[^\s\"'`,;]{6,})",
    "api key", "api_key", "apikey", "api-key", "token ", "secret", "passw", "passphrase", "pwd", "credential",
)  # fmt: skip
_NAMED = Pattern(
    r"(?i)(?P<head>\b(?!(?:cache|sort|primary|foreign|public|partition|group|metric|dict|state|row|join|index|lookup|object|hash|map|special|next|first|last|per|run|model|commit|file|image)\b)"
    r"[a-z]{2,}[ _\-](?:token|key)[ \t]+[\"'`]?)(?P<random>(?=[\w\-.~]*[A-Za-z0-9]{14})[^\s\"'`,;]{14,})",
    "token ", "key ",
)  # fmt: skip
"""A token or key of something, and then a word with a long part that looks drawn by lot."""
_FLAG = Pattern(
    r"(?i)(?P<head>(?<!\S)[\"']?--?[\w\-]*(?:key|token|secret|password|passwd|pass|passphrase|credential|auth)s?[\"']?(?:[ =]+|,\s*))(?P<quote>[\"']?)(?P<secret>[^\s\"',]{4,})",
    "-key", "_key", "-token", "_token", "-secret", "_secret", "-pass", "_pass", "-credential", "_credential", "-auth", "_auth",
)  # fmt: skip
_SHORT_FLAG = Pattern(
    r"(?P<head>\b(?:mysql|mysqldump|mysqladmin|mariadb|sshpass|mongo|mongosh|redis-cli|psql|docker login|ldapsearch|smbclient|rclone|7z|unzip|zip|vncpasswd|htpasswd|sqlcmd|kinit)\b[^\n]*?\s-(?:p|a|w|P) ?)(?P<secret>[^\s\-][^\s]{3,})",
    " -p", " -a", " -w",
)  # fmt: skip
_BASIC_FLAG = Pattern(
    r"(?P<head>\b(?:curl|wget|http|xh)\b[^\n]*?\s(?:-u|--user|--proxy-user|-a) ?[\"']?[\w.\-@]+:)(?P<secret>[^\s\"']{3,})",
    " -u",
    "-user",
    " -a",
)
_HEADER = Pattern(
    r"(?i)(?P<head>\b(?:authorization\W{1,5}(?:bearer|basic|token|digest|apikey)?|(?:x-[\w\-]*(?:key|token|secret|auth)|private-token|api-key)\W{1,4})\s*)(?P<secret>[A-Za-z0-9_\-.=+/~:]{8,})",
    "auth", "key", "token", "secret",
)  # fmt: skip
_SCHEME = Pattern(r"(?i)(?P<head>\b(?:bearer|basic)\s+)(?P<unsure>[A-Za-z0-9_\-.=+/~]{8,})", "bearer", "basic")
_NEAR_HEX = Pattern(
    r"(?i)(?P<head>\b(?:api|key|token|secret|login|wandb|auth)\b[^\n]{0,40}?)(?P<secret>(?<![0-9A-Za-z/])[0-9a-f]{40}(?![0-9A-Za-z]))",
    "api", "key", "token", "secret", "login", "wandb", "auth",
)  # fmt: skip
_NETRC = Pattern(r"(?P<head>\bmachine \S+ login \S+ password )(?P<secret>\S+)", "password")
_SAS = Pattern(
    r"(?i)(?P<head>[?&](?:sig|signature|X-Amz-Signature|X-Amz-Credential|X-Amz-Security-Token|X-Goog-Signature|X-Goog-Credential|\w*token|\w*key|apikey|code|auth|password|pwd|secret|st)=)(?P<secret>[^&\s\"']{6,})",
    "sig", "x-amz", "x-goog", "token=", "key=", "code=", "auth=", "password=", "pwd=", "secret=", "st=",
)  # fmt: skip
_PASSWORD = Pattern(
    r"(?i)(?P<head>(?:passw(?:or)?d|passphrase|pwd|secret)[\"']?\s*[=:]\s*)(?P<quote>[\"']?)(?P<secret>\d{4,})",
    "passw",
    "pwd",
    "secret",
)
_ANYWHERE = (_URL, _URL_USER, _URL_WEBHOOK, _SAS, _COOKIE, _QUOTED, _PAIR, _HEADER, _SCHEME)
_SPOKEN = (_FLAG, _SHORT_FLAG, _BASIC_FLAG, _NETRC, _SAID, _NAMED, _NEAR_HEX)

_HARMLESS = Pattern(
    r"(?i)(?:none|null|nil|true|false|yes|no|\d{1,12}(?:\.\d+)?|\*+|x{3,}|<[^>]*>?|\[[\w ]*\]?|\$\{?\w+\}?|\$\(.*|…|\.{3,}|not|missing|required|invalid|set|unset|empty|str|string|bool|int|"
    r"optional\S*|your\S*|«.*|os\.environ\S*|getenv\S*|self\S*|function|object|tensor\S*|torch\S*|\w+\(.*|[\w]+_token(?:_id)?|hidden|masked|redacted|provided|present|found|loaded|stored|enabled|disabled|"
    r"[A-Z_]+_(?:KEY|TOKEN)|<\|?\S+|\\u\S+|\\[nrt].*|\w+\.\w+\.?\w*\(|auto|max|best|loss|accuracy|average|default|min|expired|limit|count|usage|length|budget|eos|bos|pad|unk|cls|sep|mask|"
    r"bearer|basic|token|digest|apikey|error|failed|failure|success\w*|ok|okay|denied|rejected|refused|granted|revoked|unauthorized|forbidden|with|from|for|the|and|http\S*|/\S*|~/\S*|\.{1,2}/\S*|[a-z_]{2,16}=\w+|"
    r"[-+]?\d+(?:\.\d+)?(?:e[-+]?\d+)?(?:%|[a-z]{1,3}|/s)?|[A-Za-z]:[\\/].*)"
)
_NO_SECRET = Pattern(
    r"(?i)(?:\b|_)(?:cache|sort|primary|foreign|public|partition|group|metric|dict|state|config|row|join|index|lookup|idempotency|object|dedup\w*|hash|map|order|main|host|s3|ssh-rsa|"
    r"eos|bos|pad|unk|sep|cls|mask|special|stop|start|end|next|first|last|image|audio|video|num|max|new|prompt|completion|input|output|total|per|chat|role|word|sub|text)[_\-. ]?\Z|(?:mon|tur|hoc|don)\Z"
)
_RUN = re.compile(r"[a-z]+|[A-Z]+[a-z]*|\d+")
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}-\d\d-\d\d\S*|[\w\-]+(?:[.:/][\w\-]+)+")
"""What is long and mixed and yet a name: a run id, a date, a path, a module, a model with its tag."""


LONGEST_LINE = 2_000
"""Up to which length a text is a line that may come again, or be asked of by another reader."""


def redact(text: str, found: set[str] | None = None) -> str:
    """Return `text` without the secrets in it; what was taken out is added to `found`."""
    if len(text) < 8:
        return text
    shown, taken = _line_redacted(text) if len(text) <= LONGEST_LINE else _redacted(text)
    if found is not None:
        found.update(taken)
    return shown


@lru_cache(maxsize=4096)
def _line_redacted(text: str) -> tuple[str, set[str]]:
    return _redacted(text)


def _redacted(text: str) -> tuple[str, set[str]]:
    low = text.lower()
    taken: set[str] = set()
    if "-----BEGIN" in text:
        text = _PEM.sub(lambda block: _taken(block.group(), taken), text)
    if (words := text.split()) and len(max(words, key=len)) >= LONG and (long := " ".join(_LONG.findall(text))):
        text = _without_tokens(text, long.lower(), taken)
    if any(map(low.__contains__, _NAMES)):
        for rule in _ANYWHERE:
            text = rule.sub(lambda one: _hide(one, taken), text, low)
        text = _without_given(text, taken)
        for rule in _SPOKEN:
            text = rule.sub(lambda one: _hide(one, taken), text, low)
        text = _PASSWORD.sub(lambda one: f"{one['head']}{one['quote']}{_taken(one['secret'], taken)}", text, low)
    return text, taken


def _without_tokens(text: str, low: str, taken: set[str]) -> str:
    if any(map(low.__contains__, _TOKEN_WORDS)):
        for token in _TOKENS:
            text = token.sub(lambda one: _taken(one.group(), taken), text, low)
    if _LONGER.search(low):
        text = _SHAPED.sub(lambda one: _taken(one.group(), taken), text)
    return text


def _without_given(text: str, taken: set[str]) -> str:
    low, found, at = text.lower(), [], 0
    if len(low) != len(text):  # letters that are two in lower case
        return _GIVEN.sub(lambda one: _hide(one, taken) if _is_given(one) else one.group(), text)
    for place in _WORDS.finditer(low):
        given = _GIVEN.compiled.match(text, place.start()) if place.start() >= at else None
        if given and _is_given(given):
            found += [text[at : given.start()], _hide(given, taken)]
            at = given.end()
    return "".join([*found, text[at:]])


def _taken(secret: str, found: set[str]) -> str:
    found.update(line for line in secret.splitlines() if not line.startswith("-----"))
    return HIDDEN


def _hide(match: re.Match[str], found: set[str]) -> str:
    groups = match.groupdict()
    cookie = groups.get("cookie") or ""
    secret = cookie or groups.get("secret") or groups.get("unsure") or groups.get("random") or ""
    bare = secret.rstrip(".,;:)")
    if not cookie and _HARMLESS.fullmatch(bare):
        return match.group()
    if (groups.get("unsure") and not _is_mixed(bare)) or (groups.get("random") and not _is_random(bare)):
        return match.group()
    found.add(bare)
    return f"{groups['head']}{groups.get('quote') or ''}{HIDDEN}"


def _is_given(match: re.Match[str]) -> bool:
    """Tell whether a value is a secret by its name, or by its name and its look."""
    word, before = match["word"].casefold(), match.string[max(0, match.start() - 24) : match.start()]
    if word in _ALWAYS:
        return True
    if _NO_SECRET.search(before):
        return False
    if _BEFORE.search(before) or (match["word"].isupper() and _IN_CAPITALS.search(before)):
        return True
    whole = word in ("key", "token") or not before[-1:].isalpha()
    return whole and word not in ("string", "signature", "pat", "psk") and _is_mixed(match["secret"].rstrip(".,;:)"))


def _is_mixed(text: str) -> bool:
    """Tell whether a text of letters and digits may be a secret, and is no name of something."""
    letters = any(char.isalpha() for char in text)
    return len(text) >= 8 and letters and any(char.isdigit() for char in text) and not _ID.fullmatch(text)


def _is_random(text: str) -> bool:
    """Tell whether letters and digits change about as nowhere in a name."""
    return _is_mixed(text) and len(_RUN.findall(text)) > max(3, len(text) // 6)
