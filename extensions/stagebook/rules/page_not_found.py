"""A step of an onboarding path whose page does not exist.

## What it does

Flags a `page` of a path's step for which there is neither a file `source/<page>.md` nor a page that the handbook makes
itself, such as `roadmap` or `stages/discovery`.

## Why it matters

A new colleague follows the path in the first week, alone. A step that leads nowhere costs the time of two people, and
the trust in every other step.

## Example

```yaml
paths:
  - id: first-week
    steps:
      - {when: day 1, action: read, page: how-we-sell}
```

## Fix

```yaml
paths:
  - id: first-week
    steps:
      - {when: day 1, action: read, page: roadmap}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagebook.addresses import COVERAGE, FRAMEWORK, GAPS, GLOSSARY, HOME, ROADMAP, docname_of, index_of
from stagebook.beside import SUFFIXES
from stagebook.findings import Finding, Severity
from stagebook.kinds import BY_NAME
from stagebook.kinds.path import Path
from stagebook.near import near
from stagebook.rules.rule import Rule
from stagebook.yamlio.faults import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stagebook.playbook import Playbook


def check(playbook: Playbook) -> Iterator[Finding]:
    """Give each step of a live path that leads to a page which is not there."""
    made: set[str] = set()
    for path in playbook.all(Path):
        for position, step in enumerate(path.steps):
            if not (path.live and step.page):
                continue
            made = made or made_pages(playbook)
            docname = written_docname(step.page)
            if docname not in made and not playbook.beside.is_page(docname):
                guess = near(docname, (*made, *playbook.beside.pages()))
                yield Finding(
                    path.place_of("steps", position, "page"),
                    f"there is no page `{shown(step.page)[1:-1]}`",
                    f"did you mean `{guess}`?" if guess else f"write `source/{docname}.md`, or name another page",
                    path.key,
                )


def written_docname(page: str) -> str:
    """Give the docname of a page that is named with or without its file's ending, a slash before it or an anchor."""
    name = page.partition("#")[0].strip().strip("/")
    return next((name.removesuffix(suffix) for suffix in SUFFIXES if name.endswith(suffix)), name)


def made_pages(playbook: Playbook) -> set[str]:
    """Give the names of the pages that the handbook makes itself."""
    made = {HOME, ROADMAP, COVERAGE, FRAMEWORK, GAPS, GLOSSARY, *(index_of(kind) for kind in BY_NAME)}
    return made | {docname_of(record) for records in playbook.records.values() for record in records.values()}


RULE = Rule("SB106", "page-not-found", Severity.ERROR, __doc__, check)
