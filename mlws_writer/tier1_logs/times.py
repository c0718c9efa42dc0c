"""Times as logs write them; a log without a year or a date gives none."""

import re
from datetime import UTC, datetime, timedelta, timezone

_STAMP = re.compile(
    r"[\[(<{|]?\s*(?:(?P<y>\d{4})[-/.年](?P<m>\d\d)[-/.月](?P<d>\d\d)(?:[T :_-]|日|, )\s?|(?P<day>\d\d)[-/ ](?P<mon>\d\d|[A-Z][a-z]{2})(?:[-/ ](?P<yy>\d{4}|\d\d))?(?:[ T]+|(?<=\d{4})-))?"
    r"(?P<clock>\d\d:\d\d:\d\d)(?!(?:[.,]\d+)? *-->)(?P<frac>[.,]\d+)?\s?(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d)?(?P<half> ?[AP]M)?\s*[\])>}|]?:?"
)
_EPOCH = re.compile(r"\[?(1[4-9]\d{8})(?:\.\d+)?\]?(?=[\s,:])")


def leading_time(text: str, at: int = 0) -> tuple[datetime | None, int]:
    """Return the time that stands at `at` and where it ends; a time without a whole date is passed over, not guessed."""
    found = _STAMP.match(text, at)
    if not found:
        epoch = _EPOCH.match(text, at)
        if epoch:
            return datetime.fromtimestamp(int(epoch.group(1)), UTC), epoch.end()
        return None, at
    if not found["y"]:
        return None, found.end()
    return _moment(found), found.end()


def _moment(found: re.Match[str]) -> datetime | None:
    hour, minute, second = map(int, found["clock"].split(":"))
    year, month, day = int(found["y"]), int(found["m"]), int(found["d"])
    if month > 12 >= day:
        month, day = day, month
    if found["half"]:
        hour = hour % 12 + (12 if "P" in found["half"] else 0)
    try:
        moment = datetime(year, month, day, hour, minute, second)
    except ValueError:
        return None
    zone = found["zone"]
    if not zone:
        return moment
    if zone in ("Z", "UTC", "GMT"):
        return moment.replace(tzinfo=UTC)
    digits = zone[1:].replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    if offset >= timedelta(hours=24):
        return moment
    return moment.replace(tzinfo=timezone(offset if zone[0] == "+" else -offset))
