"""What a check finds is mended where there is no doubt, and nothing else in the files changes."""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections import Counter
from datetime import date
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagebook.checking import check
from stagebook.findings import Edit, Finding
from stagebook.fixing import FixResult, disordered, fixes, paths_of, unified_diff
from stagebook.loading import load
from stagebook.rules import dangling_role, reference_to_nothing
from stagebook.spans import Span
from stagebook.yamlio.editing import lines_of
from stagebook.yamlio.reading import read_bytes
from stagebook.yamlio.writing import text_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stagebook.playbook import Playbook

TODAY = date(2026, 11, 22)
RULES = (reference_to_nothing.RULE, dangling_role.RULE)


class Folder:
    """A playbook on disk, from texts by path below ``data/``."""

    def __init__(self, root: Path, files: Mapping[str, str]) -> None:
        self.root = root
        self.write(
            {f"data/{path}": dedent(text) for path, text in {"playbook.yaml": "company: Acme\n", **files}.items()}
        )

    def write(self, texts: Mapping[str, str]) -> None:
        for path, text in texts.items():
            file = self.root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())

    def read(self) -> tuple[Playbook, tuple[Finding, ...], dict[str, str]]:
        playbook = load(self.root)
        findings = check(playbook, today=TODAY, rules=RULES)
        texts = {path: text_of(self.root / path) for path in paths_of(playbook, findings)}
        return playbook, findings, {path: text for path, text in texts.items() if text is not None}

    def fix(self) -> None:
        """Mend what can be mended, in the files."""
        self.write({file.path: file.new for file in self.fixes().changed})

    def fixes(self, *, order: bool = False) -> FixResult:
        return fixes(*self.read(), order=order)

    def fixed(self, path: str) -> str:
        """Give what becomes of a file."""
        return next((file.new for file in self.fixes().files if file.path == f"data/{path}"), "")


CYCLE = """\
stages: [{id: discovery}, {id: demo-call}]
tools: [{id: crm}, {id: call-recorder, aliases: [phone-recorder]}]
"""

MENDED = {
    "field": ("- id: deck\n  sumary: A deck.  # sumary\n", "- id: deck\n  summary: A deck.  # sumary\n"),
    "field inside": (
        "- {id: deck, links: [{url: https://a.b/, titel: A}]}\n",
        "- {id: deck, links: [{url: https://a.b/, title: A}]}\n",
    ),
    "choice": ("- id: deck\n  kind: 'Case studdy'\n", "- id: deck\n  kind: 'case study'\n"),
    "date": (
        "- {id: deck, reviewed: 2026/3/5, expires: 25.3.2026}\n",
        "- {id: deck, reviewed: 2026-03-05, expires: 2026-03-25}\n",
    ),
    "reference": ("- {id: deck, stages: [discovry]}\n", "- {id: deck, stages: [discovery]}\n"),
    "reference without a list": ('- {id: deck, stages: "discovry"}\n', '- {id: deck, stages: "discovery"}\n'),
    "reference inside": (
        "- id: deck\n  stages:\n    - from: discovry\n      to: demo_call\n",
        "- id: deck\n  stages:\n    - from: discovery\n      to: demo-call\n",
    ),
    "roles": (
        "- id: x\n  notes: |\n    {tool}`call-recoder`\n    {tool}`old <phone-recoder>`, {tool}`call-recoder`\n",
        "- id: x\n  notes: |\n    {tool}`call-recorder`\n    {tool}`old <phone-recorder>`, {tool}`call-recorder`\n",
    ),
    "role in folded text": (
        "- id: deck\n  notes: See\n    {tool}`call-recoder call <call-recoder>`.\n",
        "- id: deck\n  notes: See\n    {tool}`call-recoder call <call-recorder>`.\n",
    ),
    "role in quotes": (
        '- id: deck\n  notes: "{playbook:tool}`call-recoder`"\n',
        '- id: deck\n  notes: "{playbook:tool}`call-recorder`"\n',
    ),
    "CR LF and a byte order mark": ("\ufeff- id: deck\r\n  sumary: A\r\n", "\ufeff- id: deck\r\n  summary: A\r\n"),
    "a mapping that two records share": (
        "- &x {id: deck, sumary: A}\n- {<<: *x, id: script}\n",
        "- &x {id: deck, summary: A}\n- {<<: *x, id: script}\n",
    ),
}


@pytest.mark.parametrize(("text", "expected"), MENDED.values(), ids=MENDED.keys())
def test_what_is_mended(text: str, expected: str, tmp_path: Path) -> None:
    folder = Folder(tmp_path, {"playbook.yaml": f"company: Acme\n{CYCLE}", "materials.yaml": text})
    result = folder.fixes()
    assert [expected] == [file.new for file in result.changed]
    assert () == result.left
    folder.write({file.path: file.new for file in result.changed})
    assert [] == [item for item in folder.read()[1] if item.code in {"SB010", "SB013", "SB014", "SB101", "SB107"}]
    assert () == folder.fixes().changed


