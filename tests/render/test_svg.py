from __future__ import annotations

import html
import multiprocessing
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stagebook.diagrams.mermaid import Chart, Edge, Group, Node, plain
from stagebook.render import svg as module
from stagebook.render.drawing import markup, paint
from stagebook.render.drawing.preamble import prepare
from stagebook.render.svg import Drawing, DrawingError, draw, link_target, relink

if TYPE_CHECKING:
    from collections.abc import Callable

SVG = "{http://www.w3.org/2000/svg}"
ASSETS = Path(module.__file__).parents[1] / "site" / "assets"

SIMPLE = 'flowchart LR\n  a["First"]:::stage --> b["Second"]:::tool\n'

OTHERS = {
    "sequence": "sequenceDiagram\n participant A as Buyer\n actor S as Seller\n A->>S: Hello\n Note over A: think",
    "state": "stateDiagram-v2\n [*] --> Open\n Open --> Won: signed\n Won --> [*]",
    "pie": 'pie title Voices\n "Calls" : 30\n "Surveys" : 15',
    "timeline": "timeline\n title A year\n section One\n  Kick-off : Plan : Training",
    "journey": "journey\n title My day\n section Work\n  Make tea: 5: Me",
    "gantt": "gantt\n title Plan\n dateFormat YYYY-MM-DD\n section S\n A task :a1, 2014-01-01, 30d",
    "mindmap": "mindmap\n root((idea))\n  Origins\n  Research",
    "quadrant": "quadrantChart\n title Reach\n x-axis Low --> High\n A: [0.3, 0.6]",
    "entities": "erDiagram\n CUSTOMER ||--o{ ORDER : places",
    "class": "classDiagram\n Animal <|-- Duck\n Animal : +int age",
    "git": "gitGraph\n commit\n branch dev\n commit",
    "chart": 'xychart-beta\n title "Sales"\n x-axis [jan, feb]\n bar [20, 50]\n line [20, 50]',
}

ALIAS_BOMB = (
    "---\na: &a [1, 1, 1, 1, 1, 1, 1, 1, 1]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]\n"
    "c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]\nconfig: {x: [*c, *c, *c, *c, *c, *c]}\n---\n"
)

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)",
    "`**bold**` _it_",
    "end",
    '%%{init: {"securityLevel": "loose"}}%%',
    "x]] --> y[[",
    'click n0 href "javascript:alert(1)"',
    '\n  click n0 href "javascript:alert(1)"',
    "&lt;b&gt; #lt; #35; &#60;",
    "a\u202egnp.exe",
    "\x00\x07\ufffe",
    "]]> <!DOCTYPE x>",
    "$$\\frac{1}{2}$$ \\n",
    "|pipe| ; {{x}} @{ shape: x }",
    "style n0 fill:url(https://elsewhere.example)",
    "日本語 עברית 🙂",
    "\ue000\ue001",
    "",
)

FORBIDDEN = re.compile(
    r"<script|<style|<image|<use|foreignObject|\sstyle=|\son\w+=|xlink|javascript:|url\((?!#)", re.IGNORECASE
)


def drawn(source: str, prefix: str = "d1") -> Drawing:
    return draw(source, prefix=prefix, title="A title", description="What it shows")


def parsed(source: str) -> ET.Element:
    return ET.fromstring(drawn(source).svg)


def tags_of(svg: str) -> str:
    """Give the markup alone: names read out may hold any words."""
    return re.sub(r' aria-label="[^"]*"', "", "".join(re.findall(r"<[^>]*>", svg)))


def squeezed(text: str) -> str:
    """Give text without its spaces, as a label may be broken into lines anywhere."""
    return "".join(text.split())


def texts(root: ET.Element) -> list[str]:
    return ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]


def drawn_by(monkeypatch: pytest.MonkeyPatch, answer: Callable[[], Any]) -> None:
    """Put something else in the place of the renderer."""

    class Fake:
        def svg(self) -> object:
            return answer()

    import mmdr

    monkeypatch.setattr(mmdr, "render", lambda *_, **__: Fake())


