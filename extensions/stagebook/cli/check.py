"""Say what is wrong or missing in a playbook, where, and what to do.

Reads everything below data/ and tells each fault and each gap with file, line and column. Ends with 0 where all is
well, with 1 where something was found at the level of --fail-on, and with 2 where the command was called wrongly.
Which rules count and how much they weigh is set in data/playbook.yaml.

Examples:
  stagebook check                        the playbook in this folder
  stagebook check handbook --select SB3  only what is missing at stages and for needs
  stagebook check --ignore SB601         all but overdue reviews
  stagebook check --fail-on warning      end with 1 at a warning too
  stagebook check --format json --output findings.json
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from stagebook.cli.command import (
    FINDINGS,
    FINE,
    Command,
    MisuseError,
    add_root,
    add_today,
    present_day,
    wants_colour,
)
from stagebook.reports import BY_NAME, REPORTS

if TYPE_CHECKING:
    import argparse

LEVELS = ("error", "warning", "info", "never")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    add_root(parser)
    names = [report.name for report in REPORTS]
    parser.add_argument(
        "--format", choices=names, default=names[0], help="the form of the report (default: %(default)s)"
    )
    parser.add_argument("--output", metavar="FILE", type=Path, help="write the report into a file")
    text = "{} the rules of these codes, beginnings of codes (SB3) or names, with commas between them"
    parser.add_argument("--select", metavar="CODES", action="append", default=[], help=text.format("tell only"))
    parser.add_argument("--ignore", metavar="CODES", action="append", default=[], help=text.format("leave out"))
    parser.add_argument(
        "--fail-on", choices=LEVELS, default="error", help="the least severity that ends with 1 (default: %(default)s)"
    )
    add_today(parser)


def run(options: argparse.Namespace) -> int:
    """Check a playbook and report."""
    from stagebook.checking import UnknownRuleError, check
    from stagebook.findings import Severity
    from stagebook.lines import Lines
    from stagebook.loading import load
    from stagebook.reports import Results

    playbook = load(options.root)
    try:
        findings = check(
            playbook,
            today=options.today or present_day(),
            select=_listed(options.select),
            ignore=_listed(options.ignore),
        )
    except UnknownRuleError as error:
        raise MisuseError(f"{error}\n`stagebook rule` lists all rules.") from None
    records = sum(len(found) for found in playbook.records.values())
    colour = options.output is None and wants_colour(sys.stdout)
    text = BY_NAME[options.format].write(Results(findings, Lines(playbook.root), records, colour))
    if options.output is None:
        sys.stdout.write(text)
    else:
        _write(options.output, text)
    if options.fail_on == "never":
        return FINE
    limit = Severity[options.fail_on.upper()]
    return FINDINGS if any(finding.severity >= limit for finding in findings) else FINE


def _listed(values: list[str]) -> list[str]:
    return [name.strip() for value in values for name in value.split(",") if name.strip()]


def _write(file: Path, text: str) -> None:
    try:
        file.write_text(text, encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise MisuseError(f"can't write {file}: {error.strerror}") from None


COMMAND = Command("check", __doc__, arguments, run)
