"""A playbook that means harm in every text it holds, for all kinds and fields that there are.

It is made from the kinds' own models, so that a new kind or field is hostile from its first day. Whatever runs says so
by setting ``window.ran``; nothing on a page may ever do that.
"""

from __future__ import annotations

import json
import re
import types
from datetime import date
from itertools import cycle
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin

from stagebook.kinds import KINDS
from stagebook.kinds.fields import LONGEST_ID, Choices, IsProse, IsUrl, Model, Period, RefTo, Slug
from stagebook.kinds.own import TYPES, OwnField

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from stagebook.kinds import Kind

RAN = "window.ran=1"
TEXTS = (
    f"<script>{RAN}</script>",
    f"<img src=x onerror={RAN}>",
    f'"><svg onload={RAN}>',
    f"' onmouseover='{RAN}' x='",
    f"</title></script></textarea></style><script>{RAN}</script>",
    f"]]><script>{RAN}</script><![CDATA[ <!-- -->",
    f"${{{RAN}}} `{RAN}` {{{{ 7*7 }}}} {{% raw %}} #{{1}}",
    f'"]; click a href "javascript:{RAN}" %%{{init: {{}}}}%% ]--> end; subgraph',
    f"[click](javascript:{RAN}) ![x](data:text/html,<script>{RAN}</script>) | *a* _b_ # c",
    "\u202eexe.gnp\u202c \u2067x \u2066y \u200b\u200d\u2060z\u200f",
    "\u05e9\u05dc\u05d5\u05dd (1) \u05e2\u05d5\u05dc\u05dd",
    f"&lt;script&gt;{RAN}&lt;/script&gt; &#60;b&#62; &amp;amp; \\u003cscript\\u003e",
    f"\"'\\\"');{RAN};//",
    "W" * 300,
)
"""Texts of one line."""
PROSE = (
    *TEXTS,
    f'<script>{RAN}</script>\n\n<div onclick="{RAN}">block</div>\n\n<style>*{{display:none}}</style>\n',
    (
        f"[a](javascript:{RAN}) [b](JaVaScRiPt:{RAN}) [c](data:text/html,<script>{RAN}</script>)"
        f" [d](&#106;avascript:{RAN}) <javascript:{RAN}> [e][f]\n\n[f]: javascript:{RAN} \"t' onclick='{RAN}\"\n"
    ),
    f'![a](x" onerror="{RAN}) ![b](data:image/svg+xml,<svg/onload={RAN}>) ![c](https://elsewhere.example/c.png)\n',
    f'[a](https://example.com "x\' onmouseover=\'{RAN}"){{onclick="{RAN}" style="position:fixed" target="_top"}}\n',
    f"```{{raw}} html\n<script>{RAN}</script>\n```\n\n{{raw}}`<script>{RAN}</script>`\n",
    f"```{{eval-rst}}\n.. raw:: html\n\n   <script>{RAN}</script>\n```\n",
    "```{include} /etc/passwd\n```\n\n```{literalinclude} /etc/passwd\n```\n\n{download}`/../../../etc/passwd`\n",
    "```{meta}\n:http-equiv=refresh: 0;url=https://elsewhere.example/\n```\n\n```{toctree}\n:glob:\n*\n```\n",
    (
        f'```mermaid\nflowchart LR\n  a["<script>{RAN}</script>"] --> b\n  click a href "javascript:{RAN}"\n'
        f'  click b call alert("x")\n```\n'
    ),
    f"```html\n<script>{RAN}</script>\n```\n\n`<script>{RAN}</script>`\n\n    <script>{RAN}</script>\n",
    f"- ```\n\n<script>{RAN}</script>\n\n~~~ <script>{RAN}</script> ~~~\n",
    f":::{{card}} <script>{RAN}</script>\n:link: javascript:{RAN}\n:::\n\n{{bdg-link}}`x <javascript:{RAN}>`\n",
    f"# <script>{RAN}</script>\n\n| <b onclick={RAN}>a</b> | b |\n| --- | --- |\n| \\| | `|` |\n\n> x </blockquote>\n",
    f"</p></div></section></article></main></body></html>\n\n<h1>no</h1>\n\n***\n\n[^1]: <script>{RAN}</script>\n",
    f"[x](/{'W' * 300}) ![x](/{'W' * 300}.png)\n",
    "```\nnever closed",
)
"""Texts of several lines, in Markdown."""
URLS = (
    "https://example.com/?a='onmouseover='window.ran=1'&b=javascript:window.ran=1",
    "https://example.com/%22%3E%3Cscript%3Ewindow.ran=1%3C/script%3E#'x`${1}{{7*7}}",
    "mailto:a@example.com?subject='%20onclick='window.ran=1",
    "tel:+1;ext='window.ran=1'",
)
"""Addresses that may be published, though they look for trouble."""
UNSAFE_URLS = ("javascript:window.ran=1", "data:text/html,<script>window.ran=1</script>", "vbscript:x", "file:///etc")
"""Addresses that must be refused."""