# The drawing as a whole


def test_a_drawing_is_a_named_and_described_group() -> None:
    root = parsed(SIMPLE)

    assert f"{SVG}svg" == root.tag
    assert "group" == root.get("role")
    assert ("d1-title", "d1-desc") == (root.get("aria-labelledby"), root.get("aria-describedby"))
    assert [("d1-title", "A title"), ("d1-desc", "What it shows")] == [(el.get("id"), el.text) for el in root[:2]]
    assert [f"{SVG}title", f"{SVG}desc"] == [el.tag for el in root[:2]]


def test_on_paper_a_drawing_is_one_picture_with_its_words() -> None:
    root = ET.fromstring(draw(SIMPLE, prefix="p", title="A & b", description="First, “then”.", for_paper=True).svg)
    assert ("img", "A & b: First, “then”.") == (root.get("role"), root.get("aria-label"))
    assert root.get("aria-labelledby") is None


def test_title_and_description_are_escaped() -> None:
    svg = draw(SIMPLE, prefix="d", title="<b> & \x00", description='"quoted" \u202e').svg

    root = ET.fromstring(svg)
    assert ["<b> & ", '"quoted" '] == [el.text for el in root[:2]]


def test_the_size_is_that_of_the_view_box() -> None:
    drawing = drawn(SIMPLE)
    root = ET.fromstring(drawing.svg)

    sizes = [float(part) for part in root.get("viewBox", "").split()[2:]]
    assert [drawing.width, drawing.height] == pytest.approx(sizes, abs=0.01)
    assert sizes == [float(root.get("width", "")), float(root.get("height", ""))]


@pytest.mark.parametrize("source", [SIMPLE, *OTHERS.values()])
def test_nothing_but_allowed_elements_and_attributes(source: str) -> None:
    svg = drawn(source).svg

    allowed = {f"{SVG}{name}" for name in markup.SHAPES | markup.CONTAINERS | {"tspan", "title", "desc", "marker"}}
    own = {"class", "id", "href", "role", "aria-label", "aria-labelledby", "aria-describedby", "preserveAspectRatio"}
    names = set(markup.ATTRIBUTES) | own | {"fill", "stroke", "marker-start", "marker-end", "font-size"}
    root = ET.fromstring(svg)
    assert set() == {el.tag for el in root.iter()} - allowed
    assert set() == {name for el in root.iter() for name in el.keys()} - names  # noqa: SIM118
    assert {"none"} >= {value for el in root.iter() for name in ("fill", "stroke") if (value := el.get(name))}
    assert FORBIDDEN.search(tags_of(svg)) is None


@pytest.mark.parametrize("source", [SIMPLE, *OTHERS.values()])
def test_all_classes_have_a_rule_in_the_style_sheet(source: str) -> None:
    css = (ASSETS / "diagrams.css").read_text(encoding="utf-8")
    used = {name for el in parsed(source).iter() for name in el.get("class", "").split()}

    assert set() == {name for name in used - {"sb-name", "nohighlight"} if f".{name}" not in css}


def test_every_width_class_has_a_rule() -> None:
    css = (ASSETS / "diagrams.css").read_text(encoding="utf-8")
    for count in range(1, 12):
        chain = "flowchart LR\n" + "".join(f' n{i}["Box number {i}"] --> n{i + 1}\n' for i in range(count))
        root = parsed(chain)
        narrow = float(root.get("width", "")) <= 440
        sized = [name for name in root.get("class", "").split() if name != "sb-diagram"]

        assert (0 if narrow else 1) == len(sized)
        assert all(f".{name} {{" in css for name in sized)


def test_all_ids_and_references_carry_the_prefix() -> None:
    for source in (SIMPLE, OTHERS["sequence"], OTHERS["entities"]):
        svg = drawn(source, "some-page-3").svg
        ids = re.findall(r' id="([^"]*)"', svg)

        assert ids
        assert all(name.startswith("some-page-3-") for name in ids)
        assert len(ids) == len(set(ids))
        assert set(re.findall(r"url\(#([^)]*)\)", svg)) <= set(ids)


