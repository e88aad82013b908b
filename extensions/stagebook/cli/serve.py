"""Show the handbook in the browser, and show each edit at once.

Builds the site, serves it on this machine alone and builds it again whenever a file changes. Ctrl-C ends it.

Examples:
  stagebook serve               at http://127.0.0.1:8000
  stagebook serve --open        and open the browser
  stagebook serve --port 8080   at another port
"""

from __future__ import annotations

import argparse

from stagebook.cli.command import Command, MisuseError, add_root


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    add_root(parser)
    parser.add_argument("--port", metavar="N", type=_port, default=8000, help="the port (default: %(default)s)")
    parser.add_argument("--open", action="store_true", help="open the browser")
    parser.add_argument("--drafts", action="store_true", help="show drafts too")


def _port(text: str) -> int:
    if text.isdecimal() and len(text) <= 5 and 0 < int(text) < 65536:  # noqa: PLR2004  (ports have 16 bits)
        return int(text)
    raise argparse.ArgumentTypeError(f"“{text}” is no port; write a number from 1 to 65535")


def run(options: argparse.Namespace) -> int:
    """Serve the site until somebody stops it."""
    from stagebook.loading import root_of

    root = root_of(options.root)
    from stagebook.site.building import BuildError, serve

    try:
        return serve(root, port=options.port, open_browser=options.open, drafts=options.drafts)
    except BuildError as error:
        raise MisuseError(str(error)) from None


COMMAND = Command("serve", __doc__, arguments, run, brief=False)
