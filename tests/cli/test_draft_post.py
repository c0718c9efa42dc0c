"""`mlws draft-post`, as a person types it: what is in a post, what is not, and what programs for posts say to it."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

Mlws = Callable[..., Any]
NONE = ("--model", "none")
DAY = "2024-10-19"
SECRET = "hf_QwErTyUiOpAsDfGhJkLzXcVbNm12345678"
PRIVATE = ("/home/annika", "annika", "gpu-node-17", "lab-cluster", "a.svensson@lab-cluster.example", "Svensson", SECRET)
LOG = """\
2024-10-19 {hour}:00:00 - INFO - Run: {name} (training)
2024-10-19 {hour}:00:00 - INFO - Command: python train.py --out /home/annika/runs/{name}
2024-10-19 {hour}:00:00 - INFO - hostname: gpu-node-17.lab-cluster.example
2024-10-19 {hour}:00:00 - INFO - Goal: Find out how well a small model sorts tickets, for a.svensson@lab-cluster.example
2024-10-19 {hour}:00:00 - INFO - Model: llama3.1:8b
2024-10-19 {hour}:00:00 - INFO - Config: {{"temperature": {temperature}, "hf_token": "{secret}"}}
2024-10-19 {hour}:00:00 - INFO - Dataset: tickets, size=2000, path=/home/annika/data/tickets.jsonl
{epochs}2024-10-19 {hour}:40:00 - INFO - Metric: accuracy={accuracy}%
2024-10-19 {hour}:40:00 - INFO - Insight: the copy on gpu-node-17 was read twice as fast {{% if %}} {{{{< x >}}}}
2024-10-19 {hour}:40:00 - INFO - Lesson: ask Annika Svensson before using {secret}
2024-10-19 {hour}:40:01 - INFO - Outcome: completed
"""


@pytest.fixture
def session(mlws: Mlws, folder: Path) -> Path:
    """Draft the session of two runs that differ in one setting, in a repository with a commit."""
    for name, hour, temperature, accuracy in (("tickets", 14, 0.3, 87.3), ("tickets-b", 16, 0.7, 84.1)):
        path = folder / f"logs/training/20241019-{hour}0000-{name}.log"
        path.parent.mkdir(parents=True, exist_ok=True)
        epochs = "".join(f"2024-10-19 {hour}:1{n}:00 - INFO - Epoch {n}/6 - Loss: 0.{9 - n}\n" for n in range(1, 7))
        text = LOG.format(
            name=name, hour=hour, temperature=temperature, accuracy=accuracy, epochs=epochs, secret=SECRET
        )
        path.write_text(text, encoding="utf-8")
    who = {"NAME": "Annika Svensson", "EMAIL": "a.svensson@lab-cluster.example", "DATE": "2024-10-19T15:00:00Z"}
    told = {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in who.items()}
    subject = f"Copy data from gpu-node-17 with {SECRET}"
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", subject]):
        subprocess.run(["git", *words], cwd=folder, check=True, env={**os.environ, **told})
    mlws("log", "Experiments", "Wrote to a.svensson@lab-cluster.example about /home/annika/notes")
    mlws("draft-session", DAY, *NONE)
    (path,) = (folder / "docs/sessions").glob("*.md")
    return path


def only(folder: Path, pattern: str) -> Path:
    """Give the one file of the drafts that matches."""
    (found,) = (folder / "blog/drafts").glob(pattern)
    return found


@pytest.mark.parametrize("target", ["hugo", "jekyll", "mkdocs", "obsidian", "plain", "page"])
def test_nothing_private_is_in_any_shared_file(mlws: Mlws, folder: Path, session: Path, target: str) -> None:
    """Neither a secret nor a home, a host, a mail address or a name, from logs, notes or commits."""
    text = session.read_text(encoding="utf-8")
    text += "\nKept under [notes](/home/annika/x.md), ask a.svensson@lab-cluster.example.\n"
    session.write_text(text, encoding="utf-8")

    answer = mlws("draft-post", DAY, "--for", target)

    shared = [path for path in (folder / "blog/drafts").rglob("*") if path.is_file()]
    texts = [path.read_text(encoding="utf-8") for path in shared] + [str(p.relative_to(folder)) for p in shared]
    assert answer.code == 0
    assert "87.3%" in "".join(texts)
    assert not [word for word in PRIVATE for text in texts if word.casefold() in text.casefold()]
    assert "replaced: a mail address by [mail-1]" in answer.err
    assert not [word for word in PRIVATE if word in answer.err.replace("tickets", "")]


def test_a_file_is_not_named_by_what_is_private(mlws: Mlws, folder: Path, session: Path) -> None:
    """Neither by the title of a post nor by that of a session."""
    text = re.sub(r"^# .*", "# Sorting on gpu-node-17", session.read_text(encoding="utf-8"), count=1)
    named = session.with_name("2024-10-19-for-annika.md")
    named.write_text(text, encoding="utf-8")

    mlws("draft-post", str(named), "--for", "jekyll")
    mlws("draft-post", str(named), "--for", "page")

    shared = sorted(path.relative_to(folder / "blog/drafts").as_posix() for path in (folder / "blog").rglob("*"))
    post = only(folder, "*/jekyll/_posts/*.md")
    assert "2024-10-19-for-person-1.html" in shared
    assert post.name == "2024-10-19-sorting-on-host-1.md"
    assert not [name for name in shared if "annika" in name or "node" in name]
    (source,) = set(re.findall(r'"(/assets/[^"]*)/[^/"]*"', post.read_text(encoding="utf-8")))
    assert (post.parents[1] / source.lstrip("/")).is_dir()


def test_the_list_of_what_was_replaced_is_there_for_programs(mlws: Mlws, session: Path) -> None:
    """With the lines of the post in which the stand-ins are."""
    told = json.loads(mlws("draft-post", DAY, "--json").out)

    assert {"a mail address", "the name of a machine", "a person"} <= {each["what"] for each in told["replaced"]}
    assert all(each["lines"] for each in told["replaced"])


def test_a_post_is_about_its_idea_and_for_its_audience(mlws: Mlws, folder: Path, session: Path) -> None:
    """Both stand as the author left them in the session."""
    text = session.read_text(encoding="utf-8")
    head, ideas = text.split("## Blog Post Ideas")
    ideas = re.sub(r"### .*", "### Cold models sort better", ideas, count=1)
    ideas = re.sub(r"(\*\*Target audience\*\*: ).*", r"\1People who sort tickets.", ideas, count=1)
    session.write_text(f"{head}## Blog Post Ideas{ideas}", encoding="utf-8")

    mlws("draft-post", DAY, "--idea", "1")

    post = only(folder, "*/plain/*.md")
    assert post.name == "cold-models-sort-better.md"
    assert post.read_text(encoding="utf-8").startswith("# Cold models sort better\n\n*Draft.*\n\n")
    assert "*Written for: People who sort tickets.*" in post.read_text(encoding="utf-8")


def test_what_the_author_wrote_into_the_session_is_in_the_post(mlws: Mlws, folder: Path, session: Path) -> None:
    """And what was taken out there is not."""
    text = session.read_text(encoding="utf-8").replace("87.3%", "87.3% (on the second day)")
    text = re.sub(r"## Lessons Learned\n.*?(?=^## )", "", text, flags=re.DOTALL | re.MULTILINE)
    session.write_text(text.replace("## Session Overview\n", "## Session Overview\n\n<!-- ask the boss\nfirst -->\n"))

    post = mlws("draft-post", DAY, "-o", "-").out

    assert "87.3% (on the second day)" in post
    assert "ask the boss" not in post + mlws("draft-post", DAY, "--for", "page", "-o", "-").out
    assert "## Lessons" not in post
    assert "what did you expect?" in text
    assert "what did you expect?" not in post


def test_local_links_are_text_and_pictures_are_copied(mlws: Mlws, folder: Path, session: Path) -> None:
    """Whoever reads a post has none of the files."""
    mlws("draft-post", DAY, "--for", "hugo")

    post = only(folder, "*/hugo/index.md")
    pictures = re.findall(r"!\[[^\]]*\]\(([^)]*)\)", post.read_text(encoding="utf-8"))
    assert pictures
    assert all((post.parent / name).is_file() for name in pictures)
    assert not re.search(r"(?<!!)\[[^\]]*\]\((?!https?:)", re.sub(r"!\[[^\]]*\]\([^)]*\)", "", post.read_text()))


def test_a_post_that_was_edited_is_not_overwritten(mlws: Mlws, folder: Path, session: Path) -> None:
    """One that was not follows the session, and undo takes it back."""
    mlws("draft-post", DAY)
    post = only(folder, "*/plain/*.md")
    first = post.read_bytes()
    session.write_text(session.read_text(encoding="utf-8").replace("87.3%", "88.8%"), encoding="utf-8")
    followed = mlws("draft-post", DAY)
    second = post.read_bytes()
    mlws("undo")
    undone = post.read_bytes()
    post.write_text("Mine.", encoding="utf-8")
    refused = mlws("draft-post", DAY)

    assert (followed.code, refused.code) == (0, 6)
    assert first != second
    assert undone == first
    assert post.read_text(encoding="utf-8") == "Mine."


def test_a_dry_run_writes_nothing(mlws: Mlws, folder: Path, session: Path) -> None:
    """Neither post nor pictures."""
    answer = mlws("draft-post", DAY, "-n")

    assert answer.out.startswith("--- /dev/null\n+++ b/blog/drafts/")
    assert not (folder / "blog").exists()


@pytest.mark.parametrize(
    ("words", "code"),
    [((DAY, "--for", "myspace"), 2), ((DAY, "--idea", "99"), 2), ((DAY, "--for", "page", "--idea", "1"), 2),
     (("2024-10-01",), 3), (("no/such.md",), 3)],
)  # fmt: skip
def test_what_cannot_be_followed_is_an_error(mlws: Mlws, session: Path, words: Sequence[str], code: int) -> None:
    """A target, an idea or a session that is not there."""
    assert mlws("draft-post", *words).code == code


@pytest.mark.skipif(not shutil.which("hugo"), reason="no hugo here")
def test_hugo_takes_the_post_for_a_draft(mlws: Mlws, folder: Path, session: Path) -> None:
    """It is built when drafts are asked for, and else not; words of a log are no shortcodes."""
    mlws("draft-post", DAY, "--for", "hugo")
    site = folder / "site"
    shutil.copytree(only(folder, "*/hugo"), site / "content/posts/one")
    (site / "layouts/_default").mkdir(parents=True)
    (site / "layouts/_default/single.html").write_text("{{ .Title }}{{ .Content }}")
    for name in ("hugo.toml", "config.toml"):
        (site / name).write_text(
            'baseURL = "https://example.org/"\ndisableKinds = ["taxonomy", "term", "home", "section"]\n'
        )

    def built(*words: str) -> list[Path]:
        subprocess.run(["hugo", "--quiet", "--cacheDir", str(folder / "cache"), *words], cwd=site, check=True)
        return list((site / "public").rglob("index.html"))

    assert built() == []
    (page,) = built("-D")
    assert "87.3%" in page.read_text(encoding="utf-8")
    assert "<img" in page.read_text(encoding="utf-8")


@pytest.mark.skipif(not shutil.which("jekyll"), reason="no jekyll here")
def test_jekyll_takes_the_post_for_a_draft(mlws: Mlws, folder: Path, session: Path) -> None:
    """It is built when unpublished posts are asked for, and else not; words of a log are no tags."""
    mlws("draft-post", DAY, "--for", "jekyll")
    site = folder / "site"
    shutil.copytree(only(folder, "*/jekyll"), site)
    (site / "_layouts").mkdir()
    (site / "_layouts/post.html").write_text("{{ page.title }}{{ content }}")
    (site / "_config.yml").write_text("title: t\n")

    def built(*words: str) -> list[Path]:
        command = ["jekyll", "build", "--quiet", "--strict_front_matter", *words]
        subprocess.run(command, cwd=site, check=True, capture_output=True)
        return list((site / "_site").rglob("*.html"))

    assert built() == []
    (page,) = built("--unpublished")
    source = re.search(r'<img src="/([^"]+)"', page.read_text(encoding="utf-8"))
    assert source
    assert (site / "_site" / source[1]).is_file()
    assert "{% if %}" in page.read_text(encoding="utf-8")


@pytest.mark.skipif(not shutil.which("mkdocs"), reason="no mkdocs here")
def test_mkdocs_material_takes_the_post_for_a_draft(mlws: Mlws, folder: Path, session: Path) -> None:
    """Its blog shows it when drafts are asked for, and else not; strict, so that a warning is an error."""
    mlws("draft-post", DAY, "--for", "mkdocs")
    site = folder / "site"
    shutil.copytree(only(folder, "*/mkdocs"), site / "docs/blog/posts/one")
    (site / "docs/index.md").write_text("# Home\n")
    (site / "docs/blog/index.md").write_text("# Blog\n")

    def built(drafts: str) -> list[Path]:
        plugin = f"  - blog:\n      draft: {drafts}\n"
        (site / "mkdocs.yml").write_text(f"site_name: t\ntheme:\n  name: material\nplugins:\n{plugin}")
        done = subprocess.run(
            ["mkdocs", "build", "--strict", "-q"], cwd=site, check=False, capture_output=True, text=True
        )
        if "is not installed" in done.stderr or "Unrecognised theme" in done.stderr:
            pytest.skip("mkdocs without Material")
        assert done.returncode == 0, done.stderr
        return list((site / "site/blog/2024").rglob("index.html"))

    assert built("false") == []
    (page,) = built("true")
    source = re.search(r'<img[^>]* src="([^"]+\.svg)"', page.read_text(encoding="utf-8"))
    assert source
    assert (page.parent / source[1]).resolve().is_file()
    assert "87.3%" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("target", ["hugo", "jekyll", "mkdocs", "obsidian"])
def test_front_matter_is_yaml(mlws: Mlws, folder: Path, session: Path, target: str) -> None:
    """Each value is quoted, so that no title can be read as something else."""
    yaml = pytest.importorskip("yaml")
    text = session.read_text(encoding="utf-8")
    session.write_text(re.sub(r"^# .*", '# "Yes": no # {{ x }} — 1: 2', text, count=1), encoding="utf-8")

    post = mlws("draft-post", DAY, "--for", target, "-o", "-").out

    front = yaml.safe_load(post.split("---\n")[1])
    assert front["title"] == '"Yes": no # {{ x }} — 1: 2'
    assert front["draft"] is True
    assert str(front["date"]) == DAY


class Page(HTMLParser):
    """The ids and the targets of the links of a page, and what it would fetch."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.tags: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take note of an element."""
        told = dict(attrs)
        self.tags.add(tag)
        self.ids += filter(None, [told.get("id")])
        self.links += filter(None, [told.get("href")])
        self.fetched += filter(None, [told.get("src")])