def test_a_prefix_of_any_characters_gives_usable_ids() -> None:
    assert 'id="d1-2-title"' in drawn(SIMPLE, "1/2").svg
    assert 'id="diagram-title"' in drawn(SIMPLE, "").svg


@pytest.mark.parametrize("name", sorted(OTHERS))
def test_other_types_are_drawn_with_their_words(name: str) -> None:
    words = {
        "sequence": "Hello", "state": "signed", "pie": "Voices", "timeline": "Kick-off", "journey": "My day",
        "gantt": "A task", "mindmap": "Origins", "quadrant": "Reach", "entities": "places", "class": "Duck",
        "git": "main", "chart": "Sales",
    }  # fmt: skip

    assert any(words[name] in text for text in texts(parsed(OTHERS[name])))


def test_the_same_source_gives_the_same_bytes_in_any_process() -> None:
    code = "import hashlib, sys\nfrom stagebook.render.svg import draw\n"
    code += "sources = sys.stdin.read().split('\\0')\n"
    code += "text = ''.join(draw(s, prefix='d1', title='A title', description='What it shows').svg for s in sources)\n"
    code += "print(hashlib.sha256(text.encode()).hexdigest())\n"
    sources = "\0".join([SIMPLE, *OTHERS.values()])
    found = set()
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", code],
            input=sources, capture_output=True, text=True, check=True, encoding="utf-8",
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(module.__file__).parents[2]), "PYTHONUTF8": "1"},
        )  # fmt: skip
        found.add(done.stdout)

    assert 1 == len(found)


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="no fork on this system")
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_drawing_works_in_forked_processes() -> None:
    here = drawn(SIMPLE).svg
    with multiprocessing.get_context("fork").Pool(2) as pool:
        there = pool.map(_draw_simple, range(4))

    assert {here} == set(there)


def _draw_simple(_: int) -> str:
    return drawn(SIMPLE).svg


# Flowcharts


def test_a_box_has_the_class_of_its_kind_and_of_its_states() -> None:
    root = parsed(Chart("LR", (Node("a", "Here", "stage", ("current", "optional")),)).source())

    classes = [el.get("class") for el in root.iter(f"{SVG}g")]
    assert ["sb-node sb-kind-stage sb-is-current sb-is-optional"] == classes


def test_kinds_differ_in_shape_and_not_in_colour_alone() -> None:
    shapes = set()
    for kind in ("stage", "tool", "material", "persona", "need", "program"):
        body = drawn(f'flowchart LR\n a["Same"]:::{kind}\n').svg.partition("</desc>")[2]
        shapes.add(body.replace(f"sb-kind-{kind}", ""))

    assert 6 == len(shapes)


def test_lines_of_a_label_are_read_as_separate_words() -> None:
    assert ["First line and second"] == texts(parsed('flowchart LR\n a["First line<br/>and second"]\n'))


def test_hidden_edges_and_spacers_are_not_drawn() -> None:
    root = parsed('flowchart LR\n a["A"] ~~~ b[" "]:::spacer\n b ~~~ c["C"]\n')

    assert [] == list(root.iter(f"{SVG}path"))
    assert ["A", "C"] == texts(root)


def test_boxes_come_in_the_order_of_the_source_each_after_its_frame() -> None:
    groups = tuple(
        Group(
            f"g{i}",
            f"Frame {i}",
            tuple(Node(f"n{i}{j}", f"Box {i}{j}", "tool") for j in range(2)),
            "stage",
            stacked=True,
        )
        for i in range(3)
    )
    edges = (Edge("g0", "g1"), Edge("g1", "g2"))

    expected = ["Frame 0", "Box 00", "Box 01", "Frame 1", "Box 10", "Box 11", "Frame 2", "Box 20", "Box 21"]
    assert expected == texts(parsed(Chart("LR", groups, edges).source()))


