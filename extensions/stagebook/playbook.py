"""The Playbook: all records by kind and id, links both ways, and the questions that pages and checks put to them."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple, cast

from stagebook.beside import Beside
from stagebook.kinds import BY_NAME
from stagebook.kinds.company import Company
from stagebook.kinds.competitor import Competitor
from stagebook.kinds.evidence import Evidence
from stagebook.kinds.framework_session import FrameworkSession
from stagebook.kinds.handoff import Handoff
from stagebook.kinds.material import Material
from stagebook.kinds.motion import Motion
from stagebook.kinds.need import Need
from stagebook.kinds.objection import Objection
from stagebook.kinds.offering import Offering
from stagebook.kinds.path import Path as OnboardingPath
from stagebook.kinds.periods import day_after
from stagebook.kinds.persona import Answer, Persona
from stagebook.kinds.play import Play
from stagebook.kinds.program import Program
from stagebook.kinds.role import Role
from stagebook.kinds.stage import RoleUse, Stage, ToolUse
from stagebook.kinds.team import Team
from stagebook.kinds.term import Term
from stagebook.records import Found, R, Records
from stagebook.ways import Way, Ways

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from stagebook.kinds.own import OwnField
    from stagebook.kinds.record import Record
    from stagebook.kinds.tool import Tool
    from stagebook.settings import PlaybookFile, Settings, Waiver


NOTHING = Found()


class FrameworkRow(NamedTuple):
    """One need of one persona, with what meets it: a row of the audience framework."""

    persona: Persona
    need: Need
    offerings: tuple[Offering, ...]
    programs: tuple[Program, ...]
    materials: tuple[Material, ...]
    evidence: tuple[Evidence, ...]


class Playbook(Records):
    """All that a company wrote down about how it sells; made by :func:`stagebook.load` and never changed.

    ``records`` maps a kind's name to its records by id, in the order written; ``found`` is what reading found besides.
    Queries leave drafts and retired records out where coverage is asked for, and say so.
    """

    def __init__(
        self, root: Path, records: Mapping[str, Mapping[str, Record]], file: PlaybookFile, found: Found = NOTHING
    ) -> None:
        """Take the records as they were read, and what else ``playbook.yaml`` says."""
        super().__init__(records, left_out=found.left_out)
        self.root = root
        self.file = file
        self.faults = found.faults
        self.contents = found.contents

    def files_with(self, *words: bytes) -> set[str]:
        """Give the paths of the files that may hold one of some words, which are given in lower case.

        Most rules on texts look for what few files hold, and one look through all files tells which. Where a text is
        written with escapes any word may stand, so such files always count.
        """
        low, paths, ends = self._all_in_lower_case
        found: set[str] = set()
        for word in (*words, b"\\"):
            if word[-1:] not in low:  # The quickest look of all, and often enough there is no such sign.
                continue
            at = low.find(word)
            while at >= 0:
                place = bisect_right(ends, at)
                found.add(paths[place])
                at = low.find(word, ends[place])
        return found

    @cached_property
    def _all_in_lower_case(self) -> tuple[bytes, Sequence[str], Sequence[int]]:
        """What is in all files, the path of each, and where in the whole it ends."""
        read = {path: content.data for path, content in self.contents.items() if content}
        ends = list(accumulate(len(data) + 1 for data in read.values()))
        return b"\n".join(read.values()).lower(), list(read), ends

    @cached_property
    def beside(self) -> Beside:
        """The files below the playbook's folder that are no records."""
        return Beside(self.root)

    @property
    def settings(self) -> Settings:
        """How the handbook looks, where it lives and how strictly it is checked."""
        return self.file.settings

    @property
    def waivers(self) -> tuple[Waiver, ...]:
        """The findings that the company lives with for a while."""
        return self.file.waivers

    @property
    def own_fields(self) -> Mapping[str, Mapping[str, OwnField]]:
        """The company's own fields, by kind and name."""
        return self.file.fields

    def all(self, model: type[R]) -> tuple[R, ...]:
        """Give all records of a kind, in the order written; stages in the order of the cycle."""
        return cast("tuple[R, ...]", self.stages) if model is Stage else super().all(model)

    def into(self, record: Record, model: type[R], field: str) -> tuple[R, ...]:
        """Give the records of a kind that point at this one by a field, each once, in the order of their kind."""
        found = super().into(record, model, field)
        if model is Stage and len(found) > 1:
            return tuple(sorted(found, key=lambda stage: self._stage_order[stage.id]))
        return found

    def of_kind(self, name: str) -> tuple[Record, ...]:
        """Give all records of the kind with this name, in the order written; stages in the order of the cycle."""
        return self.all(BY_NAME[name].model)

    @property
    def company(self) -> Company:
        """The company; every playbook has one."""
        return next(iter(self.all(Company)))

    @property
    def title(self) -> str:
        """The handbook's title."""
        return self.settings.title or f"How {self.company.name} sells"

    # --- stages and motions ------------------------------------------------------------------------------------------

    @cached_property
    def motions(self) -> tuple[Motion, ...]:
        """All motions, in the order written."""
        return self.all(Motion)

    @cached_property
    def stages(self) -> tuple[Stage, ...]:
        """All stages: those of the first motion in its order, then those of the next, then those in no motion."""
        ordered: dict[str, Stage] = {}
        for motion in self.motions:
            for stage in self.stages_of(motion):
                ordered.setdefault(stage.id, stage)
        for stage in cast("Mapping[str, Stage]", self.records.get("stage", {})).values():
            ordered.setdefault(stage.id, stage)
        return tuple(ordered.values())

    @cached_property
    def _stage_order(self) -> dict[str, int]:
        return {stage.id: position for position, stage in enumerate(self.stages)}

    @cached_property
    def _motion_stages(self) -> dict[str, tuple[Stage, ...]]:
        return {motion.id: self.picked(Stage, motion.stages) for motion in self.motions}

    def stages_of(self, motion: Motion) -> tuple[Stage, ...]:
        """Give the stages of a motion in its order."""
        return self._motion_stages[motion.id]

    def motions_of(self, stage: Stage) -> tuple[Motion, ...]:
        """Give the motions in which a stage stands."""
        return self.into(stage, Motion, "stages")

    @cached_property
    def main_motion(self) -> Motion | None:
        """The motion that the home page and the roadmap show first: the first live pipeline."""
        pipelines = [motion for motion in self.motions if motion.live and motion.runs == "pipeline"]
        return next(iter(pipelines or self.motions), None)

    @cached_property
    def _ways(self) -> dict[str, Ways]:
        return {motion.id: Ways(self.stages_of(motion), self) for motion in self.motions}

    def ways_on(self, stage: Stage, motion: Motion) -> tuple[Way, ...]:
        """Give the stages that follow in a motion, each with its condition ("" for always)."""
        return self._ways[motion.id].on(stage)

    def ways_back(self, stage: Stage, motion: Motion) -> tuple[Stage, ...]:
        """Give the stages of a motion from which this one follows."""
        return self._ways[motion.id].back(stage)

    def tools_of(self, stage: Stage) -> tuple[tuple[Tool, ToolUse], ...]:
        """Give the tools of a stage, each with what it is used for there; retired ones as well."""
        found = ((self.find(use.tool, ("tool",)), use) for use in stage.tools)
        return tuple((cast("Tool", tool), use) for tool, use in found if tool is not None)

    def roles_of(self, stage: Stage) -> tuple[tuple[Role, RoleUse], ...]:
        """Give the roles of a stage, those that lead first."""
        found = [(self.find(use.role, ("role",)), use) for use in stage.roles]
        pairs = [(cast("Role", role), use) for role, use in found if role is not None]
        return tuple(sorted(pairs, key=lambda pair: pair[1].part != "lead"))

    def personas_at(self, stage: Stage) -> tuple[Persona, ...]:
        """Give the personas present at a stage."""
        return self.picked(Persona, (use.persona for use in stage.personas))

    def stages_with(self, persona: Persona) -> tuple[Stage, ...]:
        """Give the stages at which a persona is present, in the order of the cycle."""
        return self.into(persona, Stage, "personas")

    # --- materials ---------------------------------------------------------------------------------------------------

    @cached_property
    def _stage_materials(self) -> dict[str, list[Material]]:
        found: dict[str, list[Material]] = {}
        for material in self.all(Material):
            for stage in self.stages_for(material):
                found.setdefault(stage.id, []).append(material)
        return found

    def stages_for(self, material: Material) -> tuple[Stage, ...]:
        """Give the stages at which a material serves, ranges written out, in the order of the cycle."""
        found = self._material_stages.get(material.id)
        if found is None:
            found = self._material_stages[material.id] = self._stages_for(material)
        return found

    @cached_property
    def _material_stages(self) -> dict[str, tuple[Stage, ...]]:
        return {}

    def _stages_for(self, material: Material) -> tuple[Stage, ...]:
        stages = self.records.get("stage", {})
        wanted: set[str] = set()
        for use in material.stages:
            if use.stage is None:
                wanted.update(self._range(use.from_, use.to))
            elif stage := stages.get(use.stage) or self.find(use.stage, ("stage",)):
                wanted.add(stage.id)
        ordered = sorted(wanted, key=self._stage_order.__getitem__) if len(wanted) > 1 else wanted
        return cast("tuple[Stage, ...]", tuple([stages[name] for name in ordered]))

    def _range(self, first: str | None, last: str | None) -> tuple[str, ...]:
        ends = self.picked(Stage, (first, last))
        ids = [stage.id for stage in ends]
        for motion in self.motions:
            order = [stage.id for stage in self.stages_of(motion)]
            if ids and ids[0] in order and ids[-1] in order:
                start, stop = order.index(ids[0]), order.index(ids[-1])
                return tuple(order[min(start, stop) : max(start, stop) + 1])
        return tuple(ids)

    def materials_of(self, stage: Stage) -> tuple[Material, ...]:
        """Give the live materials that serve at a stage."""
        return tuple(item for item in self._stage_materials.get(stage.id, ()) if item.live)

    def reusable_materials_of(self, stage: Stage) -> tuple[Material, ...]:
        """Give the live materials of a stage that are made once and used again: all but those for a single client."""
        return tuple(item for item in self.materials_of(stage) if item.reuse != "single-client")

    def materials_for(self, persona: Persona) -> tuple[Material, ...]:
        """Give the live materials made for a persona."""
        return tuple(item for item in self.into(persona, Material, "personas") if item.live)

    def materials_at(self, stage: Stage, persona: Persona) -> tuple[Material, ...]:
        """Give the live, reusable materials that serve at a stage and are made for a persona."""
        ids = {item.id for item in self.materials_for(persona)}
        return tuple(item for item in self.reusable_materials_of(stage) if item.id in ids)

    @cached_property
    def coverage(self) -> dict[tuple[str, str], tuple[Material, ...]]:
        """What there is to show: (stage id, persona id) to live, reusable materials; every live pair is a key."""
        stages = [stage.id for stage in self.stages if stage.live]
        personas = [persona.id for persona in self.all(Persona) if persona.live]
        found: dict[tuple[str, str], list[Material]] = {
            (stage, persona): [] for stage in stages for persona in personas
        }
        for material in self.all(Material):
            if material.live and material.reuse != "single-client":
                audience = self.picked(Persona, material.personas)
                for stage in self.stages_for(material):
                    for persona in audience:
                        if (stage.id, persona.id) in found:
                            found[stage.id, persona.id].append(material)
        return {pair: tuple(materials) for pair, materials in found.items()}

    def objections_at(self, stage: Stage) -> tuple[tuple[Persona, Answer], ...]:
        """Give the objections that personas present at a stage raise there."""
        return tuple(
            (persona, answer)
            for persona in self.personas_at(stage)
            for answer in persona.objections
            if not answer.stages or stage in self.picked(Stage, answer.stages)
        )

    def shared_objections(self, stage: Stage) -> tuple[Objection, ...]:
        """Give the objection records that come up at a stage."""
        return self.into(stage, Objection, "stages")

    def plays_at(self, stage: Stage) -> tuple[Play, ...]:
        """Give the live plays run at a stage."""
        return tuple(item for item in self.into(stage, Play, "stages") if item.live)

    def competitors_at(self, stage: Stage) -> tuple[Competitor, ...]:
        """Give the competitors met at a stage."""
        return self.into(stage, Competitor, "stages")

    def handoffs_at(self, stage: Stage) -> tuple[Handoff, ...]:
        """Give the handoffs that happen at a stage or are due by it."""
        found = {item.id: item for field in ("stage", "by_stage") for item in self.into(stage, Handoff, field)}
        return tuple(found.values())

    # --- audiences ---------------------------------------------------------------------------------------------------

    def needs_of(self, persona: Persona) -> tuple[Need, ...]:
        """Give the needs of a persona, in the order written there."""
        return self.picked(Need, persona.needs)

    def personas_with(self, need: Need) -> tuple[Persona, ...]:
        """Give the personas who have a need."""
        return self.into(need, Persona, "needs")

    def offerings_for(self, need: Need) -> tuple[Offering, ...]:
        """Give the live offerings that meet a need."""
        return tuple(item for item in self.into(need, Offering, "needs") if item.live)

    def programs_for(self, need: Need) -> tuple[Program, ...]:
        """Give the live programs that meet a need."""
        return tuple(item for item in self.into(need, Program, "needs") if item.live)

    def materials_on(self, need: Need) -> tuple[Material, ...]:
        """Give the live, reusable materials that answer a need."""
        return tuple(item for item in self.into(need, Material, "needs") if item.live and item.reuse != "single-client")

    def evidence_for(self, record: Record) -> tuple[Evidence, ...]:
        """Give the evidence on which a record rests, the newest first."""
        found = self.into(record, Evidence, "supports")
        return tuple(sorted(found, key=lambda item: str(item.date or ""), reverse=True))

    @cached_property
    def framework(self) -> tuple[FrameworkRow, ...]:
        """The audience framework: each live need of each live persona with what meets it."""
        rows = []
        for persona in self.all(Persona):
            if not persona.live:
                continue
            own_materials = {item.id for item in self.materials_for(persona)}
            for need in self.needs_of(persona):
                if need.live:
                    materials = tuple(item for item in self.materials_on(need) if item.id in own_materials)
                    programs = tuple(
                        item for item in self.programs_for(need) if persona in self.picked(Persona, item.personas)
                    )
                    evidence = self.evidence_for(need)
                    rows.append(FrameworkRow(persona, need, self.offerings_for(need), programs, materials, evidence))
        return tuple(rows)

    def review_due(self, record: Record) -> date | None:
        """Give the day by which a record is to be reviewed: by its own cadence, its kind's or the playbook's.

        None where it was never reviewed, or where no cadence is set.
        """
        cadences = self.settings.review_every
        period = record.review_every or cadences.get(record.kind_name) or cadences.get("default", "")
        return day_after(record.reviewed, period) if record.reviewed else None

    @cached_property
    def sessions(self) -> tuple[FrameworkSession, ...]:
        """All framework sessions, the newest first."""
        return tuple(sorted(self.all(FrameworkSession), key=lambda item: str(item.date or ""), reverse=True))

    # --- people ----------------------------------------------------------------------------------------------------

    def owner_of(self, record: Record) -> Team | None:
        """Give the team that owns a record."""
        return next(iter(self.picked(Team, (record.owner,))), None)

    def team_of(self, role: Role) -> Team | None:
        """Give the team in which a role is."""
        return next(iter(self.into(role, Team, "roles")), None)

    def path_of(self, role: Role) -> OnboardingPath | None:
        """Give the onboarding path of a role."""
        return next(iter(self.picked(OnboardingPath, (role.path,))), None)

    def roles_on(self, path: OnboardingPath) -> tuple[Role, ...]:
        """Give the roles that a path is for."""
        return self.into(path, Role, "path")

    def stages_led_by(self, role: Role) -> tuple[tuple[Stage, RoleUse], ...]:
        """Give the stages in which a role takes part, in the order of the cycle."""
        return tuple(
            (stage, use)
            for stage in self.into(role, Stage, "roles")
            for found, use in self.roles_of(stage)
            if found == role
        )

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """The glossary, by name."""
        return tuple(sorted(self.all(Term), key=lambda item: item.name.casefold()))
