"""Colours and style sheets of a drawing, turned into classes that follow light and dark.

The site runs under a Content-Security-Policy without inline styles, and fixed colours would not follow the reader's
theme. So the renderer's style sheet is resolved here onto the elements, as a browser would, and each colour is taken
as a hue: `diagrams.css` then says what "a soft blue" is in the light and in the dark.
"""

from __future__ import annotations

import colorsys
import re
from dataclasses import dataclass
from functools import lru_cache

NAMES: dict[str, str] = {
    "black": "#000000",
    "white": "#ffffff",
    "red": "#ff0000",
    "crimson": "#dc143c",
    "pink": "#ffc0cb",
    "orange": "#ffa500",
    "gold": "#ffd700",
    "yellow": "#ffff00",
    "brown": "#a52a2a",
    "green": "#008000",
    "lime": "#00ff00",
    "lightgreen": "#90ee90",
    "teal": "#008080",
    "cyan": "#00ffff",
    "skyblue": "#87ceeb",
    "lightblue": "#add8e6",
    "blue": "#0000ff",
    "navy": "#000080",
    "indigo": "#4b0082",
    "purple": "#800080",
    "violet": "#ee82ee",
}
"""The names that people write by hand; others are taken as grey."""

_HUES = (
    (20, "rose"),
    (70, "amber"),
    (160, "green"),
    (188, "teal"),
    (212, "cyan"),
    (256, "blue"),
    (330, "plum"),
    (361, "rose"),
)
_GREY_BELOW = 0.2
_DARK_BELOW = 0.5
_PAPER_ABOVE = 0.94

# Kept as attributes, because they carry shape and meaning rather than colour.
KEPT = frozenset(
    {
        "font-size",
        "font-style",
        "font-weight",
        "text-anchor",
        "text-decoration",
        "dominant-baseline",
        "stroke-width",
        "stroke-dasharray",
        "stroke-linecap",
        "opacity",
        "fill-opacity",
        "stroke-opacity",
    }
)
_READ = KEPT | {"fill", "stroke", "display", "visibility"}

_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_COMPOUND = re.compile(r"(?P<tag>[a-zA-Z]+|\*)?(?P<classes>(?:\.[\w-]+)*)\Z")
_NUMBERS = re.compile(r"-?\d*\.?\d+")

Step = tuple[str, frozenset[str]]
"""One part of a selector, and likewise one element: a tag (or empty) and classes."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What a style sheet says about elements that match `steps`, the last of which is the element itself."""

    steps: tuple[Step, ...]
    weight: tuple[int, int, int]
    properties: tuple[tuple[str, str, bool], ...]


Sheet = dict[str, tuple[Rule, ...]]
"""A style sheet: its rules by the class or tag of the element that they are about."""


def is_colour(value: str) -> bool:
    """Say whether a fill or a stroke has a colour at all."""
    return bool(value) and value not in {"none", "transparent", "inherit", "revert"}


def fill_class(colour: str, *, by_hand: bool = False) -> str:
    """Give the class for an area of ``colour``: a soft hue, paper, mist, or ink for what is nearly black.

    A dark colour chosen by hand becomes mist, because text stands on it and text is always ink.
    """
    hue, lightness = _hue(colour)
    if hue:
        return f"sb-fill-{hue}"
    if lightness < _DARK_BELOW and not by_hand:
        return "sb-fill-ink"
    return "sb-fill-paper" if lightness > _PAPER_ABOVE else "sb-fill-mist"


def line_class(colour: str) -> str:
    """Give the class for a line of ``colour``: a hue, or the colour of lines."""
    hue, _ = _hue(colour)
    return f"sb-line-{hue or 'grey'}"


