"""Secrets, which no fact may hold, and private things, which facts hold but what is shared may not."""

import re
from collections.abc import Callable

from mlws_writer.facts.patterns import Pattern

HIDDEN = "«redacted»"

_HINTS = (
    "key", "token", "secret", "passw", "pwd", "bearer", "basic ", "auth", "-----begin", "eyj", "akia", "asia", "agpa", "aida", "aroa", "anpa", "hf_", "sk-", "ghp_", "github_pat", "gho_", "ghu_", "ghs_",
    "ghr_", "xox", "xapp-", "aiza", "ya29", "glpat", "npm_", "pypi-", "dop_v1", "sg.", "r8_", "lsv2_", "nvapi", "whsec", "k_live", "k_test", "credential", "sig=", "cookie", "session",
    "wandb", "login", " -p", " -a", " -w", "tvly", "gsk_", "pplx", "xai-", "pk-lf", "gocspx", "webhooks", "hooks.slack", "passphrase", "connection", "shared", "@", "signature", "api_org",
)  # fmt: skip
"""One of these, in lower case, is in every text that holds a secret."""

_TOKENS = (
    r"sk-(?:proj-|ant-(?:api\d\d-)?|or-(?:v1-)?|svcacct-|lf-)?[A-Za-z0-9_\-]{16,}",
    r"pk-lf-[A-Za-z0-9\-]{16,}",
    r"hf_[A-Za-z0-9]{16,}", r"api_org_[A-Za-z0-9]{16,}",
    r"gh[pousr]_[A-Za-z0-9]{16,}", r"github_pat_[A-Za-z0-9_]{20,}", r"glpat-[A-Za-z0-9_\-]{16,}",
    r"(?:AKIA|ASIA|AGPA|AIDA|AROA|ANPA)[A-Z0-9]{12,}",
    r"xox[abeoprs]-[A-Za-z0-9\-]{10,}", r"xapp-\d-[A-Za-z0-9\-]{10,}", r"https://hooks\.slack\.com/services/[A-Za-z0-9/]{20,}",
    r"https://discord(?:app)?\.com/api/webhooks/\d+/[\w\-]+",
    r"AIza[A-Za-z0-9_\-]{30,}", r"ya29\.[A-Za-z0-9_\-]{20,}", r"GOCSPX-[A-Za-z0-9_\-]{20,}",
    r"npm_[A-Za-z0-9]{30,}", r"pypi-[A-Za-z0-9_\-]{30,}", r"dop_v1_[a-f0-9]{40,}", r"SG\.[A-Za-z0-9_\-]{16,}\.[A-Za-z0-9_\-]{16,}",
    r"r8_[A-Za-z0-9]{30,}", r"lsv2_(?:pt|sk)_[a-f0-9_]{20,}", r"nvapi-[A-Za-z0-9_\-]{20,}", r"gsk_[A-Za-z0-9]{20,}",
    r"tvly-[A-Za-z0-9\-]{16,}", r"pplx-[A-Za-z0-9]{20,}", r"xai-[A-Za-z0-9]{20,}", r"wandb_v1_[A-Za-z0-9_]{20,}",
    r"[rs]k_(?:live|test)_[A-Za-z0-9]{16,}", r"whsec_[A-Za-z0-9]{16,}",
    r"eyJ[A-Za-z0-9_\-]{8,}\.[A-Za-z0-9_\-]{8,}(?:\.[A-Za-z0-9_\-]*)?",
)  # fmt: skip
_TOKEN_HINTS = (
    "sk-", "pk-lf", "hf_", "api_org", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat", "glpat", "akia", "asia", "agpa", "aida", "aroa", "anpa", "xox", "xapp-", "hooks.slack", "webhooks",
    "aiza", "ya29", "gocspx", "npm_", "pypi-", "dop_v1", "sg.", "r8_", "lsv2_", "nvapi", "gsk_", "tvly", "pplx", "xai-", "wandb_v1", "k_live", "k_test", "whsec", "eyj",
)  # fmt: skip
_TOKEN = Pattern(r"(?<![A-Za-z0-9_])(?:" + "|".join(_TOKENS) + ")", *_TOKEN_HINTS)
_PEM = Pattern(
    r"-----BEGIN [A-Z ]*(?:PRIVATE KEY|CERTIFICATE)[^-]*-----(?:(?!-----BEGIN)[\s\S])*?(?:-----END [A-Z ]*-----|$)",
    "-----begin",
)
_URL = Pattern(r"(?P<head>[a-zA-Z][\w+.\-]*://[^\s/:@'\"]*):(?P<secret>[^\s/@'\"]+)(?=@)", "@")
_URL_USER = Pattern(r"(?P<head>https?://)(?P<secret>[A-Za-z0-9_\-]{16,})(?=@)", "@")
_NAMED = Pattern(
    r"(?i)(?P<head>(?:api[_\-]?key|access[_\-]?key(?:[_\-]?id)?|secret[_\-]?(?:access[_\-]?)?key|account[_\-]?key|private[_\-]?key|"
    r"[_\-]key|(?:auth|access|api|bearer|refresh|hub|hf|id|session|security|user|bot|push_to_hub|wandb|github|git)[_\-]?token|_token|(?<![A-Za-z_])token|secret|client[_\-]?secret|passwd|password|passphrase|pwd|"
    r"credentials?|authkey|connection[_\-]?string|shared[_\-]?access[_\-]?signature|sessionid|set-cookie|cookie|sig)"
    r"[\"']?\s*(?:=>|:=|=|:)\s*(?:Bearer\s+|Basic\s+)?)(?P<quote>[\"']?)(?P<secret>[^\s\"',;}\])&]{4,})",
    "key",
    "token",
    "secret",
    "passw",
    "pwd",
    "credential",
    "connection",
    "signature",
    "session",
    "cookie",
    "sig",
)
_FLAG = Pattern(
    r"(?P<head>(?<!\S)--?[\w\-]*(?:key|token|secret|password|passwd|passphrase|credential)s?[ =]+)(?P<quote>[\"']?)(?P<secret>[^\s\"']{4,})",
    "key",
    "token",
    "secret",
    "passw",
    "credential",
    flags=re.IGNORECASE,
)
_SHORT_FLAG = Pattern(
    r"(?P<head>\b(?:mysql|mysqldump|mysqladmin|sshpass|mongo|mongosh|redis-cli|psql|docker login|ldapsearch)\b[^\n]*?\s-(?:p|a|w) ?)(?P<secret>[^\s\-][^\s]{3,})",
    "mysql",
    "sshpass",
    "mongo",
    "redis",
    "psql",
    "docker",
    "ldap",
)
_HEADER = Pattern(
    r"(?i)(?P<head>\b(?:authorization\W{1,4}(?:bearer|basic|token)?|bearer|x-api-key\W{1,3})\s*)(?P<secret>[A-Za-z0-9_\-.=+/]{12,})",
    "auth",
    "bearer",
    "x-api-key",
)
_NEAR_HEX = Pattern(
    r"(?i)(?P<head>\b(?:api|key|token|secret|login|wandb|auth)\b[^\n]{0,40}?)(?P<secret>(?<![0-9A-Za-z/])[0-9a-f]{40}(?![0-9A-Za-z]))",
    "api",
    "key",
    "token",
    "secret",
    "login",
    "wandb",
    "auth",
)
_SAS = Pattern(
    r"(?P<head>[?&](?:sig|X-Amz-Signature|X-Amz-Credential|X-Amz-Security-Token|X-Goog-Signature|token|key|access_token)=)(?P<secret>[^&\s\"']{8,})",
    "sig=",
    "x-amz",
    "x-goog",
    "token=",
    "key=",
)
_QUOTED = Pattern(
    r"(?i)(?P<head>(?:key|token|secret|passw\w*|pwd|passphrase|credentials?)[\"']?\s*(?:=>|:=|=|:)\s*)(?P<quote>[\"'])(?P<secret>(?=[^\"'\n]* )[^\"'\n]{4,})",
    "key", "token", "secret", "passw", "pwd", "credential",
)  # fmt: skip
_PASSWORD = Pattern(
    r"(?i)(?P<head>(?:passw(?:or)?d|passphrase|pwd|secret)[\"']?\s*[=:]\s*)(?P<quote>[\"']?)(?P<secret>\d{4,})",
    "passw",
    "pwd",
    "secret",
)
_JOINED = re.compile(r"(?:key|id|token|secret|pass\w*|pwd|credentials?|string|signature|cookie|sig)[\"']?\s*[:=]")
"""A name that _QUOTED or _NAMED may know and the sign after it, in lower case: a glance, where they look long."""
_JOINED_RULES = frozenset({_QUOTED, _NAMED})
_NAMED_RULES = (_URL, _URL_USER, _SAS, _QUOTED, _NAMED, _FLAG, _SHORT_FLAG, _HEADER, _NEAR_HEX)

