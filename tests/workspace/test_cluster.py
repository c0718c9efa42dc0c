"""The door to a Dask cluster: logs are read there as here, and what is no cluster is said soon."""

import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mlws_writer.cli.boundary import run
from mlws_writer.errors import InputError, UsageError
from mlws_writer.workspace import cluster, store
from mlws_writer.workspace.cluster import executor_at
from mlws_writer.workspace.layout import Workspace

INSTALL = "pip install 'mlws-writer[dask]'"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Run a cluster of two processes on loopback."""
    distributed = pytest.importorskip("distributed", reason=INSTALL)
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address="127.0.0.1:0"
    ) as local:
        yield local.scheduler_address


@pytest.fixture
def logs(workspace: Workspace) -> list[Path]:
    """Return sixty logs of a workspace."""
    paths = [workspace.root / "logs" / f"20241019-{number:06d}-run.log" for number in range(60)]
    paths[0].parent.mkdir()
    for number, path in enumerate(paths):
        path.write_text(f"2024-10-19 14:30:00 - INFO - Model: model-{number}\nAccuracy: {number}.5%\n")
    return paths


def test_a_workspace_is_read_by_a_cluster_as_by_one_process(
    workspace: Workspace, logs: list[Path], address: str
) -> None:
    """And what is not kept yet is kept."""
    alone = store.read_all(workspace, logs, keep=False)

    with executor_at(address) as executor:
        together = store.read_all(workspace, logs, executor=executor)

    assert together == alone
    assert len(list((workspace.state / "facts").glob("*.json"))) == len(logs)


def test_both_commands_print_the_same_with_a_cluster(
    workspace: Workspace, logs: list[Path], address: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """To the letter."""
    here = ["-C", str(workspace.root), "--json", "--tz", "UTC"]
    facts, summarize = ["facts", *map(str, logs)], ["summarize", "--dry-run", "--model", "none"]
    for command in (facts, summarize):
        assert run([*command, *here]) == 0
        alone = capfd.readouterr().out

        assert run([*command, *here, "--scheduler", address]) == 0

        assert capfd.readouterr().out == alone


def test_without_an_address_nothing_is_imported(workspace: Workspace, logs: list[Path]) -> None:
    """Who asks for no cluster does not wait for one."""
    with executor_at(None) as executor:
        assert executor is None


def test_without_dask_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra by its name."""
    monkeypatch.setitem(sys.modules, "distributed", None)

    with pytest.raises(UsageError) as error, executor_at("tcp://127.0.0.1:8786"):
        pass

    assert error.value.fix == INSTALL


@pytest.mark.parametrize("wrong", ["", "127.0.0.1", "tcp://127.0.0.1", "http://127.0.0.1:80", "tls://127.0.0.1:9"])
def test_what_is_no_address_is_an_error_of_use(wrong: str) -> None:
    """With an example of one."""
    pytest.importorskip("distributed", reason=INSTALL)

    with pytest.raises(UsageError, match="cannot be used") as error, executor_at(wrong):
        pass

    assert "tcp://127.0.0.1:8786" in error.value.fix


@pytest.mark.parametrize("greeting", [None, b"", b"HTTP/1.1 400 Bad Request\r\n\r\n"], ids=["gone", "silent", "web"])
def test_what_is_no_scheduler_is_said_soon(greeting: bytes | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether nobody listens there, or somebody else."""
    pytest.importorskip("distributed", reason=INSTALL)
    monkeypatch.setattr(cluster, "PATIENCE", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"tcp://127.0.0.1:{server.getsockname()[1]}"
        if greeting is None:
            server.close()
        elif greeting:
            _greet(server, greeting)

        with pytest.raises(InputError, match="no Dask scheduler answers"), executor_at(address):
            pass


def _greet(server: socket.socket, greeting: bytes) -> None:
    from threading import Thread

    def answer() -> None:
        connection, _ = server.accept()
        with connection:
            connection.sendall(greeting)

    Thread(target=answer, daemon=True).start()


def test_a_cluster_without_workers_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for the first of them."""
    distributed = pytest.importorskip("distributed", reason=INSTALL)
    with (
        distributed.LocalCluster(
            n_workers=0, processes=True, host="127.0.0.1", dashboard_address="127.0.0.1:0"
        ) as local,
        pytest.raises(InputError) as error,
        executor_at(local.scheduler_address),
    ):
        pass

    assert error.value.why == "it has no workers"


def test_workers_that_read_otherwise_are_not_asked() -> None:
    """Another mlws there would say something else of the same log."""
    with pytest.raises(UsageError) as error:
        cluster._compare("tcp://127.0.0.1:8786", _Workers())

    assert "another mlws-writer" in error.value.why


def test_a_cluster_that_ends_meanwhile_is_told(workspace: Workspace, logs: list[Path]) -> None:
    """The logs that it had not read are not taken for empty ones."""
    distributed = pytest.importorskip("distributed", reason=INSTALL)
    with (
        distributed.LocalCluster(
            n_workers=1, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address="127.0.0.1:0"
        ) as local,
        pytest.raises(InputError, match="stopped reading"),
        executor_at(local.scheduler_address) as executor,
    ):
        local.close()
        store.read_all(workspace, logs, executor=executor)

    assert not (workspace.state / "facts").exists()


class _Workers:
    """Two workers, of which one has another reader."""

    def run(self, digest: Callable[[], str]) -> dict[str, str]:
        """Return what each of them says."""
        return {"one": digest(), "two": "another"}
