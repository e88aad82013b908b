"""A badge: one figure as a small picture, for the front page of a repository or an intranet.

The picture is SVG that stands by itself: no script, no font and no address from elsewhere. It says its figure in words,
in its title too, so that the colour only repeats it; white on each of the colours has a contrast of at least 4.5 to 1.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stagebook.figures import Figure

GREY, GREEN, OCHRE, RED = "#4d5560", "#1f7a3f", "#8a5a00", "#b3261e"

HEIGHT, PADDING = 20, 8

_NARROW, _WIDE = frozenset("fijlrtI.,:;'|!()[] "), frozenset("mwMW%@")


def badge(figure: Figure) -> str:
    """Draw a figure."""
    label, value = figure.text, figure.words
    left, right = (_width(words) + 2 * PADDING for words in (label, value))
    title = escape(f"{label}: {value}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + right}" height="{HEIGHT}" role="img"'
        f' aria-label="{title}">\n'
        f"<title>{title}</title>\n"
        f'<rect width="{left}" height="{HEIGHT}" fill="{GREY}"/>'
        f'<rect x="{left}" width="{right}" height="{HEIGHT}" fill="{colour_of(figure)}"/>\n'
        '<g fill="#fff" font-family="Verdana, DejaVu Sans, Arial, sans-serif" font-size="11" aria-hidden="true">'
        f"{_text(label, PADDING)}{_text(value, left + PADDING)}</g>\n"
        "</svg>\n"
    )


def colour_of(figure: Figure) -> str:
    """Give the colour for a share: all, four fifths or more, less, or nothing to count."""
    if figure.percent is None:
        return GREY
    return GREEN if figure.percent == 100 else OCHRE if figure.percent >= 80 else RED  # noqa: PLR2004  (as said above)


def _text(words: str, x: int) -> str:
    # The length is given, so that the words fill their place in whatever font the reader has.
    return f'<text x="{x}" y="14" textLength="{_width(words)}" lengthAdjust="spacingAndGlyphs">{escape(words)}</text>'


def _width(words: str) -> int:
    """Estimate how wide words are, in pixels."""
    return round(sum(4.2 if char in _NARROW else 10.2 if char in _WIDE else 7 for char in words))
