"""Two clones of a workspace, a person and the program at each, and git between them."""

import random
import re
import shutil
import subprocess
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mlws_writer.documents.blocks import DayEntry, Section
from mlws_writer.documents.commit import commit
from mlws_writer.documents.plan import plan_entry
from mlws_writer.errors import Refused

START = "# A\n\n## 2024-10-19\n\n### Models\n- human one\n\n## 2024-10-18\n\n### Models\n- older\n"
RUN = re.compile(rb"Trained (net\d+) ")
IDENTITY = ("-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgsign=false", "-c", "init.defaultBranch=main")

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="there is no git here")


def git(folder: Path, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[bytes]:
    """Run git in a folder."""
    return subprocess.run(["git", *IDENTITY, *arguments], cwd=folder, check=check, capture_output=True)


class Clones:
    """Two clones and what their people know: which runs there are, what they wrote and deleted."""

    def __init__(self, harness, folder: Path, seed: int) -> None:
        self.harness = harness
        self.chance = random.Random(seed)
        self.now = datetime(2024, 10, 19, 12, tzinfo=UTC)
        self.versions: list[int] = []
        self.words: list[bytes] = []
        self.gone: list[set[bytes]] = [set(), set()]
        git(folder, "init", "-q", "--bare", "origin")
        git(folder, "clone", "-q", "origin", "a")
        first = folder / "a"
        (first / "ACTIVITY.md").write_text(START)
        (first / ".gitignore").write_text(".mlws/undo/\n.mlws/machine\n")
        git(first, "add", "-A")
        git(first, "commit", "-qm", "start")
        git(first, "push", "-q", "origin", "HEAD:main")
        git(folder, "clone", "-q", "-b", "main", "origin", "b")
        self.folders = (first, folder / "b")

    def journal(self, which: int) -> Path:
        """Where the journal of a clone lies."""
        return self.folders[which] / "ACTIVITY.md"

    def summarize(self, which: int) -> bool:
        """Write about all runs; tell whether one came back that was deleted here."""
        self.now += timedelta(seconds=1)
        path, runs = self.journal(which), tuple(self.runs())
        before = set(RUN.findall(path.read_bytes()))
        entry = DayEntry(self.harness.DAY, (Section("Models", runs),))
        try:
            commit(path, path.parent, lambda raw, ledger: plan_entry(raw, ledger, entry), at=self.now)
        except Refused:
            return False
        return bool(self.gone[which] & (set(RUN.findall(path.read_bytes())) - before))

    def runs(self):
        """Give the bullets of the runs as they are."""
        for number, version in enumerate(self.versions):
            yield self.harness.bullets(number + 1, version)[number]

    def write(self, which: int) -> None:
        """Let a person add a line anywhere."""
        self.words.append(b"H%dq" % len(self.words))
        lines = self.journal(which).read_bytes().splitlines(keepends=True)
        lines.insert(self.chance.randint(1, len(lines)), b"- %s\n" % self.words[-1])
        self.journal(which).write_bytes(b"".join(lines))

    def delete(self, which: int) -> None:
        """Let a person delete a run's bullet with what is below it."""
        text = self.journal(which).read_bytes()
        found = re.findall(rb"(?m)^- Trained net\d+ .*\n(?:  - (?!H).*\n)*", text)
        if found:
            bullet = self.chance.choice(found)
            self.journal(which).write_bytes(text.replace(bullet, b"", 1))
            self.gone[which].add(RUN.search(bullet)[1])

    def sync(self, which: int) -> None:
        """Commit, merge what the other clone did and push; in a conflict the person keeps both sides."""
        folder = self.folders[which]
        git(folder, "add", "-A")
        git(folder, "commit", "-qm", "work", check=False)
        git(folder, "fetch", "-q")
        if git(folder, "merge", "-q", "--no-edit", "origin/main", check=False).returncode:
            for name in git(folder, "diff", "--name-only", "--diff-filter=U").stdout.decode().split():
                text = (folder / name).read_bytes()
                (folder / name).write_bytes(re.sub(rb"(?m)^(<<<<<<<|=======|>>>>>>>).*\n", b"", text))
            git(folder, "add", "-A")
            git(folder, "commit", "-qm", "merged")
            self.gone[which].clear()  # keeping both sides of a conflict may bring back what was deleted
        git(folder, "push", "-q", "origin", "HEAD:main")


def history(harness, folder: Path, seed: int, steps: int) -> dict[str, bool]:
    """Let both machines do something by turns; say what went wrong."""
    folder.mkdir()
    clones = Clones(harness, folder, seed)
    back = changed = False
    for _ in range(steps):
        which = clones.chance.randrange(2)
        match clones.chance.choice(["begin", "grow", "summarize", "summarize", "write", "delete", "sync", "sync"]):
            case "begin":
                clones.versions.append(1)
            case "grow":
                clones.versions = [version + 1 for version in clones.versions]
            case "summarize":
                back = clones.summarize(which) or back
                before = clones.journal(which).read_bytes()
                clones.summarize(which)
                changed = changed or clones.journal(which).read_bytes() != before
            case "write":
                clones.write(which)
            case "delete":
                clones.delete(which)
            case "sync":
                clones.sync(which)
    for which in (0, 1, 0):
        clones.sync(which)
    texts = [clones.journal(which).read_bytes() for which in (0, 1)]
    return {
        "came_back": back,
        "changed_again": changed,
        "person_lost": not all(word in text for word in clones.words for text in texts),
        "not_the_same": texts[0] != texts[1],
        "came_back_after_the_merge": clones.summarize(0),
    }


def doubled(text: bytes) -> bool:
    """Tell whether a run stands twice."""
    return any(count > 1 for count in Counter(RUN.findall(text)).values())


@pytest.mark.slow
def test_two_machines_with_git_between_them(harness, tmp_path):
    """What either person wrote is in both clones, what was deleted stays deleted, and a second run changes nothing."""
    tally = harness.Tally(150)
    for seed in range(150):
        tally.case(f"seed {seed}", **history(harness, tmp_path / str(seed), seed, 10))
        shutil.rmtree(tmp_path / str(seed))
    tally.report("histories of two machines")


def test_what_one_machine_wrote_the_other_does_not_write_again(harness, tmp_path):
    """Once git has brought it over, with its ledger."""
    clones = Clones(harness, tmp_path, 1)
    clones.versions = [1, 1]
    clones.summarize(0)
    clones.sync(0)
    clones.sync(1)
    before = clones.journal(1).read_bytes()

    clones.summarize(1)

    assert clones.journal(1).read_bytes() == before
    assert not doubled(before)


def test_a_bad_workspace_is_caught(harness, tmp_path):
    """One whose ledger is not in git doubles nothing, but what was deleted comes back, or news is lost."""
    clones = Clones(harness, tmp_path, 1)
    clones.versions = [1, 1]
    clones.summarize(0)
    shutil.rmtree(tmp_path / "a" / ".mlws" / "ledger")
    clones.sync(0)
    clones.sync(1)
    clones.delete(1)

    assert clones.summarize(1)
