"""Turn structured YAML about how a company sells into a cross-linked, diagrammed and checked handbook.

Two ways in: ``stagebook.load(path)`` gives the Playbook, in pure Python; ``extensions = ["stagebook"]`` in ``conf.py``
gives the handbook. Both import what they need when they are called, so that importing this package costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

    from stagebook.playbook import Playbook

__version__ = "0.1.0"

__all__ = ["__version__", "load", "setup"]


def load(path: Path | str) -> Playbook:
    """Read the playbook below ``path``, the folder that holds ``data/``.

    Faults in the data never raise; they come along with the playbook, as findings. Raises NoPlaybookError where there
    is no ``data/``.
    """
    from stagebook import loading

    return loading.load(path)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the handbook to a Sphinx project; Sphinx calls this for ``extensions = ["stagebook"]``."""
    from stagebook import site

    return site.setup(app)
