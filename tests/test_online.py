"""Dead addresses: what counts as one, and that servers are asked politely. The server runs on this machine."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, ClassVar
from urllib.error import URLError

import pytest

import stagebook
from stagebook.checking import examine
from stagebook.online import Manners, Reply, ask_network, dead_addresses, rule
from stagebook.rules import ALL
from tests.factories import make_playbook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stagebook.findings import Finding
    from stagebook.online import Ask

QUICK = Manners(patience=5, whole=20, pause=0)


def fault(ask: Ask, url: str = "https://a.org/x", manners: Manners = QUICK) -> str:
    return dead_addresses([url], ask, manners)[url]


def says(*replies: Reply | Exception) -> Ask:
    """Give these replies one after the other, the last one again and again."""
    waiting = list(replies)

    def ask(_method: str, _url: str, _seconds: float) -> Reply:
        reply = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        if isinstance(reply, Exception):
            raise reply
        return reply

    return ask


# --- what counts as dead ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [200, 204, 304, 400, 401, 403, 405, 429, 451])
def test_what_answers_is_there(status: int) -> None:
    assert fault(says(Reply(status))) == ""


@pytest.mark.parametrize(
    ("status", "words"), [(404, "404 Not Found"), (410, "410 Gone"), (503, "503 Service Unavailable"), (599, "599")]
)
def test_what_is_gone_or_broken_is_dead(status: int, words: str) -> None:
    assert fault(says(Reply(status))) == f"the server says {words}"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (TimeoutError(), "a.org does not answer within 5 seconds"),
        (URLError(socket.gaierror(-2, "unknown")), "no server has the name a.org"),
        (URLError(ssl.SSLCertVerificationError()), "the certificate of a.org is not valid"),
        (ConnectionRefusedError(), "a.org takes no connection"),
        (http.client.BadStatusLine("x"), "a.org gives no answer that can be understood"),
        (UnicodeError(), "a.org gives no answer that can be understood"),
    ],
)
def test_who_does_not_answer_is_dead(error: Exception, words: str) -> None:
    assert fault(says(error)) == words


def test_a_page_is_asked_for_as_a_whole_where_its_head_is_refused() -> None:
    asked = []

    def ask(method: str, _url: str, _seconds: float) -> Reply:
        asked.append(method)
        return Reply(404 if method == "HEAD" else 200)

    assert fault(ask) == ""
    assert ["HEAD", "GET"] == asked


def test_answers_may_lead_on_but_not_for_ever() -> None:
    assert fault(says(Reply(301, "/y"), Reply(200))) == ""
    assert fault(says(Reply(302, "https://b.org/"), Reply(404))) == "the server says 404 Not Found"
    assert fault(says(Reply(301, "myapp://open"))) == ""
    assert fault(says(Reply(302, "/x"))) == "the address leads on more than 5 times"


# --- manners ----------------------------------------------------------------------------------------------------------


def test_a_server_gets_one_request_at_a_time() -> None:
    busy: dict[str, int] = {}
    most: dict[str, int] = {}
    guard = threading.Lock()

    def ask(_method: str, url: str, _seconds: float) -> Reply:
        host = url.split("/")[2]
        with guard:
            busy[host] = busy.get(host, 0) + 1
            most[host] = max(most.get(host, 0), busy[host])
        time.sleep(0.005)
        with guard:
            busy[host] -= 1
        return Reply(301, "https://hub.org/") if host != "hub.org" else Reply(200)

    urls = [f"https://{host}.org/{number}" for host in "abcdef" for number in range(3)]
    assert dict.fromkeys(urls, "") == dead_addresses(urls, ask, QUICK)
    assert {1} == set(most.values())


def test_the_time_is_limited_whatever_a_server_does() -> None:
    wake = threading.Event()

    def ask(_method: str, url: str, _seconds: float) -> Reply:
        if "slow" in url:
            wake.wait(10)
        return Reply(200)

    urls = ["https://slow.org/1", "https://slow.org/2", "https://quick.org/"]
    start = time.monotonic()
    assert {"https://quick.org/": ""} == dead_addresses(urls, ask, Manners(whole=0.3, pause=0))
    assert time.monotonic() - start < 5
    wake.set()


# --- the rule ---------------------------------------------------------------------------------------------------------


def found(text: str, ask: Ask, manners: Manners = QUICK) -> list[Finding]:
    rules = (*ALL, rule(ask, manners))
    findings = examine(make_playbook(text), today=date(2026, 11, 22), rules=rules).findings
    return [item for item in findings if item.code == "SB703"]


def test_each_place_of_an_address_is_told_and_the_address_asked_once() -> None:
    asked = []

    def ask(method: str, url: str, _seconds: float) -> Reply:
        asked.append((method, url))
        return Reply(404)

    text = "tools: [{id: a, url: 'https://a.org/x'}, {id: b, use: 'See <https://a.org/x#y>.', url: 'https://b.test/'}]"
    items = found(text, ask)
    assert ["tool/a", "tool/b"] == [item.record for item in items]
    assert "the server says 404 Not Found: https://a.org/x" == items[0].message
    assert [("HEAD", "https://a.org/x"), ("GET", "https://a.org/x")] == asked


def test_what_there_was_no_time_for_is_told() -> None:
    items = found("tools: [{id: a, url: 'https://a.org/'}]", says(Reply(200)), Manners(whole=0))
    assert ["1 of 1 addresses could not be looked at within 0 seconds"] == [item.message for item in items]


def test_without_the_network_the_rule_says_nothing() -> None:
    findings = examine(
        make_playbook("tools: [{id: a, url: 'https://a.invalid.org/'}]"), today=date(2026, 11, 22)
    ).findings
    assert "SB703" not in {item.code for item in findings}


# --- the network ------------------------------------------------------------------------------------------------------


class Site(BaseHTTPRequestHandler):
    """Answers by the path: a status, or a way to another path."""

    asked: ClassVar[list[tuple[str, str, str]]] = []

    def do_GET(self) -> None:
        self.asked.append((self.command, self.path, self.headers["User-Agent"]))
        name = self.path[1:]
        status = int(name) if name.isdigit() else 302 if name.startswith("to/") else 200
        self.send_response(status)
        if status == 302:
            self.send_header("Location", name.removeprefix("to"))
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_HEAD = do_GET  # noqa: N815  (the name that the base class looks for)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")


@pytest.fixture
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    Site.asked.clear()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_real_server_is_asked_by_name_and_version(site: str) -> None:
    assert Reply(404) == ask_network("HEAD", f"{site}/404", 5)
    assert Reply(302, "/404") == ask_network("GET", f"{site}/to/404", 5)
    assert Reply(200) == ask_network("HEAD", f"{site}/ä b?q=ö", 5)
    methods, paths, agents = zip(*Site.asked, strict=True)
    assert ("HEAD", "GET", "HEAD") == methods
    assert "/%C3%A4%20b?q=%C3%B6" == paths[2]
    assert {f"stagebook/{stagebook.__version__} (looks for dead links)"} == set(agents)


def test_dead_addresses_of_a_real_server(site: str) -> None:
    urls = [f"{site}/200", f"{site}/404", f"{site}/to/200", f"{site}/to/404"]
    gone = "the server says 404 Not Found"
    assert dict(zip(urls, ("", gone, "", gone), strict=True)) == dead_addresses(urls, ask_network, QUICK)


def test_nobody_listens() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert fault(ask_network, f"http://127.0.0.1:{port}/") == "127.0.0.1 takes no connection"


def test_a_server_that_says_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        assert fault(ask_network, url, Manners(patience=0.2)) == "127.0.0.1 does not answer within 0.2 seconds"
