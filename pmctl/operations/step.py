"""A step in the life of an item: the keys that say that it was taken, or why it cannot be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pmctl.diagnostic import UserError
from pmctl.escape import terminal
from pmctl.model.item import Item


@dataclass(frozen=True, slots=True)
class Step:
    """What to set (`status=done`); nothing where the step was taken before, as `already` says."""

    changes: tuple[str, ...] = ()
    already: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """The day of a step, whether that day was named, and who takes it ("" where nobody is known)."""

    day: date
    is_named: bool = False
    by: str = ""

    @property
    def text(self) -> str:
        """The day as a plan has it."""
        return self.day.isoformat()


def refused(item: Item, why: str, hint: str = "") -> UserError:
    """Why a step cannot be taken; `ID` in a hint is the item's."""
    return UserError(f"`{terminal(item.id)}` {why}", hint.replace("ID", terminal(item.id)))


def taken_before(item: Item, key: str, what: str, asked: Asked) -> Step:
    """A step that was taken before; UserError where it was on another day than is said now."""
    on = getattr(item, key)
    when = f" on {on.text}" if on is not None else ""
    if on is not None and asked.is_named and not on.first <= asked.day <= on.last:
        raise refused(item, f"{what}{when} already", f"`pmctl set ID {key}={asked.text}` changes the day")
    return Step(already=f"Nothing to do: {terminal(item.id)} {what}{when}.")