def test_columns_side_by_side_have_one_height_and_start_at_one_line() -> None:
    tall = Group("tall", "Tall", tuple(Node(f"t{i}", f"Box {i}", "tool") for i in range(5)), "stage", stacked=True)
    short = Group("short", "Short", (Node("s", "Box", "tool"),), "stage", stacked=True)
    root = parsed(Chart("LR", (tall, short), (Edge("tall", "short"),)).source())

    frames = [el[0] for el in root.iter(f"{SVG}g") if el.get("class", "").startswith("sb-frame")]
    assert 1 == len({(rect.get("y"), rect.get("height")) for rect in frames})
    tops: dict[str, float] = {}
    for el in root.iter(f"{SVG}g"):
        if el.get("class", "").startswith("sb-node"):
            x, y = re.findall(r"[-\d.]+", el.get("transform", ""))
            tops[x] = min(float(y), tops.get(x, 1e9))
    assert 1 == len(set(tops.values()))
    # Frames are filled close: five boxes of one line with a heading take no more than this.
    assert drawn(Chart("LR", (tall, short), (Edge("tall", "short"),)).source()).height < 320


def test_boxes_in_rows_form_a_grid() -> None:
    nodes = tuple(Node(f"n{i}", f"Box {i}", "tool") for i in range(4))
    rows = (Edge("n0", "n1", style="hidden"), Edge("n2", "n3", style="hidden"))
    root = parsed(Chart("TB", (Group("g", "Frame", nodes, direction="LR"),), rows).source())

    places = [
        tuple(float(n) for n in re.findall(r"[-\d.]+", el.get("transform", "")))
        for el in root.iter(f"{SVG}g")
        if el.get("class", "").startswith("sb-node")
    ]
    assert 2 == len({x for x, _ in places}) == len({y for _, y in places})
    assert 4 == len(set(places))


def test_a_line_runs_from_side_to_side() -> None:
    source = Chart("LR", (Node("a", "A"), Node("b", "B"), Node("c", "C")), (Edge("a", "b"), Edge("a", "c"))).source()
    paths = [el.get("d", "") for el in parsed(source).iter(f"{SVG}path") if el.get("class") == "sb-edge"]

    starts = {path.partition("C")[0] for path in paths}
    assert 2 == len(paths)
    assert 1 == len(starts)


def test_a_caption_is_drawn_on_paper() -> None:
    root = parsed(Chart("LR", (Node("a", "A"), Node("b", "B")), (Edge("a", "b", "if it fits"),)).source())

    caption = next(el for el in root.iter(f"{SVG}g") if el.get("class") == "sb-caption")
    assert [f"{SVG}rect", f"{SVG}text"] == [el.tag for el in caption]
    assert "if it fits" in texts(root)


def test_a_shape_that_comes_as_thousands_of_points_is_written_once() -> None:
    assert len(drawn('flowchart LR\n a(["Round"])\n').svg) < 9000


def test_colours_chosen_by_hand_become_hues() -> None:
    svg = drawn("flowchart LR\n a[x]\n style a fill:#f9f,stroke:#333\n classDef warm fill:#f96\n b[y]:::warm\n").svg

    assert "sb-fill-plum" in svg or "sb-fill-rose" in svg
    assert "sb-fill-amber" in svg or "sb-fill-rose" in svg
    assert "#" not in re.sub(r"url\(#[^)]*\)", "", tags_of(svg))


# Links


def test_a_box_and_a_frame_are_links_with_a_name() -> None:
    frame = Group("g", "Discovery", (Node("n", "Discovery call guide", "material", target="materials/guide"),), "stage",
                  target="stages/discovery")  # fmt: skip
    root = parsed(Chart("LR", (frame,)).source())

    links = [(el.get("href"), el.get("aria-label")) for el in root.iter(f"{SVG}a")]
    assert [
        (link_target("stages/discovery"), "Discovery"),
        (link_target("materials/guide"), "Discovery call guide"),
    ] == links