_HARMLESS = Pattern(
    r"(?i)(?:none|null|nil|true|false|yes|no|\d{1,12}(?:\.\d+)?|\*+|x{3,}|<[^>]*>?|\[[\w ]*\]?|\$\{?\w+\}?|…|\.{3,}|not|missing|required|invalid|set|unset|empty|str|string|bool|int|"
    r"optional\S*|your\S*|«.*|os\.environ\S*|getenv\S*|self\S*|function|object|tensor\S*|torch\S*|\w+\(.*|[\w]+_token(?:_id)?|"
    r"[A-Z_]+_(?:KEY|TOKEN)|<\|?\S+|\\u\S+|\w+\.\w+\.?\w*\(|auto|max|best|loss|accuracy|average|default|min|expired|limit|count|usage|length|budget|eos|bos|pad|unk|cls|sep|mask)"
)


def redact(text: str) -> str:
    """Return `text` without the secrets in it."""
    low = text.lower()
    if len(text) < 8 or not _hinted(low):
        return text
    if "-----BEGIN" in text:
        text = _PEM.sub(HIDDEN, text)
    text = _TOKEN.sub(HIDDEN, text)
    joined = _JOINED.search(low) is not None
    for rule in _NAMED_RULES:
        if joined or rule not in _JOINED_RULES:
            text = rule.sub(_hide, text)
    return _PASSWORD.sub(lambda found: f"{found['head']}{found['quote']}{HIDDEN}", text)


