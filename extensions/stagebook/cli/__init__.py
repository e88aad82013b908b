"""The commands of the program; a new one is one new file and one line in :data:`COMMANDS`.

A command parses, calls, prints and gives an exit code; what it does lies below. Commands import what they need when
they run, so that ``check`` starts without Sphinx.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from typing import TYPE_CHECKING, NoReturn

import stagebook
from stagebook.cli import build, check, coverage, diff, pdf, rule, serve, show
from stagebook.cli.command import FINE, MISUSE, Command, MisuseError, Parser

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS: tuple[Command, ...] = (
    build.COMMAND,
    serve.COMMAND,
    pdf.COMMAND,
    check.COMMAND,
    coverage.COMMAND,
    diff.COMMAND,
    show.COMMAND,
    rule.COMMAND,
)
"""All commands, in the order in which the help lists them."""

INTERRUPTED = 130
"""The exit code after Ctrl-C: 128 and the number of the signal, as shells have it."""

PIPE_CLOSED = 141
"""The exit code when whoever read the output has gone, such as ``head``."""


def program() -> NoReturn:
    """Run the program as a process of its own, and end that.

    A brief command holds all that it has read until it is over: looking for garbage in it on the way, and taking it to
    pieces at the end, costs a third of the time and brings nothing.
    """
    # Others' plugins would see what the records hold; pydantic looks for them in every package that is installed.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    brief = any(command.name == name and command.brief for name in sys.argv[1:2] for command in COMMANDS)
    if brief:
        gc.disable()
    code = main()
    if brief:
        sys.stderr.flush()
        os._exit(code)
    sys.exit(code)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program and give its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A terminal that knows ASCII alone still gets every message.
            stream.reconfigure(errors="backslashreplace")
    try:
        code = _run(list(sys.argv[1:] if argv is None else argv))
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Python would complain when it closes the stream at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    return code


def _run(argv: list[str]) -> int:
    from stagebook.loading import NoPlaybookError

    try:
        options = _parser(argv).parse_args(argv)
        command: Command = options.command
        return command.run(options)
    except (MisuseError, NoPlaybookError) as error:
        print(f"stagebook: {error}", file=sys.stderr)
        return MISUSE
    except SystemExit as error:
        # argparse ends the program when it has printed the help or the version.
        return error.code if isinstance(error.code, int) else FINE


def _parser(argv: Sequence[str]) -> argparse.ArgumentParser:
    parser = Parser(
        prog="stagebook",
        description="Turn structured YAML about how a company sells into a cross-linked, checked handbook.",
        epilog="`stagebook COMMAND --help` explains a command.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"stagebook {stagebook.__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True, parser_class=Parser)
    for command in COMMANDS:
        sub = commands.add_parser(
            command.name,
            help=command.summary,
            description=command.description,
            epilog=command.examples,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        command.arguments(sub)
        sub.set_defaults(command=command)
    _refuse_unknown(parser, argv)
    return parser


def _refuse_unknown(parser: argparse.ArgumentParser, argv: Sequence[str]) -> None:
    """Say in plain words that there is no such command, and which is near; argparse would list its internals."""
    names = [command.name for command in COMMANDS]
    if not argv:
        raise MisuseError(f"which command? One of: {', '.join(names)}\nSee `{parser.prog} --help`.")
    if argv[0].startswith("-") and argv[0] not in {"-h", "--help", "--version"}:
        raise MisuseError(f"there is no option “{argv[0]}” before the command\nSee `{parser.prog} --help`.")
    if argv[0] not in names and not argv[0].startswith("-"):
        from stagebook.near import near

        guess = near(argv[0], names)
        hint = f"did you mean `{guess}`?" if guess else f"there are: {', '.join(names)}"
        raise MisuseError(f"there is no command “{argv[0]}”; {hint}\nSee `{parser.prog} --help`.")
