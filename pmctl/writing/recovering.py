"""A write of several files that was cut short: gone on with, or taken back."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Literal

from pmctl import files
from pmctl.diagnostic import UserError
from pmctl.escape import terminal
from pmctl.files import draft, sync_folder, told
from pmctl.record import dataclass
from pmctl.writing import journal
from pmctl.writing.journal import Step, draft_of, state, target
from pmctl.writing.lock import under_lock
from pmctl.writing.place import Place, place_of
from pmctl.writing.strays import PREFIX, clean, strays


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was done: all files are as they should become (`forward`), as they were (`back`), or there was nothing to
    do; `paths` are those that changed now, `drafts` those that a killed writer had left.
    """

    way: Literal["forward", "back", "nothing"]
    paths: tuple[str, ...] = ()
    drafts: tuple[Path, ...] = ()


def recover(root: Path, abort: bool = False) -> Outcome:
    """Go on with a write that was cut short, or back where something is missing, or where that is wanted (`abort`).

    UserError, and nothing changed, where a file is neither what it was nor what it should become.
    """
    place = place_of(root)
    return under_lock(place.lock, lambda: _recover(place, root, abort))


def _recover(place: Place, root: Path, abort: bool) -> Outcome:
    outcome = Outcome("nothing")
    if place.journal.exists():
        steps = journal.steps_of(place)
        states = [state(place, one) for one in steps]
        _refuse_others(place, [one for one, found in zip(steps, states, strict=True) if found == "other"])
        left = [one for one, found in zip(steps, states, strict=True) if found == "old"]
        if abort or not all(_has_draft(place, one) for one in left):
            outcome = Outcome("back", back(place, steps))
        else:
            outcome = Outcome("forward", forward(place, steps, left))
    found = clean(strays(root), place.lock)
    return Outcome(outcome.way, outcome.paths, found)


def _refuse_others(place: Place, others: Sequence[Step]) -> None:
    if others:
        shown = ", ".join(f"`{terminal(one.path)}`" for one in others)
        raise UserError(
            f"{shown} {'is' if len(others) == 1 else 'are'} neither as before nor as it should become: "
            "nothing was changed",
            "make it what it was (`git checkout -- FILE`) and call this again;\n"
            f"or remove `{terminal(str(place.journal))}`: then all files stay as they are now",
        )


def _has_draft(place: Place, step: Step) -> bool:
    """Whether what shall take the place of a file is there, whole."""
    made = draft_of(place, step)
    if made is None:
        return True
    return not made.is_symlink() and journal.hash_of(files.read(made)) == step.new


def forward(place: Place, steps: Sequence[Step], left: Sequence[Step]) -> tuple[str, ...]:
    """Do the steps that are left, and end the write. The paths that changed.

    UserError where a file changed meanwhile, or the disk says no: some steps may be done then.
    """
    for step in left:
        path, made = target(place, step), draft_of(place, step)
        if state(place, step) != "old":
            raise UserError(f"`{terminal(step.path)}` changed meanwhile: nothing was changed", "call it again")
        with told(path):
            if made is None:
                path.unlink()
            else:
                os.replace(made, path)
    _end(place, steps)
    return tuple(step.path for step in left)


def back(place: Place, steps: Sequence[Step]) -> tuple[str, ...]:
    """Make what was changed what it was, and end the write. The paths that changed; UserError where the disk says no.

    What somebody else has made of a file since stays.
    """
    changed = [step for step in steps if state(place, step) == "new"]
    for step in changed:
        _restore(target(place, step), step)
    for step in steps:
        made = draft_of(place, step)
        if made is not None:
            files.remove(made)
    _end(place, steps)
    return tuple(step.path for step in changed)


def _restore(path: Path, step: Step) -> None:
    with ExitStack() as undo, told(path):
        if step.old == journal.NONE:
            path.unlink()
        else:
            os.replace(draft(path, step.copy, undo, PREFIX, step.mode), path)


def _end(place: Place, steps: Sequence[Step]) -> None:
    for folder in dict.fromkeys((place.top / step.path).parent for step in steps):
        if folder.is_dir():
            sync_folder(folder)
    journal.remove(place)
