"""The page of a session in a real browser: a click on a sentence shows its lines, on wide and on narrow screens."""

import fcntl
import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
SAID = "document.querySelector('a.said[href=\"{}\"]')"
SEEN = """(() => {{
  const line = document.querySelector('{}').getBoundingClientRect();
  const pane = document.querySelector('aside').getBoundingClientRect();
  return line.top >= Math.max(0, pane.top) && line.bottom <= Math.min(innerHeight, pane.bottom) && line.height > 0;
}})()"""

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")


class Browser:
    """A page in a headless Chromium, asked over a pipe."""

    def __init__(self, answers: BinaryIO, write: int) -> None:
        self._read, self._write, self._number, self._session = answers, write, 0, ""

    def ask(self, method: str, **params: Any) -> Any:
        """Ask for something and wait for the answer."""
        self._number += 1
        told = {"id": self._number, "method": method, "params": params}
        os.write(
            self._write, json.dumps(told | ({"sessionId": self._session} if self._session else {})).encode() + b"\0"
        )
        while True:
            answer = json.loads(self._message())
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                return answer["result"]

    def open(self, url: str, width: int, height: int) -> None:
        """Open a page of that size."""
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.ask("Emulation.setDeviceMetricsOverride", **size)
        self.ask("Page.enable")
        self.ask("Page.navigate", url=url)
        while json.loads(self._message()).get("method") != "Page.loadEventFired":
            pass

    def value(self, script: str) -> Any:
        """Evaluate an expression."""
        return self.ask("Runtime.evaluate", expression=script, returnByValue=True)["result"].get("value")

    def click(self, element: str) -> None:
        """Click on an element where a person would, once it is in sight."""
        box = self.value(
            f"(() => {{const e = {element}; e.scrollIntoView({{block: 'center'}});"
            "const r = e.getClientRects()[0]; return [r.x + r.width / 2, r.y + r.height / 2]})()"
        )
        for kind in ("mousePressed", "mouseReleased"):
            self.ask("Input.dispatchMouseEvent", type=kind, x=box[0], y=box[1], button="left", clickCount=1)

    def press(self, key: str, code: int) -> None:
        """Press a key."""
        for kind in ("rawKeyDown", "char", "keyUp"):
            text = {"text": "\r"} if kind == "char" and key == "Enter" else {}
            self.ask("Input.dispatchKeyEvent", type=kind, key=key, windowsVirtualKeyCode=code, **text)

    def _message(self) -> bytes:
        found = bytearray()
        while (byte := self._read.read(1)) != b"\0":
            assert byte, "the browser has ended"
            found += byte
        return bytes(found)


@contextmanager
def browsing(folder: Path) -> Iterator[Browser]:
    """Run a browser with a profile of its own; it ends with the test."""
    (to_read, to_write), (from_read, from_write) = os.pipe(), os.pipe()
    child = [fcntl.fcntl(fd, fcntl.F_DUPFD, 20) for fd in (to_read, from_write)]
    command = [str(CHROMIUM), "--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe"]
    command += [f"--user-data-dir={folder}", "--no-first-run"]
    redirected = f'exec "$@" 3<&{child[0]} 4>&{child[1]}'
    running = subprocess.Popen(["bash", "-c", redirected, "bash", *command], pass_fds=child, stderr=subprocess.DEVNULL)
    for fd in (to_read, from_write, *child):
        os.close(fd)
    try:
        with os.fdopen(from_read, "rb") as answers:
            yield Browser(answers, to_write)
    finally:
        running.terminate()
        running.wait(20)
        os.close(to_write)


@pytest.fixture
def page(mlws: Callable[..., Any], folder: Path, log: Path) -> str:
    """Make the page of a small session."""
    mlws("draft-session", "2024-10-19", "--model", "none")
    mlws("draft-post", "2024-10-19", "--for", "page")
    (path,) = (folder / "blog/drafts").glob("*.html")
    return path.as_uri()


@pytest.mark.parametrize(("width", "height"), [(1300, 800), (420, 700)])
def test_a_click_on_a_sentence_shows_its_line(page: str, tmp_path: Path, width: int, height: int) -> None:
    """And the arrow beside the line leads back to the sentence."""
    with browsing(tmp_path / "profile") as browser:
        browser.open(page, width, height)
        found = "[...document.querySelectorAll('a.said')].find(said => said.innerText.includes('87.3%'))"
        href = browser.value(f"{found}.getAttribute('href')")
        element = SAID.format(href)
        browser.click(element)
        shown = browser.value(SEEN.format(href))
        text = browser.value(f"document.querySelector('{href}').innerText")
        sentence = browser.value(f"{element}.getBoundingClientRect().top < innerHeight")
        browser.click(f"document.querySelector('{href} a')")
        back = browser.value("location.hash")
        wide = browser.value("document.documentElement.scrollWidth <= innerWidth")

    assert shown
    assert sentence
    assert "87.3%" in text
    assert back.startswith("#s")
    assert wide


def test_the_keyboard_is_enough(page: str, tmp_path: Path) -> None:
    """Tab leads to the first sentence, Enter to its line."""
    with browsing(tmp_path / "profile") as browser:
        browser.open(page, 1300, 800)
        browser.press("Tab", 9)
        focused = browser.value("document.activeElement.className")
        href = browser.value("document.activeElement.getAttribute('href')")
        browser.press("Enter", 13)
        shown = browser.value(SEEN.format(href))

    assert focused == "said"
    assert shown