LEFT = {
    "date of two days": "- {id: deck, reviewed: 5.3.2026}\n",
    "field that is there": "- {id: deck, sumary: A, summary: B}\n",
    "field that two may be": "- {id: deck, sumary: A, summery: B}\n",
    "field without a near one": "- {id: deck, frobnicate: B}\n",
    "choice of nothing": "- {id: deck, kind: brochure}\n",
    "reference to nothing near": "- {id: deck, stages: [closed]}\n",
    "role of nothing near": "- {id: deck, notes: '{tool}`fax`'}\n",
    "role in code": "- {id: deck, notes: '`{tool}` is a role; ``{tool}`call-recoder` `` a use of it'}\n",
    "text under an alias": "- {id: deck, stages: [&x discovry], notes: *x}\n",
    "no YAML": "- {id: deck, sumary: A\n",
}


@pytest.mark.parametrize("text", LEFT.values(), ids=LEFT.keys())
def test_what_is_left(text: str, tmp_path: Path) -> None:
    folder = Folder(tmp_path, {"playbook.yaml": f"company: Acme\n{CYCLE}", "materials.yaml": text})
    assert () == folder.fixes().changed
    assert () == folder.fixes().mended


@pytest.mark.parametrize("line", ["link: https://example.com", "title: The deck", "tools: [crm]", "objection: no"])
def test_a_field_that_was_meant_for_another_one_is_left_to_people(tmp_path: Path, line: str) -> None:
    folder = Folder(tmp_path, {"materials/deck.yaml": f"{line}\n"})
    playbook = load(folder.root)
    assert ["SB010"] == [item.code for item in playbook.faults]
    assert [()] == [item.edits for item in playbook.faults]


def test_the_main_file_and_its_waivers(tmp_path: Path) -> None:
    text = """\
    compnay: {name: Acme}
    waivers:
      - {rule: SB301, record: stages/discovry, reason: new, untill: 2027/1/5}
    stages: [discovery]
    """
    folder = Folder(tmp_path, {"playbook.yaml": text})
    folder.fix()
    assert "until: 2027/1/5" in folder.read()[2]["data/playbook.yaml"]
    folder.fix()
    folder.fix()
    expected = dedent(text).replace("compnay", "company").replace("discovry", "discovery")
    expected = expected.replace("untill: 2027/1/5", "until: 2027-01-05")
    assert expected == folder.read()[2]["data/playbook.yaml"]


def test_own_fields(tmp_path: Path) -> None:
    main = """\
    company: Acme
    fields:
      tool:
        region: {type: choice, choices: [north and east, south]}
        since: {type: date}
    """
    folder = Folder(
        tmp_path, {"playbook.yaml": main, "tools.yaml": "- {id: crm, regoin: north and eats, since: 20260305}"}
    )
    assert "- {id: crm, region: north and eats, since: 2026-03-05}" == folder.fixed("tools.yaml")


def test_what_it_says(tmp_path: Path) -> None:
    text = "- id: deck\n  notes: &x discovry\n  sumary: A\n  stages: [*x]\n"
    folder = Folder(tmp_path, {"playbook.yaml": f"company: Acme\n{CYCLE}", "materials.yaml": text})
    result = folder.fixes(order=True)
    assert (
        "data/materials.yaml:1:3: the fields of material/deck were put in order",
        "data/materials.yaml:3:3: “sumary” became “summary”",
    ) == result.mended
    assert ("data/materials.yaml:4:12: “discovry” is still to become “discovery”",) == result.left


def test_a_file_that_is_not_there_is_left(tmp_path: Path) -> None:
    playbook, _, _ = Folder(tmp_path, {}).read()
    finding = Finding(Span("data/x.yaml", 1, 1), "", edits=(Edit(Span("data/x.yaml", 1, 1), "a", "b"),))
    result = fixes(playbook, [finding], {})
    assert () == result.changed
    assert ("data/x.yaml:1:1: “a” is still to become “b”",) == result.left


# --- order ------------------------------------------------------------------------------------------------------------


def test_the_order_of_keys(tmp_path: Path) -> None:
    rest = "- {name: X, id: x}\n- y\n- id: z\n  region: a\n"
    text = f"- owner: sales\n  region: north\n  name: CRM\n  # its id\n  id: crm\n{rest}"
    main = "company: Acme\nfields:\n  tool: {region: {type: text}}\n"
    folder = Folder(tmp_path, {"playbook.yaml": main, "tools.yaml": text})
    playbook, _, sources = folder.read()

    found = disordered(playbook, sources)
    assert [("SB024", "tool/crm", Span("data/tools.yaml", 1, 3))] == [
        (item.code, item.record, item.span) for item in found
    ]
    assert () == folder.fixes().changed

    result = folder.fixes(order=True)
    expected = f"# its id\n- id: crm\n  name: CRM\n  owner: sales\n  region: north\n{rest}"
    assert [expected] == [file.new for file in result.changed]
    folder.write({file.path: file.new for file in result.changed})
    assert () == folder.fixes(order=True).changed


