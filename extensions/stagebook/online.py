"""Looking online: which addresses of a playbook lead to nothing. It asks other machines, so it looks only when told to.

:func:`rule` gives the rule SB703 with eyes; run it beside the others::

    examine(playbook, today=today, rules=(*ALL, online.rule()))

Each server gets one request at a time. A request asks for the head of a page alone, and for the page itself only where
the server does not know how to answer that.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from http import HTTPStatus
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, NamedTuple
from urllib.error import URLError
from urllib.parse import quote, urldefrag, urljoin, urlsplit, urlunsplit
from urllib.request import HTTPHandler, HTTPSHandler, OpenerDirector, ProxyHandler, Request, UnknownHandler

import stagebook
from stagebook.findings import Finding
from stagebook.hyperlinks import hyperlinks_in
from stagebook.lines import Lines
from stagebook.rules import dead_url

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from stagebook.playbook import Playbook
    from stagebook.records import Written
    from stagebook.rules import Rule
    from stagebook.spans import Span

RESERVED = ("example.com", "example.net", "example.org", "example", "invalid", "test")
"""Names that lead nowhere by agreement (RFC 2606): nobody is asked about them."""

GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
"""Answers that say that there is nothing. Others below 500 ask for a password, for patience or for a person."""

ELSEWHERE = frozenset({301, 302, 303, 307, 308})


class Reply(NamedTuple):
    """What a server says: a status, and where to look instead, if it says so."""

    status: int
    location: str = ""


Ask = Callable[[str, str, float], Reply]
"""By a method, for an address, within some seconds; an OSError, HTTPException or ValueError says why none replies."""


@dataclass(frozen=True, slots=True)
class Manners:
    """How to ask without being a burden; times are in seconds."""

    patience: float = 10
    """How long one request may take until the server says something."""
    whole: float = 120
    """How long all requests may take."""
    servers: int = 16
    """How many servers are asked side by side."""
    pause: float = 0.1
    """How long to wait between two addresses of one server."""
    turns: int = 5
    """How often an address may lead on to another."""


def rule(ask: Ask | None = None, manners: Manners | None = None) -> Rule:
    """Give the rule that looks; ``ask`` stands for the network in tests."""

    def check(playbook: Playbook) -> Iterator[Finding]:
        return _findings(playbook, ask or ask_network, manners or Manners())

    return replace(dead_url.RULE, check=check)


def _findings(playbook: Playbook, ask: Ask, manners: Manners) -> Iterator[Finding]:
    lines = Lines(playbook.root)
    places: dict[str, list[tuple[Written, int]]] = {}
    for url, written, offset in _addresses(playbook):
        places.setdefault(url, []).append((written, offset))
    faults = dead_addresses(places, ask, manners)
    for url, found in places.items():
        for written, offset in found if faults.get(url) else ():
            yield Finding(
                _place(lines, written, url, offset),
                f"{faults[url]}: {url}",
                "give the address at which it is now, or delete the link",
                written.record.key,
            )
    unasked = len(places.keys() - faults.keys())
    if unasked:
        yield Finding(
            playbook.company.span,
            f"{unasked} of {len(places)} addresses could not be looked at within {manners.whole:g} seconds",
            "look again when the network is faster",
            playbook.company.key,
        )


def _addresses(playbook: Playbook) -> Iterator[tuple[str, Written, int]]:
    """Give each address that can be asked for, with the text in which it stands and where; -1 for a field."""
    for written in playbook.addresses:
        if written.record.status != "draft" and _can_be_asked(written.text):
            yield urldefrag(written.text).url, written, -1
    for written in playbook.prose:
        if written.record.status != "draft" and "://" in written.text:
            for link in hyperlinks_in(written.text):
                if _can_be_asked(link.url):
                    yield urldefrag(link.url).url, written, link.offset


def _can_be_asked(url: str) -> bool:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    reserved = host in RESERVED or host.endswith(tuple(f".{name}" for name in RESERVED))
    return parts.scheme in {"http", "https"} and bool(host) and not reserved


def _place(lines: Lines, written: Written, url: str, offset: int) -> Span:
    if offset < 0:
        return written.record.place_of(*written.where)
    return lines.find_part(url, offset, written.text, written.record.prose_place_of(*written.where))


# --- many addresses ---------------------------------------------------------------------------------------------------


def dead_addresses(urls: Iterable[str], ask: Ask, manners: Manners) -> Mapping[str, str]:
    """Say of each address what is wrong with it, "" where nothing is; those for which there was no time are missing.

    Servers are asked side by side, and each of them for one address after the other. The threads are daemons: one that
    hangs on a server without end does not keep the program from ending.
    """
    by_server: dict[str, list[str]] = {}
    for url in urls:
        by_server.setdefault(_server(url), []).append(url)
    waiting: SimpleQueue[list[str]] = SimpleQueue()
    answers: SimpleQueue[tuple[str, str]] = SimpleQueue()
    for group in by_server.values():
        waiting.put(group)
    end = time.monotonic() + manners.whole
    asker = _Asker(ask, manners, end)
    for _ in range(min(manners.servers, len(by_server))):
        threading.Thread(target=asker.work, args=(waiting, answers), daemon=True).start()
    found: dict[str, str] = {}
    total = sum(map(len, by_server.values()))
    while len(found) < total:
        try:
            url, fault = answers.get(timeout=max(end - time.monotonic(), 0))
        except Empty:
            break
        found[url] = fault
    return found


def _server(url: str) -> str:
    return urlsplit(url).netloc.rpartition("@")[2].lower()


class _Asker:
    """Asks for addresses, never two at once of one server, wherever answers may lead."""

    def __init__(self, ask: Ask, manners: Manners, end: float) -> None:
        self.ask = ask
        self.manners = manners
        self.end = end
        self._guard = threading.Lock()
        self._locks: dict[str, threading.Lock] = {}

    def work(self, waiting: SimpleQueue[list[str]], answers: SimpleQueue[tuple[str, str]]) -> None:
        """Take one server after the other until none is left or the time is over."""
        while True:
            try:
                group = waiting.get_nowait()
            except Empty:
                return
            for number, url in enumerate(group):
                if number:
                    time.sleep(self.manners.pause)
                if time.monotonic() >= self.end:
                    return
                answers.put((url, self._fault(url)))

    def _fault(self, url: str) -> str:
        """Say what is wrong with an address; empty where nothing is."""
        try:
            reply = self._reply(url)
        except (OSError, http.client.HTTPException, ValueError) as error:
            return _reason(error, url, self.manners.patience)
        if reply is None:
            return f"the address leads on more than {self.manners.turns} times"
        if reply.status in GONE or reply.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            return f"the server says {_words(reply.status)}"
        return ""

    def _reply(self, url: str) -> Reply | None:
        """Give the last answer on the way that an address leads; None where the way has no end."""
        for _ in range(self.manners.turns + 1):
            reply = self._asked("HEAD", url)
            if reply.status >= HTTPStatus.BAD_REQUEST and reply.status != HTTPStatus.TOO_MANY_REQUESTS:
                # Some servers know pages only as a whole.
                reply = self._asked("GET", url)
            if reply.status not in ELSEWHERE or not reply.location:
                return reply
            url = urldefrag(urljoin(url, reply.location)).url
            if urlsplit(url).scheme not in {"http", "https"}:
                return Reply(HTTPStatus.OK)  # It leads into some program, which nobody can ask.
        return None

    def _asked(self, method: str, url: str) -> Reply:
        with self._guard:
            lock = self._locks.setdefault(_server(url), threading.Lock())
        with lock:
            return self.ask(method, url, self.manners.patience)


def _words(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def _reason(error: Exception, url: str, patience: float) -> str:
    """Say why nobody replied."""
    cause = error.reason if isinstance(error, URLError) and isinstance(error.reason, Exception) else error
    host = urlsplit(url).hostname
    match cause:
        case TimeoutError():
            return f"{host} does not answer within {patience:g} seconds"
        case socket.gaierror():
            return f"no server has the name {host}"
        case ssl.SSLError():
            return f"the certificate of {host} is not valid"
        case ConnectionError():
            return f"{host} takes no connection"
    return f"{host} gives no answer that can be understood"


# --- the network ------------------------------------------------------------------------------------------------------


def ask_network(method: str, url: str, seconds: float) -> Reply:
    """Ask a server for an address; raises OSError, HTTPException or ValueError where none replies."""
    # No handler for files, none that follows: whereto an answer leads is looked at first.
    opener = OpenerDirector()
    for handler in (ProxyHandler(), HTTPHandler(), HTTPSHandler(), UnknownHandler()):
        opener.add_handler(handler)
    headers = {"User-Agent": f"stagebook/{stagebook.__version__} (looks for dead links)", "Accept": "*/*"}
    request = Request(_plain(url), method=method, headers=headers)  # noqa: S310  (http and https alone, see _can_be_asked)
    with opener.open(request, timeout=seconds) as response:
        return Reply(response.status, response.headers.get("Location") or "")


def _plain(url: str) -> str:
    """Write an address with plain letters alone, as servers want it."""
    parts = urlsplit(url)
    host = parts.netloc.encode("idna").decode() if not parts.netloc.isascii() else parts.netloc
    path, query = quote(parts.path, safe="/%:=&~+!$,;'()*@"), quote(parts.query, safe="/%:=&?~+!$,;'()*@")
    return urlunsplit((parts.scheme, host, path, query, ""))
