"""Random histories of a person and the program at one journal: what is promised holds after each run."""

import re
from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from mlws_writer.documents.blocks import What
from mlws_writer.documents.claims import Claims
from mlws_writer.errors import Refused

STARTS = [
    b"",
    b"# Activity\n",
    b"\xef\xbb\xbf# A\r\n\r\n## 2024-10-18\r\n\r\n### Experiments\r\n- mine\r\n",
    b"## 2024-10-19\n### Models\n\t- tabbed\n* star\n\n## 2024-10-19\n### Models\n- the day again",
    b"---\nt: x\n---\n<!--\n## 2024-10-19\n-->\n```\n### Models\n```\n2024-10-19\n---\n### Next Steps\n- [ ] a\n",
]
OWN = re.compile(rb"Trained net\d+ \(|Goal: find out|Status: at epoch ")
EPOCH = re.compile(rb"(Status: at epoch )\d+")
HUMAN = ["edit", "append", "delete", "move", "tick", "copy", "note", "indent", "bold", "marker"]
ADDED = [
    "- {t}",
    "  - {t}",
    "\t- {t}",
    "{t}",
    "### Models\n- {t}",
    "## 2024-10-17\n- {t}",
    "```\n{t}\n```",
    "<!-- {t} -->",
]
ADDED += ["- [ ] {t}", "{t}\n---", "> {t}", "", "| {t} |", "---", "  {t}", "    - {t}"]


def lines_of(raw: bytes) -> list[bytes]:
    """Split a document into lines with their ends."""
    return re.findall(rb"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+", raw)


def reworked(how: str, body: bytes, token: bytes) -> list[bytes]:
    """Give the lines that a person makes of a bullet."""
    return {
        "edit": [body.replace(b"net", token).replace(b"epoch", token).replace(b"find", token)],
        "append": [body + b" " + token],
        "tick": [re.sub(rb"^(\s*[-*+] )(\[.\] )?", rb"\1[x] ", body)],
        "copy": [body, body],
        "note": [body, b"      - " + token],
        "indent": [b"  " + body],
        "bold": [re.sub(rb"(Trained|Goal|Status)", rb"**\1** " + token, body)],
        "marker": [re.sub(rb"^(\s*)[-*+] ", rb"\1+ ", body)],
    }[how]


