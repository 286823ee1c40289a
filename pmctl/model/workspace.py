"""The whole of what a team has written, with the workspace's own settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from pmctl.model.item import NOTHING, Item, Source
from pmctl.model.people import Person, Resource, Team
from pmctl.model.product import Product
from pmctl.model.project import Project
from pmctl.model.records import Baseline, Comment, Timesheet
from pmctl.quantity import Days, Duration, Hours, Share, Units, When
from pmctl.record import dataclass

Document = Project | Product

CATEGORIES: Mapping[str, str] = {
    "todo": "todo",
    "doing": "doing",
    "blocked": "blocked",
    "done": "done",
    "dropped": "dropped",
}
"""The built-in statuses of a task, each its own category; a team's words (`statuses:`) are mapped to one of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Hours of a week and the days that differ; None comes from `based_on`, else from the default."""

    key: str
    based_on: str = ""
    hours: Hours | None = None
    holidays: tuple[str, ...] | None = None
    days_off: tuple[Days, ...] = ()
    days_on: tuple[Days, ...] = ()
    timezone: str = ""
    source: Source = Source()


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """Where a dimension of health turns amber and red: a duration, a share, or a number."""

    amber: Duration | Share | float | None = None
    red: Duration | Share | float | None = None
    source: Source = Source()


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleQuality:
    """Thresholds of the 14 points of schedule quality, by the name of their rule; None where the usual one holds.

    `most_float`, `most_duration` and `probe` are working time; the last two are indexes.
    """

    missing_links: Share | None = None
    leads: Share | None = None
    lags: Share | None = None
    link_kinds: Share | None = None
    hard_constraints: Share | None = None
    high_float: Share | None = None
    most_float: Duration | None = None
    tasks_without_time: Share | None = None
    long_tasks: Share | None = None
    most_duration: Duration | None = None
    dates_in_the_past: Share | None = None
    behind_baseline: Share | None = None
    probe: Duration | None = None
    path_too_long: float | None = None
    behind_plan: float | None = None
    source: Source = Source()


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSetting:
    """A severity (or `ignore`) for a code, a family (`PM8xx`) or a name, everywhere or in files that match a glob."""

    selector: str
    severity: str
    files: str = ""
    source: Source = Source()


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """A policy lets one item pass until a day."""

    item: str = ""
    until: When | None = None
    reason: str = ""
    source: Source = Source()


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A rule of the team's own, in the filter language; `of` is `change` (judged in review) or `plan` (in check)."""

    key: str
    of: str = "plan"
    where: str = ""
    say: str = ""
    needs: tuple[str, ...] = ()
    severity: str = "error"
    waivers: tuple[Waiver, ...] = ()
    source: Source = Source()


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A named way to look: which items, grouped and sorted how, which columns."""

    key: str
    name: str = ""
    of: str = ""
    where: str = ""
    group_by: tuple[str, ...] = ()
    sort: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    zoom: str = ""
    audience: str = ""
    source: Source = Source()


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldDeclaration:
    """A field of the team's own on a kind of item: text, number, date, choice or person."""

    key: str
    of: tuple[str, ...] = ()
    name: str = ""
    type: str = "text"
    choices: tuple[str, ...] = ()
    source: Source = Source()


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """Everything, frozen; `items` is every item by full id, in file order, documents and people too."""

    id: str = ""
    name: str = ""
    description: str = ""
    owner: str = ""
    tags: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    visibility: str = ""
    currency: str = "EUR"
    timezone: str = ""
    units: Units = Units()
    levelling: bool = True
    plans: tuple[str, ...] = ()
    calendars: Mapping[str, Calendar] = field(default_factory=dict)
    statuses: Mapping[str, str] = field(default_factory=lambda: dict(CATEGORIES))
    health: Mapping[str, Threshold] = field(default_factory=dict)
    schedule_quality: ScheduleQuality | None = None
    rules: tuple[RuleSetting, ...] = ()
    policies: Mapping[str, Policy] = field(default_factory=dict)
    notify: Mapping[str, object] = field(default=NOTHING)
    views: Mapping[str, View] = field(default_factory=dict)
    fields: Mapping[str, FieldDeclaration] = field(default_factory=dict)
    documents: Mapping[str, Document] = field(default_factory=dict)
    people: Mapping[str, Person] = field(default_factory=dict)
    teams: Mapping[str, Team] = field(default_factory=dict)
    resources: Mapping[str, Resource] = field(default_factory=dict)
    timesheets: tuple[Timesheet, ...] = ()
    comments: Mapping[str, Comment] = field(default_factory=dict)
    baselines: tuple[Baseline, ...] = ()
    items: Mapping[str, Item] = field(default_factory=dict)
    x: Mapping[str, object] = field(default=NOTHING)
    source: Source = Source()

    @property
    def title(self) -> str:
        """What people call it: its name, else its id."""
        return self.name or self.id or "All plans"


def resolve(
    workspace: Workspace, document: str, reference: str, kinds: tuple[type[Item], ...] = (Item,)
) -> Item | None:
    """The item that a reference means inside a document: what is local wins, then a full id, a document or a person.

    Where only some kinds can be meant, others of that id are not in the way: a project may be called as its feature is.
    """
    items = workspace.items
    local = items.get(f"{document}/{reference}")
    found = local if isinstance(local, kinds) else items.get(reference)
    return found if isinstance(found, kinds) else None


def category(workspace: Workspace, status: str) -> str:
    """The category of a status: `todo` where nothing is said, "" where it is unknown."""
    return workspace.statuses.get(status, "") if status else "todo"
