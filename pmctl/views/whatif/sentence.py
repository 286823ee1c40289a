"""What follows from an alternative in one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pmctl.changes import Shift, total
from pmctl.insights.facts import value
from pmctl.quantity import print_date, print_days
from pmctl.views.whatif.levelling import nothing_better
from pmctl.views.whatif.view import Option
from pmctl.views.words import NAMED, float_used, share_asked, signed_sums, some

_PROMISES = {
    "broken": "broken",
    "mended": "mended",
    "worse": "missed by more",
    "better": "missed by less",
    "moved": "for another day",
}


def sentence(option: Option) -> str:
    """Everything that follows, in one line: errors, moves, ends, promises, cost, load, whom to tell."""
    follows = option.follows
    if follows.is_nothing and option.levelling is not None:
        return f"{nothing_better(option.levelling)} Nothing moves."
    if follows.is_nothing and not option.affected:
        return "Nothing follows: no date, no promise, no cost and nobody's load changes."
    parts = [
        *_concerned(option),
        _moved(option),
        *_ends(option),
        *_promised(option),
        *_floats(option),
        *_spent(option),
        *_asked(option),
    ]
    parts += _judged(option)
    people = dict.fromkeys((*_owners(option), *(one.who for one in follows.tell)))
    parts += [f"tell {some(list(people), 6)}"] if people else []
    return _errors(option) + "; ".join(parts) + "."


def _concerned(option: Option) -> Iterator[str]:
    """What a false assumption concerns."""
    if option.affected:
        yield f"It concerns {some(option.affected, NAMED)}"


def _owners(option: Option) -> Iterator[str]:
    """Who answers for what a false assumption concerns."""
    for id in option.affected:
        owner = value(option.plan, option.plan.workspace.items[id], "owner")
        if owner:
            yield str(owner)


def _errors(option: Option) -> str:
    """The new errors, before everything that was computed in spite of them."""
    errors = [finding for finding in option.follows.findings.new if finding.severity == "error"]
    if not errors:
        return ""
    text = f"{len(errors)} new error{'s' if len(errors) > 1 else ''}: {errors[0].message}. "
    lost = option.follows.undated
    return text + (f"Without {some(lost, NAMED)}, which have no date then: " if lost else "")


def _moved(option: Option) -> str:
    follows = option.follows
    counts = ((len(follows.added), "added"), (len(follows.removed), "gone"), (len(follows.undated), "without a date"))
    also = ", ".join(f"{number} {word}" for number, word in counts if number)
    moved = len(follows.moves)
    none = "no task moves by itself" if option.affected else "No task moves"
    text = f"{moved} tasks move" if moved > 1 else "1 task moves" if moved else none
    return f"{text}, {also}" if also else text


def _ends(option: Option) -> Iterator[str]:
    """Where projects end now, and by how much releases move; features where no release says it."""
    items, today = option.plan.workspace.items, option.plan.today
    by_kind: dict[str, list[Shift]] = {}
    for one in option.follows.shifts:
        by_kind.setdefault(items[one.item].kind, []).append(one)
    for one in by_kind.get("project", ())[:NAMED]:
        yield f"{one.item} {_end(one, today)}"
    for one in (by_kind.get("release") or by_kind.get("feature") or [])[:NAMED]:
        yield f"{items[one.item].kind} {one.item} {f'{one.days:+d}d' if one.days is not None else 'loses its date'}"
    more = sum(max(len(by_kind.get(kind, ())) - NAMED, 0) for kind in ("project", "release"))
    if more:
        yield f"{more} more end on another day"


def _end(shift: Shift, today: date) -> str:
    if shift.now is None:
        return "loses its date"
    days = f", {shift.days:+d}d" if shift.days is not None else ""
    was = f"{print_date(shift.was, today)} → " if shift.was is not None else ""
    return f"{was}{print_date(shift.now, today)}{days}"


def _promised(option: Option) -> Iterator[str]:
    for outcome in _PROMISES:
        found = [one.item for one in option.follows.promises if one.outcome == outcome]
        if found:
            what = f"{len(found)} promise{'s' if len(found) > 1 else ''}"
            yield f"{what} {_PROMISES[outcome]} ({some(found, NAMED)})"


def _floats(option: Option) -> Iterator[str]:
    used = [one for one in option.follows.moves if one.float_used_up]
    if used:
        most = max(used, key=lambda one: one.float_used_up)
        yield f"{float_used(most, option.plan.workspace.units)} ({most.item})"


def _spent(option: Option) -> Iterator[str]:
    more = total(option.follows.costs.values())
    if more:
        units = option.plan.workspace.units
        hours = [f"{one.who} {print_days(int(one.minutes), units)}" for one in option.follows.work if one.minutes]
        yield f"cost {signed_sums(more)}" + (f" ({some(hours, 4)})" if hours else "")


def _asked(option: Option) -> Iterator[str]:
    """Who is asked for too much, with their worst week."""
    overloaded = [one for one in option.follows.loads if one.overloads]
    for one in overloaded[:NAMED]:
        worst = max(one.overloads, key=lambda week: week.asked - week.capacity)
        yield f"{one.who} asked {share_asked(worst.asked, worst.capacity)} in week {worst.monday.isocalendar().week}"
    if len(overloaded) > NAMED:
        yield f"{len(overloaded) - NAMED} more are asked for too much"


def _judged(option: Option) -> Iterator[str]:
    """How many findings are new and gone; notes only where nothing else is found."""
    both = option.follows.findings
    for found, words in ((both.new, "{} new warning{}"), (both.gone, "{} warning{} less")):
        warnings = sum(one.severity == "warning" for one in found)
        if warnings:
            yield words.format(warnings, "s" if warnings > 1 else "")
    notes = [one for one in (*both.new, *both.gone) if one.severity == "info"]
    if len(notes) == len(both.new) + len(both.gone) and notes and not option.follows.moves:
        yield f"{len(notes)} note{'s' if len(notes) > 1 else ''} of `pmctl check` differ{'' if len(notes) > 1 else 's'}"
