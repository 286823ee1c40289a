"""A finished view less what its reader may not see: who sees which item and its days, which words no client reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from pmctl.insights.promises import Forecast, forecast_of, promise_of, slip_of
from pmctl.model.item import Item
from pmctl.model.product import Feature, Product, Release
from pmctl.model.project import Task
from pmctl.model.records import Comment
from pmctl.model.workspace import Workspace, resolve
from pmctl.plan import Plan
from pmctl.quantity import When
from pmctl.record import dataclass

Audience = Literal["internal", "client", "public"]
AUDIENCES: tuple[Audience, ...] = ("internal", "client", "public")

_LEVEL: Mapping[str, int] = {"internal": 0, "client": 1, "public": 2}
_DEEPEST = 64

_MONEY = ("rate", "rates", "budget", "cost", "costs", "labour", "expenses", "contracts")
_EFFORT = (
    "effort",
    "effort-minutes",
    "mean",
    "deviation",
    "duration",
    "remaining",
    "spent",
    "score",
    "exposure",
    "emv",
    "priority",
    "capacity",
)
_NAMES = ("assign", "owner", "owners", "people", "email", "lead", "sponsor", "by", "availability", "efficiency")
PRIVATE = frozenset((*_MONEY, *_EFFORT, *_NAMES))
"""Names that a view for clients or the public must never carry, whatever item they stand on."""

WHEN = frozenset(
    ("due", "due-text", "forecast-start", "forecast", "slip", "slip-days", "late", "overdue", "health")
    + ("start", "finish", "not-before", "milestone", "date", "schedule")
)
"""Names under which stands when something is promised or expected, or what follows from that."""


def visibility(workspace: Workspace, item: Item) -> Audience:
    """Who may see an item: its own word, else its parent's, else `internal`; never wider than its parent's.

    The parent is the nearest group, else the document. A comment says it itself, and is never wider than what it is
    about: what people write to each other below a public task is not public.
    """
    if item.kind == "comment" and not item.visibility:
        return "internal"
    level = 2
    at = item
    for _ in range(_DEEPEST):
        level = min(level, _LEVEL.get(at.visibility, 0)) if at.visibility else level
        above = _parent(workspace, at)
        if above is None:
            return AUDIENCES[level] if at.visibility else "internal"
        at = above
    return "internal"


def visible(workspace: Workspace, item: Item, audience: Audience) -> bool:
    """May this reader see the item at all?"""
    return audience == "internal" or _LEVEL[visibility(workspace, item)] >= _LEVEL[audience]


def seen_by(audience: Audience) -> str:
    """How a sentence about what there is goes on for a reader: ` that a reader of ... may see`; for us not at all."""
    return "" if audience == "internal" else f" that a reader of `--audience {audience}` may see"


def visible_id(workspace: Workspace, item: str, audience: Audience) -> bool:
    """May this reader see the item of a full id? What is not there is not shown."""
    found = workspace.items.get(item)
    return found is not None and visible(workspace, found, audience)


def shown_names(workspace: Workspace, ids: Iterable[str], audience: Audience) -> tuple[str, ...]:
    """The people and teams of a list whom the reader may know of, by id and in order."""
    if audience == "internal":
        return tuple(ids)
    return tuple(name for name in ids if visible_id(workspace, name, audience))


def shown_id(workspace: Workspace, item: Item, audience: Audience) -> str:
    """The id of an item as a reader may know it: that of a comment names who wrote it, whom they may not know."""
    if audience == "internal" or not isinstance(item, Comment) or not item.by:
        return item.id
    return item.id if visible_id(workspace, item.by, audience) else item.id.replace(f"-{item.by}-", "-")


def _parent(workspace: Workspace, item: Item) -> Item | None:
    """What an item inherits its visibility from: its group, what a comment is about, else its document."""
    if item.kind == "comment":
        return resolve(workspace, item.document, getattr(item, "about", ""))
    above = item.group or (item.document if item.document != item.id else "")
    if not above:
        return None
    return (
        workspace.items.get(above)
        or workspace.items.get(f"{item.document}/{above}")
        or workspace.items.get(item.document)
    )


def without_private(view: object, audience: Audience) -> object:
    """A view of plain data less every key of `PRIVATE`, at any depth: the last net before a client's page."""
    if audience == "internal":
        return view
    if isinstance(view, Mapping):
        return {key: without_private(value, audience) for key, value in view.items() if key not in PRIVATE}
    if isinstance(view, list | tuple):
        return [without_private(value, audience) for value in view]
    return view


# --- what the public is told of days ----------------------------------------------------------------------------------


def is_dated(workspace: Workspace, item: Item, audience: Audience) -> bool:
    """May this reader know when an item that they see is promised and expected?

    The public is told of committed features and releases only; a launch task goes with its release, unless it is
    committed itself. Other tasks and projects are no promise to the market: who makes them public shows their days.
    """
    if audience != "public":
        return True
    if isinstance(item, Feature | Release):
        return item.commitment == "committed"
    if not isinstance(item, Task):
        return True
    release = _launched(workspace, item)
    return release is None or "committed" in (release.commitment, item.commitment)


def visible_dates(workspace: Workspace, item: str, audience: Audience) -> bool:
    """May this reader see the item of a full id, and know its days?"""
    return visible_id(workspace, item, audience) and is_dated(workspace, workspace.items[item], audience)


def _launched(workspace: Workspace, task: Task) -> Release | None:
    """The release of which something is a launch task."""
    at: Item | None = task
    for _ in range(_DEEPEST):
        if not isinstance(at, Task):
            break
        at = workspace.items.get(at.group)
    return at if isinstance(at, Release) else None


def is_told(workspace: Workspace, item: Item, name: str, audience: Audience) -> bool:
    """May this reader know a field of an item, as far as days go?

    The day on which a release came out is no secret; the schedule of a product is that of all its launch tasks.
    """
    if isinstance(item, Product):
        return audience != "public" or name != "schedule"
    if name not in WHEN or is_dated(workspace, item, audience):
        return True
    return isinstance(item, Release) and item.status == "released" and name in ("date", "forecast")


@dataclass(frozen=True, slots=True)
class Dates:
    """When something is promised and expected, and the working days between, as far as a reader may know it."""

    promise: When | None
    forecast: Forecast
    slip: int | None


def dates_for(plan: Plan, item: Item, audience: Audience) -> Dates:
    """The dates of an item for a reader; none where they may not know them."""

    def may(name: str) -> bool:
        return is_told(plan.workspace, item, name, audience)

    return Dates(
        promise_of(plan, item) if may("due") else None,
        forecast_of(plan, item) if may("forecast") else Forecast(None, None),
        slip_of(plan, item) if may("slip") else None,
    )
