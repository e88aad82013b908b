"""The reference handbook as a PDF: all of it in one file, tagged, with an outline, its links and its diagrams."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest
from pypdf import PdfReader
from pypdfium2 import PdfDocument

from stagebook.cli import main
from stagebook.loading import load

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parent.parent.parent
TODAY = "2026-11-22"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Print a copy of the reference handbook by the command and give the file."""
    root = tmp_path_factory.mktemp("printed")
    for name in ("conf.py", "data", "source"):
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, root / name)

    assert 0 == main(["pdf", str(root), "-o", str(root / "out/handbook.pdf"), "--today", TODAY])

    assert ["handbook.pdf"] == [path.name for path in (root / "out").iterdir()]
    return root / "out/handbook.pdf"


@pytest.fixture(scope="module")
def printed(path: Path) -> PdfReader:
    return PdfReader(path)


@pytest.fixture(scope="module")
def texts(path: Path) -> list[str]:
    """Give what stands on each page."""
    document = PdfDocument(path)
    texts = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return texts


def squeezed(text: str) -> str:
    """Leave out what lines and hyphens do to words."""
    # PDFium gives a hyphen at the end of a line as the sign that stands for none.
    return re.sub(r"[\s\ufffe]+", "", text)


def test_every_record_is_in_it(texts: list[str]) -> None:
    text = squeezed(" ".join(texts))
    playbook = load(ROOT)
    records = [record for kind in playbook.records.values() for record in kind.values() if record.status != "draft"]

    assert len(records) > 200
    assert [] == [record.key for record in records if squeezed(record.name) not in text]


def test_the_outline_goes_from_chapters_to_records_to_sections(printed: PdfReader) -> None:
    outline = list(titles(printed.outline))

    assert "How Emberfrost sells" == outline[0][1]
    chapters = [title for level, title in outline if level == 0]
    assert ["How we sell", "Stages", "Materials", "Personas", "Glossary"] == [
        title for title in chapters if title in {"How we sell", "Stages", "Materials", "Personas", "Glossary"}
    ]
    at = outline.index((1, "Discovery"))
    assert "Stages" == next(title for level, title in reversed(outline[:at]) if level == 0)
    assert (2, "What to do") in outline[at : outline.index((1, "Demo"))]


def test_it_is_tagged_and_says_its_language_and_title(printed: PdfReader) -> None:
    catalogue = cast("Mapping[str, Any]", printed.trailer["/Root"])

    assert catalogue["/MarkInfo"]["/Marked"]
    assert "en" == catalogue["/Lang"]
    assert printed.metadata is not None
    assert "How Emberfrost sells" == printed.metadata.title
    kinds = set(tags(catalogue["/StructTreeRoot"], 20_000))
    assert {"/H1", "/H2", "/H3", "/P", "/L", "/LI", "/Table", "/TH", "/TD", "/Link"} <= kinds


def test_diagrams_are_drawn_with_their_words(texts: list[str]) -> None:
    page = next(text for text in texts if "Where you are" in text)

    # The edge of the drawing of the first stage; no other place on its page says it.
    assert squeezed("a first talk is agreed") in squeezed(page)


def test_each_drawing_is_a_figure_with_its_words(printed: PdfReader) -> None:
    tree = cast("Mapping[str, Any]", printed.trailer["/Root"])["/StructTreeRoot"]
    figures = [element for element in elements(tree, 200_000) if element.get("/S") == "/Figure"]

    assert len(figures) > 30
    assert [] == [figure for figure in figures if not figure.get("/Alt")]
    told = [str(figure["/Alt"]) for figure in figures]
    assert 1 == sum(text.startswith("Becoming a support engineer, step by step: The 13 steps of ") for text in told)


def test_links_between_pages_lead_to_pages_of_the_file(printed: PdfReader) -> None:
    inside, outside = 0, set()
    for page in printed.pages[:40]:
        for reference in cast("Any", page.get("/Annots", [])):
            link = reference.get_object()
            if "/Dest" in link or "/D" in link.get("/A", {}):
                inside += 1
            else:
                outside.add(str(link.get("/A", {}).get("/URI", "")).partition(":")[0])

    assert inside > 500
    assert outside <= {"https", "mailto"}


def test_the_first_page_says_whose_it_is_and_of_which_day(texts: list[str]) -> None:
    assert ["How Emberfrost sells", "Version 2026.4 · 22 November 2026"] == texts[0].split("\r\n")
    # The number of the page comes first.
    assert ["2", "Contents", "How we sell"] == texts[1].split("\r\n")[:3]


def titles(outline: list[Any], level: int = 0) -> Iterator[tuple[int, str]]:
    for item in outline:
        if isinstance(item, list):
            yield from titles(item, level + 1)
        else:
            yield level, str(item.title)


def tags(root: Any, limit: int) -> Iterator[str]:  # noqa: ANN401  (what pypdf gives has no types)
    """Give the types of the tags, as many as are asked for."""
    yield from (str(element["/S"]) for element in elements(root, limit) if "/S" in element)


def elements(root: Any, limit: int) -> Iterator[Any]:  # noqa: ANN401
    """Give the elements that stand for tags, as many as are asked for."""
    waiting = [root]
    while waiting and limit:
        limit -= 1
        element = waiting.pop().get_object()
        yield element
        below = element.get("/K", [])
        waiting += [
            child for child in (below if isinstance(below, list) else [below]) if hasattr(child.get_object(), "get")
        ]