class History(RuleBasedStateMachine):
    """A person who edits in every way, and runs that begin, go on and are journaled."""

    make_journal = None
    run = None
    begun = 0

    @initialize(start=st.sampled_from(STARTS))
    def begin(self, start):
        """Begin with one of several documents and no runs."""
        type(self).begun += 1
        self.journal = type(self).make_journal(start)
        self.runs: dict[int, tuple[int, int]] = {}
        self.deleted: set[bytes] = set()
        self.theirs: set[bytes] = set()
        self.count = 0

    def token(self) -> str:
        """Give a word that only a person can have written."""
        self.count += 1
        return f"Q{self.count:04d}é"

    @rule(ago=st.integers(0, 2))
    def a_run_begins(self, ago):
        """Let another run begin, today or a day or two ago."""
        self.runs[len(self.runs)] = (1, ago)

    @precondition(lambda self: self.runs)
    @rule(result=st.booleans(), on=st.integers(0, 3))
    def summarize(self, result, on):
        """Let the runs go on, most of the time, and write about them."""
        self.runs = {number: (epoch + (on > 0), ago) for number, (epoch, ago) in self.runs.items()}
        for ago in range(3):
            more = ("Result: fine",) if result else ()
            bullets = []
            for number, (epoch, day) in self.runs.items():
                if day == ago:
                    bullets.append(type(self).run(f"net{number}", epoch, *more))
            self.sync(bullets, date(2024, 10, 19) - timedelta(days=ago))

    def sync(self, bullets, day):
        """Write about the runs of a day, and check each promise."""
        before = self.journal.raw
        try:
            plan = self.journal.plan(*bullets, day=day)
        except Refused:
            return
        self.journal.carry_out(plan)
        after = self.journal.raw

        same = [EPOCH.sub(rb"\1", line.strip()) for line in lines_of(before) if line.strip()]
        rest = iter([EPOCH.sub(rb"\1", line.strip()) for line in lines_of(after) if line.strip()])
        assert all(any(line == new for new in rest) for line in same), "a line was lost or moved"
        assert Counter(line for line in lines_of(before) if b"\xc3\xa9" in line.strip()) == Counter(
            line for line in lines_of(after) if b"\xc3\xa9" in line.strip()
        ) or not before.endswith((b"\n", b"\r")), "a person's line was changed"
        for text in self.deleted:
            assert text not in after, "what was deleted came back"
        inserted = sum(note.what is What.INSERTED for note in plan.report)
        own = len(re.findall(OWN, after)) + after.count(b"Result: fine")
        assert own == len(re.findall(OWN, before)) + before.count(b"Result: fine") + inserted
        assert not self.journal.plan(*bullets, day=day).changed, "the second run changed something"

    def own_lines(self):
        """Find the lines that hold something the program wrote."""
        return [index for index, line in enumerate(lines_of(self.journal.raw)) if OWN.search(line)]

    @precondition(lambda self: self.own_lines())
    @rule(which=st.integers(0, 99), how=st.sampled_from(HUMAN))
    def a_person_changes_a_bullet(self, which, how):
        """Let a person do one of many things to what was written."""
        own = self.own_lines()
        lines = lines_of(self.journal.raw)
        at = own[which % len(own)]
        line = lines[at]
        body = line.rstrip(b"\r\n")
        end = line[len(body) :] or b"\n"
        if how == "delete":
            del lines[at]
            self.remember_deleted(body, lines)
        elif how == "move":
            lines.pop(at)
            to = which * 7 % (len(lines) + 1)
            lines = [*self.ended(lines[:to], end), body + end, *lines[to:]]
        else:
            lines[at : at + 1] = [new + end for new in reworked(how, body, self.token().encode())]
        self.journal.raw = b"".join(lines)

    def remember_deleted(self, body: bytes, lines: list[bytes]) -> None:
        """Keep what is known to be gone for good: a line that tells its run, and that stands nowhere else."""
        found = re.search(rb"Trained net\d+ \(", body)
        if found and not any(found.group() in line for line in lines):
            self.deleted.add(found.group())

    def ended(self, lines: list[bytes], end: bytes) -> list[bytes]:
        """Close the last line before others follow it."""
        if lines and not lines[-1].endswith((b"\n", b"\r")):
            lines[-1] += end
        return lines

    @rule(which=st.integers(0, 999), what=st.sampled_from(ADDED), end=st.sampled_from([b"\n", b"\r\n"]))
    def a_person_writes(self, which, what, end):
        """Let a person add something of their own, anywhere."""
        lines = lines_of(self.journal.raw)
        to = which % (len(lines) + 1)
        new = what.format(t=self.token()).encode().replace(b"\n", end) + end
        self.journal.raw = b"".join([*self.ended(lines[:to], end), new, *lines[to:]])

    @rule(end=st.sampled_from([b"\n", b"\r\n"]))
    def an_editor_converts_line_ends(self, end):
        """Let an editor save with other line ends."""
        self.journal.raw = re.sub(rb"\r\n?|\n", end, self.journal.raw)

    @rule()
    def an_editor_strips_white_space(self):
        """Let an editor take the white space off the ends of lines."""
        self.journal.raw = re.sub(rb"[ \t]+(?=\r|\n|$)", b"", self.journal.raw)


def histories(examples: int, steps: int, make_journal, run) -> int:
    """Run random histories, and say how many."""
    machine = type("Histories", (History,), {"make_journal": make_journal, "run": staticmethod(run)})
    checks = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples, stateful_step_count=steps, deadline=None, suppress_health_check=checks, database=None
        ),
    )
    return machine.begun


def test_no_promise_is_broken_in_random_histories(make_journal, run):
    """What a person wrote stays, what they deleted stays deleted, and a run without news changes nothing."""
    histories(40, 30, make_journal, run)


@pytest.mark.slow
def test_no_promise_is_broken_in_many_random_histories(harness, make_journal, run):
    """The same over enough histories to meet what is rare."""
    tally = harness.Tally(1500)
    tally.cases = histories(1500, 20, make_journal, run)
    tally.report("random histories of a person")


def test_a_bad_planner_is_caught(make_journal, run, monkeypatch):
    """One that forgets what it wrote doubles it, or brings back what was deleted."""
    monkeypatch.setattr(Claims, "knows", lambda claims, slot: False)

    with pytest.raises((AssertionError, KeyError)):
        histories(200, 30, make_journal, run)
