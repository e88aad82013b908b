"""What is installed: declared in pyproject.toml, pinned in constraints.txt."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import stagebook

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PINS = [
    Requirement(line)
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
DECLARED = [
    Requirement(text)
    for texts in (
        PROJECT["build-system"]["requires"],
        PROJECT["project"]["dependencies"],
        *PROJECT["dependency-groups"].values(),
    )
    for text in texts
]


def version_for(name: str, python: str) -> str:
    """Give the one version to which ``name`` is pinned for that Python."""
    environment = {"python_version": python}
    [pin] = [
        pin
        for pin in PINS
        if canonicalize_name(name) == canonicalize_name(pin.name)
        and (pin.marker is None or pin.marker.evaluate(environment))
    ]
    [specifier] = pin.specifier
    assert "==" == specifier.operator
    return specifier.version


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13"])
@pytest.mark.parametrize("requirement", DECLARED, ids=lambda requirement: requirement.name)
def test_each_declared_package_is_pinned_within_its_range(requirement: Requirement, python: str) -> None:
    assert requirement.specifier.contains(version_for(requirement.name, python))


def test_pins_hold_no_addresses() -> None:
    assert [] == [pin.name for pin in PINS if pin.url]


def test_version_stands_in_one_place() -> None:
    assert "version" in PROJECT["project"]["dynamic"]
    assert stagebook.__version__ in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