def _hinted(low: str) -> bool:
    # A plain loop, as every line of every log comes by here: a call of `any` takes twice as long.
    for hint in _HINTS:  # noqa: SIM110
        if hint in low:
            return True
    return False


def _hide(found: re.Match[str]) -> str:
    if _HARMLESS.fullmatch(found["secret"].rstrip(".,;:)")):
        return found.group()
    quote = found.groupdict().get("quote") or ""
    return f"{found['head']}{quote}{HIDDEN}"


_MAIL = Pattern(r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+")
_HOME = Pattern(
    r"(?:/home/|/Users/|[A-Za-z]:\\+Users\\+)(?P<user>[^/\\\s:'\",]+)|/(?:data\d*|mnt|scratch|work|export)/(?:home|users?)/(?P<user2>[^/\s:'\",]+)"
)
_IP = Pattern(
    r"(?<![\w.\-])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\w.]*\d)|(?<![\w:])(?:[0-9a-f]{1,4}:){4,7}[0-9a-f]{1,4}(?![\w:])"
)
_LOCAL = Pattern(r"127\.\d+\.\d+\.\d+|0\.0\.0\.0|255\.[\d.]+")
_HOST = Pattern(
    r"(?i)(?P<head>\b(?:host(?:name)?|node(?:list|name)?|server|machine|master_addr|on host|SLURM_\w*NODELIST)\b\s*[=:]?\s*[\"']?)(?P<name>[a-z][\w\-]*(?:[.\-][\w\-]+)+|[a-z]+[\w\-]*\d+)"
    r"|(?P<fqdn>\b[\w\-]+(?:\.[\w\-]+)*\.(?:internal|local|lan|corp|intra|cluster|compute\.amazonaws\.com)\b)"
)
_PERSON = Pattern(
    r"(?i)(?P<head>\b(?:user(?:name)?|owner|author|entity|logname|login as|logged in as|currently logged in as|submitted by|assignee)\b\s*(?:=|:|\s)\s*[\"']?)(?P<name>[A-Za-z][\w.\-]{1,40}(?: [A-Z][a-z]+)?)"
)
_PHONE = Pattern(
    r"(?<![\w.])(?:\+\d{1,3}[ \-]?(?:\(?\d{2,4}\)?[ \-]?){2,4}\d{2,4}|\(\d{3}\) ?\d{3}-\d{4}|\d{3}-\d{3}-\d{4})(?![\w.])"
)
_CARD = Pattern(r"(?<![\w.\-])(?:\d[ \-]?){13,19}(?![\w.\-])")


def private(text: str) -> str:
    """Return `text` with private things replaced by stable stand-ins: `~`, [mail-1], [ip-1], [host-1], [person-1], [phone-1]."""
    seen: dict[tuple[str, str], str] = {}

    def stand_in(kind: str, value: str) -> str:
        number = sum(one == kind for one, _ in seen) + 1
        return seen.setdefault((kind, value.lower()), f"[{kind}-{number}]")

    return _without_private(redact(text), stand_in)


def _without_private(text: str, stand_in: Callable[[str, str], str]) -> str:
    users = {found["user"] or found["user2"] for found in _HOME.finditer(text)}
    text = _HOME.sub("~", text)
    text = _MAIL.sub(lambda found: stand_in("mail", found.group()), text)
    text = _IP.sub(
        lambda found: found.group() if _LOCAL.fullmatch(found.group()) else stand_in("ip", found.group()), text
    )
    text = _PERSON.sub(lambda found: found["head"] + stand_in("person", found["name"]), text)
    text = _HOST.sub(lambda found: (found["head"] or "") + stand_in("host", found["name"] or found["fqdn"]), text)
    text = _PHONE.sub(lambda found: stand_in("phone", found.group()), text)
    text = _CARD.sub(lambda found: stand_in("card", found.group()) if _luhn(found.group()) else found.group(), text)
    for user in sorted(users, key=len, reverse=True):
        if len(user) > 2 and user not in {"user", "users", "root", "ubuntu", "runner", "home"}:
            text = re.sub(rf"(?<![A-Za-z0-9]){re.escape(user)}(?![A-Za-z0-9])", stand_in("person", user), text)
    return text


def _luhn(text: str) -> bool:
    digits = [int(char) for char in text if char.isdigit()][::-1]
    if len(digits) < 13 or len(set(digits)) == 1:
        return False
    total = sum(digits[0::2]) + sum(sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return total % 10 == 0
