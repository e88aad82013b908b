"""Building and serving: Sphinx started with our defaults, and a site published only when it is whole."""

from __future__ import annotations

import contextlib
import gc
import shutil
import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

from stagebook.cachefolder import CACHE, made_cache
from stagebook.loading import DATA, MAIN, root_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stagebook.findings import Finding
    from stagebook.playbook import Playbook

UNREADABLE = ("SB001", "SB003", "SB004")
"""The faults after which a file says nothing."""
FIRST = "index.html"
"""The page to open first."""


class BuildError(Exception):
    """The site could not be built; the message says why and what to do."""


def sources(root: Path) -> tuple[Path, Path | None]:
    """Give the source folder and the folder of ``conf.py`` (None where there is none)."""
    conf = root / "conf.py"
    source = root / "source"
    if not source.is_dir():
        source = root / CACHE / "source"
        source.mkdir(parents=True, exist_ok=True)
    return source, (root if conf.is_file() else None)


def build(  # noqa: PLR0913  (each is a switch of the command)
    root: Path,
    out: Path,
    *,
    strict: bool = False,
    baseline: Path | None = None,
    drafts: bool = False,
    today: date | None = None,
    jobs: int = 1,
) -> int:
    """Build the handbook below ``root`` into ``out`` and give the exit code.

    The site is made beside ``out`` and takes its place only when it is whole; a build that fails leaves the last good
    site where it is. With ``strict`` findings at error level make it fail, but for those in ``baseline``
    or, without one, in the baseline that the settings name.
    """
    from stagebook.checking import examine  # noqa: PLC0415  (a build loads much; errors of use come first)
    from stagebook.findings import Severity  # noqa: PLC0415
    from stagebook.loading import load  # noqa: PLC0415

    root = root_of(root).resolve()
    out = out.resolve()
    _refuse_dangerous(root, out)
    day = today or datetime.now(UTC).astimezone().date()
    playbook = load(root)
    verdict = examine(playbook, today=day)
    findings = verdict.findings
    errors = [item for item in findings if item.severity >= Severity.ERROR]
    broken = [item for item in errors if item.code in UNREADABLE and Path(item.span.path).stem == MAIN]
    if broken:
        # Nothing could be said of the company; an almost empty site must not take the place of a good one.
        for item in broken:
            sys.stderr.write(_told(item, root))
        sys.stderr.write(f"not built: {broken[0].span.path} can't be read; {out} is as it was\n")
        return 1
    if is_empty(playbook):
        raise BuildError(without_records(playbook))
    named = baseline or (root / verdict.baseline if verdict.baseline else None)
    new = _new(errors, named) if strict else []
    if new:
        for item in new:
            sys.stderr.write(_told(item, root))
        counted = _counted(len(new), "new error" if named else "error")
        them = "it" if len(new) == 1 else "them"
        sys.stderr.write(f"not built: {counted}; mend {them}, or build without --strict\n")
        return 1
    with locked(root):
        made = root / CACHE / "html"
        code = run_sphinx(root, made, overrides_of(drafts=drafts, today=day), jobs=jobs)
        if code:
            sys.stderr.write(f"not built: see above; {out} is as it was\n")
            return code
        _publish(made, out)
    gaps = [item for item in findings if not item.code.startswith(("SB0", "SB1")) and item.severity > Severity.INFO]
    if gaps:
        sys.stdout.write(f"{_counted(len(gaps), 'known gap')}: see the page Gaps, or run `stagebook check`\n")
    sys.stdout.write(f"built: open {shown(out / FIRST)}\n")
    return 0


def serve(root: Path, *, port: int = 8000, open_browser: bool = False, drafts: bool = False) -> int:
    """Show the handbook on this machine and show each change to YAML or Markdown at once; ends with Ctrl-C."""
    from sphinx_autobuild.__main__ import main as autobuild  # noqa: PLC0415

    root = root_of(root).resolve()
    source, conf = sources(root)
    out = root / CACHE / "serve"
    arguments = [
        str(source), str(out), "-d", str(root / CACHE / "serve-doctrees"), "--host", "127.0.0.1", "--port", str(port),
        "--watch", str(root / "data"), "--ignore", f"{root / CACHE}/*", "-q",
    ]  # fmt: skip
    arguments += ["-c", str(conf)] if conf else ["-C"]
    for name, value in overrides_of(drafts=drafts, today=None, root=root, conf=conf).items():
        arguments += ["-D", f"{name}={value}"]
    if open_browser:
        arguments.append("--open-browser")
    autobuild(arguments)
    return 0


def overrides_of(
    *, drafts: bool, today: date | None, root: Path | None = None, conf: Path | None = None
) -> dict[str, Any]:
    """Give the settings that stand above those of ``conf.py``."""
    values: dict[str, Any] = {"stagebook_tell": "faults"}
    if drafts:
        values["stagebook_drafts"] = "1"
    if today:
        values["stagebook_today"] = today.isoformat()
    if root and not conf:
        values |= {"extensions": "stagebook", "stagebook_root": str(root)}
    return values


