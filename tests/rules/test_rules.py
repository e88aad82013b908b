"""Every rule, by the same measure: what it is called, what its manual says, and what it flags."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stagebook import rules
from stagebook.checking import check
from stagebook.loading import load
from stagebook.loading.telling import NAMES
from stagebook.online import Manners, Reply
from stagebook.online import rule as online_rule
from stagebook.rules import ALL, FAMILIES, HEADINGS
from stagebook.yamlio import faults
from tests.rules.conftest import TODAY, write_files

if TYPE_CHECKING:
    from stagebook.findings import Finding
    from stagebook.rules import Rule

CASES = Path(__file__).parent / "cases"
BY_CODE = pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.code)
EXPECT = re.compile(r"# expect: ((?:SB\d{3}(?:, )?)+)")
FAULTS = ("SB00", "SB01", "SB101", "SB107")
FILE = re.compile(r"^# (data/\S+)(?:, saved as (\S+))?$")


def answer(_method: str, url: str, _seconds: float) -> Reply:
    """Stand for the network: there is nothing where the address says so."""
    return Reply(404 if "gone" in url else 200)


RULES = (*ALL, online_rule(answer, Manners(pause=0)))
"""All rules, with the one that asks other servers asking here."""


# --- the list -------------------------------------------------------------------------------------------------------


def test_codes_and_names_are_unique_and_sorted() -> None:
    codes = [rule.code for rule in ALL]
    assert sorted(set(codes)) == codes
    assert len(ALL) == len({rule.name for rule in ALL})


def test_every_file_of_a_rule_is_in_the_list() -> None:
    folder = Path(rules.__file__).parent
    files = {file.stem for file in folder.glob("*.py")} - {"__init__", "rule"}
    assert files == {rule.name.replace("-", "_") for rule in ALL}


def test_every_fault_of_reading_is_a_rule() -> None:
    kinds = {fault.code: fault.name for fault in vars(faults).values() if isinstance(fault, faults.Kind)}
    found = {rule.code: rule.name for rule in ALL if rule.found_by == "reading"}
    assert found == {**kinds, **NAMES}


def test_every_rule_has_a_case() -> None:
    assert {rule.code for rule in ALL} == {folder.name for folder in CASES.iterdir()}


@BY_CODE
def test_what_a_rule_says_of_itself_is_true(rule: Rule) -> None:
    assert re.fullmatch(r"SB\d{3}", rule.code)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", rule.name)
    assert rule.code[2] in FAMILIES
    assert set(rule.requires) <= {other.code for other in ALL}
    finders = [rule.check is not None, rule.check_on is not None, rule.found_by != "rule"]
    assert 1 == sum(finders)


# --- the manual -----------------------------------------------------------------------------------------------------


@BY_CODE
def test_the_manual_is_whole(rule: Rule) -> None:
    assert list(HEADINGS) == re.findall(r"^## (.+)$", rule.manual, re.MULTILINE)
    assert re.match(r"[A-Z][^\n]{10,110}\.\n\n", rule.manual)
    for heading in HEADINGS[:2]:
        assert len(rule.section(heading)) > 50
    assert rule.yaml("Example") != rule.yaml("Fix")


@BY_CODE
def test_the_example_fires(rule: Rule, tmp_path: Path) -> None:
    assert rule.code in {finding.code for finding in checked_block(rule.yaml("Example"), tmp_path)}


@BY_CODE
def test_the_fix_does_not_fire(rule: Rule, tmp_path: Path) -> None:
    found = {finding.code for finding in checked_block(rule.yaml("Fix"), tmp_path)}
    assert rule.code not in found
    # A fix that is no playbook would prove nothing.
    assert not [code for code in found if code.startswith(FAULTS[:2])]


def checked_block(block: str, root: Path) -> tuple[Finding, ...]:
    """Check a block of the manual: ``playbook.yaml``, or the files that are named in comments."""
    files: dict[str, str] = {}
    encodings: dict[str, str] = {}
    path = "data/playbook.yaml"
    for line in block.splitlines(keepends=True):
        if named := FILE.match(line.strip()):
            path = named[1]
            encodings[path] = named[2] or "utf-8"
        else:
            files[path] = files.get(path, "") + line
    main = files.get("data/playbook.yaml", "")
    if "company:" not in main:
        files["data/playbook.yaml"] = f"company: Acme\n{main}"
    write_files(root, {path: text.encode(encodings.get(path, "utf-8")) for path, text in files.items()})
    return check(load(root), today=TODAY, rules=RULES)


# --- the cases ------------------------------------------------------------------------------------------------------


@BY_CODE
def test_the_bad_case_is_flagged_where_it_says(rule: Rule, tmp_path: Path) -> None:
    root = case(rule.code, "bad", tmp_path)
    found = check(load(root), today=TODAY, rules=RULES)
    wanted = expected(root)
    assert wanted
    # Faults of files and references count whatever they are: one fault, one finding.
    told = [item for item in found if item.code == rule.code or item.code.startswith(FAULTS)]
    assert wanted == sorted((item.code, item.span.path, item.span.line) for item in told)


@BY_CODE
def test_what_is_flagged_says_where_and_what_to_do(rule: Rule, tmp_path: Path) -> None:
    for item in check(load(case(rule.code, "bad", tmp_path)), today=TODAY, select=[rule.code], rules=RULES):
        assert item.name == rule.name
        assert item.fix
        assert not item.message.endswith(".")
        assert not item.fix.endswith(".")
        assert bool(item.span.line) == bool(item.span.column)
        if rule.found_by == "rule" and rule.code > "SB022":
            by_hand = item.span.path.startswith("source/")
            assert bool(item.record) != by_hand or "waivers" in (tmp_path / item.span.path).read_text(encoding="utf-8")


@BY_CODE
def test_the_good_case_is_not_flagged(rule: Rule, tmp_path: Path) -> None:
    found = check(load(case(rule.code, "good", tmp_path)), today=TODAY, rules=RULES)
    assert [] == [str(item) for item in found if item.code == rule.code]
    assert [] == [str(item) for item in found if item.code.startswith(FAULTS)]


def case(code: str, name: str, root: Path) -> Path:
    """Lay out a case: a single file is ``playbook.yaml``, a folder is all of it."""
    folder = CASES / code / name
    if folder.is_dir():
        shutil.copytree(folder, root, dirs_exist_ok=True)
    else:
        (root / "data").mkdir()
        shutil.copy(folder.with_suffix(".yaml"), root / "data" / "playbook.yaml")
    return root


def expected(root: Path) -> list[tuple[str, str, int]]:
    """Read what a case expects: from comments on the lines, and from ``expect.txt`` where none can stand there."""
    found = []
    for file in (root / "data").rglob("*.y*ml"):
        path = file.relative_to(root).as_posix()
        for number, line in enumerate(file.read_bytes().decode("utf-8", "replace").split("\n"), 1):
            if comment := EXPECT.search(line):
                found += [(code, path, number) for code in comment[1].split(", ")]
    if (root / "expect.txt").exists():
        for line in (root / "expect.txt").read_text(encoding="utf-8").splitlines():
            code, place = line.split(" ")
            path, _, at = place.partition(":")
            found.append((code, path, int(at or 0)))
    return sorted(found)
