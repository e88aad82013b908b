"""A term of the glossary."""

from typing import ClassVar

from stagebook.kinds.fields import Prose
from stagebook.kinds.record import Kind, Record


class Term(Record):
    """A word that people in the company use, and what it means here."""

    kind_name: ClassVar[str] = "term"

    definition: Prose = ""
    """What it means here."""


KIND = Kind("term", "terms", Term, "Term", "Glossary", page=False)
