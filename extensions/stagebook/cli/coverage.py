"""Count what the playbook covers: stages with materials and tools, needs with offerings, and who has nothing yet.

Gives the figures, and a matrix of the reusable materials at each stage for each persona. Drafts and retired records do
not count. The badge is a small picture of one figure, for the front page of a repository.

Examples:
  stagebook coverage                        the playbook in this folder
  stagebook coverage handbook --format json
  stagebook coverage --format markdown --output coverage.md
  stagebook coverage --format svg --output coverage.svg
  stagebook coverage --format svg --figure needs-with-offering --output needs.svg
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from stagebook.cli.command import (
    FINE,
    Command,
    MisuseError,
    add_output,
    add_root,
    hand_over,
    screen_width,
    wants_colour,
)

if TYPE_CHECKING:
    import argparse

FORMATS = ("text", "json", "markdown", "svg")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    add_root(parser)
    parser.add_argument("--format", choices=FORMATS, default=FORMATS[0], help="the form (default: %(default)s)")
    add_output(parser)
    parser.add_argument("--figure", metavar="NAME", help="the figure on the badge (default: stages-with-material)")


def run(options: argparse.Namespace) -> int:
    """Count and report."""
    from stagebook.figures import NAMES, figures_of
    from stagebook.loading import load
    from stagebook.render import badge, coverage

    name = _figure_name(options, NAMES)
    figures = figures_of(load(options.root))
    match options.format:
        case "svg":
            text = badge.badge(figures.get(name))
        case "json":
            text = coverage.data(figures)
        case "markdown":
            text = coverage.markdown(figures)
        case _:
            colour = options.output is None and wants_colour(sys.stdout)
            text = coverage.text(figures, width=screen_width(), colour=colour)
    hand_over(text, options.output)
    return FINE


def _figure_name(options: argparse.Namespace, names: tuple[str, ...]) -> str:
    from stagebook.near import near

    name: str = options.figure or names[0]
    if name not in names:
        guess = near(name, names)
        hint = f"did you mean `{guess}`?" if guess else f"there are: {', '.join(names)}"
        raise MisuseError(f"there is no figure “{name}”; {hint}")
    if options.figure and options.format != "svg":
        raise MisuseError("--figure goes with --format svg; the other forms give all figures")
    return name


COMMAND = Command("coverage", __doc__, arguments, run)
