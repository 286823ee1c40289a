"""The few sentences of a difference that every form of it says: its title, that nothing differs, what was not read."""

from __future__ import annotations

from pmctl.changes.edits import Edit
from pmctl.quantity import print_date
from pmctl.views.diff.view import Difference, Side, Unread
from pmctl.views.words import some

SHORT = 7
NAMED_FILES = 3
_CALLED_BY_ID = frozenset(("project", "product", "person", "team", "resource"))


def title(found: Difference) -> str:
    """`main 3f2a91c → work tree · today Tue 10 Feb 2026`."""
    return f"{_side(found.before)} → {_side(found.after)} · today {print_date(found.plan.today, None)}"


def _side(side: Side) -> str:
    commit = side.revision[:SHORT]
    return side.name if not commit or side.name.startswith(commit) else f"{side.name} ({commit})"


def subject_of(one: Edit) -> str:
    """What an edited entity is called: its id, with the kind of what has no id of its own (`calendar default`)."""
    if one.entity == "workspace":
        return one.entity
    return one.id if "/" in one.id or one.entity in _CALLED_BY_ID else f"{one.entity.replace('-', ' ')} {one.id}"


def nothing(found: Difference) -> str:
    """Why there is nothing to say: the plans are equal, or only written otherwise."""
    sides = f"between {_side(found.before)} and {_side(found.after)}"
    if found.is_same_text:
        return f"Nothing changed {sides}."
    if found.wanted:
        return f"No change in meaning of {some(found.wanted, NAMED_FILES)} {sides}."
    files = found.rewritten
    written = f": {some(files, NAMED_FILES)} written otherwise" if files else ""
    return f"No change in meaning {sides}{written}."


def unread_words(one: Unread) -> str:
    """Which file of which side could not be read, and why."""
    what = f"{one.finding.code}: {one.finding.message}"
    return f"{one.path} cannot be read at {one.side}, so nothing in it is compared: {what}"
