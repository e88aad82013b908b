"""A competitor's page: what helps in a call comes first."""

from __future__ import annotations

from tests.market import own_part


def test_the_whole_page() -> None:
    assert [
        "The other one.",
        "Offerings: [The app]",
        "Stages: [Demo]",
        "# What we say",
        "They are fine.",
        "# Questions worth asking",
        "- What breaks?",
        "# What to show, and what to read before",
        "* [Battlecard] <Ready, with parts to adapt> <Internal only>",
        "Change: the logo ([Account executive])",
        "# What they do well",
        "- Cheap.",
        "# Where they fall short",
        "- Slow.",
        "# What they say about us",
        "We are dear.",
        "# Objections they put into the buyer's head",
        "> You cost too much.",
        "Show the hours.",
        "What may lie behind it: No budget.",
        "Show: [The deck]",
        "More on it: [Too dear]",
    ] == own_part("competitors/rival")