def run_sphinx(root: Path, out: Path, overrides: dict[str, Any], *, jobs: int = 1, builder: str = "html") -> int:
    """Build with Sphinx into ``out`` and give its exit code; each builder has doctrees of its own."""
    from sphinx.application import Sphinx  # noqa: PLC0415
    from sphinx.errors import SphinxError  # noqa: PLC0415
    from sphinx.util.console import nocolor  # noqa: PLC0415
    from sphinx.util.docutils import docutils_namespace, patch_docutils  # noqa: PLC0415

    source, conf = sources(root)
    doctrees = root / CACHE / ("doctrees" if builder == "html" else f"doctrees-{builder}")
    values = dict(overrides)
    if "stagebook_drafts" in values:
        values["stagebook_drafts"] = True
    if not conf:
        values |= {"extensions": ["stagebook"], "stagebook_root": str(root)}
    if not sys.stderr.isatty():
        nocolor()
    # Documents are many small objects that live until the end: collecting garbage among them only costs time.
    gc.set_threshold(200_000, 50, 50)
    try:
        with patch_docutils(conf), docutils_namespace():
            app = Sphinx(
                source, conf, out, doctrees, builder, values,
                status=cast("IO[str]", Progress(sys.stderr)), warning=sys.stderr, parallel=jobs,
            )  # fmt: skip
            app.build()
            return int(app.statuscode)
    except SphinxError as error:
        sys.stderr.write(f"{error}\n")
        return 1


class Progress:
    """Sphinx's many words as one line that changes on a terminal, and as nothing at all in a pipe."""

    def __init__(self, stream: Any) -> None:  # noqa: ANN401  (any text stream)
        """Take the stream to write to."""
        self.stream = stream
        self.live = bool(getattr(stream, "isatty", lambda: False)())

    def write(self, text: str) -> int:
        """Show the last line said."""
        if self.live:
            words = text.replace("\r", "\n").strip().splitlines()
            if words:
                width = shutil.get_terminal_size().columns - 1
                self.stream.write(f"\r\x1b[2K{words[-1][:width]}")
                self.stream.flush()
        return len(text)

    def flush(self) -> None:
        """Leave the line empty for whatever comes next."""
        if self.live:
            self.stream.write("\r\x1b[2K")
            self.stream.flush()

    def isatty(self) -> bool:
        """Say that colours are not wanted: they would count as width."""
        return False


def _told(item: Finding, root: Path) -> str:
    place = item.span._replace(path=shown(root / item.span.path))
    return f"{place}: {item.code} {item.message}; {item.fix}\n"


def is_empty(playbook: Playbook) -> bool:
    """Tell whether the files hold no record at all; the company that every playbook has is then made up."""
    return not playbook.company.span.line and sum(map(len, playbook.records.values())) == 1


def without_records(playbook: Playbook) -> str:
    """Say that there is nothing to build from, and what to do."""
    data = shown(playbook.root / DATA)
    if playbook.contents:
        return f"{data} holds no record that can be read; `stagebook check` says what is wrong with its files"
    return f"{data} holds no record; write {MAIN}.yaml there, with `company: {{name: ...}}` in it"


def _new(findings: Sequence[Finding], file: Path | None) -> Sequence[Finding]:
    """Leave out the findings that a baseline holds."""
    from stagebook.baseline import BaselineError, read_baseline  # noqa: PLC0415  (few builds have one)

    if file is None:
        return findings
    try:
        return read_baseline(file).compare(findings).new
    except BaselineError as error:
        hint = "" if file.exists() else "; `stagebook check --update-baseline` writes one"
        raise BuildError(f"{error}{hint}") from None


def _refuse_dangerous(root: Path, out: Path) -> None:
    """Refuse a place for the site that would bury the playbook or somebody's other files."""
    if (
        out == root
        or out in root.parents
        or any(out == root / name or root / name in out.parents for name in ("data", "source"))
    ):
        message = f"{out} holds the playbook itself; name another folder, such as build/html"
        raise BuildError(message)
    if out.is_dir() and any(out.iterdir()) and not (out / ".buildinfo").exists():
        message = f"{out} holds other files; name a new folder, or one that holds an earlier build"
        raise BuildError(message)
    if out.exists() and not out.is_dir():
        message = f"{out} is a file; name a folder"
        raise BuildError(message)


def _publish(made: Path, out: Path) -> None:
    """Put a copy of the whole site in the place of the last one."""
    out.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        shutil.copytree(made, fresh, dirs_exist_ok=True)
        fresh.chmod(0o755)
        old = fresh.with_name(f"{fresh.name}-old")
        if out.exists():
            out.rename(old)
        fresh.rename(out)
        shutil.rmtree(old, ignore_errors=True)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


@contextlib.contextmanager
def locked(root: Path) -> Iterator[None]:
    """Let one build at a time use the cache."""
    lock = made_cache(root) / "lock"
    try:
        import fcntl  # noqa: PLC0415  (not on every system)
    except ImportError:
        yield
        return
    with lock.open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            message = "another build of this playbook is running; wait for it to end"
            raise BuildError(message) from None
        yield


def _counted(number: int, one: str) -> str:
    return f"1 {one}" if number == 1 else f"{number} {one}s"


def shown(path: Path) -> str:
    """Write a path as people would: from here, where it is below."""
    with contextlib.suppress(ValueError):
        return str(path.relative_to(Path.cwd()))
    return str(path)
