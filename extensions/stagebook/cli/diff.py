"""Tell what changed in the playbook between two git revisions.

Tells it as people in sales and marketing would: stages added and moved, materials retired, criteria reworded, needs of
personas, with the change in coverage and the findings that are new and gone. One revision is compared with the files
as they are now. Nothing in the work tree or in the repository is touched.

Examples:
  stagebook diff HEAD                      what is not committed yet
  stagebook diff main --merge-base         what this branch changes
  stagebook diff v2026.3 v2026.4           between two tags
  stagebook diff HEAD~10 HEAD handbook     a playbook in another folder
  stagebook diff main --format markdown --output changes.md
                                           for a comment in a review
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from stagebook.cli.command import (
    FINE,
    Command,
    MisuseError,
    add_output,
    add_today,
    hand_over,
    present_day,
    screen_width,
    wants_colour,
)

if TYPE_CHECKING:
    import argparse
    from datetime import date

    from stagebook.comparing import State
    from stagebook.revisions import Commit, Repository

FORMATS = ("text", "markdown", "json")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("revision", metavar="REV", help="the revision to start from, such as main or HEAD~3")
    parser.add_argument(
        "more", metavar="REV_OR_ROOT", nargs="*", help="the revision to end at (default: the files as they are now), "
        "and the folder that holds data/ (default: here)"
    )  # fmt: skip
    parser.add_argument(
        "--merge-base",
        action="store_true",
        help="start where the later one left REV, so that what REV got since is out",
    )
    parser.add_argument("--format", choices=FORMATS, default=FORMATS[0], help="the form (default: %(default)s)")
    add_output(parser)
    add_today(parser)


def run(options: argparse.Namespace) -> int:
    """Compare and report."""
    from stagebook.comparing import compare
    from stagebook.render import changes
    from stagebook.revisions import RevisionError

    today = options.today or present_day()
    try:
        repository, start, end = _ends(options)
        before, after = _state(repository, start, today), _state(repository, end, today)
    except RevisionError as error:
        raise MisuseError(str(error)) from None
    compared = changes.Compared(compare(before, after), start, end)
    match options.format:
        case "json":
            text = changes.data(compared)
        case "markdown":
            text = changes.markdown(compared)
        case _:
            colour = options.output is None and wants_colour(sys.stdout)
            text = changes.text(compared, width=screen_width(), colour=colour)
    hand_over(text, options.output)
    return FINE


def _ends(options: argparse.Namespace) -> tuple[Repository, Commit, Commit | None]:
    """Work out which two states to compare: the second is None for the work tree."""
    from stagebook.revisions import Repository

    named, folder = _revision_and_root(options.more)
    repository = Repository(folder)
    start = repository.commit(options.revision)
    end = None if named is None else repository.commit(named)
    return repository, (repository.fork(start, end) if options.merge_base else start), end


def _revision_and_root(more: list[str]) -> tuple[str | None, Path]:
    """Tell the second revision from the folder, either of which may be missing."""
    from stagebook.loading import root_of
    from stagebook.revisions import Repository

    match more:
        case []:
            return None, root_of(".")
        case [named, root]:
            # Two revisions say what to compare; the folder only has to lie in the repository.
            return named, _folder(root)
        case [text]:
            if not Path(text).is_dir():
                return text, _folder(".")
            if Repository(Path()).knows(text):
                raise MisuseError(f"“{text}” is a revision and a folder; write `./{text}` for the folder")
            return None, root_of(text)
    raise MisuseError("too many arguments; expected one or two revisions and a folder")


def _folder(text: str) -> Path:
    from stagebook.loading import NoPlaybookError, root_of

    try:
        return root_of(text)
    except NoPlaybookError:
        if Path(text).is_dir():
            return Path(text)
        raise


def _state(repository: Repository, commit: Commit | None, today: date) -> State:
    from stagebook.checking import check
    from stagebook.comparing import State
    from stagebook.loading import load

    def state(root: Path) -> State:
        playbook = load(root)
        return State(playbook, check(playbook, today=today))

    if commit is None:
        return state(repository.folder)
    with repository.files_of(commit) as root:
        return state(root)


COMMAND = Command("diff", __doc__, arguments, run)
