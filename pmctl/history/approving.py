"""The commits that recorded approvals: who wrote them, and whether what was approved is another one since."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pmctl import git
from pmctl.changes.edits import Edit, FieldEdit, edits
from pmctl.history.backwards import MOST_READ, main_line_of, plans_back
from pmctl.insights.approvals import approvals, given, is_agreed
from pmctl.model.item import Approval, Item
from pmctl.model.workspace import Workspace
from pmctl.plan import Plan, remembered
from pmctl.revision import Reader

_Key = tuple[str, str]
"""By whom, and the day as it is written."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """An approval and the commit that brought it; `author` is the id of the person who wrote that, "" where nobody has
    the address.

    `changed` is the last day on which what was approved became another thing after it was, None where it did not.
    """

    approval: Approval
    commit: git.Commit
    author: str
    changed: date | None = None


def recorded(plan: Plan, item: Item) -> tuple[Recorded, ...]:
    """Who recorded the approvals of an item, in their order, less those of which the commits at hand tell nothing.

    The main line is followed back as long as the approval is there, also under a former name of the item; behind a
    merge it is the commit of the branch.
    """
    return _recorded(plan, item.id) if plan.workspace.items.get(item.id) is item and given(item) else ()


@remembered
def _recorded(plan: Plan, id: str) -> tuple[Recorded, ...]:
    line = main_line_of(plan)
    if line is None:
        return ()
    item, (top, commits) = plan.workspace.items[id], line
    with Reader(plan.loaded.folder.root) as reader:
        found = _Search(reader, top, commits, plan, item).found()
    people = {one.email.casefold(): one.id for one in plan.workspace.people.values() if one.email}
    return tuple(
        Recorded(one, commit, people.get(commit.email.casefold(), ""), changed)
        for one in approvals(item)
        for commit, changed in [found.get(_key(one), (None, None))]
        if commit is not None
    )


def _key(one: Approval) -> _Key:
    return one.by, one.date.text if one.date is not None else ""


class _Search:
    """Goes back from the plan in which an item is approved."""

    def __init__(self, reader: Reader, top: Path, commits: Sequence[git.Commit], plan: Plan, item: Item) -> None:
        self._reader = reader
        self._top = top
        self._commits = commits
        self._today = plan.today
        self._workspace = plan.workspace
        self._item: Item | None = item
        self._sought = set(given(item))
        self._changed: date | None = None

    def found(self) -> dict[_Key, tuple[git.Commit, date | None]]:
        """By approval the commit that brought it, and since when it is stale."""
        found = dict[_Key, tuple[git.Commit, date | None]]()
        newer: git.Commit | None = None
        for commit, workspace in self._plans():
            changed = self._step(newer, workspace)
            present = set(given(self._item)) if self._item is not None else set()
            if newer is not None:
                found |= {key: (self._on_branch(newer, key), self._changed) for key in self._sought - present}
            self._sought &= present
            # what changed together with the approval was approved
            self._changed = self._changed or changed
            newer = commit
            if not self._sought:
                return found
        if newer is not None and newer is self._commits[0] and not git.is_shallow(self._top):
            found |= dict.fromkeys(self._sought, (newer, self._changed))
        return found

    def _plans(self) -> Iterator[tuple[git.Commit, Workspace]]:
        """The plans of the main line, the latest first."""
        return plans_back(self._reader, self._commits, self._workspace, self._path)

    def _path(self) -> str:
        """The file with the approvals."""
        here = approvals(self._item) if self._item is not None else ()
        return here[0].source.path if here else ""

    def _step(self, newer: git.Commit | None, workspace: Workspace) -> date | None:
        """Go on to the plan before: the item as it was there; the day on which another thing was made of it."""
        item, self._workspace, after = self._item, workspace, self._workspace
        if item is None or workspace is after:
            return None
        made = edits(workspace, after)
        former = next((edit.before_id for edit in made if edit.id == item.id and edit.before_id), item.id)
        self._item = workspace.items.get(former)
        is_other = any(_changes(edit, item) for edit in made)
        return (newer.day if newer is not None else self._today) if is_other else None

    def _on_branch(self, merge: git.Commit, key: _Key) -> git.Commit:
        """The commit of the merged branch that brought an approval; the commit itself where it is no merge."""
        brought = git.between(self._top, merge.parents[0], merge.id) if len(merge.parents) > 1 else None
        for commit in (brought or ())[:MOST_READ]:
            loaded = self._reader.load(commit.id)
            items = loaded.workspace.items.values() if loaded is not None else ()
            if any(key in given(one) for one in items if self._item is None or one.id == self._item.id):
                return commit
        return merge


def _changes(edit: Edit, item: Item) -> bool:
    """Does an edit make another thing of what was approved?"""
    if edit.entity == "benefit":
        return edit.id.startswith(f"{item.id}/")
    return edit.id == item.id and any(is_agreed(item, one.key) for one in edit.fields)


def changed_since(plan: Plan, item: Item, commit: str) -> tuple[FieldEdit, ...]:
    """The facts of what was approved that are others than at a commit; nothing where git cannot read it."""
    with Reader(plan.loaded.folder.root) as reader:
        loaded = reader.load(commit)
    made = edits(loaded.workspace, plan.workspace) if loaded is not None else ()
    return tuple(one for edit in made if _changes(edit, item) for one in edit.fields if _is_about(edit, item, one))


def _is_about(edit: Edit, item: Item, one: FieldEdit) -> bool:
    return edit.entity == "benefit" or is_agreed(item, one.key)
