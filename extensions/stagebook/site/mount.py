"""Mounting: record pages are documents of the Sphinx project though no file in the source folder holds them.

Each mounted document maps to a *stamp*, a small file beside the doctrees. A stamp is written only when the place of its
record changes (file or line) or when its page does, so that its time tells Sphinx's builders what to write again, while
:mod:`stagebook.site.freshness` alone decides what to read again.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.project import Project

if TYPE_CHECKING:
    from collections.abc import Iterable

SUFFIX = ".stagebook"
FILETYPE = "stagebook"


class MountedProject(Project):
    """A Sphinx project whose documents are the files of the source folder and, besides, the pages of the playbook."""

    mounted: frozenset[str] = frozenset()
    """The documents that come from the playbook; a hand-written page of the same name takes its place."""
    stamps: Path = Path()
    """The folder that holds the stamps."""
    wanted: tuple[str, ...] = ()
    """All documents that the playbook makes."""

    def discover(self, exclude_paths: Iterable[str] = (), include_paths: Iterable[str] = ("**",)) -> set[str]:
        """Find the hand-written documents, and add those of the playbook that nobody wrote by hand."""
        # Where the site goes into the source folder, the stamps do too, and they are nobody's pages.
        docnames = super().discover((*exclude_paths, f"**/{self.stamps.name}/**"), include_paths)
        mounted = set()
        for docname in self.wanted:
            if docname not in docnames:
                mounted.add(docname)
                path = self.stamp(docname)
                self._path_to_docname[path] = docname
                self._docname_to_path[docname] = path
        docnames |= mounted
        self.mounted = frozenset(mounted)
        return docnames

    def stamp(self, docname: str) -> Path:
        """Give the stamp of a mounted document."""
        return self.stamps / f"{docname}{SUFFIX}"

    def touch(self, docname: str, place: str, *, force: bool = False) -> None:
        """Write the stamp where the record's place is another than before, or in any case with ``force``."""
        stamp = self.stamp(docname)
        if not force:
            try:
                if stamp.read_text(encoding="utf-8") == place:
                    return
            except OSError:
                pass
        stamp.parent.mkdir(parents=True, exist_ok=True)
        stamp.write_text(place, encoding="utf-8")


def mounted(project: Project, stamps: Path, wanted: Iterable[str]) -> MountedProject:
    """Make the project that has the playbook's pages too."""
    made = MountedProject(project.srcdir, project.source_suffix)
    made.restore(project)
    made.stamps = stamps
    made.wanted = tuple(wanted)
    return made
