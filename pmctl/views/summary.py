"""What follows from a change in one sentence: errors, moves, ends, promises, float, cost, load, findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Protocol

from pmctl.changes import Consequences, PromiseChange, Shift, total
from pmctl.diagnostic import Diagnostic, position
from pmctl.plan import Plan
from pmctl.quantity import print_date, print_days
from pmctl.views.words import NAMED, float_used, share_asked, signed_sums, some

UNREADABLE = "PM0"
"""The family of rules about text and shape."""
_PROMISES = {
    "broken": "broken",
    "mended": "mended",
    "worse": "missed by more",
    "better": "missed by less",
    "moved": "for another day",
    "taken away": "taken away",
}


class Told(Protocol):
    """What there is to tell of: the later plan, and what follows from it."""

    @property
    def plan(self) -> Plan:
        """The plan after the change."""

    @property
    def follows(self) -> Consequences:
        """What follows."""


def summary(told: Told, nobody: str = "No task moves") -> list[str]:
    """The parts of the sentence, the most telling first; `nobody` is said where no task moves."""
    return [
        _moved(told, nobody),
        *_deferred(told),
        *_ends(told),
        *_promised(told),
        *_floats(told),
        *_ordered(told),
        *_spent(told),
        *_asked(told),
        *_judged(told),
    ]


def new_errors(told: Told) -> str:
    """The new errors, before everything that was computed in spite of them."""
    errors = causes_first(told.follows.findings.faults)
    if not errors:
        return ""
    first, more = errors[0], len(errors) - 1
    place = f"{first.span.path}:{line}: " if first.code.startswith(UNREADABLE) and (line := _line(told, first)) else ""
    rest = f", {more} more" if more else ""
    text = f"{len(errors)} new error{'s' if more else ''}: {place}{first.message}{rest}. "
    lost = told.follows.undated
    return text + (f"Without {some(lost, NAMED)}, which have no date then: " if lost else "")


def causes_first(found: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Findings with errors before the rest, and of these first what cannot be read: other errors come of it."""
    return tuple(sorted(found, key=lambda one: (one.severity != "error", not one.code.startswith(UNREADABLE))))


def _line(told: Told, one: Diagnostic) -> int:
    """The line of a finding, 0 where its text is not at hand."""
    text = told.plan.loaded.texts.get(one.span.path)
    return position(text, one.span.start).line if text is not None else 0


def _moved(told: Told, nobody: str) -> str:
    follows = told.follows
    counts = ((len(follows.added), "added"), (len(follows.removed), "gone"), (len(follows.undated), "without a date"))
    also = ", ".join(f"{number} {word}" for number, word in counts if number)
    moved = len(follows.moves)
    text = f"{moved} tasks move" if moved > 1 else "1 task moves" if moved else nobody
    return f"{text}, {also}" if also else text


def _deferred(told: Told) -> Iterator[str]:
    """`DEFERRED one-click 2.1 → 2.2`: those that went the same way together; what was brought forward."""
    ways: dict[tuple[bool, str], list[str]] = {}
    for one in told.follows.deferred:
        key = told.plan.workspace.items[one.item].key
        ways.setdefault((one.is_later, f"{one.was} → {one.now}"), []).append(key)
    for (is_later, way), keys in list(ways.items())[:NAMED]:
        yield f"{'DEFERRED' if is_later else 'brought forward'} {some(keys, NAMED)} {way}"


def _ordered(told: Told) -> Iterator[str]:
    """How many ranks of a product move, and whether by inputs or by weights; scores alone where none does."""
    for one in told.follows.orders:
        moved = sum(each.was != each.now for each in one.features)
        causes = (("inputs", any(each.inputs for each in one.features)), ("weights", bool(one.weights)))
        beyond = [told.plan.workspace.items[id].key for id, has_room in one.crossed if not has_room]
        if beyond:
            yield f"beyond capacity now: {some(beyond, NAMED)}"
        if not any(is_so for _, is_so in causes):
            continue
        what = f"{moved} rank{'s'[: moved != 1]} of {one.product} move{'s'[: moved == 1]}" if moved else ""
        what = what or f"scores but no rank of {one.product} move"
        yield f"{what} by {' and '.join(word for word, is_so in causes if is_so)}"


