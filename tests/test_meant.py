"""What was meant beyond doubt is found, and where there is doubt, nothing is."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagebook.meant import meant_date, meant_name

NAMES = (
    "call-recorder", "contact-list", "contract-review", "crm", "dead", "deal-room", "deals", "demo-1",
    "discovery-guide", "integration-check", "internal-faq", "owner", "persona", "personas", "plan-2025", "summary",
    "tools",
)  # fmt: skip


@pytest.mark.parametrize(
    ("word", "name"),
    [
        pytest.param("call-recoder", "call-recorder", id="a letter too few"),
        pytest.param("summmary", "summary", id="a letter too many"),
        pytest.param("onwer", "owner", id="two letters in each other's place"),
        pytest.param("sunmary", "summary", id="another letter"),
        pytest.param("integraton-chekc", None, id="two words"),
        pytest.param("intergrtion-check", "integration-check", id="two slips in a long word"),
        pytest.param("sumarie", None, id="two slips in a short one"),
        pytest.param("Call_Recorder", "call-recorder", id="capitals and a line"),
        pytest.param("callrecorder", "call-recorder", id="no hyphen"),
        pytest.param("crmm", "crm", id="four letters, one too many"),
        pytest.param("crn", None, id="three letters"),
        pytest.param("deak", None, id="another of four letters"),
        pytest.param("dael-room", "deal-room", id="two of four letters in each other's place"),
        pytest.param("demo-2", None, id="another figure"),
        pytest.param("plan2025", "plan-2025", id="no hyphen before a figure"),
        pytest.param("plan-20-25", None, id="a hyphen between figures"),
        pytest.param("external-faq", None, id="another beginning"),
        pytest.param("personass", "personas", id="nearer to one of two"),
        pytest.param("personaa", None, id="as near to two"),
        pytest.param("contract-list", None, id="a word that is right elsewhere"),
        pytest.param("crm", None, id="one of the names"),
        pytest.param("customer", None, id="nothing like it"),
        pytest.param("", None, id="nothing"),
        pytest.param("-", None, id="no letters"),
        pytest.param("crm" * 100_000, None, id="no name at all"),
    ],
)
def test_names(word: str, name: str | None) -> None:
    assert name == meant_name(word, NAMES)


def test_without_names_there_is_none() -> None:
    assert meant_name("crm", ()) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026/3/5", "2026-03-05"),
        ("2026-3-5", "2026-03-05"),
        ("2026.03.05", "2026-03-05"),
        (" 20260305 ", "2026-03-05"),
        ("25.3.2026", "2026-03-25"),
        ("25. 3. 2026", "2026-03-25"),
        ("3/25/2026", "2026-03-25"),
        ("5.5.2026", "2026-05-05"),
        ("5 March 2026", "2026-03-05"),
        ("5th of march 2026", None),
        ("5. Mar 2026", "2026-03-05"),
        ("March 5th, 2026", "2026-03-05"),
        ("sept. 3 2026", "2026-09-03"),
        ("29.2.2028", "2028-02-29"),
        # Two days, or none
        ("5.3.2026", None),
        ("03/05/2026", None),
        ("29.2.2026", None),
        ("2026-13-05", None),
        ("2026/3-5", None),
        ("5.3.26", None),
        ("20261305", None),
        ("0026-03-05", None),
        ("5 Marsh 2026", None),
        ("2026", None),
        ("soon", None),
        pytest.param("\u0662\u0660\u0662\u0666-3-5", None, id="figures of another script"),
    ],
)
def test_days(text: str, day: str | None) -> None:
    found = meant_date(text)
    assert day == (found.isoformat() if found else None)


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_the_forms_that_begin_with_the_year_are_never_in_doubt(day: date) -> None:
    year, month, last = str(day).split("-")
    for text in (f"{year}/{int(month)}/{int(last)}", f"{year}{month}{last}", f"{year}.{month}.{last}"):
        assert day == meant_date(text)


@given(st.text(max_size=20), st.lists(st.text(max_size=8), max_size=5))
def test_nothing_raises(text: str, names: list[str]) -> None:
    assert meant_name(text, names) in {None, *names}
    meant_date(text)
