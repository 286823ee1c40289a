"""Records whose facts are not just their fields: tasks, impacts, budgets, rules, entries of time sheets ..."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pmctl.changes.edits.fact import Fact, Sheet
from pmctl.changes.edits.texts import Compared, compared, units_text
from pmctl.model.control import Impact, Stakeholder, Update
from pmctl.model.money import Budget, Payment
from pmctl.model.product import CheckIn, Feature, Metric
from pmctl.model.project import Cost, External, Task
from pmctl.model.records import Baseline, BaselineTask, TimesheetEntry
from pmctl.model.workspace import RuleSetting, Waiver, Workspace
from pmctl.quantity import DEFAULT_UNITS, Units

GROUP = "a group"
"""The text of the fact that a task has `tasks`."""


# --- beside the fields ------------------------------------------------------------------------------------------------


def _task(task: Task, into: Sheet) -> None:
    """`milestone` with its day; and that it is a group, where one is empty or came to be one."""
    if task.milestone_date is not None and "milestone" in into.facts:
        into.facts["milestone"] = Fact(compared(task.milestone_date, into.side), task.source, "milestone")
    if task.is_group:
        into.add("tasks", Compared(True, GROUP))


def _workspace(workspace: Workspace, into: Sheet) -> None:
    """Its id, where that is not just the name of its folder."""
    if "id" in workspace.source.places:
        into.add("id", compared(workspace.id, into.side))


def _metric(metric: Metric, into: Sheet) -> None:
    """The readings in its data file, where they are compared."""
    if into.side.readings is not None and metric.data:
        for day, number in into.side.readings(metric.data):
            into.add(f"readings.{day.isoformat()}", compared(number, into.side), "data")


def _impact(impact: Impact, into: Sheet) -> None:
    """The time that an opportunity saves has its sign."""
    path = f"{into.prefix}time"
    if impact.negative_time and path in into.facts:
        fact = into.facts[path]
        into.facts[path] = Fact(Compared(("-", fact.value.same), f"-{fact.value.text}"), fact.source, fact.place)


def _feature(feature: Feature, into: Sheet) -> None:
    """Answers that stand in `score` are keys of their own as well: once is enough."""
    for key in ("moscow", "kano"):
        if f"score.{key}" in into.facts:
            into.facts.pop(key, None)


def _stakeholder(stakeholder: Stakeholder, into: Sheet) -> None:
    """What is expected is named as both sides call it."""
    for path in [path for path in into.facts if path.startswith("expects.")]:
        fact = into.facts.pop(path)
        name = into.side.named(into.document, path.removeprefix("expects."))
        into.facts[f"expects.{name}"] = Fact(fact.value, stakeholder.expects_source, fact.place.partition(".")[2])


def _baseline(baseline: Baseline, into: Sheet) -> None:
    """Its tasks are named as both sides call them; one that went to another document is still called as it was."""
    for path in [path for path in into.facts if path.startswith("tasks.")]:
        key, _, rest = path.removeprefix("tasks.").partition(".")
        name = into.side.named(baseline.of, key)
        into.facts[f"tasks.{key if '/' in name else name}.{rest}"] = into.facts.pop(path)


MORE: Mapping[type, Callable[[Any, Sheet], None]] = {
    Task: _task,
    Workspace: _workspace,
    Metric: _metric,
    Impact: _impact,
    Feature: _feature,
    Stakeholder: _stakeholder,
    Baseline: _baseline,
}


# --- in the place of the fields ---------------------------------------------------------------------------------------


def _cost(key: str, cost: Cost, into: Sheet) -> bool:
    """`cost: 5000` and `cost: 400/d` are one value."""
    for value in (cost.amount, cost.rate):
        if value is not None:
            into.add(key, compared(value, into.side))
            return True
    return False


def _budget(key: str, budget: Budget, into: Sheet) -> bool:
    inner = into.inside(key, budget.source)
    for line, amount in budget.lines.items():
        inner.add(line, compared(amount, into.side))
    return True


def _external(key: str, external: External, into: Sheet) -> bool:
    """Work outside whose party nobody named is still outside."""
    if not external.party:
        into.add(key, compared(True, into.side))
    return not external.party


def _units(key: str, units: Units, into: Sheet) -> bool:
    """The lengths that are not the usual ones: a day of 8 hours, a week of 5 days, a month of 4 weeks."""
    usual = {"day": DEFAULT_UNITS.day, "week": 5 * units.day, "month": 4 * units.week}
    inner = into.inside(key)
    for name, length in usual.items():
        minutes = getattr(units, name)
        if minutes != length:
            inner.add(name, Compared(minutes, units_text(minutes, name, units)), key)
    return True


def _rule(key: str, rule: RuleSetting, into: Sheet) -> bool:
    name = f"{rule.files}.{rule.selector}" if rule.files else rule.selector
    into.inside(key, rule.source).add(name, compared(rule.severity, into.side), rule.selector)
    return True


def _entry(key: str, entry: TimesheetEntry, into: Sheet) -> bool:
    inner = into.inside(key, entry.source)
    name = f"{entry.date.text}.{into.side.named('', entry.item)}"
    inner.add(name, compared(entry.spent, into.side), "spent")
    return True


WHOLE: Mapping[type, Callable[[str, Any, Sheet], bool]] = {
    Cost: _cost,
    Budget: _budget,
    External: _external,
    RuleSetting: _rule,
    TimesheetEntry: _entry,
    Units: _units,
}
"""Records that are written as one value, or by names of their own; False: as all others."""

NAMES: Mapping[type, Callable[[Any, Sheet], str]] = {
    Update: lambda one, _: str(one.date.text),
    CheckIn: lambda one, _: str(one.date.text),
    Payment: lambda one, _: str(one.key),
    BaselineTask: lambda one, _: str(one.key),
    Waiver: lambda one, into: into.side.named(into.document, one.item),
    RuleSetting: lambda _, __: "",
    TimesheetEntry: lambda _, __: "",
}
