"""What a command is, and what the commands share: misuse, the day, and whether to use colour."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TextIO

FINE, FINDINGS, MISUSE = 0, 1, 2
"""Exit codes: all is well; something was found; the command was called in a way that it does not understand."""

WIDEST = 100
"""Columns beyond which lines are hard to read, however wide the terminal is."""


class MisuseError(Exception):
    """The command was called wrongly; the message says in plain words what was expected."""


class Parser(argparse.ArgumentParser):
    """A parser that says what is wrong in one line, and where to read more."""

    def error(self, message: str) -> NoReturn:
        """Tell a mistake in the arguments."""
        raise MisuseError(f"{message}\nSee `{self.prog} --help`.")


class Command(NamedTuple):
    """A command of the program: ``manual`` is the docstring of its module.

    Its first line is the help in one line, the paragraphs after it are the description, and what stands under
    ``Examples:`` is shown as it is. ``arguments`` adds the arguments to a parser, ``run`` gives the exit code.
    ``brief`` says that it reads, tells and is over.
    """

    name: str
    manual: str
    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]
    brief: bool = True

    @property
    def summary(self) -> str:
        """What the command does, in one line."""
        return self.manual.strip().split("\n", 1)[0].rstrip(".")

    @property
    def description(self) -> str:
        """What the command does, without the examples."""
        return self.manual.partition("\nExamples:\n")[0].strip()

    @property
    def examples(self) -> str:
        """Calls of the command with what they do."""
        found = self.manual.partition("\nExamples:\n")[2]
        return f"Examples:\n{found.rstrip()}" if found else ""


def add_root(parser: argparse.ArgumentParser) -> None:
    """Add the folder of the playbook."""
    parser.add_argument(
        "root", metavar="ROOT", nargs="?", default=".", help="the folder that holds data/ (default: here)"
    )


def add_output(parser: argparse.ArgumentParser) -> None:
    """Add the file into which the output goes."""
    parser.add_argument("--output", metavar="FILE", type=Path, help="write into a file, and print nothing")


def hand_over(text: str, output: Path | None) -> None:
    """Print a text, or write it into the file that was asked for."""
    if output is None:
        sys.stdout.write(text)
        return
    try:
        output.write_text(text, encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise MisuseError(f"can't write {output}: {error.strerror}") from None


def add_today(parser: argparse.ArgumentParser) -> None:
    """Add the day for which the command works."""
    text = "the day that counts as today, such as 2026-03-31 (default: the clock's)"
    parser.add_argument("--today", metavar="DATE", type=day, help=text)


def day(text: str) -> date:
    """Read a day from the command line."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is no date; write year-month-day, such as 2026-03-31") from None


def present_day() -> date:
    """Give the day by the clock of this machine."""
    return datetime.now(UTC).astimezone().date()


def wants_colour(stream: TextIO) -> bool:
    """Tell whether a person reads a stream on a terminal that shows colours, and has not asked for none."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def screen_width() -> int:
    """Give how many columns to write: those of the terminal, but not more than are easy to read."""
    import shutil

    return min(shutil.get_terminal_size().columns, WIDEST)
