"""What shows that work goes on: commits whose message names an item, booked time, comments.

A commit names items in trailers, the `Key: value` lines that end its message: `Task: checkout/api`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from pmctl.git import Commit
from pmctl.insights.relations import entries_by_item
from pmctl.model.item import Item
from pmctl.model.project import Task
from pmctl.plan import Plan, remembered
from pmctl.regex import regex

TRAILER = "Task"
"""The key of the trailer that names an item."""
_BETWEEN = regex(r"[,;\s]+")
_AROUND = "`'\"()."


def names_in(commit: Commit) -> tuple[str, ...]:
    """What a commit says that it is about, as written; several names have a comma or blank between them."""
    said = [value for key, value in commit.trailers if key.lower() == TRAILER.lower()]
    names = (name.strip(_AROUND).lower() for value in said for name in _BETWEEN.split(value))
    return tuple(dict.fromkeys(name for name in names if name))


@remembered
def commits_by_item(plan: Plan) -> Mapping[str, tuple[Commit, ...]]:
    """By full id the commits that name an item, the oldest first; a short name counts where one task alone has it."""
    found: dict[str, list[Commit]] = {}
    for commit in plan.commits or ():
        meant = (_meant(plan, name) for name in names_in(commit))
        for full_id in dict.fromkeys(id for id in meant if id):
            found.setdefault(full_id, []).append(commit)
    return {full_id: tuple(commits) for full_id, commits in found.items()}


def _meant(plan: Plan, name: str) -> str:
    """The full id of what a commit names, "" where the plan has no such item."""
    return name if name in plan.workspace.items else _short_names(plan).get(name, "")


@remembered
def _short_names(plan: Plan) -> Mapping[str, str]:
    """The full ids of tasks by the last part of it; "" where several have the same."""
    found: dict[str, str] = {}
    for item in plan.workspace.items.values():
        if isinstance(item, Task):
            found[item.key] = "" if item.key in found else item.id
    return found


def commits_on(plan: Plan, item: Item) -> tuple[Commit, ...]:
    """The commits that name an item or a group around it: who names the group worked on its parts."""
    named = commits_by_item(plan)
    return tuple(commit for id in (item.id, *_groups(plan, item)) for commit in named.get(id, ()))


def commits_within(plan: Plan, item: Item) -> tuple[Commit, ...]:
    """The commits that name an item or what is in it, each once, in the order of the history."""
    items = plan.workspace.items
    wanted = {
        commit.id
        for id, commits in commits_by_item(plan).items()
        if item.id in (id, items[id].document, *_groups(plan, items[id]))
        for commit in commits
    }
    return tuple(commit for commit in plan.commits or () if commit.id in wanted)


def _groups(plan: Plan, item: Item) -> Iterator[str]:
    """The full ids of the groups around an item, the nearest first."""
    above: Item | None = item
    while above is not None and above.group:
        yield above.group
        above = plan.workspace.items.get(above.group)


@remembered
def named_since(plan: Plan) -> Mapping[str, date]:
    """The documents whose work is named in commits, with the day of the first such commit.

    A day that is still to come, where an earlier today is supposed, tells of no beginning: then it is the first of all.
    """
    found: dict[str, date] = {}
    for full_id, commits in commits_by_item(plan).items():
        document = full_id.partition("/")[0]
        found[document] = min(found.get(document, date.max), *(commit.day for commit in commits))
    return {document: day if day <= plan.today else date.min for document, day in found.items()}


@remembered
def last_heard(plan: Plan) -> Mapping[str, date]:
    """The last day on which time was booked on an item, or a comment written about it, by full id."""
    found = {id: max(entry.date.first for _, entry in entries) for id, entries in entries_by_item(plan).items()}
    for comment in plan.workspace.comments.values():
        if comment.at is not None and comment.at.first <= plan.today:
            found[comment.about] = max(found.get(comment.about, date.min), comment.at.first)
    return found