def test_each_sentence_of_a_page_leads_to_its_lines_and_back(mlws: Mlws, folder: Path, session: Path) -> None:
    """With no script, and nothing to fetch; a line that is not there is not led to."""
    link = "\nIt says so ([here](../../logs/training/20241019-140000-tickets.log#L999)).\n"
    session.write_text(session.read_text(encoding="utf-8") + link, encoding="utf-8")
    mlws("draft-post", DAY, "--for", "page")

    text = only(folder, "*.html").read_text(encoding="utf-8")
    page = Page(text)
    inner = [link.removeprefix("#") for link in page.links if link.startswith("#")]
    assert len(inner) > 10
    assert set(inner) <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))
    assert not page.tags & {"script", "link", "iframe", "object"}
    assert all(source.startswith("data:image/svg+xml;base64,") for source in page.fetched)
    assert '<span class="t">2024-10-19 14:40:00 - INFO - Metric: accuracy=87.3%</span>' in text


def test_a_sentence_without_a_citation_leads_to_what_it_was_made_from(mlws: Mlws, folder: Path, session: Path) -> None:
    """The records beside the session know it."""
    mlws("draft-post", DAY, "--for", "page")

    text = only(folder, "*.html").read_text(encoding="utf-8")
    said = re.search(r'<a class="said" id="s\d+" href="#(l\d+-\d+)">Two runs, both completed.</a>', text)
    assert said
    assert re.search(rf'<li id="{said[1]}".*Outcome: completed', text)


def test_what_does_not_hold_any_more_is_said(mlws: Mlws, folder: Path, session: Path) -> None:
    """A line of the log was changed since the session was written."""
    log = folder / "logs/training/20241019-140000-tickets.log"
    log.write_text(log.read_text(encoding="utf-8").replace("accuracy=87.3%", "accuracy=77.3%"), encoding="utf-8")

    answer = mlws("draft-post", DAY)

    assert re.search(r"look: line \d+ of the session, “.*87.3%", answer.err)


def test_a_page_without_its_logs_is_still_the_document(mlws: Mlws, folder: Path, session: Path) -> None:
    """They may have been archived."""
    shutil.rmtree(folder / "logs")

    answer = mlws("draft-post", str(session), "--for", "page")

    assert answer.code == 0
    assert "The document cites no log lines." in only(folder, "*.html").read_text(encoding="utf-8")
