"""The few sentences of a difference that every form of it says: its title, that nothing differs, what was not read."""

from __future__ import annotations

from pmctl.changes.edits import Edit
from pmctl.diagnostic import position
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
    commit, name = side.revision[:SHORT], _name(side)
    return name if commit in ("", name) else f"{name} ({commit})"


def _name(side: Side) -> str:
    """What a side was called; the id of a commit is short, however long it was given."""
    commit = side.revision[:SHORT]
    return commit if commit and side.name.startswith(commit) else side.name


def _where(side: Side) -> str:
    """`at main`, `in the work tree`."""
    return f"at {_name(side)}" if side.revision else f"in the {side.name}"


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


def warnings(found: Difference) -> list[str]:
    """What is to be known before anything else: a side without a plan, files of a side that could not be read."""
    empty = [f"There is no plan {_where(found.before)}: all of it is new."] if found.before.is_empty else []
    empty += [f"There is no plan {_where(found.after)}: all of it is gone."] if found.after.is_empty else []
    return [*empty, *(_unread(found, one) for one in found.unread)]


def _unread(found: Difference, one: Unread) -> str:
    """Which file of which side could not be read, and why."""
    side = found.before if one.side == found.before.name else found.after
    text = side.plan.loaded.texts.get(one.path)
    line = f":{position(text, one.finding.span.start).line}" if text is not None else ""
    why = f"{one.path}{line}: {one.finding.code}: {one.finding.message}"
    return f"{one.path} cannot be read {_where(side)}, so nothing in it is compared ({why})"