def test_relink_puts_each_address_once_and_escapes_it() -> None:
    source = Chart("LR", (Node("a", "A", target="stages/a"), Node("b", "B", target="x y/é#part"))).source()
    asked: list[str] = []

    def resolve(docname: str) -> str:
        asked.append(docname)
        return f'../{docname}.html?"&<'

    svg = relink(drawn(source).svg, resolve)

    assert ["stages/a", "x y/é#part"] == asked
    hrefs = [el.get("href") for el in ET.fromstring(svg).iter(f"{SVG}a")]
    assert ['../stages/a.html?"&<', '../x y/é#part.html?"&<'] == hrefs
    assert "stagebook.invalid" not in svg


def test_relink_takes_a_link_away_that_leads_nowhere() -> None:
    svg = relink(drawn(Chart("LR", (Node("a", "A", target="stages/a"),)).source()).svg, lambda _: "")

    assert "href" not in svg
    assert ["A"] == texts(ET.fromstring(svg))


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://example.org/x?a=1&b=2", True),
        ("http://example.org", True),
        ("mailto:someone@example.org", True),
        ("../page.html#part", True),
        ("#part", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        ("java\tscript:alert(1)", False),
        ("data:text/html,x", False),
        ("vbscript:x", False),
        ("//elsewhere.example", False),
        ("\\\\elsewhere.example", False),
        ("", False),
    ],
)
def test_only_addresses_that_a_reader_may_be_sent_to_are_links(address: str, kept: bool) -> None:  # noqa: FBT001
    assert (address if kept else "") == markup.link(address)
    svg = drawn(
        f'flowchart LR\n a["x"]\n click a href "{address}"\n subgraph g["y"]\n  b\n end\n click g "{address}"\n'
    ).svg
    # The renderer gives an address without a path its slash.
    found = {el.get("href", "").rstrip("/") for el in ET.fromstring(svg).iter(f"{SVG}a")}
    assert ({address} if kept else set()) == found


# Anything may stand in a label


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_gets_out_of_its_label(text: str) -> None:
    parts = (
        Node("n0", text, "tool", target=f"stages/{text}"),
        Node("n1", "Other"),
        Group("g", text, (Node("n2", text, "material"),), "stage", target="stages/x"),
    )
    svg = draw(Chart("LR", parts, (Edge("n0", "n1", text),)).source(), prefix="d", title=text, description=text).svg
    root = ET.fromstring(relink(svg, lambda docname: f"{docname}.html"))

    assert FORBIDDEN.search(re.sub(r' href="[^"]*"', "", tags_of(svg))) is None
    boxes = [el for el in root.iter(f"{SVG}g") if el.get("class", "").startswith("sb-node")]
    shown = squeezed("".join(boxes[0].itertext())).removesuffix("…")
    assert squeezed(plain(text) or "–").startswith(shown)
    assert shown
    assert 3 == len(boxes)


@settings(max_examples=60)
@given(st.text(max_size=40))
def test_any_text_can_be_a_label(text: str) -> None:
    root = parsed(Chart("LR", (Node("a", text, "stage"), Node("b", "B")), (Edge("a", "b", text),)).source())

    shown = next("".join(el.itertext()) for el in root.iter(f"{SVG}g") if el.get("class") == "sb-node sb-kind-stage")
    assert squeezed(plain(text) or "–").startswith(squeezed(shown).removesuffix("…"))


def test_entity_codes_of_mermaid_are_read() -> None:
    source = 'flowchart LR\n a["#quot;x#quot; #35;1 #amp; #9829; &lt;b&gt;"]\n'

    assert ['"x" #1 & ♥ <b>'] == texts(parsed(source))


def test_entity_codes_bring_no_control_characters_in() -> None:
    assert ["ab"] == texts(parsed('flowchart LR\n a["a#8238;#7;b"]\n'))


# Settings of the source


def settings_of(source: str) -> dict[str, Any]:
    import json

    config: dict[str, Any] = json.loads(prepare(source).text.split("\n")[1].partition(": ")[2])
    return config


def test_settings_are_added_where_there_are_none() -> None:
    config = settings_of(SIMPLE)

    assert ("strict", "classic", "base") == (config["securityLevel"], config["look"], config["theme"])
    assert config["htmlLabels"] is config["flowchart"]["htmlLabels"] is False


