"""Take each check of what a model writes away, one at a time, and see that an eval case or a test misses it.

    python benchmarks/ablation.py            # every check; exit 1 where nothing notices that one is gone
    python benchmarks/ablation.py cause form # only those whose names hold one of these

Each is taken away in a process of its own. Who noticed the last time is asked first (benchmarks/noticed.json, written
after each check, so that what was broken off goes on quickly); else the tests are run up to the first that fails, and
where none does the evals are played, with the replies that are bad on purpose.
"""

import argparse
import importlib
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
TESTS = (
    "tests/checking",
    "tests/writing/test_replies.py",
    "tests/writing/test_compose.py",
    "tests/cli/test_secrets.py",
)
NOTICED = ROOT / "benchmarks" / "noticed.json"
"""Which test or play noticed that a check is gone; a hint where to look first."""
_NAMES_THEM = "tests/checking/test_each_check.py::test_each_check_has_a_falsehood_of_its_own"
"""It would miss the name of a check, not the check."""
_GONE = "MLWS_ABLATED"
_NEVER = re.compile(r"(?!)")
_ALWAYS = re.compile(r"")


def _ok(*_: Any, **__: Any) -> Any:
    from mlws_writer.checking.verdict import Verdict

    return Verdict(True)


def _same(value: Any, *_: Any, **__: Any) -> Any:
    return value


def _nothing(*_: Any, **__: Any) -> str:
    return ""


WRITING: dict[str, tuple[str, str, Any]] = {
    "numbers are bound": ("mlws_writer.checking.check", "bound", _ok),
    "directions": ("mlws_writer.checking.check", "direction", _ok),
    "form: refusals": ("mlws_writer.writing.replies", "_REFUSAL", _NEVER),
    "form: markup": ("mlws_writer.writing.replies", "_MARKUP", _NEVER),
    "form: what cannot be seen": ("mlws_writer.writing.replies", "_INVISIBLE", _NEVER),
    "form: thoughts": ("mlws_writer.writing.replies", "_THOUGHT", _NEVER),
    "form: the schema": ("mlws_writer.writing.replies", "mismatch", _nothing),
    "form: all of it": ("mlws_writer.writing.replies", "form", _nothing),
    "secrets are guarded": ("mlws_writer.writing.asking", "guarded", _same),
    "a view reads as one": ("mlws_writer.checking.views", "_VIEW", _ALWAYS),
    "a view asserts nothing": ("mlws_writer.checking.check", "check_plan", _ok),
    "values say what they are": ("mlws_writer.writing.judging", "_bare", _nothing),
    "a number stands where one belongs": ("mlws_writer.writing.judging", "_misplaced", _nothing),
    "a difference is told as one": ("mlws_writer.checking.reading.as_difference", "as_difference", _ok),
    "letters are plain": ("mlws_writer.writing.judging", "shape", _nothing),
    "no sentence is said again": ("mlws_writer.writing.judging", "said_again", _nothing),
    "a paragraph is no table": ("mlws_writer.writing.judging", "_too_many", _nothing),
    "a sentence speaks of the facts": ("mlws_writer.writing.judging", "_speaks_of_facts", _ok),
    "prompts are not echoed": ("mlws_writer.writing.judging", "_echoes", lambda *_: False),
    "nothing of the whole run speaks against it": ("mlws_writer.writing.judging", "_not_contradicted", _ok),
    "a lead has no words of its own": ("mlws_writer.writing.judging", "_in_their_words", _ok),
    "what ranks is judged by every run": ("mlws_writer.writing.judging", "_not_outranked", _ok),
    "a cut text still says something": ("mlws_writer.writing.judging", "_says_enough", lambda *_: True),
    "the rank of a run needs other runs": ("mlws_writer.checking.check", "_ranked", _ok),
    "what only names says no more": ("mlws_writer.checking.names.phrase", "names_only", _ok),
    "values belong together": ("mlws_writer.checking.check", "paired", _ok),
    "a result is of the model beside it": ("mlws_writer.checking.check", "at_home", _ok),
    "quotes are to the letter": ("mlws_writer.checking.check", "misquoted", _ok),
    "named values are to the letter": ("mlws_writer.checking.check", "named_values", _ok),
    "a sibling is another model": ("mlws_writer.checking.check", "sibling_names", _ok),
    "longer names are whole": ("mlws_writer.checking.check", "longer_names", _ok),
}
"""The checks that are no part of the tuple: where each stands, and what stands there once it is gone."""


def names() -> list[str]:
    """Name every check that there is."""
    from mlws_writer.checking.check import WHOLE

    for module, at, _ in WRITING.values():
        getattr(importlib.import_module(module), at)  # what is called otherwise now must be named otherwise here
    return [*(look.__name__ for look in WHOLE), *WRITING]


