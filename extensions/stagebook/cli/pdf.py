"""Print the handbook as a PDF.

All of it in one file, with every record: tagged for screen readers, with an outline, a page of contents and the
diagrams. Chromium, Chrome or Edge prints it; the environment variable CHROMIUM names one that is not found by itself.

Examples:
  stagebook pdf                          the playbook in this folder, into build/handbook.pdf
  stagebook pdf handbook -o sales.pdf    another folder, and another file
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from stagebook.cli.command import Command, MisuseError, add_root, add_today

if TYPE_CHECKING:
    import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    add_root(parser)
    parser.add_argument(
        "-o", "--out", metavar="FILE", type=Path, help="the file to write (default: ROOT/build/handbook.pdf)"
    )
    parser.add_argument("--drafts", action="store_true", help="print drafts too")
    add_today(parser)


def run(options: argparse.Namespace) -> int:
    """Print the handbook."""
    from stagebook.loading import root_of

    root = root_of(options.root)
    # Sphinx takes a second to load, so what was asked for wrongly is told before.
    from stagebook.site.building import BuildError
    from stagebook.site.printing import print_pdf

    try:
        out = options.out or root / "build" / "handbook.pdf"
        return print_pdf(root, out, drafts=options.drafts, today=options.today)
    except BuildError as error:
        raise MisuseError(str(error)) from None


COMMAND = Command("pdf", __doc__, arguments, run, brief=False)
