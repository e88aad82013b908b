"""Revisions: what git knows of the playbook's files. The work tree is never touched.

Nothing that a caller names can be taken for an option of git: revisions are looked up first, and then only their hashes
are handed on. What stands in a repository can't lead out of the folder that a revision is put into either.
"""

from __future__ import annotations

import os
import re
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO, TYPE_CHECKING, NamedTuple
from urllib.parse import unquote_to_bytes

from stagebook.near import near

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

LARGEST = 5_000_000
"""Bytes of a file that is read; of a larger one only the size is kept, which is all that a check says about it."""

WRITTEN = ("data", "source")
"""The folders of a playbook whose texts are read; of all other files and folders only those matter that they name."""

TEXTS = (".yaml", ".yml", ".md", ".rst", ".txt", ".html", ".htm")

SHORT = 7
"""Characters of a hash where people read."""

# A hook of git's sets these for the repository it runs in, relative to another folder than the playbook's.
_LOCAL = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR")

_PIECES = re.compile(rb"[^\s\"'`<>()\[\]{}|,;#?]+")
_MODES = ("100644", "100755")
_NOWHERE = (b"symlink", b"dangling", b"loop", b"notdir")
_TYPES = (b"blob", b"tree", b"commit", b"tag")


class RevisionError(Exception):
    """Git, or the revision that somebody named, is not there; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit: the words by which the caller named it, its hash and its day."""

    named: str
    hash: str
    day: date | None

    @property
    def short(self) -> str:
        """The hash as people write it."""
        return self.hash[:SHORT]


class _Blob(NamedTuple):
    """A file of a revision: its path below the playbook's folder, and the name of its content for git."""

    path: str
    content: str


def git(folder: Path, *arguments: str, patience: float | None = None) -> subprocess.CompletedProcess[bytes]:
    """Run git in a folder, without questions to the user and without locks.

    Raises OSError where there is no git, TimeoutExpired after ``patience`` seconds.
    """
    command = ["git", "-C", str(folder), *arguments]
    return subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, timeout=patience, check=False, env=_environment()
    )


def _environment() -> Mapping[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in _LOCAL}
    # The messages of git are looked into, and never shown in another language than ours.
    return {**kept, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}