def take_away(name: str) -> None:
    """Take one check away in this process."""
    from mlws_writer.checking import check

    if name in WRITING:
        module, at, instead = WRITING[name]
        setattr(importlib.import_module(module), at, instead)
    else:
        check.WHOLE = tuple(look for look in check.WHOLE if look.__name__ != name)


def bad_plays(before: dict[str, list[str]], first: str) -> dict[str, list[str]]:
    """Play the replies that are bad on purpose: what is wrong with each document, up to the first that is new."""
    from mlws_writer.evals.cases import load_cases
    from mlws_writer.evals.grading import BAD, grade
    from mlws_writer.evals.playing import play

    found = {}
    for case in sorted(load_cases(), key=lambda case: not first.startswith(f"{case.name}, ")):
        for by in (each for each in case.recordings.values() if each.quality in BAD):
            graded, name = grade(case, by, play(case, by)), f"{case.name}, {by.quality}"
            wrong = [f"says {each.text!r}" for each in graded.through] + [f"lost {text!r}" for text in graded.lost]
            found[name] = [each for each in wrong if each not in before.get(name, [])]
            if before and found[name]:
                return {name: found[name]}
    return found


def _elsewhere(name: str, before: dict[str, list[str]], first: str = "") -> dict[str, list[str]]:
    """Play them in a process in which a check is gone, `name` may be empty."""
    asked = [sys.executable, __file__, "--play"]
    given = json.dumps({"before": before, "first": first}).encode()
    done = subprocess.run(asked, env=_without(name), input=given, stdout=subprocess.PIPE, check=True)
    return dict(json.loads(done.stdout))


def _without(name: str) -> dict[str, str]:
    return {**os.environ, _GONE: name, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'benchmarks'}"}


def _failing(name: str, tests: Sequence[str]) -> str:
    """Run tests without a check, and give the first that fails."""
    with tempfile.TemporaryDirectory() as cache:
        plug_in = ("-p", "ablation", "-o", f"cache_dir={cache}", "--deselect", _NAMES_THEM)
        asked = [sys.executable, "-m", "pytest", "-x", "-q", *plug_in, *tests]
        done = subprocess.run(asked, env=_without(name), capture_output=True, cwd=ROOT, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"the tests cannot be run: {done.stdout.decode()}{done.stderr.decode()}")
    failed = re.search(r"^(?:FAILED|ERROR) ([^\[\s]+)", done.stdout.decode(), re.MULTILINE)
    return failed[1] if failed else ""


def missed(name: str, before: Callable[[], dict[str, list[str]]], first: str) -> str:
    """Say who notices that a check is gone, or nothing where nobody does."""
    test = _is_test(first) and _failing(name, [first])
    if test or (first and not _is_test(first)):
        return test or _played(name, before(), first) or missed(name, before, "")
    failing = _failing(name, TESTS)
    if failing and _failing("", [failing]):
        sys.exit(f"{failing} fails with every check in its place; mend it first")
    return failing or _played(name, before(), "")


def _played(name: str, before: dict[str, list[str]], first: str) -> str:
    found = ((play, wrong[0]) for play, wrong in _elsewhere(name, before, first).items() if wrong)
    return next((f"{play}: {wrong}" for play, wrong in found), "")


def _is_test(who: str) -> bool:
    """Tell whether who noticed is a test that is still there; else it is a play."""
    file, _, test = who.partition("::")
    return bool(test) and (ROOT / file).is_file() and f"def {test}(" in (ROOT / file).read_text(encoding="utf-8")


def main(only: list[str]) -> int:
    """Print who notices that each check is gone, and keep it."""
    noticed = dict(json.loads(NOTICED.read_bytes())) if NOTICED.is_file() else {}
    wanted, unnoticed = [name for name in names() if not only or any(part in name for part in only)], []
    standing = [who for who in noticed.values() if _is_test(who)]
    if standing and (failing := _failing("", standing)):
        sys.exit(f"{failing} fails with every check in its place; mend it first")
    before = cache(lambda: _elsewhere("", {}))
    for name in wanted:
        who = missed(name, before, noticed.get(name, ""))
        print(f"{name:44} {who or 'NOBODY NOTICES'}", flush=True)
        unnoticed += [] if who else [name]
        noticed[name] = who
        kept = {each: noticed[each] for each in sorted(noticed) if noticed[each] and each in names()}
        NOTICED.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{len(unnoticed)} checks could be taken away unnoticed{': ' + ', '.join(unnoticed) if unnoticed else ''}")
    return int(bool(unnoticed))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--play", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


if os.environ.get(_GONE):
    take_away(os.environ[_GONE])  # as a plug-in of pytest, or as the script that plays

if __name__ == "__main__":
    asked = _arguments()
    if asked.play:
        print(json.dumps(bad_plays(**json.load(sys.stdin))))
        sys.exit(0)
    sys.exit(main(asked.names))
