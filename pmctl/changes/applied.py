"""A workspace with only some of its edits made: every entity as it was or as it is, put together as a loader does."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from pmctl.changes.edits.comparing import paired_edits
from pmctl.changes.edits.edit import Edit
from pmctl.changes.edits.entities import ITEMS, KEPT_BY_KEY, PEOPLE, WORKSPACE
from pmctl.changes.edits.matching import Matched, Pair, matched
from pmctl.changes.edits.renaming import Renaming, with_references
from pmctl.changes.tree import Standing, in_tree
from pmctl.model.item import Item
from pmctl.model.people import Person, Resource, Team
from pmctl.model.product import Product
from pmctl.model.project import Project
from pmctl.model.workspace import Workspace

_RECORDS = ("timesheets", "comments", "baselines")
Ids = tuple[dict[str, str], dict[str, str]]
"""For the records of `before`, then for those of `after`: id -> the id that it has now."""


class _Kept(NamedTuple):
    """An entity that is there: its record, whether that is the one of `after`, and whether an edit made it so."""

    pair: Pair
    record: Any
    is_new: bool
    is_chosen: bool

    @property
    def place(self) -> str:
        """Where it is kept: `items`, `people`, `calendars` ..."""
        return (self.pair.after or self.pair.before or WORKSPACE)[0]

    @property
    def id(self) -> str:
        """Its id on the side of its record."""
        return ((self.pair.after if self.is_new else self.pair.before) or WORKSPACE)[1]


@dataclass(frozen=True, slots=True)
class Application:
    """Two workspaces compared, ready for any choice among the edits that lead from one to the other.

    `collections` is full id -> collection of its document, on both sides.
    """

    before: Workspace
    after: Workspace
    found: Matched
    pairs: Mapping[Edit, Pair]
    collections: Mapping[str, str]

    @property
    def edits(self) -> tuple[Edit, ...]:
        """All edits, in order."""
        return tuple(self.pairs)


def application(before: Workspace, after: Workspace) -> Application:
    """Compare two workspaces once, for many choices."""
    found = matched(before, after)
    pairs = {edit: pair for pair, edit in paired_edits(found, before, after)}
    documents = (*before.documents.values(), *after.documents.values())
    collections = {id: name for one in documents for name, ids in one.members.items() for id in ids}
    return Application(before, after, found, pairs, collections)


def applied(before: Workspace, after: Workspace, chosen: Collection[Edit]) -> Workspace:
    """The workspace `before` with only the chosen edits of it made; their records are those of `after`.

    With all of them it is `after`, with none `before`, but for the order and the places of what nobody edited. Any
    choice can be scheduled: what stands in a group that is not there stands in the next one around it that is, what
    has no document is left out, and names of what is not there name nothing, as in a plan that was written so.
    KeyError for an edit of other workspaces.
    """
    return made(application(before, after), chosen)


def made(given: Application, chosen: Collection[Edit]) -> Workspace:
    """`applied` for workspaces that were compared already."""
    taken = {given.pairs[edit] for edit in chosen}
    kept = list(_kept(given, taken))
    settings = given.after if Pair(WORKSPACE, WORKSPACE) in taken else given.before
    items, people = _item_ids(given, kept, settings.id), _people_ids(kept)
    renamings = tuple(
        Renaming(side, _others(items[is_new]), _others(people[is_new]))
        for is_new, side in enumerate((given.before, given.after))
    )
    standing: dict[str, Standing] = {}
    others: dict[str, dict[str, Any]] = {place: {} for place in (*KEPT_BY_KEY, PEOPLE, *_RECORDS)}
    for one in kept:
        renaming = renamings[one.is_new]
        if one.place == ITEMS:
            id = items[one.is_new].get(one.id, "")
            if id and (one.is_chosen or id not in standing):  # where two have one id, that of an edit holds
                standing[id] = Standing(id, with_references(one.record, renaming), one.is_new)
        elif one.place != WORKSPACE[0]:
            id = people[one.is_new].get(one.id, one.id) if one.place == PEOPLE else one.id
            if one.is_chosen or id not in others[one.place]:
                others[one.place][id] = with_references(one.record, renaming)
    sides = (given.found.before, given.found.after)
    tree = in_tree(standing, items, sides, settings.id, given.collections)
    return _workspace(settings, others, tree)


def _kept(given: Application, taken: Collection[Pair]) -> Iterator[_Kept]:
    """The entities that are there.

    What was not edited follows the settings, by which its values were read. Where those are the same it is that of
    `after`: a name in it that nobody wrote anew does not follow what was renamed.
    """
    edited = set(given.pairs.values())
    settings = Pair(WORKSPACE, WORKSPACE)
    has_new_settings = settings in taken or settings not in edited
    for pair in given.found.pairs:
        is_chosen = pair in taken
        is_new = is_chosen if pair in edited else has_new_settings
        slot = pair.after if is_new else pair.before
        if slot is not None:
            yield _Kept(pair, (given.found.after if is_new else given.found.before)[slot], is_new, is_chosen)


# --- ids --------------------------------------------------------------------------------------------------------------


def _people_ids(kept: Sequence[_Kept]) -> Ids:
    """What people, teams and resources are called."""
    found: Ids = ({}, {})
    for one in kept:
        if one.place == PEOPLE:
            _add(found, one, one.id)
    return found


def _item_ids(given: Application, kept: Sequence[_Kept], workspace: str) -> Ids:
    """The full ids of items: those in a document have its id, whatever it is called on their side."""
    found: Ids = ({given.before.id: workspace}, {given.after.id: workspace})
    for one in sorted((one for one in kept if one.place == ITEMS), key=lambda one: one.id.count("/")):
        home, slash, key = one.id.partition("/")
        if not slash:
            _add(found, one, one.id)
        elif home in found[one.is_new]:
            _add(found, one, f"{found[one.is_new][home]}/{_key(one, key, found)}")
    return found


def _key(one: _Kept, key: str, ids: Ids) -> str:
    """The key of an item in its document; that of an entry of `raci` is the key of what it names, whoever edited it."""
    label, _, named = key.partition("/")
    if label != "raci":
        return key
    home = one.id.partition("/")[0]
    present = ids[one.is_new].get(f"{home}/{named}")
    return f"raci/{present.partition('/')[2]}" if present else key


def _add(found: Ids, one: _Kept, id: str) -> None:
    for ids, slot in zip(found, (one.pair.before, one.pair.after), strict=True):
        if slot is not None:
            ids[slot[1]] = id


def _others(ids: Mapping[str, str]) -> dict[str, str]:
    return {id: now for id, now in ids.items() if id != now}


# --- the whole --------------------------------------------------------------------------------------------------------


def _workspace(settings: Workspace, others: Mapping[str, Mapping[str, Any]], items: Mapping[str, Item]) -> Workspace:
    """A workspace of the entities that are there."""
    folk = {who: one if one.id == who else replace(one, id=who) for who, one in others[PEOPLE].items()}
    sheets = tuple(sheet for part in others["timesheets"].values() for sheet in part)
    comments, baselines = others["comments"], tuple(others["baselines"].values())
    records = (*folk.values(), *sheets, *comments.values(), *baselines)
    return replace(
        settings,
        documents={id: one for id, one in items.items() if isinstance(one, Project | Product)},
        people={who: one for who, one in folk.items() if isinstance(one, Person)},
        teams={who: one for who, one in folk.items() if isinstance(one, Team)},
        resources={who: one for who, one in folk.items() if isinstance(one, Resource)},
        timesheets=sheets,
        comments=comments,
        baselines=baselines,
        items={**items, **{one.id: one for one in records if one.id not in items}},
        calendars=others["calendars"],
        policies=others["policies"],
        views=others["views"],
        fields=others["fields"],
    )
