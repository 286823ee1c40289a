"""The facts of a record by their path of keys, as they are compared: what is at its default is no fact."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from functools import cache
from typing import Any

from pmctl.changes.edits.references import PEOPLE, Side, names_items
from pmctl.changes.edits.texts import Compared, compared, days_together, together, units_text
from pmctl.model.control import Impact, Stakeholder, Update
from pmctl.model.item import Item, Source, plan_key
from pmctl.model.money import Budget, Payment
from pmctl.model.people import Team
from pmctl.model.product import BusinessCase, CheckIn, Feature, Metric
from pmctl.model.project import Cost, External, Task
from pmctl.model.records import BaselineTask, Timesheet, TimesheetEntry
from pmctl.model.workspace import RuleSetting, Waiver, Workspace
from pmctl.quantity import DEFAULT_UNITS, Days, Units, When


@dataclass(frozen=True, slots=True)
class Fact:
    """A value under its path of keys, and where it stands: `place` is a key of the places of `source`."""

    value: Compared
    source: Source
    place: str


Facts = dict[str, Fact]

STRUCTURE = frozenset(
    ("id", "kind", "document", "key", "source", "children", "top", "members", "key_results", "findings", "launch")
    + ("benefits", "documents", "people", "teams", "resources", "timesheets", "comments", "baselines", "items")
    + ("calendars", "policies", "views", "fields")
)
"""Fields that hold other entities, or where an entity stands; `charter.benefits` are items too."""
_NO_STRUCTURE = frozenset(((Team, "members"), (BusinessCase, "benefits")))
_ODD = frozenset(("expects_source", "milestone_date", "negative_time", "is_group"))
_ORDERED = frozenset(("columns", "sort", "group_by"))
_KEYS = frozenset(((Update, "date"), (CheckIn, "date"), (Timesheet, "person")))
"""Fields that are the key of their record already."""
_RENAMED = {"source_of": "source"}
GROUP = "a group"
"""The text of the fact that a task has `tasks`."""


@dataclass(frozen=True, slots=True)
class _Record:
    """A record while its facts are written: whose it is, where its keys hang."""

    side: Side
    document: str
    source: Source
    facts: Facts
    prefix: str = ""

    def add(self, key: str, value: Compared, place: str = "") -> None:
        """One more fact; a second one of the same name gets a number."""
        path = whole = f"{self.prefix}{key}"
        number = 2
        while path in self.facts:
            path, number = f"{whole}.{number}", number + 1
        self.facts[path] = Fact(value, self.source, place or key)

    def inside(self, key: str, source: Source | None = None) -> _Record:
        """The record that stands under a key."""
        return _Record(self.side, self.document, source or self.source, self.facts, f"{self.prefix}{key}.")


def is_structure(cls: type, name: str) -> bool:
    """Whether a field says what else there is or where it stands, and nothing of the record itself."""
    return name in STRUCTURE and (cls, name) not in _NO_STRUCTURE


def facts_of(record: Any, side: Side) -> Facts:
    """The facts of an item, a setting, a workspace or (as a tuple) the time sheets of a person."""
    facts: Facts = {}
    for one in record if isinstance(record, tuple) else (record,):
        document = one.document or one.id if isinstance(one, Item) else side.workspace.id
        _write(one, _Record(side, document, one.source, facts))
    return facts


def _write(record: Any, into: _Record) -> None:
    """The facts of a record under its own keys."""
    for attribute, key, default in _fields(record.__class__):
        value = getattr(record, attribute)
        if value is default or value == default or value is None:
            continue
        if isinstance(default, Mapping) and default:
            value = {name: one for name, one in value.items() if default.get(name) != one}
        _write_value(record, attribute, key, value, into)
    odd = _RECORDS.get(record.__class__)
    if odd is not None:
        odd(record, into)


@cache
def _fields(cls: type[Any]) -> tuple[tuple[str, str, object], ...]:
    """Name, key and default of the fields that are facts."""
    found = []
    for one in fields(cls):
        if is_structure(cls, one.name) or one.name in _ODD or (cls, one.name) in _KEYS:
            continue
        default = one.default if one.default is not MISSING else None
        if one.default_factory is not MISSING:
            default = one.default_factory()
        found.append((one.name, _RENAMED.get(one.name) or plan_key(one.name), default))
    return tuple(found)


def _write_value(record: Any, attribute: str, key: str, value: Any, into: _Record) -> None:
    if attribute == "group":
        into.add(key, Compared(into.side.items.get(value, value), value.rpartition("/")[2]), "")
    elif names_items(record, attribute, value):
        into.add(key, _each(value, lambda one: Compared(*into.side.item(into.document, one))))
    elif attribute in PEOPLE:
        into.add(key, _each(value, lambda one: Compared(into.side.person(one), one)))
    elif attribute == "x":
        _mapping(value, into)
    elif isinstance(value, tuple):
        _tuple(attribute, key, value, into)
    else:
        _one(key, value, into)


def _each(value: str | tuple[str, ...], write: Callable[[str], Compared]) -> Compared:
    return write(value) if isinstance(value, str) else together([write(one) for one in value], False)


def _one(key: str, value: Any, into: _Record) -> None:
    """A value that is no list: a map and a record have facts of their own."""
    if isinstance(value, Mapping):
        _mapping(value, into.inside(key))
    elif isinstance(value, Units):
        _units(value, into.inside(key))
    elif isinstance(getattr(value, "source", None), Source):
        _write_inner(key, value, into)
    else:
        into.add(key, compared(value, into.side, into.document))


def _units(units: Units, into: _Record) -> None:
    for name in ("day", "week", "month"):
        minutes = getattr(units, name)
        if minutes != getattr(DEFAULT_UNITS, name):
            into.add(name, Compared(minutes, units_text(minutes, name, units)), "units")


def _write_inner(key: str, record: Any, into: _Record) -> None:
    direct = _DIRECT.get(record.__class__)
    if direct is None or not direct(key, record, into):
        _write(record, into.inside(key, record.source))


def _mapping(values: Mapping[Any, Any], into: _Record) -> None:
    """The entries of a map, each under its name."""
    for name, value in values.items():
        if isinstance(value, tuple):
            _tuple("", str(name), value, into)
        elif value is not None:
            _one(str(name), value, into)


def _tuple(attribute: str, key: str, value: tuple[Any, ...], into: _Record) -> None:
    """A list: of days, of scalars, of pairs (maps in order), of records that are told apart by a key or a number."""
    first = value[0] if value else None
    if isinstance(first, Days):
        into.add(key, days_together(value))
    elif isinstance(first, tuple) and len(first) == 2:
        _pairs(key, value, into)
    elif isinstance(first, Mapping):
        for number, one in enumerate(value, 1):
            _mapping(one, into.inside(key if number == 1 else f"{key}.{number}"))
    elif is_dataclass(first) and isinstance(getattr(first, "source", None), Source):
        _records(key, value, into)
    else:
        into.add(key, together([compared(one, into.side, into.document) for one in value], attribute in _ORDERED))


def _pairs(key: str, value: Iterable[tuple[Any, Any]], into: _Record) -> None:
    """Values by day, period or name: rates, expectations, streams of money."""
    for name, one in value:
        text = "" if name is None else name.text if isinstance(name, When) else str(name)
        if isinstance(one, Mapping):
            for stream, amount in one.items():
                place = f"{key}.{text}.{stream}"
                into.add(place, compared(amount, into.side))
        else:
            into.add(f"{key}.{text}" if text else key, compared(one, into.side))


def _records(key: str, value: Iterable[Any], into: _Record) -> None:
    """Records of a list, each under its own name; without one the first has none, and the others a number."""
    for number, one in enumerate(value, 1):
        name = _NAMES.get(one.__class__)
        own = name(one, into) if name is not None else "" if number == 1 else str(number)
        path = f"{key}.{own}" if own else key
        _write_inner(path, one, into)


# --- records with forms of their own ----------------------------------------------------------------------------------


def _task(task: Task, into: _Record) -> None:
    """`milestone` with its day; and that it is a group, where one is empty or came to be one."""
    if task.milestone_date is not None and "milestone" in into.facts:
        into.facts["milestone"] = Fact(compared(task.milestone_date, into.side), task.source, "milestone")
    if task.is_group:
        into.add("tasks", Compared(True, GROUP))


def _workspace(workspace: Workspace, into: _Record) -> None:
    """Its id, where that is not just the name of its folder."""
    if "id" in workspace.source.places:
        into.add("id", compared(workspace.id, into.side))


def _metric(metric: Metric, into: _Record) -> None:
    """The readings in its data file, where they are compared."""
    if into.side.readings is not None and metric.data:
        for day, number in into.side.readings(metric.data):
            into.add(f"readings.{day.isoformat()}", compared(number, into.side), "data")


def _impact(impact: Impact, into: _Record) -> None:
    """The time that an opportunity saves has its sign."""
    path = f"{into.prefix}time"
    if impact.negative_time and path in into.facts:
        fact = into.facts[path]
        into.facts[path] = Fact(Compared(("-", fact.value.same), f"-{fact.value.text}"), fact.source, fact.place)


def _feature(feature: Feature, into: _Record) -> None:
    """Answers that stand in `score` are keys of their own as well: once is enough."""
    for key in ("moscow", "kano"):
        if f"score.{key}" in into.facts:
            into.facts.pop(key, None)


def _stakeholder(stakeholder: Stakeholder, into: _Record) -> None:
    """What is expected is named as both sides call it."""
    for path in [path for path in into.facts if path.startswith("expects.")]:
        fact = into.facts.pop(path)
        name = into.side.named(into.document, path.removeprefix("expects."))
        into.facts[f"expects.{name}"] = Fact(fact.value, stakeholder.expects_source, fact.place.partition(".")[2])


_RECORDS: Mapping[type, Callable[[Any, _Record], None]] = {
    Task: _task,
    Workspace: _workspace,
    Metric: _metric,
    Impact: _impact,
    Feature: _feature,
    Stakeholder: _stakeholder,
}


def _cost(key: str, cost: Cost, into: _Record) -> bool:
    """`cost: 5000` and `cost: 400/d` are one value."""
    for value in (cost.amount, cost.rate):
        if value is not None:
            into.add(key, compared(value, into.side))
            return True
    return False


def _budget(key: str, budget: Budget, into: _Record) -> bool:
    _mapping(budget.lines, into.inside(key, budget.source))
    return True


def _external(key: str, external: External, into: _Record) -> bool:
    """Work outside whose party nobody named is still outside."""
    if not external.party:
        into.add(key, compared(True, into.side))
    return not external.party


def _rule(key: str, rule: RuleSetting, into: _Record) -> bool:
    name = f"{rule.files}.{rule.selector}" if rule.files else rule.selector
    into.inside(key, rule.source).add(name, compared(rule.severity, into.side), rule.selector)
    return True


def _entry(key: str, entry: TimesheetEntry, into: _Record) -> bool:
    inner = into.inside(key, entry.source)
    name = f"{entry.date.text}.{into.side.named('', entry.item)}"
    inner.add(name, compared(entry.spent, into.side), "spent")
    return True


_DIRECT: Mapping[type, Callable[[str, Any, _Record], bool]] = {
    Cost: _cost,
    Budget: _budget,
    External: _external,
    RuleSetting: _rule,
    TimesheetEntry: _entry,
}
"""Records that are written as one value, or by names of their own; False: as all others."""

_NAMES: Mapping[type, Callable[[Any, _Record], str]] = {
    Update: lambda one, _: str(one.date.text),
    CheckIn: lambda one, _: str(one.date.text),
    Payment: lambda one, _: str(one.key),
    BaselineTask: lambda one, _: str(one.key),
    Waiver: lambda one, into: into.side.named(into.document, one.item),
    RuleSetting: lambda _, __: "",
    TimesheetEntry: lambda _, __: "",
}


def differing(before: Facts, after: Facts) -> Iterator[tuple[str, Fact | None, Fact | None]]:
    """The facts that are not the same, those of `after` first, then what is gone."""
    for key, fact in after.items():
        was = before.get(key)
        if was is None or was.value.same != fact.value.same:
            yield key, was, fact
    for key, fact in before.items():
        if key not in after:
            yield key, fact, None
