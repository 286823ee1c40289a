"""The plan after a change, judged by the judges of the plan before it: a change cannot switch off what judges it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from pmctl.changes.edits import Edit
from pmctl.diagnostic import Diagnostic
from pmctl.model.item import Item
from pmctl.model.project import Project
from pmctl.model.records import Baseline
from pmctl.model.workspace import Workspace
from pmctl.plan import Plan, plan
from pmctl.review.suppressions import parted
from pmctl.rules.judge_changed import JUDGES
from pmctl.rules.judging.run import findings, order

_JUDGES = frozenset((*JUDGES, "policy", "baseline"))
"""What may be a judge, or hold one."""


Judged = tuple[Plan, tuple[Diagnostic, ...]]
"""A plan as trust has it, and its findings."""


def judged(before: Plan, after: Plan, edits: Iterable[Edit], former: Mapping[str, str], level: bool) -> Judged:
    """The plan `after` with the rules, thresholds, policies, statuses, tolerances, baselines and suppressions of
    `before`. Both have one today; `edits` lead from one to the other, `former` is full id now -> before.

    Its dates are those of `after`, unless a status means something else there.
    """
    kept, new = parted(before, after, former)
    has_judges = any(edit.entity in _JUDGES for edit in edits)
    if not has_judges and not new:
        return after, findings(after)
    workspace = _trusted(before.workspace, after.workspace, former) if has_judges else after.workspace
    loaded = replace(after.loaded, workspace=workspace, allows=kept)
    if workspace.statuses == after.workspace.statuses:
        made = Plan(workspace, after.schedule, after.diagnostics, after.today, loaded, after.against)
    else:
        made = plan(loaded, after.today, level)
    return made, tuple(_findings(made, after))


def _trusted(was: Workspace, now: Workspace, former: Mapping[str, str]) -> Workspace:
    """A workspace with the judges of another. Statuses that are new may be used, those that are known mean the same."""
    changed = dict(_with_tolerances(was, now, former))
    dropped = {one.id: one for one in now.baselines}
    named = {earlier: id for id, earlier in former.items()}
    baselines = tuple(_followed(one, dropped.get(one.id), named) for one in was.baselines)
    items = {id: changed.get(id, item) for id, item in now.items.items() if id not in dropped}
    items |= {one.id: one for one in baselines if one.id not in items}
    documents = {id: changed.get(id, one) for id, one in now.documents.items()}
    return replace(
        now,
        rules=was.rules,
        health=was.health,
        schedule_quality=was.schedule_quality,
        policies=was.policies,
        statuses={**now.statuses, **was.statuses},
        baselines=baselines,
        items=items,
        documents=documents,
    )


def _followed(was: Baseline, now: Baseline | None, named: Mapping[str, str]) -> Baseline:
    """What was planned, under the names that things have now (`named`, by the full id before) where the baseline was
    edited to say them, too.
    """
    if now is None or not named:
        return was
    of = now.of if now.of == named.get(was.of) else was.of
    written = {one.key for one in now.tasks}
    keys = {one.key: named.get(f"{was.of}/{one.key}", "").removeprefix(f"{of}/") for one in was.tasks}
    tasks = tuple(replace(one, key=keys[one.key]) if keys[one.key] in written else one for one in was.tasks)
    return replace(was, of=of, tasks=tasks)


def _with_tolerances(was: Workspace, now: Workspace, former: Mapping[str, str]) -> Iterable[tuple[str, Project]]:
    """The projects that were allowed to stray otherwise, with what they were allowed."""
    for id, project in now.documents.items():
        earlier: Item | None = was.documents.get(former.get(id, id))
        if not isinstance(project, Project) or not isinstance(earlier, Project) or not earlier.charter:
            continue
        tolerance = earlier.charter.tolerance
        charter = project.charter or earlier.charter
        if project.charter is None or charter.tolerance != tolerance:
            yield id, replace(project, charter=replace(charter, tolerance=tolerance))


def _findings(made: Plan, after: Plan) -> Iterable[Diagnostic]:
    """What is found in the plan as trust has it; what is wrong with the settings themselves, as they stand now."""
    settings = after.workspace.source.path
    own = [one for one in findings(made) if not _is_about_settings(one, settings)]
    written = [one for one in findings(after) if _is_about_settings(one, settings)]
    return sorted([*own, *written], key=order)


def _is_about_settings(finding: Diagnostic, settings: str) -> bool:
    return bool(settings) and finding.span.path == settings and not finding.item
