"""Say what is wrong or missing in a playbook, where, and what to do.

Reads everything below data/ and tells each fault and each gap with file, line and column. Ends with 0 where all is
well, with 1 where something was found at the level of --fail-on, and with 2 where the command was called wrongly.
Which rules count and how much they weigh is set in data/playbook.yaml.

With --fix, misspelled names of fields, choices and records and dates in another form are put right in the files, where
only one thing can have been meant; all else in the files stays as it is. With --diff nothing is written: what --fix
would do is shown, and the command ends with 1 where there is anything.

Where nothing has changed since the last check, what that one found is told again. It is kept in .stagebook-cache/,
which may be deleted at any time.

A baseline is a file that holds the findings of a day. With --baseline they do not count any more, so that a playbook
with many gaps can go on without new ones. A finding is known again when lines move.

Examples:
  stagebook check                        the playbook in this folder
  stagebook check handbook --select SB3  only what is missing at stages and for needs
  stagebook check --ignore SB601         all but overdue reviews
  stagebook check --fail-on warning      end with 1 at a warning too
  stagebook check --online               look for dead links too, which asks other servers
  stagebook check --statistics           how often each rule was broken
  stagebook check --format sarif --output findings.sarif
  stagebook check --format github        annotations beside the lines of a pull request
  stagebook check --diff                 what --fix would change
  stagebook check --fix                  change it
  stagebook check --baseline baseline.yaml --update-baseline
                                         write down what there is now
  stagebook check --baseline baseline.yaml
                                         tell only what is new since then; with `baseline: baseline.yaml` under
                                         `settings` in playbook.yaml, check and build do so by themselves
"""

from __future__ import annotations

import os
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
from stagebook.reports import FORMS, report_in

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from stagebook.baseline import Baseline
    from stagebook.fixing import FixResult
    from stagebook.reports import Results
    from stagebook.rules import Rule
    from stagebook.verdict import RuleState, Verdict

LEVELS = ("error", "warning", "info", "never")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    add_root(parser)
    parser.add_argument(
        "--format", choices=FORMS, default=FORMS[0], help="the form of the report (default: %(default)s)"
    )
    parser.add_argument("--output", metavar="FILE", type=Path, help="write the report into a file")
    text = "{} the rules of these codes, beginnings of codes (SB3) or names, with commas between them"
    parser.add_argument("--select", metavar="CODES", action="append", default=[], help=text.format("tell only"))
    parser.add_argument("--ignore", metavar="CODES", action="append", default=[], help=text.format("leave out"))
    parser.add_argument(
        "--fail-on", choices=LEVELS, default="error", help="the least severity that ends with 1 (default: %(default)s)"
    )
    parser.add_argument(
        "--online", action="store_true", help="ask other servers too whether the playbook's addresses lead somewhere"
    )
    parser.add_argument("--statistics", action="store_true", help="count findings by rule instead of telling each")
    parser.add_argument(
        "--show-known",
        action="store_true",
        help="tell what the baseline or a waiver covers too (not in github and gitlab)",
    )
    parser.add_argument(
        "--baseline",
        metavar="FILE",
        type=Path,
        help="tell only findings that are not in this file (default: what `settings.baseline` in playbook.yaml names)",
    )
    parser.add_argument(
        "--update-baseline", action="store_true", help="write the findings that there are now into the baseline"
    )
    mending = parser.add_mutually_exclusive_group()
    mending.add_argument("--fix", action="store_true", help="mend in the files what can be mended without doubt")
    mending.add_argument("--diff", action="store_true", help="show what --fix would change, and change nothing")
    parser.add_argument(
        "--order", action="store_true", help="with --fix or --diff: put the fields of records in the usual order too"
    )
    parser.add_argument(
        "--no-cache", action="store_true", help="check anew, even where nothing has changed since the last time"
    )
    add_today(parser)


def run(options: argparse.Namespace) -> int:
    """Check a playbook and report."""
    from stagebook.loading import root_of

    _refuse(options)
    options.today = options.today or present_day()
    root = root_of(options.root)
    if options.diff:
        return _show_changes(options, root)
    if options.fix:
        _mend(options, root)
    verdict = _verdict(options, root)
    if options.baseline is None and verdict.baseline:
        options.baseline = root / verdict.baseline
    if options.update_baseline and options.baseline is None:
        raise MisuseError("--update-baseline needs a file: --baseline FILE, or `baseline` in the settings")
    results = _results(options, root, verdict)
    _tell(options, report_in(options.format).write(results))
    return FINDINGS if results.failed else FINE