@pytest.mark.parametrize(
    "front",
    [
        "---\nconfig:\n  securityLevel: loose\n  htmlLabels: true\n  themeCSS: x\n  flowchart: {padding: 30}\n---\n",
        '---\nconfig: {"securityLevel": "loose", "htmlLabels": 1, "themeCSS": "", "flowchart": {"padding": 30}}\n---\n',
        "%%{init: {'securityLevel': 'loose', 'htmlLabels': true, 'themeCSS': 'x', 'flowchart': {'padding': 30}}}%%\n",
    ],
)
def test_settings_of_the_source_are_merged_but_cannot_lower_the_guard(front: str) -> None:
    config = settings_of(front + SIMPLE)

    assert "strict" == config["securityLevel"]
    assert config["htmlLabels"] is False
    assert "themeCSS" not in config
    assert 30 == config["flowchart"]["padding"]
    assert "wrappingWidth" in config["flowchart"]
    assert ["First", "Second"] == texts(parsed(front + SIMPLE))


def test_a_title_in_the_frontmatter_is_drawn() -> None:
    assert "Our cycle" in texts(parsed(f"---\ntitle: Our cycle\n---\n{SIMPLE}"))


def test_the_other_layout_can_be_asked_for() -> None:
    assert ["First", "Second"] == texts(parsed(f"---\nconfig: {{layout: elk}}\n---\n{SIMPLE}"))


@pytest.mark.parametrize(
    "front",
    [
        "%%{init: {bad: [}}%%\n",
        "---\nconfig: [unclosed\n---\n",
        ALIAS_BOMB,
        "---\nconfig: " + "[" * 5000 + "\n---\n",
        "---\nconfig: " + '{"a": ' * 5000 + "1" + "}" * 5000 + "\n---\n",
    ],
)
def test_settings_that_cannot_be_read_are_told(front: str) -> None:
    with pytest.raises(DrawingError, match="could not be read"):
        drawn(front + SIMPLE)


# Failures


@pytest.mark.parametrize(
    "source", ["", "   ", "no diagram", "flowchart LR\n a-->", "flowchart LR\n a[(unclosed", "x" * 200_001]
)
def test_what_cannot_be_drawn_is_a_drawing_error(source: str) -> None:
    with pytest.raises(DrawingError, match="diagram"):
        drawn(source)


@pytest.mark.parametrize(
    "answer",
    [
        "not an SVG",
        "<svg",
        "<html xmlns='http://www.w3.org/1999/xhtml'/>",
        "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 nan 1'/>",
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 0 1'/>",
        "<!DOCTYPE svg [<!ENTITY a 'b'>]><svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'>&a;</svg>",
        None,
    ],
)
def test_garbage_from_the_renderer_is_a_drawing_error(monkeypatch: pytest.MonkeyPatch, answer: str | None) -> None:
    drawn_by(monkeypatch, lambda: answer)

    with pytest.raises(DrawingError, match="the renderer gave"):
        drawn(SIMPLE)


def test_a_panic_of_the_renderer_is_a_drawing_error(monkeypatch: pytest.MonkeyPatch) -> None:
    class PanicException(BaseException):
        pass

    def panic() -> None:
        raise PanicException("called `Option::unwrap()` on a `None` value")

    drawn_by(monkeypatch, panic)

    with pytest.raises(DrawingError, match="unwrap"):
        drawn(SIMPLE)


def test_an_interruption_is_no_drawing_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    drawn_by(monkeypatch, interrupt)

    with pytest.raises(KeyboardInterrupt):
        drawn(SIMPLE)


def test_a_missing_renderer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mmdr", None)

    with pytest.raises(DrawingError, match="mmdr is not installed"):
        drawn(SIMPLE)


