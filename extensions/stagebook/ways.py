"""The ways through a motion: which stage follows which, as written or by the motion's order."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, cast

from stagebook.kinds.stage import Stage

if TYPE_CHECKING:
    from stagebook.records import Records

ENDS = frozenset({"lost", "dropped"})
"""How a deal may end at any stage: what is written behind such an end does not follow from it."""

Way = tuple[Stage, str]
"""A stage that follows, and the condition under which it does ("" for always)."""


class Ways:
    """The ways on and back among the stages of a motion.

    ``next`` counts where it is written; otherwise the motion's order does, past ends and past stages of another
    ending, so that *won* is not followed by *lost*, and past stages that are not in use.
    """

    def __init__(self, order: tuple[Stage, ...], records: Records) -> None:
        """Take the stages of the motion in its order."""
        self._inside = {stage.id for stage in order}
        self._records = records
        self._order = order

    def on(self, stage: Stage) -> tuple[Way, ...]:
        """Give the stages that follow; of a stage that does not stand in the motion, those inside that it names."""
        found = self._on.get(stage.id)
        return self._written(stage) if found is None else found

    def back(self, stage: Stage) -> tuple[Stage, ...]:
        """Give the stages of the motion from which this one follows."""
        return tuple(self._back.get(stage.id, {}).values())

    def _written(self, stage: Stage) -> tuple[Way, ...]:
        named = ((self._records.find(item.stage, ("stage",)), item.when) for item in stage.next)
        return tuple(
            (cast("Stage", item), when) for item, when in named if item is not None and item.id in self._inside
        )

    @cached_property
    def _on(self) -> dict[str, tuple[Way, ...]]:
        ways: dict[str, tuple[Way, ...]] = {}
        follower: Stage | None = None
        for stage in reversed(self._order):
            end = stage.terminal in ENDS
            ways[stage.id] = self._written(stage)
            if not ways[stage.id] and follower is not None and not end:
                ways[stage.id] = ((follower, follower.condition),)
            if stage.live and not end:
                follower = stage
        return ways

    @cached_property
    def _back(self) -> dict[str, dict[str, Stage]]:
        found: dict[str, dict[str, Stage]] = {}
        for stage in self._order:
            for way, _ in self.on(stage):
                found.setdefault(way.id, {}).setdefault(stage.id, stage)
        return found