def _verdict(options: argparse.Namespace, root: Path) -> Verdict:
    """Give what the last check found where that still holds, and check where it does not."""
    from stagebook.remembering import Memory

    # What other servers answer can't be known without asking them.
    memory = None if options.online or options.no_cache else Memory(root, options.today)
    verdict = memory.recall() if memory else None
    if verdict is None:
        _codes(options)
        from stagebook.checking import examine
        from stagebook.loading import load

        playbook = load(root)
        verdict = examine(playbook, today=options.today, rules=_rules(options))
        if verdict.findings:
            from stagebook.mending import with_mendable

            verdict = verdict._replace(findings=with_mendable(playbook, verdict.findings))
        if memory:
            memory.keep(playbook, verdict)
    return verdict


def _refuse(options: argparse.Namespace) -> None:
    """Refuse arguments that make no sense together."""
    if options.statistics and not report_in(options.format).counts:
        able = " and ".join(form for form in FORMS if report_in(form).counts)
        raise MisuseError(f"--statistics goes with the formats {able}, not with {options.format}")
    if options.order and not (options.fix or options.diff):
        raise MisuseError("--order goes with --fix or --diff")
    if options.update_baseline and options.diff:
        raise MisuseError("--diff changes nothing, so --update-baseline can't go with it")


def _codes(options: argparse.Namespace, states: Iterable[RuleState] | None = None) -> frozenset[str]:
    """Give the codes of the rules that are asked."""
    from stagebook.selecting import UnknownRuleError, chosen

    if states is None:
        from stagebook.rules import ALL

        names = {rule.code: rule.name for rule in ALL}
        online = {rule.code for rule in ALL if rule.found_by == "network"}
    else:
        names = {state.code: state.name for state in states}
        online = {state.code for state in states if state.is_online}
    try:
        codes = chosen(_listed(options.select), _listed(options.ignore), names)
    except UnknownRuleError as error:
        raise MisuseError(f"{error}\n`stagebook rule` lists all rules.") from None
    if options.online:
        return codes
    if codes and codes <= online:
        raise MisuseError(f"{', '.join(sorted(codes))} asks other servers; add --online for that")
    return codes - online


def _listed(values: list[str]) -> list[str]:
    return [name.strip() for value in values for name in value.split(",") if name.strip()]


# --- what was found ---------------------------------------------------------------------------------------------------


def _results(options: argparse.Namespace, root: Path, verdict: Verdict) -> Results:
    from stagebook.findings import Severity
    from stagebook.lines import Lines
    from stagebook.reports import Known, Results

    codes = _codes(options, verdict.rules)
    checked = verdict.only(codes)
    # Of what could not be read nobody knows whether it still has its gaps.
    left_out = frozenset(rule.code for rule in verdict.rules if rule.code not in codes or not verdict.is_whole)
    new, stale = checked.findings, 0
    known: list[Known] = []
    if options.baseline:
        found = _baseline(options, root, checked, left_out).compare(checked.findings, left_out=left_out)
        new, stale = found.new, found.stale
        known += [Known(item, "baseline", f"in {options.baseline}") for item in found.known]
    known += [Known(item.finding, "waiver", item.why) for item in checked.waived]
    return Results(
        new,
        Lines(root),
        verdict.records,
        rules=_asked(codes, verdict) if report_in(options.format).rules else (),
        limit=None if options.fail_on == "never" else Severity[options.fail_on.upper()],
        known=tuple(sorted(known, key=lambda item: item.finding.order)),
        show_known=options.show_known,
        baseline=str(options.baseline or ""),
        stale=stale,
        today=options.today,
        folder=_folder(root),
        here=_way_to(root),
        handbook=f"{verdict.site_url.rstrip('/')}/" if verdict.site_url else "",
        statistics=options.statistics,
        colour=options.output is None and wants_colour(sys.stdout),
    )


def _asked(codes: frozenset[str], verdict: Verdict) -> tuple[Rule, ...]:
    from stagebook.rules import BY_CODE

    return tuple(BY_CODE[rule.code] for rule in verdict.rules if rule.code in codes and not rule.is_off)


