from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagebook.render.strict import strict

PAGE = "<!DOCTYPE html>\n<html><head>\n<title>t</title>\n</head>\n<body>{}</body></html>\n"


def moved(body: str, path: str = "stages/discovery.html") -> tuple[str, dict[str, str], tuple[str, ...]]:
    """Give the body as it became, the files with short names, and what was told."""
    made = strict(PAGE.format(body), path)
    html = re.sub(r"sb-inline-[0-9a-f]{12}", "F", made.html)
    files = {re.sub(r"sb-inline-[0-9a-f]{12}", "F", name): text for name, text in made.files.items()}
    return re.sub(r"(?s).*<body>|</body>.*", "", html), files, made.told


def test_a_page_without_anything_inline_stays_byte_for_byte() -> None:
    html = PAGE.format(
        "<p class=a>Fast & <script src='a.js' defer></script><!-- style=b --><b\r\n title='onclick='>x</b>"
    )

    made = strict(html, "a.html")

    assert (html, {}, ()) == (made.html, made.files, made.told)


def test_a_script_becomes_a_file_seen_from_the_page() -> None:
    html, files, told = moved('<script data-a="1">run("</b>")</script>')

    assert '<script data-a="1" src="../_static/F.js"></script>' == html
    assert {"_static/F.js": 'run("</b>")'} == files
    assert () == told


def test_pages_share_a_file_of_the_same_content() -> None:
    pages = [strict(PAGE.format("<script>run()</script>"), path) for path in ("a.html", "b/c.html")]

    assert pages[0].files == pages[1].files


def test_a_page_shown_at_any_address_names_files_from_the_root() -> None:
    made = strict(PAGE.format("<script>run()</script>"), "404.html", "/sub/")

    assert re.search(r'<script src="/sub/_static/sb-inline-\w+.js">', made.html)


def test_a_classic_script_keeps_running_where_it_stands() -> None:
    html, _, _ = moved("<script async defer integrity=x>run()</script><script type=module async>go()</script>")

    assert '<script    src="../_static/F.js"></script><script type=module async src="../_static/F.js"></script>' == html


@pytest.mark.parametrize("kind", ["application/json", "application/ld+json", "text/x-template"])
def test_data_is_no_script(kind: str) -> None:
    body = f'<script type="{kind}">{{"a": "<b style=c>"}}</script>'

    assert (body, {}, ()) == moved(body)


def test_options_of_sphinx_are_set_by_one_script_for_all_pages() -> None:
    body = (
        "<script>DOCUMENTATION_OPTIONS.pagename = 'a&b';</script>\n"
        "<script>\n DOCUMENTATION_OPTIONS.deep = true;\n DOCUMENTATION_OPTIONS.n = 1.5;\n</script>"
    )

    html, files, _ = moved(body)

    options = "{&quot;deep&quot;: true, &quot;n&quot;: 1.5, &quot;pagename&quot;: &quot;a&amp;b&quot;}"
    assert f'<script src="../_static/F.js" data-options="{options}"></script>' == html
    assert ["_static/F.js"] == list(files)


def test_a_script_that_sets_options_and_does_more_is_a_script_like_any_other() -> None:
    _, files, _ = moved("<script>DOCUMENTATION_OPTIONS.a = 1; run();</script>")

    assert {"_static/F.js": "DOCUMENTATION_OPTIONS.a = 1; run();"} == files


def test_what_names_files_near_the_page_stands_near_it() -> None:
    _, files, _ = moved(
        '<script type="module">import "./near.js"</script><style>b { background: url(near.png) }</style>'
        "<style>i { background: url(data:image/gif;base64,xx) url(/far.png) url('https://example.com/') }</style>"
    )

    assert {"stages/F.js", "stages/F.css", "_static/F.css"} == set(files)


def test_a_style_becomes_a_file_also_where_scripts_are_off() -> None:
    html, files, _ = moved(
        '<noscript><style media="print" type="text/css">b { c: d }</style></noscript><style> </style>'
    )

    assert '<noscript><link rel="stylesheet" href="../_static/F.css" media="print"></noscript>' == html
    assert {"_static/F.css": "b { c: d }"} == files


