"""Earned value and earned schedule of a project, a product with its projects, or all of them, each measure in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from pmctl.charts.earned_value import drawing_of
from pmctl.insights.baselines.named import baseline_of
from pmctl.insights.cost import costs_of
from pmctl.insights.earned_value.by_today import recorded_later
from pmctl.insights.earned_value.documents import EarnedValue, earned_values, earned_values_of_all, reason_of
from pmctl.insights.earned_value.measures import Base, Unavailable, Value, measures
from pmctl.insights.earned_value.rows import DAYS, Row, summed
from pmctl.insights.money.labour import assumed
from pmctl.insights.relations import leaves_of, with_projects
from pmctl.model.item import Item
from pmctl.model.project import Project
from pmctl.model.workspace import Document
from pmctl.plan import Plan
from pmctl.render import Form
from pmctl.reports.paper import Column, Fact, Paper, Request, Section
from pmctl.reports.sections.measured import VALUE, plain, schedule_section, value_section
from pmctl.reports.sections.reader import said
from pmctl.reports.status_lists import Line

NAMED = 6
"""Tasks that a line names."""
SHOWN = ("bac", "pv", "ev", "ac", "cv", "sv", "cpi", "spi")
"""The measures in a table of tasks or projects; a program reads all of them in its rows."""


def view(request: Request) -> Paper:
    """The page of a document, or of all together."""
    plan, document = request.plan, request.document
    title = document.title if document is not None else plan.workspace.title
    values = earned_values(plan, document.id) if document is not None else earned_values_of_all(plan)
    parts = with_projects(plan, document) if document is not None else tuple(plan.workspace.documents.values())
    return Paper(
        f"{title}: earned value",
        " ".join([*map(_headline, values), *_as_recorded(request, values)]) or f"{title} has no earned value.",
        tuple(_baselines(request, parts)),
        tuple(section for one in values for section in _sections(request, one, len(values) > 1)),
        (*_missing(plan, parts), *_without_value(plan, parts)),
    )


def _headline(one: EarnedValue) -> str:
    """`25,345 of 73,015 EUR are earned, 38,308 were planned ...: CPI 0.87, SPI 0.66, SPI(t) 0.68.`"""
    indices = [f"CPI {_index(one.value['cpi'])}", f"SPI {_index(one.value['spi'])}"]
    if not isinstance(one.schedule, Unavailable):
        indices.append(f"SPI(t) {_index(one.schedule['spi-t'])}")
    unit = "days of work" if one.unit == DAYS else one.unit
    base = one.base
    words = f"{_amount(base.ev)} of {_amount(base.bac)} {unit} are earned, {_amount(base.pv)} were planned"
    return f"{words}, {_amount(base.ac)} are spent: {', '.join(indices)}."


def _as_recorded(request: Request, values: Iterable[EarnedValue]) -> Iterator[str]:
    """Which progress counts, where the files tell of later days than the one that was asked for."""
    plan = request.plan
    documents = dict.fromkeys(row.document for one in values for row in one.rows)
    last = recorded_later(plan, (task for id in documents for task in leaves_of(plan, plan.workspace.documents[id])))
    if last is not None:
        yield f"Work under way counts with the progress in the files, which go up to {said(request, last)}."


def _index(value: Value) -> str:
    return "n/a" if isinstance(value, Unavailable) else f"{float(value):.2f}"


def _amount(value: Fraction) -> str:
    return f"{float(value):,.0f}"


def _baselines(request: Request, parts: Iterable[Document]) -> Iterator[Fact]:
    """Against what it is measured: the baseline in force of each document."""
    found = [(part, baseline) for part in parts if (baseline := baseline_of(request.plan, part.id)) is not None]
    for part, baseline in found:
        name = "Baseline" if len(found) == 1 else f"Baseline of {part.id}"
        of = said(request, baseline.date.last if baseline.date else None)
        yield name, ", ".join(word for word in (baseline.title, of) if word), "text"


def _sections(request: Request, one: EarnedValue, several: bool) -> Iterator[Section]:
    """The tables of a unit; where there are several their ids bear its name."""
    suffix = f"-{one.unit.lower()}" if several else ""
    plan = request.plan
    documents = list(dict.fromkeys(row.document for row in one.rows))
    if len(documents) > 1:
        rows = [*(_document(plan, one, id) for id in documents), _line(one, one.base, "all", sum=True)]
        yield Section(f"documents{suffix}", "By project", _columns(one, Column("name", "Project")), tuple(rows))
    yield value_section(one, suffix)
    yield schedule_section(one, plan.today, suffix)
    drawing = drawing_of(plan, request.document, one)
    if drawing is not None:
        yield Section(f"curve{suffix}", "Week by week", drawing=drawing)
    if len(documents) == 1:
        yield Section(f"tasks{suffix}", "By task", _columns(one, Column("label", "Task")), tuple(_tasks(plan, one)))


def _columns(one: EarnedValue, first: Column) -> tuple[Column, ...]:
    """The columns of a table: what its rows are, and the measures that it shows."""
    forms: dict[str, Form] = {name: form for name, _, form, _ in VALUE}
    amount: Form = "number" if one.unit == DAYS else "amount"
    shown = (Column(name, name.upper(), amount if forms[name] == "amount" else forms[name]) for name in SHOWN)
    return (first, *shown)


def _tasks(plan: Plan, one: EarnedValue) -> list[Line]:
    """Tasks with a value or a cost, what is paid beside the work, and the sum."""
    rows = [
        _line(one, row.base, row.title, id=row.item, label=_label(plan, row), **{"earned-value": row.method})
        for row in one.rows
        if row.base.bac or row.base.ac
    ]
    return [*rows, _line(one, one.base, "all", label="all", sum=True)]


def _label(plan: Plan, row: Row) -> str:
    """The name of a task, and what is unusual about it: how it earns, or that baseline and plan do not both have it."""
    if not row.item:
        return row.title
    notes = {"effort": "level of effort", "": "added", "progress": ""}
    note = notes.get(row.method, row.method) if row.item in plan.workspace.items else "gone"
    return f"{row.title} ({note})" if note else row.title


def _document(plan: Plan, one: EarnedValue, id: str) -> Line:
    base = summed(row.base for row in one.rows if row.document == id)
    return _line(one, base, plan.workspace.documents[id].title, id=id)


def _line(one: EarnedValue, base: Base, name: str, /, **more: object) -> Line:
    """Every measure of a task, a project or all of them, under its own name."""
    found = measures(base)
    numbers = {key: plain(found[key], form, one.unit) for key, _, form, _ in VALUE}
    reasons = {key: value.reason for key, value in found.items() if isinstance(value, Unavailable)}
    return {"name": name, "unit": one.unit, **more, **numbers, "reasons": reasons}


def _without_value(plan: Plan, parts: Iterable[Document]) -> Iterator[str]:
    """The projects that are not in the numbers, those for one reason together."""
    found: dict[str, list[Item]] = {}
    for part in parts:
        if isinstance(part, Project) and (reason := reason_of(plan, part.id)):
            found.setdefault(reason, []).append(part)
    for reason, projects in found.items():
        yield f"{_named(projects)}: {reason}"


def _missing(plan: Plan, parts: Iterable[Document]) -> Iterator[str]:
    """What of the numbers is taken on trust."""
    for part in parts:
        if reason_of(plan, part.id):
            continue
        taken = assumed(plan, part.id)
        if taken:
            words = "what some work took (`spent`, or a time sheet); what it has earned counts as spent"
            yield f"{part.id}: {words}: {_named(taken)}"
        unpriced = [plan.workspace.items[id] for id in costs_of(plan, part.id).unpriced]
        if unpriced:
            yield f"{part.id}: a `rate` of everybody who works on {_named(unpriced)}; without one it costs nothing"


def _named(items: Sequence[Item]) -> str:
    more = f" and {len(items) - NAMED} more" if len(items) > NAMED else ""
    return ", ".join(item.key for item in items[:NAMED]) + more
