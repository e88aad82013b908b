"""Real Sphinx builds for the tests of the adapter: few, small, each in a folder of its own."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

TODAY = "2026-11-22"

SMALL = {
    "data/playbook.yaml": """\
company: {name: Acme, summary: We sell widgets., driver: customers, owner: sales, reviewed: 2026-10-01}
settings:
  version: "7"
  contact: mailto:ask@example.com
  forge: https://github.com/example/acme
""",
    "data/teams.yaml": """\
- {id: sales, name: Sales team, function: sales, owner: sales, reviewed: 2026-10-01, contact: "mailto:s@example.com"}
""",
    "data/stages.yaml": """\
- id: discovery
  name: Discovery
  phase: presale
  owner: sales
  reviewed: 2026-10-01
  aliases: [first-talk, "getting to know"]
  buyer_question: Is this worth my time?
  tools: [{tool: crm, for: keep the buyer's words}]
  personas: [buyer]
  exit_criteria: [{text: The buyer names the next step., verifiable_by_buyer: true}]
- id: won
  name: Won
  phase: close
  terminal: won
  owner: sales
  reviewed: 2026-10-01
  tools: [crm]
- id: adoption
  name: Adoption
  phase: postsale
  owner: sales
  reviewed: 2026-10-01
  tools: [crm]
  exit_criteria: [{text: The customer works with it every day., verifiable_by_buyer: true}]
""",
    "data/tools.yaml": """\
- {id: crm, name: The CRM, url: "https://crm.example.com/", owner: sales, reviewed: 2026-10-01}
""",
    "data/personas.yaml": """\
- {id: buyer, name: Head of Buying, owner: sales, reviewed: 2026-10-01, needs: [speed]}
""",
    "data/needs.yaml": """\
- {id: speed, name: Speed, owner: sales, reviewed: 2026-10-01}
""",
    "data/offerings.yaml": """\
- {id: widget, name: Widget, owner: sales, reviewed: 2026-10-01, needs: [speed]}
""",
    "data/programs.yaml": """\
- {id: reviews, name: Reviews, purpose: retain, owner: sales, reviewed: 2026-10-01, personas: [buyer], needs: [speed]}
""",
    "data/evidence.yaml": """\
- id: talk
  name: A talk
  kind: interview
  date: 2026-09-01
  voice: customer
  owner: sales
  reviewed: 2026-10-01
  supports: [need/speed, persona/buyer]
""",
    "data/materials.yaml": """\
- id: guide
  name: Guide
  kind: discovery guide
  owner: sales
  reviewed: 2026-10-01
  stages: [discovery, won, adoption]
  personas: [buyer]
  needs: [speed]
""",
    "source/hand.md": "---\norphan: true\n---\n# By hand\n\nWe meet {persona}`buyer` at {stage}`discovery`.\n",
    "conf.py": 'extensions = ["stagebook"]\n',
}
"""A playbook without gaps that the check would tell of."""


@dataclass
class Built:
    """What one run of Sphinx made and said."""

    out: Path
    warnings: str
    read: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)

    def html(self, docname: str) -> str:
        """Give the page of a document."""
        return (self.out / f"{docname}.html").read_text(encoding="utf-8")

    @property
    def pages(self) -> set[str]:
        """Give the docnames of all pages there are."""
        return {path.relative_to(self.out).with_suffix("").as_posix() for path in self.out.rglob("*.html")}


class Project:
    """A playbook in a folder of its own, to be built again and again."""

    def __init__(self, root: Path, files: Mapping[str, str]) -> None:
        self.root = root
        for path, text in files.items():
            self.write(path, text)

    def write(self, path: str, text: str) -> None:
        """Write a file below the root."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")

    def replace(self, path: str, old: str, new: str) -> None:
        """Put one text in another's place in a file."""
        text = (self.root / path).read_text(encoding="utf-8")
        assert old in text
        self.write(path, text.replace(old, new))

    def build(self, builder: str = "html", out: str = "out", *, jobs: int = 1, **conf: object) -> Built:
        """Run Sphinx once."""
        from sphinx.application import Sphinx
        from sphinx.util.console import nocolor
        from sphinx.util.docutils import docutils_namespace, patch_docutils

        nocolor()
        warnings = io.StringIO()
        built = Built(self.root / out, "")
        with patch_docutils(self.root), docutils_namespace():
            app = Sphinx(
                self.root / "source",
                self.root,
                self.root / out,
                self.root / "doctrees",
                builder,
                {"stagebook_today": TODAY, **conf},
                status=None,
                warning=warnings,
                parallel=jobs,
            )
            app.connect("source-read", lambda _app, docname, _source: built.read.append(docname))
            app.connect("html-page-context", lambda _app, name, *_rest: built.written.append(name))
            app.build()
        built.warnings = warnings.getvalue()
        return built


@pytest.fixture
def make_project(tmp_path: Path) -> Callable[..., Project]:
    """Make projects from the small playbook, with some files in other ones' place ("" leaves a file out)."""

    def make(files: Mapping[str, str] | None = None) -> Project:
        chosen = {**SMALL, **(files or {})}
        return Project(tmp_path, {path: text for path, text in chosen.items() if text})

    return make


@pytest.fixture
def manual() -> None:
    """Ask for the reference and the rules too; they take as long to build as all the rest of the small playbook."""


@pytest.fixture(autouse=True)
def lean(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out the two long pages that hold nothing of the playbook, unless a test asks for them."""
    if "manual" in request.fixturenames:
        return
    import stagebook.pages
    import stagebook.site.book

    kept = tuple(page for page in stagebook.pages.PAGES if page.name not in {"reference", "rules"})
    assert len(kept) == len(stagebook.pages.PAGES) - 2
    monkeypatch.setattr(stagebook.pages, "PAGES", kept)
    monkeypatch.setattr(stagebook.site.book, "PAGES", kept)