def test_style_attributes_become_classes_as_weighty_as_they_were() -> None:
    made = strict(
        PAGE.format(
            '<b style="color: red;">x</b><i class="k" style="color: red">y</i><u class=k style=top:0>z</u><s style="">'
        ),
        "a.html",
    )

    [(name, css)] = made.files.items()
    red, top = (
        re.search(rf"\.(sb-s-\w+):not\(#sb\):not\(#sb\):not\(#sb\) {{ {text} }}", css)
        for text in ("color: red", "top:0")
    )
    assert red is not None
    assert top is not None
    assert f'<b class="{red[1]}">x</b><i class="k {red[1]}">y</i><u class="k {top[1]}">z</u><s>' in made.html
    assert f'<link rel="stylesheet" href="{name}">\n</head>' in made.html


@pytest.mark.parametrize("style", ["a: b} c { d: e", "a: url(x", "a: 'b", "/* a", "@import 'x'", "a: b\\"])
def test_a_style_that_no_rule_can_hold_is_taken_out(style: str) -> None:
    html, files, told = moved(f'<b style="{style}">x</b>')

    assert ("<b>x</b>", {}) == (html, files)
    assert [f"took a style out of <b> that can stand in no file: {style.strip()}"] == list(told)


def test_a_style_whose_text_holds_braces_is_kept() -> None:
    _, files, told = moved("""<b style='content: "}{"; background: url("a;b(c")'>x</b>""")

    assert () == told
    assert ["stages/F.css"] == list(files)


@pytest.mark.parametrize(
    ("body", "expected", "told"),
    [
        ('<b title="t" onclick="go()">', '<b title="t">', "took onclick out of <b>: add the listener in a script"),
        ("<img src=a.png ONERROR=go()>", "<img src=a.png>", "took onerror out of <img>: add the listener in a script"),
        ('<a href="javascript:go()">', "<a>", "took a javascript: address out of <a>"),
        ('<a href=" java&#10;script&colon;go()">', "<a>", "took a javascript: address out of <a>"),
        ('<a href="&#106;avascript:go()" id="x">', '<a id="x">', "took a javascript: address out of <a>"),
        ("<svg><a xlink:href='javascript:go()'>", "<svg><a>", "took a javascript: address out of <a>"),
        ('<form action="JavaScript:go()">', "<form>", "took a javascript: address out of <form>"),
        ('<base href="/x/">', "", "took out <base>, which the policy refuses: write addresses relative to the page"),
    ],
)
def test_what_no_file_can_stand_in_for_is_taken_out_and_told(body: str, expected: str, told: str) -> None:
    assert (expected, {}, (told,)) == moved(body)


@pytest.mark.parametrize(
    "body",
    [
        '<script src="https://cdn.example/x.js"></script>',
        '<img src="//cdn.example/x.png">',
        '<iframe src="https://video.example/"></iframe>',
        '<link rel="stylesheet" href="https://fonts.example/">',
        '<object data="a.svg"></object>',
        '<iframe srcdoc="&lt;script&gt;"></iframe>',
        '<script type="importmap">{}</script>',
        "<svg><style>b {}</style></svg>",
    ],
)
def test_what_the_policy_will_refuse_is_told(body: str) -> None:
    html, files, told = moved(body)

    assert (body, {}, 1) == (html, files, len(told))


@pytest.mark.parametrize(
    "body", ['<a href="https://example.com/">x</a>', '<link rel="canonical" href="https://e.example/">']
)
def test_links_to_other_servers_are_fine(body: str) -> None:
    assert (body, {}, ()) == moved(body)


def test_the_icons_script_writes_no_style_into_the_page() -> None:
    html, _, _ = moved('<script defer src="../_static/scripts/fontawesome.js?digest=1"></script>')

    assert '<script defer src="../_static/scripts/fontawesome.js?digest=1" data-auto-add-css="false"></script>' == html


PARTS = [
    "<script>a()</script>", "<script src=x>", "</script>", "<style>b{}</style>", "<!--", "-->", '<b style="c: d">',
    "<svg>", "</svg>", "<title>", "</title>", '<i class="x" style=y>', "<p onclick=z>", "words", "<", '"', "<head>",
]  # fmt: skip


@given(st.lists(st.sampled_from(PARTS), max_size=12).map("".join))
def test_what_was_made_strict_is_strict(html: str) -> None:
    once = strict(html, "a.html")
    twice = strict(once.html, "a.html")

    assert (once.html, {}) == (twice.html, twice.files)
