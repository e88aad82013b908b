"""The diagrams of the handbook; a new one is one new file and one line in :data:`DIAGRAMS`.

A diagram is a function of the playbook that gives Mermaid text with a title, a description and the same in words, or
None where there is nothing to draw.
"""

from __future__ import annotations

from stagebook.diagrams import framework, path, persona, responsibilities, roadmap, stage
from stagebook.diagrams.drawing import DiagramType
from stagebook.diagrams.framework import framework_diagram
from stagebook.diagrams.path import path_diagram
from stagebook.diagrams.persona import persona_diagram
from stagebook.diagrams.responsibilities import responsibilities_diagram
from stagebook.diagrams.roadmap import roadmap_diagram
from stagebook.diagrams.stage import stage_diagram

DIAGRAMS: tuple[DiagramType, ...] = (
    roadmap.DIAGRAM,
    stage.DIAGRAM,
    persona.DIAGRAM,
    framework.DIAGRAM,
    responsibilities.DIAGRAM,
    path.DIAGRAM,
)
"""All diagrams that hand-written pages can place, each by its name."""

__all__ = [
    "DIAGRAMS",
    "DiagramType",
    "framework_diagram",
    "path_diagram",
    "persona_diagram",
    "responsibilities_diagram",
    "roadmap_diagram",
    "stage_diagram",
]
