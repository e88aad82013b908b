"""A file is written as a whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from stagebook.yamlio.writing import NotWrittenError, write_atomically


def test_a_file_is_replaced(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"a: 1\n")
    file.chmod(0o640)

    assert write_atomically(file, "\ufeffa: é\r\n", root=tmp_path)

    assert "\ufeffa: é\r\n".encode() == file.read_bytes()
    assert [file] == list(tmp_path.iterdir())
    if os.name == "posix":
        assert 0o640 == file.stat().st_mode & 0o7777


def test_a_new_file_is_made(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    assert write_atomically(file, "a: 1\n", root=tmp_path)
    assert b"a: 1\n" == file.read_bytes()
    beside = tmp_path / "b.yaml"
    beside.touch()
    assert beside.stat().st_mode == file.stat().st_mode


def test_nothing_is_written_where_nothing_changes(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"a: 1\n")
    before = file.stat()

    assert not write_atomically(file, "a: 1\n", root=tmp_path)

    assert (before.st_ino, before.st_mtime_ns) == (file.stat().st_ino, file.stat().st_mtime_ns)


@pytest.mark.skipif(os.name != "posix", reason="links take rights elsewhere")
def test_links(tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    outside = tmp_path / "outside.yaml"
    outside.write_bytes(b"a: 1\n")
    (root / "real.yaml").write_bytes(b"a: 1\n")
    for name, target in {"out": outside, "in": Path("real.yaml"), "loop": Path("loop.yaml")}.items():
        (root / f"{name}.yaml").symlink_to(target)
    (root / "folder").symlink_to(tmp_path)

    for name in ("out.yaml", "folder/outside.yaml", "loop.yaml", "../outside.yaml"):
        with pytest.raises(NotWrittenError, match=name):
            write_atomically(root / name, "a: 2\n", root=root)
    assert b"a: 1\n" == outside.read_bytes()

    assert write_atomically(root / "in.yaml", "a: 2\n", root=root)
    assert (root / "in.yaml").is_symlink()
    assert b"a: 2\n" == (root / "real.yaml").read_bytes()


def test_what_can_not_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"a: 1\n")
    with pytest.raises(NotWrittenError, match="no ordinary file"):
        write_atomically(tmp_path, "", root=tmp_path)
    with pytest.raises(NotWrittenError, match="characters"):
        write_atomically(file, "\ud800", root=tmp_path)
    with pytest.raises(NotWrittenError, match="could not be written"):
        write_atomically(tmp_path / "none" / "a.yaml", "", root=tmp_path)

    with monkeypatch.context() as patch:
        patch.setattr(os, "access", lambda *_: False)
        with pytest.raises(NotWrittenError, match="write-protected"):
            write_atomically(file, "", root=tmp_path)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(NotWrittenError, match="No space left"):
            write_atomically(file, "a: 2\n", root=tmp_path)
    assert b"a: 1\n" == file.read_bytes()
    assert [file] == list(tmp_path.iterdir())