class Repository:
    """The repository in which a playbook's folder lies."""

    def __init__(self, folder: Path) -> None:
        """Find the repository around a folder. Raises RevisionError where there is none, or no git."""
        self.folder = folder
        try:
            done = git(folder, "rev-parse", "--show-prefix")
        except OSError:
            raise RevisionError("git is not installed, or not on the path") from None
        if done.returncode:
            raise RevisionError(_why_no_repository(folder, done.stderr.decode("utf-8", "replace")))
        self.prefix = os.fsdecode(done.stdout.removesuffix(b"\n")).rstrip("/")
        """The folder's path below the top of the repository, with ``/``; empty where it is the top."""

    # --- naming ------------------------------------------------------------------------------------------------------

    def commit(self, named: str) -> Commit:
        """Look a revision up: a branch, a tag, a hash, ``HEAD~3`` or whatever else git understands.

        Raises RevisionError where it is none.
        """
        found = self._hash(named)
        if found is None:
            raise RevisionError(self._unknown(named))
        shown = git(self.folder, "show", "--no-patch", "--no-show-signature", "--format=%cs", found)
        try:
            return Commit(named, found, date.fromisoformat(shown.stdout.decode("ascii", "replace").strip()))
        except ValueError:
            return Commit(named, found, None)

    def knows(self, named: str) -> bool:
        """Tell whether a text names a revision."""
        return self._hash(named) is not None

    def _hash(self, named: str) -> str | None:
        if not named or named.startswith("-") or "\0" in named or "\n" in named:
            return None
        done = git(self.folder, "rev-parse", "--verify", "--quiet", f"{named}^{{commit}}")
        text = done.stdout.decode("ascii", "replace").strip()
        return text if done.returncode == 0 and re.fullmatch(r"[0-9a-f]{40,64}", text) else None

    def _unknown(self, named: str) -> str:
        if ".." in named:
            return f"“{named}” is a range; name its two ends, as in `stagebook diff main HEAD`"
        if git(self.folder, "rev-parse", "--verify", "--quiet", "HEAD").returncode:
            return f"there is no revision “{named}”; nothing is committed yet"
        listed = git(self.folder, "for-each-ref", "--format=%(refname:short)")
        guess = near(named, listed.stdout.decode("utf-8", "replace").split())
        hint = f"; did you mean `{guess}`?" if guess else ""
        if git(self.folder, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true":
            hint += (
                "; this clone is shallow and holds only the latest history: fetch the rest with"
                " `git fetch --unshallow`, or in continuous integration with a fetch depth of 0"
            )
        return f"there is no revision “{named}” here{hint or '; `git log --all --oneline` lists those there are'}"

    def fork(self, one: Commit, other: Commit | None) -> Commit:
        """Give the commit at which the other left the first, by the first one's name; for None HEAD is the other.

        Raises RevisionError where they have no history in common.
        """
        done = git(self.folder, "merge-base", one.hash, other.hash if other else "HEAD")
        text = done.stdout.decode("ascii", "replace").strip()
        if done.returncode or not text:
            name = f"“{other.named}”" if other else "HEAD"
            raise RevisionError(f"“{one.named}” and {name} have no history in common here; is the clone shallow?")
        return replace(self.commit(text), named=one.named)

    # --- reading -----------------------------------------------------------------------------------------------------

    @contextmanager
    def files_of(self, commit: Commit) -> Iterator[Path]:
        """Put the playbook as it was at a commit into a folder of its own, which is gone afterwards.

        Raises RevisionError where the commit holds no playbook, or can't be read.
        """
        blobs = self._blobs(commit)
        if not any(blob.path.startswith("data/") for blob in blobs):
            place = f"`{self.prefix}/data/`" if self.prefix else "`data/`"
            raise RevisionError(f"there is no playbook at “{commit.named}” ({commit.short}): it holds no {place}")
        with TemporaryDirectory(prefix="stagebook-", ignore_cleanup_errors=True) as folder:
            self._put(blobs, Path(folder))
            yield Path(folder)

    def _blobs(self, commit: Commit) -> list[_Blob]:
        done = git(self.folder, "ls-tree", "-r", "-z", "--full-tree", f"{commit.hash}:{self.prefix}")
        if done.returncode:
            return []
        return list(self._listed(commit, done.stdout))

    def _listed(self, commit: Commit, listing: bytes) -> Iterator[_Blob]:
        for entry in listing.split(b"\0"):
            about, _, name = entry.partition(b"\t")
            mode, kind, content = (*about.decode("ascii", "replace").split(), "", "", "")[:3]
            path = os.fsdecode(name)
            if kind != "blob" or not _stays_inside(path):
                continue
            if mode in _MODES:
                yield _Blob(path, content)
            elif "\n" not in path:
                # A symbolic link: git follows it, as far as it stays in the repository.
                yield _Blob(path, f"{commit.hash}:{'/'.join(part for part in (self.prefix, path) if part)}")

    def _put(self, blobs: list[_Blob], into: Path) -> None:
        texts = [blob for blob in blobs if blob.path.split("/")[0] in WRITTEN and blob.path.lower().endswith(TEXTS)]
        words: set[bytes] = set()
        for blob, content in zip(texts, self._contents(texts), strict=True):
            _write(into, blob.path, content)
            words.update(_PIECES.findall(content) if isinstance(content, bytes) else ())
        names = set(_names_in(words))
        for folder in {str(parent) for blob in blobs for parent in PurePosixPath(blob.path).parents}:
            if _last_piece(folder) in names:
                (into / folder).mkdir(parents=True, exist_ok=True)
        done = set(texts)
        others = [blob for blob in blobs if blob not in done and _last_piece(blob.path) in names]
        named = [blob for blob in others if blob.path.lower().endswith(TEXTS)]
        for blob, content in zip(named, self._contents(named), strict=True):
            _write(into, blob.path, content)
        done.update(named)
        for blob in others:
            if blob not in done:
                # That it is there is all that matters.
                _write(into, blob.path, b"")

    def _contents(self, blobs: Iterable[_Blob]) -> Iterator[bytes | int | None]:
        """Read files one after the other: the size of one that is too large, None for a link that leads nowhere."""
        wanted = list(blobs)
        if not wanted:
            return
        command = ["git", "-C", str(self.folder), "cat-file", "--batch", "--follow-symlinks"]
        # The questions stand in a file: with pipes both ways git could wait for us while we wait for git.
        with TemporaryFile() as questions:
            questions.writelines(os.fsencode(f"{blob.content}\n") for blob in wanted)
            questions.seek(0)
            with subprocess.Popen(
                command, stdin=questions, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_environment()
            ) as process:
                if process.stdout is not None:  # It is a pipe, as said above.
                    for blob in wanted:
                        yield _answer(process.stdout, blob)


def _answer(stream: IO[bytes], blob: _Blob) -> bytes | int | None:
    header = stream.readline().split()
    if len(header) == 2 and header[0] in _NOWHERE and header[1].isdigit():  # noqa: PLR2004  (why, and a size)
        stream.read(int(header[1]) + 1)
        return None
    if len(header) != 3 or header[1] not in _TYPES:  # noqa: PLR2004  (hash, type and size)
        raise RevisionError(f"git can't give {blob.path}: the repository does not hold all of its files")
    kind, length = header[1], int(header[2])
    if length <= LARGEST:
        content = stream.read(length + 1)[:-1]
        return content if kind == b"blob" else None
    left = length + 1
    while left:
        left -= len(stream.read(min(left, LARGEST))) or left
    return length


def _names_in(words: Iterable[bytes]) -> Iterator[bytes]:
    """Give what in the words may be the name of a file, or the end of one."""
    for word in words:
        name = word.rsplit(b"/", 1)[-1]
        yield name
        yield name.rstrip(b".:!")
        if b"%" in name:
            yield from _PIECES.findall(unquote_to_bytes(name))[-1:]


def _last_piece(path: str) -> bytes:
    pieces = _PIECES.findall(os.fsencode(path.rsplit("/", 1)[-1]))
    return pieces[-1] if pieces else b""


def _stays_inside(path: str) -> bool:
    """Tell whether a path leads to a place below a folder; a tree made by hand may hold any name."""
    steps = path.split("/")
    odd = (os.sep, os.altsep or "/", ":") if os.name == "nt" else ()
    return all(step not in {"", ".", ".."} and not any(char in step for char in odd if char != "/") for step in steps)


def _write(folder: Path, path: str, content: bytes | int | None) -> None:
    if content is None:
        return
    file = folder / path
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("wb") as stream:
            if isinstance(content, int):
                stream.truncate(content)
            else:
                stream.write(content)
    except OSError as error:
        raise RevisionError(f"can't write {path} into a temporary folder: {error.strerror}") from None


def _why_no_repository(folder: Path, said: str) -> str:
    if "dubious ownership" in said:
        return f"git does not trust the repository of {folder}, as it belongs to somebody else: {said.strip()}"
    if "not a git repository" in said or "work tree" in said:
        return f"{folder} lies in no git repository, so there are no revisions to compare"
    return f"git can't read the repository of {folder}: {said.strip() or 'it does not say why'}"