EACH, MANY = 2, 9
"""Records of a kind: enough for neighbours, and for the kinds of the longest lists enough for tables to be sorted."""
TODAY = date(2026, 11, 22)


class Hostile:
    """Makes the records; each text is taken from the list in turn, so that all come up in fields of all kinds."""

    def __init__(self) -> None:
        """Start at the beginning of all lists."""
        self.texts, self.prose, self.urls = cycle(TEXTS), cycle(PROSE), cycle(URLS)
        self.serial = 0

    def playbook(self) -> dict[str, Any]:
        """Give all that ``playbook.yaml`` holds: settings, own fields, and the records of all kinds."""
        return {
            "settings": {
                "title": f"How {TEXTS[4]} sells",
                "version": f"{TEXTS[2]} \\",
                "date_format": "d MMMM yyyy '<script>'",
                "contact": URLS[2],
                "forge": {"url": "https://forge.example/a'b", "branch": TEXTS[2], "folder": TEXTS[3]},
            },
            "fields": {kind.name: self.own_fields() for kind in KINDS},
            **{kind.folder: self.records(kind) for kind in KINDS},
            "waivers": [self.waiver(number, text) for number, text in zip((2, 5), (TEXTS[4], PROSE[-6]), strict=True)],
        }

    def waiver(self, number: int, reason: str) -> dict[str, str]:
        """Waive that a material is made for a single client, which is told on the page of gaps."""
        record = f"material/{id_of('material', number)}"
        return {"rule": "SB401", "record": record, "reason": reason, "until": "2027-01-31", "by": TEXTS[number]}

    def own_fields(self) -> dict[str, dict[str, Any]]:
        """Give a field of each type, which the records will have too."""
        made: dict[str, dict[str, Any]] = {}
        for name in (*TYPES, "choice", "stage"):
            made[f"own_{name}"] = {"type": name, "label": self.text(), "text": self.markdown()}
        made["own_choice"]["choices"] = list(TEXTS[:3])
        assert set(made["own_choice"]) <= set(OwnField.written_fields)
        return made

    def records(self, kind: Kind) -> Any:  # noqa: ANN401  (a list of records, or the one company)
        """Give the records of a kind, with every field that it has."""
        if kind.name == "company":
            return self.record(kind, 0)
        return [self.record(kind, number) for number in range(count(kind))]

    def record(self, kind: Kind, number: int) -> dict[str, Any]:
        """Give one record; the first has the longest id that there may be."""
        made = self.mapping(kind.model, number)
        made |= self.own_values(number)
        made["id"] = id_of(kind.name, number)
        made["name"] = name_of(kind, number)
        made["aliases"] = [f"{self.text()} {kind.name} {number}", f"old-{kind.name}-{number}"]
        made["status"] = "active"
        if kind.name == "stage":
            made["phase"] = ("presale", "presale", "presale", "close", "postsale")[number % 5]
            made["terminal"] = "won" if made["phase"] == "close" else None
            made["next"] = [{"stage": id_of("stage", (number + 1) % MANY), "when": self.markdown()}]
        if kind.name == "motion":
            made["stages"] = [id_of("stage", stage) for stage in range(MANY)]
        if kind.name == "tool":
            made["replaced_by"] = None
        if number == EACH - 1:
            # Refused one and all; the rest of the record has to be there all the same.
            made["links"].append({"url": UNSAFE_URLS[self.serial % len(UNSAFE_URLS)], "title": self.text()})
        return made

    def own_values(self, number: int) -> dict[str, Any]:
        """Give the values of the company's own fields."""
        values: dict[str, Any] = {"text": self.text(), "prose": self.markdown(), "number": 7, "date": "2026-01-01"}
        values |= {"flag": "true", "url": next(self.urls), "choice": TEXTS[number % 3], "stage": id_of("stage", 0)}
        return {f"own_{name}": value for name, value in values.items()}

    def mapping(self, model: type[Model], number: int) -> dict[str, Any]:
        """Give a value for each field of a model."""
        return {
            field.alias or name: self.value(field.annotation, tuple(field.metadata), number)
            for name, field in model.model_fields.items()
        }

    def value(self, annotation: Any, metadata: tuple[Any, ...], number: int) -> Any:  # noqa: ANN401, C901, PLR0911  (annotations and values are of every type)
        """Give a value of a type."""
        origin, arguments = get_origin(annotation), get_args(annotation)
        for mark in metadata:
            match mark:
                case RefTo(kinds=kinds):
                    return self.reference(kinds, number)
                case IsProse():
                    return self.markdown()
                case IsUrl():
                    return next(self.urls)
                case Choices(options=options):
                    return options[number % len(options)]
        if origin is Annotated:
            return self.value(arguments[0], (*metadata, *arguments[1:]), number)
        if origin in {Union, types.UnionType}:
            inner = next(part for part in arguments if part is not type(None))
            return self.value(inner, metadata, number)
        if origin is tuple:
            found = [self.value(arguments[0], (), number + step) for step in range(2)]
            return [item for place, item in enumerate(found) if item not in found[:place]]
        if origin is Literal:
            return arguments[number % len(arguments)]
        if isinstance(annotation, type) and issubclass(annotation, Model):
            return self.mapping(annotation, number)
        return self.plain(annotation, metadata)

    def plain(self, annotation: Any, metadata: tuple[Any, ...]) -> Any:  # noqa: ANN401
        """Give a value of a type without parts."""
        if annotation is date:
            return TODAY.replace(day=1).isoformat()
        if annotation in {int, float}:
            return 7
        if annotation is bool:
            return "true"
        assert annotation is str, annotation
        forms = [FORMS[mark] for mark in metadata if mark in FORMS]
        # A form of text that this file doesn't know yet: better to say so than to be refused everywhere.
        assert forms or not any(hasattr(mark, "func") for mark in metadata), metadata
        return forms[0] if forms else self.text()

    def reference(self, kinds: tuple[str, ...], number: int) -> str:
        """Name a record, of one of several kinds by its kind too."""
        kind = kinds[number % len(kinds)]
        target = id_of(kind, number % count_of(kind))
        return f"{kind}/{target}" if len(kinds) > 1 else target

    def text(self) -> str:
        """Give the next text of one line; no two are the same, as twins would be told of."""
        self.serial += 1
        return f"{next(self.texts)} {self.serial}"

    def markdown(self) -> str:
        """Give the next piece of prose."""
        self.serial += 1
        return next(self.prose)


