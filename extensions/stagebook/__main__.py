"""Let ``python -m stagebook`` do what ``stagebook`` does."""

from __future__ import annotations

import sys

from stagebook.cli import main

if __name__ == "__main__":
    sys.exit(main())
