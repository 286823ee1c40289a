"""Everything about one item: its facts, the three kinds of date apart, links both ways, who names it, what was said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pmctl.audience import Audience, shown_names, visible
from pmctl.diagnostic import position
from pmctl.git import Commit
from pmctl.history.approving import Recorded
from pmctl.insights.evidence import commits_within
from pmctl.insights.facts import names_for, show, value
from pmctl.insights.relations import Wait, waited_by, waits_of
from pmctl.model.item import Item
from pmctl.model.product import Feature, Objective, Product, Release, Research
from pmctl.model.project import Project, Task
from pmctl.model.records import Comment
from pmctl.model.workspace import resolve
from pmctl.plan import Plan
from pmctl.views.listing.view import is_open, known
from pmctl.views.page.mentions import Mention, mentions_of

DATES = ("due", "baseline-start", "baseline", "variance", "forecast-start", "forecast", "slip")
ROOM = ("early-start", "early-finish", "late-start", "late-finish", "float", "free-float")
FLAGS = ("milestone", "critical", "late", "overdue", "ready")
_ELSEWHERE = frozenset(
    ("id", "key", "kind", "name", "document", "group", "file", "depth", "leaf", "category", "description", "after")
) | {*DATES, *ROOM, *FLAGS, "waits-for", "needed-by", "delivers", "held-by", "about", "text", "updates"}


@dataclass(frozen=True, slots=True)
class Said:
    """A comment, and how deep it answers."""

    comment: Comment
    depth: int


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


def page(plan: Plan, item: Item, audience: Audience = "internal", recorded: tuple[Recorded, ...] = ()) -> Page:
    """Put together what a reader may see of an item."""
    workspace = plan.workspace

    def seen(full_id: str) -> bool:
        return full_id in workspace.items and visible(workspace, workspace.items[full_id], audience)

    names = [name for name in names_for(plan, item.kind) if is_open(name, audience)]
    facts = {name: found for name in names if (found := known(plan, item, name, audience)) not in (None, "", (), False)}
    path, line = place_of(plan, item) if audience == "internal" else ("", 0)
    return Page(
        item,
        path,
        line,
        tuple((name, found) for name, found in facts.items() if name not in _ELSEWHERE and not isinstance(found, bool)),
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
    )


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
    """The comments on an item that a reader may see, answers below what they answer, each level by time."""
    workspace = plan.workspace
    about = [
        comment
        for comment in workspace.comments.values()
        if resolve(workspace, "", comment.about) is item and visible(workspace, comment, audience)
    ]
    about.sort(key=lambda comment: (comment.at.first if comment.at else plan.today, _minute(comment), comment.id))
    known = {name: comment for comment in about for name in (comment.id, comment.key)}
    answers: dict[str, list[Comment]] = {}
    for comment in about:
        above = known.get(comment.reply_to)
        answers.setdefault(above.id if above is not None and above is not comment else "", []).append(comment)
    found: list[Said] = []
    stack = [Said(comment, 0) for comment in reversed(answers.get("", []))]
    while stack:
        one = stack.pop()
        found.append(one)
        stack += [Said(answer, one.depth + 1) for answer in reversed(answers.get(one.comment.id, []))]
    shown = {said.comment.id for said in found}
    # two comments that answer each other hang from nothing
    return (*found, *(Said(comment, 0) for comment in about if comment.id not in shown))


def _minute(comment: Comment) -> int:
    return (comment.at.minute or 0) if comment.at else 0


def counts(document: Project | Product) -> tuple[tuple[str, int], ...]:
    """How many items of each collection a document has."""
    return tuple((name, len(ids)) for name, ids in document.members.items() if ids)


def cells(plan: Plan, items: Sequence[Item], audience: Audience = "internal") -> list[list[str]]:
    """Items as rows: id, name, status, people or owner, forecast or due."""
    rows = []
    for item in items:
        when = show(plan, value(plan, item, "forecast"), "forecast")
        due = show(plan, value(plan, item, "due"), "due")
        owner = show(plan, value(plan, item, "owner"), "owner") if audience == "internal" else ""
        status = show(plan, value(plan, item, "status"), "status")
        dates = when + (f", promised {due}" if due and when else due if not when else "")
        rows.append([item.id, item.title if item.title != item.key else "", status, owner, dates])
    return rows


def author_of(plan: Plan, page: Page, comment: Comment) -> tuple[str, ...]:
    """Who wrote a comment, where the reader may know of them."""
    return shown_names(plan.workspace, (comment.by,), page.audience)
