"""The kinds of record that a playbook holds; a new kind is one new file and one line in :data:`KINDS`."""

from stagebook.kinds import (
    company,
    competitor,
    evidence,
    forecast_category,
    framework_session,
    handoff,
    material,
    metric,
    motion,
    need,
    objection,
    offering,
    path,
    persona,
    play,
    program,
    qualification,
    role,
    stage,
    team,
    term,
    tool,
)
from stagebook.kinds.record import Kind, Record

KINDS: tuple[Kind, ...] = (
    company.KIND,
    motion.KIND,
    stage.KIND,
    tool.KIND,
    material.KIND,
    persona.KIND,
    need.KIND,
    evidence.KIND,
    offering.KIND,
    program.KIND,
    play.KIND,
    objection.KIND,
    competitor.KIND,
    qualification.KIND,
    handoff.KIND,
    forecast_category.KIND,
    metric.KIND,
    team.KIND,
    role.KIND,
    path.KIND,
    framework_session.KIND,
    term.KIND,
)
"""All kinds, in the order in which navigation and reports show them."""

BY_NAME: dict[str, Kind] = {kind.name: kind for kind in KINDS}
BY_FOLDER: dict[str, Kind] = {kind.folder: kind for kind in KINDS}

__all__ = ["BY_FOLDER", "BY_NAME", "KINDS", "Kind", "Record"]
