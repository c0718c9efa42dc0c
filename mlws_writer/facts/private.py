"""Private things, which facts hold since their author needs them, and which what is shared may not: stable stand-ins.

A thing is recognised where it is introduced (user=, a home path, a mail address, `ssh node`), and hidden wherever it
stands: the login in a path, the first name in a greeting, the host of a domain that somebody has a mail address in.
"""

import re
from collections.abc import Callable, Iterable
from functools import partial

from mlws_writer.facts.model import LogReading
from mlws_writer.facts.patterns import Pattern
from mlws_writer.facts.redact import redact
from mlws_writer.facts.texts import changed, texts_of

_MAIL = Pattern(r"(?P<login>[\w.+\-]+)@(?P<domain>[\w\-]+(?:\.[\w\-]+)*\.[A-Za-z][\w\-]+)", "@")
_HOME = Pattern(
    r"(?:(?<![\w.])(?:/[\w.\-]+){0,4}/(?:home\d*|homes|homefs|users?|Users|people|staff|students?)/|[A-Za-z]:(?:\\+|/)Users(?:\\+|/)|/mnt/[a-z]/Users/)(?P<user>(?<=sers\\)[^/\\:'\",\n<>|]+(?=\\)|[^/\\\s:'\",;)\]}<>|]+)",
    "/home", "/user", "/people", "/staff", "/student", "\\users", ":/users",
)  # fmt: skip
_SPACE = Pattern(
    r"(?<![\w.~])(?P<head>/(?:[\w\-]+/)??(?:scratch|work|lustre|gpfs|beegfs|fsx|nfs|netscratch|ptmp|proj(?:ects)?)\d*/)(?P<name>[\w.\-]+)(?=/)",
    "/scratch", "/work", "/lustre", "/gpfs", "/beegfs", "/fsx", "/nfs", "/netscratch", "/ptmp", "/proj",
)  # fmt: skip
_UNC = Pattern(r"(?<![\w\\:])\\\\(?P<name>[A-Za-z][\w.\-]+)(?=\\)", "\\\\")
_IP4 = Pattern(r"(?<![\w.\-])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\w\-]|\.\d)", ".")
_IP6 = Pattern(
    r"(?i)(?<![\w:.])(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}(?![\w:])|(?<![\w:.])(?=[0-9a-f:]*\d)(?=[0-9a-f:]*[0-9a-f]{3})(?:[0-9a-f]{1,4}:){1,6}(?::[0-9a-f]{1,4}){1,6}(?![\w:])|(?<![\w:.])fe80::[0-9a-f:]+(?![\w])",
    ":",
)
_MAC = Pattern(r"(?i)(?<![\w:\-])(?:[0-9a-f]{2}([:\-]))(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}(?![\w:\-])", ":", "-")
_NO_ADDRESS = Pattern(
    r"(?i)(?:[=<>~!]=|\bversion\W{0,3}|\bver\b\W?|\brelease\W{0,3}|\b(?:cu\w+|nccl|driver|firmware|torch|libc|rocm)\W{1,3}|section\W{1,2})\Z"
)
_LOCAL = Pattern(r"127\.\d+\.\d+\.\d+|0\.\d+\.\d+\.\d+|255\.[\d.]+")
_NODE = r"[a-z][\w\-]*(?:\.[\w\-]+)*"
_HOST = Pattern(
    rf"(?i)(?P<head>\b(?:(?:slurm|pbs|lsf|sge)\w*?_?(?:host|node)s?(?:list|name)?|(?:host|node|server|machine)(?:name|list)?|nodes|hosts|master_?addr(?:ess)?|main_process_ip|rdzv[_\-]endpoint|batchhost|login_?node|worker_?host|fqdn)\b\\?[\"']?\s*[=:]\s*[\[(\"'\\]*)(?P<name>{_NODE}(?:\[[\d,\-]+\])?)"
    rf"|(?P<head2>\b(?:host(?:name)?|node(?:s|list|name)?|server|machine|computer|running on|launched on|started on|connect(?:ed|ing) to|logged in (?:to|on)|from host)\b\s+(?:host |node )?[\"']?)(?P<name2>(?:[a-z][a-z\-]*\d[\w\-]*(?:\.[a-z\d\-]+)*|[a-z][\w\-]*(?:\.[a-z\d\-]+)+\.[a-z]{{2,}})(?![\w./\-(=]))"
    rf"|(?P<head3>\b(?:ssh|scp|rsync|sftp|ping|srun -w|--host|--nodelist|--master[_\-]addr|--server)[= ](?:-\w+ (?:\d+ )?)*(?:[\w.\-]+@)?)(?P<name3>{_NODE})"
    rf"|(?P<head4>\w@)(?P<name4>{_NODE})(?=[:~\]#$])"
    rf"|(?P<head5>(?:\A|\s|\[))(?P<name5>{_NODE}):\d+(?::\d+)?\]? (?:\[\d+\] )?(?=NCCL|\*\*\*|PMIX|UCX)"
    rf"|(?P<head6>\bLinux )(?P<name6>{_NODE})(?= \d+\.\d+)",
    "host", "node", "server", "machine", "master", "main_process_ip", "rdzv", "ssh", "scp", "rsync", "sftp", "ping", "srun", "@", "nccl", "***", "pmix", "ucx", "linux", "computer", " on ", "connect", "logged in", "fqdn", "slurm",
)  # fmt: skip
_RANGE = Pattern(rf"(?i)(?P<head>\A\s*(?:\.\.|…|-|to|and|,)\s*)(?P<name>{_NODE}\d[\w.\-]*)")
_ZONED = Pattern(
    r"(?i)(?<![\w.@\-])(?<![^/]/)(?:[a-z\d][\w\-]*\.)+(?:internal|local|localdomain|lan|corp|intra|intranet|cluster|private|home|hpc|example|test|invalid|compute\.amazonaws\.com|ec2\.internal)\b(?![\w(=\-]|\.[a-z])",
    "internal", "local", "lan", "corp", "intra", "cluster", "private", "home", "hpc", "example", "test", "invalid", "compute",
)  # fmt: skip
_FULL = Pattern(
    r"(?i)(?<![\w.@\-])(?<![^/]/)(?=[a-z\-]*\d|(?:login|head|node|gpu|gitlab|grafana|jenkins|vault|mlflow|minio|registry|harbor|nexus|artifactory|prometheus|tracking|jupyter)\w*[.\-])[a-z][\w\-]*(?:\.[a-z\d\-]+)+\.(?:com|org|net|edu|gov|de|nl|fr|uk|ch|at|eu|it|es|se|no|dk|fi|pl|cz|be|pt|ie|us|ca|au|jp|kr|cn|tw|sg|in|br|ru|io|ai|cloud|dev|tech|info)\b(?![\w(=\-]|\.[a-z])",
    ".com", ".org", ".net", ".edu", ".gov", ".de", ".nl", ".fr", ".uk", ".ch", ".at", ".eu", ".it", ".es", ".se", ".no", ".dk", ".fi", ".pl", ".cz", ".be", ".pt", ".ie", ".us", ".ca", ".au", ".jp", ".kr", ".cn", ".tw", ".sg", ".in", ".br", ".ru", ".io", ".ai", ".cloud", ".dev", ".tech", ".info",
)  # fmt: skip
_URL = Pattern(
    r"(?P<scheme>[a-zA-Z][\w+.\-]*)://(?:[^\s/@\"']*@)?(?P<name>[A-Za-z][\w\-]*(?:\.[\w\-]+)*)(?P<port>:\d+)?", "://"
)
_PUBLIC = re.compile(
    r"(?i)(?:.*\.)?(?:huggingface\.co|hf\.co|github\.com|githubusercontent\.com|github\.io|gitlab\.com|bitbucket\.org|wandb\.ai|pypi\.org|pythonhosted\.org|pytorch\.org|tensorflow\.org|openai\.com|anthropic\.com|"
    r"google\.com|googleapis\.com|amazonaws\.com|azure\.com|windows\.net|nvidia\.com|ollama\.(?:com|ai)|kaggle\.com|arxiv\.org|zenodo\.org|readthedocs\.(?:io|org)|docker\.io|docker\.com|ghcr\.io|quay\.io|conda\.anaconda\.org|"
    r"anaconda\.(?:com|org)|modelscope\.cn|python\.org|microsoft\.com|cloudflare\.com|aka\.ms|dask\.org|ray\.io|comet\.(?:com|ml)|neptune\.ai|mistral\.ai|cohere\.(?:com|ai)|replicate\.com|together\.(?:ai|xyz)|localhost)"
)
_FILE = re.compile(
    r"(?i).*\.(?:py|sh|ya?ml|json[lc]?|txt|log|out|err|csv|tsv|parquet|pt|pth|ckpt|bin|safetensors|gguf|onnx|npz?|h5|pkl|md|html?|zip|tar|gz|cfg|toml|ini|cc|cpp|cu|go|rs|js|ts|so|png|jpe?g|wav|mp[34]|arrow|db|sqlite)"
)
_NO_HOST = re.compile(
    r"(?i)(?:localhost|local|none|null|true|false|auto|all|any|default|unknown|ready|up|down|started|stopped|listening|version|is|was|at|on|in|to|the|a|an|for|and|with|running|count|config|id|ids|list|name|info|log|logs|error|process|"
    r"x86_64|amd64|arm64|aarch64|i\d86|ppc64le|cpu\d*|gpus?\d?|cuda\d*|rank\d*|device\d*|worker|server|client|master|host|node|nodes|hosts|learning|v\d+|\d.*|llama.*|ollama|vllm|tgi|uvicorn|http|https|db|redis|postgres|mongo|mysql|"
    r"self|cls|args|(?-i:[A-Z]+(?:_[A-Z]+)+)|torch.*|numpy|[avhtlb]\d{1,3}(?:-?\d+gb|-sxm\S*|-pcie\S*|x\d|s)?|rtx\S*|tpu\S*|mi\d+\S*|m\d|python.*|py\d+|cu\d+|sm_?\d+|sqlite\d?|top\d*|iou.*|step\d*|epoch\d*|seed\d*|k\d*|linux|windows|darwin|macos|ubuntu.*|static|c10d|single|multi|address|port)"
)
_WORD = r"(?-i:[^\W\d_a-z][^\W\d_]*(?:['’\-][^\W\d_]+)*\.?)"
_NAME = rf"{_WORD}(?: (?:(?:van|von|de|del|den|der|di|da|dos|la|le|bin|al|ter) )*{_WORD}){{1,3}}"
_LOGIN = r"[^\W\d_][\w.\-]{1,40}"
_PERSON = Pattern(
    rf"(?i)(?P<head>(?<![A-Za-z])(?:user(?:[_\- ]?name)?|owner|authors?|entity|logname|login|operator|annotator(?:[_\- ]?(?:id|name))?|annotated[_\- ]by|reviewer|assignee|maintainer|submitter|contact|creator|requester|rater|labell?er|approver|sender|recipient|"
    rf"(?:submitted|created|reviewed|approved|started|launched|requested|owned|signed|signed[_\-]off|co-authored|labell?ed|triggered|run)[_\- ]by)\\?[\"']?\s*[=:]\s*\\?[\"']?)(?P<name>(?:(?<==)|(?<==[\"' ])|(?<=[\"']))(?:{_NAME}|{_LOGIN})|{_NAME}(?=\s*(?:$|[\n,;|(){{}}\[\]\"'<@]|\s\s|[\w.\-]+[=:]))|{_LOGIN}(?=\s*(?:$|[\n\"'}}<@]|\s\s|[\w.\-]+[=:])))"
    rf"|(?P<head2>\b(?:user(?:name)?|login as|logged in as|logged in user|on behalf of|(?:run|job|submitted|started|launched) (?:by|as) (?:user )?|as user)\s+[\"']?)(?P<name2>{_NAME}|[a-z][a-z]*[.\-_\d][\w.\-]*|(?<=in as )[a-z][\w.\-]+|(?<=login as )[a-z][\w.\-]+)(?=[\s,;.)\"'(]|$)"
    rf"|(?P<head3>\b(?:reviewed|approved|submitted|started|launched|annotated|written|created|owned|requested|signed(?:[ \-]off)?|assigned|reported|triggered|labell?ed|checked|stopped|cancell?ed|killed|edited|committed|logged|verified|recorded|prepared|updated|fixed|sent|maintained|led|run|noted|asked|paged|restarted|handed over|taken over|merged|resumed|[a-z]{{2,12}}ed)[_ \-]by[:=]?\s+(?:user |mr |ms |mrs |dr\.? |prof\.? )*|\b(?:assigned|sent|handed over|escalated|reported) to\s+(?:user |mr |ms |mrs |dr\.? |prof\.? )*)(?P<name3>{_NAME}|{_WORD}(?=[\s,;.)]*$)|[a-z][a-z]*[._][a-z][\w.]*[a-z](?=[\s,;)]|\.?$))"
    rf"|(?P<head4>\b(?:operator|annotator|reviewer|author|engineer|colleague|student|supervisor|admin|user|speaker|participant|patient|on call|oncall|contact|thanks to|thanks,|cc|ask|ping|call|dear|hi|hello|regards,|cheers,|best,|mr|ms|mrs|dr|prof)\.?[:,]?\s+[(\"]?)(?P<name4>{_NAME}|(?<=[\"(]){_WORD}, {_WORD}(?: {_WORD})?(?=[\")])|(?<=ear ){_WORD}|(?<=egards, ){_WORD}|(?<=heers, ){_WORD}|(?<=est, ){_WORD}|(?<=Hi ){_WORD}|(?<=ello ){_WORD})"
    rf"|(?P<head5>)(?P<name5>{_NAME}|{_WORD})(?=[\"']?\s*<(?:\[mail-|[\w.+\-]+@))"
    rf"|(?P<head6>\b(?:from|to|cc|full[_ ]name)\\?[\"']?[=:]\s*[\"']?)(?P<name6>{_NAME})",
    "user", "owner", "author", "entity", "logname", "login", "operator", "annotator", "review", "assign", "maintain", "submit", "contact", "creat", "request", "rater", "labeler", "labeller", "approv", "participant", "patient", "speaker", "sender", "recipient",
    "by", "logged", "behalf", " as ", "engineer", "colleague", "student", "supervisor", "admin", "call", "thanks", "cc", "ask", "ping", "dear", "hi", "hello", "regards", "cheers", "best", "mr", "ms", "dr", "prof", "@", "from", "to", "name",
)  # fmt: skip
_COMMITTER = Pattern(
    rf"(?P<head>\b(?=[a-f]*\d)[0-9a-f]{{7,40}}\b[^\n]*(?: \(| - | <))(?P<name>{_NAME})(?=\)|, (?:\d+ [a-z]+ ago)|>)", "(", " - ", "<"
)  # fmt: skip
"""The author at the end of a line of `git log`."""
_NO_PERSON = re.compile(
    r"(?i)(?:(?-i:[A-Z]+(?:_[A-Z]+)+)|user|users|root|ubuntu|runner|runneradmin|home|admin|administrator|ec2-user|jovyan|app|docker|node|nobody|vscode|shared|share|public|default|guest|work|workspace|data|datasets?|models?|checkpoints?|ckpts?|runs?|projects?|group|groups|cache|"
    r"logs?|outputs?|results|tmp|temp|me|you|your\S*|username|name|login|anonymous|none|null|nil|unknown|true|false|system|assistant|human|tool|agent|bot|model|service|postgres|mysql|info|support|contact|team|noreply|no-reply|git|mail|office|"
    r"data_?set\S*|id|ids|is|was|has|had|not|and|the|a|an|by|at|on|in|for|to|from|with|input|prompt|message|query|question|request|requests|defined|code|space|time|agents?|config|count|feedback|interrupt\w*|specified|provided|"
    r"slurm|pbs|lsf|cron|ci|kubernetes|ray|dask|all|everyone|self|this|imagenet\S*|hf|huggingface|nvidia|openai|google|meta|facebook|microsoft|allenai|mistralai|deepseek\S*|qwen\S*|llama\S*|all users|scratch|job|jobs|software|apps|opt|bin|lib|etc|src|env|envs|miniconda\d?|anaconda\d?|conda)"
)
WORDS_OF_THE_TRADE = frozenset(
    "Hugging Face Google Deep Mind Learning Machine Data Model Models Weights Biases Image Net Open Meta Llama Layer Norm Batch Size Adam Loss Train Training Test Validation Eval Evaluation Epoch Step Best Final Early Stopping Time Limit "  # noqa: SIM905 - read as prose
    "Error Warning Info Debug None True False Total Mean Max Min Rate Accuracy Score Run Job Task Experiment Result Results New York San Francisco United States North South East West Monday Tuesday Wednesday Thursday Friday Saturday Sunday "
    "January February March April May June July August September October November December The This That These Those Please Note Python Torch Tensor Flow Light Lightning Flash Attention Mixed Precision Gradient Checkpoint Checkpointing Random "
    "Forest Seed Natural Language Computer Vision Neural Network Foundation Apache Linux Windows Mac Intel Core Nvidia Tesla Apple Amazon Web Services Azure Cloud Stanford Oxford Berkeley Common Crawl Wikipedia Wiki Text Data Parallel Vector "
    "Quality Control Human Feedback Slurm Workload Manager Out Of Memory Signal Kernel User Input Output Key Value Not Found Weight Decay Learning Cosine Linear Warmup Schedule Scheduler Optimizer Reward Policy Agent Assistant System Tool Query "
    "Question Answer Customer Service Support Sales Team Department Office Institute University Research Lab Group Company Inc Ltd Street Road Avenue Global Local Average Macro Micro Weighted Precision Recall F1 No Yes On Off All Any Each Every "
    "I We You He She It They A An In At By For From To With And Or But If When While After Before Then Now Here There".split()
)
_PHONE = Pattern(
    r"(?<![\w.:/+\-])(?:\+\d{1,3}[ \-.]?(?:\(?\d{1,4}\)?[ \-./]?){2,5}\d{2,4}|\(\d{2,5}\) ?\d{3,4}[\- ]\d{3,4}|\d{3}-\d{3}-\d{4}|\d{3}\.\d{3}\.\d{4}|1-8\d\d-\d{3}-\d{4})(?![\w]|[.\-]\d)"
)
_CALLED = Pattern(
    r"(?i)(?P<head>\b(?:phone|tel(?:ephone|efon)?|mobile|handy|cell(?:ular)?|fax|whatsapp|sms|call (?:me|him|her|us|back)(?: on| at)?|reach(?:able)? (?:me |him |her |us )?(?:on|at|under)|ring|dial|hotline|pager|contact|on-?call)(?:[ _\-]?(?:number|no|nr))?\b[.:=\"'\s]{0,4}(?:\w{1,12}[:\s]{1,2}){0,2})(?P<number>\+?\(?\d[\d ()/.\-]{5,17}\d)(?![\w]|[.\-]\d)",
    "phone", "tel", "mobile", "handy", "cell", "fax", "whatsapp", "sms", "call", "reach", "ring", "dial", "hotline", "pager", "contact",
)  # fmt: skip
_CARD = Pattern(r"(?<![\w.\-])(?:\d{4}([ \-]?)\d{4}\1\d{4}\1\d{4}|\d{4}([ \-]?)\d{6}\2\d{5})(?![\w.\-])")
_MAILERS = re.compile(
    r"(?i)(?:gmail|googlemail|outlook|hotmail|live|yahoo|icloud|gmx|web|proton(?:mail)?|mail|qq|163|126|users\.noreply\.github|github)\.[\w.]+|example\.(?:com|org|net)"
)


