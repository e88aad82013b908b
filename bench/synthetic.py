"""A synthetic playbook of any size, and the same content as plain Markdown pages.

The mixture is that of a real library: 2 % stages, 13 % tools, 60 % materials, 10 % personas, 15 % needs; about four
links a record, a small diagram a page. The seed makes it the same on each run.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

WORDS = (
    "buyer", "seller", "stage", "contract", "pilot", "budget", "review", "audit", "warehouse", "sensor", "record",
    "alarm", "delivery", "proof", "value", "risk", "price", "training", "question", "answer", "decision", "team",
    "owner", "plan", "success", "quality", "market", "partner", "service", "support", "report",
)  # fmt: skip
SHARES = (("stages", 0.02), ("tools", 0.13), ("materials", 0.60), ("personas", 0.10), ("needs", 0.15))


@dataclass(frozen=True)
class Item:
    """One record, with what it links to by folder."""

    folder: str
    id: str
    name: str
    texts: tuple[str, ...]
    links: tuple[tuple[str, str], ...]


def items(count: int, seed: int = 7) -> list[Item]:
    """Make about ``count`` records."""
    dice = random.Random(seed)

    def sentence(length: int) -> str:
        words = [dice.choice(WORDS) for _ in range(length)]
        return f"{' '.join(words).capitalize()}."

    ids = {
        folder: [f"{folder[:-1]}-{number}" for number in range(max(2, round(count * share)))]
        for folder, share in SHARES
    }
    targets = {
        "stages": ("tools", "tools", "personas", "personas"),
        "tools": (),
        "materials": ("stages", "personas", "needs", "stages"),
        "personas": ("needs", "needs", "needs"),
        "needs": (),
    }
    made = []
    for folder, names in ids.items():
        for name in names:
            links = {(target, dice.choice(ids[target])) for target in targets[folder]}
            texts = tuple(sentence(dice.randint(8, 18)) for _ in range(6))
            made.append(Item(folder, name, f"{dice.choice(WORDS).capitalize()} {name}", texts, tuple(sorted(links))))
    return made


def as_playbook(root: Path, made: list[Item]) -> None:
    """Write the records as a playbook."""
    data = root / "data"
    data.mkdir(parents=True)
    (data / "playbook.yaml").write_text("company: {name: Sample, summary: Made by a program.}\n", encoding="utf-8")
    (data / "teams.yaml").write_text("- {id: sales, name: Sales, function: sales}\n", encoding="utf-8")
    order = "\n".join(f"  - {item.id}" for item in made if item.folder == "stages")
    (data / "motions.yaml").write_text(f"- id: all\n  name: All\n  stages:\n{order}\n", encoding="utf-8")
    for item in made:
        folder = data / item.folder
        folder.mkdir(exist_ok=True)
        (folder / f"{item.id}.yaml").write_text(_record(item), encoding="utf-8")


def _record(item: Item) -> str:
    first, second, third, fourth, fifth, sixth = item.texts
    lines = [
        f"name: {item.name}", f"summary: {first}", "owner: sales", "reviewed: 2026-10-01",
        f"notes: |\n  {second} **{third}**",
        f"aliases: [{item.name} again]", "links: [{url: 'https://example.com/more', title: More}]",
    ]  # fmt: skip
    by_folder: dict[str, list[str]] = {}
    for folder, target in item.links:
        by_folder.setdefault(folder, []).append(target)
    lines += [f"{folder}: [{', '.join(targets)}]" for folder, targets in by_folder.items()]
    match item.folder:
        case "stages":
            lines += [
                f"buyer_question: {fourth}",
                f"activities:\n  - {fifth}\n  - {sixth}",
                f"exit_criteria: [{{text: '{first}', verifiable_by_buyer: true}}]",
            ]
        case "tools":
            lines += ["kind: CRM", "url: https://example.com/tool", f"access: {fourth}", f"use: {fifth}"]
        case "materials":
            lines += [
                "kind: deck", "url: https://example.com/file", f"purpose: {fourth}",
                f"adapt: [{{part: '{fifth}', by: sales}}]", f"keep: ['{sixth}']", "language: English",
            ]  # fmt: skip
        case "personas":
            lines += [
                "titles: [Head of Buying]",
                "buying_roles: [champion]",
                f"goals: ['{fourth}']",
                f"challenges: ['{fifth}']",
            ]
        case "needs":
            lines += [f"statement: {fourth}", "priority: high", f"today: {fifth}"]
    return "\n".join(lines) + "\n"


def as_markdown(root: Path, made: list[Item]) -> None:
    """Write the same as pages for plain Sphinx with MyST: facts, cards, links back and a diagram on each page."""
    source = root / "source"
    source.mkdir(parents=True)
    back: dict[tuple[str, str], list[Item]] = {}
    for item in made:
        for link in item.links:
            back.setdefault(link, []).append(item)
    names = {(item.folder, item.id): item.name for item in made}
    (root / "conf.py").write_text(
        'extensions = ["myst_parser", "sphinx_design", "sphinxcontrib.mermaid"]\n'
        'myst_enable_extensions = ["colon_fence"]\nmyst_fence_as_directive = ["mermaid"]\nhtml_theme = "basic"\n',
        encoding="utf-8",
    )
    folders = [folder for folder, _ in SHARES]
    toc = "\n".join(f"{folder}/index" for folder in folders)
    (source / "index.md").write_text(f"# Handbook\n\n```{{toctree}}\n{toc}\n```\n", encoding="utf-8")
    for folder in folders:
        (source / folder).mkdir()
        listed = "\n".join(item.id for item in made if item.folder == folder)
        (source / folder / "index.md").write_text(f"# {folder}\n\n```{{toctree}}\n{listed}\n```\n", encoding="utf-8")
    for item in made:
        (source / item.folder / f"{item.id}.md").write_text(_page(item, names, back), encoding="utf-8")


def _page(item: Item, names: dict[tuple[str, str], str], back: dict[tuple[str, str], list[Item]]) -> str:
    first, second, third, fourth, fifth, sixth = item.texts

    def link(folder: str, name: str) -> str:
        return f"[{names[folder, name]}](../{folder}/{name}.md)"

    facts = [
        ("Summary", first),
        ("Owner", "Sales"),
        ("Reviewed", "1 October 2026"),
        ("Kind", item.folder),
        ("Notes", second),
    ]
    facts += [("More", "[More](https://example.com/more)"), ("Use", fourth), ("Access", fifth), ("Keep", sixth)]
    facts += [(folder.capitalize(), link(folder, name)) for folder, name in item.links]
    rows = "\n".join(f"| {term} | {text} |" for term, text in facts)
    cards = (
        "\n".join(f":::{{grid-item-card}} {link(*target)}\n{third}\n:::\n" for target in item.links)
        or f":::{{grid-item-card}} Card\n{third}\n:::\n"
    )
    pointing = "\n".join(f"- {link(other.folder, other.id)}" for other in back.get((item.folder, item.id), ())[:60])
    drawn = "\n".join(f"  a[{item.name}] --> n{index}[{name}]" for index, (_, name) in enumerate(item.links))
    return (
        f"# {item.name}\n\n{first}\n\n## Facts\n\n| Fact | Text |\n| --- | --- |\n{rows}\n\n## Links\n\n"
        f"::::{{grid}} 2\n{cards}::::\n\n## Mentioned in\n\n{pointing}\n\n"
        f"```mermaid\nflowchart LR\n  a[{item.name}]\n{drawn}\n```\n"
    )
