"""Build the handbook.

The site is built beside its place and put there only when it is whole: a build that fails leaves the last good one
as it was. Gaps are shown in the handbook; with --strict errors stop the build, but for those that a baseline holds (see
`stagebook check --help`).

Examples:
  stagebook build                        the playbook in this folder, into build/html
  stagebook build handbook -o public     another folder, and another place for the site
  stagebook build --strict -j auto       in continuous integration, on all processors
  stagebook build --strict --baseline baseline.yaml
                                         errors that were there before may stay
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from stagebook.cli.command import Command, MisuseError, add_root, add_today


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    add_root(parser)
    parser.add_argument("-o", "--out", metavar="OUT", type=Path, help="where the site goes (default: ROOT/build/html)")
    parser.add_argument("--strict", action="store_true", help="build nothing while there are errors")
    parser.add_argument(
        "--baseline",
        metavar="FILE",
        type=Path,
        help="with --strict: let errors in this file pass (default: what `settings.baseline` in playbook.yaml names)",
    )
    parser.add_argument("--drafts", action="store_true", help="publish drafts too")
    add_today(parser)
    parser.add_argument(
        "-j", "--jobs", metavar="N", type=_jobs, default=1, help="work with N processes, or `auto` (default: 1)"
    )


def _jobs(text: str) -> int:
    if text == "auto":
        return os.cpu_count() or 1
    if text.isdecimal() and 0 < int(text) < 1000:  # noqa: PLR2004  (more would be a slip of the finger)
        return int(text)
    raise argparse.ArgumentTypeError(f"“{text}” is no number of processes; write one, or `auto`")


def run(options: argparse.Namespace) -> int:
    """Build the site."""
    from stagebook.loading import root_of

    if options.baseline and not options.strict:
        raise MisuseError("--baseline goes with --strict: without it no error stops the build")
    root = root_of(options.root)
    # Sphinx takes a second to load, so what was asked for wrongly is told before.
    from stagebook.site.building import BuildError, build

    out = options.out or root / "build" / "html"
    try:
        return build(
            root,
            out,
            strict=options.strict,
            baseline=options.baseline,
            drafts=options.drafts,
            today=options.today,
            jobs=options.jobs,
        )
    except BuildError as error:
        raise MisuseError(str(error)) from None


COMMAND = Command("build", __doc__, arguments, run, brief=False)
