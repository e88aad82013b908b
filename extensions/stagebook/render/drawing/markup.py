"""The part of SVG that may stand in our pages: which elements, which attributes, which values, which links.

Everything is on a list of what is allowed; what is not on it is left out. There is no way to a script, a style, an
embedded document, an event handler or another server.
"""

from __future__ import annotations

import re
from html import escape

from stagebook.diagrams.mermaid import BIDI_CONTROLS

SHAPES = frozenset({"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"})
CONTAINERS = frozenset({"svg", "defs", "g", "a", "text"})

_NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_LENGTH = re.compile(rf"{_NUMBER}(?:px|em|%)?\Z")
_LENGTHS = re.compile(rf"{_NUMBER}(?:px|em)?(?:[\s,]+{_NUMBER}(?:px|em)?)*\Z")
_PATH = re.compile(r"[MmLlHhVvCcSsQqTtAaZz\d\s,.eE+-]*\Z")
_TRANSFORM = re.compile(r"(?:(?:translate|rotate|scale|matrix|skewX|skewY)\([-+\d\s,.eE]*\)[\s,]*)+\Z")
_WORD = re.compile(r"[a-zA-Z-]{1,24}\Z")
_WEIGHT = re.compile(r"(?:normal|bold|bolder|lighter|[1-9]00)\Z")
_ORIENT = re.compile(rf"(?:auto|auto-start-reverse|{_NUMBER})\Z")

ATTRIBUTES: dict[str, re.Pattern[str]] = {
    **dict.fromkeys(("x", "y", "dx", "dy"), _LENGTHS),
    **dict.fromkeys(("width", "height", "rx", "ry", "cx", "cy", "r", "x1", "y1", "x2", "y2"), _LENGTH),
    **dict.fromkeys(("refX", "refY", "markerWidth", "markerHeight"), _LENGTH),
    **dict.fromkeys(("stroke-width", "opacity", "fill-opacity", "stroke-opacity", "font-size"), _LENGTH),
    **dict.fromkeys(("points", "viewBox", "stroke-dasharray"), _LENGTHS),
    **dict.fromkeys(("text-anchor", "dominant-baseline", "text-decoration", "stroke-linecap"), _WORD),
    **dict.fromkeys(("markerUnits", "font-style"), _WORD),
    "font-weight": _WEIGHT,
    "orient": _ORIENT,
    "d": _PATH,
    "transform": _TRANSFORM,
}

_UNPRINTABLE = re.compile(
    rf"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff{''.join(sorted(BIDI_CONTROLS))}]"
)
_LONG_DECIMAL = re.compile(r"-?\d+\.\d{3,}(?:e-\d+)?")
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_SAFE_SCHEMES = frozenset({"http", "https", "mailto"})
_ODD_IN_LINK = re.compile(r"[\x00-\x20\x7f-\x9f\\]")


def attribute(name: str, value: str) -> str:
    """Give `` name="value"`` with numbers shortened, or nothing where the pair is not allowed."""
    allowed = ATTRIBUTES.get(name)
    if allowed is None or not allowed.match(value):
        return ""
    if "." in value:
        value = _LONG_DECIMAL.sub(_shorter, value)
    return f' {name}="{value}"'


def number(value: float) -> str:
    """Write a length with at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if value % 1 else str(int(value))


def text(value: str) -> str:
    """Escape text for an element or a quoted attribute.

    What may not stand in XML, and what turns the direction of reading, is left out.
    """
    return escape(value if value.isprintable() else _UNPRINTABLE.sub("", value))


def link(address: str) -> str:
    """Give ``address`` if a reader may be sent there, else nothing."""
    address = address.strip()
    if not address or _ODD_IN_LINK.search(address) or address.startswith("//"):
        return ""
    scheme = _SCHEME.match(address)
    if scheme:
        return address if scheme[1].lower() in _SAFE_SCHEMES else ""
    # A colon before the first slash could still be read as a scheme by something lenient.
    return "" if ":" in address.partition("/")[0] else address


def _shorter(match: re.Match[str]) -> str:
    return number(float(match[0]))