@lru_cache(maxsize=512)
def _hue(colour: str) -> tuple[str, float]:
    """Give the name of the hue (empty for a grey) and the lightness of ``colour``, from 0 to 1."""
    text = NAMES.get(colour.lower(), colour.lower())
    numbers = [float(n) for n in _NUMBERS.findall(text)] if "(" in text else []
    if text.startswith("#") and re.fullmatch(r"#[0-9a-f]{3,8}", text):
        digits = text[1:] if len(text) > len("#rrgg") else "".join(c * 2 for c in text[1:4])
        red, green, blue = (int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)) if len(digits) >= 6 else (0.6,) * 3  # noqa: PLR2004
        hue, light, strength = colorsys.rgb_to_hls(red, green, blue)
        degrees = hue * 360
    elif text.startswith("rgb") and len(numbers) >= len("rgb"):
        red, green, blue = (min(max(n, 0), 255) / 255 for n in numbers[:3])
        hue, light, strength = colorsys.rgb_to_hls(red, green, blue)
        degrees = hue * 360
    elif text.startswith("hsl") and len(numbers) >= len("hsl"):
        degrees, strength, light = numbers[0] % 360, numbers[1] / 100, numbers[2] / 100
    else:
        return "", 0.5
    # Near white and near black there is no hue to see, however "saturated" the numbers say it is.
    if strength * (1 - abs(2 * light - 1)) < _GREY_BELOW * 0.3 or strength < _GREY_BELOW:
        return "", light
    return next(name for limit, name in _HUES if degrees < limit), light


def declarations(text: str) -> list[tuple[str, str, bool]]:
    """Read ``name: value; ...`` as (name, value, important), only of properties that we go by."""
    found = []
    for part in text.split(";"):
        name, colon, value = part.partition(":")
        name = name.strip().lower()
        if colon and name in _READ:
            bare, _, bang = value.partition("!")
            found.append((name, bare.strip(), bang.strip() == "important"))
    return found


@lru_cache(maxsize=32)
def style_sheet(text: str) -> Sheet:
    """Read the renderer's style sheet: rules by the class or tag of the element that they are about.

    Selectors beyond tags, classes and ancestors are passed over: what the renderer writes with them concerns looks
    that we don't ask for. Cached, because all diagrams of a type share one sheet.
    """
    rules: dict[str, list[Rule]] = {}
    for order, match in enumerate(_RULE.finditer(text)):
        properties = tuple(declarations(match[2]))
        if not properties:
            continue
        for selector in match[1].split(","):
            steps = _steps(selector)
            if not steps:
                continue
            tag, classes = steps[-1]
            weight = (sum(len(step[1]) for step in steps), sum(bool(step[0]) for step in steps), order)
            rules.setdefault(next(iter(sorted(classes)), tag), []).append(Rule(steps, weight, properties))
    return {key: tuple(found) for key, found in rules.items()}


def _steps(selector: str) -> tuple[Step, ...]:
    parts = selector.replace(">", " ").split()
    if parts and parts[0].startswith("#"):
        parts = parts[1:]
    steps = []
    for part in parts:
        match = _COMPOUND.match(part)
        if not match or match["tag"] in {"*", "svg"}:
            return ()
        steps.append((match["tag"] or "", frozenset(filter(None, match["classes"].split(".")))))
    return tuple(steps)


def resolve(sheet: Sheet, path: list[Step], inline: str) -> dict[str, str]:
    """Give the properties that hold for the last element of ``path``, from the sheet and its own ``style``."""
    tag, classes = path[-1]
    found: list[tuple[bool, tuple[int, int, int], str, str]] = []
    for key in (*classes, tag):
        for rule in sheet.get(key, ()):
            if _matches(rule.steps, path):
                found += ((important, rule.weight, name, value) for name, value, important in rule.properties)
    found += ((important, (1000, 0, i), name, value) for i, (name, value, important) in enumerate(declarations(inline)))
    found.sort(key=lambda entry: entry[:2])
    return {name: value for _, _, name, value in found}


def _matches(steps: tuple[Step, ...], path: list[Step]) -> bool:
    if not _fits(steps[-1], path[-1]):
        return False
    waiting = len(steps) - 2
    for element in reversed(path[:-1]):
        if waiting < 0:
            break
        if _fits(steps[waiting], element):
            waiting -= 1
    return waiting < 0


def _fits(step: Step, element: Step) -> bool:
    return step[0] in {"", element[0]} and step[1] <= element[1]
