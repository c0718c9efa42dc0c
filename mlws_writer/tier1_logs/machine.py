"""What a run stands on: its commit, packages and memory, asked of the machine; "" or None where it has no answer."""

import os
import platform
import shlex
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

PACKAGES = (
    "torch", "transformers", "datasets", "accelerate", "peft", "trl", "bitsandbytes", "vllm", "tensorflow",
    "keras", "jax", "flax", "lightning", "pytorch-lightning", "numpy", "pandas", "scikit-learn", "scipy",
    "xgboost", "lightgbm", "optuna", "sentence-transformers", "openai", "anthropic", "ollama", "langchain-core",
    "langchain", "langgraph", "llama-index",
)  # fmt: skip
"""The packages whose versions decide whether a run can be done again."""

_SECONDS_TO_ANSWER = 5


def commit(folder: Path) -> str:
    """Name the git commit of a folder and its branch, and whether tracked files differ from it."""
    head = _answer(["git", "rev-parse", "--short=12", "HEAD"], folder)
    if not head:
        return ""
    branch = _answer(["git", "symbolic-ref", "--short", "-q", "HEAD"], folder) or "detached"
    changed = _answer(["git", "status", "--porcelain", "--untracked-files=no"], folder)
    return f"{head} ({branch}, {'uncommitted changes' if changed else 'clean'})"


def versions(names: Iterable[str] = PACKAGES) -> dict[str, str]:
    """Look up the versions of those packages that are installed, without importing any of them."""
    from importlib import metadata  # here: 20 ms that a script without a recorded run need not wait

    found = {}
    for name in names:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


class Python(NamedTuple):
    """A Python and the packages it has."""

    version: str
    packages: Mapping[str, str]


def this_python() -> Python:
    """Describe the running Python."""
    return Python(f"{platform.python_version()} ({platform.python_implementation()})", versions())


def python_at(path: str) -> Python | None:
    """Describe another Python by asking it; None where it does not answer."""
    if Path(path).absolute() == Path(sys.executable).absolute():
        return this_python()
    said = _answer([path, "-c", f"names = {PACKAGES!r}\n{_ASKED}"], Path.cwd())
    version, _, rest = said.partition("\n")
    return Python(version, dict(line.split(" ", 1) for line in rest.splitlines())) if version else None


_ASKED = """
import platform
from importlib import metadata
print(f"{platform.python_version()} ({platform.python_implementation()})")
for name in names:
    try:
        print(name, metadata.version(name))
    except metadata.PackageNotFoundError:
        continue
"""


def system() -> str:
    """Name the system, its release and the processor's kind."""
    return f"{platform.system()} {platform.release()} {platform.machine()}, {os.cpu_count() or 1} cores"


def command_line() -> str:
    """Give the command that started this process as a shell would take it."""
    original = list(sys.orig_argv) or [sys.executable, *sys.argv]
    return shlex.join([Path(original[0]).name, *original[1:]])


def peak_memory() -> int | None:
    """Give the most memory that this process has held, in bytes."""
    try:
        import resource  # not on Windows
    except ImportError:
        return None
    return resident_bytes(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def resident_bytes(maxrss: int) -> int:
    """Turn the kernel's figure into bytes: Linux counts kilobytes, macOS bytes."""
    return maxrss if sys.platform == "darwin" else maxrss * 1024


def size(count: float) -> tuple[float, str]:
    """Give a number of bytes in the unit that a person would say it in."""
    for unit, scale in (("GB", 1e9), ("MB", 1e6)):
        if count >= scale:
            return round(count / scale, 1), unit
    return round(count / 1e3, 1), "kB"


class GpuWatch:
    """Watches how much GPU memory is in use while a run lasts; does nothing where there is no `nvidia-smi`.

    All processes are counted: the memory of an experiment is often held by a model server, not by the script.
    """

    def __init__(self, every: float = 10.0) -> None:
        self.every = every
        self.names: tuple[str, ...] = ()
        self.peak = 0
        self._done = threading.Event()
        self._thread: threading.Thread | None = None

    def __enter__(self) -> "GpuWatch":
        if shutil.which("nvidia-smi"):
            self.names = tuple(name for name, _ in self._look())
            self._thread = threading.Thread(target=self._watch, name="mlws-gpu-watch", daemon=True)
            self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._done.set()
        if self._thread is not None:
            self._thread.join(timeout=2 * _SECONDS_TO_ANSWER)
            self._look()

    def _watch(self) -> None:
        while not self._done.wait(self.every):
            self._look()

    def _look(self) -> list[tuple[str, int]]:
        """Ask for each GPU's name and the bytes in use on it."""
        asked = ["nvidia-smi", "--query-gpu=name,memory.used", "--format=csv,noheader,nounits"]
        rows = [line.rsplit(",", 1) for line in _answer(asked, Path.cwd()).splitlines()]
        seen = [(row[0].strip(), int(row[1]) * 2**20) for row in rows if len(row) == 2 and row[1].strip().isdigit()]
        self.peak = max(self.peak, sum(used for _, used in seen))
        return seen


def _answer(command: Sequence[str], folder: Path) -> str:
    """Run a command for what it prints; "" where it is not there, fails or takes too long."""
    quiet = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    try:
        done = subprocess.run(  # noqa: S603 - fixed commands, no shell
            command,
            cwd=folder,
            env=quiet,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_SECONDS_TO_ANSWER,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", "replace").strip() if done.returncode == 0 else ""
