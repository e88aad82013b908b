"""A circle without a way out, or a stage that nothing leads to.

## What it does

Flags stages before or at the close that follow each other in a circle which no way leads out of, tools that replace
each other in a circle, and a live stage to which no way leads: it stands in no motion, or the `next` of the stages
before it passes it by. A circle after the close is fine, as customers stay; so is an end such as *lost*, which a deal
may reach from anywhere.

## Why it matters

The roadmap moves every buyer on, from lead to close and beyond. A stage that nothing leads to is never used, however
much work went into it; in a circle without a way out, the cycle never comes to an end.

## Example

```yaml
motions:
  - {id: new-business, stages: [discovery, demo, trial, won]}
stages:
  - {id: discovery, next: demo}
  - {id: demo, next: [{stage: discovery, when: somebody new joins}]}
  - {id: trial}
  - {id: won, phase: close, terminal: won}
```

## Fix

```yaml
motions:
  - {id: new-business, stages: [discovery, demo, trial, won]}
stages:
  - {id: discovery, next: demo}
  - {id: demo, next: [trial, {stage: discovery, when: somebody new joins}]}
  - {id: trial}
  - {id: won, phase: close, terminal: won}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagebook.findings import Finding, Severity
from stagebook.kinds.tool import Tool
from stagebook.rules.rule import Rule
from stagebook.ways import ENDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from stagebook.kinds.motion import Motion
    from stagebook.kinds.stage import Stage
    from stagebook.playbook import Playbook

Ways = dict[str, list[str]]


def check(playbook: Playbook) -> Iterator[Finding]:
    """Give circles of tools and of stages, then the stages that nothing leads to."""
    yield from _tools(playbook)
    motions = [motion for motion in playbook.motions if motion.live]
    if motions:
        stages = {stage.id: stage for stage in playbook.stages if stage.live}
        ways = _ways(playbook, motions, stages)
        circles = [circle for circle in _circles(ways) if not _may_circle(stages[name] for name in circle)]
        yield from (_circle(stages, circle) for circle in circles)
        starts = {next((stage.id for stage in playbook.stages_of(motion) if stage.live), "") for motion in motions}
        circled = {name for circle in circles for name in circle}
        for motion in motions:
            order = [stage.id for stage in playbook.stages_of(motion)]
            if circled.intersection(order):
                # What lies behind a circle is out of reach because of it: one fault.
                starts |= set(order) - circled
        # That a way leads by a stage that is retired is told by SB102, where the way is written.
        known = {stage.id: stage for stage in playbook.stages if stage.status != "draft"}
        ways = _ways(playbook, motions, known)
        reached = _reached(ways, starts)
        for stage in stages.values():
            if stage.id not in reached and stage.terminal not in ENDS:
                yield _unreachable(playbook, stage)
                reached |= _reached(ways, [stage.id])


def _ways(playbook: Playbook, motions: Iterable[Motion], stages: Mapping[str, Stage]) -> Ways:
    """Give those of the stages that follow each of them, in any motion."""
    ways: Ways = {name: [] for name in stages}
    for motion in motions:
        for stage in playbook.stages_of(motion):
            if stage.id in stages:
                ways[stage.id] += [way.id for way, _ in playbook.ways_on(stage, motion) if way.id in stages]
    for stage in stages.values():
        written = (playbook.get("stage", item.stage) for item in stage.next)
        ways[stage.id] += [item.id for item in written if item is not None and item.id in stages]
    return ways


def _may_circle(stages: Iterable[Stage]) -> bool:
    """Tell whether a circle is fine: customers stay after the close, and a circle with an end in it comes to one."""
    return any(stage.phase == "postsale" or stage.terminal for stage in stages)


def _circle(stages: Mapping[str, Stage], circle: tuple[str, ...]) -> Finding:
    first = next(stage for stage in stages.values() if stage.id in circle)
    names = " → ".join(f"“{stages[name].name}”" for name in (*circle, circle[0]))
    fix = "name in the `next` of one of them what comes after"
    return Finding(first.place_of("next"), f"no way leads out of the circle {names}", fix, first.key)


def _unreachable(playbook: Playbook, stage: Stage) -> Finding:
    if any(motion.live for motion in playbook.motions_of(stage)):
        message = f"nothing leads to the stage “{stage.name}”"
        fix = f"name `{stage.id}` in the `next` of the stage before it"
    else:
        message = f"the stage “{stage.name}” stands in no motion"
        fix = f"name `{stage.id}` in the `stages` of a motion"
    return Finding(stage.span, message, fix, stage.key)


def _tools(playbook: Playbook) -> Iterator[Finding]:
    """Give tools that replace each other in a circle."""
    ways: Ways = {tool.id: [] for tool in playbook.all(Tool)}
    for tool in playbook.all(Tool):
        if tool.replaced_by and (other := playbook.get("tool", tool.replaced_by)):
            ways[tool.id].append(other.id)
    for circle in _circles(ways):
        tools = [playbook.records["tool"][name] for name in circle]
        names = " → ".join(f"“{tool.name}”" for tool in (*tools, tools[0]))
        message = f"the tools replace each other in a circle: {names}"
        yield Finding(
            tools[0].place_of("replaced_by"), message, "leave `replaced_by` out of the one in use", tools[0].key
        )


def _reached(ways: Ways, starts: Iterable[str]) -> set[str]:
    reached: set[str] = set()
    ahead = [name for name in starts if name in ways]
    while ahead:
        name = ahead.pop()
        if name not in reached:
            reached.add(name)
            ahead.extend(ways[name])
    return reached


def _circles(ways: Ways) -> Iterator[tuple[str, ...]]:
    """Give each group of names that lead to each other and nowhere else, in the order of the first.

    This is Tarjan's search for strongly connected components, written without recursion, as a motion may be long.
    """
    number: dict[str, int] = {}
    lowest: dict[str, int] = {}
    stack: list[str] = []
    place: dict[str, int] = {}
    on_stack: set[str] = set()
    for root in ways:
        work = [(root, 0)] if root not in number else []
        while work:
            name, position = work.pop()
            if position == 0:
                number[name] = lowest[name] = len(number)
                place[name] = len(stack)
                stack.append(name)
                on_stack.add(name)
            for index in range(position, len(ways[name])):
                other = ways[name][index]
                if other not in number:
                    work += [(name, index + 1), (other, 0)]
                    break
                if other in on_stack:
                    lowest[name] = min(lowest[name], number[other])
            else:
                if work:
                    above = work[-1][0]
                    lowest[above] = min(lowest[above], lowest[name])
                if lowest[name] == number[name]:
                    group = dict.fromkeys(stack[place[name] :])
                    del stack[place[name] :]
                    on_stack.difference_update(group)
                    leads_on = any(way not in group for item in group for way in ways[item])
                    if not leads_on and (len(group) > 1 or name in ways[name]):
                        yield tuple(group)


RULE = Rule(
    "SB103",
    "cycle-or-unreachable-stage",
    Severity.WARNING,
    __doc__,
    check,
    requires=("SB020", "SB101"),
    reads=("next", "stage.next", "motion.stages", "motion.status"),
)
