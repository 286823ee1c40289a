"""Dependencies of Microsoft Project as links of a plan."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from xml.etree.ElementTree import Element

from pmctl.formats.msproject.context import Context
from pmctl.formats.msproject.document import each, flag, moment, number, text, whole
from pmctl.formats.names import one_line
from pmctl.formats.plan_text import Value

KINDS = {0: "FF", 1: "FS", 2: "SF", 3: "SS"}
ELAPSED_DAYS = 8
ELAPSED = frozenset((4, 6, 8, 10, 12, 36, 38, 40, 42, 44))
SHARES = frozenset((19, 20, 51, 52))


@dataclass(slots=True)
class Targets:
    """What can be linked to: tasks by number, and tasks of other files, which become external milestones on the way."""

    ids: Mapping[int, str]
    external: frozenset[int]
    outside: dict[str, dict[str, Value]] = field(default_factory=dict)
    by_name: dict[str, str] = field(default_factory=dict)


def links_of(element: Element, name: str, targets: Targets, context: Context) -> Iterator[str]:
    """The links of a task as the plan writes them; `LinkLag` is tenths of a minute, or per cent by `LagFormat`.

    A delay by levelling is elapsed time that a start waits beyond its links: it becomes their lag.
    """
    delay = whole(element, "LevelingDelay")
    if delay and element.find("PredecessorLink") is None:
        context.notes.add("a delay by levelling without a link is not held; `levelling: true` levels anew", name)
    for entry in each(element, "PredecessorLink"):
        uid = whole(entry, "PredecessorUID", -1)
        if flag(entry, "CrossProject") and uid not in targets.external:
            found = _outside(entry, element, name, targets, context)
            if found:
                yield found
        elif uid in targets.ids:
            kind = KINDS.get(whole(entry, "Type", 1), "FS")
            lag = _lag(entry, delay if kind in ("FS", "SS") else 0, name, context)
            yield targets.ids[uid] + ("" if kind == "FS" else f" {kind}") + lag
        else:
            context.notes.add("a link to nothing is not held", name)


def _outside(entry: Element, element: Element, name: str, targets: Targets, context: Context) -> str:
    """A link to a task of another file: an external milestone on the day that the file has computed for what waits."""
    title = one_line(re.split(r"[\\/]", text(entry, "CrossProjectName"))[-2:][0])
    waits = moment(element, "Start" if KINDS.get(whole(entry, "Type", 1), "FS") in ("FS", "SS") else "Finish")
    if not title or waits is None:
        context.notes.add("a link to nothing is not held", name)
        return ""
    full = text(entry, "CrossProjectName")
    id = targets.by_name.get(full)
    if id is None:
        id = targets.by_name[full] = context.ids.give(title, "other-project")
        body: dict[str, Value] = {"name": title, "external": {"party": title}, "milestone": True}
        targets.outside[id] = {**body, "not-before": f"{waits:%Y-%m-%dT%H:%M}", "x-link": one_line(full)}
    context.notes.add("a link to another file waits for an external milestone, on the day that the file says", name)
    return id


def _lag(entry: Element, delay: int, name: str, context: Context) -> str:
    lag, form = number(entry, "LinkLag") or 0, whole(entry, "LagFormat", 7)
    if delay and lag and form not in ELAPSED:
        context.notes.add("a delay by levelling beside a lag is not held; `levelling: true` levels anew", name)
    elif delay:
        context.notes.add("a delay by levelling is held as lag; `levelling: true` levels anew", name)
        lag, form = lag + delay, ELAPSED_DAYS
    if not lag:
        return ""
    sign = "+" if lag > 0 else "-"
    if form in SHARES:
        if form in (20, 52):
            context.notes.add("an elapsed share of a duration is held as a share of working time", name)
        return f" {sign} {format(abs(Decimal(lag)).normalize(), 'f')}%"
    tenths = abs(int(lag))
    if tenths % 10:
        context.notes.add("a lag is rounded to the minute", name)
    return f" {sign} {context.duration((tenths + 5) // 10, form in ELAPSED)}"
