"""Let ``python -m stagebook`` do what ``stagebook`` does."""

from __future__ import annotations

from stagebook.cli import program

if __name__ == "__main__":
    program()