def test_scripts_and_styles_in_a_raw_drawing_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = (
        "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' viewBox='0 0 9 9'>"
        "<style>.a{fill:#f00} @import url(https://elsewhere.example/x.css);</style><script>alert(1)</script>"
        "<foreignObject><body xmlns='http://www.w3.org/1999/xhtml'>x</body></foreignObject>"
        "<g onclick='alert(1)' style='background:url(https://elsewhere.example)'>"
        "<rect class='a' width='5' height='5' onload='alert(1)' fill='url(https://elsewhere.example)'/></g>"
        "<image href='https://elsewhere.example/x.png'/><use xlink:href='https://elsewhere.example/x.svg#a'/>"
        "<a xlink:href='javascript:alert(1)'><text>words</text></a>"
        "<path d='M0 0' marker-end='url(https://elsewhere.example#m)'/><animate attributeName='href' to='x'/></svg>"
    )
    drawn_by(monkeypatch, lambda: raw)

    svg = drawn("pie").svg
    assert FORBIDDEN.search(svg) is None
    assert "elsewhere" not in svg
    assert "alert" not in svg
    assert "sb-fill-rose" in svg
    assert "words" in svg


# Colours


@pytest.mark.parametrize(
    ("colour", "fill", "line"),
    [
        ("#fff", "sb-fill-paper", "sb-line-grey"),
        ("#000000", "sb-fill-ink", "sb-line-grey"),
        ("#cfdcfb", "sb-fill-blue", "sb-line-blue"),
        ("hsl(40, 60%, 83%)", "sb-fill-amber", "sb-line-amber"),
        ("rgb(200, 240, 200)", "sb-fill-green", "sb-line-green"),
        ("red", "sb-fill-rose", "sb-line-rose"),
        ("lightgrey", "sb-fill-mist", "sb-line-grey"),
        ("#zzz", "sb-fill-mist", "sb-line-grey"),
        ("rgb(", "sb-fill-mist", "sb-line-grey"),
    ],
)
def test_a_colour_is_taken_as_a_hue(colour: str, fill: str, line: str) -> None:
    assert (fill, line) == (paint.fill_class(colour), paint.line_class(colour))


def test_a_dark_colour_by_hand_leaves_text_readable() -> None:
    assert "sb-fill-mist" == paint.fill_class("#222", by_hand=True)


def test_a_style_sheet_is_resolved_as_a_browser_would() -> None:
    sheet = paint.style_sheet(
        "#x .a{fill:red;}#x .b .a{fill:blue;}#x rect.a{stroke:red!important;}#x g > .c{opacity:.5;}"
    )
    path = [("svg", frozenset[str]()), ("g", frozenset({"b"})), ("rect", frozenset({"a"}))]

    assert {"fill": "blue", "stroke": "red"} == paint.resolve(sheet, path, "stroke: green; margin: 0")
    assert {"fill": "green", "stroke": "red"} == paint.resolve(sheet, path, "fill: green")


# Cost


def test_a_large_diagram_is_drawn_in_little_time() -> None:
    groups = tuple(
        Group(
            f"g{i}",
            f"Stage {i}",
            tuple(Node(f"n{i}_{j}", f"Material {j}", "material") for j in range(5)),
            "stage",
            stacked=True,
        )
        for i in range(12)
    )
    source = Chart("LR", groups, tuple(Edge(f"g{i}", f"g{i + 1}") for i in range(11))).source()
    drawn(source)
    start = time.process_time()
    drawn(source)

    # About 0.02 s; the rest is room for slow machines.
    assert time.process_time() - start < 0.5


def test_a_label_of_any_length_takes_no_time() -> None:
    start = time.process_time()
    source = Chart("LR", (Node("a", "x" * 2_000_000), Node("b", "w o " * 500_000))).source()

    assert len(source) < 1000
    assert time.process_time() - start < 0.5


def test_the_wanted_words_are_unescaped_only_once() -> None:
    # Escaped text must come out as it went in, not as what it would mean.
    text = "&amp;lt; #38;lt; &#38;"
    root = parsed(Chart("LR", (Node("a", text),)).source())

    assert [text] == texts(root)
    assert html.escape(text) in drawn(Chart("LR", (Node("a", text),)).source()).svg
