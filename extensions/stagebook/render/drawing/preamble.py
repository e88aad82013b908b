"""Mermaid text made ready for the renderer: our settings in front, entity codes out of its way, nothing unprintable.

Settings come in the frontmatter (`---`, `config: ...`, `---`) and in directives (`%%{init: ...}%%`). Both are read here
and written anew as one frontmatter, so that what must hold, holds whatever the source says.
"""

from __future__ import annotations

import html
import json
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from stagebook.diagrams.mermaid import BIDI_CONTROLS

if TYPE_CHECKING:
    from stagebook.yamlio.reading import Value

LONGEST_SOURCE = 200_000
"""Characters a diagram may have; Mermaid itself stops at 50,000."""

_SETTINGS: dict[str, Any] = {
    "maxTextSize": LONGEST_SOURCE,
    "maxEdges": 2_000,
    "flowchart": {
        "padding": 8,
        "nodeSpacing": 24,
        "rankSpacing": 48,
        "minNodeWidth": 56,
        "wrappingWidth": 260,
        # More than it takes, for `tidy` can close a frame but not open it.
        "subGraphTitleMargin": {"top": 14, "bottom": 36},
    },
    "sequence": {"mirrorActors": False},
    "gantt": {"useMaxWidth": True},
}
# The renderer derives its colours from these. `paint` then takes each colour as no more than a hue.
_HUES = ("#cfdcfb", "#c9ece6", "#fbe6bd", "#ead7f7", "#fad5dc", "#d2efcb", "#cbeaf7", "#e4e7ec")
_NUMBERED = (("pie", 1, 12), ("cScale", 0, 12), ("cScaleInv", 0, 12), ("git", 0, 8), ("fillType", 0, 8))
_THEME: dict[str, str] = {
    "primaryColor": _HUES[0],
    "secondaryColor": _HUES[1],
    "tertiaryColor": _HUES[7],
    "noteBkgColor": _HUES[2],
    "noteBorderColor": "#c08a1e",
    "primaryBorderColor": "#4a62c8",
    "lineColor": "#667085",
    "actorLineColor": "#98a1b0",
} | {f"{name}{first + i}": _HUES[i % len(_HUES)] for name, first, count in _NUMBERED for i in range(count)}
_FORCED: dict[str, Any] = {
    "securityLevel": "strict",
    "look": "classic",
    "theme": "base",
    "htmlLabels": False,
    "fontSize": 16,
}
# What would load, run or restyle something; the renderer is not even asked.
_DROPPED = frozenset({"themeCSS", "fontFamily", "altFontFamily", "secure", "dompurifyConfig", "handDrawnSeed"})

_FRONT = re.compile(r"\A\s*---[ \t]*\n(.*?)\n[ \t]*---[ \t]*(?:\n|\Z)", re.DOTALL)
_DIRECTIVE = re.compile(r"%%\{\s*(init|initialize|wrap|config)\b(.*?)\}%%[ \t]*;?", re.DOTALL)
_JSON_CONFIG = re.compile(r"config: (\{.*\})\s*\Z")
_CODE = re.compile(r"#(\d{1,7}|[a-zA-Z][a-zA-Z0-9]{1,31});")
# `#333;` is a colour there, not a character.
_STYLE_LINE = re.compile(r"^[ \t]*(?:style|classDef|linkStyle|cssClass)\b", re.MULTILINE)
_CLICK = re.compile(r'^[ \t]*click[ \t]+([\w-]+)[ \t]+(?:href[ \t]+)?"([^"\n]*)"', re.MULTILINE)

_DIRECTION = re.compile(r"^[ \t]*(?:flowchart|graph)[ \t]+(TB|TD|BT|LR|RL)\b", re.MULTILINE)
_LAYOUTS = ("dagre", "elk")

_A_NUMBER = re.compile(r"-?\d{1,9}(?:\.\d{1,9})?\Z")

_FIRST_STAND_IN = 0xE000
_STAND_INS = 0x700
_MOST_VALUES = 2_000


@dataclass(frozen=True, slots=True)
class Prepared:
    """What the renderer is given, and what must be known to finish its drawing."""

    text: str
    stand_ins: dict[int, str]
    """Private code points in ``text`` and the characters they stand for, as `str.translate` takes them."""
    links: dict[str, str]
    """Node and subgraph names with the address of their `click` line; the renderer links no subgraphs."""
    curved: bool
    """Whether lines may be led anew in curves; the layout with right angles draws its own."""
    upright: bool
    """Whether a flowchart runs from top to bottom."""