def _rules(options: argparse.Namespace) -> tuple[Rule, ...]:
    from stagebook.rules import ALL

    if not options.online:
        return ALL
    from stagebook import online

    return (*ALL, online.rule())


def _baseline(options: argparse.Namespace, root: Path, checked: Verdict, left_out: frozenset[str]) -> Baseline:
    """Read the baseline, and renew it where that is asked for."""
    from stagebook.baseline import Baseline, BaselineError, read_baseline

    file: Path = options.baseline
    try:
        before = Baseline() if options.update_baseline and not file.exists() else read_baseline(file)
    except BaselineError as error:
        hint = "" if file.exists() else "\nTo write one, add --update-baseline."
        raise MisuseError(f"{error}{hint}") from None
    if not options.update_baseline:
        return before
    if file.resolve().is_relative_to(root.resolve() / "data"):
        raise MisuseError(f"{file} would be read as records: keep the baseline outside data/")
    after = before.renewed(checked.findings, left_out=left_out)
    _write(file, after.text())
    new, gone = ((one.entries - other.entries).total() for one, other in ((after, before), (before, after)))
    print(f"{file}: {after.entries.total()} findings, {new} of them new; {gone} taken out", file=sys.stderr)
    return after


def _way_to(root: Path) -> str:
    """Give the way from the present folder to the playbook's; as it was named where it does not lead down."""
    try:
        way = Path(os.path.relpath(root))
    except ValueError:
        way = root  # On another drive.
    way = root if ".." in way.parts else way
    return "" if way == Path() else f"{way.as_posix().rstrip('/')}/"


def _folder(root: Path) -> str:
    """Give the folder of the repository that holds the playbook, as forges name files from the top."""
    root = root.resolve()
    top = next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), root)
    return "" if root == top else f"{root.relative_to(top).as_posix()}/"


# --- mending ----------------------------------------------------------------------------------------------------------


def _mend(options: argparse.Namespace, root: Path) -> None:
    """Mend the files, and say on the other stream what was done."""
    from stagebook.yamlio.writing import NotWrittenError, write_atomically

    result = _changes(options, root)
    for file in result.changed:
        try:
            write_atomically(root / file.path, file.new, root=root)
        except NotWrittenError as error:
            raise MisuseError(str(error)) from None
        for words in file.mended:
            print(f"{_way_to(root)}{words}", file=sys.stderr)
    _tell_left(result, root)


def _show_changes(options: argparse.Namespace, root: Path) -> int:
    """Show what would be mended."""
    from stagebook.fixing import unified_diff

    result = _changes(options, root)
    _tell(options, unified_diff(result))
    _tell_left(result, root)
    return FINDINGS if result.changed else FINE


def _changes(options: argparse.Namespace, root: Path) -> FixResult:
    from stagebook.checking import examine
    from stagebook.fixing import fixes, paths_of
    from stagebook.loading import load
    from stagebook.yamlio.writing import text_of

    codes = _codes(options)
    playbook = load(root)
    findings = examine(playbook, today=options.today).only(codes).findings
    texts = {path: text_of(root / path) for path in paths_of(playbook, findings)}
    sources = {path: text for path, text in texts.items() if text is not None}
    return fixes(playbook, findings, sources, order=options.order)


def _tell_left(result: FixResult, root: Path) -> None:
    for words in result.left:
        print(f"{_way_to(root)}{words}", file=sys.stderr)


# --- output -----------------------------------------------------------------------------------------------------------


def _tell(options: argparse.Namespace, text: str) -> None:
    if options.output is None:
        sys.stdout.write(text)
    else:
        _write(options.output, text)


def _write(file: Path, text: str) -> None:
    """Write a file in one step; a pipe or a device such as /dev/stdout takes the text as it comes."""
    from stagebook.yamlio.writing import NotWrittenError, write_atomically

    text = text.encode(errors="backslashreplace").decode()
    try:
        if file.exists() and not file.is_file() and not file.is_dir():
            file.write_text(text, encoding="utf-8")
        else:
            write_atomically(file, text, root=file.resolve().parent)
    except NotWrittenError as error:
        raise MisuseError(str(error)) from None
    except OSError as error:
        raise MisuseError(f"{file} could not be written: {error.strerror}") from None


COMMAND = Command("check", __doc__, arguments, run)