FORMS = {get_args(Period)[1]: "6 months", get_args(Slug)[1]: "an-id"}
"""Texts that have a form of their own, by what checks it."""


def count(kind: Kind) -> int:
    """Give how many records of a kind there are."""
    return MANY if kind.name in {"stage", "material"} else EACH


def count_of(kind: str) -> int:
    """Give how many records of a kind there are, by its name."""
    return next(count(item) for item in KINDS if item.name == kind)


def id_of(kind: str, number: int) -> str:
    """Give the id of a record; those of the first are as long as ids may be."""
    return f"{kind}-{'x' * LONGEST_ID}"[:LONGEST_ID] if number == 0 else f"{kind}-{number}"


def name_of(kind: Kind, number: int) -> str:
    """Give the name of a record: another attack for each."""
    place = [item.name for item in KINDS].index(kind.name)
    return f"{TEXTS[(place + number * 5) % len(TEXTS)]} {kind.one} {number}"


def shown_name(kind: Kind, number: int) -> str:
    """Give the name as readers see it: without what would turn its order around."""
    return re.sub("[\u202a-\u202e\u2066-\u2069]", "", name_of(kind, number))


def write(root: Path) -> Path:
    """Write the playbook, with a page by hand, below a folder."""
    (root / "data").mkdir(parents=True)
    # Every JSON text is YAML too, and leaves no doubt about what is quoted.
    text = json.dumps(Hostile().playbook(), ensure_ascii=False, indent=1)
    (root / "data" / "playbook.yaml").write_text(text, encoding="utf-8")
    (root / "source").mkdir()
    (root / "source" / "by-hand.md").write_text(BY_HAND + "".join(_roles()), encoding="utf-8")
    return root


BY_HAND = """\
# By hand

```{playbook-materials}
```

"""


def _roles() -> Iterator[str]:
    for kind in KINDS:
        if kind.name != "company":
            yield f"{{playbook:{kind.name}}}`{id_of(kind.name, 1)}`, "
