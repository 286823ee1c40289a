"""Everything about one item: its facts, the three kinds of date apart, links both ways, who names it, what was said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pmctl.audience import Audience, visible, visible_id
from pmctl.diagnostic import position
from pmctl.git import Commit
from pmctl.history.approving import Recorded
from pmctl.history.setting import Setting
from pmctl.insights.evidence import commits_within
from pmctl.insights.facts import names_for, show, value
from pmctl.insights.relations import Wait, waited_by, waits_of
from pmctl.insights.threads import Said, comments_on, threads
from pmctl.model.control import Risk
from pmctl.model.item import Item
from pmctl.model.product import Feature, Objective, Product, Release, Research
from pmctl.model.project import Project, Task
from pmctl.plan import Plan
from pmctl.views.listing.seen import is_open, known
from pmctl.views.page.mentions import Mention, mentions_of

DATES = ("due", "baseline-start", "baseline", "variance", "forecast-start", "forecast", "slip", "without-plan")
ROOM = ("early-start", "early-finish", "late-start", "late-finish", "float", "free-float")
FLAGS = ("milestone", "critical", "late", "overdue", "ready")
_ELSEWHERE = frozenset(
    ("id", "key", "kind", "name", "document", "group", "file", "depth", "leaf", "description", "after")
) | {*DATES, *ROOM, *FLAGS, "waits-for", "needed-by", "delivers", "held-by", "about", "text", "updates"}


@dataclass(frozen=True, slots=True)
class Page:
    """What is known of an item, for one reader."""

    item: Item
    path: str
    line: int
    facts: tuple[tuple[str, object], ...]
    flags: tuple[str, ...]
    dates: Mapping[str, object]
    parts: tuple[Item, ...]
    waits_for: tuple[Wait, ...]
    needed_by: tuple[Wait, ...]
    mentions: tuple[Mention, ...]
    said: tuple[Said, ...]
    commits: tuple[Commit, ...] = ()
    """Those that name it or what is in it, the oldest first."""
    audience: Audience = "internal"
    recorded: tuple[Recorded, ...] = ()
    """The commits that recorded its approvals."""
    staged: Setting | None = None
    """Of a product: which commit brought it to its stage."""


def page(
    plan: Plan,
    item: Item,
    audience: Audience = "internal",
    recorded: tuple[Recorded, ...] = (),
    staged: Setting | None = None,
) -> Page:
    """Put together what a reader may see of an item."""
    workspace = plan.workspace

    def seen(full_id: str) -> bool:
        return full_id in workspace.items and visible(workspace, workspace.items[full_id], audience)

    names = [name for name in names_for(plan, item.kind) if is_open(name, audience, (item.kind,))]
    facts = {name: found for name in names if (found := known(plan, item, name, audience)) not in (None, "", (), False)}
    path, line = place_of(plan, item) if audience == "internal" else ("", 0)
    return Page(
        item,
        path,
        line,
        tuple((name, found) for name, found in facts.items() if _is_told(item, name) and not isinstance(found, bool)),
        tuple(name for name in FLAGS if name in facts),
        {name: found for name, found in facts.items() if name in DATES or name in ROOM},
        tuple(workspace.items[id] for id in parts_of(item) if seen(id)),
        tuple(wait for wait in waits_of(plan, item) if seen(wait.before)),
        tuple(wait for wait in waited_by(plan, item) if seen(wait.after)),
        tuple(one for one in mentions_of(plan, item) if one.key != "about" and visible(workspace, one.item, audience)),
        thread(plan, item, audience),
        commits_within(plan, item) if audience == "internal" else (),
        audience,
        recorded if audience == "internal" else (),
        staged if audience == "internal" else None,
    )


def _is_told(item: Item, name: str) -> bool:
    """Does a fact stand among the facts? A category is that of the status, but of a risk its own."""
    return name not in _ELSEWHERE and (name != "category" or isinstance(item, Risk))


def place_of(plan: Plan, item: Item) -> tuple[str, int]:
    """The file and line in which an item stands; line 0 where the text is not at hand."""
    source = item.source
    text = plan.loaded.texts.get(source.path)
    return source.path, position(text, source.start).line if text is not None else 0


def parts_of(item: Item) -> tuple[str, ...]:
    """Full ids of what an item is made of, one level down."""
    if isinstance(item, Task | Feature):
        return item.children
    if isinstance(item, Project | Product):
        return item.top
    if isinstance(item, Release):
        return item.launch
    if isinstance(item, Objective):
        return item.key_results
    return item.findings if isinstance(item, Research) else ()


def thread(plan: Plan, item: Item, audience: Audience) -> tuple[Said, ...]:
    """The comments on an item that a reader may see, answers below what they answer."""
    return threads(one for one in comments_on(plan, item) if visible(plan.workspace, one, audience))


def counts(plan: Plan, document: Project | Product, audience: Audience) -> tuple[tuple[str, int], ...]:
    """How many items a reader may see of each collection of a document."""
    seen = {
        name: sum(visible_id(plan.workspace, id, audience) for id in ids) if audience != "internal" else len(ids)
        for name, ids in document.members.items()
    }
    return tuple((name, number) for name, number in seen.items() if number)


def cells(plan: Plan, items: Sequence[Item], audience: Audience = "internal") -> list[list[str]]:
    """Items as rows: id, name, status, people or owner, forecast or due."""
    rows = []
    for item in items:
        when, due = (show(plan, known(plan, item, name, audience), name) for name in ("forecast", "due"))
        owner = show(plan, value(plan, item, "owner"), "owner") if audience == "internal" else ""
        status = show(plan, value(plan, item, "status"), "status")
        dates = when + (f", promised {due}" if due and when else due if not when else "")
        rows.append([item.id, item.title if item.title != item.key else "", status, owner, dates])
    return rows