# --- diff -------------------------------------------------------------------------------------------------------------


def test_the_diff_is_one_that_git_applies(tmp_path: Path) -> None:
    files = {
        "playbook.yaml": f"company: Acme\n{CYCLE}",
        "materials/a.yaml": "name: A\nsumary: B",
        "materials/b.yaml": "\ufeffname: A\r\nsumary: B\r\nnotes: \u2028C\r\n",
        "materials/c.yaml": "name: A\rsumary: B\r",
        "materials/d.yaml": "name: A\n",
    }
    folder = Folder(tmp_path, files)
    result = folder.fixes(order=True)
    diff = unified_diff(result)
    assert diff.startswith(
        "--- a/data/materials/a.yaml\n+++ b/data/materials/a.yaml\n@@ -1,2 +1,2 @@\n name: A\n"
        "-sumary: B\n\\ No newline at end of file\n+summary: B\n\\ No newline at end of file\n"
    )
    assert ["a", "b", "c"] == [Path(file.path).stem for file in result.changed]
    command = ["git", "apply", "--whitespace=nowarn", "-"]
    subprocess.run(
        command, cwd=tmp_path, input=diff.encode(), check=True, env={"GIT_CEILING_DIRECTORIES": str(tmp_path.parent)}
    )
    assert {file.path: file.new for file in result.files} == {
        file.path: (tmp_path / file.path).read_bytes().decode() for file in result.files
    }


def test_without_changes_there_is_no_diff(tmp_path: Path) -> None:
    assert "" == unified_diff(Folder(tmp_path, {"tools.yaml": "- {id: crm}\n"}).fixes(order=True))


# --- properties -------------------------------------------------------------------------------------------------------

GOOD = {
    "playbook.yaml": """\
company: {name: Acme, driver: customers}  # us
waivers:
  - {rule: SB301, record: stage/discovery, reason: new, until: 2027-01-05}
""",
    "stages.yaml": """\
# The stages.
- name: Discovery
  # never change the id
  id: discovery
  reviewed: 2026-03-05  # by sales

  tools:
    - {tool: call-recorder, for: "notes"}
    # and
    - crm
  buyer_question: |
    # Is it big enough?
    See {tool}`call-recorder`.
- id: demonstration
  personas: [&boss head-of-sales]
  next: [{stage: discovery}]
""",
    "tools.yaml": "- {id: call-recorder, name: Call recorder, status: active}\n- id: crm\n  owner: sales-team\n",
    "personas/head-of-sales.yaml": """\
name: 'Head of sales'
buying_roles: [economic buyer]
links:
- {date: 2026-01-05, url: 'https://example.com/'}
""",
    "teams.yaml": "- sales-team\n",
}


def slip(text: str, place: int, change: str) -> str:
    match change:
        case "":
            return text[:place] + text[place + 1 :]
        case "swap":
            return text[:place] + text[place : place + 2][::-1] + text[place + 2 :]
    return text[:place] + change + text[place + 1 :]


slips = st.lists(
    st.tuples(
        st.sampled_from(sorted(GOOD)),
        st.integers(0, 400),
        st.sampled_from(["", "swap", "e", "x", "/", "&y ", "\r", "#"]),
    ),
    min_size=1,
    max_size=6,
)


def comments(text: str) -> Counter[str]:
    return Counter(re.findall(r"(?:^|(?<=\s))#.*", text, re.MULTILINE))


@given(slips)
def test_slips_of_the_pen(found: list[tuple[str, int, str]]) -> None:
    files = dict(GOOD)
    for path, place, change in found:
        files[path] = slip(files[path], place % len(files[path]), change)
    with tempfile.TemporaryDirectory() as name:
        folder = Folder(Path(name), files)
        for _ in range(4):
            playbook, findings, sources = folder.read()
            result = fixes(playbook, findings, sources)
            for file in result.files:
                asked = {int(words.removeprefix(f"{file.path}:").split(":")[0]) for words in file.mended}
                pairs = zip(lines_of(file.old), lines_of(file.new), strict=True)
                assert {number for number, (old, new) in enumerate(pairs, 1) if old != new} <= asked
                assert comments(file.old) == comments(file.new)
            for file in fixes(playbook, findings, sources, order=True).files:
                plain = next((item.new for item in result.files if item.path == file.path), file.old)
                assert read_bytes(plain.encode(), "").value == read_bytes(file.new.encode(), "").value
                assert comments(plain) == comments(file.new)
            if not result.changed:
                break
            folder.write({file.path: file.new for file in result.changed})
        assert () == folder.fixes().changed
