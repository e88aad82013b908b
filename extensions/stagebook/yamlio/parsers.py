"""The YAML parsers that the reader can work with: three ways to the same events.

PyYAML's binding of libyaml comes first: it is the quickest, and the libyaml that it brings (0.2.5) takes
``[https://example.com]`` as YAML 1.2 means it. The binding in ``ruamel.yaml.clib`` has an older libyaml, which wants
quotes there. ruamel.yaml's own parser in Python works everywhere, some thirty times slower.

No parser is imported before the first file is parsed: a run that finds everything in its cache needs none.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from operator import is_
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from stagebook.yamlio.faults import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_VALUES: Final = 300_000
"""Values of a file, those that aliases repeat counted as often as they appear: as many as 5 MB of records hold."""

MAX_BYTES_IN_PYTHON: Final = 1_000_000
MAX_VALUES_IN_PYTHON: Final = 60_000
"""The bounds for the slow parser, so that it too is done with any file in about two seconds."""


class Events(NamedTuple):
    """The classes of the events that carry something."""

    scalar: type[Any]
    alias: type[Any]
    map_start: type[Any]
    map_end: type[Any]
    seq_start: type[Any]
    seq_end: type[Any]
    document_start: type[Any]


class Nodes(NamedTuple):
    """A parser's own way of putting a file together: ``open`` gives the root of its nodes, or None for an empty file.

    A node has ``value`` and ``start_mark``, one of a text also ``style``: empty where it is written plainly.
    """

    open: Callable[[bytes], Any]
    scalar: type[Any]
    mapping: type[Any]


class Parser(NamedTuple):
    """A parser: how to open it on the bytes of a file, and what it gives."""

    name: str
    open: Callable[[bytes], Callable[[], Any]]
    """Gives the function to call for event after event."""
    events: Events
    error: type[Exception]
    """What the parser raises at text that it can't parse."""
    max_bytes: int = MAX_BYTES
    max_values: int = MAX_VALUES
    nodes: Nodes | None = None


def with_pyyaml() -> Parser:
    """Give libyaml as PyYAML brings it; ``ImportError`` where it is not installed, or came without libyaml."""
    binding = import_module("yaml._yaml")

    def begin(data: bytes) -> Callable[[], Any]:
        return binding.CParser(data).get_event  # type: ignore[no-any-return]

    # What the nodes mean is not asked here, so the questions about it go to functions in C: a tenth less time in all.
    silent = {"descend_resolver": is_, "ascend_resolver": bool, "resolve": slice}
    composer: Any = type("Composer", (binding.CParser,), silent)

    def compose(data: bytes) -> object:
        return composer(data).get_single_node()

    classes = import_module("yaml.nodes")
    nodes = Nodes(compose, classes.ScalarNode, classes.MappingNode)
    error = import_module("yaml.error").YAMLError
    return Parser("PyYAML", begin, _events("yaml.events"), error, nodes=nodes)


def with_ruamel_clib() -> Parser:
    """Give libyaml as ruamel.yaml.clib brings it; ``ImportError`` where that is not installed."""
    binding = import_module("_ruamel_yaml")

    def begin(data: bytes) -> Callable[[], Any]:
        return binding.CParser(data).get_event  # type: ignore[no-any-return]

    error = import_module("ruamel.yaml.error").YAMLError
    return Parser("ruamel.yaml.clib", begin, _events("ruamel.yaml.events"), error)


def with_ruamel() -> Parser:
    """Give the parser of ruamel.yaml that is written in Python."""
    ruamel = import_module("ruamel.yaml")
    error = import_module("ruamel.yaml.error").YAMLError

    def begin(data: bytes) -> Callable[[], Any]:
        stream = iter(ruamel.YAML(typ="safe", pure=True).parse(data))

        def get_event() -> object:
            try:
                return next(stream, None)
            except error:
                raise
            except Exception as fault:
                # It was written for well-formed text, and at some other text it fails by an assertion or an index.
                raise error(str(fault)) from fault

        return get_event

    events = _events("ruamel.yaml.events")
    return Parser("ruamel.yaml", begin, events, error, MAX_BYTES_IN_PYTHON, MAX_VALUES_IN_PYTHON)


@cache
def best_parser() -> Parser:
    """Give the quickest parser that is installed."""
    for way in (with_pyyaml, with_ruamel_clib):
        try:
            return way()
        except ImportError:
            continue
    return with_ruamel()


def _events(module: str) -> Events:
    """Find the classes of events; both libraries name them alike."""
    classes = import_module(module)
    return Events(
        classes.ScalarEvent,
        classes.AliasEvent,
        classes.MappingStartEvent,
        classes.MappingEndEvent,
        classes.SequenceStartEvent,
        classes.SequenceEndEvent,
        classes.DocumentStartEvent,
    )