class StandIns:
    """Who and what was recognised so far, each with the stand-in that it keeps."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self._numbers: dict[tuple[str, str], str] = {}
        self._known: dict[str, str] = {}
        self._cased: set[str] = set()
        self._domains: set[str] = set()
        for text in dict.fromkeys(texts):
            self._hidden(text)
        self._everywhere = self._pattern()

    def hide(self, text: str) -> str:
        """Return `text` with stand-ins for what is private: `~`, [mail-1], [ip-1], [host-1], [person-1], [phone-1]."""
        text = self._hidden(text)
        return self._everywhere.sub(self._again, text) if self._everywhere else text

    def _pattern(self) -> re.Pattern[str] | None:
        longest = sorted(self._known, key=len, reverse=True)
        domains = [rf"(?:[\w\-]+\.)*{re.escape(domain)}" for domain in sorted(self._domains, key=len, reverse=True)]
        either = "|".join([*map(re.escape, longest), *domains])
        return re.compile(rf"(?<![^\W_])(?:{either})(?![^\W_])", re.IGNORECASE) if either else None

    def _again(self, match: re.Match[str]) -> str:
        word = match.group()
        plain = word.casefold()
        if plain in self._cased and not word[0].isupper():
            return word  # a name that is a word too: Mark, and the mark
        return self._known.get(plain) or self._stand_in("host", word)

    def _stand_in(self, kind: str, value: str) -> str:
        plain = re.sub(r"[\W_]+", "", value.casefold()) if kind == "person" else value.casefold()
        number = sum(one == kind for one, _ in self._numbers) + 1
        return self._numbers.setdefault((kind, plain), f"[{kind}-{number}]")

    def _person(self, name: str) -> str:
        bare = name.rstrip(".,;:'\"")
        words = bare.replace(",", "").split()
        if _NO_PERSON.fullmatch(bare) or _FILE.fullmatch(bare) or len(bare) < 2 or not any(map(str.isalpha, bare)):
            return name
        if all(word[:1].isupper() for word in words) and any(word in WORDS_OF_THE_TRADE for word in words):
            return name
        stand_in = self._stand_in("person", bare)
        if len(bare) > 2:
            self._known.setdefault(bare.casefold(), stand_in)
            self._cased.discard(bare.casefold())
        for part in (word.casefold() for word in words[:4] if len(words) > 1 and len(word) > 3 and word[0].isupper()):
            if part not in self._known:
                self._known[part] = stand_in
                self._cased.add(part)
        return stand_in + name[len(bare) :]

    def _host(self, name: str) -> str:
        bare = name.rstrip(".-")
        if _NO_HOST.fullmatch(bare) or _FILE.fullmatch(bare) or _PUBLIC.fullmatch(bare) or len(bare) < 2:
            return name
        stand_in = self._stand_in("host", bare)
        self._known.setdefault(bare.casefold(), stand_in)
        labels = bare.casefold().split(".")
        if len(labels) > 2:
            self._domains.add(".".join(labels[-3 if len(labels[-2]) < 4 and len(labels) > 3 else -2 :]))
        short = labels[0]
        if short != bare and len(short) > 3 and any(map(str.isdigit, short)):
            self._known.setdefault(short, stand_in)
        return stand_in + name[len(bare) :]

    def _hidden(self, text: str) -> str:
        for rule, change in _ORDER:
            if rule.search(text) is not None:
                text = rule.sub(partial(change, self), text)
        return text

    def _mail(self, match: re.Match[str]) -> str:
        login, domain = match["login"], match["domain"].casefold()
        if not _MAILERS.fullmatch(domain):
            self._domains.add(domain)
        if not _NO_PERSON.fullmatch(login) and len(login) > 3:
            self._person(login)
        return self._stand_in("mail", match.group())

    def _home(self, match: re.Match[str]) -> str:
        user = match["user"]
        if user[0] in "$<{%*." or user.startswith("[person"):
            return match.group()
        self._person(user)
        return "~"

    def _space(self, match: re.Match[str]) -> str:
        name = match["name"]
        return match["head"] + (name if _NO_PERSON.fullmatch(name) or not name[0].isalpha() else self._person(name))

    def _address(self, match: re.Match[str]) -> str:
        before = match.string[max(0, match.start() - 24) : match.start()]
        return (
            match.group()
            if _LOCAL.fullmatch(match.group()) or _NO_ADDRESS.search(before)
            else self._stand_in("ip", match.group())
        )

    def _hosts(self, match: re.Match[str]) -> str:
        head, name = _either(match, 6)
        rest = match.group()[len(head) + len(name) :]
        if name[:1].isspace() or not name:
            return match.group()
        ranged = _RANGE.match(match.string, match.end())
        if ranged:
            self._host(ranged["name"])
        return head + self._host(name) + rest

    def _url(self, match: re.Match[str]) -> str:
        name, scheme = match["name"], match["scheme"].casefold()
        of_ours = scheme not in (
            "http",
            "https",
            "s3",
            "gs",
            "hf",
            "file",
            "git",
            "az",
            "abfss",
            "docker",
            "oci",
            "wandb",
            "models",
            "hdfs",
        )
        bare = "." not in name
        if (of_ours or ((match["port"] or "@" in match.group()) and not bare)) and not _PUBLIC.fullmatch(name):
            return match.group().replace(name, self._host(name), 1)
        return match.group()

    def _named(self, match: re.Match[str]) -> str:
        head, name = _either(match, 6)
        return head + self._person(name)

    def _phone(self, match: re.Match[str]) -> str:
        return match.group() if sum(map(str.isdigit, match.group())) < 9 else self._stand_in("phone", match.group())

    def _called(self, match: re.Match[str]) -> str:
        digits = sum(map(str.isdigit, match["number"]))
        return match["head"] + self._stand_in("phone", match["number"]) if 7 <= digits <= 15 else match.group()

    def _card(self, match: re.Match[str]) -> str:
        return self._stand_in("card", match.group()) if _luhn(match.group()) else match.group()


def _either(match: re.Match[str], forms: int) -> tuple[str, str]:
    """Return what stands before a name, and the name, whichever of the forms of a rule it was found by."""
    for form in ("", *map(str, range(2, forms + 1))):
        if match[f"name{form}"] is not None:
            return match[f"head{form}"], match[f"name{form}"]
    return match.group(), ""


_ORDER: tuple[tuple[Pattern, Callable[[StandIns, re.Match[str]], str]], ...] = (
    (_HOME, StandIns._home),
    (_SPACE, StandIns._space),
    (_URL, StandIns._url),
    (_HOST, StandIns._hosts),
    (_PERSON, StandIns._named),
    (_COMMITTER, lambda these, match: match["head"] + these._person(match["name"])),
    (_MAIL, StandIns._mail),
    (_UNC, lambda these, match: "\\\\" + these._host(match["name"])),
    (_MAC, lambda these, match: these._stand_in("mac", match.group())),
    (_IP4, StandIns._address),
    (_IP6, StandIns._address),
    (_ZONED, lambda these, match: these._host(match.group())),
    (_FULL, lambda these, match: these._host(match.group())),
    (_CALLED, StandIns._called),
    (_PHONE, StandIns._phone),
    (_CARD, StandIns._card),
)


def private(text: str) -> str:
    """Return one text without secrets, and with stand-ins for what is private."""
    bare = redact(text)
    return StandIns([bare]).hide(bare)


def without_private(readings: Iterable[LogReading]) -> list[LogReading]:
    """Return readings as they may be shared: a person, a host or an address has one stand-in in all of them."""
    held = list(readings)
    these = StandIns(text for reading in held for text in texts_of(reading))
    return [changed(reading, these.hide) for reading in held]


def _luhn(text: str) -> bool:
    digits = [int(char) for char in text if char.isdigit()][::-1]
    if len(digits) < 13 or len(set(digits)) == 1:
        return False
    total = sum(digits[0::2]) + sum(sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return total % 10 == 0