def prepare(source: str) -> Prepared:
    """Make ``source`` ready; raise `ValueError` with a plain sentence where its settings can't be read."""
    if len(source) > LONGEST_SOURCE:
        raise ValueError(f"it has {len(source):,} characters, and at most {LONGEST_SOURCE:,} are drawn")
    body = _clean(source)
    front: dict[str, Any] = {}
    if found := _FRONT.match(body):
        front = _front_matter(found[1])
        body = body[found.end() :]
    config = front.get("config")
    config = config if isinstance(config, dict) else {}
    if "%%{" in body:
        for match in _DIRECTIVE.finditer(body):
            config = _merge(config, _directive(match))
        body = _DIRECTIVE.sub("", body)
    body, stand_ins = _hide_codes(body)
    head: dict[str, Any] = {"config": _settle(config)}
    if isinstance(front.get("title"), str):
        head["title"] = front["title"]
    lines = "\n".join(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in head.items())
    links = dict(_CLICK.findall(body)) if "click" in body else {}
    direction = _DIRECTION.search(body)
    upright = not direction or direction[1] in {"TB", "TD", "BT"}
    curved = head["config"]["layout"] == _LAYOUTS[0]
    return Prepared(f"---\n{lines}\n---\n{body}", stand_ins, links, curved=curved, upright=upright)


def _clean(source: str) -> str:
    """Take out what can't stand in XML or turns the reading direction; tabs and line ends stay."""
    text = source.replace("\r\n", "\n").replace("\r", "\n")
    if text.isascii() and text.replace("\n", "").replace("\t", "").isprintable():
        return text
    return "".join(c for c in text if c in "\n\t" or not _unwanted(c))


def _unwanted(char: str) -> bool:
    return char in BIDI_CONTROLS or unicodedata.category(char) in {"Cc", "Cs", "Co", "Cn"}


def _hide_codes(body: str) -> tuple[str, dict[int, str]]:
    """Put one private character in the place of each entity code, because the renderer reads only a few of them."""
    if "#" not in body or ";" not in body:
        return body, {}
    seen: dict[str, str] = {}

    def hide(match: re.Match[str]) -> str:
        name = match[1]
        char = html.unescape(f"&#{name};" if name.isdigit() else f"&{name};")
        if len(char) != 1 or (_unwanted(char) and char != "\t"):
            return "" if name.isdigit() else match[0]
        if char not in seen and len(seen) < _STAND_INS:
            seen[char] = chr(_FIRST_STAND_IN + len(seen))
        return seen.get(char, "")

    lines = (line if _STYLE_LINE.match(line) else _CODE.sub(hide, line) for line in body.split("\n"))
    hidden = "\n".join(lines)
    return hidden, {ord(stand_in): char for char, stand_in in seen.items()}


def _front_matter(text: str) -> dict[str, Any]:
    # Our own diagrams write JSON on one line: reading that costs a hundredth of reading YAML.
    if quick := _JSON_CONFIG.fullmatch(text):
        try:
            return {"config": json.loads(quick[1])}
        except (ValueError, RecursionError):
            pass
    return _yaml(text, "the settings between its `---` lines")


def _directive(match: re.Match[str]) -> dict[str, Any]:
    if match[1] == "wrap":
        return {"wrap": True}
    value = _yaml(f"{{{match[1]}{match[2]}}}", "its `%%{init: ...}%%` line").get(match[1])
    return value if isinstance(value, dict) else {}


def _yaml(text: str, what: str) -> dict[str, Any]:
    # Few diagrams have settings of their own.
    from stagebook.yamlio.reading import read_bytes  # noqa: PLC0415

    value = read_bytes(text.encode("utf-8", "replace"), "diagram").value
    if value is None and text.strip():
        raise ValueError(f"{what} can't be read as YAML")
    plain = _plain(value, [_MOST_VALUES])
    return plain if isinstance(plain, dict) else {}


def _plain(value: Value, left: list[int]) -> Any:  # noqa: ANN401  (whatever YAML holds)
    """Give ``value`` with its numbers as numbers, and give up where it holds more than a diagram needs."""
    left[0] -= 1
    if left[0] < 0:
        raise ValueError("it has too many settings")
    if isinstance(value, dict):
        return {key: _plain(inner, left) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner, left) for inner in value]
    if value in {"true", "false"}:
        return value == "true"
    return float(value) if value and _A_NUMBER.match(value) else value


def _merge(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    merged = dict(below)
    for key, value in above.items():
        old = merged.get(key)
        merged[key] = _merge(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return merged


def _settle(config: dict[str, Any]) -> dict[str, Any]:
    wanted = {key: value for key, value in config.items() if key not in _DROPPED}
    theirs = wanted.pop("themeVariables", None)
    theme = {**_THEME, **theirs} if isinstance(theirs, dict) else _THEME
    settled = _merge(_SETTINGS, wanted) | _FORCED
    settled["layout"] = wanted["layout"] if wanted.get("layout") in _LAYOUTS else _LAYOUTS[0]
    settled["themeVariables"] = {**theme, "fontSize": "16px", "fontFamily": "sans-serif"}
    if isinstance(settled.get("flowchart"), dict):
        settled["flowchart"] = {**settled["flowchart"], "htmlLabels": False}
    return settled