def _ends(told: Told) -> Iterator[str]:
    """Where projects end now, and by how much releases move; features where no release says it."""
    items, today = told.plan.workspace.items, told.plan.today
    by_kind: dict[str, list[Shift]] = {}
    for one in told.follows.shifts:
        by_kind.setdefault(items[one.item].kind, []).append(one)
    for one in by_kind.get("project", ())[:NAMED]:
        yield f"{one.item} {_end(one, today)}"
    for one in (by_kind.get("release") or by_kind.get("feature") or [])[:NAMED]:
        yield f"{items[one.item].kind} {one.item} {_by(one)}"
    more = sum(max(len(by_kind.get(kind, ())) - NAMED, 0) for kind in ("project", "release"))
    if more:
        yield f"{more} more end on another day"


def _by(shift: Shift) -> str:
    """`+3d`; or that there is a date at all, or none any more."""
    if shift.days is not None:
        return f"{shift.days:+d}d"
    return "loses its date" if shift.now is None else "has a date now"


def _end(shift: Shift, today: date) -> str:
    if shift.now is None:
        return "loses its date"
    days = f", {shift.days:+d}d" if shift.days is not None else ""
    was = f"{print_date(shift.was, today)} → " if shift.was is not None else ""
    return f"{was}{print_date(shift.now, today)}{days}"


def _promised(told: Told) -> Iterator[str]:
    for outcome in _PROMISES:
        found = [one.item for one in told.follows.promises if promise_word(one) == outcome]
        if found:
            what = f"{len(found)} promise{'s' if len(found) > 1 else ''}"
            yield f"{what} {_PROMISES[outcome]} ({some(found, NAMED)})"


def promise_word(one: PromiseChange) -> str:
    """What became of a promise: its outcome, or that it is none any more."""
    return "taken away" if one.promised is None else one.outcome


def _floats(told: Told) -> Iterator[str]:
    used = [one for one in told.follows.moves if one.float_used_up]
    if used:
        most = max(used, key=lambda one: one.float_used_up)
        yield f"{float_used(most, told.plan.workspace.units)} ({most.item})"


def _spent(told: Told) -> Iterator[str]:
    more = total(told.follows.costs.values())
    if more:
        units = told.plan.workspace.units
        hours = [f"{one.who} {print_days(int(one.minutes), units)}" for one in told.follows.work if one.minutes]
        yield f"cost {signed_sums(more)}" + (f" ({some(hours, 4)})" if hours else "")


def _asked(told: Told) -> Iterator[str]:
    """Who is asked for too much, with their worst week."""
    overloaded = [one for one in told.follows.loads if one.overloads]
    for one in overloaded[:NAMED]:
        worst = max(one.overloads, key=lambda week: week.asked - week.capacity)
        yield f"{one.who} asked {share_asked(worst.asked, worst.capacity)} in week {worst.monday.isocalendar().week}"
    if len(overloaded) > NAMED:
        yield f"{len(overloaded) - NAMED} more are asked for too much"


def _judged(told: Told) -> Iterator[str]:
    """How many findings are new and gone; notes only where nothing else is found."""
    both = told.follows.findings
    refused = sum(one.severity == "error" for one in both.new) - len(both.faults)
    if refused:
        yield f"{refused} new error{'s' if refused > 1 else ''}"
    for found, words in ((both.new, "{} new warning{}"), (both.gone, "{} warning{} less")):
        warnings = sum(one.severity == "warning" for one in found)
        if warnings:
            yield words.format(warnings, "s" if warnings > 1 else "")
    if only_notes(told.follows):
        notes = len(both.new) + len(both.gone)
        yield f"{notes} note{'s' if notes > 1 else ''} of `pmctl check` differ{'' if notes > 1 else 's'}"


def only_notes(follows: Consequences) -> bool:
    """Whether no task moves, and the findings that differ are all notes."""
    found = (*follows.findings.new, *follows.findings.gone)
    return bool(found) and all(one.severity == "info" for one in found) and not follows.moves
