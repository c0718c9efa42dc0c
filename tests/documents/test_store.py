"""Bytes put in place of a file that others save to, on real files."""

import os
import stat
from pathlib import Path

import pytest

from mlws_writer.documents import store, syscalls
from mlws_writer.errors import Refused, StorageError


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Give a document that is there already."""
    path = tmp_path / "ACTIVITY.md"
    path.write_bytes(b"before\n")
    return path


@pytest.fixture
def at_call(monkeypatch):
    """Do something right before a system call of the writing path is made."""

    def arrange(wanted: str, action) -> None:
        def before(name, *arguments):
            if name == wanted:
                monkeypatch.undo()
                action()

        monkeypatch.setattr(syscalls, "before", before)

    return arrange


def names(folder: Path) -> list[str]:
    """List what lies in a folder."""
    return sorted(path.name for path in folder.iterdir())


def test_a_document_is_replaced_and_nothing_is_left_beside_it(file):
    """A write leaves the new bytes, and no temporary file."""
    store.write(file, b"after\n", b"before\n")

    assert file.read_bytes() == b"after\n"
    assert names(file.parent) == ["ACTIVITY.md"]


def test_the_displaced_version_is_kept(file, tmp_path):
    """With a folder for it, what was displaced is kept there, as the same file that editors have open."""
    with file.open("ab") as editor:
        store.write(file, b"after\n", b"before\n", keep=tmp_path / "undo")
        editor.write(b"late\n")

    (kept,) = (tmp_path / "undo").iterdir()
    assert kept.read_bytes() == b"before\nlate\n"


def test_a_new_document_is_made(tmp_path):
    """A document that is not there is made with the usual mode."""
    store.write(tmp_path / "a.md", b"new\n", None)

    umask = os.umask(0)
    os.umask(umask)
    assert (tmp_path / "a.md").read_bytes() == b"new\n"
    assert stat.S_IMODE((tmp_path / "a.md").stat().st_mode) == 0o666 & ~umask
    assert names(tmp_path) == ["a.md"]


def test_the_mode_is_kept(file):
    """A private journal stays private."""
    file.chmod(0o640)

    store.write(file, b"after\n", b"before\n")

    assert stat.S_IMODE(file.stat().st_mode) == 0o640


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may give files away")
def test_the_owner_is_kept(file):
    """A journal of another user stays theirs."""
    os.chown(file, 1234, 1235)

    store.write(file, b"after\n", b"before\n")

    assert (file.stat().st_uid, file.stat().st_gid) == (1234, 1235)


def test_a_symlink_stays_one(file, tmp_path):
    """The file that a link leads to is written, the link stays."""
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "elsewhere" / "link.md"
    link.symlink_to(file)

    store.write(link, b"after\n", b"before\n")

    assert link.is_symlink()
    assert file.read_bytes() == b"after\n"
    assert names(tmp_path / "elsewhere") == ["link.md"]


def test_hard_links_stay_together(file, tmp_path):
    """A file with two names is written in place, under both of them."""
    (tmp_path / "other.md").hardlink_to(file)

    store.write(file, b"after, longer\n", b"before\n")
    store.write(file, b"short\n", b"after, longer\n")

    assert (tmp_path / "other.md").read_bytes() == b"short\n"
    assert names(tmp_path) == ["ACTIVITY.md", "other.md"]


@pytest.mark.parametrize("held", [b"saved by hand\n", None])
def test_a_save_since_the_plan_wins(file, held):
    """A file that holds something else than what was planned on is not written."""
    file.write_bytes(held) if held else file.unlink()

    with pytest.raises(store.Changed):
        store.write(file, b"after\n", b"before\n")
    assert store.read(file) == held
    assert names(file.parent) == ([file.name] if held else [])


@pytest.mark.parametrize("call", ["open", "write", "fsync", "exchange"])
def test_a_save_at_the_last_moment_wins(file, at_call, call):
    """A person may save right before any step, also before the very swap: their text stays."""
    at_call(call, lambda: file.write_bytes(b"saved by hand\n"))

    with pytest.raises(store.Changed):
        store.write(file, b"after\n", b"before\n")
    assert file.read_bytes() == b"saved by hand\n"
    assert names(file.parent) == [file.name]


def test_a_save_into_what_was_taken_back_is_kept(file, tmp_path, monkeypatch):
    """An editor may open what we put in place in the moment before it is taken back, and save to it after that."""
    swaps, editors = [], []

    def before(name, *arguments):
        if name == "exchange":
            swaps.append(name)
            if len(swaps) == 1:
                file.write_bytes(b"saved by hand\n")
            else:
                editors.append(file.open("r+b"))

    monkeypatch.setattr(syscalls, "before", before)
    with pytest.raises(store.Changed):
        store.write(file, b"after\n", b"before\n", keep=tmp_path / "undo")
    (editor,) = editors
    with editor:
        editor.write(b"after, and what was typed\n")

    assert file.read_bytes() == b"saved by hand\n"
    assert b"after, and what was typed\n" in [kept.read_bytes() for kept in (tmp_path / "undo").iterdir()]


def test_a_file_made_at_the_last_moment_wins(tmp_path, at_call):
    """A document that somebody makes right before ours gets its name is theirs."""
    at_call("link", lambda: (tmp_path / "a.md").write_bytes(b"theirs\n"))

    with pytest.raises(store.Changed):
        store.write(tmp_path / "a.md", b"ours\n", None)
    assert (tmp_path / "a.md").read_bytes() == b"theirs\n"
    assert names(tmp_path) == ["a.md"]


@pytest.mark.parametrize("error", ["ENOSPC", "EROFS", "EACCES", "EDQUOT", "EIO"])
@pytest.mark.parametrize("call", ["open", "write", "fsync", "chmod", "exchange"])
def test_a_disk_that_fails_changes_nothing(file, at_call, call, error):
    """Whichever call the disk refuses, the document is what it was and nothing of ours is left."""
    import errno

    def fail():
        raise OSError(getattr(errno, error), os.strerror(getattr(errno, error)))

    at_call(call, fail)

    with pytest.raises(StorageError) as failed:
        store.write(file, b"after\n", b"before\n")
    assert failed.value.exit_code == 7
    assert file.read_bytes() == b"before\n"
    assert names(file.parent) == [file.name]


def test_where_files_cannot_be_swapped_they_are_replaced(file, at_call):
    """A file system without the swap gets a compare and a replace."""

    def fail():
        import errno

        raise OSError(errno.EINVAL, "invalid")

    at_call("exchange", fail)

    store.write(file, b"after\n", b"before\n")

    assert file.read_bytes() == b"after\n"
    assert names(file.parent) == [file.name]


def test_a_folder_in_place_of_the_document_is_refused(tmp_path):
    """No file can stand where a folder does: exit 6, and the folder stays."""
    (tmp_path / "ACTIVITY.md").mkdir()

    with pytest.raises(Refused) as refused:
        store.read(tmp_path / "ACTIVITY.md")
    assert refused.value.exit_code == 6
    with pytest.raises(Refused):
        store.write(tmp_path / "ACTIVITY.md", b"a", None)


def test_a_document_below_a_file_cannot_be_written(file):
    """A path that leads through a file is an error of the storage."""
    with pytest.raises(StorageError):
        store.write(file / "ACTIVITY.md", b"a", None)
    assert file.read_bytes() == b"before\n"


def test_a_device_in_place_of_the_document_is_refused(tmp_path):
    """What is no file, such as a full device, is neither read nor written."""
    (tmp_path / "ACTIVITY.md").symlink_to("/dev/full")

    with pytest.raises(Refused):
        store.read(tmp_path / "ACTIVITY.md")


def test_a_torn_line_is_closed_before_the_next(tmp_path):
    """Lines added behind a torn one are lines of their own."""
    (tmp_path / "l.jsonl").write_bytes(b'{"torn')

    store.append(tmp_path / "l.jsonl", b"{}\n")

    assert (tmp_path / "l.jsonl").read_bytes() == b'{"torn\n{}\n'
